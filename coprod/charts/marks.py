"""What every chart is made of: marks that lead somewhere, filled so that no colour is needed."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

# Each filling has its own pattern in templates/charts/_patterns.svg, besides its colour.
FILLINGS = ("solid", "stripes", "pale", "cross", "dots")


@dataclass(frozen=True)
class Mark:
    """One value of a chart: what it is called, where a click on it leads, how it is filled."""

    label: str
    value: Decimal | int
    address: str
    title: str
    filling: str = "solid"

    def __post_init__(self):
        if self.filling not in FILLINGS:
            raise ValueError(f"{self.filling!r} is no filling: take one of {', '.join(FILLINGS)}.")
        if self.value < 0:
            raise ValueError(f"{self.label} is {self.value}: a chart draws no value below zero.")


def percent_of(part, whole):
    """A position as SVG reads it, in hundredths of a per cent of the drawing."""
    if not whole:
        return "0%"
    exact = Fraction(part) / Fraction(whole) * 100
    return f"{float(round(exact, 2)):.2f}".rstrip("0").rstrip(".") + "%"
