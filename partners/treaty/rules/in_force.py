"""The instrument itself must be in force on the day, first and last day included."""

from collections.abc import Iterable
from datetime import date

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.change import Change
from partners.treaty.finding import Finding, Unknown, Wording

kind = "in_force"
label = _("in force on the day")
terms = {"valid_from": _("first day"), "valid_to": _("last day")}

CODE = "RULE_NOT_IN_FORCE"
KEPT = _("It is in force on {value}.")
EARLY = Wording(KEPT, _("It is not yet in force on {value}: it begins on {limit}."))
LATE = Wording(KEPT, _("It is no longer in force on {value}: it ended on {limit}."))
NO_DAY = Wording(
    "", "", _("The day of the application is not given, so whether it is in force is not known.")
)
NO_START = Wording("", "", _("Since when it is in force is not known."))
WAIT = _("apply on or after {limit}")


def check(
    case: Case, *, valid_from: date | Unknown | None = None, valid_to: date | None = None
) -> list[Finding]:
    if valid_from is None and valid_to is None:
        return []
    on = case.on
    if on is None:
        return [Finding(CODE, None, NO_DAY)]
    if valid_to and on > valid_to:
        return [Finding(CODE, False, LATE, value=on, limit=valid_to)]
    if isinstance(valid_from, Unknown):
        return [Finding(CODE, None, NO_START, value=on)]
    is_reached = valid_from is None or valid_from <= on
    return [Finding(CODE, is_reached, EARLY, value=on, limit=valid_from)]


def changes(case: Case, finding: Finding) -> Iterable[Change]:
    """Waiting helps only before the first day."""
    if case.on < finding.limit:
        yield Change(Sentence(WAIT, {"limit": finding.limit.isoformat()}))
