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
    partners = {row["id"]: row["country"] for row in typed.rows("coproducers")}
    return {
        **left_over(typed.rest, *KNOWN),
        **values_of(public.FIELDS[:1], typed),
        "budget": budget,
        **filled_in(
            fx=objects_of(public.RATES, typed),
            coproducers=objects_of(COPRODUCERS, typed),
            sources=[source_of(row, partners) for row in typed.rows("sources")],
        ),
    }


def source_of(row: TypedRow, partners: dict[str, str]) -> dict[str, Any]:
    extra = object_of(OF_DEAL, TypedRow(row.number, row.texts))
    found = public.source_of(row, set(partners))
    if "contributor" in found:
        found["contributor"] = meant(found["contributor"], partners)
    for way in ("split_pct", "split_weights"):
        if parts := found.get(way):
            names = {name: meant(name, partners) for name in parts}
            # Two spellings of one partner are left as typed, and refused: neither part is lost.
            if len(set(names.values())) == len(names):
                found[way] = {names[name]: part for name, part in parts.items()}
    return {**found, **extra}


def meant(text: str, partners: dict[str, str]) -> str:
    """The one partner that was written in other capitals, in full or shortened, or as a country."""
    if text in partners:
        return text
    written = " ".join(text.casefold().split())
    if not written:
        return text
    for is_meant in (equals, begins):
        if len(found := [name for name in partners if is_meant(name.casefold(), written)]) == 1:
            return found[0]
    found = [name for name, country in partners.items() if country.casefold() == written]
    return found[0] if len(found) == 1 else text


def equals(name: str, written: str) -> bool:
    return name == written


def begins(name: str, written: str) -> bool:
    """Whether one is the other with more words after it."""
    return f"{name} ".startswith(f"{written} ") or f"{written} ".startswith(f"{name} ")


SHEET = Sheet(public.FIELDS, TABLES, fill, read)
