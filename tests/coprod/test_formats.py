"""Days, moments and numbers as Django's own templates and the administration write them."""

from datetime import date, datetime

import pytest
from django import forms
from django.utils import formats
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "June 7, 1977", "June 7, 1977, 2:05 p.m."),
        ("ru", "7 июня 1977 г.", "7 июня 1977 г. 14:05"),
        ("kk", "1977 ж. 7 маусым", "1977 ж. 7 маусым, 14:05"),
    ],
)
def test_day_is_written_in_the_order_of_the_language(language, day, moment):
    with override(language):
        assert formats.date_format(date(1977, 6, 7)) == day
        assert formats.date_format(datetime(1977, 6, 7, 14, 5), "DATETIME_FORMAT") == moment


@pytest.mark.parametrize(
    ("language", "text"), [("en", "1234.5"), ("ru", "1234,5"), ("kk", "1234,5")]
)
def test_number_has_the_decimal_sign_of_the_language(language, text):
    with override(language):
        assert formats.localize(1234.5, use_l10n=True) == text


@pytest.mark.parametrize("typed", ["1977-06-07", "07.06.1977"])
def test_day_is_read_in_kazakh_as_it_is_typed_there(typed):
    with override("kk"):
        assert forms.DateField().clean(typed) == date(1977, 6, 7)
