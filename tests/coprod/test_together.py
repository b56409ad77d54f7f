"""Rows written together: what saving them one by one would have left, in a few statements."""

from datetime import date

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from coprod.editing.together import save_together
from coprod.records import StaleRecord
from films.models import Film, RegisterChange
from partners.source.admin import SetConfidence, SetSource, SourcedAdmin
from tests.factories import make_film, make_genre, make_source

pytestmark = pytest.mark.django_db
SOURCED = [
    model for model, shown in admin.site._registry.items() if isinstance(shown, SourcedAdmin)
]


def one_by_one(rows, fields, why):
    for row in rows:
        row._change_reason = why
        row.save()


def left_by(write, why="a better source"):
    """What a way of writing leaves of three films: rows, history, links of it, log of changes."""
    source = make_source("Law")
    films = [make_film(f"Film {number}", checked_on=date(2026, 1, number)) for number in (1, 2, 3)]
    films[0].genres.add(make_genre("drama"))
    logged = RegisterChange.objects.count()
    for film in films:
        film.source, film.locator = source, "p. 3"
    films[2].locator = "p. 4"

    write(films, ("source", "locator"), why)

    changed = RegisterChange.objects.order_by("pk")[logged:]
    return [
        [
            (stored.locator, stored.source.title, stored.revision, stored.checked_on, film.revision)
            for film, stored in zip(films, Film.objects.order_by("pk"), strict=True)
        ],
        [
            (
                entry.title,
                entry.locator,
                entry.revision,
                entry.history_type,
                entry.history_change_reason,
                entry.history_user,
                [link.genre.code for link in entry.genres.all()],
            )
            for entry in Film.history.filter(id__in=[film.pk for film in films]).order_by(
                "id", "history_id"
            )
        ],
        {films.index(film) for film in films if film.pk in {one.row_id for one in changed}},
    ]


@pytest.mark.parametrize("why", ["a better source", None])
def test_rows_written_together_leave_what_single_saves_leave(why):
    slow = left_by(one_by_one, why)
    Film.objects.all().delete()

    fast = left_by(save_together, why)

    assert fast == slow
    assert fast[2] == {0, 1, 2}


def test_more_rows_need_no_more_queries():
    counts = []
    for size in (3, 30):
        films = [make_film(f"Film {number}") for number in range(size)]
        source = make_source()
        for film in films:
            film.source = source
        with CaptureQueriesContext(connection) as queries:
            save_together(films, ("source", "locator"), "why")
        counts.append(len(queries))

    assert counts[0] == counts[1] < 12


def test_one_row_that_moved_on_keeps_all_from_being_written():
    films = [make_film("One"), make_film("Two"), make_film("Three")]
    Film.objects.get(pk=films[1].pk).save()
    for film in films:
        film.locator = "p. 9"

    with pytest.raises(StaleRecord) as stale:
        save_together(films, ("locator",), "")

    assert stale.value.record == films[1]
    assert not Film.objects.filter(locator="p. 9").exists()
    assert [film.history.count() for film in films] == [1, 2, 1]


def test_one_row_that_is_gone_keeps_all_from_being_written():
    films = [make_film("One"), make_film("Two")]
    Film.objects.get(pk=films[1].pk).delete()
    films[0].locator = films[1].locator = "p. 9"

    with pytest.raises(StaleRecord):
        save_together(films, ("locator",), "")

    assert Film.objects.get().locator == ""


@pytest.mark.parametrize("act", [SetSource(), SetConfidence()], ids=lambda act: act.name)
def test_nothing_is_made_of_what_an_act_writes_together(monkeypatch, act):
    """What a model fills in when it is saved repeats none of the fields that an act changes."""
    data = {"source": make_source("Zhibek"), "locator": "Zhibek", "confidence": "read",
            "checked_on": date(2026, 3, 1)}  # fmt: skip
    monkeypatch.setattr(Model, "save", lambda row, **options: None)
    assert len(SOURCED) > 10

    for model in SOURCED:
        plain, changed = model(), model()
        plain.public_id = changed.public_id = "x"
        act.change(changed, data)
        for row in (plain, changed):
            row.save()

        columns = [field.attname for field in model._meta.concrete_fields]
        differ = {name for name in columns if getattr(plain, name) != getattr(changed, name)}
        assert differ == {model._meta.get_field(name).attname for name in act.fields}, model
