from decimal import Decimal

import pytest

from films.models import Credit, Film, FilmTitle, Participation, Person
from partners.models import Company, Source
from tests.factories import make_company, make_person, make_source
from tests.films.exchange.files import AT, errors, imported, warnings

pytestmark = pytest.mark.usefixtures("words")

TULPAN = {
    "title": "Tulpan",
    "original_title": "Тюльпан",
    "other_titles": "Қызғалдақ|Tulip",
    "year": "2008",
    "stage": "released",
    "kind": "fiction",
    "countries": "KZ|Германия|France",
    "lead_country": "Қазақстан",
    "shares": "KZ:50|DE:30.5|FR:19.5",
    "companies": "Eurasia Film | Pandora Film",
    "directors": "Sergey Dvortsevoy",
    "genres": "драма",
    "languages": "kk|Russian",
    "budget_amount": "2 300 000.50",
    "budget_currency": "EUR",
    "imdb_id": "tt0436854",
    "wikidata_id": "Q837765",
    "source": "Yearbook of the film centre",
    "source_locator": "p. 12",
    "confidence": "read",
}


def parts(film):
    rows = film.participations.filter(country__isnull=False)
    return [(row.country.code, row.role, row.share) for row in rows]


def test_template_fills_in_every_column(tmp_path):
    outcome = imported(tmp_path / "films.csv", TULPAN)

    film = Film.objects.get()
    assert outcome.summary == "created 1, updated 0, unchanged 0, refused 0"
    assert (film.title, film.original_title) == ("Tulpan", "Тюльпан")
    assert list(film.titles.values_list("text", "script")) == [
        ("Қызғалдақ", "Cyrl"),
        ("Tulip", "Latn"),
    ]
    assert (film.year, film.year_kind) == (2008, Film.YearKind.PRODUCTION)
    assert (film.stage, film.kind) == (Film.Stage.RELEASED, Film.Kind.FICTION)
    assert parts(film) == [
        ("KZ", "majority", Decimal(50)),
        ("DE", "minority", Decimal("30.5")),
        ("FR", "minority", Decimal("19.5")),
    ]
    companies = film.participations.filter(company__isnull=False)
    assert [row.company.name for row in companies] == ["Eurasia Film", "Pandora Film"]
    assert [str(credit) for credit in film.credits.all()] == ["Sergey Dvortsevoy: director"]
    assert [genre.code for genre in film.genres.all()] == ["drama"]
    assert {language.code for language in film.languages.all()} == {"kk", "ru"}
    assert str(film.budget) == "2300000.50 EUR"
    assert (film.imdb_id, film.wikidata_id) == ("tt0436854", "Q837765")
    assert (film.source.title, film.locator) == ("Yearbook of the film centre", "p. 12")
    assert (film.source.kind, film.confidence) == (Source.Kind.IMPORT, "read")
    assert (film.announced_at, film.country_count) == (AT, 3)


def test_template_sources_every_row_that_it_makes(tmp_path):
    imported(tmp_path / "films.csv", TULPAN)

    source = Source.objects.get()
    made = {
        model: {(row.source, row.locator, row.confidence) for row in model.objects.all()}
        for model in (Film, FilmTitle, Participation, Credit, Company, Person)
    }
    assert made == {model: {(source, "p. 12", "read")} for model in made}


def test_template_derives_what_saving_would(tmp_path):
    imported(tmp_path / "films.csv", TULPAN)
    film = Film.objects.get()
    derived = (film.search_text, film.sort_title, film.folded_title, film.country_count)

    film.save()
    film.refresh_from_db()

    assert (film.search_text, film.sort_title, film.folded_title, film.country_count) == derived
    assert list(Film.objects.matching("қызғалдақ dvortsevoy eurasia")) == [film]
    assert Company.objects.get(name__startswith="Pandora").sort_name.startswith("pandora")
    assert Company.objects.matching("pandora").count() == 1
    assert film.public_id.startswith("tulpan-2008-")


def test_template_keeps_the_history_of_every_row(tmp_path):
    imported(tmp_path / "films.csv", TULPAN)

    for model in (Film, FilmTitle, Participation, Credit, Company, Person, Source):
        entries = model.history.all()
        assert entries.count() == model.objects.count()
        assert {(entry.history_type, entry.history_change_reason) for entry in entries} == {
            ("+", "import films.csv")
        }
    entry = Film.history.get()
    assert [link.genre.code for link in entry.genres.all()] == ["drama"]
    assert {link.language.code for link in entry.languages.all()} == {"kk", "ru"}
    assert entry.instance.budget_amount == Decimal("2300000.50")


def test_template_needs_a_title_alone(tmp_path):
    imported(tmp_path / "films.csv", {"title": "Ozen"})

    film = Film.objects.get()
    assert (film.year, film.stage, film.country_count, film.budget) == (None, "", 0, None)
    assert (film.source.title, film.source.kind) == ("films.csv", Source.Kind.IMPORT)
    assert film.source.key.startswith("file-")
    assert (film.locator, film.confidence) == ("row 2", "unverified")


def test_template_takes_a_named_source_for_rows_without_one(tmp_path):
    known = make_source("Film registry", key="film-registry")

    imported(tmp_path / "a.csv", {"title": "Ozen"}, source="film-registry")
    imported(tmp_path / "b.csv", {"title": "Aika", "source": "film registry"})

    assert [film.source for film in Film.objects.all()] == [known, known]


def test_template_takes_a_link_for_a_source(tmp_path):
    imported(tmp_path / "films.csv", {"title": "Ozen", "source": "https://example.org/films"})

    assert Film.objects.get().source.url == "https://example.org/films"


@pytest.mark.parametrize(
    ("country", "year", "code"),
    [
        ("SU", "1970", "SUHH"),
        ("CS", "1965", "CSHH"),
        ("CS", "2005", "CSXX"),
        ("YU", "1995", "YUCS"),
        ("DD", "1975", "DDDE"),
        ("NA", "1998", "NA"),
        ("UK", "1998", "GB"),
    ],
)
def test_template_country_is_the_state_of_its_time(tmp_path, country, year, code):
    imported(tmp_path / "films.csv", {"title": "Ozen", "year": year, "countries": country})

    assert [part.country.code for part in Film.objects.get().participations.all()] == [code]


def test_template_roles_stay_empty_where_there_is_doubt(tmp_path):
    imported(tmp_path / "films.csv", {"title": "Ozen", "countries": "KZ|FR"})

    assert parts(Film.objects.get()) == [("KZ", "", None), ("FR", "", None)]


def test_template_takes_companies_and_people_of_the_register(tmp_path):
    company, person = make_company("Pandora Film"), make_person("Сергей Дворцевой")

    imported(
        tmp_path / "films.csv",
        {"title": "A", "companies": "PANDORA FILM", "directors": "Sergei Dvortsevoi"},
        {"title": "B", "companies": "Pandora Film", "directors": "Сергей Дворцевой"},
    )

    assert list(Company.objects.all()) == [company]
    assert person in Person.objects.all()
    assert Film.objects.get(title="B").credits.get().person == person


def test_template_name_of_several_companies_is_refused_until_one_is_meant(tmp_path):
    first, second = make_company("Ark", public_id="ark-aaaaaaa"), make_company("ARK")
    second.refresh_from_db()

    found = errors(tmp_path / "films.csv", {"title": "A", "companies": "Ark"})
    imported(tmp_path / "films.csv", {"title": "A", "companies": "ark-aaaaaaa"})

    reason = f"Several have this name: write the id of one, {first.public_id}, {second.public_id}."
    assert found == [(2, "companies", "Ark", reason)]
    assert Participation.objects.get().company == first


def test_template_names_that_repeat_count_once(tmp_path):
    outcome = imported(
        tmp_path / "films.csv",
        {
            "title": "Ozen",
            "other_titles": "River|River|Ozen",
            "countries": "KZ|Kazakhstan|FR",
            "companies": "Ark|Ark|ARK",
            "directors": "Aida B|Aida B",
            "genres": "drama|Drama",
        },
    )

    film = Film.objects.get()
    assert [title.text for title in film.titles.all()] == ["River"]
    assert film.participations.count() == 3
    assert (film.credits.count(), film.genres.count()) == (1, 1)
    reason = "The row has this country twice: it counts once."
    assert warnings(outcome) == [(2, "countries", "Kazakhstan", reason)]


def test_template_fictional_films_are_in_no_figure(tmp_path):
    imported(tmp_path / "films.csv", {"title": "Ozen", "confidence": "fictional"})

    assert Film.objects.announced().count() == 1
    assert not Film.objects.figures().exists()


YEAR_AFTER = "The year is after 2100: check the year."
NOT_WHOLE = "This is not a whole number: write digits, such as 2008."
SHARE_RANGE = "A share is above 0 and at most 100 per cent: check the number."


@pytest.mark.parametrize(
    ("cells", "column", "value", "reason"),
    [
        ({"title": " ", "countries": "KZ"}, "title", "", "A film needs a title."),
        ({"year": "10000"}, "year", "10000", YEAR_AFTER),
        ({"year": "1889"}, "year", "1889", "Films start in 1890: check the year."),
        ({"year": "-5"}, "year", "-5", "Films start in 1890: check the year."),
        ({"year": "1e3"}, "year", "1e3", NOT_WHOLE),
        ({"year": "1_999"}, "year", "1_999", NOT_WHOLE),
        ({"year": "１９９９"}, "year", "１９９９", NOT_WHOLE),
        ({"year": "9" * 40}, "year", "9" * 40, NOT_WHOLE),
        ({"countries": "KZ|Ruritania"}, "countries", "Ruritania",
         "“Ruritania” is no known country: write its code or its name."),
        ({"countries": "CS"}, "countries", "CS",
         "“CS” may mean Czechoslovakia (CSHH) or Serbia and Montenegro (CSXX): write the code."),
        ({"countries": "KZ", "lead_country": "FR"}, "lead_country", "FR",
         "The lead country is not among the countries."),
        ({"countries": "KZ", "shares": "KZ:101"}, "shares", "KZ:101", SHARE_RANGE),
        ({"countries": "KZ", "shares": "KZ:0"}, "shares", "KZ:0", SHARE_RANGE),
        ({"countries": "KZ", "shares": "KZ:-5"}, "shares", "KZ:-5", SHARE_RANGE),
        ({"countries": "KZ", "shares": "KZ:33.3333333"}, "shares", "KZ:33.3333333",
         "33.3333333 % has more than six decimals: round it."),
        ({"countries": "KZ|FR", "shares": "KZ:60|FR:40.01"}, "shares", "KZ:60|FR:40.01",
         "The published shares: 60 + 40.01 add to 100.01 %, above 100 %: check the numbers."),
        ({"countries": "KZ", "shares": "KZ:60|FR:40"}, "shares", "FR:40",
         "The share's country is not among the countries."),
        ({"countries": "KZ", "shares": "KZ:60|KZ:10"}, "shares", "KZ:10",
         "The row has two shares of this country."),
        ({"countries": "KZ", "shares": "KZ=60"}, "shares", "KZ=60",
         "This is not a share: write country and per cent, as KZ:60."),
        ({"countries": "KZ", "shares": "KZ:1e1"}, "shares", "KZ:1e1",
         "This is not a share: write country and per cent, as KZ:60."),
        ({"budget_amount": "5"}, "budget_amount", "5",
         "A budget needs its currency, and a currency its budget."),
        ({"budget_currency": "EUR"}, "budget_amount", "EUR",
         "A budget needs its currency, and a currency its budget."),
        ({"budget_amount": "0", "budget_currency": "EUR"}, "budget_amount", "0 EUR",
         "A published budget must be above zero: leave it empty when it is not known."),
        ({"budget_amount": "1.005", "budget_currency": "EUR"}, "budget_amount", "1.005 EUR",
         "1.005 has more decimals than EUR has: round it to 2 decimals."),
        ({"budget_amount": "300.000", "budget_currency": "EUR"}, "budget_amount", "300.000",
         "“300.000” can be read in two ways: write 300.00 or 300 000."),
        ({"budget_amount": "5", "budget_currency": "euro"}, "budget_amount", "5 euro",
         "A currency is three capitals, such as EUR."),
        ({"genres": "dramma"}, "genres", "dramma",
         "“dramma” is not known: did you mean “Drama”?"),
        ({"genres": "space opera"}, "genres", "space opera",
         "“space opera” is not known: write one of drama, science_fiction, or add it in the "
         "administration first."),
        ({"languages": "Klingon!"}, "languages", "Klingon!",
         "“Klingon!” is not known: write one of en, fr, kk, ru, or add it in the administration "
         "first."),
        ({"imdb_id": "nm0436854"}, "imdb_id", "nm0436854", "An IMDb id looks like tt0436854."),
        ({"wikidata_id": "837765"}, "wikidata_id", "837765", "A Wikidata id looks like Q1234."),
        ({"stage": "done"}, "stage", "done",
         "This is not a choice here: write one of development, financing, pre_production, "
         "production, post_production, completed, released, abandoned."),
        ({"confidence": "sure"}, "confidence", "sure",
         "This is not a choice here: write one of read, secondary, derived, unverified, "
         "fictional."),
        ({"title": "A" * 301}, "title", "A" * 60,
         "Ensure this value has at most 300 characters (it has 301)."),
        ({"companies": "A" * 251}, "companies", "A" * 60,
         "Ensure this value has at most 250 characters (it has 251)."),
        ({"source": "A" * 401}, "source", "A" * 60,
         "Ensure this value has at most 400 characters (it has 401)."),
        ({"source": "A", "source_locator": "A" * 401}, "source_locator", "A" * 60,
         "Ensure this value has at most 400 characters (it has 401)."),
    ],
)  # fmt: skip
def test_template_refuses_a_bad_value(tmp_path, cells, column, value, reason):
    sound = {"title": "Sound", "countries": "KZ"}

    found = errors(tmp_path / "films.csv", sound, {"title": "Ozen", **cells})

    assert (3, column, value, reason) in found
    assert not Film.objects.exists()
    assert not Source.objects.exists()


def test_template_tells_all_errors_at_once(tmp_path):
    found = errors(
        tmp_path / "films.csv",
        {"title": "A", "year": "10000", "countries": "Ruritania", "imdb_id": "x"},
        {"title": "B", "year": "2000", "countries": "KZ", "imdb_id": ""},
        {"title": "", "year": "x", "countries": "KZ", "imdb_id": ""},
    )

    assert [(row, column) for row, column, _value, _reason in found] == [
        (2, "year"),
        (2, "countries"),
        (2, "imdb_id"),
        (4, "year"),
        (4, "title"),
    ]


def test_template_with_a_strange_column_is_refused(tmp_path):
    found = errors(tmp_path / "films.csv", {"title": "A", "colour": "red"})

    assert found[0][:3] == (1, "colour", "")
    assert found[0][3].startswith("The template has no column “colour”: use budget_amount, ")


def test_file_of_no_known_layout_is_refused(tmp_path):
    found = errors(tmp_path / "films.csv", {"name": "A", "colour": "red"})

    reason = (
        "The header is of no known layout: a column “title” is needed at least, found name, colour."
    )
    assert found == [(1, "", "", reason)]


@pytest.mark.parametrize(
    ("stage", "meant"), [("Pre-production", "pre_production"), ("RELEASED", "released")]
)
def test_template_choices_are_taken_in_words_too(tmp_path, stage, meant):
    imported(tmp_path / "films.csv", {"title": "A", "stage": stage})

    assert Film.objects.get().stage == meant


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("Feature", "fiction"),
        ("feature film", "fiction"),
        ("Feature documentary", "documentary"),
        ("short film", "short"),
        ("Документальное кино", "documentary"),
        ("Деректі", "documentary"),
        ("TV series", "series"),
    ],
)
def test_template_kinds_are_taken_in_the_words_of_the_trade(tmp_path, kind, meant):
    imported(tmp_path / "films.csv", {"title": "A", "kind": kind})

    assert Film.objects.get().kind == meant


def test_template_does_not_name_hundreds_of_words(tmp_path, monkeypatch):
    monkeypatch.setattr("films.exchange.words.MOST_NAMED", 3)

    ((_row, _column, _value, reason),) = errors(
        tmp_path / "films.csv", {"title": "Ozen", "languages": "Klingon!"}
    )

    assert reason == (
        "“Klingon!” is not known: write a code or a name of the vocabulary, or add it in the "
        "administration first."
    )
