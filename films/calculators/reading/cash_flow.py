"""Reading and answering a cash flow."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coprod.exchange.strict import Node, given, read
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.cash_flow import (
    DEAD,
    PENDING,
    SECURED,
    CashFlow,
    Cost,
    Curve,
    Instalment,
    Plan,
    Source,
    flow,
    number_of,
)
from films.calculation.result import Answer, Explanation, amount_text
from films.calculators.kind import Kind, example

MAX_ROWS = 5_000
MAX_INSTALMENTS = 500
MAX_MONTHS = 1_200
MAX_RATES = 200
# These types decide whether a source is money at all; every other word is free.
DECISIVE = ("bridge_loan", "deferral", "in_kind")
LETTERS = re.compile("[^a-z]")
STATUSES = sorted(SECURED | PENDING | DEAD)
# A source may be sent with everything that a finance plan knows about it.
SOURCE_KEYS = {
    "id", "type", "status", "amount", "currency", "instalments", "country", "recoupable",
    "contributor", "split_pct", "split_weights", "label", "note",
}  # fmt: skip
COST_KEYS = {"month", "amount", "currency", "account", "country", "label", "note"}


def plan(node: Node) -> Plan:
    known = {"currency", "base_currency", "fx", "opening_balance", "costs", "sources"}
    node.is_object(known)
    base = node["currency"].id(node["base_currency"].id("EUR"))
    costs = tuple(cost(item) for item in node["costs"].items(MAX_ROWS, "costs"))
    sources = tuple(
        source(item) for item in node["sources"].items(MAX_ROWS, "sources", unique="id")
    )
    months_in_reach(node, costs, sources)
    asked = Plan(costs, sources, node["opening_balance"].money("0"), base, rates(node["fx"]))
    amounts_within_cap(node["costs"], asked, costs)
    amounts_within_cap(node["sources"], asked, sources)
    return asked


def amounts_within_cap(node: Node, asked: Plan, lines: Sequence[Cost | Source]) -> None:
    """Also what a foreign amount comes to in the base currency."""
    for number, line in enumerate(lines):
        rate = asked.rate(line.currency)
        if line.amount is not None and rate is not None:
            converted = Fraction(line.amount) * Fraction(rate)
            node.at(f"[{number}].amount", str(line.amount)).within_cap(converted)


def rates(node: Node) -> dict[str, Any]:
    found = {}
    for item in node.items(MAX_RATES, "rates", unique="currency"):
        item.is_object({"currency", "rate", "date", "source"}, required={"currency", "rate"})
        item["date"].date()
        item["source"].text("")
        found[item["currency"].id()] = item["rate"].positive()
    return found


def cost(node: Node) -> Cost:
    node.is_object(COST_KEYS, required={"month", "amount"})
    for key in ("account", "country", "label", "note"):
        node[key].text("")
    return Cost(node["month"].month(), node["amount"].decimal(), node["currency"].id(""))


def source(node: Node) -> Source:
    node.is_object(SOURCE_KEYS, required={"id", "type", "status", "amount"})
    for key in ("country", "recoupable", "contributor", "split_pct", "split_weights"):
        node[key].free()
    for key in ("label", "note"):
        node[key].text("")
    amount = given(node["amount"], Node.decimal)
    instalments = node["instalments"].items(MAX_INSTALMENTS, "instalments")
    return Source(
        id=node["id"].id(),
        type=source_type(node["type"]),
        status=node["status"].choice(STATUSES),
        amount=amount,
        instalments=tuple(instalment(item) for item in instalments),
        currency=node["currency"].id(""),
    )


def source_type(node: Node) -> str:
    """Any word; but “in-kind” would be counted as cash, so what decides a figure is written so."""
    name = node.id()
    letters = LETTERS.sub("", name.casefold()).rstrip("s")
    meant = next((one for one in DECISIVE if one.replace("_", "") == letters), name)
    if meant != name:
        node.refuse(
            _("“{value}” is not a choice here."), _("Use one of: {options}."), options=meant
        )
    return name


def instalment(node: Node) -> Instalment:
    node.is_object({"month", "pct", "amount", "label", "note"}, required={"month"})
    month = node["month"].month()
    for key in ("label", "note"):
        node[key].text("")
    pct, amount = given(node["pct"], Node.decimal), given(node["amount"], Node.decimal)
    if (pct is None) == (amount is None):
        node.refuse(
            _("An instalment is either a percentage or an amount."), _("Enter pct or amount.")
        )
    if amount is not None and amount < 0:
        node["amount"].refuse(
            _("An instalment cannot be negative ({value})."), _("Enter a repayment as a cost.")
        )
    return Instalment(month, pct, amount or Decimal(0))


def months_in_reach(node: Node, costs: tuple[Cost, ...], sources: tuple[Source, ...]) -> None:
    dated = [*costs, *(part for one in sources for part in one.instalments)]
    months = [one.month for one in dated if one.month]
    span = number_of(max(months)) - number_of(min(months)) + 1 if months else 0
    if span > MAX_MONTHS:
        node["costs"].at("", f"{min(months)} – {max(months)}").refuse(
            _("{value} are {span} months, more than the {most} that are computed at once."),
            _("Correct the month that lies too far away."),
            span=span,
            most=MAX_MONTHS,
        )


def answer(asked: Plan) -> Answer:
    result = flow(asked)
    if result.errors:
        return Answer(errors=result.errors, warnings=result.warnings)
    return Answer(
        figures={"all": curve(result.all), "secured": curve(result.secured)},
        warnings=result.warnings,
        explanation=explain(result),
    )


def curve(one: Curve) -> dict[str, Any]:
    return {
        "months": {
            month.month: {
                "in": amount_text(month.came_in),
                "out": amount_text(month.went_out),
                "net": amount_text(month.net),
                "cumulative": amount_text(month.cumulative),
            }
            for month in one.months
        },
        "peak_need": amount_text(one.peak_need),
        "peak_month": one.peak_month,
        "first_negative": one.first_negative,
        "negative_months": len(one.negative),
        "closing": amount_text(one.closing),
    }


def explain(result: CashFlow) -> list[Explanation]:
    """Each month's balance from the one before, and what the peak is."""
    found = []
    for name, one in (("all", result.all), ("secured", result.secured)):
        for month in one.months:
            numbers = {
                "before": amount_text(month.before),
                "came_in": amount_text(month.came_in),
                "went_out": amount_text(month.went_out),
            }
            formula = Sentence(_("before {before} + in {came_in} − out {went_out}"), numbers)
            found.append(Explanation(f"{name}.months.{month.month}.cumulative", formula))
        lowest = min((month.cumulative for month in one.months), default=one.opening)
        found.append(
            Explanation(
                f"{name}.peak_need",
                Sentence(
                    _("the lowest balance at the end of a month, {lowest}, where below zero"),
                    {"lowest": amount_text(lowest)},
                ),
            )
        )
    return found


KIND = Kind(
    slug="cash-flow",
    title=_("Cash flow"),
    run=lambda sent: answer(read(sent, plan)),
    example=example("cash-flow"),
)
