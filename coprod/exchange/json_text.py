"""Strict reading of JSON text, before anything looks at what it says."""

import json
from collections import Counter
from math import isfinite
from typing import Any

from coprod.exchange.faults import MISSING, BadInput, Fault, Written
from coprod.exchange.strict import Node, has_bounds, refuse_depth
from coprod.sentence import gettext_noop as _

MOST_DIGITS = 400


def read_json(text: str | bytes) -> Any:
    """The value that JSON text holds; raises `BadInput` where it is malformed.

    Refused although Python would take it: NaN and infinities, an object with the same key
    twice, a number with thousands of digits, nesting without end.
    """
    odd: list[object] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        plain = dict(pairs)
        if len(plain) == len(pairs):
            return plain
        odd.append(plain)
        return Repeating(pairs)

    def constant(name: str) -> float:
        odd.append(name)
        return float(name)

    def number(written: str) -> Written:
        read = Written(written)
        if not isfinite(read):
            odd.append(read)
        return read

    def whole(written: str) -> int | Written:
        # Python refuses to read more digits than this, without saying where they stand.
        return int(written) if len(written) <= MOST_DIGITS else number(written)

    faults: list[Fault] = []
    root = Node(MISSING, "", faults)
    try:
        root.value = json.loads(
            text,
            object_pairs_hook=once,
            parse_constant=constant,
            parse_float=number,
            parse_int=whole,
        )
    except RecursionError:
        refuse_depth(root)
    except ValueError as error:
        where = getattr(error, "lineno", "")
        Node(where and f"line {where}", "input", faults).refuse(
            _("This is not JSON that can be read."), _("Check brackets, commas and quotes.")
        )
    if odd and has_bounds(root):
        refuse_odd(root)
    if faults:
        raise BadInput(faults)
    return root.value


class Repeating(dict[str, Any]):
    """An object that has a key twice; it is refused as soon as its place is known."""

    def __init__(self, pairs: list[tuple[str, Any]]):
        super().__init__(pairs)
        counted = Counter(key for key, _value in pairs)
        self.repeated = [key for key, times in counted.items() if times > 1]


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


def refuse_odd(root: Node) -> None:
    """Note each repeated key, NaN, infinity and endless number at its place."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node.value, dict):
            for key in node.value.repeated if isinstance(node.value, Repeating) else []:
                node[key].at("", key).must_be_new({key})
            waiting += [node[key] for key in reversed(node.value)]
        elif isinstance(node.value, list):
            members = [node.at(f"[{place}]", member) for place, member in enumerate(node.value)]
            waiting += reversed(members)
        elif isinstance(node.value, float) and not isfinite(node.value):
            if isinstance(node.value, Written):
                node.decimal()
            else:
                node.refuse(
                    _("{value} is not a number."), _("Write digits, or null where it is unknown.")
                )
