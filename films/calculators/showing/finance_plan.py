"""A finance plan as its page shows it: totals, who brings what, what is confirmed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprod.charts.marks import Mark
from coprod.charts.stacked import Stacked, stacked
from films.calculators.grid.finance_plan import STATUSES
from films.calculators.showing.currencies import Currencies
from films.calculators.showing.figure import Figure, Figures, shown_percent

FILLING_OF_MAJORITY, FILLING_OF_OTHERS, FILLING_OF_NOBODY = "solid", "stripes", "dots"


def show(
    given: Mapping[str, Any], said: Mapping[str, Any], currencies: Currencies
) -> dict[str, Any]:
    figures = Figures(said)
    return {
        "currencies": currencies,
        "currency": given["base_currency"],
        "totals": totals(said, figures),
        "chart": chart(said),
        "legend": [
            (FILLING_OF_MAJORITY, _("majority")),
            (FILLING_OF_OTHERS, _("others")),
            (FILLING_OF_NOBODY, _("brought by nobody")),
        ],
        "countries": countries(said, figures),
        "vectors": [
            {"ownership": _("Owns more or less"), "revenue": _("Revenue more or less")}[vector]
            for vector in said.get("differences", ())
        ],
        "companies": companies(given, said, figures),
        "unallocated": whole_row(said, figures),
        "sources": sources(given, said, figures),
        "left_out": said["left_out"],
        "origins": [
            (code, figures.amount(amount, f"by_origin.{code}"))
            for code, amount in said["by_origin"].items()
        ],
        "leads": [
            (label, figures.text(said[path] or _("nobody"), path))
            for path, label in (
                ("majority", _("Majority co-producer")),
                ("majority_country", _("Majority country")),
                ("initiative", _("Initiative")),
            )
        ],
    }


def totals(said: Mapping[str, Any], figures: Figures) -> list[tuple[str, Figure]]:
    found = [
        (_("Budget"), "budget_total"),
        (_("Finance"), "finance_total"),
        (_("Gap"), "gap"),
        (_("Secured"), "secured_total"),
        (_("Cash"), "cash_total"),
        (_("To be recouped"), "recoupable_total"),
    ]
    rows = [(label, figures.amount(said[path], path)) for label, path in found]
    rows.insert(4, (_("Secured share"), figures.percent(said["secured_pct"], "secured_pct")))
    return rows


def chart(said: Mapping[str, Any]) -> Stacked | None:
    marks = [
        Mark(
            label=code,
            value=Decimal(share["pct"]),
            address=f"#country-{number}",
            title=f"{code}: {shown_percent(share['pct'])}",
            filling=FILLING_OF_MAJORITY if code == said["majority_country"] else FILLING_OF_OTHERS,
        )
        for number, (code, share) in enumerate(said["by_country"].items())
    ]
    missing = said["unallocated"]["pct"]
    if Decimal(missing) > 0:
        title = _("Brought by nobody: %(share)s") % {"share": shown_percent(missing)}
        marks.append(Mark("–", Decimal(missing), "#unallocated", title, FILLING_OF_NOBODY))
    whole = sum((mark.value for mark in marks), Decimal(0))
    if not whole:
        return None
    return stacked("plan-shares", _("Shares of the countries in the plan"), marks, whole)


def countries(said: Mapping[str, Any], figures: Figures) -> list[dict]:
    confirmed = said["secured_by_country"]
    costs = said["budget_by_country"]
    rows = []
    for number, code in enumerate(said["country_balance"]):
        share = said["by_country"].get(code)
        rows.append(
            {
                "number": number,
                "code": code,
                "brought": figures.amount(share and share["amount"], f"by_country.{code}.amount"),
                "share": figures.percent(share and share["pct"], f"by_country.{code}.pct"),
                "confirmed": figures.percent(
                    confirmed[code]["pct"], f"secured_by_country.{code}.pct"
                )
                if share
                else Figure("–"),
                "cost": figures.amount(
                    costs[code]["amount"] if code in costs else "0.00", f"budget_by_country.{code}"
                ),
                "balance": figures.amount(said["country_balance"][code], f"country_balance.{code}"),
            }
        )
    return rows


def companies(given: Mapping[str, Any], said: Mapping[str, Any], figures: Figures) -> list[dict]:
    home = {one["id"]: one["country"] for one in given.get("coproducers", ())}
    typed = said.get("differences", {})
    return [
        {
            "name": name,
            "country": home[name],
            "amount": figures.amount(share["amount"], f"by_coproducer.{name}.amount"),
            "share": figures.percent(share["pct"], f"by_coproducer.{name}.pct"),
            "differences": [
                figures.amount(points.get(name), f"differences.{vector}.{name}")
                for vector, points in typed.items()
            ],
        }
        for name, share in said["by_coproducer"].items()
    ]


def whole_row(said: Mapping[str, Any], figures: Figures) -> dict[str, Figure]:
    """What nobody brings, which is never spread over those who do bring something."""
    share = said["unallocated"]
    return {
        "amount": figures.amount(share["amount"], "unallocated"),
        "share": figures.percent(share["pct"], "unallocated"),
        "plan": figures.amount(said["plan_total"], "", _("the larger of budget and finance")),
    }


def sources(given: Mapping[str, Any], said: Mapping[str, Any], figures: Figures) -> list[dict]:
    labels = dict(STATUSES)
    status = {one["id"]: one["status"] for one in given.get("sources", ())}
    rows = []
    for name, counted in said["sources"].items():
        formula = " · ".join(
            filter(None, map(figures.formula, (f"sources.{name}", f"sources.{name}.parts")))
        )
        rows.append(
            {
                "name": name,
                "status": _(labels.get(status[name], status[name])),
                "amount": figures.amount(counted["amount"], "", formula),
                "parts": counted["parts"],
            }
        )
    return rows
