"""Making one row of several that mean the same: everything that points to them moves."""

from django.db import transaction
from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _

from coprod.editing.choices import foreign_keys
from coprod.editing.values import PROVENANCE, Names, editable_fields, links_of, shown
from coprod.secrecy import SecretRecord


def rows_pointing_to(row):
    """(rows, name of their field) for every kind of row that points to this one."""
    for relation in row._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: row})
        yield rows.select_related(*foreign_keys(relation.related_model)), relation.field


def problems_with_merging(kept, others):
    """What the rows say differently, one sentence each; empty when they can become one."""
    problems = []
    for other in others:
        if _has_hidden_ties(other):
            sentence = _("“%(row)s” is held by something else: keep this row, not the other.")
            problems.append(sentence % {"row": other})
        problems += _contradictions(kept, other, ())
        for rows, link in rows_pointing_to(other):
            for row in rows:
                if twin := _twin(row, link, kept):
                    problems += _contradictions(twin, row, _identity(row, link))
    return problems


def _has_hidden_ties(row):
    """Whether rows point to this one that it does not know of: they are secret, some are frozen,
    and none of them moves to another row."""
    fields = row._meta.get_fields(include_hidden=True)
    ties = [one for one in fields if one.auto_created and not one.concrete and one.hidden]
    return any(
        one.related_model._base_manager.filter(**{one.field.name: row}).exists()
        for one in ties
        if issubclass(one.related_model, SecretRecord) and not one.many_to_many
    )


@transaction.atomic
def merge(kept, others, *, why):
    """Move everything to the kept row, fill its gaps, delete the others; how many rows moved."""
    moved = 0
    for other in others:
        for rows, link in rows_pointing_to(other):
            for row in rows:
                _move(row, link, kept, why)
                moved += 1
        _fill_gaps(kept, other, ())
    kept._change_reason = why
    with kept.one_entry():
        kept.save()
        for field in links_of(type(kept)):
            for other in others:
                getattr(kept, field.name).add(*getattr(other, field.name).all())
    for other in others:
        other._change_reason = why
        other.delete()
    return moved


def _move(row, link, kept, why):
    row._change_reason = why
    twin = _twin(row, link, kept)
    if twin is None:
        setattr(row, link.name, kept)
        row.save()
        return
    row.delete()
    if _fill_gaps(twin, row, _identity(row, link)):
        twin._change_reason = why
        twin.save()


def _twin(row, link, kept):
    """The row that the moved one would repeat."""
    for fields in _identities(type(row), link):
        wanted = {name: getattr(row, name) for name in fields} | {link.name: kept}
        same = {
            f"{name}__isnull" if value is None else name: True if value is None else value
            for name, value in wanted.items()
        }
        if twin := type(row)._base_manager.filter(**same).exclude(pk=row.pk).first():
            return twin
    return None


def _identities(model, link):
    """Which fields, the link among them, no two rows of the model share."""
    return [
        constraint.fields
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint)
        and link.name in constraint.fields
        and constraint.condition is None
    ]


def _identity(row, link):
    return {name for fields in _identities(type(row), link) for name in fields}


def _facts(row, without):
    """The fields that two rows may contradict each other in."""
    return [
        field
        for field in editable_fields(type(row))
        if field.name not in without and field.name not in PROVENANCE and not field.many_to_many
    ]


def _says_nothing(field, row):
    value = getattr(row, field.attname)
    return value in (None, "") or (field.has_default() and value == field.get_default())


def _contradictions(first, second, without):
    names, problems = Names(), []
    for field in _facts(first, without):
        one, other = getattr(first, field.attname), getattr(second, field.attname)
        if one == other or _says_nothing(field, first) or _says_nothing(field, second):
            continue
        if field.name == "name" and not without:
            continue  # That duplicates are written differently is why they are merged.
        problems.append(
            _("“%(row)s”, %(field)s: %(one)s and %(other)s. Make them equal first.")
            % {
                "row": first,
                "field": field.verbose_name,
                "one": shown(field, one, names),
                "other": shown(field, other, names),
            }
        )
    return problems


def _fill_gaps(first, second, without):
    """Take over what only the second row says; whether there was anything."""
    filled = False
    for field in _facts(first, without):
        if _says_nothing(field, first) and not _says_nothing(field, second):
            setattr(first, field.attname, getattr(second, field.attname))
            filled = True
    if hasattr(first, "source_id") and first.source_id is None and second.source_id:
        # Together or not at all: a place means nothing without its source.
        for name in PROVENANCE:
            setattr(first, name, getattr(second, name))
        filled = True
    return filled
