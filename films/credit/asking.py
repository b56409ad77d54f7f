"""What the equity calculator is asked about a version: who brings, who gets."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from coprod.exchange.strict import read
from films.calculation.equity import VECTORS
from films.credit import credit_rows, reading
from films.credit.money import Money
from films.credit.points import Credits, credit
from films.deal.sheet import without_keys
from films.deal.version import Partner, Version
from partners.treaty.finding import plain

Given = dict[str, Any]


def credits_of(version: Version) -> Credits:
    """The points of a version by country and partner."""
    given = without_keys(credit_rows.input_of(version))
    countries = {one.code: one.country.code for one in version.partners.all()}
    for one in given["coproducers"]:
        one["country"] = countries[one["id"]]
    asked = read(given, reading.request)
    return credit(asked.holders, asked.functions)


def question_of(version: Version, found: Money, credits: Credits) -> Given:
    """Finance from the plan, points from the functions, the rest as it was agreed."""
    asked: Given = {
        "coproducers": [partner.code for partner in found.partners],
        "finance": {partner.code: found.contribution(partner.code) for partner in found.partners},
        "tolerance_pp": version.tolerance,
    }
    if credits.filled:
        asked["credit"] = {code: exactly(part) for code, part in credits.by_holder.items()}
    for name in ("revenue", "ownership"):
        typed = {partner.code: share(partner, name) for partner in found.partners}
        if any(typed.values()):
            asked[name] = {code: part or None for code, part in typed.items()}
    if reasons := reasons_of(found.partners):
        asked["reasons"] = reasons
    return asked


def share(partner: Partner, name: str) -> str:
    row = credit_rows.share_row(partner)
    return getattr(row, name) if row else ""


def reasons_of(partners) -> dict[str, Mapping[str, str]]:
    """The parties' reasons for differences, by vector and partner."""
    found = {
        vector: {one.code: reason for one in partners if (reason := share(one, f"reason_{vector}"))}
        for vector in VECTORS
    }
    return {vector: told for vector, told in found.items() if told}


def exactly(points: Fraction) -> str:
    """As many decimals as the calculator reads."""
    return plain(points, 12)
