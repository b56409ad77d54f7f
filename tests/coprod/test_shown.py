"""Days and moments as a page writes them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from coprod.templatetags.shown import UNKNOWN, day, exact, moment, percent

AT = datetime(2026, 10, 18, 4, 57, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Oct 18, 2026, 04:57"),
        ("ru", "18 окт. 2026\N{NARROW NO-BREAK SPACE}г., 04:57"),
        ("kk", "2026\N{NARROW NO-BREAK SPACE}ж. 18 қаз., 04:57"),
    ],
)
def test_moment_is_written_as_its_day_is(language, text, settings):
    settings.TIME_ZONE = "UTC"

    with override(language):
        assert moment(AT) == text


@pytest.mark.parametrize(
    ("language", "known", "text"),
    [
        ("en", "2017-06-08", "Jun 8, 2017"),
        ("ru", "2017-06-08", "8 июн. 2017\N{NARROW NO-BREAK SPACE}г."),
        ("kk", "2017-06-08", "2017\N{NARROW NO-BREAK SPACE}ж. 08 мау."),
        ("en", "2025-10", "Oct 2025"),
        ("ru", "2025-10", "окт. 2025\N{NARROW NO-BREAK SPACE}г."),
        ("kk", "2025-10", "2025\N{NARROW NO-BREAK SPACE}ж. қаз."),
        ("ru", "1992", "1992"),
        ("ru", "2025-13", "2025-13"),
    ],
)
def test_day_is_written_as_far_as_it_is_known(language, known, text):
    with override(language):
        assert day(known) == text


@pytest.mark.parametrize(
    ("value", "text"), [("12.345", "12.35"), ("12.3449", "12.34"), ("-0.125", "-0.13")]
)
def test_percentage_is_rounded_half_away_from_zero(value, text):
    assert percent(Decimal(value)) == f"{text}\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("language", "text"), [("en", "1,150,000.00 0.001750 12"), ("ru", "1 150 000,00 0,001750 12")]
)
def test_number_is_written_with_every_decimal_it_has(language, text):
    with override(language):
        shown = [exact(Decimal(number)) for number in ("1150000.00", "0.001750", "12")]

    assert " ".join(shown).replace("\N{NO-BREAK SPACE}", " ") == text


def test_moment_that_is_not_known_is_a_dash():
    assert moment(None) == UNKNOWN
