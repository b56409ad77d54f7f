import csv
import json

import pytest

from films.models import Film, Language
from partners.models import Company, Source
from tests.factories import make_film
from tests.films.exchange.files import errors, imported, warnings

pytestmark = pytest.mark.usefixtures("words")

MONGOL = {
    "budget": "18000000",
    "genres": [{"id": 18, "name": "Drama"}, {"id": 36, "name": "History"}],
    "homepage": "http://example.org/",
    "id": "2246",
    "keywords": [{"id": 1, "name": "genghis khan"}],
    "original_language": "ru",
    "original_title": "Монгол",
    "overview": "A steppe.\r\n\r\nA khan.",
    "production_companies": [{"name": "X Filme", "id": 10}, {"name": "Kinokompaniya CTB", "id": 2}],
    "production_countries": [
        {"iso_3166_1": "DE", "name": "Germany"},
        {"iso_3166_1": "KZ", "name": "Kazakhstan"},
    ],
    "release_date": "2007-09-20",
    "revenue": "0",
    "runtime": "120.0",
    "spoken_languages": [
        {"iso_639_1": "ru", "name": "Pусский"},
        {"iso_639_1": "mn", "name": ""},
        {"iso_639_1": "cn", "name": "广州话"},
        {"iso_639_1": "xx", "name": "No Language"},
    ],
    "status": "Released",
    "title": "Mongol",
}


def written(path, *films):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, MONGOL)
        writer.writeheader()
        for film in films:
            cells = {**MONGOL, **film}
            writer.writerow(
                {
                    name: cell if isinstance(cell, str) else json.dumps(cell)
                    for name, cell in cells.items()
                }
            )
    return path


def test_tmdb_film_is_read(tmp_path):
    outcome = imported(written(tmp_path / "tmdb.csv", {}))

    film = Film.objects.get()
    assert outcome.summary == "created 1, updated 0, unchanged 0, refused 0"
    assert (film.title, film.original_title) == ("Mongol", "Монгол")
    assert (film.year, film.year_kind, film.stage, film.length) == (
        2007,
        "release",
        "released",
        120,
    )
    assert str(film.budget) == "18000000.00 USD"
    assert film.synopsis == "A steppe.\r\n\r\nA khan."
    assert [part.country.code for part in film.participations.filter(company=None)] == ["DE", "KZ"]
    companies = film.participations.filter(country=None)
    assert [(row.company.name, row.company.locator) for row in companies] == [
        ("X Filme", "company 10"),
        ("Kinokompaniya CTB", "company 2"),
    ]
    assert (film.source.key, film.locator, film.confidence) == ("tmdb-5000", "id 2246", "secondary")
    assert [version.language.code for version in film.language_versions.all()] == ["ru"]


def test_tmdb_adds_what_the_vocabulary_lacks_and_says_so(tmp_path):
    outcome = imported(written(tmp_path / "tmdb.csv", {}))

    film = Film.objects.get()
    assert {genre.name_en for genre in film.genres.all()} == {"Drama", "History"}
    assert {language.code for language in film.languages.all()} == {"ru", "mn", "yue", "zxx"}
    assert Language.objects.get(code="mn").name_ru == "монгольский"
    assert film.genres.get(code="history").source.key == "tmdb-5000"
    assert "Added to the vocabulary: History." in outcome.told
    assert any("Cantonese" in line for line in outcome.told)


@pytest.mark.parametrize(
    ("cells", "attribute", "value"),
    [
        ({"budget": "0"}, "budget", None),
        ({"runtime": "0"}, "length", None),
        ({"runtime": ""}, "length", None),
        ({"release_date": ""}, "year", None),
        ({"status": "Post Production"}, "stage", "post_production"),
        ({"status": "Rumored"}, "stage", ""),
        ({"original_title": "Mongol"}, "original_title", ""),
        ({"genres": [{"id": 99, "name": "Documentary"}]}, "kind", "documentary"),
        ({"production_countries": []}, "country_count", 0),
    ],
)
def test_tmdb_quirk_is_understood(tmp_path, cells, attribute, value):
    imported(written(tmp_path / "tmdb.csv", cells))

    assert getattr(Film.objects.get(), attribute) == value


@pytest.mark.parametrize(("budget", "is_known"), [("999", False), ("1", False), ("1000", True)])
def test_tmdb_tiny_budget_is_left_unknown_with_a_warning(tmp_path, budget, is_known):
    outcome = imported(written(tmp_path / "tmdb.csv", {"budget": budget}))

    reason = "A budget below 1,000 dollars is a slip: it is left unknown."
    assert (Film.objects.get().budget is not None) == is_known
    assert warnings(outcome) == ([] if is_known else [(2, "budget", budget, reason)])


def test_tmdb_withdrawn_code_is_told_by_its_name(tmp_path):
    country = [{"iso_3166_1": "CS", "name": "Serbia and Montenegro"}]
    imported(written(tmp_path / "tmdb.csv", {"production_countries": country}))

    assert Film.objects.get().participations.first().country.code == "CSXX"


def test_tmdb_namesakes_are_told_apart_by_id(tmp_path):
    ark = [{"name": "Ark", "id": 1}, {"name": "Ark", "id": 2}]
    first = written(
        tmp_path / "a.csv",
        {"production_companies": ark},
        {"id": "2", "title": "Ozen", "production_companies": ark[:1]},
    )
    imported(first)
    imported(
        written(tmp_path / "b.csv", {"id": "3", "title": "Aika", "production_companies": ark[1:]})
    )

    companies = Company.objects.order_by("locator")
    assert [(company.name, company.locator) for company in companies] == [
        ("Ark", "company 1"),
        ("Ark", "company 2"),
    ]
    assert Film.objects.get(title="Aika").participations.get(country=None).company == companies[1]


def test_tmdb_film_is_known_again_by_its_id(tmp_path):
    imported(written(tmp_path / "a.csv", {}, {"id": "7", "title": "Ozen"}))

    outcome = imported(written(tmp_path / "b.csv", {"budget": "0", "runtime": "126"}))

    film = Film.objects.get(title="Mongol")
    assert outcome.summary == "created 0, updated 1, unchanged 0, refused 0"
    assert (film.length, str(film.budget)) == (126, "18000000.00 USD")


def test_tmdb_completes_a_film_from_elsewhere_and_overrules_nothing(tmp_path):
    film = make_film("Mongol", year=2007, stage="completed")

    outcome = imported(written(tmp_path / "tmdb.csv", {"title": "Mongol"}), match="title_year")

    film.refresh_from_db()
    assert outcome.summary == "created 0, updated 1, unchanged 0, refused 0"
    assert (film.stage, film.year_kind, film.length) == ("completed", "production", 120)
    assert film.citations.get().locator == "id 2246"
    assert Source.objects.get(key="tmdb-5000").licence


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ({"genres": "[{"}, "genres", "[{"),
        ({"genres": '["Drama"]'}, "genres", '["Drama"]'),
        ({"genres": '{"name": "Drama"}'}, "genres", '{"name": "Drama"}'),
        ({"genres": '[{"name": "\\ud800"}]'}, "genres", '[{"name": "\\ud800"}]'),
        ({"genres": "[" * 20_000}, "genres", "[" * 60),
        ({"production_countries": [{"iso_3166_1": "QQ", "name": "Nowhere"}]},
         "production_countries", "QQ"),
        ({"release_date": "soon"}, "release_date", "soon"),
        ({"release_date": "10000-01-01"}, "release_date", "10000"),
        ({"runtime": "long"}, "runtime", "long"),
        ({"budget": "a lot"}, "budget", "a lot"),
        ({"status": "Lost"}, "status", "Lost"),
        ({"id": "x"}, "id", "x"),
        ({"title": ""}, "title", ""),
    ],
)  # fmt: skip
def test_tmdb_fault_is_told_by_the_columns_of_the_file(tmp_path, cells, column, value):
    found = errors(
        written(tmp_path / "tmdb.csv", {"id": "1", "title": "Ozen", "overview": ""}, cells)
    )

    assert [(row, at, shown) for row, at, shown, _reason in found] == [(3, column, value)]
    assert not Film.objects.exists()
