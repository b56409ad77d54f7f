"""The sheets about money that a version has."""

from dataclasses import replace

from coprod.sentence import gettext_noop as _
from films.calculators.desk import DESKS, Desk
from films.calculators.grid import cash_flow as grid_cash
from films.calculators.showing.currencies import beside, with_currencies
from films.deal.sheet import DealSheet, declare
from films.finance import (
    budget_rows,
    cash_rows,
    funds,
    grid_budget,
    grid_plan,
    grid_spend,
    plan_panel,
    plan_rows,
    showing,
    spend_rows,
    top_sheet,
)

BUDGET = declare(
    DealSheet(
        slug="budget",
        title=_("Budget"),
        lead=_("What it costs, which country covers it, and, kept apart, where it is spent."),
        desk=Desk(
            kind=top_sheet.KIND,
            question=_("What does it cost, who covers it, and where is it spent?"),
            examples=(),
            calculate=with_currencies(top_sheet.KIND),
            show=showing.budget,
            show_anyway=beside,
            template="finance/_budget.html",
        ),
        sheet=grid_budget.SHEET,
        input_of=budget_rows.input_of,
        store=budget_rows.store,
        asked=budget_rows.asked,
        template="finance/sheet.html",
        gives_keys=True,
    )
)

FINANCE_PLAN = declare(
    DealSheet(
        slug="finance-plan",
        title=_("Finance plan"),
        lead=_("Who brings what, how much of it is secured, and what is missing."),
        desk=replace(
            DESKS["finance-plan"],
            calculate=plan_panel.calculate,
            show=plan_panel.show,
            template="finance/_plan.html",
        ),
        sheet=grid_plan.SHEET,
        input_of=plan_rows.input_of,
        store=plan_rows.store,
        asked=plan_rows.asked,
        aside=plan_panel.aside,
        template="finance/plan.html",
        live_template="finance/_plan_live.html",
        suggestions=lambda: {"funds": funds.offered()},
        gives_keys=True,
    )
)

CASH_FLOW = declare(
    DealSheet(
        slug="cash-flow",
        title=_("Cash flow"),
        lead=_("In which month cash runs out, and how much is needed until it comes back."),
        desk=replace(DESKS["cash-flow"], show=showing.cash_flow),
        sheet=grid_cash.SHEET,
        input_of=cash_rows.input_of,
        store=cash_rows.store,
        asked=cash_rows.asked,
        aside=showing.cash_flow_aside,
        template="finance/sheet.html",
        gives_keys=True,
    )
)

SPEND = declare(
    DealSheet(
        slug="spend",
        title=_("Spend"),
        lead=_("What must be spent where, where it is short, and what incentives bring."),
        desk=replace(DESKS["spend"], template="finance/_spend.html"),
        sheet=grid_spend.SHEET,
        input_of=spend_rows.input_of,
        store=spend_rows.store,
        asked=spend_rows.asked,
        aside=showing.spend_aside,
        template="finance/sheet.html",
        gives_keys=True,
    )
)
