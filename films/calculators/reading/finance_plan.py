"""Reading and answering a finance plan with its shares."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coprod.exchange.strict import Node, read
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.plan import Balance, Coproducer, Line, Plan, Source, balance
from films.calculation.plan_explained import explain
from films.calculation.result import Answer, Explanation, Problem, amount_text, percent_text
from films.calculation.shares import Shares, differences, shares
from films.calculators.kind import Kind, example
from films.calculators.reading.cash_flow import MAX_ROWS, STATUSES, rates, source_type

MAX_COPRODUCERS = 200
CURRENCY = re.compile("[A-Z]{3}")
PLAN_KEYS = {"base_currency", "fx", "budget", "coproducers", "sources", "ownership", "revenue"}
# A source may be sent with everything that a cash flow knows about it.
SOURCE_KEYS = {
    "id", "type", "status", "amount", "currency", "country", "recoupable", "contributor",
    "split_pct", "split_weights", "instalments", "label", "note",
}  # fmt: skip
ATTRIBUTIONS = ("contributor", "split_pct", "split_weights")

REJECTED = _("{status}: out of the plan")
DEAD_STATUSES = {"rejected": _("rejected"), "withdrawn": _("withdrawn")}
UNDISCLOSED = _("amount unknown: left out")
NO_FINANCE = _("a bridge loan belongs to the cash flow only")
DIFFERENCE = _("typed share, scaled to 100 − finance share {share} %")


@dataclass(frozen=True)
class Request:
    """A plan, and the shares that people typed and that are only compared with it."""

    plan: Plan
    typed: Mapping[str, Mapping[str, Decimal]]


def request(node: Node) -> Request:
    node.is_object(PLAN_KEYS, required={"base_currency", "budget"})
    node["budget"].is_object({"declared_total", "lines"}, required={"lines"})
    lines = node["budget"]["lines"].items(MAX_ROWS, "lines")
    companies = node["coproducers"].items(MAX_COPRODUCERS, "co-producers", unique="id")
    sources = node["sources"].items(MAX_ROWS, "sources", unique="id")
    plan = Plan(
        currency=currency(node["base_currency"]),
        lines=tuple(line(item) for item in lines),
        coproducers=tuple(coproducer(item) for item in companies),
        sources=tuple(source(item) for item in sources),
        rates=rates(node["fx"]),
        declared_total=optional_amount(node["budget"]["declared_total"]),
    )
    if plan.rates.get(plan.currency, 1) != 1:
        node["fx"].at("", str(plan.rates[plan.currency])).refuse(
            _("The base currency has the rate {value} to itself."), _("Remove it from the rates.")
        )
    amounts_within_cap(node, plan)
    typed = {name: parts(node[name]) for name in ("ownership", "revenue") if node[name].is_given}
    return Request(plan, typed)


def amounts_within_cap(node: Node, plan: Plan) -> None:
    """Also what a foreign amount comes to in the base currency."""
    places = {"budget.lines": plan.lines, "sources": plan.sources}
    for path, rows in places.items():
        for number, row in enumerate(rows):
            rate = plan.rate(row.currency)
            if row.amount is not None and rate is not None:
                where = node.at(f"{path}[{number}].amount", str(row.amount))
                where.within_cap(Fraction(row.amount) * Fraction(rate))


def currency(node: Node) -> str:
    code = node.id("")
    if node.is_given and code and not CURRENCY.fullmatch(code):
        node.refuse(_("“{value}” is not a currency."), _("Write three capitals, such as EUR."))
    return code


def optional_amount(node: Node) -> Decimal | None:
    """An amount that may be missing or null, for unknown; never beyond the cap of one line."""
    if node.is_null or not node.is_given:
        return None
    amount = node.decimal()
    node.within_cap(Fraction(amount))
    return amount


def line(node: Node) -> Line:
    node.is_object(
        {"account", "country", "amount", "currency", "label", "note"},
        required={"country", "amount"},
    )
    for key in ("label", "note"):
        node[key].text("")
    return Line(
        account=node["account"].text(""),
        country=node["country"].id(),
        amount=node["amount"].decimal(),
        currency=currency(node["currency"]),
    )


def coproducer(node: Node) -> Coproducer:
    node.is_object(
        {"id", "country", "delegate", "holds_rights", "name"}, required={"id", "country"}
    )
    node["name"].text("")
    return Coproducer(
        id=node["id"].id(),
        country=node["country"].id(),
        delegate=node["delegate"].flag(),
        holds_rights=node["holds_rights"].flag(),
    )


def source(node: Node) -> Source:
    node.is_object(SOURCE_KEYS, required={"id", "type", "status", "amount"})
    for key in ("label", "note"):
        node[key].text("")
    node["instalments"].free()
    return Source(
        id=node["id"].id(),
        type=source_type(node["type"]),
        status=node["status"].choice(STATUSES),
        amount=None if node["amount"].is_null else node["amount"].decimal(),
        origin=node["country"].id("unknown"),
        weights=weights(node),
        typed_percent=node["split_pct"].is_given and not node["split_pct"].is_null,
        recoupable=node["recoupable"].flag(),
        currency=currency(node["currency"]),
    )


def weights(node: Node) -> dict[str, Decimal]:
    """For whom a source counts: one co-producer, or several by percentages or weights."""
    given = [key for key in ATTRIBUTIONS if node[key].is_given and not node[key].is_null]
    if len(given) > 1:
        node[given[1]].refuse(
            _("A source is attributed in one way only, not by {ways} together."),
            _("Keep one of them."),
            ways=", ".join(given),
        )
    found: dict[str, Decimal] = {}
    for key in given:
        found = {node[key].id(): Decimal(1)} if key == "contributor" else parts(node[key])
    return found


def parts(node: Node) -> dict[str, Decimal]:
    """A table of parts by co-producer; none is negative and not all are zero."""
    found = {}
    for company, item in node.entries(MAX_COPRODUCERS, "co-producers"):
        found[company] = item.decimal()
        if found[company] < 0:
            item.refuse(_("A part cannot be negative ({value})."), _("Enter zero or more."))
    if isinstance(node.value, dict) and not any(found.values()):
        node.refuse(_("Nobody has a part here."), _("Give at least one a part above zero."))
    return found


def answer(asked: Request) -> Answer:
    weighed = balance(asked.plan)
    if weighed.errors:
        return Answer(errors=weighed.errors, warnings=weighed.warnings)
    found = shares(asked.plan, weighed)
    problems = [*weighed.warnings, *found.warnings]
    explanation = [*explain(asked.plan, weighed, found)]
    figures = {**balance_figures(weighed), **share_figures(found)}
    figures["left_out"] = left_out(asked.plan)
    errors: list[Problem] = []
    if asked.typed:
        figures["differences"] = {}
    for name, typed in asked.typed.items():
        points, faults, warned = differences(name, typed, found)
        errors += faults
        problems += warned
        figures["differences"][name] = texts(points, percent_text)
        explanation += [
            Explanation(
                f"differences.{name}.{company}",
                Sentence(DIFFERENCE, {"share": percent_text(found.percent(amount))}),
            )
            for company, amount in found.by_coproducer.items()
        ]
    return Answer(figures, errors, problems, explanation)


def balance_figures(found: Balance) -> dict[str, Any]:
    budget = found.budget
    return {
        "budget_total": amount_text(budget),
        "finance_total": amount_text(found.finance),
        "secured_total": amount_text(found.secured),
        "pending_total": amount_text(found.pending),
        "secured_pct": percent_text(found.secured_percent),
        "gap": amount_text(found.gap),
        "unsecured": amount_text(found.unsecured),
        "cash_total": amount_text(found.cash),
        "non_cash_total": amount_text(found.non_cash),
        "recoupable_total": amount_text(found.recoupable),
        "non_recoupable_total": amount_text(found.non_recoupable),
        "by_origin": texts(found.by_origin, amount_text),
        "budget_by_country": {
            country: with_percent(amount, Fraction(amount * 100, budget))
            for country, amount in found.cost_by_country.items()
        },
        "sources": {
            one.source.id: {
                "amount": amount_text(one.amount),
                "parts": texts(one.parts, amount_text),
            }
            for one in found.counted
        },
    }


def share_figures(found: Shares) -> dict[str, Any]:
    def rows(amounts: Mapping[str, int]) -> dict[str, Any]:
        return {name: with_percent(part, found.percent(part)) for name, part in amounts.items()}

    return {
        "plan_total": amount_text(found.plan),
        "by_coproducer": rows(found.by_coproducer),
        "by_country": rows(found.by_country),
        "secured_by_country": rows(found.secured_by_country),
        "unallocated": with_percent(found.unallocated, found.percent(found.unallocated)),
        "country_balance": texts(found.country_balance, amount_text),
        "majority": found.majority,
        "majority_country": found.majority_country,
        "initiative": found.initiative,
    }


def with_percent(amount: int, percent: Fraction) -> dict[str, str]:
    return {"amount": amount_text(amount), "pct": percent_text(percent)}


def texts(numbers: Mapping[str, Any], say: Any) -> dict[str, str]:
    return {name: say(number) for name, number in numbers.items()}


def left_out(plan: Plan) -> list[dict[str, Any]]:
    """Sources that are listed but not counted, and why."""
    found = []
    for one in plan.sources:
        if one.is_dead:
            status = Sentence(DEAD_STATUSES[one.status])
            found.append({"id": one.id, "reason": Sentence(REJECTED, {"status": status})})
        elif not one.is_finance:
            found.append({"id": one.id, "reason": Sentence(NO_FINANCE)})
        elif one.amount is None:
            found.append({"id": one.id, "reason": Sentence(UNDISCLOSED)})
    return found


KIND = Kind(
    slug="finance-plan",
    title=_("Finance plan"),
    run=lambda sent: answer(read(sent, request)),
    example=example("finance-plan"),
)
