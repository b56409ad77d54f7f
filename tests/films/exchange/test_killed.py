"""An import that is killed leaves all or nothing, and can be repeated."""

import pytest
from django.db import connection

from films.models import Film, ImportedFile
from tests.films.exchange.files import imported, written
from tests.films.exchange.processes import announcing_import, measured_import
from tests.films.exchange.test_importing import everything

SIZE = 200
STORED = f"created {SIZE}, updated 0, unchanged 0, refused 0"
# Seconds that 50,000 films may take, and megabytes.
LONGEST, LARGEST = 60, 512


def films(size):
    """So many different films, each with all kinds of rows below it."""
    return [
        {
            "title": f"Film {number}",
            "other_titles": f"Фильм {number}|Title {number}",
            "year": str(1950 + number % 70),
            "countries": "KZ|FR|DE",
            "shares": "KZ:60",
            "companies": f"Company {number % 5_000}|Studio {number % 70}",
            "directors": f"Director {number % 9_000}",
            "genres": "drama",
            "languages": "kk|fr",
            "budget_amount": str(1_000 + number),
            "budget_currency": "EUR",
            "imdb_id": f"tt{number + 1_000_000}",
            "source": "Yearbook",
            "source_locator": f"no. {number}",
        }
        for number in range(size)
    ]


def is_sound():
    """Whether the database itself finds no damage."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchone() == ("ok",)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    "moment",
    [
        "record films_person",
        "insert films_participation",
        "record films_languageversion",
    ],
)
def test_killed_import_stores_nothing_and_can_be_repeated(tmp_path, moment):
    file = written(tmp_path / "films.csv", *films(SIZE))
    before = everything()

    with announcing_import(file) as process:
        reached = next(line for line in process.stdout if line.strip() in (moment, "stored"))
        process.kill()

    assert reached.strip() == moment
    assert everything() == before
    assert is_sound()
    assert imported(file).summary == STORED


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("words")
def test_import_killed_after_its_end_has_stored_all(tmp_path):
    file = written(tmp_path / "films.csv", *films(SIZE))

    with announcing_import(file) as process:
        for line in process.stdout:
            if line.strip() == "stored":
                process.kill()

    assert Film.objects.count() == ImportedFile.objects.get().created == SIZE
    assert is_sound()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("words")
def test_two_imports_of_one_file_at_once_store_it_once(tmp_path):
    file = written(tmp_path / "films.csv", *films(SIZE))

    processes = [announcing_import(file) for _twice in range(2)]
    said = [process.communicate()[0] for process in processes]

    assert [process.returncode for process in processes] == [0, 0]
    assert sorted(STORED in text for text in said) == [False, True]
    assert any("Nothing changed: this file was imported on" in text for text in said)
    assert Film.objects.count() == SIZE


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("words")
def test_import_of_50_000_films_stays_within_its_limits(tmp_path):
    summary, seconds, megabytes = measured_import(written(tmp_path / "films.csv", *films(50_000)))

    assert summary == "created 50000, updated 0, unchanged 0, refused 0"
    assert seconds <= LONGEST
    assert megabytes <= LARGEST
