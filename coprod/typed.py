"""Numbers as people type them, by the decimal sign of the language that they read."""

import re
from decimal import Context, Decimal

from babel.numbers import get_decimal_symbol
from django.utils.translation import get_language

from coprod.money import LONGEST, READS_TWO_WAYS, TWO_WAYS, parse_amount
from coprod.sentence import Sentence
from coprod.written import Written, read, whole, written

# A number as it stands in a cell: digits, perhaps in groups of three, perhaps with a point.
SHOWN = re.compile(r"-?[0-9][0-9 ]*\.[0-9]+")
# However many digits somebody typed, none is rounded away before the amount is judged.
EXACTLY = Context(prec=3 * LONGEST)
# As `TWO_WAYS`, with the sign that groups thousands in Berlin and Almaty.
POINT_TWO_WAYS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")

# A comma that groups no thousands, as in 12,5 and 12,50.
STRAY_COMMA = re.compile(r"-?[1-9][0-9]{0,2},([0-9]{1,2}|[0-9]{4,})")


def decimal_sign() -> str:
    """The comma in Russian and Kazakh, the point in English."""
    return get_decimal_symbol((get_language() or "en")[:2])


def typed_amount(text: str) -> Decimal:
    """A number as it was typed into a page; refuses like `parse_amount`."""
    return parse_amount(text, decimal_sign())


def typed_money(text: str) -> Decimal:
    """An amount of money as it was typed into a page, in the notation of any neighbour.

    300.000 is three hundred to one reader and three hundred thousand to another, and is refused.
    """
    if doubt := two_ways(text.strip()):
        raise ValueError(doubt)
    try:
        return typed_amount(text)
    except ValueError:
        found = written(text)
        amount = amount_in(found) if found and not found.word and found.scale == 1 else None
        if amount is None:
            if doubt := comma_in_doubt(text.strip()):
                raise ValueError(doubt) from None
            raise
        return amount


def amount_in(found: Written) -> Decimal | None:
    """What a written amount comes to; None where that can be read in two ways, or in none."""
    figure = found.figure
    if found.is_whole:
        amount = whole(figure)
    elif two_ways(figure) or (found.scale > 1 and TWO_WAYS.fullmatch(figure)):
        return None
    else:
        try:
            amount = typed_amount(figure)
        except ValueError:
            amount = read(figure, is_bare=found.is_bare)
    if amount is None:
        return None
    if found.scale > 1:
        amount = EXACTLY.multiply(amount, found.scale)
        if amount == amount.to_integral_value():
            amount = amount.to_integral_value()
    return amount.copy_negate() if found.is_negative and amount else amount


def two_ways(text: str) -> Sentence | None:
    """Why an amount is refused that is a thousand times as much to another reader."""
    is_pointed = POINT_TWO_WAYS.fullmatch(text)
    if not is_pointed and not (decimal_sign() == "," and TWO_WAYS.fullmatch(text)):
        return None
    plain = text.replace(",", ".")
    # Two or four decimals are none of thousands.
    ways = {
        "decimal": plain[:-1] if plain.endswith("0") else f"{plain}0",
        "thousands": plain.replace(".", " "),
    }
    return Sentence(READS_TWO_WAYS, {"value": text, **ways})


def comma_in_doubt(text: str) -> Sentence | None:
    """Why 12,5 alone is refused on an English page: spreadsheets there read it as 125."""
    if decimal_sign() != "." or not STRAY_COMMA.fullmatch(text):
        return None
    ways = {"decimal": text.replace(",", "."), "thousands": text.replace(",", "")}
    return Sentence(READS_TWO_WAYS, {"value": text, **ways})


def unmistakable(text: str) -> str:
    """An amount as a cell shows it: 0850.000 where 850.000 could be read in two ways."""
    return re.sub("[1-9]", r"0\g<0>", text, count=1) if POINT_TWO_WAYS.fullmatch(text) else text


def with_decimal_sign(text: str) -> str:
    """A number of ours as a cell shows it: with the reader's sign, unless that reads two ways."""
    if not SHOWN.fullmatch(text):
        return text
    shown = text.replace(".", decimal_sign())
    return text if TWO_WAYS.fullmatch(shown) else shown
