from decimal import Decimal

import pytest

from films.exchange.roles import roles

MAJORITY, MINORITY, PARITY = "majority", "minority", "parity"


@pytest.mark.parametrize(
    ("countries", "shares", "lead", "expected"),
    [
        ("KZ FR", {}, "KZ", {"KZ": MAJORITY, "FR": MINORITY}),
        ("KZ FR", {}, None, {}),
        ("KZ", {}, "KZ", {"KZ": MAJORITY}),
        ("KZ FR", {"KZ": "60", "FR": "40"}, None, {"KZ": MAJORITY, "FR": MINORITY}),
        ("KZ FR", {"KZ": "60", "FR": "40"}, "FR", {"KZ": MINORITY, "FR": MAJORITY}),
        ("KZ FR", {"KZ": "50", "FR": "50"}, None, {"KZ": PARITY, "FR": PARITY}),
        ("KZ FR", {"KZ": "50", "FR": "50"}, "KZ", {"KZ": MAJORITY, "FR": MINORITY}),
        # A hundredth of a per cent makes a majority, less than that does not.
        ("KZ FR", {"KZ": "50.005", "FR": "49.995"}, None, {"KZ": MAJORITY, "FR": MINORITY}),
        ("KZ FR", {"KZ": "50.0049", "FR": "49.9951"}, None, {"KZ": PARITY, "FR": PARITY}),
        # A country without a share may hold what is left.
        ("KZ FR DE", {"KZ": "45", "FR": "30"}, None,
         {"KZ": MAJORITY, "FR": MINORITY, "DE": MINORITY}),
        ("KZ FR", {"KZ": "50"}, None, {}),
        ("KZ FR", {"KZ": "50.01"}, None, {"KZ": MAJORITY, "FR": MINORITY}),
        ("KZ FR DE", {"KZ": "40", "FR": "40", "DE": "20"}, None, {}),
        ("KZ", {"KZ": "100"}, None, {"KZ": MAJORITY}),
    ],
)  # fmt: skip
def test_roles_are_given_without_doubt_only(countries, shares, lead, expected):
    shares = {country: Decimal(share) for country, share in shares.items()}

    assert roles(countries.split(), shares, lead) == expected
