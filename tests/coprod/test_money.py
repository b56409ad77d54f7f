"""Money: amounts that stay exact, and parts that add to the whole."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.money import (
    MAX_MINOR,
    Money,
    cents,
    exponent,
    from_minor,
    hundredths,
    parse_amount,
    split,
    split_minor,
    to_minor,
)

totals = st.integers(-MAX_MINOR, MAX_MINOR)
weights = st.lists(
    st.one_of(
        st.integers(0, 10**6),
        st.decimals(0, 100, places=4),
        st.fractions(0, 100, max_denominator=999),
    ),
    min_size=1,
    max_size=12,
).filter(any)


@pytest.mark.parametrize(
    ("currency", "decimals"), [("EUR", 2), ("KZT", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4)]
)
def test_exponent_is_that_of_iso_4217(currency, decimals):
    assert exponent(currency) == decimals


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("12.50", "EUR", 1250),
        ("12.5000", "EUR", 1250),
        ("-0.01", "EUR", -1),
        ("1250", "JPY", 1250),
        ("1.234", "KWD", 1234),
        ("10000000000000.00", "EUR", 10**15),
    ],
)
def test_to_minor_counts_the_units_of_the_currency(amount, currency, minor):
    assert to_minor(Decimal(amount), currency) == minor


@pytest.mark.parametrize(
    ("amount", "currency", "fault"),
    [
        ("1.005", "EUR", "more decimals"),
        ("1.5", "JPY", "more decimals"),
        ("1E-1000000", "EUR", "more decimals"),
        ("10000000000000.01", "EUR", "above the largest amount"),
        ("1E+1000000", "EUR", "above the largest amount"),
        ("NaN", "EUR", "not an amount"),
        ("-Infinity", "EUR", "not an amount"),
    ],
)
def test_to_minor_refuses_by_name_what_it_cannot_count(amount, currency, fault):
    with pytest.raises(ValueError, match=fault) as refusal:
        to_minor(Decimal(amount), currency)

    assert str(Decimal(amount)) in str(refusal.value)


@given(totals, st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
def test_from_minor_undoes_to_minor(minor, currency):
    assert to_minor(from_minor(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("0.0049", "0.00"),
        ("-0.0049", "0.00"),
        ("2.675", "2.68"),
        ("71.985", "71.99"),
    ],
)
def test_cents_round_half_away_from_zero(exact, rounded):
    assert str(cents(Decimal(exact))) == rounded
    assert hundredths(Fraction(exact)) == Decimal(rounded) * 100


def test_split_minor_gives_the_cents_left_over_to_the_largest_fractions():
    parts = split_minor(42585000, [360000, 200000, 100000])

    assert parts == [23228182, 12904545, 6452273]


def test_split_minor_breaks_ties_by_order_of_listing():
    assert split_minor(20000, [1, 1, 1]) == [6667, 6667, 6666]


def test_split_minor_shares_a_return_like_the_payment_it_undoes():
    assert split_minor(-20000, [1, 1, 1]) == [-6667, -6667, -6666]


@given(totals, weights)
def test_split_minor_adds_to_the_whole_and_stays_within_a_unit(total, weights):
    parts = split_minor(total, weights)

    over = sum(Fraction(weight) for weight in weights)
    exact = [Fraction(weight) * total / over for weight in weights]
    assert sum(parts) == total
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


@pytest.mark.parametrize("weights", [[], [0, 0]])
def test_split_minor_needs_somebody_to_give_to(weights):
    with pytest.raises(ValueError, match="no weight is above zero"):
        split_minor(1, weights)

    assert split_minor(0, weights) == [0] * len(weights)


def test_split_minor_refuses_a_negative_weight():
    with pytest.raises(ValueError, match="-2 cannot be a weight"):
        split_minor(100, [3, -2])


def test_split_shares_an_amount_in_its_own_currency():
    thirds = ["33.33"] * 3

    euros = split(Decimal("100.00"), map(Decimal, thirds))
    yens = split(Decimal("100"), map(Decimal, thirds), "JPY")

    assert list(map(str, euros)) == ["33.34", "33.33", "33.33"]
    assert list(map(str, yens)) == ["34", "33", "33"]


def test_money_adds_only_its_own_currency():
    two = Money(Decimal("2.00"), "EUR")

    assert two + Money(Decimal("0.50"), "EUR") == Money(Decimal("2.50"), "EUR")
    assert Money(Decimal("2.50"), "EUR").minor == 250
    with pytest.raises(ValueError, match=r"3 KZT cannot be added to 2.00 EUR"):
        two + Money(Decimal(3), "KZT")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0"),
        ("1250.50", "1250.50"),
        ("-7", "-7"),
        (" 12 ", "12"),
        ("1,250,000.5", "1250000.5"),
        ("1 250 000.00", "1250000.00"),
        ("1\u00a0250\u00a0000", "1250000"),
        ("1\u2009250", "1250"),
        ("-1\u202f250.10", "-1250.10"),
        ("-0.00", "0.00"),
    ],
)
def test_parse_amount_reads_what_is_documented(text, amount):
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", "-", "1e3", "1E3", "1_000", "１２３", "٣", "NaN", "inf", "(100)", "−5", "+5",
        "--5", "5.", ".5", "1.2.3", "12,50", "1,25,000", "1,250 000", "1250,000", "0,925", "0 925",
        "00,925", "0x10", "5 EUR", "1\n2", "5\n", "5\x00", "½", "0,920", "0 920",
    ],
)  # fmt: skip
def test_parse_amount_refuses_everything_else_by_name(text):
    with pytest.raises(ValueError, match="is not an amount: write digits") as refusal:
        parse_amount(text)

    assert text.strip(" ") in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("300 000,00", "300000.00"),
        ("1\u00a0250,5", "1250.5"),
        ("-12,50", "-12.50"),
        ("0,920", "0.920"),
        ("1250,500", "1250.500"),
        ("1 250,500", "1250.500"),
        ("1,2500", "1.2500"),
        ("1,250,000.5", "1250000.5"),
        ("1,250.00", "1250.00"),
        ("12.345", "12.345"),
        ("1 250", "1250"),
    ],
)
def test_parse_amount_takes_the_comma_where_it_is_the_decimal_sign(text, amount):
    assert str(parse_amount(text, ",")) == amount


@pytest.mark.parametrize("text", ["1,250", "-12,345", "999,000"])
def test_parse_amount_refuses_what_reads_two_ways(text):
    with pytest.raises(ValueError, match="can be read in two ways: write") as refusal:
        parse_amount(text, ",")

    assert f"write {text.replace(',', '.')} or {text.replace(',', ' ')}." in str(refusal.value)


@pytest.mark.parametrize("text", ["1 250 000,", ",5", "1,2,3", "1.250.000,5", "1 25,5", "1e3,5"])
def test_parse_amount_with_a_comma_is_as_strict(text):
    with pytest.raises(ValueError, match="decimal comma or point"):
        parse_amount(text, ",")


def test_parse_amount_refuses_a_number_without_end():
    with pytest.raises(ValueError, match="too long for an amount"):
        parse_amount("1" * 100_000)


def test_refusals_can_be_said_in_another_language():
    with pytest.raises(ValueError, match="x") as refusal:
        parse_amount("x")

    sentence = refusal.value.args[0]
    assert sentence.translated(lambda template: "Кате: {value}") == "Кате: x"
