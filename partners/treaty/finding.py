"""What one condition says about one country, company or total: passed, failed or unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
class Wording:
    """How a rule says that a value keeps its limit, that it does not, that it is not known.

    The templates may name {subject}, {value}, {limit} and whatever stands in `numbers`.
    """

    kept: str
    broken: str
    unknown: str = ""
    numbers: Mapping[str, object] = field(default_factory=dict)

    def with_numbers(self, **numbers: object) -> "Wording":
        return replace(self, numbers=numbers)


SHOWN_AT_THE_LIMIT = _("{value} is shown as {shown}, but limits are compared with the exact value.")


@dataclass(frozen=True)
class Finding:
    """The answer of one rule about one subject; `passed` is None when it cannot be checked."""

    code: str
    passed: bool | None
    wording: Wording
    subject: str = ""
    value: Number | date | None = None
    limit: Number | date | None = None
    weight: Weight = Weight.REQUIRED

    @property
    def label(self) -> str:
        return f"{self.code}:{self.subject}" if self.subject else self.code

    @property
    def sentence(self) -> Sentence:
        wording = self.wording
        templates = {True: wording.kept, False: wording.broken, None: wording.unknown}
        numbers = {"subject": self.subject, "value": self.shown_value, "limit": told(self.limit)}
        return Sentence(templates[self.passed], {**numbers, **wording.numbers})

    @property
    def note(self) -> Sentence | None:
        """Why a limit is missed although the display shows it reached."""
        is_date = isinstance(self.limit, date)
        if self.passed is not False or self.value is None or self.limit is None or is_date:
            return None
        shown = cents(Fraction(self.value))
        if shown != cents(Fraction(self.limit)):
            return None
        return Sentence(SHOWN_AT_THE_LIMIT, {"value": self.shown_value, "shown": str(shown)})

    @property
    def shown_value(self) -> str:
        """The value with the fewest decimals that show on which side of the limit it is."""
        if self.value is None or self.limit is None or isinstance(self.value, date):
            return told(self.value)
        return apart(self.value, self.limit)


def at_least(
    code: str,
    value: Number,
    limit: Limit,
    wording: Wording,
    subject: str = "",
    weight: Weight = Weight.REQUIRED,
) -> Finding:
    """Reaching the limit passes."""
    if isinstance(limit, Unknown):
        return Finding(code, None, wording, subject, value, None, weight)
    return Finding(code, value >= limit, wording, subject, value, limit, weight)


def at_most(
    code: str,
    value: Number,
    limit: Limit,
    wording: Wording,
    subject: str = "",
) -> Finding:
    """Reaching the limit passes."""
    if isinstance(limit, Unknown):
        return Finding(code, None, wording, subject, value)
    return Finding(code, value <= limit, wording, subject, value, limit)


def told(value: Number | date | None) -> str:
    """A number or a day as a sentence shows it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else plain(value)


def plain(value: Number, decimals: int = 2) -> str:
    """A number with at most so many decimals and no zeros behind: 8.4, 10, 33.33."""
    numerator, denominator = value.as_integer_ratio()
    digits = half_away(numerator * 10**decimals, denominator)
    whole, rest = divmod(abs(digits), 10**decimals)
    text = f"{whole}.{rest:0{decimals}}".rstrip("0").rstrip(".")
    return f"-{text}" if digits < 0 else text


def apart(value: Number, limit: Number) -> str:
    """A number with the fewest decimals, two or more, that show on which side of a limit it is.

    9.996 against 10 is “9.996” and not “10”.
    """
    side = _side(value, limit)
    for decimals in range(2, MOST_DECIMALS + 1):
        text = plain(value, decimals)
        if _side(Fraction(text), limit) == side:
            return text
    numerator, denominator = value.as_integer_ratio()
    return f"{numerator}/{denominator}"


def _side(value: Number, limit: Number) -> int:
    return (value > limit) - (value < limit)
