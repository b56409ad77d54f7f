"""Loading fixtures: what is created, renewed, kept, left out and refused."""

import pytest
from django.core.management import CommandError, call_command

from films.management.commands.load_fixtures import Loading, StoredRows, usual_files
from films.models import Festival
from partners.models import Country, Source

pytestmark = pytest.mark.django_db


def source(**fields):
    return {"model": "partners.source", "fields": {"key": "atlas", "title": "Atlas"} | fields}


def country(code="KZ", **fields):
    names = {"code": code, "alpha_2": code, "name_en": code, "source": ["atlas"]}
    return {"model": "partners.country", "fields": names | fields}


def festival(**fields):
    names = {"code": "eurasia", "name": "Eurasia", "country": ["KZ"], "source": ["atlas"]}
    return {"model": "films.festival", "fields": names | fields}


def load(*lines):
    return dict(Loading("fixtures/atlas", StoredRows()).load(lines))


def test_load_creates_with_history_and_derived_columns():
    outcome = load(source(), country(), festival(name="Еуразия"))

    made = Festival.objects.get()
    assert outcome == {"created": 3}
    assert made.country.code == "KZ"
    assert made.search_text == "eurazia"
    assert [entry.history_change_reason for entry in made.history.all()] == ["fixtures/atlas"]


def test_load_leaves_what_is_the_same():
    load(source(), country(valid_from="1991-12-16"), country("UZ", successors=[["KZ"]]))

    outcome = load(source(), country(valid_from="1991-12-16"), country("UZ", successors=[["KZ"]]))

    assert outcome == {"unchanged": 3}


def test_load_renews_what_nobody_touched():
    load(source(), country())

    outcome = load(source(), country(name_en="Kazakhstan"))

    renewed = Country.objects.get()
    assert outcome == {"unchanged": 1, "updated": 1}
    assert (renewed.name_en, renewed.revision, renewed.history.count()) == ("Kazakhstan", 2, 2)


def test_load_renews_links():
    load(source(), country(), country("UZ"), country("TJ", successors=[["KZ"]]))

    load(source(), country(), country("UZ"), country("TJ", successors=[["UZ"]]))

    assert [successor.code for successor in Country.objects.get(code="TJ").successors.all()] == [
        "UZ"
    ]


def test_load_keeps_what_a_person_changed():
    load(source(), country())
    edited = Country.objects.get()
    edited.authority = "State Center"
    edited.save()

    outcome = load(source(), country(name_en="Kazakhstan"))

    kept = Country.objects.get()
    assert outcome == {"unchanged": 1, "kept as people changed them": 1}
    assert (kept.name_en, kept.authority, kept.revision) == ("KZ", "State Center", 2)


def test_load_leaves_out_what_a_person_removed_and_what_belongs_to_it():
    load(source(), country(), festival())
    Festival.objects.get().delete()
    Country.objects.get().delete()

    outcome = load(source(), country(), festival(), festival(code="almaty"))

    assert outcome == {"unchanged": 1, "left out": 3}
    assert not Festival.objects.exists()


def test_load_does_not_bring_back_what_a_person_renamed():
    load(source())
    renamed = Source.objects.get()
    renamed.key = "world-atlas"
    renamed.save()

    outcome = load(source())

    assert outcome == {"left out": 1}
    assert [row.key for row in Source.objects.all()] == ["world-atlas"]


def test_load_finds_rows_that_came_through_another_door():
    Source.objects.create(key="atlas", title="Atlas")

    assert load(source()) == {"unchanged": 1}


def test_load_waits_for_rows_further_down():
    assert load(festival(), country(), source()) == {"created": 3}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (country(), r"row 1 \(partners.country\): source atlas is not in the database"),
        (source(published_on="yesterday"), "row 1 .*yesterday"),
        (source(colour="red"), "row 1 .*colour"),
        ({"model": "films.poster", "fields": {}}, r"row 1 \(films.poster\)"),
    ],
)
def test_load_names_the_row_at_fault(line, fault):
    with pytest.raises(CommandError, match=fault):
        load(line)


def test_command_refuses_an_unknown_fixture():
    with pytest.raises(CommandError, match="There is no fixture “films”"):
        call_command("load_fixtures", "films")


def test_production_starts_without_invented_films(settings):
    settings.MODE = "production"

    assert list(usual_files()) == ["reference", "document", "research"]
