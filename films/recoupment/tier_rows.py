"""The recoupment of a version: its tiers and pools as the ledger says them, and back."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import count
from typing import Any

from coprod.exchange.faults import BadInput, Fault
from coprod.exchange.strict import read
from coprod.sentence import gettext_noop as _
from films.calculators.grid.cell import DoesNotFit, joined, parted
from films.calculators.grid.waterfall import CAP, LIST, ONLY_LISTED, WAY
from films.calculators.reading import waterfall
from films.deal.sheet import without_keys
from films.deal.storing import fault, store_rows
from films.deal.version import Version
from films.recoupment.models import PoolTerritory, Tier, TierPayee
from films.recoupment.periods import periods_of

Given = dict[str, Any]
OTHER_CURRENCY = _("The account is kept in the base currency of the version, {currency}.")
CHANGE_BASE = _("Change the base currency in the finance plan, or leave the currency out.")
NOT_KEPT = _("A deal does not keep this.")
REMOVE = _("Remove it, or write it into the name of the tier.")
EMPTY_POOL = _("A pool has at least one territory.")
ADD_TERRITORY = _("Write its territory into the same row.")
# Words beside the terms that the calculator reads, and no row holds.
NOT_STORED = ("name", "note")
PAYEE_FIELDS = {"percent": "pct", "owed": "amount", "hands_on": "pass_through"}


def input_of(version: Version) -> Given:
    """Every tier with its payees, and every pool; three queries for any number of rows."""
    payees: dict[int, list[TierPayee]] = {}
    for payee in version.tierpayees.all():
        payees.setdefault(payee.tier_id, []).append(payee)
    given: Given = {
        "currency": version.currency,
        "tiers": [tier_of(tier, payees.get(tier.pk, [])) for tier in version.tiers.all()],
    }
    if pools := pools_of(version.poolterritorys.all()):
        given["pools"] = pools
    return given


def tier_of(tier: Tier, payees: list[TierPayee]) -> Given:
    found: Given = {"key": tier.key, "id": tier.code, "type": tier.type}
    if tier.label:
        found["label"] = tier.label
    if tier.way:
        found[WAY.get(tier.type, "sharing")] = tier.way
    if tier.cap is not None:
        found[CAP.get(tier.type, "cap")] = f"{tier.cap:f}"
    listed = [*payees]
    if tier.type not in ONLY_LISTED and listed:
        head = next((one for one in listed if one.takes_corridor), listed[0])
        listed.remove(head)
        found |= {name: one for name, one in payee_of(head).items() if name != "key"}
    if tier.type in ONLY_LISTED or tier.type in LIST:
        found[LIST.get(tier.type, "payees")] = [payee_of(one) for one in listed]
    return found


def payee_of(row: TierPayee) -> Given:
    found: Given = {"key": row.key, "payee": row.payee}
    if row.percent is not None:
        found["pct"] = f"{row.percent.normalize():f}"
    if row.owed is not None:
        found["amount"] = f"{row.owed:f}"
    if row.paid_outside is not None:
        found["paid_outside"] = f"{row.paid_outside:f}"
    if row.hands_on:
        found["pass_through"] = [
            {"payee": name, "pct": part} for name, part in parted(row.hands_on)
        ]
    return found


def pools_of(rows: Iterable[PoolTerritory]) -> list[Given]:
    """Territories of one pool together, in the order of its first one."""
    found: dict[str, Given] = {}
    for row in rows:
        pool = {"id": row.pool, "distributor": row.distributor, "territories": []}
        found.setdefault(row.pool, pool)["territories"].append(territory_of(row))
    return [*found.values()]


def territory_of(row: PoolTerritory) -> Given:
    found: Given = {"key": row.key, "id": row.territory}
    if row.fee is not None:
        found["fee_pct"] = f"{row.fee.normalize():f}"
    if row.expenses is not None:
        found["expenses"] = f"{row.expenses:f}"
    if row.guarantee is not None:
        found["mg"] = f"{row.guarantee:f}"
    return found


# What is asked


def asked(version: Version, given: Given) -> Given:
    """The input of the waterfall: what was typed, and the receipts of the deal so far."""
    return {**completed(version, given), "periods": periods_of(version)}


def completed(version: Version, given: Given) -> Given:
    """What was left out of a tier that is just being typed: its name, percentage, amount owed."""
    listed = given.get("tiers", [])
    if not isinstance(listed, list):
        return without_keys({"currency": version.currency, **given})
    taken = {str(one.get("id")) for one in listed if isinstance(one, dict)}
    names = (f"T{number}" for number in count(1))
    tiers = []
    for one in listed:
        if not isinstance(one, dict):
            tiers.append(one)
            continue
        if not one.get("id"):
            one = {**one, "id": next(name for name in names if name not in taken)}
        tiers.append(completed_tier(one))
    return without_keys({"currency": version.currency, **given, "tiers": tiers})


def completed_tier(one: Given) -> Given:
    """A payee whose percentage or amount is still to be typed gets nothing so far."""
    kind = str(one.get("type"))
    if kind not in ONLY_LISTED:
        one = {"pct": "0", **one}
    own = LIST.get(kind, "payees")
    if kind not in ONLY_LISTED and kind not in LIST:
        return one
    missing = {"pct": "0"} if kind == "split" else {"amount": "0"}
    payees = one.get(own, [])
    if not isinstance(payees, list):
        return one
    filled = [{**missing, **each} if isinstance(each, dict) else each for each in payees]
    return {**one, own: filled}


# Storing


def store(version: Version, given: Given) -> None:
    """Make the rows say what was typed; raises `BadInput` with every fault, storing nothing."""
    judge(version, given)
    named = completed(version, given)["tiers"]
    listed = [
        {**one, "id": other["id"]} for one, other in zip(given.get("tiers", []), named, strict=True)
    ]
    currency = version.currency
    tiers = store_rows(
        version,
        Tier,
        [
            {
                "key": one.get("key"),
                "code": one["id"],
                "label": one.get("label", ""),
                "type": one["type"],
                "way": one.get(WAY.get(one["type"], "sharing")) or "",
                "cap": amount_of(one.get(CAP.get(one["type"], "cap"))),
                "currency": currency,
            }
            for one in listed
        ],
        path="tiers",
        natural="code",
        paths={"code": "id"},
    )
    for number, (tier, one) in enumerate(zip(tiers, listed, strict=True)):
        store_payees(version, tier, one, f"tiers[{number}]")
    store_rows(
        version,
        PoolTerritory,
        [territory_row(pool, one, currency) for pool in given.get("pools", [])
         for one in pool["territories"]],
        path="pools",
        natural="territory",
    )  # fmt: skip


def judge(version: Version, given: Given) -> None:
    """What the calculator would refuse to read, or no row can hold, is not stored."""
    read({**completed(version, given), "periods": given.get("periods", [])}, waterfall.request)
    faults: list[Fault] = []
    if given.get("periods"):
        faults.append(fault("periods", "…", NOT_KEPT, REMOVE))
    if given.get("currency", version.currency) != version.currency:
        faults.append(
            fault("currency", given["currency"], OTHER_CURRENCY, CHANGE_BASE,
                  currency=version.currency)
        )  # fmt: skip
    named = [("tiers", place, one) for place, one in enumerate(given.get("tiers", []))]
    named += [("pools", place, one) for place, one in enumerate(given.get("pools", []))]
    for name, place, one in named:
        said = [key for key in NOT_STORED if one.get(key)]
        said += ["label"] if name == "pools" and one.get("label") else []
        faults += [fault(f"{name}[{place}].{key}", one[key], NOT_KEPT, REMOVE) for key in said]
        if name == "pools" and not one.get("territories"):
            path = f"pools[{place}].territories"
            faults.append(fault(path, one.get("id"), EMPTY_POOL, ADD_TERRITORY))
    if faults:
        raise BadInput(faults)


def store_payees(version: Version, tier: Tier, one: Given, path: str) -> None:
    """The payee of the tier itself first, then those of its list."""
    own = LIST.get(tier.type, "payees")
    rows = [payee_row(each, tier) for each in one.get(own, [])]
    if tier.type not in ONLY_LISTED:
        rows.insert(0, {**payee_row(one, tier), "takes_corridor": tier.type == "corridor"})
        # The key of the whole tier is not that of its payee.
        rows[0]["key"] = None
    store_rows(
        version,
        TierPayee,
        rows,
        path=f"{path}.{own}",
        among={"tier": tier},
        paths=PAYEE_FIELDS,
    )


def payee_row(one: Mapping[str, Any], tier: Tier) -> Given:
    pct = one.get("pct")
    return {
        "key": one.get("key"),
        "payee": one["payee"],
        "takes_corridor": False,
        "percent": None if pct is None else Decimal(str(pct)),
        "owed": amount_of(one.get("amount")),
        "paid_outside": amount_of(one.get("paid_outside")),
        "currency": tier.currency,
        "hands_on": handed_on(one),
    }


def handed_on(one: Mapping[str, Any]) -> str:
    try:
        return joined([(each["payee"], each["pct"]) for each in one.get("pass_through", [])])
    except DoesNotFit:
        names = ", ".join(each["payee"] for each in one["pass_through"])
        raise BadInput([fault("tiers", names, NOT_KEPT, REMOVE)]) from None


def territory_row(pool: Given, one: Given, currency: str) -> Given:
    fee = one.get("fee_pct")
    return {
        "key": one.get("key"),
        "pool": pool["id"],
        "distributor": pool["distributor"],
        "territory": one["id"],
        "fee": None if fee is None else Decimal(str(fee)),
        "expenses": amount_of(one.get("expenses")),
        "guarantee": amount_of(one.get("mg")),
        "currency": currency,
    }


def amount_of(text: object) -> Decimal | None:
    return None if text is None else Decimal(str(text))
