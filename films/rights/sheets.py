"""The sheet of rights that a version has."""

from coprod.sentence import gettext_noop as _
from films.calculators.desk import Desk, plainly
from films.deal.sheet import DealSheet, declare
from films.rights import grid, right_rows, showing
from films.rights.reading import KIND

RIGHTS = declare(
    DealSheet(
        slug="rights",
        title=_("Rights"),
        lead=_("Who owns which territory and right, for how long, and what is still nobody's."),
        desk=Desk(
            kind=KIND,
            question=_("Whose is the film where, and where is it nobody's?"),
            examples=(),
            calculate=plainly(KIND),
            show=showing.show,
            template="rights/_answer.html",
            is_wide=True,
        ),
        sheet=grid.SHEET,
        input_of=right_rows.input_of,
        store=right_rows.store,
        asked=right_rows.asked,
        template="rights/rights.html",
    )
)
