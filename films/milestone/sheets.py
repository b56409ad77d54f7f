"""The sheet of obligations that a version has."""

from coprod.sentence import gettext_noop as _
from films.calculators.desk import Desk, plainly
from films.deal.sheet import DealSheet, declare, with_partners
from films.milestone import obligation_reading, obligation_rows, obligation_showing
from films.milestone.obligation_grid import SHEET

DESK = Desk(
    kind=obligation_reading.KIND,
    question=_("Who promises what besides money, until when, and what was delivered?"),
    examples=(),
    calculate=plainly(obligation_reading.KIND),
    show=obligation_showing.show,
    template="milestone/results/obligations.html",
    sheet=SHEET,
    is_wide=True,
)


OBLIGATIONS = declare(
    DealSheet(
        slug="obligations",
        title=_("Obligations"),
        lead=_("What the partners promise besides money, until when, and what will show it."),
        desk=DESK,
        sheet=SHEET,
        input_of=obligation_rows.input_of,
        store=obligation_rows.store,
        asked=with_partners,
        template="milestone/obligations.html",
    )
)
