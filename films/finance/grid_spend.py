"""The ledger of a deal's spend: the calculator's, each amount in a currency of its own."""

from dataclasses import replace
from typing import Any

from coprod.sentence import gettext_noop as _
from coprod.typed import with_decimal_sign
from films.calculators.grid.cell import (
    Cell,
    Column,
    Filled,
    Sheet,
    Table,
    Typed,
    fields_of,
    filled_in,
    left_over,
    objects_of,
    rows_of,
    text_of,
    value_of,
    values_of,
)
from films.calculators.grid.spend import (
    CAP,
    INCENTIVES,
    KNOWN,
    obligations_in,
    obligations_of,
)
from films.calculators.grid.spend import FIELDS as PUBLIC_FIELDS
from films.calculators.grid.spend import OBLIGATION as PUBLIC_OBLIGATION
from films.calculators.grid.spend import OBLIGATIONS as PUBLIC_OBLIGATIONS

CURRENCY = Column("currency", _("Currency"), "currency")
FIELDS = (
    PUBLIC_FIELDS[0],
    Column("budget_total", _("Budget"), "fixed", help=_("As the budget's lines come to.")),
    Column("currency", _("Base currency"), "fixed"),
)
OBLIGATION = (*PUBLIC_OBLIGATION[:-1], CURRENCY, PUBLIC_OBLIGATION[-1])
OBLIGATIONS = replace(PUBLIC_OBLIGATIONS, columns=(*OBLIGATION, *CAP))
# Where a region lies is said by its code.
SPEND = Table(
    "spend",
    _("Planned spend"),
    (
        Column("territory", _("Place"), "place"),
        Column("amount", _("Amount"), "amount"),
        CURRENCY,
    ),
    help=_("What is spent in a region is not repeated in its country."),
)


def fill(given: dict[str, Any]) -> Filled:
    tables = {
        "obligations": obligations_of(given, OBLIGATION),
        "spend": rows_of(SPEND, listed(given.get("spend")), "spend"),
        "incentives": rows_of(INCENTIVES, given.get("incentives"), "incentives"),
    }
    fields = fields_of(FIELDS, given)
    total = with_decimal_sign(text_of(given.get("budget_total"), "amount"))
    fields["budget_total"] = Cell(total, "budget_total")
    return Filled(fields, tables, left_over(given, *KNOWN))


def listed(spend: Any) -> Any:
    """Planned spend as rows; the calculator has it by place."""
    if isinstance(spend, dict):
        return [{"territory": place, "amount": amount} for place, amount in spend.items()]
    return spend


def read(typed: Typed) -> dict[str, Any]:
    fields = values_of(FIELDS, typed)
    if "budget_total" in fields:
        fields["budget_total"] = value_of(fields["budget_total"], "amount")
    return {
        **typed.rest,
        **fields,
        **filled_in(
            obligations=obligations_in(typed, OBLIGATION),
            spend=objects_of(SPEND, typed),
            incentives=objects_of(INCENTIVES, typed),
        ),
    }


SHEET = Sheet(FIELDS, (OBLIGATIONS, SPEND, INCENTIVES), fill, read)
