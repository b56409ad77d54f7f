"""What was typed into a sheet of a deal, and what its buttons did to the rows."""

import re
from collections.abc import Callable
from typing import Any

from coprod.exchange.faults import BadInput
from coprod.exchange.json_text import read_bounded_json
from films.calculators.asking import Asked
from films.calculators.grid.cell import DoesNotFit, Sheet, TypedRow
from films.calculators.grid.posted import typed_in

LAST_NUMBER = re.compile(r" [0-9]{1,4}$")
NUMBER = re.compile(r"[0-9]{1,6}")
# A row of this name stands once in its table: its copy gets a name of its own.
NAMED_BY = ("id", "code")


Fill = Callable[[dict[str, Any], str], dict[str, Any]]


def asked_by_form(request, sheet: Sheet, fill_in: Fill | None = None) -> Asked:
    """The input that the cells make, after the button that was pressed has done its work.

    ``fill_in`` is what a button of the page's own does to the input.
    """
    act, _colon, what = request.POST.get("act", "").partition(":")
    typed = typed_in(sheet, request.POST.items())
    for name, rows in typed.tables.items():
        # Whoever empties every cell of a row has removed it.
        typed.tables[name] = [row for row in rows if row.texts or set(row.rest) - {"key"}]
    table, _dash, number = what.partition("-")
    if act in ROW_ACTS and NUMBER.fullmatch(number):
        ROW_ACTS[act](typed.rows(table), int(number))
    if act in ROW_ACTS:
        # The page shows the rows in their new places.
        for rows in typed.tables.values():
            for place, row in enumerate(rows):
                row.number = place
    try:
        given = sheet.read(typed)
    except DoesNotFit:
        return Asked({}, typed=typed)
    if act == "fill" and fill_in:
        given = fill_in(given, what)
    return Asked(given, typed=typed)


def base_of(request) -> Any:
    """What the page was filled from; None where the form does not say it."""
    try:
        base = read_bounded_json(request.POST.get("base", ""))
    except BadInput:
        return None
    return base if isinstance(base, dict) else None


def remove(rows: list[TypedRow], number: int) -> None:
    rows[:] = [row for row in rows if row.number != number]


def copy(rows: list[TypedRow], number: int) -> None:
    for place, row in enumerate(rows):
        if row.number == number:
            texts = dict(row.texts)
            for name in NAMED_BY:
                if name in texts:
                    texts[name] = free_name(texts[name], {one[name] for one in rows})
            rest = {name: value for name, value in row.rest.items() if name != "key"}
            rows.insert(place + 1, TypedRow(number, texts, rest))
            return


def free_name(name: str, taken: set[str]) -> str:
    """The name with a number behind it that no other row has."""
    start, number = LAST_NUMBER.sub("", name)[:90], 2
    while f"{start} {number}" in taken:
        number += 1
    return f"{start} {number}"


def move(step: int):
    def act(rows: list[TypedRow], number: int) -> None:
        places = [place for place, row in enumerate(rows) if row.number == number]
        if places and 0 <= places[0] + step < len(rows):
            place = places[0]
            rows[place], rows[place + step] = rows[place + step], rows[place]

    return act


ROW_ACTS = {"remove": remove, "copy": copy, "up": move(-1), "down": move(1)}
