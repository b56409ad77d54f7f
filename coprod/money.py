"""Money: whole minor units of a currency, and sharing that loses no cent.

The database keeps integers, calculations use `Decimal`, `Fraction` or integers of minor units,
JSON carries strings. Nothing here ever touches binary floating point. A `ValueError` from here
carries a `Sentence`: `str(error)` is English, `error.args[0].translated(gettext)` is not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

from coprod.sentence import Sentence, gettext_noop

# ISO 4217, table A.1 "minor unit": every other currency in use has two decimals.
EXPONENTS = {
    **dict.fromkeys(["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"], 0),
    **dict.fromkeys(["RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"], 0),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
}

# The largest amount of one line, in minor units (ten thousand billion euros). A total of nine
# thousand such lines still fits the database's 64-bit integer.
MAX_MINOR = 10**15

# A space, no-break space, thin space, narrow no-break space or comma between groups of three.
# Nobody groups behind a zero: 0,925 is a fraction, and read as 925 it would be a thousandfold.
GROUPED = re.compile(r"-?[1-9][0-9]{0,2}([ \u00a0\u2009\u202f,])[0-9]{3}(?:\1[0-9]{3})*(\.[0-9]+)?")
PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# Where the comma is the decimal sign, it is no sign of groups before it.
WITH_COMMA = re.compile(
    r"-?(?:[0-9]+|[1-9][0-9]{0,2}([ \u00a0\u2009\u202f])[0-9]{3}(?:\1[0-9]{3})*),[0-9]+"
)
# 1,250 is a thousand and more to one reader and a little more than one to another.
TWO_WAYS = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")
LONGEST = 40

NOT_FINITE = gettext_noop("{value} is not an amount: write digits, for example 1250.00.")
TOO_FINE = gettext_noop(
    "{value} has more decimals than {currency} has: round it to {exponent} decimals."
)
TOO_LARGE = gettext_noop(
    "{value} is above the largest amount of one line, {limit} {currency}: divide it."
)
NO_WEIGHT = gettext_noop("{value} cannot be shared: no weight is above zero.")
NEGATIVE_WEIGHT = gettext_noop("{value} cannot be a weight: a part is never negative.")
OTHER_CURRENCY = gettext_noop(
    "{value} cannot be added to {other}: convert it at a dated rate first."
)
TOO_LONG = gettext_noop("“{value}…” is too long for an amount: write its digits only.")
NOT_AN_AMOUNT = gettext_noop(
    "“{value}” is not an amount: write digits with a decimal point, for example 1250000.00 or "
    "1 250 000.00, and - before a negative one."
)
NOT_AN_AMOUNT_WITH_COMMA = gettext_noop(
    "“{value}” is not an amount: write digits with a decimal comma or point, for example "
    "1250000,00 or 1 250 000.00, and - before a negative one."
)
READS_TWO_WAYS = gettext_noop("“{value}” can be read in two ways: write {decimal} or {thousands}.")


def exponent(currency: str) -> int:
    """The number of decimals of a currency."""
    return EXPONENTS.get(currency, 2)


def refusal(template: str, value: object, **numbers: object) -> ValueError:
    return ValueError(Sentence(template, {"value": value, **numbers}))


def to_minor(amount: Decimal, currency: str) -> int:
    """Whole minor units of an amount; refuses an amount finer than its currency."""
    if not amount.is_finite():
        raise refusal(NOT_FINITE, amount)
    limit = from_minor(MAX_MINOR, currency)
    if amount.copy_abs() > limit:
        raise refusal(TOO_LARGE, amount, limit=limit, currency=currency)
    decimals = exponent(currency)
    # The exact fraction of 1E-1000000 would fill the memory: look at its length first.
    too_fine = -amount.as_tuple().exponent > LONGEST
    if too_fine or (Fraction(amount) * 10**decimals).denominator != 1:
        raise refusal(TOO_FINE, amount, currency=currency, exponent=decimals)
    return (Fraction(amount) * 10**decimals).numerator


def from_minor(minor: int, currency: str) -> Decimal:
    """The amount that so many minor units make, with all decimals of the currency."""
    digits = tuple(int(digit) for digit in str(abs(minor)))
    return Decimal((int(minor < 0), digits, -exponent(currency)))


def half_away(numerator: int, denominator: int) -> int:
    """A quotient rounded to a whole number, halves away from zero; the denominator is positive."""
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -whole if numerator < 0 else whole


def hundredths(amount: Fraction | Decimal | int) -> int:
    """An exact amount in whole hundredths, halves away from zero."""
    return half_away(*(Fraction(amount) * 100).as_integer_ratio())


def cents(amount: Fraction | Decimal) -> Decimal:
    """An exact amount rounded to two decimals, halves away from zero."""
    return from_minor(hundredths(amount), "EUR")


def split_minor(total: int, weights: Iterable[int | Decimal | Fraction]) -> list[int]:
    """Share whole minor units in proportion to weights, by largest remainder.

    Each part is the exact one cut to a whole unit; the units left over go one each to the
    largest fractions, ties by order of listing. A negative total is shared like the positive
    one with the sign turned, so that a return undoes the payment it belongs to.
    """
    return split_whole(total, whole_weights(weights))


def split_whole(total: int, weights: Sequence[int]) -> list[int]:
    """`split_minor` for weights that are known to be whole and not negative."""
    over = sum(weights)
    if not over:
        if total:
            raise refusal(NO_WEIGHT, total)
        return [0] * len(weights)
    size = abs(total)
    parts, fractions = [], []
    for weight in weights:
        part, fraction = divmod(size * weight, over)
        parts.append(part)
        fractions.append(fraction)
    left = size - sum(parts)
    if left:
        # The sort is stable: equal fractions stay in the order of listing.
        first = sorted(range(len(parts)), key=fractions.__getitem__, reverse=True)
        for index in first[:left]:
            parts[index] += 1
    return parts if total >= 0 else [-part for part in parts]


def whole_weights(weights: Iterable[int | Decimal | Fraction]) -> list[int]:
    """The same proportions as whole numbers."""
    exact = [Fraction(weight) for weight in weights]
    if exact and min(exact) < 0:
        raise refusal(NEGATIVE_WEIGHT, min(exact))
    scale = lcm(*(weight.denominator for weight in exact))
    return [(weight * scale).numerator for weight in exact]


def split(
    amount: Decimal, weights: Iterable[int | Decimal | Fraction], currency: str = "EUR"
) -> list[Decimal]:
    """Share an amount in proportion to weights; the parts add to the whole to the minor unit."""
    parts = split_minor(to_minor(amount, currency), weights)
    return [from_minor(part, currency) for part in parts]


@dataclass(frozen=True)
class Money:
    """An amount in a currency; different currencies are never added."""

    amount: Decimal
    currency: str

    @property
    def minor(self) -> int:
        return to_minor(self.amount, self.currency)

    def __add__(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise refusal(OTHER_CURRENCY, other, other=self)
        return Money(self.amount + other.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def parse_amount(text: str, decimal: str = ".") -> Decimal:
    """An amount typed by a person, read strictly.

    Accepted: ASCII digits with an optional minus before them and an optional decimal point,
    thousands in groups of three behind spaces or commas. Where the language's decimal sign is the
    comma, it is taken as well, unless it could be one of thousands too. Everything else is refused
    by name, also what Python would take: 1e3, 1_000, full-width digits, NaN.
    """
    typed = text.strip(" ")
    has_comma = decimal == ","
    if len(typed) > LONGEST:
        raise refusal(TOO_LONG, typed[:LONGEST])
    if has_comma and TWO_WAYS.fullmatch(typed):
        raise ValueError(reads_two_ways(typed))
    if has_comma and WITH_COMMA.fullmatch(typed):
        typed = typed.replace(",", ".")
    elif not (PLAIN.fullmatch(typed) or GROUPED.fullmatch(typed)):
        raise refusal(NOT_AN_AMOUNT_WITH_COMMA if has_comma else NOT_AN_AMOUNT, typed)
    amount = Decimal(re.sub(r"[^0-9.-]", "", typed))
    return amount if amount else amount.copy_abs()


def reads_two_ways(typed: str) -> Sentence:
    """Why 1,250 is refused where the comma is the decimal sign."""
    ways = {"decimal": typed.replace(",", "."), "thousands": typed.replace(",", " ")}
    return Sentence(READS_TWO_WAYS, {"value": typed, **ways})
