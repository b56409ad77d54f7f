"""A country's share of spend and of points must not fall too far below its share of finance.

There is a floor, no ceiling: spending or creating more than one finances is welcome.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.change import Change, told, up_to_the_cent
from partners.treaty.finding import Finding, Limit, Unknown, Wording, apart, at_least, plain
from partners.treaty.moving import Bound, at_most_of
from partners.treaty.rules.functions import fewest_functions, given_to, names_of

kind = "balance"
label = _("balance of money and work")
terms = {"tolerance": _("percentage points"), "countries": _("country codes; empty: every party")}

SPEND = Wording(
    kept=_("{subject} has {value} % of the spend, not below the floor of {limit} %."),
    broken=_("{subject} has {value} % of the spend, below the floor of {limit} %."),
    unknown=_("{subject}: how much is spent there, or the tolerance, is not known."),
)
POINTS = Wording(
    kept=_("{subject} has {value} % of the points, not below the floor of {limit} %."),
    broken=_("{subject} has {value} % of the points, below the floor of {limit} %."),
    unknown=_("{subject}: who fills the functions, or the tolerance, is not known."),
)
MOVE_SPEND = _(
    "spend {amount} more in {subject} and less elsewhere: from {value} % to {limit} % of the spend"
)
GIVE = _("give {functions} to nationals of {subject}: from {value} % to {limit} % of the points")


def spend_share(case: Case, country: str) -> Fraction | None:
    """A country's part of all that is spent, in per cent; None when that is not known."""
    if not case.spend or not (total := sum(case.spend.values())):
        return None
    return Fraction(case.spend.get(country, Decimal(0))) * 100 / Fraction(total)


def points_share(case: Case, country: str) -> Fraction | None:
    """A country's part of the points of all functions, in per cent; None when not known."""
    if case.points is None or not case.points.scale:
        return None
    return case.points.of({country}) * 100 / case.points.scale


def check(case: Case, *, tolerance: Limit, countries: Sequence[str] = ()) -> list[Finding]:
    findings = []
    for country in countries or case.party_countries:
        compared = [
            ("BALANCE_SPEND", spend_share(case, country), SPEND),
            ("BALANCE_POINTS", points_share(case, country), POINTS),
        ]
        for code, value, wording in compared:
            if value is None or isinstance(tolerance, Unknown):
                findings.append(Finding(code, None, wording, country, value))
            else:
                floor = floor_of(case, country, tolerance)
                findings.append(at_least(code, value, floor, wording, subject=country))
    return findings


def floor_of(case: Case, country: str, tolerance: Decimal | int) -> Fraction:
    return case.share_of(country) - Fraction(tolerance)


def bound(case: Case, finding: Finding) -> Bound:
    """The share above which the floor would rise over what is spent or done there."""
    room = Fraction(finding.value) - Fraction(finding.limit)
    share = case.share_of(finding.subject) + room
    return at_most_of(case.companies_of(finding.subject), share)


def changes(case: Case, finding: Finding) -> Iterable[Change]:
    if finding.code == "BALANCE_SPEND":
        return _more_spend(case, finding)
    return _more_points(case, finding)


def _more_spend(case: Case, finding: Finding) -> Iterable[Change]:
    country, spend = finding.subject, dict(case.spend)
    short = Fraction(finding.limit - finding.value) * Fraction(sum(spend.values())) / 100
    amount = left = up_to_the_cent(short)
    for other in sorted(spend, key=spend.__getitem__, reverse=True):
        if other != country:
            given = max(min(left, spend[other]), Decimal(0))
            spend[other] -= given
            left -= given
    if left:
        return
    spend[country] = spend.get(country, Decimal(0)) + amount
    numbers = {
        "subject": country,
        "amount": told(amount, case.currency),
        "value": apart(finding.value, finding.limit),
        "limit": plain(finding.limit),
    }
    yield Change(Sentence(MOVE_SPEND, numbers), amount, replace(case, spend=spend))


def _more_points(case: Case, finding: Finding) -> Iterable[Change]:
    country = finding.subject
    short = Fraction(finding.limit - finding.value) * case.points.scale / 100
    chosen = fewest_functions(case, {country}, short)
    if not chosen:
        return
    after = given_to(case, chosen, country)
    numbers = {
        "functions": names_of(chosen),
        "subject": country,
        "value": apart(finding.value, finding.limit),
        "limit": plain(points_share(after, country)),
    }
    yield Change(Sentence(GIVE, numbers), None, after)
