"""Budget and spend as their pages show them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprod.templatetags.amounts import shown_amount
from films.calculators.showing import cash_flow as public_cash_flow
from films.calculators.showing.currencies import Currencies
from films.calculators.showing.figure import Figure, Figures, shown_percent
from films.deal.standing import is_begun
from films.deal.version import Version
from films.finance.spend_rows import left_out
from films.finance.top_sheet import NOT_SAID


def budget(
    given: Mapping[str, Any], said: Mapping[str, Any], currencies: Currencies
) -> dict[str, Any]:
    figures = Figures(said)
    totals = [(_("Budget"), figures.amount(said["budget_total"], "budget_total"))]
    if said["declared_total"] is not None:
        totals.append((_("Stated total"), Figure(shown_amount(said["declared_total"]))))
    return {
        "currency": given["base_currency"],
        "totals": totals,
        "tables": [
            ("by-group", _("By account"), _("Account"), parts(said["by_group"])),
            ("by-country", _("Covered by"), _("Country"), parts(said["by_country"])),
            ("by-place", _("Spent in"), _("Place"), parts(said["by_place"])),
        ],
        "currencies": currencies,
    }


def parts(found: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str, str, str]]:
    """(name, amount, percentage as shown, percentage) of each part, the largest first."""
    largest = sorted(found.items(), key=lambda one: -Decimal(one[1]["amount"]))
    return [
        (
            _("not said yet") if name == NOT_SAID else name,
            shown_amount(part["amount"]),
            shown_percent(part["pct"]),
            part["pct"],
        )
        for name, part in largest
    ]


def cash_flow(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The calculator's page, with what each month brings or costs in all."""
    found, figures = public_cash_flow.show(given, said), Figures(said)
    for row in found["months"]:
        row["net"] = figures.amount(said["all"]["months"][row["month"]]["net"], "")
    return {**found, "shows_net": True}


def cash_flow_aside(
    version: Version, given: Mapping[str, Any], answer: Mapping[str, Any]
) -> dict[str, Any]:
    """The plan brings its sources; what is said of their months comes once a month is named."""
    has_rows = all(isinstance(one, dict) for one in given.get("sources", ()))
    return {} if not has_rows or is_begun(given) else {"problems": (), "is_waiting": True}


def spend_aside(
    version: Version, given: Mapping[str, Any], answer: Mapping[str, Any]
) -> dict[str, Any]:
    return {"left_out": left_out(version, dict(given))} if "answer" in answer else {}
