"""Each party country must bring a share of the cost that is neither too small nor too large."""

from collections.abc import Iterable

from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.change import Change, lowered_to_the_limit, raised_to_the_limit
from partners.treaty.finding import Finding, Limit, Wording, at_least, at_most
from partners.treaty.moving import Bound, at_least_of, at_most_of

kind = "share"
label = _("share of one party")
terms = {"minimum": _("per cent of the cost"), "maximum": _("per cent of the cost")}

FLOOR = Wording(
    kept=_("{subject} brings {value} %, not below the minimum of {limit} %."),
    broken=_("{subject} brings {value} %, below the minimum of {limit} %."),
    unknown=_("{subject} brings {value} %; the minimum share is not known."),
)
CEILING = Wording(
    kept=_("{subject} brings {value} %, not above the maximum of {limit} %."),
    broken=_("{subject} brings {value} %, above the maximum of {limit} %."),
    unknown=_("{subject} brings {value} %; the maximum share is not known."),
)


def check(case: Case, *, minimum: Limit = None, maximum: Limit = None) -> list[Finding]:
    """Countries that bring only money are left to `financial_only` where it sets a band."""
    findings = []
    for country in case.party_countries:
        if country in case.financial_countries:
            continue
        share = case.share_of(country)
        if minimum is not None:
            findings.append(at_least("SHARE_MIN", share, minimum, FLOOR, subject=country))
        if maximum is not None:
            findings.append(at_most("SHARE_MAX", share, maximum, CEILING, subject=country))
    return findings


def bound(case: Case, finding: Finding) -> Bound:
    within = at_least_of if finding.code == "SHARE_MIN" else at_most_of
    return within(case.companies_of(finding.subject), finding.limit)


def changes(case: Case, finding: Finding) -> Iterable[Change]:
    if finding.code == "SHARE_MIN":
        return raised_to_the_limit(case, finding)
    return lowered_to_the_limit(case, finding)
