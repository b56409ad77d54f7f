"""Money moved between several co-producers at once, so that no limit of a share is overstepped.

Limits of shares are set to a company, to all companies of a country, or to all outside the
treaty: each group lies whole within another or apart from it. They make a tree, and on a tree
ranges of whole cents tell exactly whether a move is possible, and how. The least that mends one
share is also the least of all moves that do: who neither gives nor takes it need not move.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from partners.treaty.case import Case, Company
from partners.treaty.finding import Number

# Cents that a group gives, from the least to the most; what it takes is below zero.
Range = tuple[int, int]


@dataclass(frozen=True)
class Bound:
    """What some companies together must at least, or may at most, bring in per cent of the cost."""

    companies: frozenset[str]
    least: Number | None = None
    most: Number | None = None


def at_least_of(companies: Iterable[Company], percent: Number) -> Bound:
    return Bound(frozenset(company.id for company in companies), least=percent)


def at_most_of(companies: Iterable[Company], percent: Number) -> Bound:
    return Bound(frozenset(company.id for company in companies), most=percent)


@dataclass
class Group:
    """Some companies and the groups they are made of; one company is made of none."""

    members: frozenset[str]
    range: Range
    parts: list["Group"] = field(default_factory=list)

    def narrow(self, other: Range) -> None:
        self.range = max(self.range[0], other[0]), min(self.range[1], other[1])

    @property
    def reach(self) -> Range | None:
        """What the group can give with all its parts; None when they cannot agree."""
        least, most = self.range
        if self.parts:
            reaches = [part.reach for part in self.parts]
            if None in reaches:
                return None
            least = max(least, sum(reach[0] for reach in reaches if reach))
            most = min(most, sum(reach[1] for reach in reaches if reach))
        return (least, most) if least <= most else None

    def leaves(self) -> Iterator["Group"]:
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


def moved(case: Case, amount: Decimal, target: Bound, kept: Sequence[Bound]) -> Case | None:
    """The case after others have given an amount to the companies of a target, or taken it.

    As few others as the limits kept allow. None: no move between shares keeps them all.
    """
    cents = int(amount * 100) * (1 if target.least is None else -1)
    tree = _tree(case, cents, target.companies, kept)
    if tree is None or tree.reach is None:
        return None
    given = _given(tree, cents, target.companies, case)
    companies = tuple(
        replace(one, contribution=one.contribution - Decimal(given[one.id]).scaleb(-2))
        for one in case.companies
    )
    return replace(case, companies=companies)


def _tree(case: Case, cents: int, own: frozenset[str], kept: Sequence[Bound]) -> Group | None:
    """All companies, in the groups for which there are limits; None when groups cross."""
    top = {one.id: _leaf(one, cents, own) for one in case.companies}
    ranges = [(own, (cents, cents)), *((one.companies, _range(case, one)) for one in kept)]
    for members, limits in sorted(ranges, key=lambda pair: len(pair[0])):
        parts = list({id(top[name]): top[name] for name in members}.values())
        if len(parts) == 1 and parts[0].members == members:
            parts[0].narrow(limits)
            continue
        if any(not part.members <= members for part in parts):
            return None
        group = Group(members, limits, parts)
        top.update(dict.fromkeys(members, group))
    parts = list({id(group): group for group in top.values()}.values())
    return Group(frozenset(top), (0, 0), parts)


def _leaf(company: Company, cents: int, own: frozenset[str]) -> Group:
    """One side gives and the other takes; nobody gives more than it has."""
    gives = (company.id in own) == (cents > 0)
    most = min(abs(cents), max(floor(company.contribution * 100), 0))
    return Group(frozenset([company.id]), (0, most) if gives else (-abs(cents), 0))


def _range(case: Case, bound: Bound) -> Range:
    brought = sum(
        (Fraction(one.contribution) for one in case.companies if one.id in bound.companies),
        Fraction(0),
    )
    whole = Fraction(case.total_cost)
    least, most = -ceil(whole * 100), ceil(whole * 100)
    if bound.most is not None:
        least = ceil(brought * 100 - Fraction(bound.most) * whole)
    if bound.least is not None:
        most = floor(brought * 100 - Fraction(bound.least) * whole)
    return least, most


def _given(tree: Group, cents: int, own: frozenset[str], case: Case) -> dict[str, int]:
    """What each company gives: whoever can move most moves first, so that few have to."""
    leaves = {name: leaf for leaf in tree.leaves() for name in leaf.members}
    for is_own in (True, False):
        waiting = [one for one in case.companies if (one.id in own) == is_own]
        takes = is_own == (cents < 0)
        left = abs(cents)
        while left:
            most = {name: max(map(abs, limits)) for name, limits in _possible(tree)}
            chosen = max(
                waiting,
                key=lambda one: (
                    # Money goes to a Party rather than out of the treaty.
                    takes and most[one.id] > 0 and one.country in case.parties,
                    most[one.id],
                    one.contribution,
                ),
            )
            amount = most[chosen.id]
            leaves[chosen.id].range = (-amount, -amount) if takes else (amount, amount)
            left -= amount
            waiting.remove(chosen)
        for one in waiting:
            leaves[one.id].range = (0, 0)
    return {name: leaf.range[0] for name, leaf in leaves.items()}


def _possible(group: Group, allowed: Range | None = None) -> Iterator[tuple[str, Range]]:
    """What each company can give while all the others can still keep within their limits."""
    reach = group.reach
    assert reach
    least, most = allowed or reach
    if not group.parts:
        (name,) = group.members
        yield name, (least, most)
    reaches = [(part, part.reach) for part in group.parts]
    lowest = sum(reach[0] for _part, reach in reaches if reach)
    highest = sum(reach[1] for _part, reach in reaches if reach)
    for part, reach in reaches:
        assert reach
        rest = (least - (highest - reach[1]), most - (lowest - reach[0]))
        yield from _possible(part, (max(reach[0], rest[0]), min(reach[1], rest[1])))
