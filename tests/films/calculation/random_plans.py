"""Random finance plans as a calculator is asked for them, the same for the same number."""

from random import Random

COUNTRIES = ["KZ", "FR", "DE", "TR", "UZ"]
RATES = {"KZT": "0.00175", "USD": "0.9237", "JPY": "0.006111"}
TYPES = ["selective_fund", "in_kind", "deferral", "own_investment", "bridge_loan", "pre_sale"]
STATUSES = ["applied", "loi", "conditional", "confirmed", "paid", "rejected", "withdrawn"]
# Sums of 100, of nearly 100, and of weights.
PERCENTAGES = [["50", "50"], ["33.33", "33.33", "33.33"], ["100"], ["60.01", "40.02"], ["0", "100"]]


def plan(seed):
    """A plan that can be computed: every fault of terms has its own tests."""
    random = Random(seed)
    count = random.randint(1, 5)
    coproducers = [coproducer(random, number) for number in range(count)]
    sources = [source(random, number, coproducers) for number in range(random.randint(0, 9))]
    lines = [line(random) for _number in range(random.randint(1, 4))]
    return {
        "base_currency": "EUR",
        "fx": [{"currency": code, "rate": rate} for code, rate in RATES.items()],
        "budget": {"lines": lines},
        "coproducers": coproducers,
        "sources": sources,
    }


def money(random):
    """Round sums meet often, so that ties and exact balances do too."""
    if random.random() < 0.5:
        return f"{random.randint(1, 9) * 1000}.00"
    return f"{random.randint(0, 10 ** random.randint(1, 7))}.{random.randint(0, 99):02}"


def line(random):
    amount = money(random)
    if amount == "0.00":
        amount = "0.01"
    return {"account": "all", "country": random.choice(COUNTRIES), "amount": amount}


def coproducer(random, number):
    return {
        "id": f"P{number}",
        "country": random.choice(COUNTRIES),
        "delegate": random.random() < 0.5,
        "holds_rights": random.random() < 0.5,
    }


def source(random, number, coproducers):
    found = {
        "id": f"S{number}",
        "type": random.choice(TYPES),
        "status": random.choice(STATUSES),
        "amount": None if random.random() < 0.1 else money(random),
        "currency": random.choice(["EUR", "EUR", *RATES]),
        "country": random.choice([*COUNTRIES, "INT"]),
        "recoupable": random.random() < 0.5,
    }
    parties = [one["id"] for one in coproducers]
    random.shuffle(parties)
    kind = random.choice(["contributor", "split_pct", "split_weights", "nobody"])
    if kind == "contributor":
        found["contributor"] = parties[0]
    if kind == "split_pct":
        fitting = [parts for parts in PERCENTAGES if len(parts) <= len(parties)]
        found["split_pct"] = dict(zip(parties, random.choice(fitting), strict=False))
    if kind == "split_weights":
        weights = [str(random.randint(0, 3)) for _party in parties]
        found["split_weights"] = dict(zip(parties, ["1", *weights[1:]], strict=True))
    return found
