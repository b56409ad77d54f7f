"""A finance plan computed slowly and plainly, with fractions of a unit, to check the fast one."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def run(plan):
    """Every figure that the calculator shows, from the same input."""
    rates = {"EUR": Decimal(1)} | {one["currency"]: Decimal(one["rate"]) for one in plan["fx"]}
    live = []
    for source in plan["sources"]:
        dead = source["status"] in ("rejected", "withdrawn") or source["type"] == "bridge_loan"
        if not dead and source["amount"] is not None:
            exact = Decimal(source["amount"]) * rates[source["currency"]]
            amount = exact.quantize(CENT, ROUND_HALF_UP)
            live.append((source, amount, shared(amount, weights_of(source))))
    secured = [one for one in live if one[0]["status"] in ("confirmed", "paid")]
    no_cash = [one for one in live if one[0]["type"] in ("in_kind", "deferral")]
    budget = sum(Decimal(line["amount"]) for line in plan["budget"]["lines"])
    finance = total(live)
    whole = max(budget, finance)
    companies, countries, origins, cost, confirmed = {}, {}, {}, {}, {}
    for one in plan["coproducers"]:
        mine = sum((parts.get(one["id"], ZERO) for _source, _amount, parts in live), ZERO)
        companies[one["id"]] = mine
        countries[one["country"]] = countries.get(one["country"], ZERO) + mine
        sure = sum((parts.get(one["id"], ZERO) for _source, _amount, parts in secured), ZERO)
        confirmed[one["country"]] = confirmed.get(one["country"], ZERO) + sure
    for source, amount, _parts in live:
        origins[source["country"]] = origins.get(source["country"], ZERO) + amount
    for line in plan["budget"]["lines"]:
        cost[line["country"]] = cost.get(line["country"], ZERO) + Decimal(line["amount"])
    majority, tie = leader(companies, whole)
    country, country_tie = leader(countries, whole)
    starts = [
        one["country"]
        for one in plan["coproducers"]
        if one["delegate"] and one["holds_rights"] and one["country"] == country
    ]
    return {
        "budget_total": text(budget),
        "finance_total": text(finance),
        "secured_total": text(total(secured)),
        "pending_total": text(finance - total(secured)),
        "secured_pct": percent(total(secured), budget),
        "gap": text(budget - finance),
        "unsecured": text(budget - total(secured)),
        "cash_total": text(finance - total(no_cash)),
        "non_cash_total": text(total(no_cash)),
        "recoupable_total": text(total([one for one in live if one[0]["recoupable"]])),
        "non_recoupable_total": text(total([one for one in live if not one[0]["recoupable"]])),
        "by_coproducer": {name: row(amount, whole) for name, amount in companies.items()},
        "by_country": {name: row(amount, whole) for name, amount in countries.items()},
        "secured_by_country": {name: row(amount, whole) for name, amount in confirmed.items()},
        "unallocated": row(whole - sum(companies.values()), whole),
        "by_origin": {name: text(amount) for name, amount in origins.items()},
        "budget_by_country": {name: row(amount, budget) for name, amount in cost.items()},
        "country_balance": {
            name: text(countries.get(name, ZERO) - cost.get(name, ZERO))
            for name in {**countries, **cost}
        },
        "majority": majority,
        "majority_country": country,
        "initiative": starts[0] if starts else None,
        "warnings": sorted(warnings(plan, budget - finance, tie, country_tie)),
    }


def weights_of(source):
    if "contributor" in source:
        return {source["contributor"]: Fraction(1)}
    split = source.get("split_pct") or source.get("split_weights") or {}
    return {name: Fraction(weight) for name, weight in split.items()}


def shared(amount, weights):
    """Cut every exact part to the cent, then hand out the cents one by one."""
    if not weights:
        return {}
    exact = {
        name: Fraction(amount) * weight / sum(weights.values()) for name, weight in weights.items()
    }
    parts = {name: CENT * int(part * 100) for name, part in exact.items()}
    waiting = list(weights)
    while sum(parts.values()) < amount:
        first = waiting[0]
        for name in waiting:
            if exact[name] - Fraction(parts[name]) > exact[first] - Fraction(parts[first]):
                first = name
        parts[first] += CENT
        waiting.remove(first)
    return parts


def leader(amounts, whole):
    """The name of the clear first, and whether there is a tie for it."""
    best = max(amounts.values())
    if best <= 0:
        return None, False
    first = next(name for name, amount in amounts.items() if amount == best)
    for name, amount in amounts.items():
        if name != first and best - amount < whole * Decimal("0.0001"):
            return None, True
    return first, False


def warnings(plan, gap, tie, country_tie):
    if not plan["sources"]:
        yield "NO_SOURCES"
    if gap:
        yield "FINANCE_GAP" if gap > 0 else "OVERFINANCED"
    if tie:
        yield "MAJORITY_TIE"
    if country_tie:
        yield "MAJORITY_COUNTRY_TIE"
    for source in plan["sources"]:
        if source["status"] in ("rejected", "withdrawn") or source["type"] == "bridge_loan":
            continue
        if source["amount"] is None:
            yield f"AMOUNT_UNDISCLOSED:{source['id']}"
        split = [Decimal(part) for part in source.get("split_pct", {"": "100"}).values()]
        if sum(split) != 100:
            yield f"SPLIT_SUM_ROUNDED:{source['id']}"


def total(live):
    return sum((amount for _source, amount, _parts in live), ZERO)


def text(amount):
    return str(Decimal(amount).quantize(CENT))


def percent(part, whole):
    """Half away from zero, from the exact fraction."""
    exact = Fraction(part) * 100 / Fraction(whole)
    hundredths = int(abs(exact) * 100 + Fraction(1, 2))
    digits = Decimal(hundredths) * CENT
    return text(-digits if exact < 0 else digits)


def row(amount, whole):
    return {"amount": text(amount), "pct": percent(amount, whole)}
