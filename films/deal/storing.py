"""A sheet's rows into the database: what stayed keeps its key, and only what changed is written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from coprod.exchange.faults import BadInput, Fault, shorten
from coprod.records import ID_ALPHABET
from coprod.sentence import Sentence
from films.deal.terms import plain

KEY = re.compile(f"[{ID_ALPHABET}]{{10}}")
PRIVATE_LETTERS = 0xF0000


def store_rows(
    version,
    model,
    items: Iterable[Mapping[str, Any]],
    *,
    path: str | Sequence[str],
    natural: str = "",
    paths: Mapping[str, str] | None = None,
    among: Mapping[str, Any] | None = None,
) -> list:
    """Make the version's rows of one kind these, in this order; gives the stored rows in order.

    An item holds the row's fields by name, and perhaps its ``key``; without one it is the row with
    the same ``natural`` field, or else the row at its place. A new row keeps a key of the right
    form, so that the page which gave it one knows the row again. ``among`` narrows the rows to
    those of one parent, and is given to new ones. Raises `BadInput` with every fault at
    ``path[number].field``, or at the path of each row where there is a list of them; ``paths`` says
    how the sheet calls a field.
    """
    among = dict(among or {})
    stored = list(_rows(version, model).filter(**among))
    by_key = {row.key: row for row in stored}
    wanted = [dict(item) for item in items]
    keys = [_as_key(item.pop("key", None)) for item in wanted]
    if natural:
        by_name = {getattr(row, natural): row.key for row in stored if row.key not in keys}
        keys = [
            key if key in by_key else by_name.pop(item.get(natural), key)
            for key, item in zip(keys, wanted, strict=True)
        ]
    else:
        claimed = set(keys)
        for place, key in enumerate(keys):
            if not key and place < len(stored) and stored[place].key not in claimed:
                keys[place] = stored[place].key
    used: set[str] = set()
    rows, faults = [], []
    for position, (key, values) in enumerate(zip(keys, wanted, strict=True)):
        row = by_key.get(key) if key not in used else None
        if row is None:
            row = model(version=version, **among)
            if KEY.fullmatch(key) and key not in used and key not in by_key:
                row.key = key
        used.add(row.key)
        rows.append((row, {**values, "position": position}))
    for row in stored:
        if row.key not in used:
            row.delete()
    _free_names(model, natural, rows)
    for number, (row, values) in enumerate(rows):
        changed = row.pk is None
        for name, value in values.items():
            if getattr(row, name, None) != value:
                setattr(row, name, value)
                changed = True
        if not changed:
            continue
        try:
            row.full_clean(exclude=["version"])
            row.save()
        except ValidationError as refusal:
            place = f"{path}[{number}]" if isinstance(path, str) else path[number]
            faults += list(_faults(refusal, place, row, paths or {}))
    if faults:
        raise BadInput(faults)
    return [row for row, _values in rows]


def _as_key(key: object) -> str:
    return key if isinstance(key, str) else ""


def _rows(version, model):
    rows = model.objects.for_the_product("the rows of a draft that this person may write")
    return rows.filter(version=version).order_by("position", "pk")


def _free_names(model, natural, rows):
    """Rows that exchange their names would meet in the database: those step aside first."""
    if not natural:
        return
    for number, (row, values) in enumerate(rows):
        if row.pk and getattr(row, natural) != values.get(natural, getattr(row, natural)):
            aside = model.objects.for_the_product("a row of a draft steps aside")
            # One letter that no text has: a currency has room for three.
            aside.filter(pk=row.pk).update(**{natural: chr(PRIVATE_LETTERS + number)})


def _faults(refusal: ValidationError, path: str, row, paths: Mapping[str, str]):
    has_fields = hasattr(refusal, "error_dict")
    by_field = refusal.error_dict if has_fields else {"__all__": refusal.error_list}
    for name, errors in by_field.items():
        where = path if name == "__all__" else f"{path}.{paths.get(name, name)}"
        value = "" if name == "__all__" else shorten(plain(getattr(row, name, "")))
        for sentence in ValidationError(errors).messages:
            # Already said in the reader's language by the field that judged it.
            yield Fault(where, value, _as_said(sentence), _as_said(""))


def _as_said(text: str) -> Sentence:
    return Sentence("{said}", {"said": text})


def fault(path: str, value: object, sentence: str, remedy: str, **numbers: object) -> Fault:
    told = {"value": shorten(value), **numbers}
    return Fault(path, shorten(value), Sentence(sentence, told), Sentence(remedy, told))


def day_of(text: str | None) -> date | None:
    """A day that the reading has judged already; nothing where none was typed."""
    return date.fromisoformat(text) if text else None
