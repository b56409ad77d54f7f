"""The ledger of a deal's finance plan: the calculator's, and what only a deal knows of a source."""

from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.grid import finance_plan as public
from films.calculators.grid.cell import (
    Column,
    Filled,
    Sheet,
    Table,
    Typed,
    TypedRow,
    a_list,
    filled_in,
    left_over,
    object_of,
    objects_of,
    row_of,
    rows_of,
    values_of,
)

# Of a source in the deal, beside what the calculation needs.
OF_DEAL = (
    Column("fund", _("Fund in the register"), suggests="funds"),
    Column("evidence", _("Evidence")),
    Column("expires_on", _("Expires on"), "date"),
    Column("conditions", _("Conditions")),
)
COPRODUCERS = Table(
    "coproducers",
    _("Co-producers"),
    (
        Column("id", _("Company"), "fixed"),
        Column("country", _("Country"), "fixed"),
        *public.COMPANY[2:],
    ),
    help=_("Who takes part is changed on the page of the partners."),
)
SOURCES = Table(
    "sources",
    _("Sources of finance"),
    (*public.SOURCE, public.COUNTS_FOR, public.RECOUPABLE, *OF_DEAL),
    help=_(
        "An amount left empty is unknown. A source may count for several: A:60|B:40. Alt with an "
        "arrow moves a row, Alt and Enter copies it; rows of a spreadsheet can be pasted."
    ),
)
TABLES = (SOURCES, public.LINES, COPRODUCERS, public.RATES)
KNOWN = ("base_currency", "budget", "coproducers", "sources", "fx")
EXTRA = frozenset(column.name for column in OF_DEAL)


def fill(given: dict[str, Any]) -> Filled:
    filled = public.fill({**given, "coproducers": []})
    filled.tables["coproducers"] = rows_of(
        COPRODUCERS, a_list(given.get("coproducers")), "coproducers"
    )
    for number, row in enumerate(filled.tables["sources"]):
        found = row_of(OF_DEAL, row.rest, f"sources[{number}]")
        row.cells.update(found.cells)
        row.rest = found.rest
    return filled


def read(typed: Typed) -> dict[str, Any]:
    budget = {**values_of(public.FIELDS[1:], typed), "lines": objects_of(public.LINES, typed)}
    names = {row["id"] for row in typed.rows("coproducers")}
    return {
        **left_over(typed.rest, *KNOWN),
        **values_of(public.FIELDS[:1], typed),
        "budget": budget,
        **filled_in(
            fx=objects_of(public.RATES, typed),
            coproducers=objects_of(COPRODUCERS, typed),
            sources=[source_of(row, names) for row in typed.rows("sources")],
        ),
    }


def source_of(row: TypedRow, names: set[str]) -> dict[str, Any]:
    extra = object_of(OF_DEAL, TypedRow(row.number, row.texts))
    return {**public.source_of(row, names), **extra}


SHEET = Sheet(public.FIELDS, TABLES, fill, read)
