"""Earlier versions of a row: what each change was, and going back to one of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod.editing.values import (
    Line,
    Names,
    differences,
    editable_fields,
    links_of,
    number_in,
    shown,
    stored_values,
    versions_values,
)
from coprod.records import StaleRecord

KINDS = {"+": gettext_lazy("created"), "~": gettext_lazy("changed"), "-": gettext_lazy("deleted")}
# The rows that go with a deleted one are written to the history just before it.
DELETED_TOGETHER = timedelta(minutes=1)


@dataclass
class Change:
    """One entry of a row's history: who did what when and why, and which fields changed."""

    entry: object
    model: type
    name: str
    kind: str
    lines: list[Line] = field(default_factory=list)
    # The version to go back to in order to take this change back, and what the row is now.
    undone_by: object = None
    revision: str = ""

    @property
    def what(self):
        return self.model._meta.verbose_name


def version_at(row, revision):
    """The entry of the history that a page showed; None when there is none."""
    if (number := number_in(str(revision))) is None:
        return None
    entries = type(row).history.filter(id=row.pk, revision=number)
    return entries.order_by("-history_id").first()


def values_at(entry):
    """The values of one version; the links of a deleted row are those it had last."""
    model, entries = entry.instance_type, [entry]
    if entry.history_type == "-":
        # The database had taken the links away before the row itself.
        entries += model.history.filter(id=entry.id, history_id__lt=entry.pk)[:1]
    values = versions_values(model, entries)
    links = {field.name: values[entries[-1].pk][field.name] for field in links_of(model)}
    return values[entry.pk] | links


def latest(model, pk):
    """The newest entry about a row, its deletion included."""
    entries = model.history.filter(id=pk).select_related("history_user")
    return entries.order_by("-history_id").first()


def changes_since(row, revision):
    """The lines in which a stored row differs from the version that a page showed."""
    seen = version_at(row, revision)
    if seen is None:
        return []
    before, now = versions_values(type(row), [seen])[seen.pk], stored_values(row)
    names = Names()
    names.want(type(row), before)
    names.want(type(row), now)
    return differences(type(row), before, now, names)


class History(NamedTuple):
    """Entries of the history of one kind of row, and how its rows are told apart."""

    model: type
    entries: QuerySet
    naming: Sequence[str] = ()
    # The field that leads to the row above: it says the same of all of them.
    link: str = ""


class _Family:
    """All versions of some rows of one model, each with the one before it."""

    def __init__(self, model, rows, names):
        self.model = model
        entries = list(
            model.history.filter(id__in=rows).order_by("id", "history_date", "history_id")
        )
        self.values = versions_values(model, entries)
        for known in self.values.values():
            names.want(model, known)
        self.earlier, self.newest = {}, {}
        for row, versions in groupby(entries, key=lambda entry: entry.id):
            versions = list(versions)
            self.newest[row] = versions[-1]
            self.earlier.update({later.pk: before for before, later in pairwise(versions)})


def changes(histories, *, start, size):
    """One page of changes to a row and the rows below it, newest first; whether more follow."""
    found = []
    for history in histories:
        entries = history.entries.select_related("history_user")
        newest = entries.order_by("-history_date", "-history_id")[: start + size + 1]
        found += [(entry, history) for entry in newest]
    found.sort(key=lambda one: (one[0].history_date, one[0].history_id), reverse=True)
    page, names, rows = found[start : start + size], Names(), defaultdict(set)
    for entry, history in page:
        rows[history.model].add(entry.id)
    families = {model: _Family(model, keys, names) for model, keys in rows.items()}
    told = [_change(entry, history, families[history.model], names) for entry, history in page]
    return told, len(found) > start + size


def _change(entry, history, family, names):
    model, values = family.model, family.values[entry.pk]
    fields = {one.name: one for one in editable_fields(model)}
    named = [shown(fields[name], values[name], names) for name in history.naming if values[name]]
    change = Change(entry, model, " – ".join(named), KINDS[entry.history_type])
    earlier = family.earlier.get(entry.pk)
    if entry.history_type != "-":
        old = family.values[earlier.pk] if earlier else {}
        change.lines = differences(model, old, values, names, without=history.link)
    if entry.pk == family.newest[entry.id].pk:
        if entry.history_type == "-":
            change.undone_by = entry
        elif earlier and earlier.history_type != "-":
            change.undone_by, change.revision = earlier, str(entry.revision)
    return change


@transaction.atomic
def restore(entry, *, revision, why, problems):
    """Make a row what it was in a version; the row, and the problems that forbade it.

    ``revision`` is what the page showed as stored now, empty for a deleted row; ``problems``
    is a function that judges the row as it would become.
    """
    model = entry.instance_type
    row = model._base_manager.select_for_update().filter(pk=entry.id).first()
    if (row.revision if row else None) != number_in(str(revision)):
        raise StaleRecord(row or entry.instance)
    if row is None:
        row = entry.instance
        row._state.adding = True
        row.revision = latest(model, entry.id).revision + 1
    for one in editable_fields(model):
        if not one.many_to_many:
            setattr(row, one.attname, getattr(entry, one.attname))
    objections = _objections(row, problems)
    if objections:
        return row, objections
    row._change_reason = _reason(entry, why)
    links = values_at(entry)
    with row.one_entry():
        row.save()
        for one in links_of(model):
            still_there = one.related_model._base_manager.filter(pk__in=links[one.name])
            getattr(row, one.name).set(still_there)
    return row, []


def _objections(row, problems):
    written_by_machine = [one.name for one in row._meta.concrete_fields if not one.editable]
    try:
        row.full_clean(exclude=written_by_machine)
    except ValidationError as fault:
        return [
            sentence if name == NON_FIELD_ERRORS else f"{_label(row, name)}: {sentence}"
            for name, sentences in fault.message_dict.items()
            for sentence in sentences
        ]
    return list(problems(row))


def _label(row, name):
    return capfirst(row._meta.get_field(name).verbose_name)


def _reason(entry, why):
    back = _("back to version %(revision)s") % {"revision": entry.revision}
    longest = type(entry)._meta.get_field("history_change_reason").max_length
    return f"{why} ({back})"[:longest] if why else back


def deleted_with(entry, model, link):
    """The versions of the rows below that were deleted together with this deleted one."""
    together = model.history.filter(
        history_type="-",
        history_date__range=(entry.history_date - DELETED_TOGETHER, entry.history_date),
        history_user=entry.history_user_id,
        **{f"{link}_id": entry.id},
    )
    living = model._base_manager.values("pk")
    return together.exclude(id__in=living).order_by("history_id")
