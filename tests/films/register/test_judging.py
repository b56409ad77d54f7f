"""What must hold in one film's record, at the boundaries."""

from decimal import Decimal

import pytest

from films.register.judging import (
    problems_with_budget,
    problems_with_shares,
    problems_with_splits,
)
from films.register.participation import PublishedCredit


@pytest.mark.parametrize(
    ("shares", "fits"),
    [
        ([], True),
        ([None, None], True),
        (["60", "40"], True),
        (["33.33", "33.33", "33.34"], True),
        (["60", None, "40"], True),
        (["100"], True),
        (["60", "40.000001"], False),
        (["100.000001"], False),
        (["0"], False),
        (["-1"], False),
    ],
)
def test_shares_fit_within_the_whole(shares, fits):
    shares = [None if share is None else Decimal(share) for share in shares]

    assert (problems_with_shares(shares) == []) is fits


def test_shares_name_parts_and_sum():
    assert problems_with_shares([Decimal("60.00"), Decimal("50.5")]) == [
        "The published shares: 60 + 50.5 add to 110.5 %, above 100 %: check the numbers."
    ]


def test_splits_are_judged_column_by_column():
    rows = [
        PublishedCredit(finance=Decimal(60), ownership=Decimal(50), points=Decimal(10)),
        PublishedCredit(finance=Decimal(40), ownership=Decimal("50.1")),
    ]

    assert problems_with_splits(rows) == [
        "The column “ownership in per cent”: 50 + 50.1 add to 100.1 %, above 100 %: "
        "check the numbers."
    ]


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (None, "", ""),
        ("1500000.50", "EUR", ""),
        ("10", "JPY", ""),
        ("10.5", "JPY", "more decimals than JPY"),
        (None, "EUR", "A budget needs its currency"),
        ("10", "", "A budget needs its currency"),
        ("0", "EUR", "above zero"),
        ("-1", "EUR", "above zero"),
        ("10", "eur", "three capitals"),
        ("100000000000000", "EUR", "largest amount"),
    ],
)
def test_budget_needs_an_amount_and_its_currency(amount, currency, said):
    problems = problems_with_budget(amount and Decimal(amount), currency)

    assert len(problems) == bool(said)
    assert said in "".join(problems)
