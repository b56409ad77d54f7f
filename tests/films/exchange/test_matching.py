import pytest

from films.models import Film
from tests.factories import make_film, make_source
from tests.films.exchange.files import errors, imported, warnings

pytestmark = pytest.mark.usefixtures("words")

ONE_UPDATED = "created 0, updated 1, unchanged 0, refused 0"
ONE_CREATED = "created 1, updated 0, unchanged 0, refused 0"


@pytest.mark.parametrize(
    ("known", "row", "wishes"),
    [
        ({"imdb_id": "tt0436854"}, {"imdb_id": "tt0436854"}, {}),
        ({"wikidata_id": "Q837765"}, {"wikidata_id": "Q837765"}, {}),
        ({"public_id": "ozen-x7k2q9a"}, {"public_id": "ozen-x7k2q9a"}, {"match": "public_id"}),
        ({"year": 1998}, {"title": "OZEN", "year": "1998"}, {"match": "title_year"}),
        ({}, {"title": "Өзен"}, {"match": "title_year"}),
    ],
)
def test_row_is_the_film_that_a_key_names(tmp_path, known, row, wishes):
    film = make_film("Ozen", **known)

    outcome = imported(tmp_path / "a.csv", {"title": "Ozen", "stage": "released", **row}, **wishes)

    assert outcome.summary == ONE_UPDATED
    film.refresh_from_db()
    assert film.stage == Film.Stage.RELEASED


def test_row_is_the_film_from_the_same_place_of_the_same_source(tmp_path):
    row = {"title": "Ozen", "source": "Yearbook", "source_locator": "p. 12", "stage": "completed"}
    imported(tmp_path / "a.csv", row)

    outcome = imported(tmp_path / "b.csv", {**row, "title": "The River", "stage": "released"})

    assert outcome.summary == ONE_UPDATED
    assert (Film.objects.get().title, Film.objects.get().stage) == ("The River", "released")
    reason = "A film from the same place of the source gets this title."
    assert warnings(outcome) == [(2, "title", "The River", reason)]


def test_row_without_key_or_place_is_a_new_film(tmp_path):
    film = make_film("Ozen", year=1998)

    outcome = imported(tmp_path / "a.csv", {"title": "Ozen", "year": "1999"})

    assert outcome.summary == ONE_CREATED
    reason = f"The register has a film of this title and time: {film.public_id}."
    assert warnings(outcome) == [(2, "title", "Ozen (1999)", reason)]


@pytest.mark.parametrize(
    ("year", "other", "is_near"),
    [
        ("1998", "1998", True),
        ("1998", "1999", True),
        ("1998", "1997", True),
        ("1998", "1996", False),
        ("1998", "2000", False),
        ("", "1998", True),
        ("1998", "", True),
    ],
)
def test_near_double_in_the_file_is_told(tmp_path, year, other, is_near):
    outcome = imported(
        tmp_path / "a.csv",
        {"title": "Қыз Жібек", "year": year},
        {"title": "Kyz Zhibek", "year": other},
    )

    assert outcome.summary == "created 2, updated 0, unchanged 0, refused 0"
    assert len(warnings(outcome)) == is_near


def test_place_of_several_films_tells_them_apart_by_title(tmp_path):
    place = {"source": "Yearbook", "source_locator": "p. 12"}
    rows = [{"title": "Ozen", "stage": "", **place}, {"title": "Aika", "stage": "", **place}]

    first = imported(tmp_path / "a.csv", *rows)
    rows[1]["stage"] = "released"
    second = imported(tmp_path / "b.csv", *rows, {"title": "Tulpan", "stage": "", **place})

    assert first.summary == "created 2, updated 0, unchanged 0, refused 0"
    assert second.summary == "created 1, updated 1, unchanged 1, refused 0"
    assert Film.objects.get(title="Aika").stage == "released"


def test_place_of_several_films_of_one_title_is_refused(tmp_path):
    source = make_source("Yearbook")
    for _twice in range(2):
        make_film("Ozen", source=source, locator="p. 12")

    found = errors(
        tmp_path / "a.csv", {"title": "Ozen", "source": "Yearbook", "source_locator": "p. 12"}
    )

    reason = "2 films come from this place of the source: give the row an id."
    assert found == [(2, "source_locator", "p. 12", reason)]


def test_ids_of_two_films_in_one_row_are_refused(tmp_path):
    make_film("Ozen", imdb_id="tt0000001")
    make_film("Aika", wikidata_id="Q2")

    found = errors(
        tmp_path / "a.csv", {"title": "Ozen", "imdb_id": "tt0000001", "wikidata_id": "Q2"}
    )

    assert found == [(2, "title", "Ozen", "The row names 2 films of the register: check its ids.")]


def test_title_and_year_of_two_films_are_refused(tmp_path):
    for _twice in range(2):
        make_film("Ozen", year=1998)

    found = errors(tmp_path / "a.csv", {"title": "Ozen", "year": "1998"}, match="title_year")

    assert found == [(2, "title", "Ozen", "The row names 2 films of the register: check its ids.")]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"imdb_id": "tt0436854"}, "imdb_id"),
        ({"wikidata_id": "Q7"}, "wikidata_id"),
        ({"source": "Yearbook", "source_locator": "p. 12"}, "title"),
    ],
)
def test_film_that_stands_twice_in_the_file_is_refused(tmp_path, cells, column):
    found = errors(tmp_path / "a.csv", {"title": "Ozen", **cells}, {"title": "Ozen", **cells})

    assert [(row, at) for row, at, _value, _reason in found] == [(3, column)]
    assert found[0][3].startswith("Row 2 has ")


def test_two_rows_about_one_film_of_the_register_are_refused(tmp_path):
    make_film("Ozen", year=1998, imdb_id="tt0000001")

    found = errors(
        tmp_path / "a.csv",
        {"title": "Ozen", "year": "1998", "imdb_id": "tt0000001"},
        {"title": "Ozen", "year": "1998", "imdb_id": ""},
        match="title_year",
    )

    assert found == [(3, "title", "Ozen", "Row 2 is about the same film: make them one.")]


def test_public_id_that_no_film_has_is_refused(tmp_path):
    row = {"title": "Ozen", "public_id": "ozen-x7k2q9a"}

    assert errors(tmp_path / "a.csv", row, match="public_id") == [
        (2, "public_id", "ozen-x7k2q9a", "No film has this public id.")
    ]


def test_key_that_the_file_lacks_is_refused(tmp_path):
    found = errors(tmp_path / "a.csv", {"title": "Ozen"}, match="imdb_id")

    assert found == [(1, "", "", "The file has no column “imdb_id” to match by: add it.")]
