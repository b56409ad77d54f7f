"""Co-producers must come from a given number of different party countries."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case, Company
from partners.treaty.change import Change, amount_of, largest_first, told, up_to_the_cent
from partners.treaty.finding import Finding, Limit, Wording, at_least, plain

kind = "partners"
label = _("number of partner countries")
terms = {"minimum": _("party countries")}

WORDING = Wording(
    kept=_("{value} Party countries take part ({countries}); {limit} are needed."),
    broken=_("Only {value} Party countries take part ({countries}); {limit} are needed."),
    unknown=_("{value} Party countries take part ({countries}); how many are needed is unknown."),
)
ADD = _("bring in co-producers from other Party countries ({missing} more)")
ADD_SHARE = _(
    "bring in co-producers from other Party countries ({missing} more) "
    "with {limit} % each: {amount}"
)


def check(case: Case, *, minimum: Limit) -> list[Finding]:
    wording = WORDING.with_numbers(countries=", ".join(case.party_countries) or "-")
    return [at_least("PARTNERS_MIN", len(case.party_countries), minimum, wording)]


def changes(case: Case, finding: Finding) -> Iterable[Change]:
    """The newcomers bring the smallest share that the text accepts, and the others make room."""
    absent = sorted(case.parties - set(case.countries))
    missing = int(finding.limit) - len(case.party_countries)
    if missing > len(absent):
        return
    if case.smallest_share is None:
        yield Change(Sentence(ADD, {"missing": missing}))
        return
    each = up_to_the_cent(amount_of(case, case.smallest_share))
    numbers = {
        "missing": missing,
        "limit": plain(case.smallest_share),
        "amount": told(each * missing, case.currency),
    }
    after: Case | None = case
    for country in absent[:missing]:
        after = after and _joined(after, country, each)
    if after:
        yield Change(Sentence(ADD_SHARE, numbers), each * missing, after)


def _joined(case: Case, country: str, amount: Decimal) -> Case | None:
    newcomer = Company(f"+{country}", country, Decimal(0))
    joined = replace(case, companies=(*case.companies, newcomer))
    return joined.shifted(amount, largest_first(list(case.companies)), newcomer)
