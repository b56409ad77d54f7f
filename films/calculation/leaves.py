"""The leaves of a nested document by path, so that two documents can be compared.

Members of a list are known by their id, not by their place: the order of a list says nothing.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from re import compile
from typing import Any

# What identifies a member of a list, the first that every member has and none shares.
IDENTIFYING = ("id", "payee", "code")
NUMBER = compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class Change:
    """One leaf that is not the same in both documents, with its values as they were written."""

    path: str
    change: str
    old: Any
    new: Any


def changes(old: Any, new: Any) -> list[Change]:
    """Every leaf that was changed, added or removed, sorted by path."""
    return sorted(compare(old, new, ""), key=lambda change: change.path)


def compare(old: Any, new: Any, path: str) -> list[Change]:
    """The leaves below a place that differ; a value in place of a table takes out its leaves."""
    if isinstance(old, dict) and isinstance(new, dict):
        return compare_tables(old, new, path)
    if isinstance(old, list) and isinstance(new, list):
        return compare_tables(*tables(old, new), path)
    if isinstance(old, dict | list) or isinstance(new, dict | list):
        return gone(old, path) + arrived(new, path)
    return [] if alike(old, new) else [Change(path, "changed", old, new)]


def compare_tables(old: dict, new: dict, path: str) -> list[Change]:
    """The same of two tables, key by key in the order of the old one."""
    found = []
    for key in {**old, **new}:
        place = f"{path}.{key}" if path else str(key)
        if key not in new:
            found += gone(old[key], place)
        elif key not in old:
            found += arrived(new[key], place)
        else:
            found += compare(old[key], new[key], place)
    return found


def gone(value: Any, path: str) -> list[Change]:
    return [Change(place, "removed", leaf, None) for place, leaf in leaves(value, path)]


def arrived(value: Any, path: str) -> list[Change]:
    return [Change(place, "added", None, leaf) for place, leaf in leaves(value, path)]


def leaves(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """The plain values inside a value, each with its path."""
    if isinstance(value, list):
        value = tables(value, [])[0]
    if not isinstance(value, dict):
        return [(path, value)]
    found = []
    for key, inner in value.items():
        found += leaves(inner, f"{path}.{key}" if path else str(key))
    return found


def alike(old: Any, new: Any) -> bool:
    """Numbers are compared as numbers: "30" is "30.00" and 30."""
    return canonical(old) == canonical(new)


def canonical(value: Any) -> str:
    """A text that is the same for values that mean the same, whatever their order."""
    if isinstance(value, dict):
        inner = sorted(f"{json.dumps(key)}: {canonical(inner)}" for key, inner in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(sorted(canonical(inner) for inner in value)) + "]"
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if NUMBER.fullmatch(str(value)):
        # Without the zeros that say nothing, and never in the form 3E+1.
        plain = f"{Decimal(str(value)):f}"
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return "0" if plain.strip("-0") == "" else plain
    return json.dumps(value)


def tables(old: Sequence[Any], new: Sequence[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two lists as tables with the same key for the same member."""
    for name in IDENTIFYING:
        if is_identified(old, name) and is_identified(new, name):
            return {item[name]: item for item in old}, {item[name]: item for item in new}
    return anonymous(old, new)


def is_identified(items: Sequence[Any], name: str) -> bool:
    ids = [item.get(name) if isinstance(item, dict) else None for item in items]
    return all(isinstance(one, str) for one in ids) and len(set(ids)) == len(ids)


def anonymous(old: Sequence[Any], new: Sequence[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Plain members are known by their value; others by their number after equal ones are gone."""
    shared = Counter(map(canonical, old)) & Counter(map(canonical, new))
    return numbered(old, Counter(shared)), numbered(new, Counter(shared))


def numbered(items: Sequence[Any], shared: Counter) -> dict[str, Any]:
    """Members by value or number, without as many of each as both lists share."""
    table: dict[str, Any] = {}
    for item in items:
        text = canonical(item)
        if shared[text]:
            shared[text] -= 1
            continue
        is_plain = not isinstance(item, dict | list)
        name = str(item) if is_plain and str(item) not in table else str(len(table) + 1)
        while name in table:
            name += "′"
        table[name] = item
    return table
