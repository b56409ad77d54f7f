"""Amounts and percentages on their way into the database and back."""

from decimal import Decimal

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.utils.translation import override

from coprod.fields import MoneyFormField, NumberField
from films.models import Film, Participation
from partners.models import Treaty
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("0.01", "EUR"), ("9999999999999.99", "EUR"), ("500", "JPY"), ("1.005", "KWD")],
)
def test_an_amount_comes_back_exactly(amount, currency):
    film = make.make_film(budget_amount=Decimal(amount), budget_currency=currency)

    again = Film.objects.get(pk=film.pk)

    assert again.budget_amount == Decimal(amount)
    assert again.budget.currency == currency


@pytest.mark.parametrize(
    ("amount", "currency", "fault"),
    [
        (Decimal("0.001"), "EUR", "decimals"),
        (Decimal("1.5"), "JPY", "decimals"),
        (Decimal(10) ** 14, "EUR", "largest"),
        (Decimal(5), "", "currency"),
        (Decimal(5), "eur", "three capitals"),
        (Decimal(5), "QQQ", "“QQQ” is no currency: write its ISO code, such as EUR."),
        (Decimal(5), "XTS", "“XTS” is no currency"),
    ],
)
def test_an_amount_is_judged_by_its_currency(amount, currency, fault):
    film = make.make_film()
    film.budget_amount, film.budget_currency = amount, currency

    with pytest.raises(ValidationError) as refused:
        film.full_clean()

    assert fault in str(refused.value)


@pytest.mark.parametrize("currency", ["KZT", "SUR", "FRF", "XCG"])
def test_a_currency_that_was_money_once_is_taken(currency):
    make.make_film(budget_amount=Decimal(5), budget_currency=currency).full_clean()


def test_an_amount_survives_a_raw_save():
    film = make.make_film(budget_amount=Decimal("1500000.50"), budget_currency="EUR")
    text = serializers.serialize("json", [film], use_natural_primary_keys=True)
    film.delete()

    for one in serializers.deserialize("json", text):
        one.save()

    assert Film.objects.get().budget_amount == Decimal("1500000.50")


def test_an_amount_without_its_currency_cannot_be_compared():
    with pytest.raises(TypeError):
        list(Film.objects.filter(budget_amount=Decimal(5)))


@pytest.mark.parametrize("share", ["0.000001", "33.333333", "100"])
def test_a_percentage_comes_back_exactly(share):
    part = make.make_participation(share=Decimal(share))

    assert Participation.objects.get(pk=part.pk).share == Decimal(share)
    assert Participation.objects.filter(share__gte=Decimal(share)).exists()


@pytest.mark.parametrize("share", ["100.000001", "-1", "33.3333333", "NaN"])
def test_a_percentage_out_of_range_or_too_fine_is_refused(share):
    part = make.make_participation()
    part.share = Decimal(share)

    with pytest.raises(ValidationError):
        part.full_clean()


@pytest.mark.parametrize(
    ("language", "typed", "stored"),
    [
        ("en", "0.001750", "0.001750"),
        ("ru", "0,001750", "0.001750"),
        ("kk", "1 250,5", "1250.5"),
        ("ru", "", ""),
    ],
)
def test_a_number_is_typed_with_the_decimal_sign_of_the_language(language, typed, stored):
    control = NumberField("rate", blank=True).formfield()

    with override(language):
        assert control.clean(typed) == stored


@pytest.mark.parametrize("typed", ["1,250", "0;5", "1e3", "-1"])
def test_a_number_that_reads_two_ways_or_none_is_refused(typed):
    field = NumberField("rate")

    with override("ru"), pytest.raises(ValidationError):
        field.clean(field.formfield().clean(typed), None)


def test_an_amount_in_a_form_is_refused_in_the_language_of_the_page():
    with override("ru"), pytest.raises(ValidationError) as refusal:
        MoneyFormField().clean("12,345,6")

    assert "12,345,6" in str(refusal.value)


@pytest.mark.parametrize("day", ["1992", "2025-10", "2024-02-29", ""])
def test_a_date_is_taken_as_far_as_it_is_known(day):
    Treaty(code="KZ-FR", name_en="KZ-FR", kind="bilateral", signed_on=day).full_clean()


@pytest.mark.parametrize("day", ["2025-02-29", "2025-04-31"])
def test_a_day_that_no_calendar_has_is_refused(day):
    treaty = Treaty(code="KZ-FR", name_en="KZ-FR", kind="bilateral", signed_on=day)

    with pytest.raises(ValidationError) as refused:
        treaty.full_clean()

    assert refused.value.messages == [f"No calendar has the day {day}: check the date."]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("28.07.2021", "2021-07-28"),
        ("8.7.2021", "2021-07-08"),
        (" 07.2021 ", "2021-07"),
        ("2021", "2021"),
        ("7/28/2021", "7/28/2021"),
    ],
)
def test_a_date_may_be_typed_as_neighbours_write_it(typed, read):
    assert Treaty._meta.get_field("signed_on").formfield().to_python(typed) == read
