"""The budget of a version: its lines as the ledger says them, and back."""

from typing import Any

from coprod.exchange.strict import read
from films.deal.storing import store_rows
from films.deal.version import Version
from films.finance import top_sheet
from films.finance.models import BudgetLine
from films.finance.plan_rows import line_of, with_defaults
from films.finance.reading import (
    Given,
    amount_of,
    rates_of,
    rows_in,
    set_money,
    store_rates,
    text_of,
)

PATHS = {"currency": "base_currency", "declared_total": "budget.declared_total"}


def input_of(version: Version) -> Given:
    """The input of the top sheet, each line with its key."""
    budget: Given = {
        "lines": [
            {**line_of(line), "spent_in": line.spent_in} for line in version.budgetlines.all()
        ]
    }
    if version.declared_total is not None:
        budget["declared_total"] = text_of(version.declared_total)
    given: Given = {"base_currency": version.currency, "budget": budget}
    if rates := rates_of(version):
        given["fx"] = rates
    return given


def completed(version: Version, given: Any) -> Any:
    """What was left out of a line that is just being typed."""
    if not isinstance(given, dict):
        return given
    budget = given.get("budget", {})
    if isinstance(budget, dict) and isinstance(budget.get("lines", []), list):
        lines = [with_defaults(one, amount="0") for one in budget.get("lines", [])]
        budget = {**budget, "lines": lines}
    return {"base_currency": version.currency, **given, "budget": budget}


def asked(version: Version, given: Given) -> Given:
    """The input of the calculation: what was typed, completed, without the keys of the rows."""
    found = completed(version, given)
    if not isinstance(found, dict) or not isinstance(found["budget"], dict):
        return found
    plain = {**found, "budget": {**found["budget"]}}
    plain["budget"]["lines"] = [without_key(one) for one in rows_in(found["budget"], "lines")]
    if isinstance(found.get("fx"), list):
        plain["fx"] = [without_key(one) for one in found["fx"]]
    return plain


def without_key(item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    return {name: value for name, value in item.items() if name != "key"}


def store(version: Version, given: Given) -> None:
    """Make the rows say what was typed; raises `BadInput` with every fault, storing nothing."""
    given = completed(version, given)
    read(asked(version, given), top_sheet.request)
    currency, budget = given["base_currency"], given["budget"]
    set_money(version, currency, PATHS, {"declared_total": budget.get("declared_total")})
    store_rates(version, rows_in(given, "fx"))
    store_rows(
        version,
        BudgetLine,
        [
            {
                "key": one.get("key"),
                "account": one.get("account", ""),
                "covered_by": one.get("country", ""),
                "spent_in": one.get("spent_in", ""),
                "amount": amount_of(one["amount"]),
                "currency": one.get("currency") or currency,
            }
            for one in budget["lines"]
        ],
        path="budget.lines",
        paths={"covered_by": "country"},
    )
