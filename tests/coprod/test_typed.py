"""Amounts in the notation of Berlin, Paris, Almaty and London."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from coprod.fields import MoneyFormField
from coprod.typed import amount_in, typed_money, unmistakable
from coprod.written import written


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 250 000", "1250000"),
        ("1\u00a0250\u00a0000,00", "1250000.00"),
        ("300\u202f000", "300000"),
        ("1.250.000", "1250000"),
        ("1.250.000,50", "1250000.50"),
        ("300.000,00", "300000.00"),
        ("1,250,000", "1250000"),
        ("12'500.00", "12500.00"),
        ("12’500", "12500"),
        ("300000,50", "300000.50"),
        ("12 500,-", "12500"),
        ("12.500,-", "12500"),
        ("12’500.--", "12500"),
        ("−20", "-20"),
        ("-0", "0"),
        ("0.925", "0.925"),
        ("1250.000", "1250.000"),
    ],
)
def test_amount_that_means_one_thing_is_read_in_every_language(language, text, amount):
    with override(language):
        assert typed_money(text) == Decimal(amount)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    "text",
    ["1.250", "300.000", "-12.500", "1.250,000", "31.05.2026", "12.5.2026", "1.25.000", "—", "n/a",
     "TBC", "#N/A", "####", "1e6", "3 x 100", "300 000 €", "420 млн", "(12 500)", "(12,500)",
     "(€ 300)", "2026-05-31", "١٢٣", "--5", "- -5", "-−5", ""],
)  # fmt: skip
def test_amount_that_means_two_things_or_nothing_is_refused(language, text):
    with override(language), pytest.raises(ValueError):
        typed_money(text)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12 345 678 901 234 567 890 123 456 789,12 €", "12345678901234567890123456789.12"),
        ("-12 345 678 901 234 567 890 123 456 789,12 €", "-12345678901234567890123456789.12"),
        ("12345678901234567890123456789 млн", "12345678901234567890123456789000000"),
    ],
)
def test_amount_of_many_digits_loses_none_of_them(language, text, amount):
    with override(language):
        assert f"{amount_in(written(text)):f}" == amount


def test_thousands_behind_a_comma_are_those_of_an_english_page_only():
    with override("en"):
        assert amount_in(written("US$ 12,500")) == Decimal(12500)
    with override("ru"):
        assert amount_in(written("US$ 12,500")) is None


@pytest.mark.parametrize(
    ("text", "ways"),
    [("300.000", "write 300.00 or 300 000."), ("1.234", "write 1.2340 or 1 234.")],
)
def test_refusal_of_two_readings_names_spellings_that_are_read(text, ways):
    with pytest.raises(ValueError, match="two ways") as refusal:
        typed_money(text)

    assert ways in str(refusal.value)
    first, second = ways.removeprefix("write ").removesuffix(".").split(" or ")
    assert typed_money(second) == typed_money(first) * 1000


@pytest.mark.parametrize(
    ("text", "amount", "word"),
    [
        ("€ 300.000,00", "300000.00", "€"),
        ("300 000 €", "300000", "€"),
        ("950,00 €", "950.00", "€"),
        ("US$1,250,000.00", "1250000.00", "US$"),
        ("420 млн тенге", "420000000", "тенге"),
        ("1,2 млн", "1200000", ""),
        ("300 тыс. ₸", "300000", "₸"),
        ("1,5 Mio. €", "1500000", "€"),
        ("1,2 M€", "1200000", "€"),
        ("€ -300", "-300", "€"),
        ("-€300", "-300", "€"),
        ("CHF 12’500.--", "12500", "CHF"),
        ("1.250 €", None, "€"),
        ("1,250 млн", None, ""),
        ("1.250 млн", None, ""),
    ],
)
def test_amount_is_told_from_what_stands_around_it(text, amount, word):
    found = written(text)

    assert amount_in(found) == (None if amount is None else Decimal(amount))
    assert found.word == word


@pytest.mark.parametrize("text", ["850.000", "-1.250", "850.00", "0.925", "1250.000"])
def test_amount_shown_for_typing_is_read_as_the_same(text):
    assert typed_money(unmistakable(text)) == Decimal(text)
    assert MoneyFormField().clean(MoneyFormField().prepare_value(Decimal(text))) == Decimal(text)


def test_form_refuses_an_amount_that_reads_two_ways():
    with pytest.raises(Exception, match="can be read in two ways"):
        MoneyFormField().clean("300.000")


@pytest.mark.parametrize(
    ("text", "ways"), [("12,5", "write 12.5 or 125."), ("-12,50", "write -12.50 or -1250.")]
)
def test_a_comma_that_groups_no_thousands_is_refused_in_english_with_both_spellings(text, ways):
    with override("en"), pytest.raises(ValueError, match="two ways") as refusal:
        typed_money(text)

    assert str(refusal.value.args[0]).endswith(ways)
