"""What stays in sight beside a finance plan: gap, what is confirmed, which treaty it passes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprod.exchange.faults import BadInput
from coprod.templatetags.amounts import sentence, shown_amount
from films.calculation.result import Answer
from films.calculators.kinds import KINDS
from films.calculators.showing import finance_plan as public
from films.calculators.showing import qualification
from films.calculators.showing.currencies import Currencies, by_currency, with_currencies
from films.calculators.showing.figure import Figures
from films.calculators.treaty_check import check
from films.deal.sheet import SHEETS
from films.deal.version import Version

# On which side of its limit a condition is met, by the end of its code.
SIDES = {"_MIN": "≥", "_MAX": "≤"}


def calculate(given: Any) -> tuple[Answer, Sequence[Any]]:
    """The calculator's answer, with the sums of each currency as they were typed."""
    answer, beside = with_currencies(KINDS["finance-plan"])(given)
    if answer.errors:
        return answer, beside
    return replace(answer, figures={**answer.figures, "by_currency": by_currency(given)}), beside


def show(
    given: Mapping[str, Any], said: Mapping[str, Any], currencies: Currencies
) -> dict[str, Any]:
    """The calculator's page, and the totals that stay in sight."""
    found, figures = public.show(given, said, currencies), Figures(said)
    totals = dict(found["totals"])
    more = [
        (_("Pending"), figures.amount(said["pending_total"], "pending_total")),
        (_("Not secured yet"), figures.amount(said["unsecured"], "unsecured")),
        (_("In kind and deferred"), figures.amount(said["non_cash_total"], "non_cash_total")),
        (_("Not recouped"), figures.amount(said["non_recoupable_total"], "non_recoupable_total")),
    ]
    in_sight = [_("Budget"), _("Finance"), _("Gap"), _("Secured share")]
    return {
        **found,
        "totals": [*found["totals"], *more],
        "in_sight": [(label, totals[label]) for label in in_sight],
        "for_nobody": for_nobody(said),
    }


def for_nobody(said: Mapping[str, Any]) -> str:
    """What the sources bring that counts for no partner yet; empty when all of it does."""
    brought = sum(Decimal(one["amount"]) for one in said["by_coproducer"].values())
    rest = Decimal(said["finance_total"]) - brought
    return shown_amount(rest) if rest > 0 else ""


# The treaty


def aside(version: Version, given: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    if "answer" not in answer:
        return {}
    return {
        "treaty": treaty(version),
        "judged_on": version.law_day,
        "gap_is_open": Decimal(answer["answer"].figures["gap"]) != 0,
    }


def treaty(version: Version) -> dict[str, Any] | None:
    """The verdict that the sheet of the qualification gives; None where nobody brings anything.

    A sheet is stored before its page is shown: both judge the same shares, points and spend.
    """
    asked = SHEETS["qualification"].question(version)
    if Decimal(asked["total_cost"]) <= 0 or len(asked["coproducers"]) < 2:
        return None
    try:
        checked = check(asked)
    except BadInput:
        return None
    said = checked.answer.as_json(_)
    if checked.answer.errors:
        told = [sentence(problem["message"]) for problem in said["problems"]]
        return {"outcome": "cannot be checked", "words": qualification.outcome_words(""),
                "reason": " ".join(told), "conditions": [], "decisive": []}  # fmt: skip
    law = qualification.law_of(checked)
    conditions = [qualification.condition(one, law) for one in said["conditions"]]
    decides = qualification.decisive(said["eligible"], conditions)
    return {
        "outcome": said["eligible"],
        "words": qualification.outcome_words(said["eligible"]),
        "rule": said["rule_used"],
        "treaty": law.treaty(said["rule_used"]),
        "reason": said["reason"],
        "decisive": decides,
        "remedies": qualification.remedies(said["eligible"], decides),
        "conditions": sorted(
            (limit_of(one) for one in conditions if one["limit"]),
            key=lambda one: one["outcome"] == "passed",  # What is open comes first.
        ),
    }


def limit_of(condition: Mapping[str, Any]) -> dict[str, Any]:
    """A condition as a line of limits: of whom, and on which side of the limit it is met."""
    kind, _colon, subject = condition["code"].partition(":")
    return {**condition, "subject": subject, "side": SIDES.get(kind[-4:], "")}
