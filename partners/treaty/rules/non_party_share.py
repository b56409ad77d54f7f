"""All countries outside the treaty together must not bring more than a given share."""

from collections.abc import Iterable

from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.change import Change, lowered
from partners.treaty.finding import Finding, Limit, Unknown, Wording, at_most
from partners.treaty.moving import Bound, at_most_of

kind = "non_party_share"
label = _("share of all non-parties together")
terms = {"maximum": _("per cent of the cost")}

WORDING = Wording(
    kept=_("Non-Parties ({countries}) bring {value} %, not above the maximum of {limit} %."),
    broken=_("Non-Parties ({countries}) bring {value} %, above the maximum of {limit} %."),
    unknown=_("Non-Parties ({countries}) bring {value} %; the maximum for them is not known."),
)
NONE = _("No co-producer comes from outside the Parties.")


def check(case: Case, *, maximum: Limit) -> list[Finding]:
    if not case.third_countries:
        # Nobody is below every maximum, also one that is not known.
        limit = 0 if isinstance(maximum, Unknown) else maximum
        return [at_most("NON_PARTY_MAX", 0, limit, Wording(NONE, NONE))]
    together = sum(case.share_of(country) for country in case.third_countries)
    wording = WORDING.with_numbers(countries=", ".join(case.third_countries))
    return [at_most("NON_PARTY_MAX", together, maximum, wording)]


def bound(case: Case, finding: Finding) -> Bound:
    outside = [one for one in case.companies if one.country not in case.parties]
    return at_most_of(outside, finding.limit)


def changes(case: Case, finding: Finding) -> Iterable[Change]:
    outside = [one for one in case.companies if one.country not in case.parties]
    parties = [one for one in case.companies if one.country in case.parties]
    return lowered(case, ", ".join(case.third_countries), outside, finding.limit, parties)
