"""A cash flow as its page shows it: the curve, the month in which cash runs out, the months."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprod.charts.curve import Curve, Moment, curve
from coprod.exchange.strict import read
from coprod.templatetags.amounts import shown_amount
from films.calculation.cash_flow import arrive, converted
from films.calculation.result import amount_text
from films.calculators.reading.cash_flow import plan as read_plan
from films.calculators.showing.figure import Figure, Figures

SCENARIOS = ("all", "secured")


def show(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    figures = Figures(said)
    came_in, went_out = movements(given)
    months = [
        {
            "number": number,
            "month": month,
            "came_in": figures.amount(row["in"], "", came_in.get(month, "")),
            "went_out": figures.amount(row["out"], "", went_out.get(month, "")),
            "balances": [
                figures.amount(
                    said[name]["months"][month]["cumulative"], f"{name}.months.{month}.cumulative"
                )
                for name in SCENARIOS
            ],
        }
        for number, (month, row) in enumerate(said["all"]["months"].items())
    ]
    return {
        "currency": given.get("currency") or given.get("base_currency", "EUR"),
        "headlines": [headline(said[name], label) for name, label in labels()],
        "scenarios": [(label, scenario(name, said[name], figures)) for name, label in labels()],
        "chart": chart(said) if months else None,
        "months": months,
    }


def labels() -> list[tuple[str, str]]:
    return [("all", _("with every live source")), ("secured", _("with secured sources only"))]


def headline(found: Mapping[str, Any], label: str) -> str:
    numbers = {
        "which": label,
        "month": found["first_negative"],
        "need": shown_amount(found["peak_need"]),
        "peak": found["peak_month"],
    }
    if not found["first_negative"]:
        return _("Cash never runs out %(which)s.") % numbers
    return (
        _("Cash runs out in %(month)s %(which)s; the need is greatest in %(peak)s: %(need)s.")
        % numbers
    )


def scenario(name: str, found: Mapping[str, Any], figures: Figures) -> list[tuple[str, Figure]]:
    return [
        (_("Peak need"), figures.amount(found["peak_need"], f"{name}.peak_need")),
        (_("in"), Figure(found["peak_month"] or "–")),
        (_("First month below zero"), Figure(found["first_negative"] or "–")),
        (_("Months below zero"), Figure(str(found["negative_months"]))),
        (
            _("Closing"),
            figures.amount(found["closing"], "", _("the balance at the end of the last month")),
        ),
    ]


def movements(given: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """What comes in and what goes out in each month, line by line."""
    asked = read(given, read_plan)
    came_in: dict[str, list[str]] = {}
    went_out: dict[str, list[str]] = {}
    for source in asked.sources:
        if source.is_live_cash and source.amount is not None:
            for month, amount in arrive(source, asked.rate(source.currency)):
                came_in.setdefault(month, []).append(f"{source.id} {amount_text(amount)}")
    accounts = [line.get("account", "") for line in given.get("costs", ())]
    for account, cost in zip(accounts, asked.costs, strict=True):
        amount = amount_text(converted(cost.amount, asked.rate(cost.currency)))
        went_out.setdefault(cost.month, []).append(f"{account} {amount}".strip())
    return summed(came_in), summed(went_out)


def summed(parts: Mapping[str, list[str]]) -> dict[str, str]:
    return {month: " + ".join(told) for month, told in parts.items()}


def chart(said: Mapping[str, Any]) -> Curve:
    moments = []
    for number, month in enumerate(said["all"]["months"]):
        balances = [said[name]["months"][month]["cumulative"] for name in SCENARIOS]
        title = _("%(month)s: %(all)s with every live source, %(secured)s with secured ones") % {
            "month": month,
            "all": shown_amount(balances[0]),
            "secured": shown_amount(balances[1]),
        }
        values = tuple(Decimal(balance) for balance in balances)
        moments.append(Moment(month, f"#month-{number}", title, values))
    return curve("cash", _("Balance at the end of each month"), moments)
