"""What changed between two versions of a deal, and where each of them stands.

Known terms of a version are its budget, co-producers, revenue shares and territories; whatever
else it holds (credits, approvals, tiers, …) is compared leaf by leaf without being understood.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from films.calculation.leaves import Change, changes, leaves
from films.calculation.result import Problem, amount_text, code_of_sum

STAGES = (
    "lead", "talks", "loi", "deal_memo", "long_form",
    "provisional_approval", "final_approval", "closed",
)  # fmt: skip

# What parties sign: changing it after the long form needs their signatures again.
SIGNED = {
    "coproducers", "contributions", "shares", "finance", "revenue", "revenue_pct",
    "ownership", "ownership_pct", "territories", "rights", "credit", "credits", "points",
    "approvals",
}  # fmt: skip


@dataclass(frozen=True)
class Version:
    """The terms of one version; an amount or a budget that is not known is None.

    `owners` lists for each territory who owns it: nobody, one party, or several together.
    """

    document: Mapping[str, Any]
    budget: int | None = None
    contributions: Mapping[str, int | None] = field(default_factory=dict)
    revenue: Mapping[str, Decimal] = field(default_factory=dict)
    owners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stage: str = ""

    @property
    def finance(self) -> int:
        return sum(amount for amount in self.contributions.values() if amount is not None)

    @property
    def gap(self) -> int | None:
        return None if self.budget is None else self.budget - self.finance

    @property
    def whole(self) -> int | None:
        """What shares are computed of: the larger of budget and finance."""
        return None if self.budget is None else max(self.budget, self.finance)

    @property
    def shares(self) -> dict[str, Fraction | None]:
        """Per cent of the plan; unknown where the contribution or the budget is."""
        return {
            party: None if amount is None or not self.whole else Fraction(amount * 100, self.whole)
            for party, amount in self.contributions.items()
        }

    @property
    def revenue_sum(self) -> Decimal | None:
        """What the revenue shares add to; None where none is agreed."""
        return sum(self.revenue.values(), Decimal(0)) if self.revenue else None

    @property
    def orphans(self) -> list[str]:
        """Territories without an owner in the deal."""
        return sorted(
            territory
            for territory, owners in self.owners.items()
            if not any(owner in self.contributions for owner in owners)
        )

    @property
    def errors(self) -> list[Problem]:
        found = []
        if self.budget is not None and self.budget <= 0:
            found.append(Problem("BUDGET_NOT_POSITIVE", value=amount_text(self.budget)))
        found += [
            Problem("SOURCE_AMOUNT_NEGATIVE", party, value=amount_text(amount))
            for party, amount in self.contributions.items()
            if amount is not None and amount < 0
        ]
        return found

    @property
    def warnings(self) -> list[Problem]:
        found = [
            Problem("AMOUNT_UNDISCLOSED", party)
            for party, amount in self.contributions.items()
            if amount is None
        ]
        for territory, owners in self.owners.items():
            if not owners:
                found.append(Problem("RIGHTS_UNASSIGNED", territory))
            found += [
                Problem("UNKNOWN_PARTY", f"{territory}:{owner}", value=owner)
                for owner in owners
                if owner not in self.contributions
            ]
        found += [
            Problem("UNKNOWN_PARTY", f"revenue:{party}", value=party)
            for party in self.revenue
            if party not in self.contributions
        ]
        if self.revenue_sum is not None and (code := code_of_sum(self.revenue_sum)):
            found.append(Problem(code, "revenue", value=self.revenue_sum, limit=100))
        return found


@dataclass(frozen=True)
class Loosened:
    """A term that named a party who left: unassigned now, or what it became."""

    path: str
    now: Any


@dataclass(frozen=True)
class Difference:
    """Two versions side by side; `left` says for each party that left what it leaves behind."""

    old: Version
    new: Version
    changes: list[Change] = field(default_factory=list)
    left: dict[str, list[Loosened]] = field(default_factory=dict)
    to_sign_again: list[str] = field(default_factory=list)
    to_tell_authorities: list[str] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)


def difference(old: Version, new: Version) -> Difference:
    """Every changed leaf, and the consequences that nobody should overlook."""
    errors = [*old.errors, *new.errors]
    if errors:
        return Difference(old, new, errors=errors)
    found = changes(old.document, new.document)
    touched = [change.path for change in found if change.path.split(".")[0] in SIGNED]
    return Difference(
        old,
        new,
        changes=found,
        left=left_behind(old, new),
        to_sign_again=touched if has_reached(old.stage, "long_form") else [],
        to_tell_authorities=touched if has_reached(old.stage, "provisional_approval") else [],
    )


def has_reached(stage: str, milestone: str) -> bool:
    return stage in STAGES and STAGES.index(stage) >= STAGES.index(milestone)


def left_behind(old: Version, new: Version) -> dict[str, list[Loosened]]:
    """For each party that left, the terms that were its own; nothing is passed on silently."""
    now = dict(leaves(new.document))
    gone = [party for party in old.contributions if party not in new.contributions]
    return {
        party: [
            Loosened(path, now.get(path))
            for path, value in leaves(old.document)
            if concerns(party, path.split("."), value)
        ]
        for party in gone
    }


def concerns(party: str, steps: Sequence[str], value: Any) -> bool:
    """Whether a term names the party; its own entry among the co-producers simply goes."""
    if steps[0] == "coproducers":
        return False
    return party in steps or value == party
