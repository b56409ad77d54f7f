"""Columns over years, each split into kinds."""

from dataclasses import dataclass

from coprod.charts.marks import Mark, percent_of

PLOT = 144
TOP = 16
BELOW = 24
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
    slot = 100 / len(rows) if rows else 100
    wide = min(slot * 0.8, WIDEST)
    blocks = []
    for index, (_label, marks) in enumerate(rows):
        left, ground = index * slot + (slot - wide) / 2, 0
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
        x=percent_of(round(left * 1000), 100_000),
        width=percent_of(round(wide * 1000), 100_000),
        y=f"{TOP + PLOT - PLOT * ground / top - height:.1f}",
        height=f"{height:.1f}",
    )


def _scale_tick(value, top):
    return Tick(str(value), "0", f"{TOP + PLOT - PLOT * value / top:.1f}")


def _year_ticks(labels, slot):
    every = next(
        every for every in (1, 2, 5, 10, 20, 50, len(labels) or 1)
        if -(-len(labels) // every) <= MOST_LABELS
    )  # fmt: skip
    return [
        Tick(label, percent_of(round((index + 0.5) * slot * 1000), 100_000), str(TOP + PLOT + 16))
        for index, label in enumerate(labels)
        if index % every == 0
    ]
