"""The ledger of a budget's top sheet: who covers a cost, and, kept apart, where it is spent."""

from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.grid.cell import (
    Column,
    Filled,
    Sheet,
    Table,
    Typed,
    an_object,
    fields_of,
    filled_in,
    left_over,
    objects_of,
    rows_of,
    values_of,
)
from films.calculators.grid.finance_plan import FIELDS, RATES

LINES = Table(
    "lines",
    _("Budget"),
    (
        Column("account", _("Account")),
        Column("country", _("Covered by"), "country"),
        Column("spent_in", _("Spent in"), "place"),
        Column("amount", _("Amount"), "amount"),
        Column("currency", _("Currency"), "currency"),
    ),
    help=_(
        "What stands before a colon, a stop or a slash is the group of an account: “Crew: camera”, "
        "“12.01”. Who covers a cost and where it is spent are two things; a place may be a region, "
        "such as FR-NAQ. A credit is negative."
    ),
)


def fill(given: dict[str, Any]) -> Filled:
    budget = an_object(given.get("budget"))
    fields = fields_of(FIELDS[:1], given) | fields_of(FIELDS[1:], budget, "budget")
    tables = {
        "lines": rows_of(LINES, budget.get("lines"), "budget.lines"),
        "fx": rows_of(RATES, given.get("fx"), "fx"),
    }
    return Filled(fields, tables, left_over(given, "base_currency", "budget", "fx"))


def read(typed: Typed) -> dict[str, Any]:
    return {
        **typed.rest,
        **values_of(FIELDS[:1], typed),
        "budget": {
            **values_of(FIELDS[1:], typed),
            "lines": objects_of(LINES, typed),
        },
        **filled_in(fx=objects_of(RATES, typed)),
    }


SHEET = Sheet(FIELDS, (LINES, RATES), fill, read)
