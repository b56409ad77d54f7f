"""Spend as its page shows it: what is short where, what each funder asks, what incentives bring."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprod.templatetags.amounts import shown_amount
from films.calculators.showing.figure import Figure, Figures


def show(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    figures, currency = Figures(said), given.get("currency", "EUR")
    currencies = {one["id"]: one.get("currency") or currency
                  for one in given.get("incentives", ())}  # fmt: skip
    places = {one["id"]: one["territory"] for one in given.get("obligations", ())}
    return {
        "currency": currency,
        "totals": [
            (_("Budget"), Figure(shown_amount(given["budget_total"]))),
            (_("To be spent"), figures.amount(said["total_required"], "total_required")),
        ],
        "territories": [
            (
                code,
                [
                    figures.amount(row[name], f"territories.{code}.{name}")
                    for name in ("required", "spend", "shortfall")
                ],
                Decimal(row["shortfall"]) > 0,
            )
            for code, row in said["territories"].items()
        ],
        "obligations": [
            (name, places[name], figures.amount(amount, f"obligations.{name}"))
            for name, amount in said["obligations"].items()
        ],
        "incentives": [
            (name, currencies[name], figures.amount(amount, f"incentives.{name}"))
            for name, amount in said["incentives"].items()
        ],
    }
