"""What every calculation answers with: figures, the faults in its terms, and how it got there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coprod.money import hundredths
from coprod.sentence import Sentence
from films.calculation.codes import CODES

# Percentages typed by people, such as 33.33 three times, may miss 100 by so much.
TYPING_TOLERANCE = Fraction("0.05")


@dataclass(frozen=True)
class Problem:
    """One fault or warning: its code, whom it concerns, the numbers behind it and the remedy."""

    code: str
    subject: str = ""
    value: object = ""
    limit: object = ""
    rule: object = ""

    def __post_init__(self):
        if self.code not in CODES:
            raise KeyError(f"{self.code} is not in the table of codes: add its message there.")

    @property
    def key(self) -> str:
        """The code with its subject, as `errors` and `warnings` list it."""
        return f"{self.code}:{self.subject}" if self.subject else self.code

    @property
    def message(self) -> Sentence:
        word = CODES[self.code].subjects.get(self.subject)
        subject = self.subject if word is None else Sentence(word)
        return Sentence(CODES[self.code].message, {**self._numbers, "subject": subject})

    @property
    def remedy(self) -> Sentence:
        return Sentence(CODES[self.code].remedy, self._numbers)

    @property
    def _numbers(self) -> dict[str, object]:
        names = ("subject", "value", "limit", "rule")
        return {name: getattr(self, name) for name in names}

    def as_json(self, gettext: Callable[[str], str] = str) -> dict[str, object]:
        numbers = {
            name: number.translated(gettext) if isinstance(number, Sentence) else str(number)
            for name, number in self._numbers.items()
            if number != ""
        }
        return {
            "code": self.key,
            "message": self.message.translated(gettext),
            "remedy": self.remedy.translated(gettext),
            **numbers,
        }


@dataclass(frozen=True)
class Explanation:
    """How one figure was found: its path in the answer and the formula with its numbers."""

    figure: str
    formula: Sentence

    def as_json(self, gettext: Callable[[str], str] = str) -> dict[str, object]:
        return {
            "figure": self.figure,
            "formula": self.formula.translated(gettext),
            "numbers": {name: str(number) for name, number in self.formula.numbers.items()},
        }


@dataclass(frozen=True)
class Answer:
    """What a calculator says: figures with their explanation, or errors and no figure at all.

    `details` are problems told in full although they are listed deeper among the figures,
    such as the warnings of one version of two.
    """

    figures: Mapping[str, object] = field(default_factory=dict)
    errors: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()
    explanation: Sequence[Explanation] = ()
    details: Sequence[Problem] = ()

    def as_json(self, gettext: Callable[[str], str] = str) -> dict[str, object]:
        problems = [*self.errors, *self.warnings, *self.details]
        said = {
            "errors": keys(self.errors),
            "warnings": keys(self.warnings),
            "problems": [problem.as_json(gettext) for problem in problems],
        }
        if self.errors:
            return said
        explanation = [one.as_json(gettext) for one in self.explanation]
        return {**said, **told(self.figures, gettext), "explanation": explanation}


def told(value: Any, gettext: Callable[[str], str]) -> Any:
    """Figures with every sentence among them said in a language."""
    # Texts first: a long waterfall has a hundred thousand of them.
    if isinstance(value, str):
        return value
    if isinstance(value, Sentence):
        return value.translated(gettext)
    if isinstance(value, dict):
        return {key: told(inner, gettext) for key, inner in value.items()}
    if isinstance(value, list):
        return [told(inner, gettext) for inner in value]
    return value


def keys(problems: Sequence[Problem]) -> list[str]:
    """The codes with their subjects, sorted, each once."""
    return sorted({problem.key for problem in problems})


def code_of_sum(total: Decimal | Fraction) -> str:
    """What is to be said of percentages that were typed to add to 100; empty when they do."""
    if total == 100:
        return ""
    is_close = abs(Fraction(total) - 100) <= TYPING_TOLERANCE
    return "SPLIT_SUM_ROUNDED" if is_close else "SPLIT_SUM_INVALID"


def amount_text(minor: int) -> str:
    """Hundredths of a currency as the text of an amount: 1250000 is “12500.00”."""
    if minor < 0:
        return "-" + amount_text(-minor)
    return f"{minor // 100}.{minor % 100:02}"


def percent_text(exact: Fraction | Decimal | int) -> str:
    """A percentage, or a number of percentage points, as it is shown: two decimals."""
    return amount_text(hundredths(exact))
