"""The fixtures: whole, sourced, in three languages, loadable twice, and in our own words."""

import csv
import json
import re
import subprocess
import sys
from collections import defaultdict
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from coprod.text import normalise
from films.register.index import INDEX
from films.register.pages import FilmList
from partners.source.models import Sourced

FIXTURES = settings.BASE_DIR / "fixtures"
SHARED = settings.BASE_DIR.parent / "shared"
ARTICLE = SHARED / "seed" / "kazakh-cinema-article.txt"
COUNTRY_CODES = SHARED / "data" / "country-codes.csv"

LINES = {file.stem: json.loads(file.read_bytes()) for file in sorted(FIXTURES.glob("*.json"))}
ALL_LINES = [line for lines in LINES.values() for line in lines]
MODELS = sorted({line["model"] for line in ALL_LINES})
SOURCED = [label for label in MODELS if issubclass(apps.get_model(label), Sourced)]


def lines_of(model):
    return [line["fields"] for line in ALL_LINES if line["model"] == model]


def parents_of(model):
    return [field.name for field in model._meta.fields if field.many_to_one]


def stored_rows(label):
    model = apps.get_model(label)
    return model.objects.select_related(*parents_of(model))


def rows_by_key():
    """What every row says, without the numbers that the database gave it."""
    return {
        label: {
            row.natural_key(): {
                field.name: getattr(row, field.name)
                for field in row._meta.concrete_fields
                if not field.is_relation and not field.primary_key
            }
            for row in stored_rows(label)
        }
        for label in MODELS
    }


def history():
    """How often each reason stands in the history of each vocabulary."""
    entries = defaultdict(int)
    for label in MODELS:
        for reason in apps.get_model(label).history.values_list("history_change_reason", flat=True):
            entries[label, reason] += 1
    return dict(entries)


def problems_of_rows():
    """What the validators say; references and constraints were held by the database."""
    problems = []
    for label in MODELS:
        for row in stored_rows(label):
            try:
                row.clean_fields(exclude=parents_of(type(row)))
            except ValidationError as fault:
                problems.append(f"{label} {row.natural_key()}: {fault}")
    return problems


def unknown_amounts():
    """[(films that a figure counts, films of the list behind it)] of what is not published."""
    INDEX.forget()
    page = FilmList(RequestFactory().get("/films/"))
    assert not page.problems()
    counted = page.counting.totals
    figures = [
        (counted["budget_unknown"], page.unknown_budgets),
        (counted["funding_unknown_films"], page.unknown_funding),
    ]
    found = [(count, FilmList.rows_at(page.request, address)) for count, address in figures]
    INDEX.forget()
    return found


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """What the database says after one loading and after two; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_fixtures", verbosity=0)
        first = SimpleNamespace(rows=rows_by_key(), history=history())
        with CaptureQueriesContext(connection) as queries:
            call_command("load_fixtures", verbosity=0)
        second = SimpleNamespace(rows=rows_by_key(), history=history(), queries=len(queries))
        problems, unknown = problems_of_rows(), unknown_amounts()
        transaction.set_rollback(True)
    return SimpleNamespace(first=first, second=second, problems=problems, unknown_amounts=unknown)


def test_second_loading_changes_nothing(loaded):
    assert loaded.second.rows == loaded.first.rows
    assert loaded.second.history == loaded.first.history


def test_second_loading_asks_few_questions(loaded):
    assert loaded.second.queries < 5 * len(MODELS)


def test_loading_writes_one_entry_of_history_for_each_row(loaded):
    reasons = {reason for _model, reason in loaded.first.history}

    assert reasons == {f"fixtures/{name}" for name in LINES}
    assert sum(loaded.first.history.values()) == sum(map(len, loaded.first.rows.values()))


def test_loaded_rows_are_as_new(loaded):
    revisions = {row["revision"] for rows in loaded.first.rows.values() for row in rows.values()}

    assert revisions == {1}


def test_loaded_rows_pass_their_own_checks(loaded):
    assert loaded.problems == []


def test_every_unknown_amount_leads_to_its_films(loaded):
    for counted, listed in loaded.unknown_amounts:
        assert 0 < counted == listed


@pytest.mark.django_db
def test_plain_loaddata_gives_the_same_reference_rows(loaded):
    call_command("loaddata", "reference", "document", verbosity=0)

    for label in {line["model"] for name in ("reference", "document") for line in LINES[name]}:
        for row in stored_rows(label):
            ours = loaded.first.rows[label][row.natural_key()]
            assert {name: getattr(row, name) for name in ours} == ours


def test_reference_is_what_its_tables_say(tmp_path):
    subprocess.run([sys.executable, FIXTURES / "make_reference.py", tmp_path], check=True)

    for name in ("reference.json", "document.json"):
        assert (tmp_path / name).read_bytes() == (FIXTURES / name).read_bytes(), (
            f"{name} is out of date: run python fixtures/make_reference.py"
        )


@pytest.mark.parametrize("label", MODELS)
def test_rows_are_known_by_natural_keys(label):
    model = apps.get_model(label)

    assert hasattr(model, "natural_key")
    assert hasattr(model._default_manager, "get_by_natural_key")
    assert [line for line in ALL_LINES if line["model"] == label and "pk" in line] == []


@pytest.mark.parametrize("label", SOURCED)
def test_every_row_names_its_source(label):
    sources = {line["key"] for line in lines_of("partners.source")}

    unsourced = [
        line
        for line in lines_of(label)
        if not set(line.get("source", [None])) <= sources or not line.get("confidence")
    ]

    assert unsourced == []


def test_every_name_stands_in_three_languages():
    missing = [
        line
        for line in ALL_LINES
        if "name_en" in line["fields"]
        and not (line["fields"].get("name_ru") and line["fields"].get("name_kk"))
    ]

    assert missing == []


def test_names_are_written_in_their_script():
    """No Latin letter inside a Cyrillic word: they look alike, but search tells them apart."""
    mixed = re.compile(r"[A-Za-z][А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]|[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі][A-Za-z]")

    found = [
        text
        for line in ALL_LINES
        for text in map(str, line["fields"].values())
        if mixed.search(text)
    ]

    assert found == []


def test_countries_cover_what_files_write():
    countries = {line["code"]: line for line in lines_of("partners.country")}
    spellings = defaultdict(set)
    for line in lines_of("partners.countryalias"):
        spellings[line["text"]].add(line["country"][0])

    assert len([code for code in countries if len(code) == 2]) == 250
    assert countries["SUHH"]["name_kk"] == "Кеңес Одағы"
    assert spellings["CS"] == {"CSHH", "CSXX"}
    assert spellings["West Germany"] == {"DE"}
    assert spellings["Республика Корея"] == {"KR"}


def test_only_intended_spellings_stand_for_several_countries():
    meanings = defaultdict(set)
    for line in lines_of("partners.country"):
        for language in ("en", "ru", "kk"):
            meanings[normalise(line[f"name_{language}"])].add(line["code"])
    for line in lines_of("partners.countryalias"):
        meanings[line["normalised"]].add(line["country"][0])

    several = {text: codes for text, codes in meanings.items() if len(codes) > 1}

    assert several == {
        "burma": {"BUMM", "MM"},
        "birma": {"BUMM", "MM"},
        "cs": {"CSHH", "CSXX"},
        "east timor": {"TL", "TPTL"},
        "vostochni timor": {"TL", "TPTL"},
        "shigis timor": {"TL", "TPTL"},
        "kongo": {"CD", "CG"},
        # Folded, PRI and PRY are the same: who reads codes reads alpha-3 as it stands first.
        "pri": {"PR", "PY"},
        "rhodesia": {"RHZW", "ZW"},
        "rodezia": {"RHZW", "ZW"},
    }


def test_regions_agree_with_the_standard():
    if not COUNTRY_CODES.exists():
        pytest.skip(f"{COUNTRY_CODES} is not here to compare with.")
    parents = {line["code"]: line.get("parent", [None])[0] for line in lines_of("partners.region")}
    ours = {line["code"]: line["region"][0] for line in lines_of("partners.country")}
    with open(COUNTRY_CODES, encoding="utf-8", newline="") as file:
        theirs = {line["ISO3166-1-Alpha-2"]: line for line in csv.DictReader(file)}

    wrong = []
    for code, line in theirs.items():
        columns = ("Region Code", "Sub-region Code", "Intermediate Region Code")
        expected = {line[column].zfill(3) for column in columns if line[column]}
        # The Channel Islands (830) are no region of films.
        if not expected - {"830"} <= set(chain(ours[code], parents)):
            wrong.append((code, expected))

    assert wrong == []
    assert {code for code in ours if len(code) == 2} - set(theirs) == {"XK"}


def chain(code, parents):
    """A region and all around it."""
    while code:
        yield code
        code = parents[code]


def test_article_has_all_its_paragraphs():
    numbers = [
        line["number"]
        for line in lines_of("partners.paragraph")
        if line["source"] == ["kazakh-cinema-2025"]
    ]

    assert numbers == list(range(1, 62))


def test_no_sentence_of_the_article_is_copied():
    if not ARTICLE.exists():
        pytest.skip(f"{ARTICLE} is not here to compare with.")
    article = runs_of_words(ARTICLE.read_text(encoding="utf-8"))

    copied = {
        run
        for line in ALL_LINES
        for text in map(str, line["fields"].values())
        for run in runs_of_words(text) & article
    }

    assert copied == set()


def runs_of_words(text, length=8):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}
