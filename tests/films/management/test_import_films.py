import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from films.models import Film
from tests.factories import make_country
from tests.films.exchange.files import written

pytestmark = pytest.mark.django_db

SUMMARY = "created 2, updated 0, unchanged 0, refused 0"
ROWS = [
    {"title": "Ozen", "year": "1998", "countries": "KZ|FR"},
    {"title": "Aika", "year": "2018", "countries": "KZ"},
]
BAD = {"title": "", "year": "10000", "countries": "KZ"}


@pytest.fixture(autouse=True)
def countries():
    return [make_country("KZ"), make_country("FR")]


def command(*arguments):
    """What the command says."""
    said = StringIO()
    call_command("import_films", *arguments, stdout=said)
    return said.getvalue().splitlines()


def test_import_films_ends_with_the_summary(tmp_path):
    said = command(written(tmp_path / "films.csv", *ROWS))

    assert said == ["Read as CSV, UTF-8, delimiter “,”, layout template.", SUMMARY]


@pytest.mark.parametrize("asked", [(), ("--encoding", "koi8-r")])
def test_an_encoding_that_is_guessed_is_said_with_its_remedy(tmp_path, asked):
    file = tmp_path / "films.csv"
    file.write_bytes("title,year,countries\nЛетят журавли,1957,KZ\n".encode("koi8-r"))

    said = command(file, *asked)[0]

    assert said.startswith("Read as CSV, KOI8-R")
    assert ("guessed by its letters" in said and "--encoding" in said) is not bool(asked)
    assert Film.objects.get().title == "Летят журавли"


def test_rehearsal_says_that_it_is_one(tmp_path):
    said = command(written(tmp_path / "films.csv", *ROWS), "--dry-run")

    assert said[-2:] == ["This was a rehearsal: nothing was stored.", SUMMARY]


def test_every_error_is_told(tmp_path):
    file = written(tmp_path / "films.csv", *ROWS, BAD)

    with pytest.raises(CommandError) as refusal:
        command(file)

    assert str(refusal.value).splitlines() == [
        "Nothing was stored:",
        "row 4, column year, “10000”: The year is after 2100: check the year.",
        "row 4, column title: A film needs a title.",
    ]
    assert refusal.value.returncode == 1


def test_only_some_warnings_are_told(tmp_path):
    rows = [{"title": "Ozen", "year": "1998"}] * 30

    said = command(written(tmp_path / "films.csv", *rows))

    assert sum(line.startswith("Warning: ") for line in said) == 20
    assert said[-2] == "9 more warnings; --report FILE lists all."


def test_report_as_csv_holds_every_remark(tmp_path):
    report = tmp_path / "report.csv"
    bad = {"title": "=HYPERLINK(1)", "year": "-5", "countries": "+7|KZ|KZ"}

    with pytest.raises(CommandError):
        command(written(tmp_path / "films.csv", *ROWS, bad), "--report", report)

    with open(report, encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(row["row"], row["column"], row["value"], row["severity"]) for row in found] == [
        ("4", "year", "-5", "error"),
        ("4", "countries", "+7", "error"),
        ("4", "countries", "KZ", "warning"),
    ]
    assert found[0]["reason"] == "Films start in 1890: check the year."


def test_report_neutralises_formulas(tmp_path):
    report = tmp_path / "report.csv"

    command(written(tmp_path / "films.csv", {"title": "=1+1"}), "--report", report)

    with open(report, encoding="utf-8", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["'=1+1"]


def test_report_as_json_holds_every_remark(tmp_path):
    report = tmp_path / "report.json"

    with pytest.raises(CommandError):
        command(written(tmp_path / "films.csv", *ROWS, BAD), "--report", report)

    found = json.loads(report.read_text())
    assert found["refused"] == 1
    assert found["errors"][0] == {
        "row": 4,
        "column": "year",
        "value": "10000",
        "reason": "The year is after 2100: check the year.",
    }


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        command(tmp_path / "films.csv")


def test_report_that_would_overwrite_the_file_is_refused(tmp_path):
    file = written(tmp_path / "films.csv", *ROWS)

    with pytest.raises(CommandError, match="would overwrite the file"):
        command(file, "--report", file)


def test_report_without_a_folder_is_refused_before_anything_is_stored(tmp_path):
    file = written(tmp_path / "films.csv", *ROWS)

    with pytest.raises(CommandError, match="there is no folder"):
        command(file, "--report", tmp_path / "nowhere" / "report.csv")

    assert not Film.objects.exists()


def test_database_without_its_tables_is_refused_in_words(tmp_path):
    newest = MigrationLoader(connection).graph.leaf_nodes("coprod")[0]
    MigrationRecorder(connection).record_unapplied(*newest)

    with pytest.raises(CommandError, match=r"run `manage\.py migrate`"):
        command(written(tmp_path / "films.csv", *ROWS))
