"""The log of films whose rows changed, written by the database's own triggers.

The triggers are set after every migration, not by one: SQLite drops a table's triggers whenever a
migration builds the table anew.
"""

from django.db import models
from django.db.models.signals import post_migrate

from coprod.triggers import set_triggers

# Table: the column that names the film; None where every film may have changed.
TABLES = {
    "films_film": "id",
    "films_participation": "film_id",
    "films_publishedfunding": "film_id",
    "films_credit": "film_id",
    "films_selection": "film_id",
    "films_film_genres": "film_id",
    "films_film_themes": "film_id",
    "films_film_languages": "film_id",
    "partners_country": None,
}
ACTS = ("INSERT", "UPDATE", "DELETE")


class RegisterChange(models.Model):
    """A film's row, or a row below it, was written in a transaction."""

    row_id = models.BigIntegerField()
    at = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.row_id} at {self.at or self.pk}"


def triggers(vendor):
    """The statements that set every trigger; harmless where it is set already."""
    write = _for_postgresql if vendor == "postgresql" else _for_sqlite
    for table, column in TABLES.items():
        for act in ACTS:
            if column or act == "UPDATE":  # A country comes and goes without a film.
                yield from write(f"register_change_{table}_{act.lower()}", table, column, act)


def _for_sqlite(name, table, column, act):
    row = "OLD" if act == "DELETE" else "NEW"
    key = f"{row}.{column}" if column else "0"
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {act} ON {table} BEGIN"
        f" INSERT INTO films_registerchange (row_id) VALUES ({key}); END"
    )


def _for_postgresql(name, table, column, act):
    """Once a statement, so that a row of an import costs nothing of its own."""
    keys = f"SELECT DISTINCT {column} FROM changed" if column else "SELECT 0"
    rows = "OLD" if act == "DELETE" else "NEW"
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" INSERT INTO films_registerchange (row_id, at)"
        f" SELECT keys.*, pg_current_xact_id()::text::bigint FROM ({keys}) keys;"
        f" RETURN NULL; END $$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {act} ON {table}"
        f" REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def after_migration(sender, using, **kwargs):
    """From then on, have the database log what changes."""
    set_triggers(using, [*TABLES, RegisterChange._meta.db_table], triggers)


def listen(app):
    post_migrate.connect(after_migration, sender=app)
