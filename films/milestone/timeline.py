"""Milestones along the calendar: rows become positions, drawn as SVG by the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coprod.charts.marks import FILLINGS, percent_of

HEAD = 20
ROW = 36
LINE = 13  # the baseline of the name in its row
BAR_TOP = 18
BAR_HEIGHT = 12
# A mark of a single day is at least so wide, in hundredths of the drawing.
NARROWEST = 200
MOST_TICKS = 5
# Beyond this part of the drawing the words for a tick would leave it.
LAST_LABEL = 0.85


@dataclass(frozen=True)
class Span:
    """A thing with its first and its last day, and where a click on it leads."""

    label: str
    starts: date
    ends: date
    address: str
    title: str
    filling: str = "solid"

    def __post_init__(self):
        if self.filling not in FILLINGS:
            raise ValueError(f"{self.filling!r} is no filling: take one of {', '.join(FILLINGS)}.")


@dataclass(frozen=True)
class Tick:
    """The beginning of a month; at the right edge it has no room for its words."""

    day: date
    x: str
    has_label: bool = True


@dataclass(frozen=True)
class Line:
    """One span on its line."""

    span: Span
    y: int
    text_y: int
    bar_y: int
    x: str
    width: str


@dataclass(frozen=True)
class Timeline:
    """Spans from top to bottom over a common calendar; `today` is empty when out of sight."""

    name: str
    label: str
    height: int
    row_height: int
    bar_height: int
    head: int
    ticks: list[Tick]
    today: str
    lines: list[Line]


def timeline(name: str, label: str, spans: Sequence[Span], *, on: date) -> Timeline:
    """The spans in the order given; the calendar reaches from the first day to the last."""
    starts = min((span.starts for span in spans), default=on)
    last = max((max(span.ends, span.starts) for span in spans), default=on)
    first = starts.replace(day=1)
    whole = max((last - first).days + 1, 1)
    lines = []
    for index, span in enumerate(spans):
        y = HEAD + index * ROW
        days = (max(span.ends, span.starts) - span.starts).days + 1
        width = max(days * 10_000, NARROWEST * whole)
        # A narrow mark on the last day begins a little earlier instead of leaving the drawing.
        x = min((span.starts - first).days * 10_000, whole * 10_000 - width)
        lines.append(
            Line(
                span=span,
                y=y,
                text_y=y + LINE,
                bar_y=y + BAR_TOP,
                x=percent_of(x, whole * 10_000),
                width=percent_of(width, whole * 10_000),
            )
        )
    is_in_sight = first <= on <= last
    return Timeline(
        name=name,
        label=label,
        height=HEAD + ROW * len(spans),
        row_height=ROW,
        bar_height=BAR_HEIGHT,
        head=HEAD,
        ticks=[tick((day - first).days, day, whole) for day in ticks(first, last)],
        today=percent_of((on - first).days, whole) if is_in_sight else "",
        lines=lines,
    )


def tick(days: int, day: date, whole: int) -> Tick:
    return Tick(day, percent_of(days, whole), days <= LAST_LABEL * whole)


def ticks(first: date, last: date) -> list[date]:
    """Beginnings of months, of so many months that they can be read; first one included."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(
        (step for step in (1, 2, 3, 6, 12, 24, 60, 120, 600) if months <= step * MOST_TICKS),
        1_200,
    )
    found = []
    for month in range(0, months, step):
        year, number = divmod(first.year * 12 + first.month - 1 + month, 12)
        found.append(date(year, number + 1, 1))
    return found
