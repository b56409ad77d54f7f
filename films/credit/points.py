"""Points by country and co-producer, and in which order countries stand on the screen. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from films.calculation.result import Problem, code_of_sum
from films.calculation.shares import lead

TYPED = ("ownership", "revenue")


@dataclass(frozen=True)
class Holder:
    """A co-producer: what it brings, owns and earns, and its place on the screen."""

    id: str
    country: str
    finance: Decimal = Decimal(0)
    ownership: Decimal | None = None
    revenue: Decimal | None = None
    votes: int | None = None
    order: int | None = None


@dataclass(frozen=True)
class Function:
    """A function with its points, filled from countries in parts; by nobody, it scores nothing.

    `counts_for` names the co-producer; empty: the first one of each country.
    """

    role: str
    points: Decimal
    parts: Mapping[str, Fraction] = field(default_factory=dict)
    counts_for: str = ""


@dataclass(frozen=True)
class Credits:
    """The points as they are filled, the sums of what was typed, and the order on screen."""

    total: Fraction
    by_country: dict[str, Fraction]
    by_holder: dict[str, Fraction]
    nobody: Fraction
    sums: dict[str, Decimal | None]
    votes: int | None
    order: list[str]
    majority: str | None
    warnings: list[Problem] = field(default_factory=list)

    @property
    def filled(self) -> Fraction:
        return sum(self.by_country.values(), Fraction(0))

    @property
    def leads(self) -> bool:
        """Whether the majority country stands first on the screen; without one, any may."""
        return self.majority is None or not self.order or self.order[0] == self.majority


def credit(holders: Sequence[Holder], functions: Iterable[Function]) -> Credits:
    """Count the points, and put the countries in the order of the screen."""
    functions = list(functions)
    first = {one.country: one.id for one in reversed(holders)}
    by_country = {one.country: Fraction(0) for one in holders}
    by_holder = {one.id: Fraction(0) for one in holders}
    nobody = Fraction(0)
    for function in functions:
        for country, part in function.parts.items():
            points = Fraction(function.points) * part
            by_country[country] = by_country.get(country, Fraction(0)) + points
            holder = function.counts_for or first.get(country, "")
            if holder in by_holder:
                by_holder[holder] += points
            else:
                nobody += points
    sums = {name: sum_of([getattr(one, name) for one in holders]) for name in TYPED}
    votes = sum_of([one.votes for one in holders])
    return Credits(
        total=sum((Fraction(one.points) for one in functions), Fraction(0)),
        by_country=by_country,
        by_holder=by_holder,
        nobody=nobody,
        sums=sums,
        votes=votes,
        order=order(holders),
        majority=majority_country(holders),
        warnings=[
            Problem(code, name, value=total, limit=100)
            for name, total in sums.items()
            if total is not None and (code := code_of_sum(total))
        ],
    )


def sum_of(parts: Sequence):
    """The sum of what is known; None where nothing is."""
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def brought(holders: Sequence[Holder]) -> dict[str, Decimal]:
    """The finance by country, in the order in which the countries are listed."""
    found: dict[str, Decimal] = {}
    for one in holders:
        found[one.country] = found.get(one.country, Decimal(0)) + one.finance
    return found


def order(holders: Sequence[Holder]) -> list[str]:
    """The countries as agreed; those without a place follow by what they bring."""
    by_country = brought(holders)
    agreed: dict[str, int] = {}
    for one in holders:
        if one.order is not None:
            agreed[one.country] = min(one.order, agreed.get(one.country, one.order))
    last = max(agreed.values(), default=0) + 1
    return sorted(by_country, key=lambda code: (agreed.get(code, last), -by_country[code]))


def majority_country(holders: Sequence[Holder]) -> str | None:
    """The country that brings most; a rounding cent makes no majority."""
    by_country = brought(holders)
    return lead(by_country, Fraction(sum(by_country.values(), Decimal(0)))).first
