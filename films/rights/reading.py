"""Reading and answering the rights of a version."""

from datetime import date
from decimal import Decimal
from typing import Any

from coprod.exchange.strict import Node, given, read
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.result import Answer, percent_text
from films.calculators.kind import Kind
from films.rights.coverage import Coverage, Grant, cover

MAX_RIGHTS = 500
MAX_OWNERS = 50
MEDIA = ("all", "cinema", "television", "streaming", "video", "inflight", "derived")
# Whether the days on which two windows meet have a first and a last one.
OVERLAPS = {
    (True, True): _("{territory}, {one} and {other}: two windows meet from {begins} to {ends}."),
    (True, False): _("{territory}, {one} and {other}: two windows meet from {begins} on."),
    (False, True): _("{territory}, {one} and {other}: two windows meet until {ends}."),
    (False, False): _("{territory}, {one} and {other}: two windows without an end meet."),
}
SOLD_BY_NOBODY = _("{territory}, {medium}: sold to {buyer}, and belongs to nobody in the deal.")
Request = tuple[tuple[str, ...], tuple[Grant, ...]]


def request(node: Node) -> Request:
    node.is_object({"coproducers", "rights"})
    parties = tuple(item.id() for item in node["coproducers"].items(200, "co-producers"))
    return parties, tuple(grant(item) for item in node["rights"].items(MAX_RIGHTS, "rights"))


def grant(node: Node) -> Grant:
    known = {
        "territory", "medium", "owner", "owners", "from", "until", "price", "currency", "buyer",
    }  # fmt: skip
    node.is_object(known, required={"territory"})
    begins, ends = node["from"].date(), node["until"].date()
    if begins and ends and ends < begins:
        node["until"].refuse(_("A window cannot end before it begins."), _("Correct the days."))
    price = given(node["price"], Node.decimal)
    if price is not None:
        node["price"].money()
        if price < 0:
            node["price"].refuse(
                _("This amount cannot be negative ({value})."), _("Enter zero or more.")
            )
    return Grant(
        territory=node["territory"].id(),
        medium=node["medium"].choice(MEDIA, "all"),
        owners=owners(node),
        begins=begins,
        ends=ends,
        price=price,
        currency=node["currency"].id(""),
        buyer=node["buyer"].text(""),
    )


def owners(node: Node) -> dict[str, Decimal | None]:
    """One owner with the whole, or several with their parts; nobody is nobody."""
    if node["owner"].is_given and node["owners"].is_given:
        node["owners"].refuse(
            _("A right has either one owner or several with parts."), _("Keep one of them.")
        )
    if (name := given(node["owner"], Node.id)) is not None:
        return {name: None}
    found: dict[str, Decimal | None] = {}
    for name, part in node["owners"].entries(MAX_OWNERS, "owners"):
        found[name] = part.decimal()
        if found[name] < 0:
            part.refuse(_("{value} cannot be a part."), _("Enter zero or more."))
    return found


def answer(asked: Request) -> Answer:
    parties, grants = asked
    found = cover(parties, grants)
    return Answer(figures(found, grants), warnings=found.warnings)


def figures(found: Coverage, grants: tuple[Grant, ...]) -> dict[str, Any]:
    return {
        "rights": len(grants),
        "sold": {currency: percent_text(amount) for currency, amount in found.sold.items()},
        "sold_without_price": found.unknown_prices,
        "orphans": [{"territory": one.territory, "medium": one.medium} for one in found.orphans],
        "by_coproducer": {
            party: {
                "territories": listed,
                "sold": {
                    currency: percent_text(amount)
                    for currency, amount in found.sold_by_party[party].items()
                },
            }
            for party, listed in found.territories.items()
        },
        "notes": [overlap(one, other) for one, other in found.overlaps]
        + [
            Sentence(
                SOLD_BY_NOBODY,
                {"territory": one.territory, "medium": one.medium, "buyer": one.buyer or "–"},
            )
            for one in found.sold_by_nobody
        ],
    }


def overlap(one: Grant, other: Grant) -> Sentence:
    begins = max(one.begins or date.min, other.begins or date.min)
    ends = min(one.ends or date.max, other.ends or date.max)
    return Sentence(
        OVERLAPS[begins != date.min, ends != date.max],
        {
            "territory": one.territory,
            "one": one.medium,
            "other": other.medium,
            "begins": begins,
            "ends": ends,
        },
    )


KIND = Kind(
    slug="rights",
    title=_("Rights"),
    run=lambda sent: answer(read(sent, request)),
    example={
        "coproducers": ["A", "B"],
        "rights": [
            {"territory": "KZ", "owner": "A"},
            {"territory": "FR", "medium": "cinema", "owner": "B", "from": "2027-01-01"},
            {"territory": "ROW", "owners": {"A": "60", "B": "40"}},
            {"territory": "TR"},
        ],
    },
)
