"""Reading and answering a waterfall."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from coprod.exchange.strict import Node, given, read
from coprod.sentence import gettext_noop as _
from films.calculation.pool import Pool, Territory
from films.calculation.result import Answer, amount_text
from films.calculation.tier import (
    BASES,
    SHARINGS,
    Claim,
    Corridor,
    Fee,
    Recipient,
    Recoup,
    Share,
    Split,
    Tier,
    UnknownTier,
)
from films.calculation.waterfall import Period, Receipt, Statement, Terms, Waterfall, distribute
from films.calculation.waterfall_explained import explain
from films.calculators.kind import Kind, example

MAX_TIERS = 200
MAX_PERIODS = 1_200
MAX_RECEIPTS = 5_000
MAX_PAYEES = 200
MAX_POOLS = 50
MAX_TERRITORIES = 300
# Payees of all tiers, times the periods in which each of them is computed.
MAX_PAYMENTS = 250_000

DESCRIPTIVE = {"label", "name", "note"}


@dataclass(frozen=True)
class Request:
    """The terms, and the receipts to share by them."""

    terms: Terms
    periods: tuple[Period, ...]


def request(node: Node) -> Request:
    node.is_object({"currency", "periods", "pools", "tiers"}, required={"periods", "tiers"})
    pools = tuple(pool(item) for item in node["pools"].items(MAX_POOLS, "pools", unique="id"))
    territories_stand_once(node["pools"])
    tiers = tuple(tier(item) for item in node["tiers"].items(MAX_TIERS, "tiers", unique="id"))
    periods = tuple(
        period(item) for item in node["periods"].items(MAX_PERIODS, "periods", unique="id")
    )
    receipts = sum(len(one.receipts) for one in periods)
    if receipts > MAX_RECEIPTS:
        too_many(node["periods"], receipts, MAX_RECEIPTS, "receipts")
    payments = len(periods) * sum(payees_of(one) for one in tiers)
    if payments > MAX_PAYMENTS:
        too_many(node["tiers"], payments, MAX_PAYMENTS, "payments")
    return Request(Terms(tiers, pools, node["currency"].id("EUR")), periods)


def too_many(node: Node, count: int, most: int, what: str) -> None:
    node.refuse(
        _("There are {count} {what}, more than the {most} that are computed at once."),
        _("Divide the input."),
        count=count,
        what=what,
        most=most,
    )


def payees_of(tier: Tier) -> int:
    return 0 if isinstance(tier, UnknownTier) else sum(len(one.parties) for one in tier.recipients)


# Periods and pools


def period(node: Node) -> Period:
    node.is_object({"id", "receipts", *DESCRIPTIVE}, required={"id"})
    described(node)
    receipts = node["receipts"].items(MAX_RECEIPTS, "receipts")
    return Period(node["id"].id(), tuple(receipt(item) for item in receipts))


def receipt(node: Node) -> Receipt:
    known = {"id", "date", "amount", "currency", "rate", "territory", *DESCRIPTIVE}
    node.is_object(known, required={"amount"})
    described(node)
    node["id"].id("")
    node["date"].date()
    amount = node["amount"].decimal()
    rate = given(node["rate"], Node.positive)
    node["amount"].within_cap(Fraction(amount) * Fraction(1 if rate is None else rate))
    return Receipt(
        amount=amount,
        territory=given(node["territory"], Node.id),
        rate=rate,
        currency=given(node["currency"], Node.id),
    )


def pool(node: Node) -> Pool:
    known = {"id", "distributor", "territories", *DESCRIPTIVE}
    node.is_object(known, required={"id", "distributor", "territories"})
    described(node)
    territories = node["territories"].items(MAX_TERRITORIES, "territories", unique="id")
    return Pool(
        node["id"].id(), node["distributor"].id(), tuple(territory(item) for item in territories)
    )


def territory(node: Node) -> Territory:
    node.is_object({"id", "fee_pct", "expenses", "mg", *DESCRIPTIVE}, required={"id"})
    described(node)
    return Territory(
        id=node["id"].id(),
        fee_pct=node["fee_pct"].decimal("0"),
        expenses=node["expenses"].money("0"),
        mg=node["mg"].money("0"),
    )


def territories_stand_once(pools: Node) -> None:
    """A receipt passes one distributor only: note a territory that stands in two pools."""
    seen: set[str] = set()
    for number, one in enumerate(pools.value if isinstance(pools.value, list) else []):
        own: set[str] = set()
        territories = one.get("territories") if isinstance(one, dict) else None
        for place, item in enumerate(territories if isinstance(territories, list) else []):
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str) and name not in own:
                pools.at(f"[{number}].territories[{place}].id", name).must_be_new(seen)
                own.add(name)


# Tiers


def tier(node: Node) -> Tier:
    """A tier by its type; one of a type that is not known is reported, not refused."""
    kind = node["type"].text()
    read_tier = TIERS.get(kind)
    if read_tier:
        return read_tier(node, node["id"].id())
    # What a tier of another type holds is nobody's to judge; without a type it is no tier.
    if isinstance(node.value, dict):
        node.is_object(node.value, required={"id", "type"})
    else:
        node.is_object(set())
    return UnknownTier(node["id"].id(), kind)


def fee(node: Node, name: str) -> Fee:
    known = {"id", "type", "payee", "pct", "base", "cap", "pass_through", *DESCRIPTIVE}
    node.is_object(known, required={"id", "payee", "pct"})
    described(node)
    return Fee(
        id=name,
        recipient=recipient(node),
        pct=node["pct"].decimal(),
        base=node["base"].choice(BASES, "gross"),
        cap=given(node["cap"], Node.money),
    )


def recoup(node: Node, name: str) -> Recoup:
    known = {"id", "type", "payees", "sharing", *DESCRIPTIVE}
    node.is_object(known, required={"id", "payees"})
    described(node)
    return Recoup(name, claims(node["payees"]), node["sharing"].choice(SHARINGS, "pro_rata"))


def corridor(node: Node, name: str) -> Corridor:
    known = {"id", "type", "payee", "pct", "cap", "main", "sharing", "pass_through"}
    node.is_object(known | DESCRIPTIVE, required={"id", "payee", "pct", "main"})
    described(node)
    return Corridor(
        id=name,
        recipient=recipient(node),
        pct=node["pct"].decimal(),
        claims=claims(node["main"]),
        sharing=node["sharing"].choice(SHARINGS, "pro_rata"),
        cap=given(node["cap"], Node.money),
    )


def split(node: Node, name: str) -> Split:
    node.is_object({"id", "type", "payees", "limit", *DESCRIPTIVE}, required={"id", "payees"})
    described(node)
    parts = []
    for item in node["payees"].items(MAX_PAYEES, "payees", unique="payee"):
        item.is_object({"payee", "pct", "pass_through"}, required={"payee", "pct"})
        parts.append((recipient(item), item["pct"].decimal()))
    return Split(name, tuple(parts), given(node["limit"], Node.money))


TIERS: dict[str, Callable[[Node, str], Tier]] = {
    "fee": fee,
    "recoup": recoup,
    "corridor": corridor,
    "split": split,
}


def claims(node: Node) -> tuple[Claim, ...]:
    listed = []
    for item in node.items(MAX_PAYEES, "payees", unique="payee"):
        known = {"payee", "amount", "paid_outside", "pass_through"}
        item.is_object(known, required={"payee", "amount"})
        amount, outside = item["amount"].money(), item["paid_outside"].money("0")
        listed.append(Claim(recipient(item), amount, outside))
    return tuple(listed)


def recipient(node: Node) -> Recipient:
    shares = []
    for item in node["pass_through"].items(MAX_PAYEES, "payees", unique="payee"):
        item.is_object({"payee", "pct"}, required={"payee", "pct"})
        shares.append(Share(item["payee"].id(), item["pct"].decimal()))
    return Recipient(node["payee"].id(), tuple(shares))


def described(node: Node) -> None:
    """Words for people beside the terms: read, and not computed with."""
    for key in DESCRIPTIVE:
        node[key].text("")


# The answer


def answer(asked: Request) -> Answer:
    result = distribute(asked.terms, asked.periods)
    return Answer(
        figures=figures(result),
        errors=result.errors,
        warnings=result.warnings,
        explanation=list(explain(asked.terms, result)),
    )


def figures(result: Waterfall) -> dict[str, Any]:
    return {
        "periods": {one.period: statement(one) for one in result.statements},
        "unrecouped": tables(result.unrecouped),
        "over_recouped": tables(result.over_recouped),
    }


def statement(one: Statement) -> dict[str, Any]:
    return {
        "cumulative_receipts": amount_text(one.cumulative_receipts),
        "totals": amounts(one.totals),
        "due": amounts(one.due),
        "payable": amounts(one.payable),
        "debit": amounts(one.debit),
        "by_tier": tables(one.by_tier),
        "tiers": {
            name: amounts({"reached": one.reached[name], "paid": sum(paid.values())})
            for name, paid in one.by_tier.items()
        },
        "undistributed": amount_text(one.undistributed),
        "pools": {
            name: {
                "overage": amount_text(state.overage),
                "unrecouped": amount_text(state.unrecouped),
                "kept": amount_text(state.kept),
            }
            for name, state in one.pools.items()
        },
    }


def amounts(minor: dict[str, int]) -> dict[str, str]:
    return {name: amount_text(amount) for name, amount in minor.items()}


def tables(minor: dict[str, dict[str, int]]) -> dict[str, dict[str, str]]:
    return {name: amounts(table) for name, table in minor.items()}


KIND = Kind(
    slug="waterfall",
    title=_("Recoupment waterfall"),
    run=lambda sent: answer(read(sent, request)),
    example=example("waterfall"),
)
