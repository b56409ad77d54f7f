"""Differences of a sheet in the words that its page has for the cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from films.calculators.grid.cell import Column, Sheet, text_of
from films.deal.merging import Told, by_key, is_nothing

# How a place of the input is called in the ledger, where the names are not the same.
COLUMNS = {
    "contributor": "counts_for",
    "split_pct": "counts_for",
    "split_weights": "counts_for",
}
NAMES = ("id", "account", "territory", "currency", "month", "code", "payee")


@dataclass(frozen=True)
class Difference:
    """What stood somewhere, and what stands there now; nothing is None."""

    place: str
    old: str
    new: str


def in_words(sheet: Sheet, told: Iterable[Told], *documents: Any) -> list[Difference]:
    return [
        Difference(
            place_of(sheet, one.place, documents),
            value_of(sheet, one.place, one.old),
            value_of(sheet, one.place, one.new),
        )
        for one in told
    ]


def place_of(sheet: Sheet, place: tuple[str, ...], documents: Iterable[Any]) -> str:
    """“S03, Amount”; a row without a name is called by its table."""
    row = next(filter(None, (row_at(document, place) for document in documents)), {})
    name = next((str(row[name]) for name in NAMES if row.get(name)), "")
    tables = {table.name: table for table in sheet.tables}
    table = next((tables[part] for part in place if part in tables), None)
    column = column_of(sheet, place)
    words = [name or (_(table.label) if table else "")]
    if column is not None:
        words.append(_(column.label))
    elif table is None and not name:
        words.append(".".join(place))
    return ", ".join(filter(None, words))


def row_at(document: Any, place: tuple[str, ...]) -> dict[str, Any]:
    """The innermost row with a name on the way to a place."""
    node, row = document, {}
    for part in place:
        if isinstance(node, list) and all(isinstance(one, dict) for one in node):
            node = by_key(node).get(part)
            if isinstance(node, dict) and any(node.get(name) for name in NAMES):
                row = node
        elif isinstance(node, dict):
            node = node.get(part)
        else:
            break
    return row


def column_of(sheet: Sheet, place: tuple[str, ...]) -> Column | None:
    columns = {column.name: column for column in sheet.fields}
    for table in sheet.tables:
        for column in table.columns:
            if table.name in place:
                columns[column.name] = column
            else:
                columns.setdefault(column.name, column)
    names = [COLUMNS.get(part, part) for part in reversed(place)]
    return next((columns[name] for name in names if name in columns), None)


def value_of(sheet: Sheet, place: tuple[str, ...], value: Any) -> str:
    if is_nothing(value):
        return "–"
    if value is True:
        return "✓"
    if isinstance(value, dict):
        return " · ".join(
            value_of(sheet, (*place, name), one)
            for name, one in value.items()
            if name != "key" and not is_nothing(one)
        )
    if isinstance(value, list):
        return "; ".join(value_of(sheet, place, one) for one in value)
    column = column_of(sheet, place)
    if column and column.options and value in dict(column.options):
        return _(dict(column.options)[value])
    return text_of(str(value), column.kind if column else "text")
