"""Days and moments as a page writes them."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from coprod.templatetags.shown import UNKNOWN, moment

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


def test_moment_that_is_not_known_is_a_dash():
    assert moment(None) == UNKNOWN
