"""Where a country has two or more companies, each must bring at least a given share."""

from collections.abc import Iterable

from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.change import Change, raised
from partners.treaty.finding import Finding, Limit, Wording, at_least
from partners.treaty.moving import Bound, at_least_of

kind = "company_share"
label = _("share of one company")
terms = {"minimum": _("per cent of the cost")}

WORDING = Wording(
    kept=_("{subject} brings {value} %, not below the {limit} % asked of each company."),
    broken=_("{subject} brings {value} %, below the {limit} % asked of each company."),
    unknown=_("{subject} brings {value} %; what is asked of each company is not known."),
)


def check(case: Case, *, minimum: Limit) -> list[Finding]:
    findings = []
    for country in case.countries:
        companies = case.companies_of(country)
        if len(companies) < 2:
            continue
        for company in companies:
            share = case.percent(company.contribution)
            finding = at_least("COMPANY_MIN", share, minimum, WORDING, subject=company.id)
            findings.append(finding)
    return findings


def bound(case: Case, finding: Finding) -> Bound:
    own = [company for company in case.companies if company.id == finding.subject]
    return at_least_of(own, finding.limit)


def changes(case: Case, finding: Finding) -> Iterable[Change]:
    """A compatriot gives first: then no country's share moves."""
    own = [company for company in case.companies if company.id == finding.subject]
    compatriots = [one for one in case.companies_of(own[0].country) if one not in own]
    others = [one for one in case.companies if one not in own]
    yield from raised(case, finding.subject, own, finding.limit, compatriots)
    yield from raised(case, finding.subject, own, finding.limit, others)
