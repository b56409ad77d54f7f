"""Horizontal bars, one under the other, each with its name above it."""

from dataclasses import dataclass

from coprod.charts.marks import Mark, percent_of

ROW = 32
LINE = 14  # the baseline of the name in its row
BAR_TOP = 19
BAR_HEIGHT = 7


@dataclass(frozen=True)
class Bar:
    """One value: its name and number on a line, its length below."""

    mark: Mark
    y: int
    text_y: int
    bar_y: int
    width: str


@dataclass(frozen=True)
class Bars:
    """Bars with a common beginning, longest as wide as the drawing."""

    name: str
    label: str
    height: int
    bar_height: int
    row_height: int
    bars: list[Bar]


def bars(name: str, label: str, marks: list[Mark]) -> Bars:
    """The marks from top to bottom in the order given."""
    longest = max((mark.value for mark in marks), default=0)
    return Bars(
        name=name,
        label=label,
        height=ROW * len(marks),
        bar_height=BAR_HEIGHT,
        row_height=ROW,
        bars=[
            Bar(
                mark=mark,
                y=index * ROW,
                text_y=index * ROW + LINE,
                bar_y=index * ROW + BAR_TOP,
                width=percent_of(mark.value, longest),
            )
            for index, mark in enumerate(marks)
        ],
    )
