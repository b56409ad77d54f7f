"""The ledger of spend: what funders demand, what is planned where, and the incentives on it."""

from collections.abc import Sequence
from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.grid.cell import (
    Cell,
    Column,
    DoesNotFit,
    Filled,
    Row,
    Sheet,
    Table,
    Typed,
    TypedRow,
    a_list,
    an_object,
    distinct,
    fields_of,
    filled_in,
    left_over,
    object_of,
    objects_of,
    row_of,
    rows_of,
    text_of,
    value_of,
    values_of,
)

BASES = (
    ("pct_of_aid", _("per cent of the aid")),
    ("pct_of_budget", _("per cent of the budget")),
    ("fixed", _("fixed amount")),
)
FIELDS = (
    Column("as_of", _("Day of the application"), "date"),
    Column("budget_total", _("Budget"), "amount"),
    Column("currency", _("Base currency"), "currency", help=_("Empty: EUR.")),
)
OBLIGATION = (
    Column("id", _("Obligation")),
    Column("territory", _("Place"), "place"),
    Column("basis", _("Basis"), "choice", BASES),
    Column("pct", _("%"), "percent"),
    Column("aid", _("Aid"), "amount"),
    Column("amount", _("Fixed amount"), "amount"),
    Column("additive", _("Adds up"), "flag", help=_("Not met by a euro that meets another one.")),
)
CAP = (
    Column("pct_of_aid", _("Cap, per cent of aid"), "percent"),
    Column("pct_of_budget", _("Cap, per cent of budget"), "percent"),
)
OBLIGATIONS = Table(
    "obligations",
    _("Spend obligations"),
    (*OBLIGATION, *CAP),
    help=_("A place is a country, or a region of one, such as FR-NAQ."),
    is_in_base=True,
)
SPEND = Table(
    "spend",
    _("Planned spend"),
    (
        Column("territory", _("Place"), "place"),
        Column("parent", _("Lies in"), "place", help=_("The country or region around a region.")),
        Column("amount", _("Amount"), "amount"),
    ),
    help=_("What is spent in a region is not repeated in its country."),
    is_in_base=True,
)
INCENTIVES = Table(
    "incentives",
    _("Incentives"),
    (
        Column("id", _("Incentive")),
        Column("territory", _("Place"), "place"),
        Column("rate_pct", _("Rate %"), "percent"),
        Column("eligible_spend", _("Eligible spend"), "amount"),
        Column("min_spend", _("Least spend"), "amount"),
        Column("max_amount", _("At most"), "amount"),
        Column("currency", _("Currency"), "currency"),
        Column("recipient_must_be_foreign", _("Foreign only"), "flag"),
        Column("recipient_country", _("Recipient's country"), "country"),
        Column("valid_from", _("Valid from"), "date"),
        Column("valid_to", _("Valid to"), "date"),
    ),
    help=_("The amounts of an incentive are in its own currency."),
)
# A page shows no more; to tell so many of one name apart would take too long.
MOST_PLACES = 1_300
KNOWN = ("as_of", "budget_total", "currency", "obligations", "spend", "incentives", "parents")


def fill(given: dict[str, Any]) -> Filled:
    tables = {
        "obligations": obligations_of(given, OBLIGATION),
        "spend": planned(an_object(given.get("spend")), an_object(given.get("parents"))),
        "incentives": rows_of(INCENTIVES, given.get("incentives"), "incentives"),
    }
    for table in (OBLIGATIONS, SPEND, INCENTIVES):
        for row in tables[table.name]:
            keeps_its_places(table, row)
    return Filled(fields_of(FIELDS, given), tables, left_over(given, *KNOWN))


def obligations_of(given: dict[str, Any], columns: Sequence[Column]) -> list[Row]:
    """Obligations as rows of these columns, each with its cap beside it."""
    found = []
    for number, item in enumerate(a_list(given.get("obligations"))):
        path = f"obligations[{number}]"
        row = row_of(columns, item, path)
        cap = row_of(CAP, an_object(row.rest.pop("cap", None)), f"{path}.cap")
        if cap.rest:
            row.rest["cap"] = cap.rest
        row.cells.update(cap.cells)
        found.append(row)
    return found


def planned(spend: dict[str, Any], parents: dict[str, Any]) -> list[Row]:
    """Spend by place; below, the places of which no more is said than where they lie."""
    found = []
    for place in [*spend, *(region for region in parents if region not in spend)]:
        amount, parent = text_of(spend.get(place), "amount"), text_of(parents.get(place))
        says_less = (place in spend and place in parents) and not (amount and parent)
        if says_less or (place not in spend and not parent) or not (place or amount or parent):
            raise DoesNotFit
        path = f"spend.{place}"
        cells = {
            # What is wrong is mostly the amount; here only a name of nothing, or one typed twice.
            "territory": Cell(place, path if place != place.rstrip() or not place else "spend"),
            "parent": Cell(parent, f"parents.{place}"),
            "amount": Cell(amount, path),
        }
        found.append(Row(cells))
    return found


def keeps_its_places(table: Table, row: Row) -> None:
    """A place in small letters is another one to the calculation, and typed it would be none."""
    for column in table.columns:
        if column.kind in ("place", "country"):
            text = row.cells[column.name].text
            if value_of(text, column.kind) != text:
                raise DoesNotFit


def read(typed: Typed) -> dict[str, Any]:
    # As the ledger is filled again, so that a fault is told at the row it was typed in.
    typed.rows("spend").sort(key=says_only_where_it_lies)
    spend, parents = spend_of(typed.rows("spend"))
    return {
        **typed.rest,
        **values_of(FIELDS, typed),
        **filled_in(
            parents=parents,
            obligations=obligations_in(typed, OBLIGATION),
            spend=spend,
            incentives=objects_of(INCENTIVES, typed),
        ),
    }


def obligations_in(typed: Typed, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """The obligations that were typed into these columns."""
    return [obligation(row, columns) for row in typed.rows("obligations")]


def obligation(row: TypedRow, columns: Sequence[Column]) -> dict[str, Any]:
    found = object_of(columns, row)
    cap = object_of(CAP, TypedRow(row.number, row.texts, an_object(found.pop("cap", None))))
    return {**found, **filled_in(cap=cap)}


def spend_of(rows: Sequence[TypedRow]) -> tuple[dict[str, str | None], dict[str, str]]:
    """(amount by place, the place around each region), from the rows of both."""
    spend: dict[str, str | None] = {}
    parents: dict[str, str] = {}
    taken: set[str] = set()
    if len(rows) > MOST_PLACES:
        raise DoesNotFit
    for row in rows:
        place = distinct(value_of(row["territory"], "place"), taken)
        taken.add(place)
        if row["parent"]:
            parents[place] = value_of(row["parent"], "place")
        if not says_only_where_it_lies(row):
            spend[place] = value_of(row["amount"], "amount") if row["amount"] else None
    return spend, parents


def says_only_where_it_lies(row: TypedRow) -> bool:
    return bool(row["parent"]) and not row["amount"]


SHEET = Sheet(FIELDS, (OBLIGATIONS, SPEND, INCENTIVES), fill, read)
