"""The terms of a version as plain values, and their copy into the next version."""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal

from django.db import models

from films.deal.freezing import parts
from films.deal.version import VersionPart

NOT_TERMS = {"id", "version", "revision"}
# Terms that stand on the version itself.
OF_VERSION = (
    "currency", "declared_total", "opening_balance", "as_of", "genre", "derogation_granted",
    "tolerance",
)  # fmt: skip


def rows_of(version):
    """{kind of term: its rows in order}; one query a kind."""
    return {model: list(_all(model, version)) for model in parts()}


def _all(model, version):
    rows = model.objects.for_the_product("every term of a version that was read already")
    return rows.filter(version=version).order_by("position", "pk")


def document(version):
    """Every term by kind and key, as JSON keeps it: what is compared, signed and exported."""
    rows = rows_of(version)
    keys = {(model, row.pk): row.key for model, listed in rows.items() for row in listed}
    found = {"version": {name: plain(getattr(version, name)) for name in OF_VERSION}}
    for model, listed in rows.items():
        found[model._meta.model_name] = {row.key: terms(row, keys) for row in listed}
    return found


def terms(row, keys):
    """One term by field; a reference to another term is that one's key."""
    found = {}
    for field in row._meta.concrete_fields:
        if field.name in NOT_TERMS or field.name == "key":
            continue
        target = field.remote_field.model if field.remote_field else None
        if target is not None and issubclass(target, VersionPart):
            found[field.name] = keys.get((target, getattr(row, field.attname)))
        else:
            found[field.name] = plain(getattr(row, field.attname))
    return found


def plain(value):
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def fingerprint(version):
    """What says that two parties have signed the same terms: SHA-256 of them in one order."""
    text = json.dumps(document(version), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def carry(old, new):
    """Copy every term of a version into another one, under the same keys."""
    copies: dict[tuple[type[models.Model], int], models.Model] = {}
    for name in OF_VERSION:
        setattr(new, name, getattr(old, name))
    new.save()
    for model, rows in rows_of(old).items():
        for row in rows:
            before = row.pk
            row.pk = row.id = None
            row._state.adding = True
            row.version, row.revision = new, 1
            for field in model._meta.concrete_fields:
                target = field.remote_field.model if field.remote_field else None
                if target is None or not issubclass(target, VersionPart):
                    continue
                if (pointed := getattr(row, field.attname)) is not None:
                    setattr(row, field.name, copies[(target, pointed)])
            row.save()
            copies[(model, before)] = row
