import json

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from coprod.bulk import count_anew
from films.exchange.importing import MANY, WRITTEN, import_films
from films.models import Film, ImportedFile
from partners.models import Company, Country, Source
from tests.factories import make_user
from tests.films.exchange.files import AT, errors, imported, written

SUMMARY = "created 2, updated 0, unchanged 0, refused 0"
ROWS = [
    {"title": "Ozen", "year": "1998", "countries": "KZ|FR", "companies": "Ark"},
    {"title": "Aika", "year": "2018", "countries": "KZ", "companies": "Bee"},
]
BAD = {"title": "", "year": "10000", "countries": "KZ", "companies": ""}


def everything():
    """How many rows every table of ours has."""
    return {
        model.__name__: model._base_manager.count()
        for app in ("films", "partners")
        for model in apps.get_app_config(app).get_models()
    }


@pytest.mark.usefixtures("words")
def test_import_stores_all_rows(tmp_path):
    outcome = imported(tmp_path / "films.csv", *ROWS)

    assert outcome.summary == SUMMARY
    assert [film.title for film in Film.objects.announced()] == ["Aika", "Ozen"]
    file = ImportedFile.objects.get()
    assert (file.name, file.layout, file.created, file.rows) == ("films.csv", "template", 2, 2)
    assert (file.imported_at, file.user) == (AT, None)


@pytest.mark.usefixtures("words")
def test_import_names_who_did_it(tmp_path):
    user = make_user("aigul")

    import_films(written(tmp_path / "films.csv", *ROWS), at=AT, user=user)

    assert ImportedFile.objects.get().user == user
    assert {entry.history_user for entry in Film.history.all()} == {user}
    assert {entry.history_user for entry in Source.history.all()} == {user}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite counts nothing to plan by")
@pytest.mark.usefixtures("words")
def test_what_an_import_brought_is_counted_before_anybody_asks(tmp_path):
    rows = [{"title": f"Ozen {n}", "year": "1998", "countries": "KZ|FR"} for n in range(MANY)]
    with transaction.atomic():
        imported(tmp_path / "films.csv", *rows)
        transaction.set_rollback(True)
    count_anew(*WRITTEN)  # Nothing is left in them.

    imported(tmp_path / "films.csv", *rows)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples FROM pg_class WHERE relname = ANY(%s) ORDER BY reltuples",
            [["films_film", "films_participation"]],
        )
        assert cursor.fetchall() == [(MANY,), (2 * MANY,)]


@pytest.mark.usefixtures("words")
def test_import_of_one_bad_row_stores_nothing(tmp_path):
    before = everything()

    found = errors(tmp_path / "films.csv", *ROWS, BAD)

    assert [(row, column) for row, column, _value, _reason in found] == [
        (4, "year"),
        (4, "title"),
    ]
    assert everything() == before


@pytest.mark.usefixtures("words")
def test_what_the_register_objects_to_is_told_with_the_other_faults(tmp_path):
    known = {"title": "Ozen", "year": "1998", "imdb_id": "tt0436854"}

    found = errors(tmp_path / "films.csv", known, known, {**known, "year": "10000"}, known)

    assert [(row, column) for row, column, _value, _reason in found] == [
        (3, "imdb_id"),
        (4, "year"),
        (5, "imdb_id"),
    ]


@pytest.mark.usefixtures("words")
def test_rehearsal_stores_nothing(tmp_path):
    before = everything()

    outcome = imported(tmp_path / "films.csv", *ROWS, dry_run=True)

    assert outcome.summary == SUMMARY
    assert everything() == before


@pytest.mark.usefixtures("words")
def test_rehearsal_of_changes_counts_them(tmp_path):
    place = {"source": "Yearbook", "source_locator": "p. 1", "directors": ""}
    imported(tmp_path / "a.csv", {**ROWS[0], **place})
    before = everything()

    changed = {**ROWS[0], **place, "companies": "Cat", "directors": "Aida B"}
    outcome = imported(tmp_path / "b.csv", changed, dry_run=True)

    assert outcome.summary == "created 0, updated 1, unchanged 0, refused 0"
    assert everything() == before


@pytest.mark.usefixtures("words")
def test_same_file_changes_nothing_and_says_so(tmp_path):
    imported(tmp_path / "films.csv", *ROWS)
    before = everything()

    outcome = imported(tmp_path / "films.csv")
    copy = imported(written(tmp_path / "copy.csv", *ROWS), dry_run=True)

    told = "Nothing changed: this file was imported on 2026-05-17 as “films.csv”."
    assert outcome.summary == copy.summary == "created 0, updated 0, unchanged 2, refused 0"
    assert outcome.told == copy.told == [told]
    assert everything() == before


@pytest.mark.usefixtures("words")
def test_file_that_was_refused_can_come_again(tmp_path):
    errors(tmp_path / "films.csv", *ROWS, {**BAD, "countries": "Ruritania"})

    assert imported(tmp_path / "films.csv", *ROWS).summary == SUMMARY


@pytest.mark.parametrize("layout", ["tmdb", "cannes"])
@pytest.mark.usefixtures("words")
def test_layout_that_does_not_fit_is_refused(tmp_path, layout):
    found = errors(tmp_path / "films.csv", *ROWS, layout=layout)

    assert len(found) == 1
    assert found[0][3].startswith("The header lacks ")


@pytest.mark.usefixtures("words")
def test_layout_can_be_named(tmp_path):
    assert imported(tmp_path / "films.csv", *ROWS, layout="template").summary == SUMMARY


@pytest.mark.usefixtures("words")
def test_workbook_and_json_say_what_a_csv_says(tmp_path):
    book = Workbook()
    book.active.append(list(ROWS[0]))
    book.active.append(["Ozen", 1998, "KZ|FR", "Ark"])
    book.active.append(["Aika", 2018, "KZ", "Bee"])
    book.save(tmp_path / "films.xlsx")
    films = [{**ROWS[0], "year": 1998, "countries": ["KZ", "FR"]}, ROWS[1]]
    (tmp_path / "films.json").write_text(json.dumps(films))

    for name in ("films.xlsx", "films.json"):
        assert imported(tmp_path / name, match="title_year").refused == 0
    assert [(film.title, film.year, film.country_count) for film in Film.objects.all()] == [
        ("Aika", 2018, 1),
        ("Ozen", 1998, 2),
    ]


# On a register without a single country


@pytest.mark.django_db
def test_reference_is_loaded_first(tmp_path):
    outcome = imported(tmp_path / "films.csv", *ROWS)

    assert outcome.told[0] == "The register was empty: its reference was loaded first."
    assert outcome.summary == SUMMARY
    assert Country.objects.filter(code="SUHH").exists()


@pytest.mark.django_db
def test_first_import_writes_its_rows_outside_any_savepoint_of_its_own(tmp_path):
    with CaptureQueriesContext(connection) as asked:
        imported(tmp_path / "films.csv", *ROWS)

    said = [query["sql"] for query in asked]
    # What is written last, and in the same words on both databases.
    last = next(at for at, sql in enumerate(said) if 'INSERT INTO "films_importedfile"' in sql)
    before = said[:last]
    opened = sum(sql.startswith("SAVEPOINT") for sql in before)
    closed = sum(sql.startswith("RELEASE SAVEPOINT") for sql in before)
    # The one left is the import's only transaction, inside that of the test.
    assert opened - closed == 1


@pytest.mark.django_db
def test_reference_goes_again_with_a_rehearsal(tmp_path):
    outcome = imported(tmp_path / "films.csv", *ROWS, dry_run=True)

    assert outcome.summary == SUMMARY
    assert not Country.objects.exists()


@pytest.mark.django_db
def test_reference_goes_again_with_a_refused_file(tmp_path):
    errors(tmp_path / "films.csv", *ROWS, BAD)

    assert not Country.objects.exists()
    assert not Company.objects.exists()
