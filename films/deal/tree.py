"""Who answers whom: versions as points in the lanes of their companies, from left to right."""

from collections.abc import Sequence
from dataclasses import dataclass

STEP, LANE, LEFT, TOP, RADIUS = 56, 40, 168, 24, 9


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
    lines: list[tuple[int, int, int, int]]
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
        lines=[(new.x, new.y, old.x, old.y) for new, old in pairs],
    )
