"""Strict reading of JSON text, before anything looks at what it says."""

import json
from math import isfinite
from typing import Any

from coprod.exchange.faults import BadInput, Fault, shorten
from coprod.exchange.strict import Node, has_bounds
from coprod.sentence import gettext_noop as _


def read_json(text: str | bytes) -> Any:
    """The value that JSON text holds; raises `BadInput` where it is malformed.

    Refused although Python would take it: NaN and infinities, an object with the same key
    twice, a number with thousands of digits, nesting without end.
    """
    faults: list[Fault] = []
    constants: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: set[str] = set()
        for key, _value in pairs:
            Node(key, shorten(key), faults).must_be_new(seen)
        return dict(pairs)

    def constant(name: str) -> float:
        constants.append(name)
        return float(name)

    try:
        value = json.loads(text, object_pairs_hook=once, parse_constant=constant)
    except (ValueError, RecursionError) as error:
        where = getattr(error, "lineno", "")
        Node(where and f"line {where}", "input", faults).refuse(
            _("This is not JSON that can be read."), _("Check brackets, commas and quotes.")
        )
        raise BadInput(faults) from None
    if constants:
        refuse_constants(Node(value, "", faults))
    if faults:
        raise BadInput(faults)
    return value


def read_bounded_json(text: str | bytes) -> Any:
    """What is to be stored, or shown again: neither deep nor large, and without half a letter or
    a number without end, which no answer can hold."""
    faults: list[Fault] = []
    value = read_json(text)
    if not has_bounds(Node(value, "", faults)):
        raise BadInput(faults)
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:  # Half a letter is one too.
        return read_json("")
    return value


def refuse_constants(root: Node) -> None:
    """Note each NaN and infinity at its place."""
    waiting = [root] if has_bounds(root) else []
    while waiting:
        node = waiting.pop()
        if isinstance(node.value, dict):
            waiting += [node[key] for key in reversed(node.value)]
        elif isinstance(node.value, list):
            members = [node.at(f"[{place}]", member) for place, member in enumerate(node.value)]
            waiting += reversed(members)
        elif isinstance(node.value, float) and not isfinite(node.value):
            node.refuse(
                _("{value} is not a number."), _("Write digits, or null where it is unknown.")
            )
