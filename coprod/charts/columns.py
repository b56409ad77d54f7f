"""Columns over years, each split into kinds."""

from dataclasses import dataclass
from fractions import Fraction

from coprod.charts.marks import Mark, percent_of

PLOT = 144
TOP = 16
BELOW = 24
LEFT = 4  # per cent of the drawing, kept for the numbers of the scale
# More labels than this run into each other on a narrow screen.
MOST_LABELS = 8
WIDEST = 8  # per cent of the drawing, so that three years do not become three walls


@dataclass(frozen=True)
class Block:
    """One kind in one column."""

    mark: Mark
    x: str
    width: str
    y: str
    height: str


@dataclass(frozen=True)
class Tick:
    """A label of an axis, and where it stands."""

    label: str
    x: str
    y: str


@dataclass(frozen=True)
class Columns:
    """Columns on a common ground line."""

    name: str
    label: str
    height: int
    ground: int
    blocks: list[Block]
    scale: list[Tick]
    years: list[Tick]


def columns(name: str, label: str, rows: list[tuple[str, list[Mark]]]) -> Columns:
    """Rows are (label of the column, its marks from the ground up), evenly spaced as given."""
    highest = max((sum(mark.value for mark in marks) for _label, marks in rows), default=0)
    step = scale_step(highest)
    top = max(step, -(-highest // step) * step)
    slot = Fraction(100 - LEFT, len(rows) or 1)
    wide = min(slot * Fraction(4, 5), Fraction(WIDEST))
    blocks = []
    for index, (_label, marks) in enumerate(rows):
        left, ground = LEFT + index * slot + (slot - wide) / 2, 0
        for mark in marks:
            if mark.value:
                blocks.append(_block(mark, left, wide, ground, top))
                ground += mark.value
    return Columns(
        name=name,
        label=label,
        height=TOP + PLOT + BELOW,
        ground=TOP + PLOT,
        blocks=blocks,
        scale=[_scale_tick(value, top) for value in range(step, top + 1, step)],
        years=_year_ticks([label for label, _marks in rows], slot),
    )


def scale_step(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that needs at most four lines."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if highest <= 4 * step * factor:
                return step * factor
        step *= 10


def _block(mark, left, wide, ground, top):
    height = PLOT * mark.value / top
    return Block(
        mark=mark,
        x=percent_of(left, 100),
        width=percent_of(wide, 100),
        y=f"{TOP + PLOT - PLOT * ground / top - height:.1f}",
        height=f"{height:.1f}",
    )


def _scale_tick(value, top):
    return Tick(str(value), "0", f"{TOP + PLOT - PLOT * value / top:.1f}")


def _year_ticks(labels, slot):
    """As many labels as fit, at equal distances: every one, every second, fifth, tenth …"""
    steps = (1, 2, 5, 10, 20, 50, len(labels) or 1)
    every = next(step for step in steps if -(-len(labels) // step) <= MOST_LABELS)
    y = str(TOP + PLOT + 16)
    return [
        Tick(label, percent_of(LEFT + (index + Fraction(1, 2)) * slot, 100), y)
        for index, label in enumerate(labels)
        if index % every == 0
    ]
