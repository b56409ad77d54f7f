"""What the treaty check is asked about a version: money, functions and spend as they stand."""

from typing import Any

from films.calculation.result import amount_text
from films.credit import credit_rows
from films.credit.money import Money, money
from films.deal.version import Partner, Version

Given = dict[str, Any]


def question(version: Version) -> Given:
    """The input of the treaty check, in a constant number of queries."""
    return question_of(version, money(version), of_version(version))


def question_of(version: Version, found: Money, typed: Given) -> Given:
    """The plan as the treaty check takes it, with the day, genre and derogation as typed.

    What nobody brings yet counts for nobody: then the shares are of what is brought, as where the
    calculator is given no total.
    """
    asked: Given = {
        "as_of": version.law_day.isoformat(),
        **typed,
        "rules": [],
        "total_cost": amount_text(total_of(found)),
        "currency": found.currency,
        "coproducers": [
            coproducer(partner, found) for partner in found.partners if counts(partner, found)
        ],
    }
    if functions := credit_rows.input_of(version)["functions"]:
        asked["elements"] = [element(one) for one in functions]
    if found.spend:
        asked["spend"] = {
            code: amount_text(amount) for code, amount in found.spend.items() if amount >= 0
        }
    return asked


def of_version(version: Version) -> Given:
    """What the parties typed on this sheet itself."""
    found: Given = {}
    if version.as_of:
        found["as_of"] = version.as_of.isoformat()
    if version.genre:
        found["genre"] = version.genre
    if version.derogation_granted:
        found["derogation_granted"] = True
    return found


def total_of(found: Money) -> int:
    """The larger of budget and finance, once somebody brings all of it; else what is brought."""
    return sum(found.by_partner.values()) if found.unallocated else found.whole


def counts(partner: Partner, found: Money) -> bool:
    """An executive producer who brings nothing is paid for work and is no co-producer."""
    return partner.role != Partner.Role.EXECUTIVE or bool(found.by_partner[partner.code])


def coproducer(partner: Partner, found: Money) -> Given:
    return {
        "id": partner.code,
        "country": partner.country.code,
        "contribution": found.contribution(partner.code),
        "financial_only": partner.role == Partner.Role.FINANCIAL,
    }


def element(one: Given) -> Given:
    """A function without the person: who it is, is nobody's business here."""
    return {key: one[key] for key in ("role", "points", "country", "parts") if key in one}
