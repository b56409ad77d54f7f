"""Shares of a finance plan: who brings which part of it, who leads, whose film it is.

A share is a contribution by the larger of budget and finance. What nobody brings stays
unallocated: it is shown, and never spread over those who do bring something.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from films.calculation.plan import Balance, Coproducer, Plan, problems_with_percentages
from films.calculation.result import Problem

# Whoever leads by less than one ten-thousandth of the plan leads by rounding, not by money.
SMALLEST_LEAD = Fraction(1, 10_000)


@dataclass(frozen=True)
class Lead:
    """Who brings the most; `first` is None in a tie, and where nobody brings anything."""

    first: str | None = None
    is_tie: bool = False


@dataclass(frozen=True)
class Shares:
    """What each co-producer and country brings to a plan, in hundredths of the base currency."""

    plan: int
    by_coproducer: dict[str, int]
    by_country: dict[str, int]
    secured_by_country: dict[str, int]
    country_balance: dict[str, int]
    majority: str | None
    majority_country: str | None
    initiative: str | None
    warnings: list[Problem] = field(default_factory=list)

    @property
    def unallocated(self) -> int:
        return self.plan - sum(self.by_coproducer.values())

    def percent(self, amount: int) -> Fraction:
        return Fraction(amount * 100, self.plan)


def shares(plan: Plan, balance: Balance) -> Shares:
    """The shares of a plan whose balance has no errors."""
    whole = max(balance.budget, balance.finance)
    companies = dict.fromkeys((one.id for one in plan.coproducers), 0)
    for counted in balance.counted:
        for company, amount in counted.parts.items():
            companies[company] += amount
    countries = dict.fromkeys(plan.countries, 0)
    for one in plan.coproducers:
        countries[one.country] += companies[one.id]
    secured = secured_sources(plan, balance)
    leader, leading = lead(companies, whole), lead(countries, whole)
    ties = {"MAJORITY_TIE": leader.is_tie, "MAJORITY_COUNTRY_TIE": leading.is_tie}
    return Shares(
        plan=whole,
        by_coproducer=companies,
        by_country=countries,
        secured_by_country={country: sum(parts.values()) for country, parts in secured.items()},
        country_balance=brought_minus_cost(countries, balance.cost_by_country),
        majority=leader.first,
        majority_country=leading.first,
        initiative=initiative(plan.coproducers, leading.first),
        warnings=[Problem(code) for code, is_tie in ties.items() if is_tie],
    )


def secured_sources(plan: Plan, balance: Balance) -> dict[str, dict[str, int]]:
    """By country and source: what is contracted or paid, the money that producers live by."""
    home = {one.id: one.country for one in plan.coproducers}
    found: dict[str, dict[str, int]] = {country: {} for country in plan.countries}
    for one in balance.counted:
        for company, amount in one.parts.items() if one.is_secured else ():
            parts = found[home[company]]
            parts[one.source.id] = parts.get(one.source.id, 0) + amount
    return found


def lead(amounts: Mapping[str, int], whole: int | Fraction) -> Lead:
    """The largest, if it leads the next by at least the smallest lead that counts."""
    ordered = sorted(amounts, key=amounts.__getitem__, reverse=True)
    if not ordered or amounts[ordered[0]] <= 0:
        return Lead()
    if len(ordered) == 1:
        return Lead(ordered[0])
    if amounts[ordered[0]] - amounts[ordered[1]] >= whole * SMALLEST_LEAD:
        return Lead(ordered[0])
    return Lead(is_tie=True)


def brought_minus_cost(brought: Mapping[str, int], cost: Mapping[str, int]) -> dict[str, int]:
    """Also for countries that only cover cost, so that the balances sum to minus the gap."""
    countries = dict.fromkeys([*brought, *cost])
    return {country: brought.get(country, 0) - cost.get(country, 0) for country in countries}


def initiative(coproducers: tuple[Coproducer, ...], leading: str | None) -> str | None:
    """The leading country, if its delegate producer holds the original rights."""
    holds = any(one.delegate and one.holds_rights for one in coproducers if one.country == leading)
    return leading if holds else None


def festival_country(leading: Lead, director: str | None) -> str | None:
    """Where a treaty ties festival entry or quota to the majority: in a tie, the director's."""
    return director if leading.is_tie else leading.first


def differences(
    name: str, typed: Mapping[str, Decimal], found: Shares
) -> tuple[dict[str, Fraction], list[Problem], list[Problem]]:
    """How far shares that people typed, such as ownership, lie from the finance shares.

    Percentage points by co-producer, then the errors and the warnings of what was typed.
    """
    errors, warnings = problems_with_percentages(name, typed)
    if strangers := [party for party in typed if party not in found.by_coproducer]:
        errors.append(Problem("UNKNOWN_COPRODUCER", name, value=", ".join(strangers)))
    if errors:
        return {}, errors, warnings
    total = Fraction(sum(typed.values()))
    points = {
        party: Fraction(typed.get(party, 0)) * 100 / total - found.percent(amount)
        for party, amount in found.by_coproducer.items()
    }
    return points, errors, warnings
