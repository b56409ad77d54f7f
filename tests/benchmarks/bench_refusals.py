"""What it costs a calculator to refuse a hostile body, against only reading its JSON.

    python -m tests.benchmarks.bench_refusals

Python's own reader is the floor under every body of that size; a ratio of a few says that nobody
keeps the server busy with nonsense. Nothing is asserted on time.
"""

import json
from contextlib import suppress

from coprod.exchange.faults import BadInput
from coprod.exchange.json_text import read_json
from films.calculators.kinds import KINDS
from tests.benchmarks.bench_waterfall import fastest

KIND = KINDS["waterfall"]
TIER = '{"id": "T%d", "type": "fee", "payee": "A", "pct": "1", "base": "gross"}'
BODIES = {
    "900 levels": '{"tiers": ' + "[" * 900 + "]" * 900 + "}",
    "300,000 members": '{"tiers": [' + ",".join(["{}"] * 300_000) + "]}",
    "400,000 times NaN": '{"tiers": [' + ",".join(["NaN"] * 400_000) + "]}",
    "10,000 unknown keys": "{" + ",".join(f'"k{number}": 1' for number in range(10_000)) + "}",
    "10,000 tiers": '{"tiers": [' + ",".join(TIER % number for number in range(10_000)) + "]}",
}


def refuse(body: str) -> None:
    """Everything that the server does with a body before it answers 400."""
    with suppress(BadInput):
        KIND.calculate(read_json(body))
        raise AssertionError("A hostile body was accepted.")


def main() -> None:
    example = json.dumps(KIND.example)
    usual = fastest(lambda: KIND.calculate(read_json(example)))
    print(f"its own example{usual:27.2f} ms")
    for name, body in BODIES.items():
        floor = fastest(lambda body=body: json.loads(body))
        cost = fastest(lambda body=body: refuse(body))
        print(
            f"{name:<22}{len(body) / 2**20:6.2f} MB {cost:10.2f} ms {cost / floor:6.1f} x reading"
        )


if __name__ == "__main__":
    main()
