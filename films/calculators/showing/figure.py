"""A figure on a page, which opens to the formula it came from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from coprod.charts.marks import FILLINGS
from coprod.templatetags.amounts import sentence, shown_amount
from films.calculation.result import Explanation

# The last filling stands for all the others.
OTHERS = FILLINGS[-1]


@dataclass(frozen=True)
class Figure:
    """What is read, and behind it how it was found."""

    text: str
    formula: str = ""
    is_negative: bool = False


class Formulas:
    """The formulas of an answer by figure, each said only when it is asked for.

    A long waterfall has a hundred thousand of them, and its page shows a few hundred.
    """

    def __init__(self, explanation: Iterable[Explanation]):
        self._sentences = {one.figure: one.formula for one in explanation}

    def __getitem__(self, path: str) -> str:
        found = self._sentences.get(path)
        return sentence(found.translated(gettext)) if found else ""


class Figures:
    """Figures of one answer, each with its formula."""

    def __init__(self, said: Mapping[str, Any]):
        self._formulas: Formulas = said["formulas"]

    def amount(self, value: str | None, path: str, formula: str = "") -> Figure:
        return self._figure(value, path, formula, shown_amount)

    def percent(self, value: str | None, path: str, formula: str = "") -> Figure:
        return self._figure(value, path, formula, shown_percent)

    def text(self, text: str, path: str) -> Figure:
        return Figure(text, self.formula(path))

    def formula(self, path: str) -> str:
        return self._formulas[path]

    def _figure(
        self, value: str | None, path: str, formula: str, show: Callable[[str | None], str]
    ) -> Figure:
        is_negative = value is not None and value.startswith("-")
        return Figure(show(value), sentence(formula) or self.formula(path), is_negative)


def shown_percent(value: str | Decimal | None) -> str:
    shown = shown_amount(value)
    return shown if value is None else f"{shown}\N{NO-BREAK SPACE}%"


def fillings(totals: Mapping[str, Decimal]) -> dict[str, str]:
    """A filling of its own for each of the largest parties; the others share the last one."""
    own = FILLINGS[:-1] if len(totals) > len(FILLINGS) else FILLINGS
    largest: Sequence[str] = sorted(totals, key=lambda name: -totals[name])[: len(own)]
    chosen = iter(own)
    return {name: next(chosen) if name in largest else OTHERS for name in totals}
