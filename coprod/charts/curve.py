"""Balances over months as lines above and below zero."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise

from coprod.charts.columns import MOST_LABELS
from coprod.charts.marks import percent_of

PLOT = 200
TOP = 16
BELOW = 24
LEFT = 12  # per cent of the drawing, kept for the numbers of the scale
MOST_LINES = 5
# A dot on every month would hide a long line.
MOST_DOTS = 60


@dataclass(frozen=True)
class Moment:
    """A month: where a click on it leads, what it says, and the value of each line."""

    label: str
    address: str
    title: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True)
class Point:
    """The value of one line at one moment."""

    x: str
    y: str
    is_below: bool


@dataclass(frozen=True)
class Stretch:
    """The part of a line between two moments."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Line:
    """A line made of stretches; `style` is its class, for each line has its own dashes."""

    style: str
    stretches: list[Stretch]
    dots: list[Point]


@dataclass(frozen=True)
class Slot:
    """The ground of a moment, to point at."""

    moment: Moment
    x: str
    width: str


@dataclass(frozen=True)
class Tick:
    """A label of an axis: `value` on the scale, `label` below the months."""

    x: str
    y: str
    value: Decimal | None = None
    label: str = ""


@dataclass(frozen=True)
class Curve:
    """Lines over the same months; what lies below zero has a ground of its own."""

    name: str
    label: str
    height: int
    top: int
    plot: int
    left: str
    width: str
    zero: str
    below: str
    lines: list[Line]
    slots: list[Slot]
    scale: list[Tick]
    months: list[Tick]


def curve(name: str, label: str, moments: list[Moment]) -> Curve:
    """Moments in order, evenly spaced; the first line is drawn above the others."""
    values = [Decimal(0), *(value for moment in moments for value in moment.values)]
    step = step_of(values)
    low = floor_of(min(values), step)
    high = max(-floor_of(-max(values), step), low + step)

    def y(value: Decimal) -> str:
        return f"{TOP + PLOT * (high - value) / (high - low):.1f}"

    slot = Decimal(100 - LEFT) / max(1, len(moments))
    middles = [_percent(LEFT + slot * (index + Decimal("0.5"))) for index in range(len(moments))]
    count = len(moments[0].values) if moments else 0
    points = [
        [Point(x, y(m.values[n]), m.values[n] < 0) for x, m in zip(middles, moments, strict=True)]
        for n in range(count)
    ]
    ticks = [low + step * number for number in range(int((high - low) / step) + 1)]
    return Curve(
        name=name,
        label=label,
        height=TOP + PLOT + BELOW,
        top=TOP,
        plot=PLOT,
        left=_percent(Decimal(LEFT)),
        width=_percent(Decimal(100 - LEFT)),
        zero=y(Decimal(0)),
        below=f"{TOP + PLOT - float(y(Decimal(0))):.1f}",
        lines=[_line(f"curve-{n + 1}", points[n]) for n in reversed(range(count))],
        slots=[
            Slot(moment, _percent(LEFT + slot * index), _percent(slot))
            for index, moment in enumerate(moments)
        ],
        scale=[Tick("0", y(value), value=value) for value in ticks],
        months=_month_ticks(moments, middles),
    )


def step_of(values: list[Decimal]) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, 50 … that needs at most a few lines."""
    span = max(values) - min(values)
    step = Decimal(1)
    while True:
        for factor in (1, 2, 5):
            if span <= MOST_LINES * step * factor:
                return step * factor
        step *= 10


def floor_of(value: Decimal, step: Decimal) -> Decimal:
    """The next line of the scale at or below a value."""
    return (value / step).to_integral_value(ROUND_FLOOR) * step


def _line(style: str, points: list[Point]) -> Line:
    stretches = [Stretch(one.x, one.y, two.x, two.y) for one, two in pairwise(points)]
    return Line(style, stretches, points if len(points) <= MOST_DOTS else [])


def _month_ticks(moments: list[Moment], middles: list[str]) -> list[Tick]:
    every = -(-len(moments) // MOST_LABELS) or 1
    return [
        Tick(x, str(TOP + PLOT + 16), label=moment.label)
        for index, (moment, x) in enumerate(zip(moments, middles, strict=True))
        if index % every == 0
    ]


def _percent(position: Decimal) -> str:
    return percent_of(position, 100)
