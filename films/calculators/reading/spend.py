"""Reading and answering spend obligations and incentives."""

from decimal import Decimal
from typing import Any, TypeVar

from coprod.exchange.strict import Node, given, read
from coprod.sentence import gettext_noop as _
from films.calculation.result import Answer, amount_text
from films.calculation.spend import (
    Basis,
    Cap,
    Incentive,
    Obligation,
    Spend,
    SpendPlan,
    obliged_spend,
)
from films.calculation.spend_explained import explain
from films.calculators.kind import Kind, example

Value = TypeVar("Value")

MAX_OBLIGATIONS = 1_000
MAX_TERRITORIES = 1_000
MAX_INCENTIVES = 200
PLAN_KEYS = {
    "budget_total", "as_of", "parents", "obligations", "spend", "incentives", "currency",
}  # fmt: skip
OBLIGATION_KEYS = {
    "id", "territory", "basis", "pct", "aid", "amount", "additive", "cap", "label", "note",
}  # fmt: skip
INCENTIVE_KEYS = {
    "id", "territory", "currency", "rate_pct", "eligible_spend", "min_spend", "max_amount",
    "recipient_must_be_foreign", "recipient_country", "valid_from", "valid_to", "label", "note",
}  # fmt: skip
# What each basis is computed from.
NEEDED = {Basis.AID: ("pct", "aid"), Basis.BUDGET: ("pct",), Basis.FIXED: ("amount",)}


def request(node: Node) -> SpendPlan:
    node.is_object(PLAN_KEYS, required={"budget_total"})
    node["currency"].id("EUR")
    obligations = node["obligations"].items(MAX_OBLIGATIONS, "obligations", unique="id")
    incentives = node["incentives"].items(MAX_INCENTIVES, "incentives", unique="id")
    spend = node["spend"].entries(MAX_TERRITORIES, "territories")
    on = node["as_of"].date()
    return SpendPlan(
        budget=node["budget_total"].money(),
        obligations=tuple(obligation(item) for item in obligations),
        spend={territory: amount(item) for territory, item in spend},
        parents=parents(node["parents"]),
        incentives=tuple(incentive(item, has_day=on is not None) for item in incentives),
        on=on,
    )


def parents(node: Node) -> dict[str, str]:
    """Which territory each region lies in; a circle would never reach a country."""
    found = {region: item.id() for region, item in node.entries(MAX_TERRITORIES, "regions")}
    for region in found:
        place, steps = region, 0
        while place in found and steps <= len(found):
            place, steps = found[place], steps + 1
        if steps > len(found):
            node[region].refuse(
                _("This region lies in itself, by way of {value}."),
                _("Name the territory around it."),
            )
            return {}
    return found


def obligation(node: Node) -> Obligation:
    node.is_object(OBLIGATION_KEYS, required={"id", "territory", "basis"})
    for key in ("label", "note"):
        node[key].text("")
    basis = Basis(node["basis"].choice([basis.value for basis in Basis]))
    for key in NEEDED[basis]:
        if node["basis"].is_given and not node[key].is_known:
            node[key].refuse(
                _("An obligation by {basis} is computed from this."), _("Add it."), basis=basis
            )
    return Obligation(
        id=node["id"].id(),
        territory=node["territory"].id(),
        basis=basis,
        pct=given(node["pct"], percentage) or Decimal(0),
        aid=given(node["aid"], amount),
        amount=given(node["amount"], amount) or 0,
        additive=node["additive"].flag(),
        cap=cap(node["cap"]),
    )


def cap(node: Node) -> Cap:
    if node.is_given and not node.is_null:
        node.is_object({"pct_of_aid", "pct_of_budget"})
    return Cap(
        pct_of_aid=given(node["pct_of_aid"], percentage),
        pct_of_budget=given(node["pct_of_budget"], percentage),
    )


def incentive(node: Node, has_day: bool) -> Incentive:
    node.is_object(INCENTIVE_KEYS, required={"id", "rate_pct", "eligible_spend"})
    for key in ("label", "note"):
        node[key].text("")
    node["currency"].id("")
    must_be_foreign = node["recipient_must_be_foreign"].flag()
    for key in ("territory", "recipient_country"):
        if must_be_foreign and not node[key].is_known:
            node[key].refuse(
                _("Without this nobody knows whether the recipient is foreign."), _("Add it.")
            )
    start, end = node["valid_from"].date(), node["valid_to"].date()
    if (start or end) and not has_day:
        node["valid_to" if end else "valid_from"].refuse(
            _("Whether this day has passed depends on as_of, which is missing."),
            _("Add as_of, the day of the plan."),
        )
    return Incentive(
        id=node["id"].id(),
        rate_pct=percentage(node["rate_pct"]),
        eligible_spend=amount(node["eligible_spend"]),
        territory=node["territory"].id(""),
        min_spend=given(node["min_spend"], amount),
        max_amount=given(node["max_amount"], amount),
        recipient_must_be_foreign=must_be_foreign,
        recipient_country=node["recipient_country"].id(""),
        valid_from=start,
        valid_to=end,
    )


def amount(node: Node) -> int:
    """Hundredths that are not negative."""
    minor = node.money()
    if minor < 0:
        node.refuse(_("This amount cannot be negative ({value})."), _("Enter zero or more."))
    return minor


def percentage(node: Node) -> Decimal:
    """A percentage that is not negative; of an aid it may well be above 100."""
    number = node.decimal()
    if not 0 <= number <= 10_000:
        node.refuse(
            _("{value} is not a percentage from 0 to 10000."), _("Enter such a percentage.")
        )
    return number


def answer(asked: SpendPlan) -> Answer:
    found = obliged_spend(asked)
    if found.errors:
        return Answer(errors=found.errors)
    return Answer(
        figures=figures(found),
        warnings=found.warnings,
        explanation=list(explain(asked, found)),
    )


def figures(found: Spend) -> dict[str, Any]:
    return {
        "obligations": {id: amount_text(asked) for id, asked in found.obligations.items()},
        "territories": {
            code: {
                "required": amount_text(one.required),
                "spend": amount_text(one.spend),
                "shortfall": amount_text(one.shortfall),
            }
            for code, one in found.territories.items()
        },
        "total_required": amount_text(found.total_required),
        "incentives": {id: amount_text(earned) for id, earned in found.incentives.items()},
    }


KIND = Kind(
    slug="spend",
    title=_("Spend obligations and incentives"),
    run=lambda sent: answer(read(sent, request)),
    example=example("spend"),
)
