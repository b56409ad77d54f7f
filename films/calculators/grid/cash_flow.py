"""The ledger of a cash flow: costs by month, sources, and the instalments in which they arrive."""

from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.grid.cell import (
    Cell,
    Column,
    Filled,
    Sheet,
    Table,
    Typed,
    a_list,
    fields_of,
    filled_in,
    left_over,
    object_of,
    objects_of,
    row_of,
    rows_of,
    values_of,
)
from films.calculators.grid.finance_plan import STATUSES, TYPES

FIELDS = (
    Column("currency", _("Currency"), "currency"),
    Column("opening_balance", _("Opening balance"), "amount"),
)
COSTS = Table(
    "costs",
    _("Costs"),
    (
        Column("month", _("Month"), "month"),
        Column("account", _("Account")),
        Column("amount", _("Amount"), "amount"),
        Column("currency", _("Currency"), "currency"),
    ),
)
SOURCES = Table(
    "sources",
    _("Sources"),
    (
        Column("id", _("Source")),
        Column("type", _("Type"), "choice", TYPES),
        Column("status", _("Status"), "choice", STATUSES),
        Column("amount", _("Amount"), "amount"),
        Column("currency", _("Currency"), "currency"),
    ),
    help=_("An amount left empty is unknown. Work in kind and deferrals are no cash."),
)
INSTALMENT = (
    Column("month", _("Month"), "month"),
    Column("pct", _("%"), "percent"),
    Column("amount", _("or amount"), "amount"),
)
INSTALMENTS = Table(
    "instalments",
    _("Instalments"),
    (Column("source", _("Source"), suggests="sources"), *INSTALMENT),
    help=_("A source left empty is the one above. The instalments add up to their source."),
)
RATES = Table(
    "fx",
    _("Rates"),
    (Column("currency", _("Currency"), "currency"), Column("rate", _("Rate"), "number")),
)
TABLES = (COSTS, SOURCES, INSTALMENTS, RATES)


def fill(given: dict[str, Any]) -> Filled:
    sources, instalments = [], []
    for number, item in enumerate(a_list(given.get("sources"))):
        path = f"sources[{number}]"
        row = row_of(SOURCES.columns, item, path)
        parts = rows_of(Table("", "", INSTALMENT), row.rest.pop("instalments", None),
                        f"{path}.instalments")  # fmt: skip
        for part in parts:
            part.cells["source"] = Cell(row.cells["id"].text, f"{path}.id")
        sources.append(row)
        instalments += parts
    tables = {
        "costs": rows_of(COSTS, given.get("costs"), "costs"),
        "sources": sources,
        "instalments": instalments,
        "fx": rows_of(RATES, given.get("fx"), "fx"),
    }
    known = ("currency", "opening_balance", "costs", "sources", "fx")
    return Filled(fields_of(FIELDS, given), tables, left_over(given, *known))


def read(typed: Typed) -> dict[str, Any]:
    sources = []
    for row in typed.rows("sources"):
        found = object_of(SOURCES.columns, row)
        found.setdefault("amount", None)
        sources.append(found)
    by_name = {one.get("id", ""): one for one in reversed(sources)}
    name = ""
    for row in typed.rows("instalments"):
        name = row["source"] or name
        if name not in by_name:
            # What arrives belongs to a source: a new one, whose other cells are asked for.
            by_name[name] = filled_in(id=name)
            sources.append(by_name[name])
        by_name[name].setdefault("instalments", []).append(object_of(INSTALMENT, row))
    return {
        **typed.rest,
        **values_of(FIELDS, typed),
        **filled_in(costs=objects_of(COSTS, typed), sources=sources, fx=objects_of(RATES, typed)),
    }


SHEET = Sheet(FIELDS, TABLES, fill, read)
