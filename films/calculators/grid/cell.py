"""One cell: what is typed into it, and what that means in the input."""

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from coprod.money import TWO_WAYS
from coprod.sentence import gettext_noop as _
from coprod.typed import POINT_TWO_WAYS, typed_amount, typed_money, unmistakable

NUMBERS = {"amount", "number", "percent"}
PLAIN_NUMBER = re.compile(r"(-?)([0-9]{4,})(\.[0-9]+)?")
PLAIN_TYPED = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DECIMAL_COMMA = re.compile("(-?[0-9]+),([0-9]+)")
UNREAD = "\u00a0"
# Codes may be typed in small letters.
CODES = {
    "country": re.compile("[A-Za-z]{2}|[A-Za-z]{4}"),
    "currency": re.compile("[A-Za-z]{3}"),
    "place": re.compile("[A-Za-z]{2,4}(-[A-Za-z0-9]{1,6})?"),
}

NOT_A_NUMBER = _("“{value}” is not a number.")
WRITE_DIGITS = _("Write digits with a decimal point, for example 1250.00 or 1 250 000.00.")
WRITE_COMMA = _("Write digits with a decimal comma or point, for example 1250,00 or 1 250 000.00.")
TWICE = _("“{value}” stands here twice.")
PUT_TOGETHER = _("Give each its own id, or put the two together.")


class DoesNotFit(ValueError):
    """Input of a shape that the ledger has no cells for; it is shown as text instead."""


@dataclass(frozen=True)
class Column:
    """A kind of cell; `suggests` names the table whose first cells are offered while typing."""

    name: str
    label: str
    kind: str = "text"
    options: Sequence[tuple[str, str]] = ()
    suggests: str = ""
    help: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and where that is found in the input: perhaps in several places."""

    text: str = ""
    path: str = ""
    also: tuple[str, ...] = ()


@dataclass
class Row:
    """Cells by column; `rest` is what the input says there and no column shows."""

    cells: dict[str, Cell] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Rows of the same columns, with a few empty ones to go on."""

    name: str
    label: str
    columns: Sequence[Column]
    help: str = ""
    # Whether amounts without a currency of their own are in the one of the whole ledger.
    is_in_base: bool = False

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@dataclass
class Filled:
    """A ledger filled from an input."""

    fields: dict[str, Cell] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)


@dataclass
class TypedRow:
    """The texts of one row that somebody typed, and the number it had on the page."""

    number: int
    texts: dict[str, str]
    rest: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")


@dataclass
class Typed:
    """Everything that somebody typed; rows without a word in them are left out.

    ``readings`` has the cells that were read in other words than they were typed, by their names
    on the page.
    """

    fields: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[TypedRow]] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)

    def rows(self, name: str) -> list[TypedRow]:
        return self.tables.get(name, [])

    def cells(self) -> dict[str, str]:
        """The text of every cell by its name on the page."""
        found = dict(self.fields)
        for name, rows in self.tables.items():
            for row in rows:
                found |= {f"{name}-{row.number}-{key}": text for key, text in row.texts.items()}
        return found


def typed_again(filled: Filled) -> Typed:
    """A filled ledger as if somebody typed what stands in it, cell by cell."""
    return Typed(
        typed_texts(filled.fields),
        {
            name: [
                TypedRow(number, typed_texts(row.cells), row.rest)
                for number, row in enumerate(rows)
            ]
            for name, rows in filled.tables.items()
        },
        filled.rest,
    )


def typed_texts(cells: dict[str, Cell]) -> dict[str, str]:
    return {name: cell.text for name, cell in cells.items() if cell.text}


@dataclass(frozen=True)
class Sheet:
    """The ledger of one calculator; `fill` and `read` are each other's inverse."""

    fields: Sequence[Column]
    tables: Sequence[Table]
    fill: Callable[[dict[str, Any]], Filled]
    read: Callable[[Typed], dict[str, Any]]


def text_of(value: Any, kind: str = "text") -> str:
    """A plain value as it stands in a cell; amounts in groups of three."""
    if value is None:
        return ""
    if isinstance(value, bool):
        if kind != "flag":
            raise DoesNotFit
        return "1" if value else ""
    if not isinstance(value, str | int):
        raise DoesNotFit
    text = str(value)
    if kind != "amount":
        return text
    found = PLAIN_NUMBER.fullmatch(text)
    if found is None:
        return unmistakable(text)
    return f"{found[1]}{Decimal(found[2]):,f}{found[3] or ''}".replace(",", " ")


def value_of(text: str, kind: str) -> Any:
    """What a typed text means; a number that cannot be read stays as it was typed."""
    if kind == "flag":
        return True
    if kind == "amount":
        return money_of(text)
    if kind in NUMBERS:
        try:
            return f"{typed_amount(with_point(text, kind)):f}"
        except ValueError:
            return text
    if kind in CODES and CODES[kind].fullmatch(text):
        return text.upper()
    return text


def money_of(text: str) -> str:
    try:
        return f"{typed_money(text):f}"
    except ValueError:
        # Digits that would be read as a number further on are kept from it by a space that no
        # typed cell has at its end.
        return f"{text}{UNREAD}" if POINT_TWO_WAYS.fullmatch(text) else text


def with_point(text: str, kind: str) -> str:
    """A percentage, rate or point with a decimal comma, a percentage also with its sign.

    “1,085” as a rate is one or a thousand, and is refused rather than guessed.
    """
    if kind == "percent":
        text = text.removesuffix("%").rstrip()
    found = DECIMAL_COMMA.fullmatch(text)
    if found is None:
        return text
    if kind == "number" and TWO_WAYS.fullmatch(text):
        raise ValueError(text)
    return f"{found[1]}.{found[2]}"


def row_of(columns: Sequence[Column], item: Any, path: str) -> Row:
    """One object of the input as a row, each cell from the key of its column's name."""
    item = an_object(item)
    names = {column.name for column in columns}
    cells = {
        column.name: Cell(text_of(item.get(column.name), column.kind), f"{path}.{column.name}")
        for column in columns
    }
    return Row(cells, {key: value for key, value in item.items() if key not in names})


def rows_of(table: Table, items: Any, path: str) -> list[Row]:
    """A list of objects as rows."""
    return [
        row_of(table.columns, item, f"{path}[{number}]")
        for number, item in enumerate(a_list(items))
    ]


def object_of(columns: Sequence[Column], row: TypedRow) -> dict[str, Any]:
    """A typed row as an object; what was left empty is left out."""
    found = {
        column.name: value_of(row[column.name], column.kind)
        for column in columns
        if row[column.name]
    }
    return {**row.rest, **found}


def objects_of(table: Table, typed: Typed) -> list[dict[str, Any]]:
    return [object_of(table.columns, row) for row in typed.rows(table.name)]


def fields_of(columns: Sequence[Column], item: dict[str, Any], path: str = "") -> dict[str, Cell]:
    """Single values of an object as cells."""
    start = f"{path}." if path else ""
    return {
        column.name: Cell(text_of(item.get(column.name), column.kind), f"{start}{column.name}")
        for column in columns
    }


def values_of(columns: Sequence[Column], typed: Typed) -> dict[str, Any]:
    """The single values that were typed."""
    return {
        column.name: value_of(typed.fields[column.name], column.kind)
        for column in columns
        if typed.fields.get(column.name)
    }


def an_object(value: Any) -> dict[str, Any]:
    """An object of the input; a missing one is empty."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise DoesNotFit
    return value


def a_list(value: Any) -> list[Any]:
    """A list of the input; a missing one is empty."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise DoesNotFit
    return value


def left_over(item: dict[str, Any], *known: str) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in known}


def filled_in(**parts: Any) -> dict[str, Any]:
    """The parts of an input that say something."""
    return {key: value for key, value in parts.items() if value not in ("", None, [], {})}


def distinct(name: str, taken: Container[str]) -> str:
    """A key for a name: one that was typed twice ends in a space, and is refused where it stands.

    Cells are read without the space around them, so no other name ends in one.
    """
    while name in taken:
        name += " "
    return name


# Several parties in one cell: “Dala Film:60|Rive Nord:40”.


def joined(parts: Sequence[tuple[str, Any]], sign: str = ":") -> str:
    """The parties of a cell as `parted` reads them back; raises `DoesNotFit` where it could not."""
    texts = []
    for name, part in parts:
        text = text_of(part)
        # A name that looks like the notation would be read back as something else.
        if "|" in name or not name or not text or sign in text:
            raise DoesNotFit
        texts.append(f"{name}{sign}{text}")
    return "|".join(texts)


def parted(text: str, sign: str = ":") -> list[tuple[str, str]]:
    """(name, part) of each party in a cell; a part that is missing is empty."""
    found = []
    for piece in text.split("|"):
        name, _sign, part = piece.rpartition(sign) if sign in piece else (piece, "", "")
        found.append((name.strip(), part.strip()))
    return found
