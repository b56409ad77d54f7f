from decimal import Decimal

import pytest

from films.models import Citation, Credit, Film, Participation
from films.register import derived
from tests.factories import (
    make_company,
    make_country,
    make_credit,
    make_film,
    make_film_title,
    make_genre,
    make_language,
    make_participation,
    make_person,
    make_source,
)
from tests.films.exchange.files import errors, imported

pytestmark = pytest.mark.usefixtures("words")

ID = {"imdb_id": "tt0436854"}
ROW = {
    "title": "Tulpan",
    "original_title": "Тюльпан",
    "other_titles": "Tulip",
    "year": "2008",
    "stage": "completed",
    "countries": "KZ|DE",
    "lead_country": "KZ",
    "shares": "KZ:60",
    "companies": "Ark|Bee",
    "directors": "Sergey Dvortsevoy",
    "genres": "drama",
    "languages": "kk|ru",
    "budget_amount": "100",
    "budget_currency": "EUR",
    "source": "Yearbook",
    "source_locator": "p. 12",
    **ID,
}


def rewritten(tmp_path, **cells):
    """The file imported, then once more with some cells changed."""
    imported(tmp_path / "a.csv", ROW)
    outcome = imported(tmp_path / "b.csv", {**ROW, **cells})
    return outcome.summary, Film.objects.get()


def parts(film):
    return [
        (row.country.code, row.role, row.share)
        for row in film.participations.filter(country__isnull=False)
    ]


UPDATED = "created 0, updated 1, unchanged 0, refused 0"
UNCHANGED = "created 0, updated 0, unchanged 1, refused 0"


def test_row_that_says_the_same_changes_nothing(tmp_path):
    imported(tmp_path / "a.csv", ROW)
    entries = {model: model.history.count() for model in (Film, Participation, Credit)}

    outcome = imported(tmp_path / "b.csv", ROW, {"title": "Ozen"})

    assert outcome.summary == "created 1, updated 0, unchanged 1, refused 0"
    assert Film.history.count() == entries[Film] + 1
    assert Participation.history.count() == entries[Participation]
    assert Credit.history.count() == entries[Credit]
    assert Film.objects.get(**ID).revision == 1


def test_empty_cells_leave_what_is_there(tmp_path):
    empty = {column: "" for column in ROW if column not in ("title", "imdb_id")}

    summary, film = rewritten(tmp_path, **empty)

    assert summary == UNCHANGED
    assert film.year == 2008
    assert parts(film) == [("KZ", "majority", Decimal(60)), ("DE", "minority", None)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", "The Tulip"),
        ("original_title", "Қызғалдақ"),
        ("year", "2009"),
        ("stage", "released"),
        ("kind", "fiction"),
        ("wikidata_id", "Q837765"),
        ("confidence", "read"),
    ],
)
def test_value_is_changed(tmp_path, column, value):
    summary, film = rewritten(tmp_path, **{column: value})

    assert summary == UPDATED
    assert str(getattr(film, column)) == value
    assert film.revision == 2
    entry = film.history.first()
    assert (entry.history_type, entry.history_change_reason) == ("~", "import b.csv")
    assert str(getattr(entry, column)) == value
    assert [link.genre.code for link in entry.genres.all()] == ["drama"]


def test_changed_film_is_found_by_its_new_title(tmp_path):
    _summary, film = rewritten(tmp_path, title="The Golden Eagle")

    assert film.sort_title == "the golden eagle"
    assert list(Film.objects.matching("golden")) == [film]
    assert not Film.objects.matching("tulpan").exists()


def test_budget_changes_with_its_currency(tmp_path):
    _summary, film = rewritten(tmp_path, budget_amount="5000", budget_currency="JPY")

    assert str(film.budget) == "5000 JPY"
    assert film.history.first().instance.budget_amount == Decimal(5000)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"countries": "KZ|DE|FR"}, "KZ majority 60, DE minority None, FR minority None"),
        ({"countries": "KZ"}, "KZ majority 60"),
        ({"countries": "DE|KZ"}, "DE minority None, KZ majority 60"),
        ({"shares": "KZ:55|DE:45"}, "KZ majority 55, DE minority 45"),
        ({"shares": ""}, "KZ majority 60, DE minority None"),
        ({"lead_country": "DE", "shares": ""}, "KZ minority 60, DE majority None"),
        ({"countries": "DE|FR", "lead_country": "FR", "shares": ""},
         "DE minority None, FR majority None"),
    ],
)  # fmt: skip
def test_countries_are_those_of_the_file(tmp_path, cells, expected):
    _summary, film = rewritten(tmp_path, **cells)

    told = [f"{code} {role} {share and share.normalize():f}" if share else f"{code} {role} None"
            for code, role, share in parts(film)]  # fmt: skip
    assert ", ".join(told) == expected
    assert film.country_count == len(told)


def test_rows_that_go_leave_a_history(tmp_path):
    _summary, film = rewritten(tmp_path, countries="KZ", directors="Aida B")

    gone = Participation.history.filter(history_type="-").get()
    assert (gone.country.code, gone.history_change_reason) == ("DE", "import b.csv")
    assert Credit.history.filter(history_type="-").count() == 1
    assert [credit.person.name for credit in film.credits.all()] == ["Aida B"]


@pytest.mark.parametrize("companies", ["Bee|Ark", "Ark", "Ark|Cat", "Cat|Ark|Bee"])
def test_companies_are_those_of_the_file_in_its_order(tmp_path, companies):
    summary, film = rewritten(tmp_path, companies=companies)

    rows = film.participations.filter(company__isnull=False)
    assert summary == UPDATED
    assert [row.company.name for row in rows] == companies.split("|")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("other_titles", "Tulip|Lala"),
        ("directors", "Aida B|Sergey Dvortsevoy"),
        ("genres", "science_fiction|drama"),
        ("languages", "fr"),
    ],
)
def test_lists_are_those_of_the_file(tmp_path, column, value):
    summary, film = rewritten(tmp_path, **{column: value})

    found = {
        "other_titles": [title.text for title in film.titles.all()],
        "directors": [credit.person.name for credit in film.credits.all()],
        "genres": sorted((genre.code for genre in film.genres.all()), reverse=True),
        "languages": [language.code for language in film.languages.all()],
    }[column]
    assert summary == UPDATED
    assert found == value.split("|")


def test_derived_columns_stay_true(tmp_path):
    changed = {"title": "Other", "countries": "KZ|FR", "companies": "Cat", "directors": "Aida B"}
    _summary, film = rewritten(tmp_path, **changed)
    told = (film.search_text, film.country_count)

    derived.refresh([film.pk])
    film.refresh_from_db()

    assert (film.search_text, film.country_count) == told


def test_second_import_of_a_change_changes_nothing(tmp_path):
    changed = {"countries": "DE|FR|KZ", "companies": "Cat|Ark", "directors": "Aida B|Bolat C"}
    rewritten(tmp_path, **changed)

    outcome = imported(tmp_path / "c.csv", {**ROW, **changed}, {"title": "Ozen"})

    assert outcome.summary == "created 1, updated 0, unchanged 1, refused 0"


# What people entered beside the file


def test_company_with_its_country_stays(tmp_path):
    film = make_film("Tulpan", **ID)
    kz, de = make_country("KZ"), make_country("DE")
    make_participation(film, country=kz, company=make_company("Ark"), share=Decimal(60))
    make_participation(film, country=de, company=make_company("Bee"))

    imported(
        tmp_path / "a.csv", {"title": "Tulpan", "countries": "KZ|FR", "companies": "Ark|Cat", **ID}
    )

    rows = [
        (row.country and row.country.code, row.company and row.company.name)
        for row in film.participations.order_by("pk")
    ]
    assert rows == [("KZ", "Ark"), ("DE", "Bee"), ("FR", None), (None, "Cat")]


def test_share_that_companies_divide_is_refused(tmp_path):
    film = make_film("Tulpan", **ID)
    for name, share in (("Ark", 40), ("Bee", 20)):
        company = make_company(name)
        make_participation(film, country=make_country("KZ"), company=company, share=Decimal(share))
    row = {"title": "Tulpan", "countries": "KZ", **ID}

    found = errors(tmp_path / "a.csv", {**row, "shares": "KZ:70"})
    outcome = imported(tmp_path / "b.csv", {**row, "shares": "KZ:60", "lead_country": ""})

    reason = "The register divides this share between companies: change it there."
    assert found == [(2, "shares", "KZ", reason)]
    assert outcome.summary == UNCHANGED


def test_people_with_other_functions_stay(tmp_path):
    film = make_film("Tulpan", **ID)
    make_credit(film, make_person("Aida B"), function=Credit.Function.CAMERA)

    imported(tmp_path / "a.csv", {"title": "Tulpan", "directors": "Bolat C", **ID})

    assert {str(credit) for credit in film.credits.all()} == {
        "Aida B: director of photography",
        "Bolat C: director",
    }


def test_film_keeps_its_source_and_cites_the_file(tmp_path):
    yearbook = make_source("Yearbook")
    film = make_film("Tulpan", source=yearbook, locator="p. 1", confidence="read", **ID)

    row = {"title": "Tulpan", "year": "2008", "source": "Registry", "source_locator": "no. 5"}
    first = imported(tmp_path / "a.csv", {**row, **ID})
    second = imported(tmp_path / "b.csv", {**row, **ID, "stage": ""})

    film.refresh_from_db()
    assert (first.summary, second.summary) == (UPDATED, UNCHANGED)
    assert (film.source, film.locator, film.confidence) == (yearbook, "p. 1", "read")
    citation = Citation.objects.get()
    assert (citation.source.title, citation.locator, citation.about) == (
        "Registry",
        "no. 5",
        "year",
    )


def test_unannounced_film_stays_so(tmp_path):
    make_film("Tulpan", announced_at=None, **ID)

    imported(tmp_path / "a.csv", {"title": "Tulpan", "year": "2008", **ID})

    assert not Film.objects.announced().exists()


def test_report_tells_what_changed(tmp_path):
    imported(tmp_path / "a.csv", ROW)

    outcome = imported(
        tmp_path / "b.csv", {**ROW, "year": "2009", "countries": "KZ|DE|FR"}, {"title": "Ozen"}
    )

    assert [(one.row, one.column, one.value, one.reason) for one in outcome.report.notes] == [
        (2, "year", "2009", "was “2008”"),
        (2, "countries", "FR", "was unknown"),
        (3, "title", "Ozen", "new"),
    ]


def test_values_of_a_title_row_are_compared_with_the_film(tmp_path):
    film = make_film("Tulpan", genres=[make_genre("drama")], languages=[make_language("kk")], **ID)
    make_film_title(film, "Tulip")

    outcome = imported(
        tmp_path / "a.csv",
        {
            "title": "Tulpan",
            "genres": "Drama",
            "languages": "Kazakh",
            "other_titles": "Tulip",
            **ID,
        },
    )

    assert outcome.summary == UNCHANGED
