"""What was proposed is frozen by the database itself, whatever door a change comes through.

A proposal's terms can neither be changed nor added to nor taken away, and nobody's consent can be
altered; a signed version stays as it is to the last column. Whom it names stays as well: a party is
one company for ever, and is not deleted from a deal in which something was proposed. The triggers
are set after every migration, not by one: SQLite drops a table's triggers whenever a migration
builds the table anew.
"""

from django.apps import apps
from django.db.models.signals import post_migrate

from coprod.triggers import set_triggers

FROZEN = "This version was proposed and is frozen: begin a new one."
SIGNED = "This version was signed and cannot be changed."
GIVEN = "A consent that was given stays as it is."
NAMED = "A party stays the company that it is."
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
    yield from write(parts(), frozen)


# SQLite


def _for_sqlite(models, frozen):
    for model in models:
        yield from _part_for_sqlite(model)
    yield from _version_for_sqlite(frozen)
    yield from _consent_for_sqlite()
    yield from _party_for_sqlite()


def _sqlite_trigger(table, name, act, when, message):
    yield f"DROP TRIGGER IF EXISTS frozen_{table}_{name}"
    yield (
        f"CREATE TRIGGER frozen_{table}_{name} BEFORE {act} ON {table}"
        f" WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _part_for_sqlite(model):
    table = model._meta.db_table
    # OR REPLACE deletes the row in its way without asking the triggers of deletions.
    unique = [field.column for field in model._meta.concrete_fields if field.unique]
    in_the_way = [
        f'(SELECT version_id FROM {table} WHERE "{column}" = NEW."{column}")' for column in unique
    ]
    versions = {
        "INSERT": ["NEW.version_id", *in_the_way],
        "UPDATE": ["OLD.version_id", "NEW.version_id", *in_the_way],
        "DELETE": ["OLD.version_id"],
    }
    for act in ACTS:
        when = (
            "EXISTS (SELECT 1 FROM films_version WHERE frozen_at IS NOT NULL"
            f" AND id IN ({', '.join(versions[act])}))"
        )
        yield from _sqlite_trigger(table, act.lower(), act, when, FROZEN)


def _version_for_sqlite(frozen):
    table = "films_version"
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in frozen)
    in_the_way = (
        f"EXISTS (SELECT 1 FROM {table} WHERE frozen_at IS NOT NULL {{but}}"
        " AND (id = NEW.id OR (deal_id = NEW.deal_id AND number = NEW.number)))"
    )
    for name, when, message in (
        ("insert", in_the_way.format(but=""), FROZEN),
        ("update", f"OLD.frozen_at IS NOT NULL AND ({changed})", FROZEN),
        ("update_over", in_the_way.format(but="AND id <> OLD.id"), FROZEN),
        ("update_signed", "OLD.signed_on IS NOT NULL", SIGNED),
        ("delete", "OLD.frozen_at IS NOT NULL", FROZEN),
    ):
        act = name.partition("_")[0].upper()
        yield from _sqlite_trigger(table, name, act, when, message)


def _consent_for_sqlite():
    table = "films_consent"
    is_signed = (
        "EXISTS (SELECT 1 FROM films_version WHERE signed_on IS NOT NULL AND id = NEW.version_id)"
    )
    is_frozen = "EXISTS (SELECT 1 FROM films_version WHERE frozen_at IS NOT NULL AND id IN ({}))"
    in_the_way = (
        f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR (version_id = NEW.version_id"
        " AND company_id = NEW.company_id AND kind = NEW.kind))"
    )
    for act, when, message in (
        ("INSERT", f"{is_signed} OR {in_the_way}", GIVEN),
        ("UPDATE", is_frozen.format("OLD.version_id, NEW.version_id"), GIVEN),
        ("DELETE", is_frozen.format("OLD.version_id"), GIVEN),
    ):
        yield from _sqlite_trigger(table, act.lower(), act, when, message)


def _party_for_sqlite():
    table = "films_dealparty"
    is_another = (
        "OLD.deal_id IS NOT NEW.deal_id"
        " OR (OLD.company_id IS NOT NULL AND OLD.company_id IS NOT NEW.company_id)"
    )
    in_the_way = (
        f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id"
        " OR (deal_id = NEW.deal_id AND company_id = NEW.company_id))"
    )
    is_frozen = (
        "EXISTS (SELECT 1 FROM films_version WHERE frozen_at IS NOT NULL AND deal_id = OLD.deal_id)"
    )
    for act, when, message in (
        ("INSERT", in_the_way, NAMED),
        ("UPDATE", is_another, NAMED),
        ("DELETE", is_frozen, FROZEN),
    ):
        yield from _sqlite_trigger(table, act.lower(), act, when, message)


# PostgreSQL


def _for_postgresql(models, frozen):
    yield from _part_for_postgresql([model._meta.db_table for model in models])
    yield from _version_for_postgresql(frozen)
    yield from _consent_for_postgresql()
    yield from _party_for_postgresql()


def _postgresql_function(name, body):
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body}"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )


def _postgresql_trigger(table, function):
    yield (
        f"CREATE OR REPLACE TRIGGER frozen_{table} BEFORE INSERT OR UPDATE OR DELETE"
        f" ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    )


def _raised(message):
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'"


def _part_for_postgresql(tables):
    body = (
        "DECLARE ids bigint[]; BEGIN"
        " IF TG_OP = 'INSERT' THEN ids := ARRAY[NEW.version_id];"
        " ELSIF TG_OP = 'DELETE' THEN ids := ARRAY[OLD.version_id];"
        " ELSE ids := ARRAY[OLD.version_id, NEW.version_id]; END IF;"
        # Whoever freezes the version just now is waited for, and waits for this term.
        " PERFORM 1 FROM films_version WHERE id = ANY(ids) ORDER BY id FOR SHARE;"
        " IF EXISTS (SELECT 1 FROM films_version WHERE frozen_at IS NOT NULL AND id = ANY(ids))"
        f" THEN {_raised(FROZEN)}; END IF;"
    )
    yield from _postgresql_function("films_part_frozen", body)
    for table in tables:
        yield from _postgresql_trigger(table, "films_part_frozen")


def _version_for_postgresql(frozen):
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in frozen)
    body = (
        "BEGIN IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;"
        f" IF OLD.signed_on IS NOT NULL THEN {_raised(SIGNED)}; END IF;"
        f" IF OLD.frozen_at IS NOT NULL AND (TG_OP = 'DELETE' OR {changed})"
        f" THEN {_raised(FROZEN)}; END IF;"
    )
    yield from _postgresql_function("films_version_frozen", body)
    yield from _postgresql_trigger("films_version", "films_version_frozen")


def _consent_for_postgresql():
    body = (
        "DECLARE ids bigint[]; BEGIN"
        " IF TG_OP = 'INSERT' THEN"
        " PERFORM 1 FROM films_version WHERE id = NEW.version_id FOR SHARE;"
        " IF EXISTS (SELECT 1 FROM films_version WHERE signed_on IS NOT NULL"
        f" AND id = NEW.version_id) THEN {_raised(GIVEN)}; END IF; RETURN NEW; END IF;"
        " ids := ARRAY[OLD.version_id];"
        " IF TG_OP = 'UPDATE' THEN ids := ids || NEW.version_id; END IF;"
        " IF EXISTS (SELECT 1 FROM films_version WHERE frozen_at IS NOT NULL AND id = ANY(ids))"
        f" THEN {_raised(GIVEN)}; END IF;"
    )
    yield from _postgresql_function("films_consent_given", body)
    yield from _postgresql_trigger("films_consent", "films_consent_given")


def _party_for_postgresql():
    body = (
        "BEGIN IF TG_OP = 'UPDATE' AND (OLD.deal_id <> NEW.deal_id"
        " OR (OLD.company_id IS NOT NULL AND OLD.company_id IS DISTINCT FROM NEW.company_id))"
        f" THEN {_raised(NAMED)}; END IF;"
        " IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM films_version"
        " WHERE frozen_at IS NOT NULL AND deal_id = OLD.deal_id)"
        f" THEN {_raised(FROZEN)}; END IF;"
    )
    yield from _postgresql_function("films_party_named", body)
    yield from _postgresql_trigger("films_dealparty", "films_party_named")


# Setting them


def tables():
    others = ["films_version", "films_consent", "films_dealparty"]
    return [model._meta.db_table for model in parts()] + others


def after_migration(sender, using, **kwargs):
    """From then on, have the database freeze what was proposed."""
    set_triggers(using, tables(), triggers)


def listen(app):
    post_migrate.connect(after_migration, sender=app)
