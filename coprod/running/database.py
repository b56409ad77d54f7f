"""A database that the running code understands."""

from django.core import checks
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

REMEDY = (
    "Check that the server runs and that DATABASE_URL names it, "
    "e.g. postgres://user:password@localhost:5432/coprod; "
    "without DATABASE_URL a file in var/ is used."
)


def migrations():
    """The state of the schema: (names not yet applied, names that this code does not know)."""
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
    except OperationalError as fault:
        raise CommandError(f"The database does not answer: {fault}\n{REMEDY}") from fault
    loader = executor.loader
    _refuse_a_schema_between(loader)
    waiting = executor.migration_plan(loader.graph.leaf_nodes())
    known = {*loader.disk_migrations, *_replaced(loader)}
    ours = {app for app, _ in known}
    unknown = [key for key in loader.applied_migrations if key[0] in ours and key not in known]
    return [f"{step.app_label}.{step.name}" for step, _ in waiting], [".".join(k) for k in unknown]


def _replaced(loader):
    """What a squashed migration stands for may still be noted as applied."""
    return [key for migration in loader.disk_migrations.values() for key in migration.replaces]


def _refuse_a_schema_between(loader):
    """Stop where only some of the steps were taken that one migration of today stands for.

    Django leaves such a migration out without a word, and the tables of the others would be
    missing.
    """
    for key, migration in loader.disk_migrations.items():
        missing = [step for step in migration.replaces if step not in loader.applied_migrations]
        if key in loader.applied_migrations or len(missing) in (0, len(migration.replaces)):
            continue
        raise CommandError(
            f"The database was made by an older version of coprod and stands in between: of what "
            f"{'.'.join(key)} does in one step it has only a part. It lacks "
            f"{', '.join('.'.join(step) for step in missing)}. Nothing was changed. Start the last "
            f"version that has these migrations once, which applies them, and then this one."
        )


def refuse_a_newer_schema():
    """Stop before anything is touched when the database was made by a newer version, or by an
    older one that this version cannot go on from.

    The names of the migrations that wait to be applied.
    """
    waiting, unknown = migrations()
    if unknown:
        raise CommandError(
            f"The database was made by a newer version of coprod: it holds {', '.join(unknown)}, "
            "which this version does not know. Start the newer version, or restore a backup made "
            "by this one."
        )
    return waiting


def problems_with_schema(app_configs, databases, **kwargs):
    """The same for `manage.py migrate`, which asks this check before it touches anything."""
    try:
        if databases:
            refuse_a_newer_schema()
    except CommandError as refusal:
        return [checks.Error(str(refusal), id="coprod.E001")]
    return []


def require_this_schema():
    """Stop unless the database has exactly the tables that this code reads and writes."""
    if waiting := refuse_a_newer_schema():
        raise CommandError(
            f"{len(waiting)} migrations wait to be applied, first {waiting[0]}: "
            "run `manage.py migrate`, or `make run`, which does it by itself."
        )
