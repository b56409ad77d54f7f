"""Sums of each currency as they were typed: they need no rate, and are there before one is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprod.money import exponent
from coprod.templatetags.amounts import shown_amount
from films.calculation.cash_flow import DEAD
from films.calculation.result import Answer
from films.calculators.kind import Kind


@dataclass(frozen=True)
class Currencies:
    """A line for each currency: (its code, sums under the heads, its rate); base has none."""

    base: str
    heads: list[str]
    lines: list[tuple[str, list[str], str]]

    @property
    def are_several(self) -> bool:
        return len(self.lines) > 1

    @property
    def lack_a_rate(self) -> bool:
        return any(code != self.base and not rate for code, _sums, rate in self.lines)


Calculate = Callable[[Mapping[str, Any]], tuple[Answer, tuple[Currencies]]]


def with_currencies(kind: Kind) -> Calculate:
    """What a desk calculates, and beside it what each currency comes to."""

    def calculate(given: Mapping[str, Any]) -> tuple[Answer, tuple[Currencies]]:
        answer = kind.run(given)
        return answer, (currencies(given),)

    return calculate


def beside(found: Currencies) -> dict[str, Any]:
    """What stays in sight where a plan cannot be computed."""
    return {"currencies": found}


def currencies(given: Mapping[str, Any]) -> Currencies:
    base = given["base_currency"]
    rates = {one["currency"]: f"{Decimal(str(one['rate'])):f}" for one in given.get("fx") or ()}
    heads = {"budget": _("Budget")} | ({"finance": _("Finance")} if "sources" in given else {})
    return Currencies(
        base,
        list(heads.values()),
        [
            (code, [shown_sum(sums[name], code) for name in heads], shown_rate(rates.get(code)))
            for code, sums in by_currency(given).items()
        ],
    )


def by_currency(given: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Budget and live finance in each currency, to its own smallest unit."""
    base = given["base_currency"]
    lines = [(one.get("currency") or base, Decimal(str(one["amount"])))
             for one in given["budget"]["lines"]]  # fmt: skip
    live = [
        (one.get("currency") or base, Decimal(str(one["amount"])))
        for one in given.get("sources") or ()
        if one["amount"] is not None and one["status"] not in DEAD and one["type"] != "bridge_loan"
    ]
    budget, finance = exact_sums(lines), exact_sums(live)
    return {
        currency: {"budget": budget.get(currency, "0"), "finance": finance.get(currency, "0")}
        for currency in {**budget, **finance}
    }


def exact_sums(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, str]:
    found: dict[str, Decimal] = {}
    for name, amount in amounts:
        found[name] = found.get(name, Decimal(0)) + amount
    return {name: f"{amount:f}" for name, amount in found.items()}


def shown_sum(value: str, currency: str) -> str:
    """A sum with the decimals of its currency, or with more where it was typed finer."""
    return shown_with(max(exponent(currency), decimals_of(value)), value)


def shown_rate(rate: str | None) -> str:
    return shown_with(decimals_of(rate), rate) if rate else ""


def decimals_of(value: str) -> int:
    return len(value.partition(".")[2])


def shown_with(decimals: int, value: str) -> str:
    return shown_amount(value, "#,##0." + "0" * decimals)
