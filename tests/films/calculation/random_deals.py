"""Random deals as the JSON of a case: small amounts, so that cents, ties and caps are met often."""

import random

PARTIES = ["A", "B", "C", "D", "E", "F"]
PERCENTAGES = ["0", "5", "10", "12.5", "15", "20", "25", "33.33", "50", "66.67", "99.99", "100"]
SPLITS = [
    ["100"],
    ["50", "50"],
    ["60", "40"],
    ["33.33", "33.33", "33.33"],
    ["33.34", "33.33", "33.33"],
    ["25", "25", "25", "25"],
    ["12.5", "37.5", "50"],
    ["47.52", "25.83", "13.33", "13.31"],
    ["0", "100"],
    ["99.95"],
    ["50.05", "50"],
]


def deal(seed):
    """One deal, always the same for a seed."""
    chance = random.Random(seed)
    scale = chance.choice([1, 20, 1000, 10**8])
    territories = chance.sample(["FR", "DE", "BE", "KZ", "TR"], chance.randint(0, 4))
    return {
        "currency": "EUR",
        "pools": pools(chance, territories, scale),
        "periods": [
            {"id": f"P{number}", "receipts": receipts(chance, scale)}
            for number in range(chance.randint(1, 3))
        ],
        "tiers": [tier(chance, f"T{number}", scale) for number in range(chance.randint(1, 5))],
    }


def amount(chance, scale):
    return f"{chance.randint(0, 9) * scale}.{chance.choice(['00', '01', '10', '33', '50', '99'])}"


def receipts(chance, scale):
    return [receipt(chance, scale) for _ in range(chance.randint(0, 3))]


def receipt(chance, scale):
    sign = "-" if chance.random() < 0.2 else ""
    found = {"amount": sign + amount(chance, scale * 3)}
    if chance.random() < 0.6:
        found["territory"] = chance.choice(["FR", "DE", "BE", "KZ", "TR", "US"])
    if chance.random() < 0.2:
        found["rate"] = chance.choice(["0.92", "0.001750", "1.333333", "2"])
    return found


def pools(chance, territories, scale):
    found = []
    while territories:
        size = chance.randint(1, len(territories))
        taken, territories = territories[:size], territories[size:]
        found.append(
            {
                "id": f"X{len(found)}",
                "distributor": chance.choice(["D1", "D2", "A"]),
                "territories": [
                    {
                        "id": name,
                        "fee_pct": chance.choice(PERCENTAGES),
                        "expenses": amount(chance, scale) if chance.random() < 0.7 else "0.00",
                        "mg": amount(chance, scale) if chance.random() < 0.7 else "0.00",
                    }
                    for name in taken
                ],
            }
        )
    return found


def tier(chance, name, scale):
    return chance.choice([fee, recoup, corridor, split])(chance, name, scale)


def fee(chance, name, scale):
    found = {"id": name, "type": "fee", **payee(chance, chance.choice(PARTIES))}
    found["pct"] = chance.choice(PERCENTAGES)
    found["base"] = chance.choice(["gross", "tier_input"])
    if chance.random() < 0.3:
        found["cap"] = amount(chance, scale)
    return found


def recoup(chance, name, scale):
    return {
        "id": name,
        "type": "recoup",
        "sharing": chance.choice(["pro_rata", "sequential", "equal"]),
        "payees": claims(chance, scale),
    }


def corridor(chance, name, scale):
    found = {"id": name, "type": "corridor", **payee(chance, chance.choice(PARTIES))}
    found["pct"] = chance.choice(PERCENTAGES[:-1])
    found["main"] = claims(chance, scale)
    found["sharing"] = chance.choice(["pro_rata", "sequential", "equal"])
    if chance.random() < 0.5:
        found["cap"] = amount(chance, scale)
        found["pct"] = chance.choice(PERCENTAGES)
    return found


def split(chance, name, scale):
    percentages = chance.choice(SPLITS)
    parties = chance.sample(PARTIES, len(percentages))
    found = {
        "id": name,
        "type": "split",
        "payees": [
            {**payee(chance, party), "pct": pct}
            for party, pct in zip(parties, percentages, strict=True)
        ],
    }
    if chance.random() < 0.5:
        found["limit"] = amount(chance, scale)
    return found


def claims(chance, scale):
    listed = []
    for party in chance.sample(PARTIES, chance.randint(1, 5)):
        claim = {**payee(chance, party), "amount": amount(chance, scale)}
        if chance.random() < 0.15:
            claim["paid_outside"] = amount(chance, scale)
        listed.append(claim)
    return listed


def payee(chance, party):
    if chance.random() < 0.8:
        return {"payee": party}
    handed = chance.choice([["10"], ["2.5", "2.5"], ["100"], ["33.33", "33.33", "33.34"], ["0"]])
    return {
        "payee": party,
        "pass_through": [{"payee": f"G{number}", "pct": pct} for number, pct in enumerate(handed)],
    }
