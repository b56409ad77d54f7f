"""Majority, initiative, festival country, and shares that people typed."""

from decimal import Decimal
from fractions import Fraction

import pytest

from films.calculation.plan import Coproducer, Line, Plan, Source, balance
from films.calculation.result import keys
from films.calculation.shares import (
    Lead,
    differences,
    festival_country,
    initiative,
    lead,
    shares,
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (100, 0, Lead("A")),
        (51, 50, Lead("A")),
        (50, 51, Lead("B")),
        (50, 50, Lead(is_tie=True)),
        (0, 0, Lead()),
    ],
)
def test_lead_needs_a_ten_thousandth_of_the_plan(first, second, expected):
    assert lead({"A": first, "B": second}, 10_000) == expected


def test_lead_by_less_than_a_ten_thousandth_is_a_tie():
    assert lead({"A": 51, "B": 50}, 10_001) == Lead(is_tie=True)


def test_who_brings_something_alone_leads_without_a_rival():
    assert lead({"A": 1}, 10**9) == Lead("A")
    assert lead({"A": 0}, 10**9) == Lead()
    assert lead({}, 10**9) == Lead()


@pytest.mark.parametrize(
    ("coproducers", "expected"),
    [
        ([Coproducer("A", "KZ", True, True)], "KZ"),
        ([Coproducer("A", "KZ", True, False)], None),
        ([Coproducer("A", "KZ", False, True)], None),
        # The delegate of the leading country must hold the rights himself.
        ([Coproducer("A", "KZ", True, False), Coproducer("B", "KZ", False, True)], None),
        ([Coproducer("A", "KZ"), Coproducer("B", "FR", True, True)], None),
    ],
)
def test_initiative_lies_with_the_leading_delegate_who_holds_the_rights(coproducers, expected):
    assert initiative(tuple(coproducers), "KZ") == expected


def test_without_a_leading_country_there_is_no_initiative():
    assert initiative((Coproducer("A", "KZ", True, True),), None) is None


@pytest.mark.parametrize(
    ("leading", "expected"),
    [(Lead("FR"), "FR"), (Lead(is_tie=True), "KZ"), (Lead(), None)],
)
def test_equal_shares_enter_festivals_for_the_director(leading, expected):
    assert festival_country(leading, director="KZ") == expected


def make_shares():
    sources = (
        Source("S", "other", "paid", Decimal(600), weights={"A": Decimal(1)}),
        Source("T", "other", "paid", Decimal(200), weights={"B": Decimal(1)}),
    )
    companies = (Coproducer("A", "KZ"), Coproducer("B", "FR"))
    plan = Plan("EUR", (Line("all", "KZ", Decimal(1000)),), companies, sources)
    return shares(plan, balance(plan))


def test_typed_shares_are_compared_with_finance_shares_and_change_nothing():
    points, errors, warnings = differences(
        "ownership", {"A": Decimal(50), "B": Decimal(50)}, make_shares()
    )

    assert points == {"A": Fraction(-10), "B": Fraction(30)}
    assert errors == warnings == []


@pytest.mark.parametrize(
    ("typed", "errors", "warnings"),
    [
        ({"A": "66.66", "B": "33.33"}, [], ["SPLIT_SUM_ROUNDED:revenue"]),
        ({"A": "60", "B": "30"}, ["SPLIT_SUM_INVALID:revenue"], []),
        ({"A": "60", "Z": "40"}, ["UNKNOWN_COPRODUCER:revenue"], []),
    ],
)
def test_typed_shares_follow_the_rules_for_typed_percentages(typed, errors, warnings):
    parts = {name: Decimal(part) for name, part in typed.items()}

    _points, found, warned = differences("revenue", parts, make_shares())

    assert keys(found) == errors
    assert keys(warned) == warnings
