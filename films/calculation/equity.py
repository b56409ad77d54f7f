"""The equity index: how far credit, revenue and ownership follow what each co-producer brought.

The index is this product's own measure, not the trade's; pages say so. A difference is not a
fault, since territories or work in kind may justify it, but it has to be explained.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from films.calculation.result import Problem

VECTORS = ("credit", "revenue", "ownership")

# By co-producer; None is unknown, and a co-producer who is not listed has nothing.
Vector = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Positions:
    """What each co-producer brings and gets; a vector that is not agreed yet is None."""

    coproducers: tuple[str, ...]
    finance: Vector | None
    credit: Vector | None = None
    revenue: Vector | None = None
    ownership: Vector | None = None
    tolerance: Decimal = Decimal(5)

    def vector(self, name: str) -> Vector | None:
        return getattr(self, name)


@dataclass(frozen=True)
class Equity:
    """Exact percentages; an index or a gap that cannot be known is None."""

    finance: dict[str, Fraction] | None = None
    shares: dict[str, dict[str, Fraction] | None] = field(default_factory=dict)
    gaps: dict[str, dict[str, Fraction] | None] = field(default_factory=dict)
    index: dict[str, Fraction | None] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def overall(self) -> Fraction | None:
        """The lowest index of those that are known."""
        return min((index for index in self.index.values() if index is not None), default=None)


def compare(positions: Positions) -> Equity:
    """index = 100 − ½ Σ|f − x| for each vector, over shares scaled to 100."""
    errors, warnings = problems_with_positions(positions)
    if errors:
        return Equity(errors=errors, warnings=warnings)
    finance = scaled(positions.coproducers, positions.finance)
    if finance is None:
        warnings.append(Problem("NO_DATA", "finance"))
    shares = {name: scaled(positions.coproducers, positions.vector(name)) for name in VECTORS}
    warnings += [Problem("NO_DATA", name) for name in VECTORS if shares[name] is None]
    gaps = {name: gap(finance, shares[name]) for name in VECTORS}
    return Equity(
        finance=finance,
        shares=shares,
        gaps=gaps,
        index={name: index(gaps[name]) for name in VECTORS},
        flags=flags(gaps, Fraction(positions.tolerance)),
        warnings=warnings,
    )


def problems_with_positions(positions: Positions) -> tuple[list[Problem], list[Problem]]:
    """Amounts below zero, and parts of companies that are not in the deal."""
    errors: list[Problem] = []
    warnings: list[Problem] = []
    for name in ("finance", *VECTORS):
        for party, part in (positions.vector(name) or {}).items():
            is_finance = name == "finance"
            if part is not None and part < 0:
                code = "SOURCE_AMOUNT_NEGATIVE" if is_finance else "TARGET_NEGATIVE"
                subject = party if is_finance else f"{name}:{party}"
                errors.append(Problem(code, subject, value=part))
            if party not in positions.coproducers:
                if is_finance:
                    errors.append(Problem("UNKNOWN_COPRODUCER", party, value=party))
                else:
                    warnings.append(Problem("UNKNOWN_PARTY", f"{name}:{party}", value=party))
    return errors, warnings


def scaled(coproducers: tuple[str, ...], vector: Vector | None) -> dict[str, Fraction] | None:
    """A vector in per cent of its own sum; None where a part or the sum is unknown or zero."""
    parts = {party: (vector or {}).get(party, Decimal(0)) for party in coproducers}
    known = {party: Fraction(part) for party, part in parts.items() if part is not None}
    total = sum(known.values(), Fraction(0))
    if len(known) < len(parts) or not total:
        return None
    return {party: part * 100 / total for party, part in known.items()}


def gap(
    finance: dict[str, Fraction] | None, shares: dict[str, Fraction] | None
) -> dict[str, Fraction] | None:
    """Percentage points that each co-producer has above its finance share."""
    if finance is None or shares is None:
        return None
    return {party: shares[party] - finance[party] for party in finance}


def index(gaps: dict[str, Fraction] | None) -> Fraction | None:
    """100 is perfectly proportional; no data, no index."""
    if gaps is None:
        return None
    return 100 - sum((abs(part) for part in gaps.values()), Fraction(0)) / 2


def flags(gaps: dict[str, dict[str, Fraction] | None], tolerance: Fraction) -> list[str]:
    """Differences above the tolerance; one of exactly the tolerance passes."""
    return sorted(
        f"{name.upper()}_{'OVER' if points > 0 else 'UNDER'}:{party}"
        for name, parts in gaps.items()
        for party, points in (parts or {}).items()
        if abs(points) > tolerance
    )
