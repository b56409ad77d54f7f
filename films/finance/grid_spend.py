"""The ledger of spend: what funders demand, what is planned where, and the incentives on it."""

from typing import Any

from coprod.sentence import gettext_noop as _
from coprod.typed import with_decimal_sign
from films.calculators.grid.cell import (
    Cell,
    Column,
    Filled,
    Row,
    Sheet,
    Table,
    Typed,
    TypedRow,
    a_list,
    an_object,
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
    Column("budget_total", _("Budget"), "fixed", help=_("As the budget's lines come to.")),
    Column("currency", _("Base currency"), "fixed"),
)
OBLIGATION = (
    Column("id", _("Obligation")),
    Column("territory", _("Place"), "place"),
    Column("basis", _("Basis"), "choice", BASES),
    Column("pct", _("%"), "percent"),
    Column("aid", _("Aid"), "amount"),
    Column("amount", _("Fixed amount"), "amount"),
    Column("currency", _("Currency"), "currency"),
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
)
SPEND = Table(
    "spend",
    _("Planned spend"),
    (
        Column("territory", _("Place"), "place"),
        Column("amount", _("Amount"), "amount"),
        Column("currency", _("Currency"), "currency"),
    ),
    help=_("What is spent in a region is not repeated in its country."),
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
TABLES = (OBLIGATIONS, SPEND, INCENTIVES)


def fill(given: dict[str, Any]) -> Filled:
    tables = {
        "obligations": [
            obligation(item, f"obligations[{number}]")
            for number, item in enumerate(a_list(given.get("obligations")))
        ],
        "spend": rows_of(SPEND, listed(given.get("spend")), "spend"),
        "incentives": rows_of(INCENTIVES, given.get("incentives"), "incentives"),
    }
    known = ("as_of", "budget_total", "currency", "obligations", "spend", "incentives", "parents")
    fields = fields_of(FIELDS, given)
    total = with_decimal_sign(text_of(given.get("budget_total"), "amount"))
    fields["budget_total"] = Cell(total, "budget_total")
    return Filled(fields, tables, left_over(given, *known))


def listed(spend: Any) -> Any:
    """Planned spend as rows; the calculator has it by place."""
    if isinstance(spend, dict):
        return [{"territory": place, "amount": amount} for place, amount in spend.items()]
    return spend


def obligation(item: Any, path: str) -> Row:
    row = row_of(OBLIGATION, item, path)
    cap = row_of(CAP, an_object(row.rest.pop("cap", None)), f"{path}.cap")
    row.cells.update(cap.cells)
    return row


def read(typed: Typed) -> dict[str, Any]:
    fields = values_of(FIELDS, typed)
    if "budget_total" in fields:
        fields["budget_total"] = value_of(fields["budget_total"], "amount")
    return {
        **typed.rest,
        **fields,
        **filled_in(
            obligations=[obligation_of(row) for row in typed.rows("obligations")],
            spend=[in_capitals(one) for one in objects_of(SPEND, typed)],
            incentives=[in_capitals(one) for one in objects_of(INCENTIVES, typed)],
        ),
    }


def obligation_of(row: TypedRow) -> dict[str, Any]:
    found = in_capitals(object_of(OBLIGATION, row))
    return {**found, **filled_in(cap=object_of(CAP, TypedRow(row.number, row.texts)))}


def in_capitals(item: dict[str, Any]) -> dict[str, Any]:
    """Places as their codes are written."""
    if isinstance(item.get("territory"), str):
        return {**item, "territory": item["territory"].upper()}
    return item


SHEET = Sheet(FIELDS, TABLES, fill, read)
