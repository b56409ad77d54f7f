"""The cells of a submitted form."""

import re
from collections.abc import Iterable
from typing import Any

from coprod.exchange.json_text import read_bounded_json
from films.calculators.grid.cell import Sheet, Typed, TypedRow
from films.calculators.grid.spelled import with_codes

CELL = re.compile(r"([a-z]+)-([0-9]{1,5})-([a-z_]+)")
REST = "rest"


def typed_in(sheet: Sheet, pairs: Iterable[tuple[str, str]]) -> Typed:
    """What was typed into a ledger, from the names and values of its form; in codes.

    Hidden cells called `rest` carry what the input says and no column shows; raises `BadInput`
    where somebody has broken one.
    """
    tables = {table.name: {column.name for column in table.columns} for table in sheet.tables}
    fields = {column.name for column in sheet.fields}
    typed, rows = Typed(), {name: {} for name in tables}
    for key, value in pairs:
        text = value.strip()
        found = CELL.fullmatch(key)
        if not text:
            continue
        if key in fields:
            typed.fields[key] = text
        elif key == REST:
            typed.rest = rest(text)
        elif found and found[1] in tables and found[3] in {*tables[found[1]], REST}:
            number = int(found[2])
            row = rows[found[1]].setdefault(number, TypedRow(number, {}))
            if found[3] == REST:
                row.rest = rest(text)
            else:
                row.texts[found[3]] = text
    typed.tables = {name: [found[n] for n in sorted(found)] for name, found in rows.items()}
    before = typed.cells()
    with_codes(sheet.fields, sheet.tables, typed)
    typed.readings = dict(typed.cells().items() - before.items())
    return typed


def rest(text: str) -> dict[str, Any]:
    value = read_bounded_json(text)
    return value if isinstance(value, dict) else {}
