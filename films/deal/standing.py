"""Where a version stands: every sheet that is declared, asked and answered.

A sheet that cannot be read or computed tells why and stands in nobody's way.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from coprod.exchange.faults import BadInput
from coprod.templatetags.amounts import sentence
from films.calculation.result import percent_text
from films.deal.sheet import SHEETS, DealSheet, Given
from films.deal.terms import document, read_terms
from films.deal.version import Version

PLAN, QUALIFICATION, RECOUPMENT = "finance-plan", "qualification", "recoupment"
RIGHTS, PROMISES, CASH_FLOW = "rights", "promises", "cash-flow"


@dataclass(frozen=True)
class Standing:
    """What one sheet was asked, and what it answered; no figures where it could not."""

    slug: str
    title: str
    question: Given = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    is_answered: bool = False


Standings = dict[str, Standing]


def questions(version: Version) -> dict[str, Given | BadInput]:
    """{sheet: the input of its calculation, or why there is none}."""
    found: dict[str, Given | BadInput] = {}
    for slug, sheet in SHEETS.items():
        try:
            found[slug] = sheet.question(version)
        except BadInput as bad:
            found[slug] = bad
    return found


def standings(asked: Mapping[str, Given | BadInput], terms: Mapping[str, Any]) -> Standings:
    """Every sheet answered, and what is promised besides money counted."""
    found = {slug: answered(SHEETS[slug], given) for slug, given in asked.items()}
    found[PROMISES] = Standing(PROMISES, "", {}, promises(terms), is_answered=True)
    return found


def standings_of(version: Version) -> tuple[Standings, dict[str, Any]]:
    """A version's standings and its terms."""
    read_terms(version)
    terms = document(version)
    return standings(questions(version), terms), terms


def answered(sheet: DealSheet, given: Given | BadInput) -> Standing:
    blank = Standing(sheet.slug, sheet.title)
    if isinstance(given, BadInput):
        return replace(blank, problems=faults(given))
    if sheet.slug == CASH_FLOW and not is_begun(given):
        # It misses every instalment, and that is no news.
        return replace(blank, question=given)
    try:
        answer, _aside = sheet.desk.calculate(deepcopy(given))
    except BadInput as bad:
        return replace(blank, question=given, problems=faults(bad))
    said = replace(answer, explanation=()).as_json(gettext)
    problems = tuple(sentence(f"{one['message']} {one['remedy']}") for one in said["problems"])
    if answer.errors:
        return replace(blank, question=given, problems=problems)
    if sheet.slug == RECOUPMENT:
        said = {**said, "repayment": repayment(given, said)}
    if sheet.slug == RIGHTS:
        said = {**said, "unassigned": unassigned(said)}
    return replace(blank, question=given, said=said, problems=problems, is_answered=True)


def is_begun(cash_flow: Given) -> bool:
    """Whether a cash flow says anything of its months yet."""
    sources = cash_flow.get("sources", ())
    return bool(cash_flow.get("costs") or any(row.get("instalments") for row in sources))


def faults(bad: BadInput) -> tuple[str, ...]:
    return tuple(
        f"{one.path}: {one.fault.translated(gettext)} {one.remedy.translated(gettext)}"
        for one in bad.faults
    )


# Repayment


def claims_of(tiers: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    """What each payee is owed before anybody makes a profit, over all tiers."""
    found: dict[str, Decimal] = {}
    for tier in tiers:
        for one in {"recoup": tier.get("payees"), "corridor": tier.get("main")}.get(
            tier.get("type", ""), ()
        ) or ():
            owed = Decimal(one["amount"])
            found[one["payee"]] = found.get(one["payee"], Decimal(0)) + owed
    return found


def repayment(given: Given, said: Mapping[str, Any]) -> dict[str, Any]:
    """Who is repaid how much of its claim by the receipts on record."""
    claims = claims_of(given.get("tiers", ()))
    left: dict[str, Decimal] = {}
    for table in said.get("unrecouped", {}).values():
        for payee, amount in table.items():
            left[payee] = left.get(payee, Decimal(0)) + Decimal(amount)
    receipts = [one["cumulative_receipts"] for one in said.get("periods", {}).values()]
    by_payee = {}
    for payee, claim in claims.items():
        repaid = claim - left.get(payee, Decimal(0))
        part = percent_text(Fraction(repaid) * 100 / Fraction(claim)) if claim else None
        by_payee[payee] = {"claim": f"{claim:.2f}", "repaid": f"{repaid:.2f}", "repaid_pct": part}
    return {
        "claims_total": f"{sum(claims.values(), Decimal(0)):.2f}",
        "receipts": receipts[-1] if receipts else None,
        "by_payee": by_payee,
    }


# Rights and promises


def unassigned(said: Mapping[str, Any]) -> list[str]:
    """Territories, with their medium, that belong to nobody."""
    return [
        f"{one.get('territory')} {one.get('medium', '')}".strip()
        for one in said.get("orphans") or ()
        if isinstance(one, Mapping)
    ]


def promises(terms: Mapping[str, Any]) -> dict[str, Any]:
    """How many promises besides money there are, and how many nobody owes any more."""
    listed = terms.get("obligation", {}).values()
    codes = {key: one["code"] for key, one in terms.get("partner", {}).items()}
    owed: dict[str, int] = {}
    for one in listed:
        owner = codes.get(one.get("owed_by") or "")
        if owner:
            owed[owner] = owed.get(owner, 0) + 1
    return {
        "promised": str(len(listed)),
        "owed_by": {owner: str(number) for owner, number in owed.items()},
        "owed_by_nobody": str(len(listed) - sum(owed.values())),
    }
