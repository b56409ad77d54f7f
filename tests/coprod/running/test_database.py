import pytest
from django.core.management import CommandError
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


def test_refuse_a_newer_schema_stops_before_one_that_has_a_part_of_what_is_one_step_now():
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("films", "0001_what_they_make")
    for step in (
        MigrationLoader(connection).disk_migrations["films", "0001_what_they_make"].replaces
    ):
        recorder.record_applied(*step)
    assert refuse_a_newer_schema() == []
    recorder.record_unapplied("films", "0016_readings_outlive_deals")

    with pytest.raises(
        CommandError, match=r"It lacks films\.0016_readings_outlive_deals\. Nothing"
    ):
        refuse_a_newer_schema()


def test_require_this_schema_says_how_to_bring_the_tables():
    newest = MigrationLoader(connection).graph.leaf_nodes("coprod")[0]
    MigrationRecorder(connection).record_unapplied(*newest)

    with pytest.raises(CommandError, match=r"1 migrations wait .* run `manage\.py migrate`"):
        require_this_schema()


def test_require_this_schema_is_silent_about_a_current_database():
    require_this_schema()
