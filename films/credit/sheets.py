"""The sheets about credit that a version has."""

from dataclasses import replace

from coprod.sentence import gettext_noop as _
from films.calculators.desk import DESKS, Desk, plainly
from films.credit import credit_rows, equity_rows, grids, showing
from films.credit.reading import KIND
from films.deal.sheet import DealSheet, declare

CREDITS = declare(
    DealSheet(
        slug="credits",
        title=_("Credits"),
        lead=_("Who does what, for how many points, who owns what, and how the screen says it."),
        desk=Desk(
            kind=KIND,
            question=_("How many points has each country, and who stands first on the screen?"),
            examples=(),
            calculate=plainly(KIND),
            show=showing.show,
            template="credit/_credits_answer.html",
            fill_in=credit_rows.with_test,
        ),
        sheet=grids.CREDITS,
        input_of=credit_rows.input_of,
        store=credit_rows.store,
        asked=credit_rows.asked,
        aside=showing.tests_on_file,
        template="credit/credits.html",
    )
)
EQUITY = declare(
    DealSheet(
        slug="equity",
        title=_("Equity ledger"),
        lead=_("What each partner brings and gets, on one line, and why it differs."),
        desk=replace(DESKS["equity"], template="credit/_equity_answer.html", is_wide=True),
        sheet=grids.EQUITY,
        input_of=equity_rows.input_of,
        store=equity_rows.store,
        asked=equity_rows.asked,
        aside=showing.ledger,
        template="credit/equity.html",
    )
)
