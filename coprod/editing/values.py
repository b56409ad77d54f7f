"""The values of a row, now or in an earlier version, and how they are written for people.

Two versions are compared as plain values: a linked row is its key, links to many are a sorted
tuple of keys. Names are looked up at the end, one query for each kind of row.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import UUIDField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coprod.fields import NumberField, PartialDateField
from coprod.records import HISTORY
from coprod.templatetags.shown import day, exact

NOTHING = "–"
EMPTY = (None, "", ())
# Where a fact comes from is told after the fact.
PROVENANCE = ("source", "locator", "confidence", "checked_on")


@dataclass(frozen=True)
class Line:
    """One field in two versions, as people read it."""

    label: str
    before: str
    after: str


def editable_fields(model):
    """The fields that people fill in, in the order of the model; where they come from last."""
    fields = [field for field in model._meta.concrete_fields if field.editable]
    fields = [field for field in fields if not field.primary_key] + links_of(model)
    return sorted(fields, key=lambda field: field.name in PROVENANCE)


def number_in(text):
    """The number that a form or an address says; None where no row can have it."""
    # No database counts further than 2^63, a number of 19 digits.
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def is_key(model, text):
    """Whether a text of an address can be the key of a row: digits, or a UUID."""
    if not isinstance(model._meta.pk, UUIDField):
        return number_in(text) is not None
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def links_of(model):
    return list(model._meta.local_many_to_many)


def stored_values(row):
    """{field name: value} of a row as it is in the database now."""
    values = _own_values(type(row), row)
    for field in links_of(type(row)):
        keys = getattr(row, field.name).values_list("pk", flat=True).order_by("pk")
        values[field.name] = tuple(keys)
    return values


def versions_values(model, entries):
    """{history id: {field name: value}} of entries of one model's history."""
    values = {entry.pk: _own_values(model, entry) for entry in entries}
    for field in links_of(model):
        linked = defaultdict(list)
        rows = HISTORY.m2m_models[field].objects.filter(history__in=list(values))
        for key, target in rows.values_list("history_id", f"{field.m2m_reverse_field_name()}_id"):
            linked[key].append(target)
        for key, known in values.items():
            known[field.name] = tuple(sorted(linked[key]))
    return values


def _own_values(model, row):
    fields = [field for field in editable_fields(model) if not field.many_to_many]
    return {field.name: getattr(row, field.attname) for field in fields}


class Names:
    """The names of linked rows: wanted first, looked up together, then given."""

    def __init__(self):
        self._wanted = defaultdict(set)
        self._found = {}

    def want(self, model, values):
        """Every row that these values of a row of the model point to."""
        for field in editable_fields(model):
            value = values.get(field.name)
            if field.remote_field and value:
                keys = value if field.many_to_many else [value]
                self._wanted[field.related_model].update(keys)

    def name(self, model, key):
        if model not in self._found:
            self._found[model] = model._base_manager.in_bulk(self._wanted[model] | {key})
        row = self._found[model].get(key)
        return str(row) if row else _("deleted, number %(key)s") % {"key": key}


def shown(field, value, names):
    """A value of a field in the words of its page."""
    if value in EMPTY:
        return NOTHING
    if field.many_to_many:
        return ", ".join(sorted(names.name(field.related_model, key) for key in value))
    if field.remote_field:
        return names.name(field.related_model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(field, NumberField) and re.fullmatch(NumberField.pattern, value):
        return exact(Decimal(value))
    if isinstance(field, PartialDateField):
        return day(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(value)


def differences(model, before, after, names, *, without=""):
    """The lines of the fields whose values differ, but for one that always tells the same."""
    return [
        _line(field, before, after, names)
        for field in editable_fields(model)
        if field.name != without and _given(before, field) != _given(after, field)
    ]


def side_by_side(model, before, after, names):
    """The lines of all fields, differing or not."""
    return [_line(field, before, after, names) for field in editable_fields(model)]


def _given(values, field):
    """A value, or None when nothing was filled in."""
    value = values.get(field.name)
    return None if value in EMPTY else value


def _line(field, before, after, names):
    return Line(
        str(field.verbose_name),
        shown(field, before.get(field.name), names),
        shown(field, after.get(field.name), names),
    )
