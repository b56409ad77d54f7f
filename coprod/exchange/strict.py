"""Strict reading of JSON: every fault is noted with its path, and reading goes on.

A reader walks through the value from `Node` to `Node`. Where something is wrong it notes the
fault and hands on a harmless value, so that one answer lists all faults together:

    def version(node):
        node.is_object({"id", "amount"}, required={"id"})
        return Version(node["id"].id(), node["amount"].money())

    read(body, version)         # raises BadInput with every fault
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from coprod.exchange.faults import MISSING, UNPRINTABLE, BadInput, Fault, shorten
from coprod.money import MAX_MINOR, hundredths
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _

Read = TypeVar("Read")

MAX_DEPTH = 12
MAX_VALUES = 200_000
MAX_FAULTS = 100
MAX_TEXT = 300
MAX_ID = 100
# Enough for any amount, rate or percentage of the trade; a longer number is a slip or an attack.
NUMBER = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,12})?")
WITHOUT_QUOTES = _("Enter such a number, without quotes.")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class Node:
    """A value at its place in the input."""

    def __init__(self, value: Any, path: str, faults: list[Fault]):
        self.value = value
        self.path = path
        self._faults = faults

    # What it is

    @property
    def is_given(self) -> bool:
        return self.value is not MISSING

    @property
    def is_null(self) -> bool:
        return self.value is None

    @property
    def is_known(self) -> bool:
        return self.is_given and not self.is_null

    def refuse(self, fault: str, remedy: str, **numbers: object) -> None:
        """Note what is wrong here; the templates may name {value} and whatever is passed."""
        shown = shorten(self.value)
        told = {"value": shown, **numbers}
        noted = Fault(self.path or "input", shown, Sentence(fault, told), Sentence(remedy, told))
        # A value may be looked at twice, for itself and among its neighbours.
        if len(self._faults) < MAX_FAULTS and noted not in self._faults:
            self._faults.append(noted)

    def at(self, path: str, value: Any) -> "Node":
        """A value further inside, at a path that the caller has walked himself."""
        return Node(value, self.path + path, self._faults)

    # Objects and lists

    def is_object(self, known: Collection[str], required: Collection[str] = ()) -> bool:
        """Whether this is an object with these keys; notes each unknown and each missing one."""
        if not self._is(dict, _("This is not an object."), _("Write it as {{…}}.")):
            return False
        for key in self.value:
            if key not in known:
                self._child(key).refuse(
                    _("This key is unknown here."),
                    _("Remove it, or use one of: {known}."),
                    known=", ".join(sorted(known)),
                )
        for key in sorted(required):
            if key not in self.value:
                self._child(key).refuse(_("This is missing."), _("Add it."))
        return True

    def __getitem__(self, key: str) -> "Node":
        return self._child(key)

    def entries(self, most: int, what: str) -> Iterator[tuple[str, "Node"]]:
        """The keys of an object that is a table by id; a missing one is empty."""
        if not self.is_given:
            return
        if not self._is(dict, _("This is not an object."), _("Write it as {{…}}.")):
            return
        if self._is_too_long(most, what):
            return
        for key in self.value:
            child = self._child(key)
            Node(key, child.path, self._faults).id()
            yield key, child

    def items(self, most: int, what: str, unique: str = "") -> Iterator["Node"]:
        """The members of a list; a missing one is empty. `unique` names the key of their id."""
        if not self.is_given:
            return
        if not self._is(list, _("This is not a list."), _("Write it as […].")):
            return
        if self._is_too_long(most, what):
            return
        seen: set[str] = set()
        for number, value in enumerate(self.value):
            node = Node(value, f"{self.path}[{number}]", self._faults)
            if unique and isinstance(value, dict):
                node[unique].must_be_new(seen)
            yield node

    def must_be_new(self, seen: set[str]) -> None:
        """Note an id that an earlier neighbour already has."""
        if not isinstance(self.value, str):
            return
        if self.value in seen:
            self.refuse(
                _("“{value}” stands here twice."),
                _("Give each its own id, or put the two together."),
            )
        seen.add(self.value)

    # Plain values

    def text(self, default: str | None = None, longest: int = MAX_TEXT) -> str:
        if not self.is_given and default is not None:
            return default
        if not self._is(str, _("This is not a text."), _('Write it in quotes, "like this".')):
            return default or ""
        if len(self.value) > longest:
            self.refuse(
                _("This text is longer than {most} characters."), _("Shorten it."), most=longest
            )
        elif UNPRINTABLE.search(self.value):
            self.refuse(_("This text holds an unprintable character."), _("Remove it."))
        else:
            return self.value
        return default or ""

    def id(self, default: str | None = None) -> str:
        """A name that others refer to: printable, not empty."""
        if not self.is_given and default is not None:
            return default
        name = self.text(default, MAX_ID)
        if name.strip() != name or (name == "" and self.value == ""):
            self.refuse(
                _("An id is not empty and has no space around it."), _("Enter the id alone.")
            )
        return name

    def flag(self, default: bool = False) -> bool:
        if not self.is_given:
            return default
        if isinstance(self.value, bool):
            return self.value
        self.refuse(_("This is neither true nor false."), _("Write true or false."))
        return default

    def choice(self, options: Collection[str], default: str | None = None) -> str:
        if not self.is_given and default is not None:
            return default
        if isinstance(self.value, str) and self.value in options:
            return self.value
        if self.is_given:
            self.refuse(
                _("“{value}” is not a choice here."),
                _("Use one of: {options}."),
                options=", ".join(options),
            )
        return default or next(iter(options))

    def whole(self, least: int, most: int, default: int | None = None) -> int:
        if not self.is_given and default is not None:
            return default
        is_whole = isinstance(self.value, int) and not isinstance(self.value, bool)
        if is_whole and least <= self.value <= most:
            return self.value
        if self.is_given:
            self.refuse(
                _("This is not a whole number from {least} to {most}."),
                WITHOUT_QUOTES,
                least=least,
                most=most,
            )
        return least if default is None else default

    def decimal(self, default: str | None = None) -> Decimal:
        """A number written as a text of digits, such as "1250.00"; never a binary fraction."""
        if not self.is_given:
            return Decimal(default or 0)
        number = self._number
        if number is None:
            self.refuse(
                _("{value} is not a number in quotes, of at most 16 digits and 12 decimals."),
                _('Write digits with a decimal point in quotes, for example "1250.00".'),
            )
        return Decimal(0) if number is None else number

    def count(self, most: int) -> int | None:
        """A whole number from 1 on, in the digits of a cell; nothing when it is left out."""
        if not self.is_known:
            return None
        number = self.decimal()
        if number == number.to_integral_value() and 1 <= number <= most:
            return int(number)
        self.refuse(
            _("{value} is not a whole number from 1 to {most}."),
            _("Enter such a number, or leave the cell empty."),
            most=most,
        )
        return None

    def money(self, default: str | None = None) -> int:
        """Hundredths of a currency: an amount rounded once, halves away from zero."""
        return self.within_cap(Fraction(self.decimal(default)))

    def within_cap(self, amount: Fraction) -> int:
        """The hundredths of an amount read here, such as one converted at a rate."""
        minor = hundredths(amount)
        if abs(minor) > MAX_MINOR:
            self.refuse(
                _("{value} is above the largest amount that is counted, {most}."),
                _("Divide the line."),
                most=MAX_MINOR // 100,
            )
            return 0
        return minor

    def positive(self, default: str | None = None) -> Decimal:
        """A number above zero, such as a rate."""
        number = self.decimal(default)
        if self._number is not None and number <= 0:
            self.refuse(_("{value} is not above zero."), _("Enter a number above zero."))
        return number if number > 0 else Decimal(1)

    def month(self) -> str:
        """A month as “2026-05”; one that cannot be read is empty, and no month of any year."""
        if isinstance(self.value, str) and MONTH.fullmatch(self.value) and self.value >= "1900":
            return self.value
        if self.is_given:
            self.refuse(
                _("“{value}” is not a month since 1900."), _("Write year and month, as 2026-05.")
            )
        return ""

    def date(self, default: date | None = None) -> date | None:
        """A day as “2026-05-31”; null and a missing one are the default."""
        if not self.is_known:
            return default
        if isinstance(self.value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", self.value):
            try:
                return date.fromisoformat(self.value)
            except ValueError:
                pass
        self.refuse(_("“{value}” is not a day."), _("Write year, month and day, as 2026-05-31."))
        return default

    def free(self, longest: int = 2000) -> Any:
        """Any value, as it stands, once nothing inside it is unreadable or a binary fraction."""
        if isinstance(self.value, dict):
            for _key, child in self.entries(MAX_VALUES, "keys"):
                child.free(longest)
        elif isinstance(self.value, list):
            for child in self.items(MAX_VALUES, "members"):
                child.free(longest)
        elif isinstance(self.value, str):
            self.text(longest=longest)
        elif isinstance(self.value, float) or (
            isinstance(self.value, int) and abs(self.value) >= 10**16
        ):
            self.decimal()
        return None if self.value is MISSING else self.value

    # Inside

    @property
    def _number(self) -> Decimal | None:
        written = self.value
        # A whole number without quotes is exact too; it obeys the same limit of digits.
        if isinstance(written, int) and not isinstance(written, bool) and abs(written) < 10**16:
            return Decimal(written)
        if isinstance(written, str) and NUMBER.fullmatch(written):
            number = Decimal(written)
            return number if number else number.copy_abs()
        return None

    def _child(self, key: str) -> "Node":
        value = self.value.get(key, MISSING) if isinstance(self.value, dict) else MISSING
        shown = shorten(key)
        return Node(value, f"{self.path}.{shown}" if self.path else shown, self._faults)

    def _is(self, kind: type, fault: str, remedy: str) -> bool:
        if isinstance(self.value, kind):
            return True
        if self.is_given:
            self.refuse(fault, remedy)
        return False

    def _is_too_long(self, most: int, what: str) -> bool:
        if len(self.value) <= most:
            return False
        self.refuse(
            _("There are {count} {what}, more than the {most} that are computed at once."),
            _("Divide the input."),
            count=len(self.value),
            what=what,
            most=most,
        )
        return True


def given(node: Node, how: Callable[[Node], Read]) -> Read | None:
    """What `how` reads of a value that may be left out or null."""
    return how(node) if node.is_known else None


def read(value: Any, build: Callable[[Node], Read]) -> Read:
    """What `build` makes of a value that JSON has given; raises `BadInput` with every fault."""
    faults: list[Fault] = []
    root = Node(value, "", faults)
    if not has_bounds(root):
        raise BadInput(faults)
    built = build(root)
    if faults:
        raise BadInput(faults)
    return built


def has_bounds(root: Node) -> bool:
    """Whether the value is neither too deep nor too large to be looked at; notes it when not."""
    level, count = [root.value], 1
    for _depth in range(MAX_DEPTH):
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
        count += len(inner)
        if count > MAX_VALUES:
            root.refuse(
                _("The input holds more than {most} values."), _("Divide it."), most=MAX_VALUES
            )
            return False
        if not inner:
            return True
        level = inner
    refuse_depth(root)
    return False


def refuse_depth(root: Node) -> None:
    root.refuse(
        _("The input is nested deeper than {most} levels."), _("Write it flatter."), most=MAX_DEPTH
    )
