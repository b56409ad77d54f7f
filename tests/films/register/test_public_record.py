"""The public record of a film: what changed since it was announced, and nothing else."""

from datetime import UTC, datetime

import pytest

from films.register.public_record import public_changes
from tests import factories as make

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def lines(film):
    return [
        (str(change.what), str(change.act), change.rows, change.fields)
        for _day, changes in public_changes(film)
        for change in changes
    ]


def before_announcement(film):
    """Move all that happened so far to a time before the film was announced."""
    film.history.update(history_date=LONG_AGO)
    for participation in film.participations.all():
        participation.history.update(history_date=LONG_AGO)


def test_changes_name_the_fields_that_changed():
    film = make.make_film("Tulpan", year=2007)
    before_announcement(film)
    film.year, film.stage = 2008, "released"
    film.save()

    assert lines(film) == [("film", "changed", 1, ("year", "stage"))]


def test_changes_name_a_vocabulary():
    film = make.make_film("Tulpan")
    before_announcement(film)
    film.genres.add(make.make_genre("drama"))

    assert lines(film) == [("film", "changed", 1, ("genres",))]


def test_changes_leave_out_saving_without_a_change():
    film = make.make_film("Tulpan")
    before_announcement(film)
    film.save()

    assert lines(film) == []


def test_changes_leave_out_what_happened_before_the_announcement():
    film = make.make_film("Working title", year=2001, announced_at=None)
    make.make_participation(film)
    before_announcement(film)
    film.refresh_from_db()
    film.title, film.announced_at = "Tulpan", make.ANNOUNCED
    film.save()

    assert lines(film) == [("film", "changed", 1, ("title in English", "announced"))]


def test_changes_count_rows_of_one_kind():
    film = make.make_film("Tulpan")
    before_announcement(film)
    first = make.make_participation(film, country=make.make_country("KZ"))
    make.make_participation(film, country=make.make_country("DE"))
    make.make_credit(film)
    first.delete()

    assert lines(film) == [
        ("participations", "added", 2, ()),
        ("participation", "removed", 1, ()),
        ("credit", "added", 1, ()),
    ]


def test_changes_name_nobody(client):
    film = make.make_film("Tulpan")
    entry = film.history.first()
    entry.history_user = make.make_user("editor-in-chief")
    entry.save()

    page = client.get(film.get_absolute_url()).content.decode()

    assert "editor-in-chief" not in page
