"""Saving a sheet: put together with what somebody else saved meanwhile, and as far as it can be.

A cell that cannot be stored never keeps the others from being stored: it stays as it was.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from coprod.exchange.faults import BadInput, Fault
from coprod.records import StaleRecord
from films.deal.merging import Clash, Told, by_key, differences, key_of, merge, sent_before
from films.deal.sheet import DealSheet
from films.deal.version import Version

MEMBER = re.compile(r"\[([0-9]+)\]")
# A source is attributed in one of these ways: with one of them at fault, the stored way stays.
ONE_OF = [{"contributor", "split_pct", "split_weights"}]

# The sheet, each of its tables and a row as a whole are judged one after the other.
MOST_ROUNDS = 8


@dataclass
class Saved:
    """What was stored: the version, what could not be, and what somebody else had changed.

    ``base`` is what the page of the one who saved stands for now.
    """

    version: Version
    faults: list[Fault] = field(default_factory=list)
    others: list[Told] = field(default_factory=list)
    base: Any = None


class Clashed(Exception):
    """Two people changed the same cell to something different; nothing was stored."""

    def __init__(self, given: Any, stored: Any, clashes: list[Clash]):
        super().__init__(f"{len(clashes)} cells")
        self.given, self.stored, self.clashes = given, stored, clashes


def save(sheet: DealSheet, version: Version, given: Any, seen: str) -> Version:
    """Store what was typed, if the version is still the one that was seen.

    Raises `BadInput`, or `StaleRecord` when somebody else saved first; then nothing is stored.
    """
    with transaction.atomic():
        stored = locked(version)
        if seen != stored.mark:
            raise StaleRecord(stored)
        sheet.store(stored, given)
        stored.save()
    return stored


def save_together(
    sheet: DealSheet, version: Version, given: Any, base: Any, prefer: str = ""
) -> Saved:
    """Put what was typed into ``base`` onto what is stored by now, and store both.

    Raises `Clashed` where both changed one cell, unless ``prefer`` says whose is taken ("typed" or
    "stored"); `BadInput` where not even the sound cells can be stored.
    """
    with transaction.atomic():
        stored = locked(version)
        before = sheet.input_of(stored)
        others = differences(base, before)
        together = given
        if others:
            base, given = sent_before(base, before, given)
            others = differences(base, before)
            merged = merge(base, before, given, prefer=prefer or "typed")
            if merged.clashes and not prefer:
                raise Clashed(merged.given, before, merged.clashes)
            together = merged.given
        faults = store_what_can_be(sheet, stored, together, before)
        after = sheet.input_of(stored)
        if after != before:
            stored.save()
    if not others:
        return Saved(stored, faults, base=after)
    # The page does not show what somebody else changed: to it, that has not happened yet. What it
    # shows already is its own, stored a first time when the answer was lost on the way.
    seen = merge(together, after, given).given
    unseen = {one.place for one in differences(given, before)}
    return Saved(stored, faults, [one for one in others if one.place in unseen], seen)


def locked(version: Version) -> Version:
    """The version as it is stored now, for this transaction alone to change."""
    drafts = Version.objects.for_the_product("the draft that this person may write")
    stored = drafts.select_for_update().get(pk=version.pk)
    stored.deal = version.deal
    return stored


def store_what_can_be(sheet: DealSheet, version: Version, given: Any, stored: Any) -> list[Fault]:
    """Store everything but the cells at fault, whose faults it gives; raises where it cannot.

    What is judged later, such as a row as a whole, finds its faults once the earlier ones are out.
    """
    faults: list[Fault] = []
    for _round in range(MOST_ROUNDS):
        try:
            attempt(sheet, version, given)
        except BadInput as bad:
            new = [one for one in bad.faults if one not in faults]
            faults += new
            given = (without_cells if new else without_rows)(given, bad.faults, stored)
        else:
            return faults
    raise BadInput(faults)


def attempt(sheet: DealSheet, version: Version, given: Any) -> None:
    with transaction.atomic():
        sheet.store(version, given)


# What stands at fault


@dataclass
class Reached:
    """The end of a path: the container and the name in it, and the innermost row on the way."""

    container: Any
    name: Any
    stored: Any
    row: tuple[list, int, Any] | None


def without_cells(given: Any, faults: list[Fault], stored: Any) -> Any:
    """The same input with the stored value in each cell at fault, or without that cell."""
    mended = copied(given)
    for fault in faults:
        found = reach(mended, stored, fault.path)
        if found is None or not isinstance(found.container, dict):
            continue
        names = next((ways for ways in ONE_OF if found.name in ways), {found.name})
        if len(names) == 1 and isinstance(found.container.get(found.name), dict | list):
            # A whole list is at fault because of a cell in it, which has a fault of its own.
            continue
        for name in names:
            found.container.pop(name, None)
            if isinstance(found.stored, dict) and name in found.stored:
                found.container[name] = copied(found.stored[name])
    return mended


def without_rows(given: Any, faults: list[Fault], stored: Any) -> Any:
    """The same input with the stored row in place of each row at fault, or without that row."""
    mended = copied(given)
    reached = [reach(mended, stored, fault.path) for fault in faults]
    gone = object()
    lists = []
    for found in reached:
        if found and found.row:
            rows, number, row = found.row
            rows[number] = gone if row is None else copied(row)
            lists.append(rows)
    for rows in lists:
        rows[:] = [one for one in rows if one is not gone]
    return mended


def reach(given: Any, stored: Any, path: str) -> Reached | None:
    """Walk a path such as ``sources[2].amount``; a row's stored twin is the one of its key."""
    node, twin, row, rest = given, stored, None, path
    container, name = None, None
    while rest:
        if rest.startswith("["):
            found = MEMBER.match(rest)
            if not found or not isinstance(node, list) or int(found[1]) >= len(node):
                return None
            number = int(found[1])
            container, name, rest = node, number, rest[found.end() :]
            key = key_of(node[number]) if isinstance(node[number], dict) else ""
            twins = by_key(twin) if is_rows(twin) else {}
            node, twin = node[number], twins.get(key) if key else None
            row = (container, number, twin)
            outer = twin
        else:
            rest = rest.removeprefix(".")
            if not isinstance(node, dict):
                break
            # Names of people may hold dots: the longest one that stands here is meant.
            names = [one for one in {**node, **(twin if isinstance(twin, dict) else {})}
                     if rest == one or rest.startswith((f"{one}.", f"{one}["))]  # fmt: skip
            known = max(names, key=len) if names else rest
            container, name, outer = node, known, twin
            rest = rest[len(known) :]
            node = node.get(known)
            twin = twin.get(known) if isinstance(twin, dict) else None
    if name is None:
        return None
    return Reached(container, name, outer, row)


def is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: copied(one) for name, one in value.items()}
    if isinstance(value, list):
        return [copied(one) for one in value]
    return value
