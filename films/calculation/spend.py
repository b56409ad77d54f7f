"""Spend obligations by territory, and incentives on what is spent there.

A funder's demand to spend in a place may be met by the same euro as another's, unless it is
additive. A region's spend also counts for its country. Amounts are whole hundredths.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from coprod.money import half_away
from films.calculation.result import Problem, amount_text


class Basis(StrEnum):
    """What an obligation is measured by."""

    AID = "pct_of_aid"
    BUDGET = "pct_of_budget"
    FIXED = "fixed"


@dataclass(frozen=True)
class Cap:
    """The most that the law lets a funder ask: of its aid, of the budget, or both."""

    pct_of_aid: Decimal | None = None
    pct_of_budget: Decimal | None = None


@dataclass(frozen=True)
class Obligation:
    """A funder's demand to spend in a territory; `amount` is what a fixed one asks."""

    id: str
    territory: str
    basis: Basis
    pct: Decimal = Decimal(0)
    aid: int | None = None
    amount: int = 0
    additive: bool = False
    cap: Cap = Cap()

    def exact(self, budget: int) -> Fraction:
        if self.basis is Basis.FIXED:
            return Fraction(self.amount)
        whole = budget if self.basis is Basis.BUDGET else self.aid or 0
        return whole * Fraction(self.pct) / 100

    def required(self, budget: int) -> int:
        """The obligation rounded to the cent."""
        return rounded(self.exact(budget))

    def highest(self, budget: int) -> Fraction | None:
        """The legal cap, exact; None where there is none, or none that the aid lets us know."""
        caps = []
        if self.cap.pct_of_aid is not None and self.aid is not None:
            caps.append(self.aid * Fraction(self.cap.pct_of_aid) / 100)
        if self.cap.pct_of_budget is not None:
            caps.append(budget * Fraction(self.cap.pct_of_budget) / 100)
        return min(caps, default=None)


@dataclass(frozen=True)
class Incentive:
    """A rebate or credit on eligible local spend, in its own currency."""

    id: str
    rate_pct: Decimal
    eligible_spend: int
    territory: str = ""
    min_spend: int | None = None
    max_amount: int | None = None
    recipient_must_be_foreign: bool = False
    recipient_country: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def earned(self) -> int:
        """What rate and maximum give, before any reason for zero."""
        amount = rounded(self.eligible_spend * Fraction(self.rate_pct) / 100)
        return amount if self.max_amount is None else min(amount, self.max_amount)


@dataclass(frozen=True)
class SpendPlan:
    """What must and what will be spent where; a region is not repeated in its country's spend."""

    budget: int
    obligations: tuple[Obligation, ...] = ()
    spend: Mapping[str, int] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    incentives: tuple[Incentive, ...] = ()
    on: date | None = None

    @cached_property
    def regions(self) -> dict[str, list[str]]:
        """The territories directly inside each territory."""
        inside: dict[str, list[str]] = {}
        for region, parent in self.parents.items():
            inside.setdefault(parent, []).append(region)
        return inside

    def root(self, territory: str) -> str:
        """The country that a territory lies in, or the territory itself."""
        while territory in self.parents:
            territory = self.parents[territory]
        return territory


@dataclass(frozen=True)
class Territory:
    """What is required and planned in one territory with all its regions."""

    required: int
    spend: int
    own: int
    regions: int

    @property
    def shortfall(self) -> int:
        return max(0, self.required - self.spend)


@dataclass(frozen=True)
class Spend:
    """Every obligation, territory and incentive; only territories of which something is asked."""

    obligations: dict[str, int] = field(default_factory=dict)
    territories: dict[str, Territory] = field(default_factory=dict)
    total_required: int = 0
    incentives: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, Problem] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def obliged_spend(plan: SpendPlan) -> Spend:
    """Required, planned and missing spend by territory, and what each incentive gives."""
    if plan.budget <= 0:
        return Spend(errors=[Problem("BUDGET_NOT_POSITIVE", value=amount_text(plan.budget))])
    required = {one.id: one.required(plan.budget) for one in plan.obligations}
    territories = weigh_territories(plan, required)
    total = sum(found.required for code, found in territories.items() if code not in plan.parents)
    reasons = {
        one.id: reason for one in plan.incentives if (reason := reason_for_nothing(plan, one))
    }
    return Spend(
        obligations=required,
        territories=territories,
        total_required=total,
        incentives={one.id: 0 if one.id in reasons else one.earned for one in plan.incentives},
        reasons=reasons,
        warnings=[*problems_with_spend(plan, required, territories, total), *reasons.values()],
    )


def weigh_territories(plan: SpendPlan, required: Mapping[str, int]) -> dict[str, Territory]:
    """Each territory with obligations, and each that such a territory lies in."""
    found: dict[str, Territory] = {}
    spent: dict[str, int] = {}
    own = own_requirements(plan, required)
    for code in outermost_last(plan):
        regions = plan.regions.get(code, [])
        spent[code] = plan.spend.get(code, 0) + sum(spent[region] for region in regions)
        inside = [found[region] for region in regions if region in found]
        if code in own or inside:
            together = sum(region.required for region in inside)
            asked = own.get(code, 0)
            found[code] = Territory(max(asked, together), spent[code], asked, together)
    return {code: found[code] for code in listed(plan) if code in found}


def own_requirements(plan: SpendPlan, required: Mapping[str, int]) -> dict[str, int]:
    """By territory: the largest of those that may share a euro, and every additive one on top."""
    shared: dict[str, int] = {}
    added: dict[str, int] = {}
    for one in plan.obligations:
        if one.additive:
            added[one.territory] = added.get(one.territory, 0) + required[one.id]
        else:
            shared[one.territory] = max(shared.get(one.territory, 0), required[one.id])
    return {code: shared.get(code, 0) + added.get(code, 0) for code in {**shared, **added}}


def listed(plan: SpendPlan) -> list[str]:
    """Every territory that the plan names, in the order of naming."""
    named = [one.territory for one in plan.obligations]
    return list(dict.fromkeys([*named, *plan.parents.values(), *plan.parents, *plan.spend]))


def outermost_last(plan: SpendPlan) -> Iterable[str]:
    """Every territory after all that lie in it; the parents hold no circle."""
    depth: dict[str, int] = {}
    for code in listed(plan):
        steps, place = 0, code
        while place in plan.parents:
            place = plan.parents[place]
            steps += 1
        depth[code] = steps
    return sorted(depth, key=depth.__getitem__, reverse=True)


def problems_with_spend(
    plan: SpendPlan,
    required: Mapping[str, int],
    territories: Mapping[str, Territory],
    total: int,
) -> list[Problem]:
    """Warnings about territories, obligations and the budget."""
    budget = plan.budget
    found = [
        Problem("SPEND_SHORTFALL", code, amount_text(one.spend), amount_text(one.required))
        for code, one in territories.items()
        if one.shortfall
    ]
    for one in plan.obligations:
        highest = one.highest(budget)
        if highest is not None and one.exact(budget) > highest:
            shown = amount_text(required[one.id]), amount_text(rounded(highest))
            found.append(Problem("OBLIGATION_ABOVE_CAP", one.id, *shown))
    if total > budget:
        numbers = {"value": amount_text(total), "limit": amount_text(budget)}
        found.append(Problem("OVERCOMMITTED", **numbers))
    if (spent := sum(plan.spend.values())) > budget:
        numbers = {"value": amount_text(spent), "limit": amount_text(budget)}
        found.append(Problem("SPEND_ABOVE_BUDGET", **numbers))
    return found


def reason_for_nothing(plan: SpendPlan, incentive: Incentive) -> Problem | None:
    """Why an incentive is zero: recipient first, then minimum spend, then its dates."""
    home = plan.root(incentive.territory)
    if incentive.recipient_must_be_foreign and incentive.recipient_country == home:
        return Problem("INCENTIVE_RECIPIENT", incentive.id, incentive.recipient_country, home)
    least = incentive.min_spend
    if least is not None and incentive.eligible_spend < least:
        shown = amount_text(incentive.eligible_spend), amount_text(least)
        return Problem("INCENTIVE_MIN_SPEND", incentive.id, *shown)
    start, end = incentive.valid_from, incentive.valid_to
    if plan.on and ((end and plan.on > end) or (start and plan.on < start)):
        limit = end if end and plan.on > end else start
        return Problem("INCENTIVE_EXPIRED", incentive.id, plan.on, limit)
    return None


def rounded(amount: Fraction) -> int:
    """Whole hundredths, halves away from zero."""
    return half_away(amount.numerator, amount.denominator)
