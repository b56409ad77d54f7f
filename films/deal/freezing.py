"""What was proposed is frozen by the database itself, whatever door a change comes through.

The triggers are set after every migration, not by one: SQLite drops a table's triggers whenever a
migration builds the table anew.
"""

from django.apps import apps
from django.db import connections, transaction
from django.db.models.signals import post_migrate

FROZEN = "This version was proposed and is frozen: begin a new one."
SIGNED = "This version was signed and cannot be changed."
ACTS = ("INSERT", "UPDATE", "DELETE")
# What may still happen to a proposal: it is answered, agreed and signed.
STILL_OPEN = {"status", "signed_on", "revision"}


def parts():
    """Every kind of term that belongs to a version, in an order in which rows can be copied."""
    from films.deal.version import VersionPart

    kinds = [model for model in apps.get_app_config("films").get_models()
             if issubclass(model, VersionPart)]  # fmt: skip
    ordered: list = []
    while kinds:
        ready = [one for one in kinds if not _stands_on(one, kinds)]
        ordered += ready
        kinds = [one for one in kinds if one not in ready]
    return ordered


def _stands_on(model, kinds):
    return any(
        field.remote_field.model in kinds and field.remote_field.model is not model
        for field in model._meta.concrete_fields
        if field.remote_field
    )


def triggers(vendor):
    """The statements that set every trigger; harmless where it is set already."""
    from films.deal.version import Version

    frozen = [
        field.column for field in Version._meta.concrete_fields if field.name not in STILL_OPEN
    ]
    write = _for_postgresql if vendor == "postgresql" else _for_sqlite
    yield from write([model._meta.db_table for model in parts()], frozen)


def _for_sqlite(tables, frozen):
    is_frozen = (
        "EXISTS (SELECT 1 FROM films_version WHERE frozen_at IS NOT NULL AND id IN ({rows}))"
    )
    rows = {
        "INSERT": "NEW.version_id",
        "UPDATE": "OLD.version_id, NEW.version_id",
        "DELETE": "OLD.version_id",
    }
    for table in tables:
        for act in ACTS:
            name = f"frozen_{table}_{act.lower()}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f"CREATE TRIGGER {name} BEFORE {act} ON {table}"
                f" WHEN {is_frozen.format(rows=rows[act])}"
                f" BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END"
            )
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in frozen)
    for name, when, message in (
        ("update", f"OLD.frozen_at IS NOT NULL AND ({changed})", FROZEN),
        ("update_signed", "OLD.signed_on IS NOT NULL", SIGNED),
        ("delete", "OLD.signed_on IS NOT NULL", SIGNED),
    ):
        act = name.partition("_")[0].upper()
        yield f"DROP TRIGGER IF EXISTS frozen_films_version_{name}"
        yield (
            f"CREATE TRIGGER frozen_films_version_{name} BEFORE {act} ON films_version"
            f" WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def _for_postgresql(tables, frozen):
    raised = "RAISE EXCEPTION '{}' USING ERRCODE = 'integrity_constraint_violation'"
    yield (
        "CREATE OR REPLACE FUNCTION films_part_frozen() RETURNS trigger LANGUAGE plpgsql AS $$"
        " DECLARE ids bigint[]; BEGIN"
        " IF TG_OP = 'INSERT' THEN ids := ARRAY[NEW.version_id];"
        " ELSIF TG_OP = 'DELETE' THEN ids := ARRAY[OLD.version_id];"
        " ELSE ids := ARRAY[OLD.version_id, NEW.version_id]; END IF;"
        " IF EXISTS (SELECT 1 FROM films_version WHERE frozen_at IS NOT NULL AND id = ANY(ids))"
        f" THEN {raised.format(FROZEN)}; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    for table in tables:
        yield (
            f"CREATE OR REPLACE TRIGGER frozen_{table} BEFORE INSERT OR UPDATE OR DELETE"
            f" ON {table} FOR EACH ROW EXECUTE FUNCTION films_part_frozen()"
        )
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in frozen)
    yield (
        "CREATE OR REPLACE FUNCTION films_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN IF OLD.signed_on IS NOT NULL THEN"
        f" {raised.format(SIGNED)}; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;"
        f" IF OLD.frozen_at IS NOT NULL AND ({changed}) THEN {raised.format(FROZEN)}; END IF;"
        " RETURN NEW; END $$"
    )
    yield (
        "CREATE OR REPLACE TRIGGER frozen_films_version BEFORE UPDATE OR DELETE"
        " ON films_version FOR EACH ROW EXECUTE FUNCTION films_version_frozen()"
    )


def tables():
    return [model._meta.db_table for model in parts()] + ["films_version"]


def set_triggers(sender, using, plan=(), **kwargs):
    """After a migration: have the database freeze what was proposed."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
    if not {*tables()} <= present:
        return  # A migration to a state before the deals.
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in triggers(connection.vendor):
            cursor.execute(statement)


def listen(app):
    post_migrate.connect(set_triggers, sender=app)
