"""A filled ledger as the page draws it: cells with names, choices and faults."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from coprod.currency_names import currency_called, is_shared
from coprod.exchange.faults import Fault
from coprod.exchange.strict import WITHOUT_QUOTES
from coprod.money import TWO_WAYS, reads_two_ways
from coprod.sentence import gettext_noop
from coprod.typed import comma_in_doubt, decimal_sign, two_ways, with_decimal_sign
from coprod.written import written
from films.calculators.grid.cell import (
    NOT_A_NUMBER,
    PLAIN_TYPED,
    PUT_TOGETHER,
    TWICE,
    WRITE_COMMA,
    WRITE_DIGITS,
    Cell,
    Column,
    Filled,
    Row,
    Sheet,
    Table,
    Typed,
)
from films.calculators.state import as_text

# Empty rows to go on typing, and after somebody asked for more.
SPARE, MANY = 2, 8
EMPTY = Cell()
SHARED = gettext_noop("“{value}” is the sign of several currencies.")
WRITE_CODE = gettext_noop("Write the code of the currency into its own cell, such as USD.")
OTHER = gettext_noop("“{value}” names a currency that its row does not have.")
WRITE_ALONE = gettext_noop("Write the currency into its own cell, or the digits alone.")
NO_BRACKETS = gettext_noop("Write - before a negative amount, and no brackets.")
LEAVE_EMPTY = gettext_noop("Leave the cell empty where the amount is not known; nothing is 0.")
# What spreadsheets of the neighbours call a column.
HEADINGS = {
    "id": ("Quelle", "Finanzierungsquelle", "Financier", "Name", "Название"),
    "type": ("Art", "Typ", "Nature", "Вид"),
    "status": ("Statut", "Stand"),
    "amount": ("Betrag", "Montant", "Sum", "Summe"),
    "currency": ("Währung", "Devise", "Monnaie"),
    "country": ("Country", "Land", "Pays", "Страна", "Ел"),
    "account": ("Konto", "Poste", "Compte", "Статья"),
    "month": ("Monat", "Mois"),
}
NUMBERED = re.compile("-[0-9]+-")
# A form of more cells is too much for a page; its input is shown as text.
MOST_CELLS = 4_000


@dataclass(frozen=True)
class Field:
    """One cell on the page."""

    id: str
    label: str
    text: str
    column: Column
    options: list[tuple[str, str]]
    is_faulty: bool = False
    is_in_blank: bool = False

    @property
    def kind(self) -> str:
        return self.column.kind


@dataclass(frozen=True)
class Head:
    """The head of a column; a column without a word in it is left out on paper."""

    column: Column
    label: str
    help: str
    is_blank: bool

    @property
    def names(self) -> str:
        """What a pasted heading may call the column: its name, and its label in any language."""
        column = self.column
        found = [column.name, *labels_of(column.label), *HEADINGS.get(column.name, ())]
        return "|".join(dict.fromkeys(found))


@cache
def labels_of(label: str) -> tuple[str, ...]:
    found = [label]
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(_(label))
    return tuple(found)


@dataclass(frozen=True)
class Line:
    """One row on the page; `rest` is what travels with it unseen."""

    id: str
    number: int
    fields: list[Field]
    rest: str
    is_empty: bool
    begins: bool


@dataclass(frozen=True)
class Block:
    """One table on the page."""

    table: Table
    label: str
    help: str
    heads: list[Head]
    lines: list[Line]
    suggestions: list[str]

    @property
    def is_empty(self) -> bool:
        return all(line.is_empty for line in self.lines)


@dataclass(frozen=True)
class ShownFault:
    """A fault with the words for its place and, where it stands in a cell, the way there."""

    place: str
    cell: str
    value: str
    fault: str
    remedy: str


def is_too_large(filled: Filled) -> bool:
    return sum(len(row.cells) for rows in filled.tables.values() for row in rows) > MOST_CELLS


def fields(sheet: Sheet, filled: Filled, faulty: set[str]) -> list[Field]:
    return [
        field(column, column.name, _(column.label), filled.fields.get(column.name), faulty)
        for column in sheet.fields
    ]


def blocks(sheet: Sheet, filled: Filled, faulty: set[str], more: str = "") -> list[Block]:
    return [
        block(
            table, filled.tables.get(table.name, []), faulty, MANY if more == table.name else SPARE
        )
        for table in sheet.tables
    ]


def block(table: Table, rows: Sequence[Row], faulty: set[str], spare: int) -> Block:
    blank = {
        column.name
        for column in table.columns
        if not any(row.cells.get(column.name, EMPTY).text for row in rows)
    }
    lines = [line(table, row, number, faulty, blank) for number, row in enumerate(rows)]
    for number in range(len(rows), len(rows) + spare):
        lines.append(line(table, None, number, faulty, blank))
    first = table.columns[0].name
    names = [row.cells.get(first, EMPTY).text for row in rows]
    return Block(
        table=table,
        label=_(table.label),
        help=_(table.help) if table.help else "",
        heads=[
            Head(
                column,
                _(column.label),
                _(column.help) if column.help else "",
                column.name in blank,
            )
            for column in table.columns
        ],
        lines=lines,
        suggestions=list(dict.fromkeys(filter(None, names))),
    )


def line(table: Table, row: Row | None, number: int, faulty: set[str], blank: set[str]) -> Line:
    """A row on the page; None is an empty one to go on."""
    cells = [
        field(
            column,
            f"{table.name}-{number}-{column.name}",
            _("%(column)s, row %(number)s") % {"column": _(column.label), "number": number + 1},
            row.cells.get(column.name) if row else None,
            faulty,
            column.name in blank,
        )
        for column in table.columns
    ]
    return Line(
        id=f"{table.name}-{number}",
        number=number + 1,
        fields=cells,
        rest=as_text(row.rest) if row and row.rest else "",
        is_empty=row is None,
        begins=bool(cells[0].text),
    )


def field(
    column: Column,
    name: str,
    label: str,
    cell: Cell | None,
    faulty: set[str],
    is_in_blank: bool = False,
) -> Field:
    text = cell.text if cell else ""
    if column.is_number:
        text = with_decimal_sign(text)
    options = [(value, _(words)) for value, words in column.options]
    if column.kind == "choice" and text and text not in dict(column.options):
        options.append((text, text))
    return Field(name, label, text, column, options, name in faulty, is_in_blank)


def readings(sheet: Sheet, typed: Typed | None) -> list[tuple[str, str]]:
    """The cells that mean what they do not say, such as “420 млн”, and what they mean.

    An amount is shown as every other one; a page puts the words into the cells.
    """
    if typed is None:
        return []
    amounts = {
        *(column.name for column in sheet.fields if column.is_number),
        *(f"{t.name} {c.name}" for t in sheet.tables for c in t.columns if c.is_number),
    }
    return [
        (name, with_decimal_sign(text) if NUMBERED.sub(" ", name) in amounts else text)
        for name, text in sorted(typed.readings.items())
    ]


# Faults


def places(sheet: Sheet, filled: Filled, typed: Typed | None) -> dict[str, tuple[str, Column, str]]:
    """{path in the input: (cell, its column, words for it)}; the first cell of a path counts.

    Where the page still shows what was typed, empty rows included, a row keeps its number there.
    """
    found: dict[str, tuple[str, Column, str]] = {}
    for column in sheet.fields:
        if cell := filled.fields.get(column.name):
            found.setdefault(cell.path, (column.name, column, _(column.label)))
    for table in sheet.tables:
        rows = filled.tables.get(table.name, [])
        numbers = [row.number for row in typed.rows(table.name)] if typed else []
        if len(numbers) != len(rows):
            numbers = list(range(len(rows)))
        for number, row in zip(numbers, rows, strict=True):
            for column in table.columns:
                if cell := row.cells.get(column.name):
                    words = _("%(table)s, row %(number)s, %(column)s") % {
                        "table": _(table.label),
                        "number": number + 1,
                        "column": _(column.label),
                    }
                    place = (f"{table.name}-{number}-{column.name}", column, words)
                    for path in (cell.path, *cell.also):
                        found.setdefault(path, place)
    return found


def shown_faults(
    faults: Iterable[Fault], known: dict[str, tuple[str, Column, str]]
) -> list[ShownFault]:
    # What stands in two places of the input may well be one cell.
    return list(dict.fromkeys(shown_fault(fault, known) for fault in faults))


def shown_fault(fault: Fault, known: dict[str, tuple[str, Column, str]]) -> ShownFault:
    """A fault in the words of the page: its cell, not its path; no quotes around digits."""
    cell, column, words = known.get(at(fault.path, known), ("", None, fault.path))
    sentence, remedy = fault.fault.translated(_), fault.remedy.translated(_)
    if column and column.is_number and fault.value and not PLAIN_TYPED.fullmatch(fault.value):
        sentence, remedy = no_number(fault.value.strip(), column)
    if column and fault.remedy.template == WITHOUT_QUOTES:
        remedy = _("Enter such a number.")
    value = fault.value.strip()
    if column and is_nothing(fault, column):
        value, sentence, remedy = "", _("This is missing."), _("Add it.")
    if column and stands_twice(fault, known):
        sentence, remedy = _(TWICE).format(value=fault.value.strip()), _(PUT_TOGETHER)
    if column and column.kind == "choice" and fault.value not in dict(column.options):
        options = ", ".join(_(words) for _value, words in column.options)
        remedy = _("Use one of: {options}.").format(options=options)
    return ShownFault(words, cell, value, sentence, remedy)


def is_nothing(fault: Fault, column: Column) -> bool:
    """Whether a cell was left empty that stands in the input as a name of nothing, or as null."""
    is_nameless = fault.path.rstrip().endswith(".") and not fault.value.strip()
    return is_nameless or (column.is_number and fault.value == "null")


def stands_twice(fault: Fault, known: dict[str, Any]) -> bool:
    """Whether a name is told from its twin by nothing but a space; see `cell.distinct`."""
    twin = fault.path.rstrip()
    return bool(fault.value.strip()) and twin != fault.path and twin in known


def no_number(value: str, column: Column) -> tuple[str, str]:
    """Why something is no number, and how one is written in the reader's language."""
    found = written(value) if column.kind == "amount" else None
    if found and "(" in found.word:
        return _(NOT_A_NUMBER).format(value=value), _(NO_BRACKETS)
    figure = found.figure if found else value
    if found and (doubt := two_ways(figure)):
        return doubt.translated(_), ""
    if found and not found.word and (doubt := comma_in_doubt(value)):
        return doubt.translated(_), _(WRITE_DIGITS)
    if TWO_WAYS.fullmatch(figure) and (found is None or found.scale > 1):
        return reads_two_ways(figure).translated(_), ""
    if found and is_shared(found.word):
        return _(SHARED).format(value=found.word), _(WRITE_CODE)
    if found and currency_called(found.word):
        return _(OTHER).format(value=value), _(WRITE_ALONE)
    remedy = WRITE_COMMA if decimal_sign() == "," else WRITE_DIGITS
    if column.kind == "amount" and found is None:
        remedy = LEAVE_EMPTY
    return _(NOT_A_NUMBER).format(value=value), _(remedy)


def at(path: str, known: dict[str, Any]) -> str:
    """The path of the cell that a fault lies in; empty when it lies in none."""
    while path and path not in known:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return path
