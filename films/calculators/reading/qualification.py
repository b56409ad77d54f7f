"""Reading a planned co-production and the treaties it might use."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coprod.exchange.strict import Node, given, read
from coprod.sentence import gettext_noop as _
from films.calculators.kind import Kind, example
from films.calculators.reading.qualification_answer import Request, answer
from partners.treaty.case import Case, Company, Element, PointsList
from partners.treaty.finding import UNKNOWN
from partners.treaty.instrument import Instrument, Party
from partners.treaty.instrument import Kind as InstrumentKind
from partners.treaty.limits import conditions

MAX_RULES = 30
MAX_PARTIES = 300
MAX_COMPANIES = 30
MAX_ELEMENTS = 100
MAX_TERRITORIES = 300
FRACTION = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")

CASE_KEYS = {
    "as_of", "rules", "total_cost", "coproducers", "elements", "spend", "derogation_granted",
    "currency", "genre",
}  # fmt: skip
GENRES = ["fiction", "animation", "documentary"]
PERCENTAGES = (
    "min_share_pct", "max_share_pct", "max_non_party_pct", "third_party_min_pct",
    "min_company_pct", "reduced_access_below_pct",
)  # fmt: skip
RULE_KEYS = {
    *PERCENTAGES, "id", "parties", "unless_bound_only_by", "min_partner_countries", "derogation",
    "financial_only", "points", "balance", "valid_from", "valid_to",
    "name", "kind", "source", "articles", "stands_in",
}  # fmt: skip
# A derogation may name its limits like the rule or, like a band, briefly.
DEROGATION = {
    "min_share_pct": "min_share_pct",
    "max_share_pct": "max_share_pct",
    "min_pct": "min_share_pct",
    "max_pct": "max_share_pct",
}


def request(node: Node) -> Request:
    node.is_object(CASE_KEYS, required={"rules", "total_cost", "coproducers"})
    companies = node["coproducers"].items(MAX_COMPANIES, "co-producers", unique="id")
    rules = node["rules"].items(MAX_RULES, "rules", unique="id")
    case = Case(
        total_cost=amount(node["total_cost"]),
        companies=tuple(company(item) for item in companies),
        on=node["as_of"].date(),
        points=points_list(node["elements"]),
        spend=spend(node["spend"]),
        derogation_granted=node["derogation_granted"].flag(),
        currency=node["currency"].id(""),
        genre=node["genre"].choice(GENRES, "fiction"),
    )
    instruments = tuple(instrument(item) for item in rules)
    same_spelling(node, case, instruments)
    return Request(case, instruments)


def same_spelling(node: Node, case: Case, instruments: Sequence[Instrument]) -> None:
    """“nl” beside a Party “NL” would be a non-Party, which nobody means."""
    parties = {party.country for one in instruments for party in one.parties}
    for number, one in enumerate(case.companies):
        if one.country not in parties and one.country.upper() in parties:
            node.at(f"coproducers[{number}].country", one.country).refuse(
                _("The rules write this country {code}."),
                _("Write it in the same way."),
                code=one.country.upper(),
            )


def amount(node: Node) -> Decimal:
    """An amount as it was written: a share is compared exactly, so nothing is rounded before."""
    node.money()
    return node.decimal()


def company(node: Node) -> Company:
    keys = {"id", "country", "contribution"}
    node.is_object({*keys, "financial_only", "name"}, required=keys)
    node["name"].text("")
    return Company(
        id=node["id"].id(),
        country=node["country"].id(),
        contribution=amount(node["contribution"]),
        financial_only=node["financial_only"].flag(),
    )


def points_list(node: Node) -> PointsList | None:
    """The functions of the points test; None where nobody says who fills them."""
    if not node.is_known:
        return None
    return PointsList(tuple(element(item) for item in node.items(MAX_ELEMENTS, "elements")))


def element(node: Node) -> Element:
    """A function filled by one country or by several in parts; by nobody, it scores nothing."""
    node.is_object({"role", "points", "country", "parts", "label", "note"}, {"role", "points"})
    for key in ("label", "note"):
        node[key].text("")
    parts, points = parts_of(node), points_of(node)
    return Element(node["role"].text(), points, parts)


def parts_of(node: Node) -> dict[str, Fraction]:
    """The part of a function that each country fills; one country alone fills the whole."""
    if node["country"].is_known and node["parts"].is_known:
        node["parts"].refuse(
            _("A function is filled either by one country or in parts."), _("Keep one of them.")
        )
    if node["country"].is_known:
        return {node["country"].id(): Fraction(1)}
    parts: dict[str, Fraction] = {}
    if node["parts"].is_known:
        for item in node["parts"].items(MAX_PARTIES, "parts"):
            item.is_object({"country", "fraction"}, required={"country", "fraction"})
            code = item["country"].id()
            parts[code] = parts.get(code, Fraction(0)) + fraction(item["fraction"])
        if sum(parts.values()) > 1:
            node["parts"].refuse(
                _("The parts of this function are more than the whole."), _("Correct them.")
            )
    return parts


def points_of(node: Node) -> Decimal:
    points = node["points"].decimal()
    if points < 0:
        node["points"].refuse(_("Points cannot be negative ({value})."), _("Enter zero or more."))
    return points


def fraction(node: Node) -> Fraction:
    """A part of a whole, as “1/4” or “0.25”."""
    if isinstance(node.value, str) and (match := FRACTION.fullmatch(node.value)):
        numerator, denominator = int(match[1]), int(match[2])
        if denominator and numerator <= denominator:
            return Fraction(numerator, denominator)
    elif 0 <= (number := node.decimal()) <= 1:
        return Fraction(number)
    node.refuse(_("{value} is not a part of a whole."), _("Write it as 1/4 or 0.25, at most 1."))
    return Fraction(0)


def spend(node: Node) -> dict[str, Decimal] | None:
    """What is spent in which country; None where that is not known."""
    if not node.is_known:
        return None
    found = {}
    for country, item in node.entries(MAX_TERRITORIES, "countries"):
        found[country] = amount(item)
        if found[country] < 0:
            item.refuse(_("This amount cannot be negative ({value})."), _("Enter zero or more."))
    return found


def instrument(node: Node) -> Instrument:
    node.is_object(RULE_KEYS, required={"id", "parties"})
    articles = {
        field: item.text() for field, item in node["articles"].entries(len(RULE_KEYS), "articles")
    }
    source = node["source"].text("")
    return Instrument(
        id=node["id"].id(),
        parties=tuple(Party(item.id()) for item in node["parties"].items(MAX_PARTIES, "parties")),
        conditions=conditions(limits(node), articles, source),
        name=node["name"].text(""),
        kind=InstrumentKind(
            node["kind"].choice([kind.value for kind in InstrumentKind], "multilateral")
        ),
        gives_way_to=given(node["unless_bound_only_by"], Node.id) or "",
        stands_in=node["stands_in"].flag(),
        valid_from=node["valid_from"].date(),
        valid_to=node["valid_to"].date(),
        article=articles.get("valid_from", articles.get("valid_to", "")),
        source=source,
    )


def limits(node: Node) -> dict[str, Any]:
    """The limits that a rule names; null says that the limit is not known."""
    found: dict[str, Any] = {}
    for field in PERCENTAGES:
        set_limit(found, field, node[field], percentage)
    set_limit(found, "min_partner_countries", node["min_partner_countries"], countries)
    set_limit(found, "financial_only", node["financial_only"], band)
    set_limit(found, "points", node["points"], points)
    set_limit(found, "balance", node["balance"], balance)
    if node["derogation"].is_known:
        found["derogation"] = derogation(node["derogation"])
    return found


def set_limit(found: dict[str, Any], field: str, node: Node, reads: Callable[[Node], Any]) -> None:
    if node.is_given:
        found[field] = UNKNOWN if node.is_null else reads(node)


def percentage(node: Node) -> Decimal:
    number = node.decimal()
    if not 0 <= number <= 100:
        node.refuse(_("{value} is not a percentage from 0 to 100."), _("Enter such a percentage."))
    return number


def countries(node: Node) -> int:
    return node.whole(0, MAX_PARTIES)


def weight(node: Node) -> Decimal:
    number = node.decimal()
    if number < 0:
        node.refuse(_("Points cannot be negative ({value})."), _("Enter zero or more."))
    return number


def band(node: Node) -> dict[str, Any]:
    node.is_object({"min_pct", "max_pct"})
    found: dict[str, Any] = {}
    for field in ("min_pct", "max_pct"):
        set_limit(found, field, node[field], percentage)
    return found


def points(node: Node) -> dict[str, Any]:
    node.is_object({"min", "max", "discretionary"})
    found: dict[str, Any] = {"discretionary": node["discretionary"].flag()}
    for field in ("min", "max"):
        set_limit(found, field, node[field], weight)
    return found


def balance(node: Node) -> dict[str, Any]:
    node.is_object({"tolerance_pct", "countries"}, required={"tolerance_pct"})
    found: dict[str, Any] = {}
    set_limit(found, "tolerance_pct", node["tolerance_pct"], percentage)
    found["countries"] = tuple(
        item.id() for item in node["countries"].items(MAX_PARTIES, "countries")
    )
    return found


def derogation(node: Node) -> dict[str, Any]:
    """The limits once a derogation is granted; a single percentage is the lower minimum."""
    if not isinstance(node.value, dict):
        return {"min_share_pct": percentage(node)}
    node.is_object(set(DEROGATION))
    found: dict[str, Any] = {}
    for field, name in DEROGATION.items():
        set_limit(found, name, node[field], percentage)
    return found


KIND = Kind(
    slug="qualification",
    title=_("Treaty check"),
    run=lambda given: answer(read(given, request)),
    example=example("qualification"),
)
