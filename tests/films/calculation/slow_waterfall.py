"""The waterfall a second time, slowly and obviously, to hold the fast one against.

Written from the rules alone and straight over the JSON of a case: every period starts again from
the first receipt, parts are exact fractions of a cent until the last step, claims are filled by
pouring, a corridor is followed from one event to the next. Amounts are in cents.
"""

from fractions import Fraction
from math import floor


def run(deal):
    """The answer to a deal: `periods`, `unrecouped`, `over_recouped` and `warnings`."""
    answer = {"periods": {}, "unrecouped": {}, "over_recouped": {}, "warnings": set()}
    for tier in deal["tiers"]:
        total = sum(part(one["pct"]) for one in tier["payees"]) if is_split(tier) else 1
        if total != 1:
            answer["warnings"].add(f"SPLIT_SUM_ROUNDED:{tier['id']}")
        for claim in claims_of(tier):
            above = money(claim.get("paid_outside", "0.00")) - money(claim["amount"])
            if above > 0:
                answer["warnings"].add(f"OVER_RECOUPED:{tier['id']}:{claim['payee']}")
                found = answer["over_recouped"].setdefault(tier["id"], {})
                found[claim["payee"]] = shown(above)
    before = {}
    for number, period in enumerate(deal["periods"]):
        entry, totals, received = close(deal, deal["periods"][: number + 1], answer["warnings"])
        entry["due"] = {who: shown(sum_ - before.get(who, 0)) for who, sum_ in totals.items()}
        if any(totals[who] < before.get(who, 0) for who in totals):
            answer["warnings"].add(f"NEGATIVE_DUE:{period['id']}")
        answer["periods"][period["id"]] = entry
        answer["unrecouped"] = {
            tier["id"]: {
                claim["payee"]: shown(owed(claim) - received[tier["id"]][claim["payee"]])
                for claim in claims_of(tier)
            }
            for tier in deal["tiers"]
            if claims_of(tier)
        }
        before = totals
    return answer


def close(deal, periods, warnings):
    """Everything since the first period, shared once."""
    last = periods[-1]["id"]
    receipts = [receipt for period in periods for receipt in period["receipts"]]
    totals, pools, account = {}, {}, 0
    territories = {
        territory["id"]: pool["id"]
        for pool in deal.get("pools", [])
        for territory in pool["territories"]
    }
    for receipt in receipts:
        if receipt.get("territory") not in territories:
            account += line(receipt)
    for pool in deal.get("pools", []):
        net = 0
        for territory in pool["territories"]:
            came = sum(line(one) for one in receipts if one.get("territory") == territory["id"])
            net += came - rounded(max(came, 0) * part(territory["fee_pct"]))
            net -= money(territory["expenses"]) + money(territory["mg"])
        came = sum(
            line(one) for one in receipts if territories.get(one.get("territory")) == pool["id"]
        )
        if came < 0:
            warnings.add(f"NEGATIVE_CUMULATIVE:{last}")
        overage = max(net, 0)
        pools[pool["id"]] = {"overage": shown(overage), "unrecouped": shown(max(-net, 0))}
        add(totals, pool["distributor"], max(came, 0) - overage)
        account += overage
    if account < 0:
        warnings.add(f"NEGATIVE_CUMULATIVE:{last}")
    gross = max(account, 0)
    left, by_tier, received, flow = gross, {}, {}, {}
    for tier in deal["tiers"]:
        paid = pay(tier, left, gross)
        together = sum(amount for _payee, amount in paid)
        flow[tier["id"]] = {"reached": shown(left), "paid": shown(together)}
        left -= together
        claims = paid[-len(claims_of(tier)) :] if claims_of(tier) else []
        received[tier["id"]] = {payee["payee"]: amount for payee, amount in claims}
        by_tier[tier["id"]] = {}
        for payee, amount in paid:
            handed = payee.get("pass_through", [])
            weights = [part(one["pct"]) for one in handed]
            parties = [one["payee"] for one in handed] + [payee["payee"]]
            parts = share(amount, [*weights, 1 - sum(weights)])
            for party, got in zip(parties, parts, strict=True):
                add(by_tier[tier["id"]], party, got)
                add(totals, party, got)
    if left:
        warnings.add(f"UNDISTRIBUTED:{last}")
    entry = {
        "cumulative_receipts": shown(account),
        "totals": {party: shown(amount) for party, amount in totals.items()},
        "by_tier": {
            tier: {party: shown(amount) for party, amount in paid.items()}
            for tier, paid in by_tier.items()
        },
        "tiers": flow,
        "undistributed": shown(left),
        "pools": pools,
    }
    return entry, totals, received


def pay(tier, left, gross):
    """What each payee of a tier gets before it hands anything on."""
    if tier["type"] == "fee":
        fee = rounded((gross if tier["base"] == "gross" else left) * part(tier["pct"]))
        limits = [money(tier["cap"])] if "cap" in tier else []
        return [(tier, min([fee, left, *limits]))]
    if tier["type"] == "recoup":
        return fill(tier["payees"], left, tier["sharing"])
    if tier["type"] == "corridor":
        diverted = follow(tier, left)
        return [(tier, diverted), *fill(tier["main"], left - diverted, tier["sharing"])]
    taken = min(left, money(tier["limit"])) if "limit" in tier else left
    parts = share(taken, [part(one["pct"]) for one in tier["payees"]])
    return list(zip(tier["payees"], parts, strict=True))


def follow(tier, left):
    """Let the money flow until it ends, the cap is reached, or the claims are full."""
    need = sum(owed(claim) for claim in tier["main"])
    room = money(tier["cap"]) if "cap" in tier else None
    diverted = 0
    while left and need:
        flowing = 0 if diverted == room else part(tier["pct"])
        step = left
        if flowing < 1:
            step = min(step, need / (1 - Fraction(flowing)))
        if flowing and room is not None:
            step = min(step, (room - diverted) / flowing)
        diverted += step * flowing
        need -= step * (1 - flowing)
        left -= step
    return rounded(diverted)


def fill(claims, available, sharing):
    """Fill claims like glasses."""
    needs = [owed(claim) for claim in claims]
    available = min(available, sum(needs))
    if sharing == "pro_rata":
        return list(zip(claims, share(available, needs), strict=True))
    level = [0] * len(claims)
    if sharing == "sequential":
        for index, need in enumerate(needs):
            level[index] = min(need, available)
            available -= level[index]
    while sharing == "equal" and available:
        thirsty = [index for index, need in enumerate(needs) if level[index] < need]
        equal = Fraction(available) / len(thirsty)
        pour = min(equal, *(needs[index] - level[index] for index in thirsty))
        for index in thirsty:
            level[index] += pour
            available -= pour
    return list(zip(claims, to_cents(level), strict=True))


def share(amount, weights):
    whole = sum(weights)
    return to_cents([Fraction(amount * weight) / whole if whole else 0 for weight in weights])


def to_cents(exact):
    """Largest remainder: floor, then a cent each to the largest fractions, ties as listed."""
    parts = [floor(amount) for amount in exact]
    missing = sum(exact) - sum(parts)
    ranking = sorted(range(len(exact)), key=lambda index: (parts[index] - exact[index], index))
    for index in ranking[: int(missing)]:
        parts[index] += 1
    return parts


def is_split(tier):
    return tier["type"] == "split"


def claims_of(tier):
    return {"recoup": tier.get("payees"), "corridor": tier.get("main")}.get(tier["type"]) or []


def owed(claim):
    return max(0, money(claim["amount"]) - money(claim.get("paid_outside", "0.00")))


def line(receipt):
    return rounded(money(receipt["amount"]) * Fraction(receipt.get("rate", 1)))


def money(text):
    """Cents of an amount with two decimals."""
    return int(text.replace(".", ""))


def part(pct):
    return Fraction(pct) / 100


def rounded(amount):
    """To the cent, half away from zero."""
    cents = floor(abs(amount) + Fraction(1, 2))
    return cents if amount >= 0 else -cents


def add(table, party, amount):
    table[party] = table.get(party, 0) + amount


def shown(cents):
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
