"""The sheet of recoupment that a version has, and the trial of receipts that stores nothing."""

from dataclasses import replace
from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.desk import DESKS
from films.calculators.grid import waterfall as grid
from films.calculators.grid.cell import Filled, Sheet, Typed
from films.deal.sheet import DealSheet, declare
from films.recoupment import showing, tier_rows


def read(typed: Typed) -> dict[str, Any]:
    """Also when every tier has been removed."""
    return {"tiers": [], **grid.read(typed)}


def fill_trial(given: dict[str, Any]) -> Filled:
    return Filled({}, {"receipts": grid.fill({"periods": given.get("periods")}).tables["receipts"]})


TERMS = Sheet((), (grid.TIERS, grid.POOLS), lambda given: unasked(grid.fill(given)), read)
TRIAL = Sheet((), (grid.RECEIPTS,), fill_trial, grid.read)


def unasked(filled: Filled) -> Filled:
    """The account is kept in the base currency of the version, which stands in the plan."""
    filled.fields.pop("currency", None)
    return filled


RECOUPMENT = declare(
    DealSheet(
        slug="recoupment",
        title=_("Recoupment"),
        lead=_("Who is repaid in which order, and what the receipts so far give to whom."),
        desk=replace(DESKS["waterfall"], template="recoupment/_answer.html"),
        sheet=TERMS,
        input_of=tier_rows.input_of,
        store=tier_rows.store,
        asked=tier_rows.asked,
        aside=showing.on_record,
        template="recoupment/recoupment.html",
    )
)
