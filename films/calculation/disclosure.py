"""The disclosure rule: which sums over deals may be shown without giving away one deal.

A group's money is shown only with enough deals and companies, and when the largest companies
do not dominate it. The total covers shown groups only, so that a hidden one cannot be found by
subtraction. Amounts are whole hundredths.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from films.calculation.result import Problem, amount_text

TOO_FEW_DEALS = "TOO_FEW_DEALS"
TOO_FEW_COMPANIES = "TOO_FEW_COMPANIES"
DOMINANCE = "DOMINANCE"


@dataclass(frozen=True)
class Rule:
    """How many deals and companies a sum needs, and how much the n largest may hold at most."""

    min_deals: int = 5
    min_companies: int = 3
    dominance_n: int = 2
    dominance_k_pct: Decimal = Decimal(85)


@dataclass(frozen=True)
class Row:
    """What one company brought to one deal in one group; an unknown amount is None."""

    deal: str
    company: str
    group: str
    amount: int | None
    has_consent: bool = True


@dataclass(frozen=True)
class Group:
    """A cell: the number of deals always, money only where `reason` is None."""

    deals: int
    reason: str | None
    sum: int | None = None
    mean: Fraction | None = None

    @property
    def is_shown(self) -> bool:
        return self.reason is None


@dataclass(frozen=True)
class Aggregate:
    """The groups in order of first appearance."""

    groups: dict[str, Group] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def total_of_shown(self) -> int:
        return sum(group.sum or 0 for group in self.groups.values())

    @property
    def suppressed(self) -> int:
        return sum(not group.is_shown for group in self.groups.values())


def aggregate(rule: Rule, rows: Sequence[Row]) -> Aggregate:
    """Sum each group, and hide every sum that the rule does not allow."""
    # A deal counts only if its parties agreed to statistical use.
    withheld = {row.deal for row in rows if not row.has_consent}
    rows = [row for row in rows if row.deal not in withheld]
    errors = [
        Problem("SOURCE_AMOUNT_NEGATIVE", row.deal, value=amount_text(row.amount))
        for row in rows
        if row.amount is not None and row.amount < 0
    ]
    warnings = [Problem("AMOUNT_UNDISCLOSED", row.deal) for row in rows if row.amount is None]
    if errors:
        return Aggregate(errors=errors, warnings=warnings)
    by_group: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_group[row.group].append(row)
    return Aggregate(
        groups={name: cell(rule, members) for name, members in by_group.items()},
        warnings=warnings,
    )


def cell(rule: Rule, rows: Sequence[Row]) -> Group:
    """One group; its money is judged by the rows whose amount is known."""
    deals = len({row.deal for row in rows})
    known = [row for row in rows if row.amount is not None]
    reason = reason_to_hide(rule, known)
    if reason:
        return Group(deals, reason)
    total = sum(by_company(known).values())
    return Group(deals, None, total, Fraction(total, len({row.deal for row in known})))


def reason_to_hide(rule: Rule, rows: Sequence[Row]) -> str | None:
    """The first of the three tests that the rows fail."""
    companies = by_company(rows)
    if len({row.deal for row in rows}) < rule.min_deals:
        return TOO_FEW_DEALS
    if len(companies) < rule.min_companies:
        return TOO_FEW_COMPANIES
    largest = sum(sorted(companies.values(), reverse=True)[: rule.dominance_n])
    total = sum(companies.values())
    return DOMINANCE if Fraction(largest) * 100 > Fraction(rule.dominance_k_pct) * total else None


def by_company(rows: Sequence[Row]) -> dict[str, int]:
    """What each company brought to all the deals together."""
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        found[row.company] += row.amount or 0
    return found
