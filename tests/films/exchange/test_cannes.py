import pytest

from films.models import Festival, Film
from tests.factories import make_festival, make_film
from tests.films.exchange.files import errors, imported

pytestmark = pytest.mark.usefixtures("words")

TULPAN = {
    "rownames": "1500",
    "year": "2008",
    "title": "Tulpan",
    "original_title": "",
    "director": "Sergey Dvortsevoy",
    "languages": "kk,ru",
    "countries_of_origin": "KZ,DE,RU",
    "run_time": "1h 40m",
    "imdb_url": "https://www.imdb.com/title/tt0436854/",
}


def test_cannes_film_is_read(tmp_path):
    outcome = imported(tmp_path / "films.csv", TULPAN)

    film = Film.objects.get()
    assert outcome.summary == "created 1, updated 0, unchanged 0, refused 0"
    assert (film.title, film.year, film.year_kind) == ("Tulpan", 2008, "premiere")
    assert (film.length, film.imdb_id, film.stage) == (100, "tt0436854", "")
    assert [part.country.code for part in film.participations.all()] == ["KZ", "DE", "RU"]
    assert [credit.person.name for credit in film.credits.all()] == ["Sergey Dvortsevoy"]
    assert {language.code for language in film.languages.all()} == {"kk", "ru"}
    assert (film.source.key, film.locator, film.confidence) == (
        "cannes-films",
        "tt0436854",
        "secondary",
    )
    selection = film.selections.get()
    assert (selection.festival.code, selection.year, selection.source) == (
        "cannes",
        2008,
        film.source,
    )


def test_cannes_takes_the_festival_of_the_register(tmp_path):
    festival = make_festival("cannes", name="Festival de Cannes")

    imported(tmp_path / "films.csv", TULPAN)

    assert list(Festival.objects.all()) == [festival]


@pytest.mark.parametrize(
    ("code", "year", "state"),
    [("SU", "1946", "SUHH"), ("CS", "1946", "CSHH"), ("YU", "1995", "YUCS")],
)
def test_cannes_codes_are_those_of_their_time(tmp_path, code, year, state):
    imported(tmp_path / "films.csv", {**TULPAN, "year": year, "countries_of_origin": f"{code},FR"})

    codes = [part.country.code for part in Film.objects.get().participations.all()]
    assert codes == [state, "FR"]


@pytest.mark.parametrize(
    ("told", "minutes"), [("1h 30m", 90), ("2h", 120), ("45m", 45), ("", None)]
)
def test_cannes_running_time_is_minutes(tmp_path, told, minutes):
    imported(tmp_path / "films.csv", {**TULPAN, "run_time": told})

    assert Film.objects.get().length == minutes


def test_cannes_directors_are_divided_at_commas(tmp_path):
    imported(tmp_path / "films.csv", {**TULPAN, "director": "Robert Downey, Sr., Aida B"})

    names = [credit.person.name for credit in Film.objects.get().credits.all()]
    assert names == ["Robert Downey, Sr.", "Aida B"]


def test_cannes_adds_a_selection_to_a_film_of_the_register_and_keeps_its_year(tmp_path):
    film = make_film("Tulpan", year=2007, imdb_id="tt0436854")

    first = imported(tmp_path / "a.csv", TULPAN)
    second = imported(tmp_path / "b.csv", {**TULPAN, "rownames": "1501"})

    film.refresh_from_db()
    assert first.summary == "created 0, updated 1, unchanged 0, refused 0"
    assert second.summary == "created 0, updated 0, unchanged 1, refused 0"
    assert (film.year, film.year_kind, film.country_count) == (2007, "production", 3)
    assert film.selections.count() == 1


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ({"countries_of_origin": "KZ,ZZ"}, "countries_of_origin", "ZZ"),
        ({"year": "1066"}, "year", "1066"),
        ({"run_time": "long"}, "run_time", "long"),
        ({"imdb_url": "https://example.org/"}, "imdb_url", "https://example.org/"),
    ],
)
def test_cannes_fault_is_told_by_the_columns_of_the_file(tmp_path, cells, column, value):
    found = errors(tmp_path / "films.csv", {**TULPAN, **cells})

    assert [(row, at, shown) for row, at, shown, _reason in found] == [(2, column, value)]
