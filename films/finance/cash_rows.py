"""The cash flow of a version: costs by month, and the instalments of the plan's sources."""

from typing import Any

from coprod.exchange.strict import read
from films.calculators.reading import cash_flow
from films.deal.storing import store_rows
from films.deal.version import Version
from films.finance.models import Cost, FinanceRow, Instalment
from films.finance.plan_rows import named, with_defaults
from films.finance.reading import (
    Given,
    amount_of,
    percent_of,
    rates_of,
    rows_in,
    set_money,
    store_rates,
    text_of,
)


def input_of(version: Version) -> Given:
    """The input of the cash flow, each row with its key."""
    parts: dict[int, list[Given]] = {}
    for instalment in version.instalments.all():
        parts.setdefault(instalment.row_id, []).append(instalment_of(instalment))
    given: Given = {
        "currency": version.currency,
        "costs": [cost_of(cost) for cost in version.costs.all()],
        "sources": [source_of(row, parts.get(row.pk, [])) for row in version.financerows.all()],
    }
    if version.opening_balance is not None:
        given["opening_balance"] = text_of(version.opening_balance)
    if rates := rates_of(version):
        given["fx"] = rates
    return given


def cost_of(cost: Cost) -> Given:
    return {
        "key": cost.key,
        "month": cost.month,
        "account": cost.account,
        "amount": text_of(cost.amount),
        "currency": cost.currency,
    }


def source_of(row: FinanceRow, instalments: list[Given]) -> Given:
    found: Given = {
        "key": row.key,
        "id": row.code,
        "type": row.type,
        "status": row.status,
        "amount": text_of(row.amount),
        "currency": row.currency,
    }
    return {**found, "instalments": instalments} if instalments else found


def instalment_of(instalment: Instalment) -> Given:
    found: Given = {"key": instalment.key, "month": instalment.month}
    if instalment.percent is not None:
        return {**found, "pct": percent_of(instalment.percent)}
    return {**found, "amount": text_of(instalment.amount)}


def completed(version: Version, given: Any) -> Any:
    """What was left out of a row that is just being typed."""
    if not isinstance(given, dict):
        return given
    found = {"currency": version.currency, **given}
    if isinstance(given.get("costs"), list):
        found["costs"] = [with_defaults(one, amount="0") for one in given["costs"]]
    if isinstance(given.get("sources"), list):
        found["sources"] = named(given["sources"])
    return found


def asked(version: Version, given: Given) -> Given:
    """The input of the calculation: what was typed, completed, without the keys of the rows."""
    found = completed(version, given)
    if not isinstance(found, dict):
        return found
    plain = {**found}
    for name in ("costs", "sources", "fx"):
        if isinstance(found.get(name), list):
            plain[name] = [without_key(one) for one in found[name]]
    return plain


def without_key(item: Any) -> Any:
    """A row, and the instalments in it, as the calculation knows them."""
    if not isinstance(item, dict):
        return item
    found = {name: value for name, value in item.items() if name != "key"}
    if isinstance(found.get("instalments"), list):
        found["instalments"] = [without_key(one) for one in found["instalments"]]
    return found


def store(version: Version, given: Given) -> None:
    """Make the rows say what was typed; raises `BadInput` with every fault, storing nothing."""
    given = completed(version, given)
    read(asked(version, given), cash_flow.plan)
    currency = given["currency"]
    paths = {"currency": "currency", "opening_balance": "opening_balance"}
    set_money(version, currency, paths, {"opening_balance": given.get("opening_balance")})
    store_rates(version, rows_in(given, "fx"))
    store_rows(
        version,
        Cost,
        [
            {
                "key": one.get("key"),
                "month": one["month"],
                "account": one.get("account", ""),
                "amount": amount_of(one["amount"]),
                "currency": one.get("currency") or currency,
            }
            for one in rows_in(given, "costs")
        ],
        path="costs",
    )
    sources = rows_in(given, "sources")
    rows = store_rows(
        version,
        FinanceRow,
        [
            {
                "key": one.get("key"),
                "code": one["id"],
                "type": one["type"],
                "status": one["status"],
                "amount": amount_of(one["amount"]),
                "currency": one.get("currency") or currency,
            }
            for one in sources
        ],
        path="sources",
        natural="code",
        paths={"code": "id"},
    )
    store_instalments(version, rows, sources)


def store_instalments(version: Version, rows: list[FinanceRow], sources: list[Given]) -> None:
    """Every instalment of every source in one list; each is in the currency of its source."""
    items, places = [], []
    for number, (row, one) in enumerate(zip(rows, sources, strict=True)):
        for place, part in enumerate(rows_in(one, "instalments")):
            places.append(f"sources[{number}].instalments[{place}]")
            items.append(
                {
                    "key": part.get("key"),
                    "row": row,
                    "month": part["month"],
                    "percent": amount_of(part.get("pct")),
                    "amount": amount_of(part.get("amount")),
                    "currency": row.currency,
                }
            )
    store_rows(version, Instalment, items, path=places, paths={"percent": "pct"})
