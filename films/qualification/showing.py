"""What the authorities will see of a version, beside the verdict."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from coprod.templatetags.amounts import count, sentence, shown_amount
from films.calculation.result import amount_text, percent_text
from films.calculators.showing.figure import shown_percent
from films.credit.asking import credits_of
from films.credit.money import Money, money
from films.deal.version import Partner, Version
from films.qualification.asking import total_of
from partners.treaty.finding import plain


def seen(version: Version, given: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """Points, shares and spend by partner, what is missing, and the treaty that was chosen."""
    found, credits = money(version), credits_of(version)
    figures = answer["answer"].figures if "answer" in answer else {}
    treaty = version.deal.treaty
    # The functions of a points test are taken into a draft only.
    closed = (
        {}
        if version.is_open or "result" not in answer
        else {"result": {**answer["result"], "tests": []}}
    )
    return {
        **closed,
        "chosen": treaty,
        "chosen_governs": treaty is not None and figures.get("rule_used") == treaty.code,
        "has_verdict": bool(figures),
        "missing": shown_amount(amount_text(found.unallocated)) if found.unallocated else "",
        "plan_currency": found.currency,
        "partners_seen": [
            {
                "partner": partner,
                "amount": shown_amount(found.contribution(partner.code)),
                "of_plan": share(found, partner, found.whole),
                "of_brought": share(found, partner, total_of(found)),
                "points": count(plain(credits.by_holder.get(partner.code, 0))),
                "spend": spend(found, partner),
            }
            for partner in found.partners
        ],
        "plan_problems": [
            sentence(problem.message.translated(gettext)) for problem in found.problems
        ],
    }


def share(found: Money, partner: Partner, whole: int) -> str:
    if whole <= 0:
        return shown_percent(None)
    return shown_percent(percent_text(Fraction(found.by_partner[partner.code] * 100, whole)))


def spend(found: Money, partner: Partner) -> str:
    if found.spend is None:
        return shown_amount(None)
    return shown_amount(amount_text(found.spend.get(partner.country.code, 0)))
