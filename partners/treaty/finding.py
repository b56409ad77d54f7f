"""What one condition says about one country, company or total: passed, failed or unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction

from coprod.money import cents, half_away
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _

MOST_DECIMALS = 12


class Unknown(Enum):
    """A limit that the text may set but the data does not know; it is never assumed."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN

# None: the text sets no such limit.
Limit = Decimal | int | Unknown | None

Number = Fraction | Decimal | int


class Weight(StrEnum):
    """What it means to fail: no, the authorities may waive it, or only a word of warning."""

    REQUIRED = "required"
    WAIVABLE = "waivable"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """The answer of one rule about one subject; `passed` is None when it cannot be checked."""

    code: str
    passed: bool | None
    sentence: Sentence
    subject: str = ""
    value: Number | date | None = None
    limit: Number | date | None = None
    weight: Weight = Weight.REQUIRED
    note: Sentence | None = None

    @property
    def label(self) -> str:
        return f"{self.code}:{self.subject}" if self.subject else self.code


@dataclass(frozen=True)
class Wording:
    """How a rule says that a value keeps its limit, that it does not, that it is not known."""

    kept: str
    broken: str
    unknown: str
    numbers: Mapping[str, object] = field(default_factory=dict)


SHOWN_AT_THE_LIMIT = _("{value} is shown as {shown}, but limits are compared with the exact value.")


def at_least(
    code: str,
    value: Number,
    limit: Limit,
    wording: Wording,
    *,
    subject: str = "",
    weight: Weight = Weight.REQUIRED,
) -> Finding:
    """Reaching the limit passes."""
    if isinstance(limit, Unknown):
        return unknown(code, wording, subject=subject, value=value, weight=weight)
    return _compared(code, Fraction(value) >= limit, value, limit, wording, subject, weight)


def at_most(
    code: str,
    value: Number,
    limit: Limit,
    wording: Wording,
    *,
    subject: str = "",
    weight: Weight = Weight.REQUIRED,
) -> Finding:
    """Reaching the limit passes."""
    if isinstance(limit, Unknown):
        return unknown(code, wording, subject=subject, value=value, weight=weight)
    return _compared(code, Fraction(value) <= limit, value, limit, wording, subject, weight)


def unknown(
    code: str,
    wording: Wording,
    *,
    subject: str = "",
    value: Number | None = None,
    weight: Weight = Weight.REQUIRED,
) -> Finding:
    """A condition that cannot be checked, because its limit or its value is not known."""
    numbers = {**wording.numbers, "subject": subject}
    if value is not None:
        numbers["value"] = plain(value)
    sentence = Sentence(wording.unknown, numbers)
    return Finding(code, None, sentence, subject=subject, value=value, weight=weight)


def _compared(code, passed, value, limit, wording, subject, weight) -> Finding:
    text, limit_text = apart(value, limit), plain(limit)
    sentence = Sentence(
        wording.kept if passed else wording.broken,
        {**wording.numbers, "subject": subject, "value": text, "limit": limit_text},
    )
    note = None
    if not passed and cents(Fraction(value)) == cents(Fraction(limit)):
        shown = {"value": text, "shown": str(cents(Fraction(value)))}
        note = Sentence(SHOWN_AT_THE_LIMIT, shown)
    return Finding(code, passed, sentence, subject, value, limit, weight, note)


def plain(value: Number, decimals: int = 2) -> str:
    """A number with at most so many decimals and no zeros behind: 8.4, 10, 33.33."""
    exact = Fraction(value) * 10**decimals
    digits = Decimal(half_away(exact.numerator, exact.denominator)).scaleb(-decimals)
    text = f"{digits:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def apart(value: Number, limit: Number) -> str:
    """A number with the fewest decimals, two or more, that show on which side of a limit it is.

    9.996 against 10 is “9.996” and not “10”.
    """
    side = _side(Fraction(value), limit)
    for decimals in range(2, MOST_DECIMALS + 1):
        text = plain(value, decimals)
        if _side(Fraction(text), limit) == side:
            return text
    exact = Fraction(value)
    return f"{exact.numerator}/{exact.denominator}"


def _side(value: Fraction, limit: Number) -> int:
    return (value > limit) - (value < limit)
