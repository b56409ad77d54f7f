"""A country whose companies all bring nothing but money must stay within a band of its own.

The band replaces the ordinary minimum and maximum share of that country.
"""

from collections.abc import Iterable
from dataclasses import replace

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.change import Change, lowered_to_the_limit, raised_to_the_limit
from partners.treaty.finding import Finding, Limit, Wording, at_least, at_most
from partners.treaty.moving import Bound, at_least_of, at_most_of

kind = "financial_only"
label = _("financial contribution only")
terms = {"minimum": _("per cent of the cost"), "maximum": _("per cent of the cost")}

FLOOR = Wording(
    kept=_("{subject} brings only money, {value} %, not below the minimum of {limit} %."),
    broken=_("{subject} brings only money, {value} %, below the minimum of {limit} %."),
    unknown=_("{subject} brings only money, {value} %; the minimum for that is not known."),
)
CEILING = Wording(
    kept=_("{subject} brings only money, {value} %, not above the maximum of {limit} %."),
    broken=_("{subject} brings only money, {value} %, above the maximum of {limit} %."),
    unknown=_("{subject} brings only money, {value} %; the maximum for that is not known."),
)
TAKE_PART = _("let {subject} take part artistically and technically as well: no money moves")


def check(case: Case, *, minimum: Limit = None, maximum: Limit = None) -> list[Finding]:
    findings = []
    for country in case.party_countries:
        if country not in case.financial_countries:
            continue
        share = case.share_of(country)
        if minimum is not None:
            findings.append(at_least("FINANCIAL_MIN", share, minimum, FLOOR, subject=country))
        if maximum is not None:
            findings.append(at_most("FINANCIAL_MAX", share, maximum, CEILING, subject=country))
    return findings


def bound(case: Case, finding: Finding) -> Bound:
    within = at_least_of if finding.code == "FINANCIAL_MIN" else at_most_of
    return within(case.companies_of(finding.subject), finding.limit)


def changes(case: Case, finding: Finding) -> Iterable[Change]:
    if finding.code == "FINANCIAL_MIN":
        yield from raised_to_the_limit(case, finding)
    else:
        yield from lowered_to_the_limit(case, finding)
    own = case.companies_of(finding.subject)
    companies = tuple(
        replace(company, financial_only=False) if company in own else company
        for company in case.companies
    )
    sentence = Sentence(TAKE_PART, {"subject": finding.subject})
    yield Change(sentence, None, replace(case, companies=companies))
