"""The sheet of the rules of decision that a version has."""

from collections.abc import Mapping
from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.desk import Desk, plainly
from films.deal.sheet import DealSheet, Given, declare, with_partners
from films.deal.version import Version
from films.governance import rule_reading, rule_rows
from films.governance.rule_grid import SHEET, TIE_BREAKS
from films.vocabulary.models import GovernanceMatter


def show(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    labels = dict(TIE_BREAKS)
    matters = [{**one, "tie_break": labels[one["tie_break"]]} for one in said["matters"]]
    return {"matters": matters, "notes": said["notes"]}


def aside(version: Version, given: Given, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """The names that the ledger offers."""
    return {
        "partners": [partner.code for partner in version.partners.all()],
        "matters": [word.name for word in GovernanceMatter.objects.all()],
    }


DESK = Desk(
    kind=rule_reading.KIND,
    question=_("Who decides what, in which time, and what breaks a tie?"),
    examples=(),
    calculate=plainly(rule_reading.KIND),
    show=show,
    template="governance/results/rules.html",
    sheet=SHEET,
    is_wide=True,
)
RULES = declare(
    DealSheet(
        slug="governance",
        title=_("Rules of decision"),
        lead=_("Who decides what, how many votes it takes, in which time, and what breaks a tie."),
        desk=DESK,
        sheet=SHEET,
        input_of=rule_rows.input_of,
        store=rule_rows.store,
        asked=with_partners,
        aside=aside,
        template="governance/rules.html",
    )
)
