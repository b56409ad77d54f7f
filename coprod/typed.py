"""Numbers as people type them, by the decimal sign of the language that they read."""

import re
from decimal import Decimal

from babel.numbers import get_decimal_symbol
from django.utils.translation import get_language

from coprod.money import TWO_WAYS, parse_amount

# A number as it stands in a cell: digits, perhaps in groups of three, perhaps with a point.
SHOWN = re.compile(r"-?[0-9][0-9 ]*\.[0-9]+")


def decimal_sign() -> str:
    """The comma in Russian and Kazakh, the point in English."""
    return get_decimal_symbol((get_language() or "en")[:2])


def typed_amount(text: str) -> Decimal:
    """An amount as it was typed into a page; refuses like `parse_amount`."""
    return parse_amount(text, decimal_sign())


def with_decimal_sign(text: str) -> str:
    """A number of ours as a cell shows it: with the reader's sign, unless that reads two ways."""
    if not SHOWN.fullmatch(text):
        return text
    shown = text.replace(".", decimal_sign())
    return text if TWO_WAYS.fullmatch(shown) else shown
