"""The log of changed rows is shortened without any reader losing a change."""

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from coprod.lists.changes import Log
from films.models import Film
from films.register.index import INDEX
from films.register.log import RegisterChange
from tests import factories as make

pytestmark = pytest.mark.django_db
LOG = INDEX.log
# To read rows, in a savepoint, after asking the log how far it goes and what has changed.
QUESTIONS = 4 + 1 + len(INDEX.relations) + len(INDEX.measures)


@pytest.fixture
def forgetful(monkeypatch):
    """Nothing is kept for a reader; tests beside this one hold older transactions open."""
    monkeypatch.setattr("coprod.lists.changes.MEMORY", -1_000_000_000)


def old_changes(*moments):
    return [RegisterChange.objects.create(row_id=1, at=moment).pk for moment in moments]


def kept():
    return set(RegisterChange.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_was_away_while_the_log_was_shortened_reads_everything_anew(forgetful):
    first, second = make.make_film("First", year=2001), make.make_film("Second", year=2001)
    INDEX.current()
    moment = LOG.now()
    for film in (first, second):
        Film.objects.filter(pk=film.pk).update(year=1999)

    LOG.shorten()

    assert LOG.since(moment) is None
    assert list(INDEX.current().values["year"].of([1999])) == [first.pk, second.pk]


@pytest.mark.django_db(transaction=True)
def test_the_last_change_stays_and_a_reader_of_now_loses_nothing(forgetful):
    film = make.make_film("First")
    Film.objects.filter(pk=film.pk).update(year=1999)
    last = RegisterChange.objects.order_by("pk").last()

    LOG.shorten()

    assert kept() == {last.pk}


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_a_long_log_is_dropped_in_parts_and_each_transaction_as_a_whole(
    monkeypatch, forgetful, at_once
):
    monkeypatch.setattr("coprod.lists.changes.AT_ONCE", at_once)
    old = old_changes(1, 1, 1, 2, 3, 3)
    make.make_film()

    LOG.shorten()

    assert not kept() & {*old}
    assert kept()


@pytest.mark.parametrize("older", [0, 1_000_000])
def test_rows_are_read_again_in_one_view_whatever_else_is_open(monkeypatch, older):
    """An older transaction makes a reader ask for more; so it reads everything, or a few rows."""
    film = make.make_film(year=2001)
    INDEX.current()
    now = Log.now
    monkeypatch.setattr(Log, "now", lambda log: now(log) - older)
    counts = []
    for year in (1999, 1998):
        Film.objects.filter(pk=film.pk).update(year=year)
        with CaptureQueriesContext(connection) as queries:
            assert list(INDEX.current().values["year"].of([year])) == [film.pk]
        counts.append(len(queries))

    assert counts[0] == counts[1] == QUESTIONS
    assert sum("SAVEPOINT" in one["sql"] for one in queries) == 2


def test_nothing_is_written_where_nothing_can_be_dropped():
    make.make_film()

    with CaptureQueriesContext(connection) as queries:
        LOG.shorten()

    assert [one["sql"] for one in queries if not one["sql"].startswith("SELECT")] == []


def test_an_empty_log_is_shortened_to_an_empty_one():
    RegisterChange.objects.all().delete()

    LOG.shorten()

    assert kept() == set()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only a server counts on")
def test_changes_from_a_server_that_had_counted_further_are_dropped():
    (future,) = old_changes(2**60)
    make.make_film()

    LOG.shorten()

    assert future not in kept()
    assert kept()


def test_a_log_that_cannot_be_shortened_is_said_and_stops_nothing(monkeypatch, capsys):
    def busy(log):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Log, "shorten", busy)

    call_command("shorten_log")

    told = "The log of changed films was not shortened: database is locked\n"
    assert capsys.readouterr().err == told
