"""What would have to change in a plan so that a failed condition passes, and what it costs."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case, Company
from partners.treaty.finding import Finding, Number, apart, plain

# Tried one after the other when somebody has to give or take the money of a change.
MOST_COUNTERPARTS = 3


@dataclass(frozen=True)
class Change:
    """One way to mend one failed condition.

    `amount` is the money that moves, None where no money decides. `result` is the case after
    the change, None where the plan's figures do not change or are not known. `breaks` are the
    conditions that passed before and fail after.
    """

    sentence: Sentence
    amount: Decimal | None = None
    result: Case | None = None
    breaks: tuple[str, ...] = ()

    def moves(self, before: Case) -> dict[str, Decimal]:
        """What each co-producer brings more or less than before; nothing where one joins."""
        after = self.result.companies if self.result else ()
        if [one.id for one in after] != [one.id for one in before.companies]:
            return {}
        return {
            new.id: new.contribution - old.contribution
            for old, new in zip(before.companies, after, strict=True)
            if new.contribution != old.contribution
        }

    def moves_shares_of(self, before: Case) -> bool:
        return bool(self.moves(before))


RAISE = _("raise {subject} from {value} % to {limit} %: {amount}")
LOWER = _("lower {subject} from {value} % to {limit} %: {amount}")


def up_to_the_cent(amount: Fraction) -> Decimal:
    """The smallest amount of whole cents that is not below an exact one."""
    return Decimal(ceil(amount * 100)).scaleb(-2)


def amount_of(case: Case, percent: Number) -> Fraction:
    """So many per cent of the total cost."""
    return Fraction(percent) * Fraction(case.total_cost) / 100


def told(amount: Decimal, currency: str) -> str:
    """An amount as a sentence shows it: 38,400.00 EUR, or the number where no currency is named."""
    return f"{amount:,.2f} {currency}".rstrip()


def largest_first(companies: list[Company]) -> list[Company]:
    """Ties stay in the order of listing."""
    return sorted(companies, key=lambda company: company.contribution, reverse=True)


def raised_to_the_limit(case: Case, finding: Finding) -> Iterator[Change]:
    """Ways to lift what a country brings to the limit, at the cost of everybody else."""
    own, others = _sides(case, finding.subject)
    return raised(case, finding.subject, own, finding.limit, others)


def lowered_to_the_limit(case: Case, finding: Finding) -> Iterator[Change]:
    """Ways to bring what a country brings down to the limit, for everybody else to take."""
    own, others = _sides(case, finding.subject)
    return lowered(case, finding.subject, own, finding.limit, others)


def _sides(case: Case, country: str) -> tuple[list[Company], list[Company]]:
    """The companies of a country, and all others."""
    others = [company for company in case.companies if company.country != country]
    return list(case.companies_of(country)), others


def raised(
    case: Case, subject: str, own: list[Company], limit: Number, others: list[Company]
) -> Iterator[Change]:
    """Ways to lift what some companies bring together to a limit, at the cost of others."""
    before = sum((company.contribution for company in own), Decimal(0))
    amount = up_to_the_cent(amount_of(case, limit) - Fraction(before))
    taker = largest_first(own)[0]
    for givers in _in_turn(others):
        after = case.shifted(amount, givers, taker)
        if after:
            yield Change(_moved(RAISE, case, subject, before, limit, amount), amount, after)


def lowered(
    case: Case, subject: str, own: list[Company], limit: Number, others: list[Company]
) -> Iterator[Change]:
    """Ways to bring what some companies bring together down to a limit, for others to take."""
    before = sum((company.contribution for company in own), Decimal(0))
    amount = up_to_the_cent(Fraction(before) - amount_of(case, limit))
    # Money goes to a Party rather than out of the treaty.
    takers = sorted(largest_first(others), key=lambda one: one.country not in case.parties)
    for taker in takers[:MOST_COUNTERPARTS]:
        after = case.shifted(amount, largest_first(own), taker)
        if after:
            yield Change(_moved(LOWER, case, subject, before, limit, amount), amount, after)


def _in_turn(companies: list[Company]) -> Iterator[list[Company]]:
    """Each of the largest companies as the first to give, the others behind it."""
    ordered = largest_first(companies)
    for first in ordered[:MOST_COUNTERPARTS]:
        yield [first, *(company for company in ordered if company is not first)]


def _moved(
    template: str, case: Case, subject: str, before: Decimal, limit: Number, amount: Decimal
) -> Sentence:
    return Sentence(
        template,
        {
            "subject": subject,
            "value": apart(case.percent(before), limit),
            "limit": plain(limit),
            "amount": told(amount, case.currency),
        },
    )
