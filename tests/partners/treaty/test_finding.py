"""How numbers are written so that nobody mistakes on which side of a limit they lie."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.treaty.finding import apart, plain

fractions = st.fractions(-1000, 1000, max_denominator=10**6)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("8.40"), "8.4"),
        (10, "10"),
        (Fraction(100, 3), "33.33"),
        (Fraction(200, 3), "66.67"),
        (Decimal("0.005"), "0.01"),
        (Decimal("-0.005"), "-0.01"),
        (Decimal("-0.004"), "0"),
        (Decimal(10**15), "1000000000000000"),
    ],
)
def test_plain_number_has_two_decimals_at_most(value, text):
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "limit", "text"),
    [
        (Decimal("9.996"), 10, "9.996"),
        (Decimal("9.99999999"), 10, "9.99999999"),
        (Decimal("10.004"), 10, "10.004"),
        (10, 10, "10"),
        (Fraction(100, 3), Decimal("33.33"), "33.333"),
        (10 - Fraction(1, 10**20), 10, "999999999999999999999/100000000000000000000"),
    ],
)
def test_number_has_as_many_decimals_as_tell_it_from_its_limit(value, limit, text):
    assert apart(value, limit) == text


@given(fractions, fractions)
def test_written_number_lies_on_the_side_of_the_exact_one(value, limit):
    written = Fraction(apart(value, limit))

    assert (written > limit) == (value > limit)
    assert (written < limit) == (value < limit)
