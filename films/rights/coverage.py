"""Whose the film is where: orphans, owners that nobody knows, windows that overlap. Pure.

A territory and right without an owner stays nobody's: nothing is passed on silently.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from films.calculation.result import Problem, code_of_sum

ALL = "all"


@dataclass(frozen=True)
class Grant:
    """A right of a territory in a window; `owners` with their parts, or one with the whole.

    Sold: there is a buyer or a price. A window without an end is open there.
    """

    territory: str
    medium: str
    owners: Mapping[str, Decimal | None] = field(default_factory=dict)
    begins: date | None = None
    ends: date | None = None
    price: Decimal | None = None
    currency: str = ""
    buyer: str = ""

    @property
    def is_sold(self) -> bool:
        return bool(self.buyer) or self.price is not None

    @property
    def is_orphan(self) -> bool:
        return not self.owners

    def meets(self, other: "Grant") -> bool:
        """Whether both are about the same right of the same territory on some day."""
        same_right = self.medium == other.medium or ALL in (self.medium, other.medium)
        return (
            self.territory == other.territory
            and same_right
            and (self.ends or date.max) >= (other.begins or date.min)
            and (other.ends or date.max) >= (self.begins or date.min)
        )

    def agrees_with(self, other: "Grant") -> bool:
        """One owner of all rights may well sell a single one of them."""
        is_part_of_it = self.medium != other.medium and not (self.is_sold and other.is_sold)
        return is_part_of_it and self.owners.keys() == other.owners.keys()


@dataclass(frozen=True)
class Coverage:
    """What each party has, what is nobody's, and what does not fit together."""

    orphans: list[Grant]
    overlaps: list[tuple[Grant, Grant]]
    sold_by_nobody: list[Grant]
    territories: dict[str, list[str]]
    sold: dict[str, Decimal]
    sold_by_party: dict[str, dict[str, Fraction]]
    unknown_prices: int
    warnings: list[Problem]


def cover(parties: Sequence[str], grants: Iterable[Grant]) -> Coverage:
    """Weigh every right against the parties of the deal."""
    grants = list(grants)
    territories: dict[str, list[str]] = {party: [] for party in parties}
    sold: dict[str, Decimal] = {}
    by_party: dict[str, dict[str, Fraction]] = {party: {} for party in parties}
    for grant in grants:
        for owner, part in parts_of(grant).items():
            if owner not in territories:
                continue
            if grant.territory not in territories[owner]:
                territories[owner].append(grant.territory)
            if grant.price is not None:
                had = by_party[owner].get(grant.currency, Fraction(0))
                by_party[owner][grant.currency] = had + Fraction(grant.price) * part
        if grant.price is not None:
            sold[grant.currency] = sold.get(grant.currency, Decimal(0)) + grant.price
    return Coverage(
        orphans=[grant for grant in grants if grant.is_orphan],
        overlaps=[
            (one, other)
            for one, other in combinations(grants, 2)
            if one.meets(other) and not one.agrees_with(other)
        ],
        sold_by_nobody=[grant for grant in grants if grant.is_orphan and grant.is_sold],
        territories=territories,
        sold=sold,
        sold_by_party=by_party,
        unknown_prices=sum(grant.is_sold and grant.price is None for grant in grants),
        warnings=[problem for grant in grants for problem in problems_with(grant, parties)],
    )


def parts_of(grant: Grant) -> dict[str, Fraction]:
    """What part of a right each owner has; parts that were typed count as weights."""
    if len(grant.owners) == 1:
        return dict.fromkeys(grant.owners, Fraction(1))
    weights = {owner: Fraction(part or 0) for owner, part in grant.owners.items()}
    whole = sum(weights.values(), Fraction(0))
    return {owner: part / whole for owner, part in weights.items()} if whole else weights


def problems_with(grant: Grant, parties: Sequence[str]) -> list[Problem]:
    if grant.is_orphan:
        return [Problem("RIGHTS_UNASSIGNED", grant.territory)]
    found = [
        Problem("UNKNOWN_PARTY", f"{grant.territory}:{owner}", value=owner)
        for owner in grant.owners
        if owner not in parties
    ]
    if len(grant.owners) > 1:
        total = sum((part or Decimal(0) for part in grant.owners.values()), Decimal(0))
        if code := code_of_sum(total):
            found.append(Problem(code, grant.territory, value=total, limit=100))
    return found
