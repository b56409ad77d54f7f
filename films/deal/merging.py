"""Two people at one sheet: what each of them changed is put together, cell by cell.

Rows are known by their ``key``. What only one of them touched is taken from that one; what both
changed to something different is a clash, and somebody has to choose.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from films.calculation.leaves import alike

NOTHING = (None, "", False)
# What a row without a key is known by, the first that it has.
NATURAL = ("id", "currency", "code", "territory", "payee")


@dataclass(frozen=True)
class Clash:
    """One place that both have changed, by the keys that lead to it."""

    place: tuple[str, ...]
    base: Any
    stored: Any
    typed: Any


@dataclass
class Merged:
    """What both of them make together, and the places where they disagree."""

    given: Any
    clashes: list[Clash] = field(default_factory=list)


def merge(base: Any, stored: Any, typed: Any, *, prefer: str = "typed") -> Merged:
    """What was typed into ``base``, put onto what is ``stored`` by now.

    At a clash the side called ``prefer`` is taken: "typed" or "stored".
    """
    found = Merged(None)
    found.given = _Merge(prefer, found.clashes).values(base, stored, typed, ())
    return found


def is_same(one: Any, other: Any) -> bool:
    """The same to a reader: an empty cell, no mark and nothing at all are alike."""
    return alike(bare(one), bare(other))


def bare(value: Any) -> Any:
    """Without keys, and without what says nothing."""
    if isinstance(value, dict):
        inner = {name: bare(one) for name, one in value.items() if name != "key"}
        return {name: one for name, one in inner.items() if not is_nothing(one)} or None
    if isinstance(value, list):
        return [bare(one) for one in value] or None
    return None if is_nothing(value) else value


def is_nothing(value: Any) -> bool:
    return any(value is nothing for nothing in NOTHING) or value in ("", [], {})


class _Merge:
    def __init__(self, prefer: str, clashes: list[Clash]):
        self.prefer, self.clashes = prefer, clashes

    def values(self, base: Any, stored: Any, typed: Any, place: tuple[str, ...]) -> Any:
        if is_list_of_rows(base, stored, typed):
            return self.rows(base or [], stored or [], typed or [], place)
        if isinstance(stored, dict) and isinstance(typed, dict):
            return self.tables(base if isinstance(base, dict) else {}, stored, typed, place)
        if is_same(typed, base) or is_same(typed, stored):
            return stored
        if is_same(stored, base):
            return typed
        self.clashes.append(Clash(place, base, stored, typed))
        return stored if self.prefer == "stored" else typed

    def tables(self, base: dict, stored: dict, typed: dict, place: tuple[str, ...]) -> dict:
        found = {}
        for name in {**stored, **typed}:
            old, theirs, mine = base.get(name), stored.get(name), typed.get(name)
            if name == "key":
                value = theirs if theirs is not None else mine
            else:
                value = self.values(old, theirs, mine, (*place, name))
            if value is not None or name in stored or name in typed:
                found[name] = value
        # What is empty is left out where one of them left it out, null where both say so.
        return {
            name: value
            for name, value in found.items()
            if value is not None or (name in stored and name in typed)
        }

    def rows(self, base: list, stored: list, typed: list, place: tuple[str, ...]) -> list:
        typed = with_keys_of(typed, base)
        before, theirs, mine = by_key(base), by_key(stored), by_key(typed)
        kept = {}
        for key in {**theirs, **mine}:
            old, there, here = before.get(key), theirs.get(key), mine.get(key)
            row_place = (*place, key)
            if there is not None and here is not None:
                kept[key] = self.tables(old or {}, there, here, row_place)
            elif old is None or self.stays(old, there, here, row_place):
                kept[key] = there if here is None else here
        order = in_order(list(before), list(theirs), list(mine))
        return [kept[key] for key in order if key in kept]

    def stays(self, old: Any, stored: Any, typed: Any, place: tuple[str, ...]) -> bool:
        """Whether a row that one of them removed is kept: the other one may have changed it."""
        left = typed if stored is None else stored
        if is_same(old, left):
            return False
        self.clashes.append(Clash(place, old, stored, typed))
        return (typed if self.prefer == "typed" else stored) is not None


def is_list_of_rows(*values: Any) -> bool:
    lists = [value for value in values if isinstance(value, list)]
    others = [value for value in values if not isinstance(value, list) and value is not None]
    rows = [one for value in lists for one in value]
    return bool(lists) and not others and all(isinstance(one, dict) for one in rows)


def with_keys_of(rows: Iterable[dict], base: list[dict]) -> list[dict]:
    """Rows without a key get the one of the row that they must be: by name, or by place."""
    rows = list(rows)
    taken = {key_of(row) for row in rows}
    names = {natural(row): key_of(row) for row in base if natural(row)}
    found = []
    for place, row in enumerate(rows):
        key = key_of(row)
        if not key:
            at_place = base[place] if place < len(base) else {}
            key = names.get(natural(row), "") if natural(row) else key_of(at_place)
            if not key or key in taken:
                key = f"new-{place}"
            taken.add(key)
        found.append({**row, "key": key})
    return found


def key_of(row: dict) -> str:
    key = row.get("key")
    return key if isinstance(key, str) else ""


def natural(row: dict) -> str:
    return next((str(row[name]) for name in NATURAL if row.get(name)), "")


def by_key(rows: Iterable[dict]) -> dict[str, dict]:
    """{key: row}; a row without one is called after its place."""
    found: dict[str, dict] = {}
    for number, row in enumerate(rows):
        key = key_of(row) or f"new-{number}"
        # A row that was copied in a spreadsheet brings the key of the other one.
        found[key if key not in found else f"{key}-{number}"] = row
    return found


def in_order(before: list[str], stored: list[str], typed: list[str]) -> list[str]:
    """The order of whoever moved rows; a row of the other one comes after its neighbour."""
    common = set(stored) & set(typed) & set(before)
    moved = [key for key in typed if key in common] != [key for key in before if key in common]
    first, second = (typed, stored) if moved else (stored, typed)
    order = list(first)
    for place, key in enumerate(second):
        if key not in order:
            earlier = next((one for one in reversed(second[:place]) if one in order), None)
            order.insert(0 if earlier is None else order.index(earlier) + 1, key)
    return order


# What was sent before


def sent_before(base: Any, stored: Any, typed: Any) -> tuple[Any, Any]:
    """(base, typed): new rows that are stored already, though the page has never heard of it.

    They belong to the base, with what storing has filled in: nobody else has written them.
    """
    if isinstance(typed, list) and is_list_of_rows(base, stored, typed):
        return rows_sent_before(base or [], stored or [], typed)
    if not isinstance(typed, dict) or not isinstance(stored, dict):
        return base, typed
    old = dict(base) if isinstance(base, dict) else {}
    found = dict(typed)
    for name in typed.keys() & stored.keys():
        before, found[name] = sent_before(old.get(name), stored[name], typed[name])
        if before is not None:
            old[name] = before
    return old, found


def rows_sent_before(base: list, stored: list, typed: list) -> tuple[list, list]:
    before, theirs = by_key(base), by_key(stored)
    new = [row for key, row in theirs.items() if key not in before]
    mine = by_key(known_again(with_keys_of(typed, base), new))
    for key in mine.keys() & theirs.keys():
        if key in before:
            before[key], mine[key] = sent_before(before[key], theirs[key], mine[key])
        else:
            before[key] = theirs[key]
    return list(before.values()), list(mine.values())


def known_again(rows: list[dict], new: list[dict]) -> list[dict]:
    """Rows without a key of their own get that of the new one in which they stand cell by cell."""
    taken = {key_of(row) for row in rows}
    left = [row for row in new if key_of(row) not in taken]
    found = []
    for row in rows:
        twin = next((one for one in left if stands_in(row, one)), None) if is_new(row) else None
        if twin is not None:
            left.remove(twin)
        found.append(row if twin is None else {**row, "key": key_of(twin)})
    return found


def is_new(row: dict) -> bool:
    return key_of(row).startswith("new-")


def stands_in(row: dict, other: dict) -> bool:
    cells = [name for name in row if name != "key" and not is_nothing(row[name])]
    return all(is_same(row[name], other.get(name)) for name in cells)


# What the other one did, and the way back


@dataclass(frozen=True)
class Told:
    """A difference at one place, for people."""

    place: tuple[str, ...]
    old: Any
    new: Any


def differences(old: Any, new: Any, place: tuple[str, ...] = ()) -> list[Told]:
    """Every leaf that is not the same, rows known by their key; an order says nothing."""
    if is_list_of_rows(old, new):
        before, after = by_key(old or []), by_key(with_keys_of(new or [], old or []))
        return [
            one
            for key in {**before, **after}
            for one in differences(before.get(key), after.get(key), (*place, key))
        ]
    if isinstance(old, dict) or isinstance(new, dict):
        if not isinstance(old or {}, dict) or not isinstance(new or {}, dict):
            return [Told(place, old, new)]
        before, after = old or {}, new or {}
        return [
            one
            for name in {**before, **after}
            if name != "key"
            for one in differences(before.get(name), after.get(name), (*place, name))
        ]
    return [] if is_same(old, new) else [Told(place, old, new)]
