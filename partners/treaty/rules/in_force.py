"""The instrument itself must be in force on the day, first and last day included."""

from collections.abc import Iterable
from datetime import date

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.change import Change
from partners.treaty.finding import Finding, Unknown

kind = "in_force"
label = _("in force on the day")
terms = {"valid_from": _("first day"), "valid_to": _("last day")}

CODE = "RULE_NOT_IN_FORCE"
KEPT = _("It is in force on {value}.")
EARLY = _("It is not yet in force on {value}: it begins on {limit}.")
LATE = _("It is no longer in force on {value}: it ended on {limit}.")
NO_DAY = _("The day of the application is not given, so it is not known whether it is in force.")
NO_START = _("Since when it is in force is not known.")
WAIT = _("apply on or after {limit}")


def check(
    case: Case, *, valid_from: date | Unknown | None = None, valid_to: date | None = None
) -> list[Finding]:
    if valid_from is None and valid_to is None:
        return []
    if case.on is None:
        return [Finding(CODE, None, Sentence(NO_DAY))]
    told = {"value": case.on.isoformat()}
    if valid_to and case.on > valid_to:
        told["limit"] = valid_to.isoformat()
        return [Finding(CODE, False, Sentence(LATE, told), value=case.on, limit=valid_to)]
    if isinstance(valid_from, Unknown):
        return [Finding(CODE, None, Sentence(NO_START), value=case.on)]
    if valid_from and case.on < valid_from:
        told["limit"] = valid_from.isoformat()
        return [Finding(CODE, False, Sentence(EARLY, told), value=case.on, limit=valid_from)]
    return [Finding(CODE, True, Sentence(KEPT, told), value=case.on, limit=valid_from)]


def changes(case: Case, finding: Finding) -> Iterable[Change]:
    """Waiting helps only before the first day."""
    if case.on < finding.limit:
        yield Change(Sentence(WAIT, {"limit": finding.limit.isoformat()}))
