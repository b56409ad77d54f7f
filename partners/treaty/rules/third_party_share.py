"""Each country outside the treaty that takes part must bring at least a given share."""

from collections.abc import Iterable

from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.change import Change, raised_to_the_limit
from partners.treaty.finding import Finding, Limit, Wording, at_least
from partners.treaty.moving import Bound, at_least_of

kind = "third_party_share"
label = _("share of one third party")
terms = {"minimum": _("per cent of the cost")}

WORDING = Wording(
    kept=_("{subject}, not a Party, brings {value} %, not below the minimum of {limit} %."),
    broken=_("{subject}, not a Party, brings {value} %, below the minimum of {limit} %."),
    unknown=_("{subject}, not a Party, brings {value} %; the minimum for it is not known."),
)


def check(case: Case, *, minimum: Limit) -> list[Finding]:
    return [
        at_least("THIRD_PARTY_MIN", case.share_of(country), minimum, WORDING, subject=country)
        for country in case.third_countries
    ]


def bound(case: Case, finding: Finding) -> Bound:
    return at_least_of(case.companies_of(finding.subject), finding.limit)


def changes(case: Case, finding: Finding) -> Iterable[Change]:
    return raised_to_the_limit(case, finding)
