"""The terms of a version as plain values, and their copy into the next version."""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal

from django.db import models
from django.db.models import prefetch_related_objects

from coprod import history
from coprod.fields import MoneyField
from coprod.money import from_minor, to_minor
from films.deal.deal import DealParty
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
    return {model: list(getattr(version, rows_name(model)).all()) for model in parts()}


def rows_name(model):
    """How a version calls its rows of one kind."""
    return model._meta.get_field("version").remote_field.get_accessor_name()


def read_terms(version):
    """Read every term once for all sheets: whoever asks the version for its rows finds them here.

    For pages that only read: rows that are stored afterwards would not be found.
    """
    prefetch_related_objects([version], *map(rows_name, parts()))


def document(version):
    """Every term by kind and key, as JSON keeps it: what is compared, signed and exported."""
    rows = rows_of(version)
    keys = {(model, row.pk): row.key for model, listed in rows.items() for row in listed}
    keys |= _numbers_of_parties(version)
    found = {"version": {name: plain(term_of(version, name)) for name in OF_VERSION}}
    for model, listed in rows.items():
        found[model._meta.model_name] = {row.key: terms(row, keys) for row in listed}
    return found


def _numbers_of_parties(version):
    """Parties by their place in their own deal: a key would count those of all deals."""
    parties = DealParty.objects.for_the_product("the parties of a version that was read already")
    keys = parties.filter(deal=version.deal_id).order_by("pk").values_list("pk", flat=True)
    return {(DealParty, key): number for number, key in enumerate(keys, start=1)}


def terms(row, keys):
    """One term by field; a reference to another term is that one's key."""
    found = {}
    for field in row._meta.concrete_fields:
        if field.name in NOT_TERMS or field.name == "key":
            continue
        if points_to_term(field) or field.related_model is DealParty:
            found[field.name] = keys.get((field.remote_field.model, getattr(row, field.attname)))
        else:
            found[field.name] = plain(getattr(row, field.attname))
    return found


def term_of(version, name):
    """A term on the version itself; an amount with the decimals that the database gives it."""
    value, field = getattr(version, name), version._meta.get_field(name)
    if isinstance(field, MoneyField) and value is not None:
        currency = getattr(version, field.currency)
        return from_minor(to_minor(Decimal(value), currency), currency)
    return value


def plain(value):
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def fingerprint(version):
    """What says that two parties have signed the same terms."""
    return fingerprint_of(document(version))


def fingerprint_of(terms):
    """SHA-256 of the terms in one order.

    Only what was filled in counts, so that a column added later changes no fingerprint.
    """
    text = json.dumps(filled_in(terms), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def filled_in(value):
    """Without what is empty, down to the last field."""
    if not isinstance(value, dict):
        return value
    inner = {name: filled_in(one) for name, one in value.items()}
    # Zero is something, unlike what is not known.
    return {
        name: one
        for name, one in inner.items()
        if not (one is None or one is False or one == "" or one == {})
    }


def carry(old, new, *, user=None, at=None):
    """Copy every term of a version into another one, under the same keys.

    Each kind is written by one statement and its history by another, however many rows there are.
    """
    for name in OF_VERSION:
        setattr(new, name, getattr(old, name))
    new.save()
    copies: dict[tuple[type[models.Model], int], models.Model] = {}
    for model, rows in rows_of(old).items():
        links = [field for field in model._meta.concrete_fields if points_to_term(field)]
        before = [row.pk for row in rows]
        for row in rows:
            row.pk = row.id = None
            row._state.adding = True
            row.version, row.revision = new, 1
            for field in links:
                if (pointed := getattr(row, field.attname)) is not None:
                    setattr(row, field.name, copies[(field.remote_field.model, pointed)])
        if rows:
            written = model.objects.bulk_create(rows)
            keys = [row.pk for row in written]
            history.record(model, keys, "+", at=at or new.made_at, user=user or new.author)
            copies.update({(model, key): row for key, row in zip(before, written, strict=True)})


def points_to_term(field):
    target = field.remote_field.model if field.remote_field else None
    return target is not None and issubclass(target, VersionPart)
