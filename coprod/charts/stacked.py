"""One bar made of the shares of a whole."""

from dataclasses import dataclass
from decimal import Decimal

from coprod.charts.marks import Mark, percent_of

BAR = 24
# Two lines below the bar: letters on a pattern would be hard to read.
HEIGHT = 64
# Below these shares the letters would not fit on a narrow screen; the title and the table say all.
ROOM_FOR_CODE = Decimal(7)
ROOM_FOR_VALUE = Decimal(14)


@dataclass(frozen=True)
class Segment:
    """One share of the bar."""

    mark: Mark
    x: str
    width: str
    shows_label: bool
    shows_value: bool


@dataclass(frozen=True)
class Stacked:
    """A bar of shares; `missing` is the part of the whole that nobody published."""

    name: str
    label: str
    height: int
    bar: int
    segments: list[Segment]
    missing: Decimal
    missing_x: str
    missing_width: str


def stacked(name: str, label: str, marks: list[Mark], whole: Decimal = Decimal(100)) -> Stacked:
    """The shares side by side in the order given.

    Shares that add to more than the whole are drawn in proportion to their sum: the bar never
    leaves the page, and the page says what they add to.
    """
    total = sum((mark.value for mark in marks), Decimal(0))
    scale = max(whole, total)
    segments, start = [], Decimal(0)
    for mark in marks:
        portion = mark.value * 100 / scale
        segments.append(
            Segment(
                mark=mark,
                x=percent_of(start, scale),
                width=percent_of(mark.value, scale),
                shows_label=portion >= ROOM_FOR_CODE,
                shows_value=portion >= ROOM_FOR_VALUE,
            )
        )
        start += mark.value
    missing = scale - total
    return Stacked(
        name=name,
        label=label,
        height=HEIGHT,
        bar=BAR,
        segments=segments,
        missing=missing,
        missing_x=percent_of(total, scale),
        missing_width=percent_of(missing, scale),
    )
