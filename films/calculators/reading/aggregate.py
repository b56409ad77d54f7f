"""Reading and answering sums over deals under the disclosure rule."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coprod.exchange.strict import Node, given, read
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.disclosure import Aggregate, Group, Row, Rule, aggregate
from films.calculation.result import Answer, Explanation, amount_text, percent_text
from films.calculators.kind import Kind, example

MAX_ROWS = 5_000
RULE_KEYS = {"min_deals", "min_companies", "dominance_n", "dominance_k_pct"}


@dataclass(frozen=True)
class Request:
    """The rule, and the rows to sum by it."""

    rule: Rule
    rows: tuple[Row, ...]


def request(node: Node) -> Request:
    node.is_object({"rule", "rows", "currency"}, required={"rows"})
    node["currency"].id("EUR")
    rows = node["rows"].items(MAX_ROWS, "rows")
    return Request(rule(node["rule"]), tuple(row(item) for item in rows))


def rule(node: Node) -> Rule:
    node.is_object(RULE_KEYS)
    usual = Rule()
    largest = node["dominance_k_pct"].decimal(str(usual.dominance_k_pct))
    if not Decimal(0) <= largest <= Decimal(100):
        node["dominance_k_pct"].refuse(
            _("{value} is not a percentage from 0 to 100."), _("Enter such a percentage.")
        )
    return Rule(
        min_deals=node["min_deals"].whole(1, MAX_ROWS, usual.min_deals),
        min_companies=node["min_companies"].whole(1, MAX_ROWS, usual.min_companies),
        dominance_n=node["dominance_n"].whole(1, MAX_ROWS, usual.dominance_n),
        dominance_k_pct=largest,
    )


def row(node: Node) -> Row:
    keys = {"deal", "company", "group", "amount"}
    node.is_object({*keys, "consent"}, required=keys)
    return Row(
        deal=node["deal"].id(),
        company=node["company"].id(),
        group=node["group"].id(),
        amount=given(node["amount"], Node.money),
        has_consent=node["consent"].flag(default=True),
    )


def answer(asked: Request) -> Answer:
    result = aggregate(asked.rule, asked.rows)
    return Answer(
        figures={
            "groups": {name: group(one) for name, one in result.groups.items()},
            "total_of_shown": amount_text(result.total_of_shown),
            "suppressed_groups": result.suppressed,
        },
        errors=result.errors,
        warnings=result.warnings,
        explanation=explain(asked.rule, result),
    )


def group(one: Group) -> dict[str, Any]:
    return {
        "deals": one.deals,
        "shown": one.is_shown,
        "reason": one.reason,
        "sum": amount_text(one.sum) if one.is_shown else None,
        "mean": percent_text(one.mean / 100) if one.is_shown else None,
    }


def explain(rule: Rule, result: Aggregate) -> list[Explanation]:
    """The rule for each group; of a hidden one not a number more than its count of deals."""
    found = []
    for name, one in result.groups.items():
        numbers = {
            "deals": rule.min_deals,
            "companies": rule.min_companies,
            "largest": rule.dominance_n,
            "limit": rule.dominance_k_pct,
        }
        formula = Sentence(
            _(
                "shown with at least {deals} deals and {companies} companies, "
                "the {largest} largest holding at most {limit} %"
            ),
            numbers,
        )
        found.append(Explanation(f"groups.{name}.shown", formula))
        if one.is_shown:
            mean = Sentence(
                _("sum {sum} ÷ deals with a known amount"), {"sum": amount_text(one.sum)}
            )
            found.append(Explanation(f"groups.{name}.mean", mean))
    shown = [amount_text(one.sum) for one in result.groups.values() if one.is_shown]
    total = Sentence(_("shown groups only: {sums}"), {"sums": " + ".join(shown) or "0.00"})
    return [*found, Explanation("total_of_shown", total)]


KIND = Kind(
    slug="aggregate",
    title=_("Sums that give no deal away"),
    run=lambda sent: answer(read(sent, request)),
    example=example("aggregate"),
)
