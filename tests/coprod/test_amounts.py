"""Amounts of the calculators in the reader's language, also inside sentences."""

import pytest
from django.utils import translation

from coprod.templatetags.amounts import amount, count, sentence, signed


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "−1,250,000.50"), ("ru", "−1\xa0250\xa0000,50")]
)
def test_amount_follows_the_language(language, shown):
    with translation.override(language):
        assert amount("-1250000.50") == shown


def test_amount_that_is_not_known_is_a_dash():
    assert (amount(None), amount("")) == ("–", "–")


def test_amount_stays_exact_to_the_last_cent():
    assert amount("9999999999999.99") == "9,999,999,999,999.99"


def test_amount_is_rounded_half_away_from_zero():
    assert [amount(value) for value in ("0.125", "-2.345", "2.3449")] == ["0.13", "−2.35", "2.34"]
    assert count("2.345") == "2.35"


def test_difference_shows_its_sign():
    assert [signed(value) for value in ("5", "-5", "0", None)] == ["+5.00", "−5.00", "0.00", "–"]


def test_count_has_no_empty_decimals():
    assert [count(value) for value in ("15.00", "15.50")] == ["15", "15.5"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gap 1250000.00 − 5.00", "gap 1,250,000.00 − 5.00"),
        ("raise DE: 24,000.00 EUR", "raise DE: 24,000.00 EUR"),
        ("on 2026-03-01, rate 0.0018", "on 2026-03-01, rate 0.0018"),
        ("Film 1999.50a and T1.25", "Film 1999.50a and T1.25"),
        ("before -132000.00 + 1", "before −132,000.00 + 1"),
    ],
)
def test_sentence_groups_its_amounts_and_nothing_else(text, shown):
    assert sentence(text) == shown
