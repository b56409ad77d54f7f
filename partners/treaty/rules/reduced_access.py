"""Below a given share a party may reduce the access of its own side to national support.

A warning, never a refusal.
"""

from collections.abc import Iterable

from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.change import Change, raised_to_the_limit
from partners.treaty.finding import Finding, Limit, Weight, Wording, at_least
from partners.treaty.moving import Bound, at_least_of

kind = "reduced_access"
label = _("share below which support may be refused")
terms = {"minimum": _("per cent of the cost")}

WORDING = Wording(
    kept=_("{subject} brings {value} %: from {limit} % on its national support stays open."),
    broken=_("{subject} brings {value} %: below {limit} % it may reduce its national support."),
    unknown=_("{subject} brings {value} %; from which share support stays open is not known."),
)


def check(case: Case, *, minimum: Limit) -> list[Finding]:
    return [
        at_least(
            "REDUCED_ACCESS",
            case.share_of(country),
            minimum,
            WORDING,
            country,
            Weight.WARNING,
        )
        for country in case.party_countries
    ]


def bound(case: Case, finding: Finding) -> Bound:
    return at_least_of(case.companies_of(finding.subject), finding.limit)


def changes(case: Case, finding: Finding) -> Iterable[Change]:
    return raised_to_the_limit(case, finding)
