"""The order of the newest films, those of unknown year last, where it needs an index of its own."""

from django.db import migrations


def create(apps, schema_editor):
    # SQLite reads the index by year backwards and puts empty years last by itself.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX film_newest_first ON films_film (year DESC NULLS LAST, sort_title, id)"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS film_newest_first")


class Migration(migrations.Migration):
    dependencies = [("films", "0013_version_numbers_of_a_company")]
    operations = [migrations.RunPython(create, drop)]
