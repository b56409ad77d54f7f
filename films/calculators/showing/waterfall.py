"""A waterfall as its page shows it: the fall through the tiers, and what each party is paid."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprod.charts.bars import Bars, bars
from coprod.charts.marks import Mark
from coprod.charts.tiers import Tier, Tiers, tiers
from coprod.templatetags.amounts import shown_amount
from films.calculators.showing.figure import OTHERS, Figure, Figures, fillings

# More columns than these do not stand side by side; the files have every period.
MOST_PERIODS = 6
MOST_BARS = 40


def show(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    figures, periods = Figures(said), list(said["periods"])
    if not periods:
        return {"currency": given.get("currency", "EUR")}
    last = said["periods"][periods[-1]]
    totals = {name: Decimal(amount) for name, amount in last["totals"].items()}
    filling = fillings(totals)
    return {
        "currency": given.get("currency", "EUR"),
        "last": periods[-1],
        "totals": overall(periods[-1], last, figures),
        "chart": chart(given, last, filling),
        "legend": legend(filling),
        "party_chart": party_chart(totals, filling),
        "periods": periods[-MOST_PERIODS:],
        "left_out": max(0, len(periods) - MOST_PERIODS),
        "parties": [
            party(name, number, said, periods, figures) for number, name in enumerate(totals)
        ],
        "tiers": [
            tier(one, number, said, periods[-1], figures)
            for number, one in enumerate(given["tiers"])
        ],
        "pools": pools(last, periods[-1], figures),
    }


def overall(period: str, last: Mapping[str, Any], figures: Figures) -> list[tuple[str, Figure]]:
    path = f"periods.{period}"
    received = figures.amount(last["cumulative_receipts"], f"{path}.cumulative_receipts")
    left = figures.amount(last["undistributed"], f"{path}.undistributed")
    return [(_("Received in the account"), received), (_("Taken by no tier"), left)]


def label_of(one: Mapping[str, Any]) -> str:
    return " ".join(filter(None, [one["id"], one.get("label", "")]))


def chart(
    given: Mapping[str, Any], last: Mapping[str, Any], filling: Mapping[str, str]
) -> Tiers | None:
    steps = []
    for number, one in enumerate(given["tiers"]):
        marks = [
            Mark(
                label=name,
                value=Decimal(amount),
                address=f"#tier-{number}",
                title=f"{label_of(one)}, {name}: {shown_amount(amount)}",
                filling=filling[name],
            )
            for name, amount in last["by_tier"][one["id"]].items()
        ]
        steps.append(Tier(label_of(one), f"#tier-{number}", marks))
    left = Decimal(last["undistributed"])
    if left:
        mark = Mark("", left, "#tiers", f"{_('Taken by no tier')}: {shown_amount(left)}", OTHERS)
        steps.append(Tier(_("Taken by no tier"), "#tiers", [mark]))
    if not any(step.total for step in steps) or len(steps) > MOST_BARS:
        return None
    return tiers("tiers", _("What each tier pays to each party, since the first period"), steps)


def legend(filling: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each filling with its party; the last one may stand for several."""
    named: dict[str, list[str]] = {}
    for name, one in filling.items():
        named.setdefault(one, []).append(name)
    told = [(one, names[0] if len(names) == 1 else _("others")) for one, names in named.items()]
    return sorted(told, key=lambda pair: pair[0] == OTHERS)


def party_chart(totals: Mapping[str, Decimal], filling: Mapping[str, str]) -> Bars | None:
    paid = [
        (number, name, total) for number, (name, total) in enumerate(totals.items()) if total > 0
    ]
    if not paid or len(paid) > MOST_BARS:
        return None
    marks = [
        Mark(name, total, f"#party-{number}", f"{name}: {shown_amount(total)}", filling[name])
        for number, name, total in sorted(paid, key=lambda one: -one[2])
    ]
    return bars("parties", _("What each party has had, since the first period"), marks)


def party(
    name: str, number: int, said: Mapping[str, Any], periods: list[str], figures: Figures
) -> dict[str, Any]:
    """What one party is due in each period, and has had in all."""
    last = said["periods"][periods[-1]]
    return {
        "number": number,
        "name": name,
        "due": [
            figures.amount(said["periods"][period]["due"][name], f"periods.{period}.due.{name}")
            for period in periods[-MOST_PERIODS:]
        ],
        "total": figures.amount(last["totals"][name], f"periods.{periods[-1]}.totals.{name}"),
        "debit": figures.amount(
            last["debit"][name], "", _("overpaid, and deducted from what becomes due later")
        )
        if Decimal(last["debit"][name])
        else None,
    }


def tier(
    one: Mapping[str, Any], number: int, said: Mapping[str, Any], period: str, figures: Figures
) -> dict[str, Any]:
    """What one tier has paid to each party, and what its claims still lack."""
    name = one["id"]
    open_claims = said["unrecouped"].get(name, {})
    too_much = said["over_recouped"].get(name, {})
    paid = said["periods"][period]["by_tier"][name]
    flow = said["periods"][period]["tiers"][name]
    return {
        "number": number,
        "label": label_of(one),
        "reached": shown_amount(flow["reached"]),
        "total": figures.amount(flow["paid"], f"periods.{period}.by_tier.{name}"),
        "parties": [
            {
                "name": party,
                "amount": shown_amount(amount),
                "is_claim": party in open_claims,
                "lacks": figures.amount(open_claims[party], f"unrecouped.{name}")
                if Decimal(open_claims.get(party, 0))
                else None,
                "over": figures.amount(too_much[party], f"over_recouped.{name}")
                if party in too_much
                else None,
            }
            for party, amount in paid.items()
        ],
    }


def pools(last: Mapping[str, Any], period: str, figures: Figures) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "overage": figures.amount(pool["overage"], f"periods.{period}.pools.{name}"),
            "unrecouped": shown_amount(pool["unrecouped"]),
            "kept": shown_amount(pool["kept"]),
        }
        for name, pool in last["pools"].items()
    ]
