"""The sheet of qualification that a version has."""

from dataclasses import replace
from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.desk import DESKS
from films.calculators.grid import qualification as grid
from films.calculators.grid.cell import Filled, Sheet, Typed, fields_of, left_over, values_of
from films.deal.sheet import DealSheet, declare
from films.qualification import showing, version_rows

# The rest comes from plan, budget and credits.
TYPED = ("as_of", "genre", "derogation_granted")
FIELDS = tuple(column for column in grid.FIELDS if column.name in TYPED)


def fill(given: dict[str, Any]) -> Filled:
    return Filled(fields_of(FIELDS, given), {}, left_over(given, *TYPED, "points_test"))


def read(typed: Typed) -> dict[str, Any]:
    return {**typed.rest, **values_of(FIELDS, typed)}


QUALIFICATION = declare(
    DealSheet(
        slug="qualification",
        title=_("Qualification"),
        lead=_("Which treaty governs, whether this version qualifies, and what would change it."),
        desk=replace(
            DESKS["qualification"],
            template="qualification/_answer.html",
            fill_in=version_rows.with_points_test,
            is_wide=True,
        ),
        sheet=Sheet(FIELDS, (), fill, read),
        input_of=version_rows.input_of,
        store=version_rows.store,
        asked=version_rows.asked,
        aside=showing.seen,
        template="qualification/qualification.html",
    )
)
