"""The top sheet of a budget: what it comes to by account, by who covers it, by place of spend."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from re import compile
from typing import Any

from coprod.exchange.strict import Node, read
from coprod.sentence import gettext_noop as _
from films.calculation.cash_flow import converted
from films.calculation.plan import Line, Plan, problems_with_budget
from films.calculation.plan_explained import added
from films.calculation.result import Answer, Explanation, amount_text, percent_text
from films.calculators.kind import Kind
from films.calculators.reading.cash_flow import MAX_ROWS, rates
from films.calculators.reading.finance_plan import amounts_within_cap, currency, optional_amount
from films.calculators.showing.currencies import exact_sums

END_OF_GROUP = compile(r"[:./]")
NOT_SAID = "?"


@dataclass(frozen=True)
class Request:
    """A budget, and beside each of its lines the place where it is spent."""

    plan: Plan
    places: tuple[str, ...]


def request(node: Node) -> Request:
    node.is_object({"base_currency", "budget", "fx"}, required={"base_currency", "budget"})
    node["budget"].is_object({"declared_total", "lines"}, required={"lines"})
    listed = list(node["budget"]["lines"].items(MAX_ROWS, "lines"))
    plan = Plan(
        currency=currency(node["base_currency"]),
        lines=tuple(line(item) for item in listed),
        rates=rates(node["fx"]),
        declared_total=optional_amount(node["budget"]["declared_total"]),
    )
    if plan.rates.get(plan.currency, 1) != 1:
        node["fx"].at("", str(plan.rates[plan.currency])).refuse(
            _("The base currency has the rate {value} to itself."), _("Remove it from the rates.")
        )
    amounts_within_cap(node, plan)
    return Request(plan, tuple(place(item) for item in listed))


def line(node: Node) -> Line:
    known = {"account", "country", "spent_in", "amount", "currency", "label", "note"}
    node.is_object(known, required={"amount"})
    for key in ("label", "note"):
        node[key].text("")
    return Line(
        account=node["account"].text(""),
        country=node["country"].text("") or NOT_SAID,
        amount=node["amount"].decimal(),
        currency=currency(node["currency"]),
    )


def place(node: Node) -> str:
    return node["spent_in"].text("") or NOT_SAID


def group_of(account: str) -> str:
    """“Crew: camera” and “12.01 Script” belong to “Crew” and to “12”."""
    return END_OF_GROUP.split(account, maxsplit=1)[0].strip() or account.strip() or NOT_SAID


def answer(asked: Request) -> Answer:
    plan = asked.plan
    errors, warnings = problems_with_budget(plan)
    if errors:
        return Answer(errors=errors, warnings=warnings)
    amounts = [converted(one.amount, plan.rate(one.currency)) for one in plan.lines]
    total = sum(amounts)
    by = {
        "by_group": summed(amounts, [group_of(one.account) for one in plan.lines]),
        "by_country": summed(amounts, [one.country for one in plan.lines]),
        "by_place": summed(amounts, asked.places),
    }
    figures: dict[str, Any] = {
        "budget_total": amount_text(total),
        "declared_total": None if plan.declared_total is None else f"{plan.declared_total:f}",
        "by_currency": by_currency(plan, lambda one: one.currency),
        **{name: with_percent(parts, total) for name, parts in by.items()},
    }
    explanation = [Explanation("budget_total", added(by["by_group"]))]
    return Answer(figures, [], warnings, explanation)


def summed(amounts: Sequence[int], names: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for amount, name in zip(amounts, names, strict=True):
        found[name] = found.get(name, 0) + amount
    return found


def with_percent(parts: Mapping[str, int], total: int) -> dict[str, dict[str, str]]:
    return {
        name: {"amount": amount_text(part), "pct": percent_text(Fraction(part * 100, total))}
        for name, part in parts.items()
    }


def by_currency(plan: Plan, currency_of: Callable[[Any], str]) -> dict[str, str]:
    """The lines of each currency together, exactly as they were typed."""
    return exact_sums((currency_of(one) or plan.currency, one.amount) for one in plan.lines)


EXAMPLE: dict[str, Any] = {
    "base_currency": "EUR",
    "budget": {
        "lines": [
            {"account": "Script", "country": "KZ", "spent_in": "KZ", "amount": "90000.00"},
            {"account": "Crew: camera", "country": "FR", "spent_in": "KZ", "amount": "60000.00"},
        ]
    },
}
KIND = Kind(
    slug="budget",
    title=_("Budget"),
    run=lambda sent: answer(read(sent, request)),
    example=EXAMPLE,
)
