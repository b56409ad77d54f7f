"""The sheets about money that a version has."""

from coprod.sentence import gettext_noop as _
from films.calculators.desk import DESKS
from films.calculators.grid import finance_plan as grid
from films.deal.sheet import DealSheet, declare
from films.finance import plan_rows

FINANCE_PLAN = declare(
    DealSheet(
        slug="finance-plan",
        title=_("Finance plan"),
        lead=_("Who brings what, how much of it is secured, and what is missing."),
        desk=DESKS["finance-plan"],
        sheet=grid.SHEET,
        input_of=plan_rows.input_of,
        store=plan_rows.store,
        asked=plan_rows.asked,
    )
)
