"""Reading and answering the credits of a version."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coprod.exchange.strict import Node, given, read
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.result import Answer, Explanation, percent_text
from films.calculators.kind import Kind
from films.calculators.reading.qualification import MAX_ELEMENTS, parts_of, points_of
from films.credit.points import Credits, Function, Holder, credit
from partners.treaty.finding import plain

MAX_HOLDERS = 200
MOST_VOTES = 30_000
LINE = _("{countries} co-production")
NOT_FIRST = _("{majority} brings the most, but {first} stands first on the screen.")
POINTS_OF = _("points of: {functions}")


@dataclass(frozen=True)
class Request:
    """Who takes part, and who does what."""

    holders: tuple[Holder, ...]
    functions: tuple[Function, ...]


def request(node: Node) -> Request:
    node.is_object({"coproducers", "functions"})
    holders = tuple(
        holder(item) for item in node["coproducers"].items(MAX_HOLDERS, "co-producers", unique="id")
    )
    functions = node["functions"].items(MAX_ELEMENTS, "functions")
    return Request(holders, tuple(function(item) for item in functions))


def holder(node: Node) -> Holder:
    known = {
        "id", "country", "finance", "ownership", "revenue", "votes", "credit_order", "wording",
    }  # fmt: skip
    node.is_object(known, required={"id"})
    node["wording"].text("")
    return Holder(
        id=node["id"].id(),
        country=node["country"].id(""),
        finance=node["finance"].decimal("0"),
        ownership=percentage(node["ownership"]),
        revenue=percentage(node["revenue"]),
        votes=whole(node["votes"]),
        order=whole(node["credit_order"]),
    )


def percentage(node: Node) -> Decimal | None:
    number = given(node, Node.decimal)
    if number is not None and not 0 <= number <= 100:
        node.refuse(_("{value} is not a percentage from 0 to 100."), _("Enter such a percentage."))
    return number


def whole(node: Node) -> int | None:
    number = given(node, Node.decimal)
    if number is None:
        return None
    if number != number.to_integral_value() or not 0 <= number <= MOST_VOTES:
        node.refuse(
            _("{value} is not a whole number from {least} to {most}."),
            _("Enter such a number."),
            least=0,
            most=MOST_VOTES,
        )
        return None
    return int(number)


def function(node: Node) -> Function:
    """A function filled by one country or by several in parts; by nobody, it scores nothing."""
    known = {"role", "points", "country", "parts", "person", "counts_for", "wording"}
    node.is_object(known, required={"role", "points"})
    for key in ("person", "wording"):
        node[key].text("")
    parts, points = parts_of(node), points_of(node)
    return Function(node["role"].id(), points, parts, node["counts_for"].id(""))


def answer(asked: Request) -> Answer:
    found = credit(asked.holders, asked.functions)
    return Answer(figures(found), warnings=found.warnings, explanation=explain(asked, found))


def figures(found: Credits) -> dict[str, Any]:
    return {
        "points_total": percent_text(found.total),
        "points_filled": percent_text(found.filled),
        "points_of_nobody": percent_text(found.nobody),
        "points_by_country": texts(found.by_country),
        "points_by_coproducer": texts(found.by_holder),
        **{
            f"{name}_total": None if total is None else percent_text(total)
            for name, total in found.sums.items()
        },
        "votes_total": found.votes,
        "credit_order": found.order,
        "credit_line": Sentence(LINE, {"countries": "–".join(found.order)}),
        "majority_country": found.majority,
        "order_note": None
        if found.leads
        else Sentence(NOT_FIRST, {"majority": found.majority, "first": found.order[0]}),
    }


def texts(points: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: percent_text(part) for name, part in points.items()}


def explain(asked: Request, found: Credits) -> list[Explanation]:
    """Which functions make the points of a country."""
    explained = []
    for country in found.by_country:
        named = [
            f"{one.role} {plain(Fraction(one.points) * one.parts[country])}"
            for one in asked.functions
            if country in one.parts and one.points
        ]
        if named:
            formula = Sentence(POINTS_OF, {"functions": ", ".join(named)})
            explained.append(Explanation(f"points_by_country.{country}", formula))
    return explained


KIND = Kind(
    slug="credits",
    title=_("Credits"),
    run=lambda sent: answer(read(sent, request)),
    example={
        "coproducers": [
            {"id": "A", "country": "KZ", "finance": "600.00", "ownership": "60"},
            {"id": "B", "country": "FR", "finance": "400.00", "ownership": "40"},
        ],
        "functions": [
            {"role": "director", "points": "3", "country": "KZ"},
            {"role": "editor", "points": "1", "country": "FR"},
        ],
    },
)
