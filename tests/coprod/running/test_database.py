import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from coprod.running.database import refuse_a_newer_schema, require_this_schema

pytestmark = pytest.mark.django_db


def test_refuse_a_newer_schema_finds_nothing_to_do_in_a_current_database():
    assert refuse_a_newer_schema() == []


def test_refuse_a_newer_schema_names_the_migrations_that_wait():
    newest = MigrationLoader(connection).graph.leaf_nodes("coprod")[0]
    MigrationRecorder(connection).record_unapplied(*newest)

    assert refuse_a_newer_schema() == [".".join(newest)]


def test_refuse_a_newer_schema_stops_before_a_database_from_the_future():
    MigrationRecorder(connection).record_applied("films", "9999_from_the_future")

    with pytest.raises(CommandError, match=r"newer version of coprod.*films\.9999_from_the_future"):
        refuse_a_newer_schema()


def test_refuse_a_newer_schema_ignores_packages_that_are_gone():
    MigrationRecorder(connection).record_applied("a_package_no_longer_used", "0001_initial")

    assert refuse_a_newer_schema() == []


def test_a_schema_that_has_a_part_of_what_is_one_step_now_is_refused_by_start_and_migrate():
    recorder = MigrationRecorder(connection)
    one_step = "films", "0001_what_they_make"
    steps = MigrationLoader(connection).disk_migrations[one_step].replaces
    recorder.record_unapplied(*one_step)
    for step in steps:
        recorder.record_applied(*step)
    assert refuse_a_newer_schema() == []
    recorder.record_unapplied(*steps[-1])

    told = rf"It lacks films\.{steps[-1][1]}\. Nothing was changed"
    with pytest.raises(CommandError, match=told):
        refuse_a_newer_schema()
    with pytest.raises(SystemCheckError, match=told):
        call_command("migrate", skip_checks=False)


def test_require_this_schema_says_how_to_bring_the_tables():
    newest = MigrationLoader(connection).graph.leaf_nodes("coprod")[0]
    MigrationRecorder(connection).record_unapplied(*newest)

    with pytest.raises(CommandError, match=r"1 migrations wait .* run `manage\.py migrate`"):
        require_this_schema()


def test_require_this_schema_is_silent_about_a_current_database():
    require_this_schema()
