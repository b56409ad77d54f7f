"""Reading and answering the equity index."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from coprod.exchange.strict import Node, given, read
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.equity import VECTORS, Equity, Positions, Vector, compare
from films.calculation.result import Answer, Explanation, percent_text
from films.calculators.kind import Kind, example

MAX_COPRODUCERS = 200


@dataclass(frozen=True)
class Request:
    """The positions, and the parties' reasons for differences, by vector and co-producer."""

    positions: Positions
    reasons: dict[str, dict[str, str]]


def request(node: Node) -> Request:
    node.is_object(
        {"coproducers", "finance", *VECTORS, "tolerance_pp", "reasons"}, required={"finance"}
    )
    vectors = {name: vector(node[name]) for name in ("finance", *VECTORS)}
    tolerance = node["tolerance_pp"].decimal("5")
    if tolerance < 0:
        node["tolerance_pp"].refuse(
            _("{value} cannot be a tolerance."), _("Enter zero or a number above it.")
        )
    positions = Positions(
        coproducers=coproducers(node["coproducers"], vectors["finance"]),
        tolerance=tolerance,
        **vectors,
    )
    return Request(positions, reasons(node["reasons"]))


def coproducers(node: Node, finance: Vector | None) -> tuple[str, ...]:
    """The parties as listed; without a list, those that bring finance."""
    if not node.is_given:
        return tuple(finance or ())
    seen: set[str] = set()
    listed = []
    for item in node.items(MAX_COPRODUCERS, "co-producers"):
        listed.append(item.id())
        item.must_be_new(seen)
    return tuple(listed)


def vector(node: Node) -> Vector | None:
    if not node.is_given or node.is_null:
        return None
    found: dict[str, Decimal | None] = {}
    for party, part in node.entries(MAX_COPRODUCERS, "co-producers"):
        found[party] = given(part, Node.decimal)
    return found


def reasons(node: Node) -> dict[str, dict[str, str]]:
    node.is_object(VECTORS)
    return {
        name: {party: told.text("") for party, told in node[name].entries(MAX_COPRODUCERS, "notes")}
        for name in VECTORS
    }


def answer(asked: Request) -> Answer:
    result = compare(asked.positions)
    if result.errors:
        return Answer(errors=result.errors, warnings=result.warnings)
    return Answer(
        figures={
            "finance_pct": percentages(result.finance),
            "share_pct": {name: percentages(result.shares[name]) for name in VECTORS},
            "index": {name: shown(result.index[name]) for name in VECTORS},
            "overall": shown(result.overall),
            "gap_pp": {name: percentages(result.gaps[name]) for name in VECTORS},
            "flags": result.flags,
            "reasons": asked.reasons,
        },
        warnings=result.warnings,
        explanation=explain(result),
    )


def percentages(exact: dict[str, Fraction] | None) -> dict[str, str] | None:
    return None if exact is None else {party: percent_text(part) for party, part in exact.items()}


def shown(exact: Fraction | None) -> str | None:
    return None if exact is None else percent_text(exact)


def explain(result: Equity) -> list[Explanation]:
    """The index of each vector from its differences, and the overall one from the indexes."""
    found = []
    for name, gaps in result.gaps.items():
        if gaps is None:
            continue
        differences = " + ".join(percent_text(abs(points)) for points in gaps.values())
        formula = Sentence(_("100 − ½ × ({differences})"), {"differences": differences})
        found.append(Explanation(f"index.{name}", formula))
        finance, shares = result.finance or {}, result.shares[name] or {}
        for party in gaps:
            numbers = {
                "share": percent_text(shares[party]),
                "finance": percent_text(finance[party]),
            }
            formula = Sentence(_("share {share} − finance share {finance}"), numbers)
            found.append(Explanation(f"gap_pp.{name}.{party}", formula))
    if result.overall is not None:
        known = [percent_text(index) for index in result.index.values() if index is not None]
        lowest = Sentence(_("the lowest of {indexes}"), {"indexes": ", ".join(known)})
        found.append(Explanation("overall", lowest))
    return found


KIND = Kind(
    slug="equity",
    title=_("Equity of shares"),
    run=lambda sent: answer(read(sent, request)),
    example=example("equity"),
)
