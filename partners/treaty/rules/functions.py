"""Choosing whom to replace in a points test; shared by the rules about points."""

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from partners.treaty.case import Case, Element, PointsList


def fewest_functions(case: Case, countries: Collection[str], short: Fraction) -> list[Element]:
    """The fewest functions that, filled from these countries, bring the points that are short.

    The heaviest are taken first; the last one is the lightest that still suffices. Empty when
    all of them together do not suffice.
    """
    gains = [
        (Fraction(element.points) - element.points_of(countries), element)
        for element in case.points.elements
    ]
    gains = sorted((pair for pair in gains if pair[0] > 0), key=lambda pair: -pair[0])
    chosen: list[Element] = []
    while gains and short > 0:
        enough = [pair for pair in gains if pair[0] >= short]
        gain, element = enough[-1] if enough else gains[0]
        gains = [pair for pair in gains if pair[1] is not element]
        chosen.append(element)
        short -= gain
    return chosen if short <= 0 else []


def given_to(case: Case, chosen: Collection[Element], country: str) -> Case:
    """The case with these functions filled by one country alone."""
    elements = tuple(
        replace(element, parts={country: Fraction(1)})
        if any(element is one for one in chosen)
        else element
        for element in case.points.elements
    )
    return replace(case, points=PointsList(elements))


def names_of(chosen: Collection[Element]) -> str:
    return ", ".join(element.role for element in chosen)
