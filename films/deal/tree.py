"""Who answers whom: versions as points in the lanes of their companies, from left to right."""

from collections.abc import Sequence
from dataclasses import dataclass

STEP, LANE, LEFT, TOP, RADIUS = 56, 48, 168, 36, 12
# How high a line bows over the versions that stand between its ends.
BOW = 28


@dataclass(frozen=True)
class Point:
    """A version in the drawing."""

    x: int
    y: int
    number: int
    status: str
    title: str
    address: str


@dataclass(frozen=True)
class Tree:
    """Positions of the drawing; each line goes from a version to the one that it answers."""

    width: int
    height: int
    lanes: list[tuple[int, str]]
    points: list[Point]
    lines: list[str]
    radius: int = RADIUS


def tree(versions: Sequence) -> Tree:
    """The drawing of versions that were read for one person, in the order of their numbers."""
    ordered = sorted(versions, key=lambda one: one.number)
    companies = list(dict.fromkeys(one.company for one in ordered))
    rows = {company: TOP + LANE * place for place, company in enumerate(companies)}
    points = {
        one.pk: Point(
            x=LEFT + STEP * place,
            y=rows[one.company],
            number=one.number,
            status=one.status,
            title=f"{one}, {one.company}, {one.get_status_display()}",
            address=one.get_absolute_url(),
        )
        for place, one in enumerate(ordered)
    }
    # A draft of another company that this one stands on is not there for the reader.
    pairs = [(points[one.pk], points[one.based_on_id])
             for one in ordered if one.based_on_id in points]  # fmt: skip
    return Tree(
        width=LEFT + STEP * max(len(ordered) - 1, 0) + 32,
        height=TOP + LANE * max(len(companies) - 1, 0) + 32,
        lanes=[(y, str(company)) for company, y in rows.items()],
        points=list(points.values()),
        lines=[line(new, old) for new, old in pairs],
    )


def line(new: Point, old: Point) -> str:
    """From a version to the one that it answers, around those between them in the same lane."""
    if new.y != old.y or new.x - old.x <= STEP:
        return f"M{new.x} {new.y}L{old.x} {old.y}"
    return f"M{new.x} {new.y}Q{(new.x + old.x) // 2} {new.y - 2 * BOW} {old.x} {old.y}"
