"""Money falling through tiers: each begins where the one before has taken its part."""

from dataclasses import dataclass
from decimal import Decimal

from coprod.charts.marks import Mark, percent_of

ROW = 36
LINE = 13  # the baseline of the name in its row
BAR_TOP = 18
BAR_HEIGHT = 12


@dataclass(frozen=True)
class Tier:
    """What a tier is called, where a click on its name leads, and what each party gets of it."""

    label: str
    address: str
    marks: list[Mark]

    @property
    def total(self) -> Decimal:
        return sum((Decimal(mark.value) for mark in self.marks), Decimal(0))


@dataclass(frozen=True)
class Segment:
    """The part of one party in one tier."""

    mark: Mark
    x: str
    width: str


@dataclass(frozen=True)
class Step:
    """One tier, drawn from where the money reaches it."""

    tier: Tier
    text_y: int
    bar_y: int
    segments: list[Segment]


@dataclass(frozen=True)
class Tiers:
    """Steps from the left, where the first money is, to the right, where the last is."""

    name: str
    label: str
    height: int
    bar_height: int
    steps: list[Step]


def tiers(name: str, label: str, listed: list[Tier]) -> Tiers:
    """The tiers from top to bottom; together they are as wide as the drawing."""
    whole = sum((tier.total for tier in listed), Decimal(0))
    steps, start = [], Decimal(0)
    for index, tier in enumerate(listed):
        segments = []
        for mark in tier.marks:
            segments.append(
                Segment(mark, percent_of(start, whole), percent_of(Decimal(mark.value), whole))
            )
            start += Decimal(mark.value)
        steps.append(Step(tier, index * ROW + LINE, index * ROW + BAR_TOP, segments))
    return Tiers(name, label, ROW * len(listed), BAR_HEIGHT, steps)
