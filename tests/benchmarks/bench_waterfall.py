"""How the cost of a waterfall grows with tiers, parties and periods.

    python -m tests.benchmarks.bench_waterfall

The deal of the measure has 30 tiers, 20 parties in each tier and 120 periods. Each size is
doubled alone; a ratio near 2 says that the cost is linear in it. Nothing is asserted on time.
"""

import json
from collections.abc import Callable
from time import process_time
from typing import Any

from coprod.exchange.strict import read
from films.calculation.waterfall import distribute
from films.calculators.kinds import KINDS
from films.calculators.reading.waterfall import request

TIERS, PARTIES, PERIODS = 30, 20, 120
ROUNDS = 5


def deal(tiers: int, parties: int, periods: int) -> dict[str, Any]:
    """A deal in which every tier has every party, and money reaches the last tier."""
    names = [f"Party {number}" for number in range(parties)]
    claims = [{"payee": name, "amount": f"{1000 + number}.37"} for number, name in enumerate(names)]
    shapes: list[dict[str, Any]] = [
        {"type": "recoup", "sharing": "pro_rata", "payees": claims},
        {"type": "recoup", "sharing": "equal", "payees": claims},
        {"type": "recoup", "sharing": "sequential", "payees": claims},
        {"type": "corridor", "payee": names[0], "pct": "15", "main": claims},
        {"type": "split", "limit": "25000.00", "payees": parts(names)},
    ]
    listed = [{"id": f"T{number}", **shapes[number % len(shapes)]} for number in range(tiers - 1)]
    listed.append({"id": "Last", "type": "split", "payees": parts(names)})
    # Half of all claims in the periods together, a little each period.
    whole = tiers * 25_000 // 2
    receipts = [{"amount": f"{whole // periods}.71"}]
    return {
        "currency": "EUR",
        "periods": [{"id": f"P{number}", "receipts": receipts} for number in range(periods)],
        "tiers": listed,
    }


def parts(names: list[str]) -> list[dict[str, str]]:
    each = 100 // len(names)
    rest = 100 - each * (len(names) - 1)
    return [
        {"payee": name, "pct": str(each if number else rest)} for number, name in enumerate(names)
    ]


def fastest(act: Callable[[], object]) -> float:
    """Milliseconds of processor time, of the fastest of some rounds."""
    times = []
    for _round in range(ROUNDS):
        start = process_time()
        act()
        times.append(process_time() - start)
    return min(times) * 1000


def calculation(sizes: tuple[int, int, int]) -> float:
    asked = read(deal(*sizes), request)
    return fastest(lambda: distribute(asked.terms, asked.periods))


def calculator(sizes: tuple[int, int, int]) -> float:
    """Reading the JSON, calculating, and writing the answer with every explanation."""
    text = json.dumps(deal(*sizes))
    return fastest(lambda: json.dumps(KINDS["waterfall"].calculate(json.loads(text))))


def main() -> None:
    usual = (TIERS, PARTIES, PERIODS)
    doubled = {
        "tiers": (2 * TIERS, PARTIES, PERIODS),
        "parties": (TIERS, 2 * PARTIES, PERIODS),
        "periods": (TIERS, PARTIES, 2 * PERIODS),
    }
    print(f"{TIERS} tiers, {PARTIES} parties in each, {PERIODS} periods, fastest of {ROUNDS}:")
    for name, measure in (("calculation", calculation), ("whole answer", calculator)):
        base = measure(usual)
        print(f"  {name:<13}{base:8.1f} ms")
        for size, sizes in doubled.items():
            print(f"    twice the {size:<9}{measure(sizes) / base:6.2f} times")


if __name__ == "__main__":
    main()
