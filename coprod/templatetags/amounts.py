"""How the calculators' numbers are written: texts with two decimals, in the reader's language."""

import re
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal
from django import template
from django.utils.translation import get_language

from coprod.templatetags.shown import UNKNOWN

register = template.Library()

# A number with decimals inside a sentence, perhaps in groups of three already; no part of a name
# or of a day.
IN_SENTENCE = re.compile(
    r"(?<![\w.,:/-])-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,16})\.[0-9]{1,12}(?![\w.:/-]*\w)"
)


def shown_amount(value, pattern="#,##0.00"):
    """An amount whose currency is named elsewhere: “12500.00” is 12,500.00."""
    if value is None or value == "":
        return UNKNOWN
    places = Decimal(1).scaleb(-len(pattern.partition(".")[2]))
    # Babel would round halves to even.
    number = Decimal(value).quantize(places, ROUND_HALF_UP)
    text = format_decimal(number, format=pattern, locale=(get_language() or "en")[:2])
    return text.replace("-", "\N{MINUS SIGN}")


@register.filter
def amount(value):
    return shown_amount(value)


@register.filter
def whole(value):
    """A round number of a scale."""
    return shown_amount(value, "#,##0")


@register.filter
def count(value):
    """A number that is mostly whole, such as points."""
    return shown_amount(value, "#,##0.##")


@register.filter
def signed(value):
    """A difference, with its sign."""
    text = shown_amount(value)
    return f"+{text}" if text != UNKNOWN and Decimal(value) > 0 else text


@register.filter
def sentence(text):
    """A sentence with its amounts in groups of three."""

    def regrouped(found):
        number = found[0].replace(",", "")
        return shown_amount(number, "#,##0." + "0" * len(number.partition(".")[2]))

    return IN_SENTENCE.sub(regrouped, str(text))
