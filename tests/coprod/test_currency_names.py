"""A currency by its code, sign and name; never one of several."""

import pytest

from coprod.currency_names import CALLED, SHARED, codes, currency_called, may_mean, names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EUR", "EUR"), ("eur", "EUR"), ("€", "EUR"), ("Euro", "EUR"), ("евро", "EUR"),
        ("еуро", "EUR"), ("₸", "KZT"), ("тенге", "KZT"), ("тг.", "KZT"), ("теңге", "KZT"),
        ("US$", "USD"), ("доллар США", "USD"), ("долл. США", "USD"), ("Schweizer Franken", "CHF"),
        ("francs CFA (BCEAO)", "XOF"), ("£", "GBP"), ("₽", "RUB"), ("zł", "PLN"), ("Kč", "CZK"),
    ],
)  # fmt: skip
def test_currency_is_known_by_what_means_it_alone(text, code):
    assert currency_called(text) == code


@pytest.mark.parametrize(
    "text",
    ["$", "¥", "kr", "руб.", "доллар", "TBC", "n/a", "RUR", "", "—", "or", "argent", "золото"],
)
def test_what_means_several_currencies_or_none_is_no_currency(text):
    assert currency_called(text) == ""


def test_shared_sign_may_mean_each_of_its_currencies():
    assert may_mean("$", "USD")
    assert may_mean("$", "CAD")
    assert not may_mean("$", "EUR")
    assert not may_mean("$", "")
    assert may_mean("€", "EUR")


def test_every_name_of_ours_means_one_currency_that_exists():
    assert set(CALLED) <= codes()
    assert {code for meant in SHARED.values() for code in meant} <= codes()
    for code, words in CALLED.items():
        assert [currency_called(word) for word in words] == [code] * len(words)
    assert not set(SHARED) & set(names())
