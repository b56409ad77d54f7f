"""The equity index as its page shows it: three indexes, and each difference with its reason."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from coprod.templatetags.amounts import signed
from films.calculation.equity import VECTORS
from films.calculators.grid.equity import VECTOR_LABELS
from films.calculators.showing.figure import Figure, Figures


def show(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    figures = Figures(said)
    finance = said["finance_pct"] or {}
    indexes = [
        (_(VECTOR_LABELS[name]), figures.amount(said["index"][name], f"index.{name}"))
        for name in VECTORS
    ]
    return {
        "overall": figures.amount(said["overall"], "overall"),
        "indexes": indexes,
        "tolerance": given.get("tolerance_pp", "5"),
        "reasons": [
            (_(VECTOR_LABELS[vector]), party, reason)
            for vector, told in said["reasons"].items()
            for party, reason in told.items()
            if reason
        ],
        "rows": [
            {
                "name": party,
                "finance": figures.percent(share, "", scaled(given.get("finance"), party)),
                "parts": [part(given, said, figures, name, party) for name in VECTORS],
            }
            for party, share in finance.items()
        ],
    }


def part(
    given: Mapping[str, Any], said: Mapping[str, Any], figures: Figures, name: str, party: str
) -> dict[str, Any]:
    """A co-producer's share of one kind, and how far it is from the share of the finance."""
    shares, gaps = said["share_pct"][name], said["gap_pp"][name]
    if not shares or not gaps:
        return {"share": Figure("–")}
    gap = figures.amount(gaps[party], f"gap_pp.{name}.{party}")
    return {
        "share": figures.percent(shares[party], "", scaled(given.get(name), party)),
        "gap": Figure(signed(gaps[party]), gap.formula, gap.is_negative),
        "is_flagged": any(
            f"{name.upper()}_{way}:{party}" in said["flags"] for way in ("OVER", "UNDER")
        ),
    }


def scaled(vector: Mapping[str, Any] | None, party: str) -> str:
    """How a typed number became a share."""
    parts = {name: number for name, number in (vector or {}).items() if number is not None}
    if party not in parts:
        return ""
    return f"{parts[party]} × 100 / ({' + '.join(parts.values())})"
