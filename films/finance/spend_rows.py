"""The spend of a version: obligations, planned spend and incentives as the ledger says them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from coprod.exchange.faults import BadInput, Fault
from coprod.exchange.strict import Node
from coprod.sentence import gettext_noop as _
from films.calculation.cash_flow import converted as hundredths_of
from films.calculation.result import amount_text
from films.deal.storing import fault, store_rows
from films.deal.version import Version
from films.finance.grid_spend import listed
from films.finance.models import Incentive, PlannedSpend, SpendObligation
from films.finance.plan_rows import with_defaults
from films.finance.reading import (
    Given,
    Item,
    converted,
    items_in,
    numbers_of,
    percent_of,
    rates_of,
    set_money,
    text_of,
)

Basis = SpendObligation.Basis
KNOWN = {
    "as_of", "budget_total", "currency", "parents", "obligations", "spend", "incentives",
}  # fmt: skip
# What an obligation is computed from, by its basis.
NEEDED = {"pct_of_aid": ("pct", "aid"), "pct_of_budget": ("pct",), "fixed": ("amount",)}
OTHER_BUDGET = _("The budget comes to {total}, not to {value}.")
CHANGE_THE_BUDGET = _("Change the lines of the budget.")


def input_of(version: Version) -> Given:
    """The input of the spend, each row with its key; spend as rows, since each has a currency."""
    given: Given = {
        "currency": version.currency,
        "obligations": [obligation_of(row) for row in version.spendobligations.all()],
        "spend": [spend_of(row) for row in version.plannedspends.all()],
        "incentives": [incentive_of(row) for row in version.incentives.all()],
    }
    if (total := budget_total(version)) is not None:
        given["budget_total"] = total
    if version.as_of:
        given["as_of"] = version.as_of.isoformat()
    return given


def obligation_of(row: SpendObligation) -> Given:
    cap = said(pct_of_aid=percent_of(row.cap_of_aid), pct_of_budget=percent_of(row.cap_of_budget))
    return {
        "key": row.key,
        "id": row.code,
        "territory": row.territory,
        "basis": row.basis,
        "currency": row.currency,
        "additive": row.additive,
        **said(pct=percent_of(row.percent), aid=text_of(row.aid), amount=text_of(row.amount)),
        **({"cap": cap} if cap else {}),
    }


def spend_of(row: PlannedSpend) -> Given:
    return {
        "key": row.key,
        "territory": row.territory,
        "amount": text_of(row.amount),
        "currency": row.currency,
    }


def incentive_of(row: Incentive) -> Given:
    return {
        "key": row.key,
        "id": row.code,
        "rate_pct": percent_of(row.rate),
        "eligible_spend": text_of(row.eligible_spend),
        "currency": row.currency,
        "recipient_must_be_foreign": row.recipient_must_be_foreign,
        **said(
            territory=row.territory or None,
            min_spend=text_of(row.minimum_spend),
            max_amount=text_of(row.most),
            recipient_country=row.recipient_country or None,
            valid_from=row.valid_from and row.valid_from.isoformat(),
            valid_to=row.valid_to and row.valid_to.isoformat(),
        ),
    }


def said(**parts: Any) -> Given:
    return {name: value for name, value in parts.items() if value is not None}


def budget_total(version: Version) -> str | None:
    """What the lines of the budget come to, or else the stated total; None without a rate."""
    lines = list(version.budgetlines.all())
    if not lines:
        return text_of(version.declared_total)
    rates = numbers_of(rates_of(version))
    total = 0
    for line in lines:
        rate = Decimal(1) if line.currency == version.currency else rates.get(line.currency)
        if rate is None:
            return None
        total += hundredths_of(line.amount, rate)
    return amount_text(total)


# What the calculation is asked


def completed(version: Version, given: Any) -> Any:
    """What was left out of a row that is just being typed."""
    if not isinstance(given, dict):
        return given
    found = {"currency": version.currency, **given, "spend": listed(given.get("spend", []))}
    for name, letter, defaults in (
        ("obligations", "O", {"basis": Basis.AID.value}),
        ("incentives", "I", {"rate_pct": "0", "eligible_spend": "0"}),
        ("spend", "", {"amount": "0"}),
    ):
        rows = found.get(name, [])
        if isinstance(rows, list):
            rows = numbered(rows, letter) if letter else rows
            found[name] = [with_defaults(one, **defaults) for one in rows]
    return found


def numbered(rows: list[Any], letter: str) -> list[Any]:
    taken = {str(one.get("id")) for one in rows if isinstance(one, dict)}
    found, number = [], 0
    for one in rows:
        if isinstance(one, dict) and not one.get("id"):
            number += 1
            while f"{letter}{number}" in taken:
                number += 1
            one = {**one, "id": f"{letter}{number}"}
        found.append(one)
    return found


def asked(version: Version, given: Given) -> Given:
    """The input of the calculation in one currency; rows that lack something are left out."""
    given = completed(version, given)
    if not isinstance(given, dict):
        return given
    base, rates = version.currency, numbers_of(rates_of(version))
    total = given.get("budget_total") or budget_total(version) or "0"
    obligations = [
        in_base(one, ("aid", "amount"), base, rates)
        for one in given.get("obligations", [])
        if not what_lacks(one, base, rates)
    ]
    spend: dict[str, str] = {}
    for one in given["spend"]:
        if not what_lacks(one, base, rates):
            spend[one["territory"]] = in_base(one, ("amount",), base, rates)["amount"]
    as_of = given.get("as_of")
    incentives = [
        plain(one) for one in given.get("incentives", []) if not incentive_lacks(one, as_of)
    ]
    # Also of an incentive: whether its recipient is foreign is asked of the whole country.
    placed = [one["territory"] for one in [*obligations, *incentives] if one.get("territory")]
    places = [*placed, *spend]
    return {
        "currency": base,
        "budget_total": total,
        "parents": {place: place.partition("-")[0] for place in places if "-" in place},
        "obligations": obligations,
        "spend": spend,
        "incentives": incentives,
        **said(as_of=as_of),
    }


def plain(row: Given) -> Given:
    return {name: value for name, value in row.items() if name != "key"}


def in_base(row: Given, names: tuple[str, ...], base: str, rates: Mapping[str, Decimal]) -> Given:
    found = {name: value for name, value in row.items() if name not in {"key", "currency"}}
    for name in names:
        if row.get(name):
            amount = converted(Decimal(row[name]), row.get("currency", ""), base, rates)
            found[name] = f"{amount:f}"
    return found


def what_lacks(row: Given, base: str, rates: Mapping[str, Decimal]) -> str:
    """Why a row cannot be counted yet; empty when it can."""
    currency = row.get("currency") or base
    if not row.get("territory"):
        return gettext("its place is missing")
    for name in NEEDED.get(row.get("basis", ""), ()):
        if not row.get(name):
            return gettext("what it is measured by is missing")
    if currency != base and currency not in rates:
        return gettext("no rate from %(currency)s is known") % {"currency": currency}
    return ""


def incentive_lacks(row: Given, as_of: Any) -> str:
    if row.get("recipient_must_be_foreign") and not (
        row.get("territory") and row.get("recipient_country")
    ):
        return gettext("whether the recipient is foreign is not known")
    if (row.get("valid_from") or row.get("valid_to")) and not as_of:
        return gettext("the day of the application is missing")
    return ""


def left_out(version: Version, given: Given) -> list[tuple[str, str]]:
    """(row, why it is not counted yet), for the page."""
    given = completed(version, given)
    base, rates = version.currency, numbers_of(rates_of(version))
    rows = [*given.get("obligations", []), *given["spend"]]
    told = [(one.get("id") or one.get("territory"), what_lacks(one, base, rates)) for one in rows]
    told += [
        (one.get("id"), incentive_lacks(one, given.get("as_of")))
        for one in given.get("incentives", [])
    ]
    return [(name, reason) for name, reason in told if reason]


# Storing


def store(version: Version, given: Given) -> None:
    """Make the rows say what was typed; raises `BadInput` with every fault, storing nothing."""
    given = completed(version, given)
    faults: list[Fault] = []
    node = Node(given, "", faults)
    if not node.is_object(KNOWN):
        raise BadInput(faults)
    whole = Item(given, "", faults)
    currency = given["currency"]
    obligations = [
        obligation_fields(item, currency) for item in items_in(given, "obligations", faults)
    ]
    spend = [spend_fields(item, currency) for item in items_in(given, "spend", faults)]
    incentives = [
        incentive_fields(item, currency) for item in items_in(given, "incentives", faults)
    ]
    as_of = whole.day("as_of")
    total = whole.number("budget_total")
    if faults:
        raise BadInput(faults)
    stated = stated_total(version, total)
    paths = {"currency": "currency", "declared_total": "budget_total"}
    set_money(version, currency, paths, stated)
    version.as_of = as_of
    store_rows(
        version,
        SpendObligation,
        obligations,
        path="obligations",
        natural="code",
        paths={
            "code": "id",
            "percent": "pct",
            "cap_of_aid": "cap.pct_of_aid",
            "cap_of_budget": "cap.pct_of_budget",
        },
    )
    store_rows(version, PlannedSpend, spend, path="spend", natural="territory")
    store_rows(
        version,
        Incentive,
        incentives,
        path="incentives",
        natural="code",
        paths={
            "code": "id",
            "rate": "rate_pct",
            "minimum_spend": "min_spend",
            "most": "max_amount",
        },
    )


def stated_total(version: Version, total: Decimal | None) -> dict[str, Any]:
    """A budget without lines is a stated total; with lines it is what they come to."""
    if not version.budgetlines.exists():
        return {"declared_total": None if total is None else f"{total:f}"}
    known = budget_total(version)
    if total is not None and known is not None and Decimal(known) != total:
        told = {"total": known}
        raise BadInput(
            [fault("budget_total", f"{total:f}", OTHER_BUDGET, CHANGE_THE_BUDGET, **told)]
        )
    return {}


def obligation_fields(item: Item, currency: str) -> Given:
    cap = item.inner("cap")
    return {
        "key": item.key(),
        "code": item.text("id"),
        "territory": item.text("territory"),
        "basis": item.text("basis"),
        "percent": item.number("pct"),
        "aid": item.number("aid"),
        "amount": item.number("amount"),
        "currency": item.text("currency", currency),
        "additive": item.flag("additive"),
        "cap_of_aid": cap.number("pct_of_aid"),
        "cap_of_budget": cap.number("pct_of_budget"),
    }


def spend_fields(item: Item, currency: str) -> Given:
    return {
        "key": item.key(),
        "territory": item.text("territory"),
        "amount": item.number("amount", "0"),
        "currency": item.text("currency", currency),
    }


def incentive_fields(item: Item, currency: str) -> Given:
    return {
        "key": item.key(),
        "code": item.text("id"),
        "territory": item.text("territory"),
        "rate": item.number("rate_pct", "0"),
        "eligible_spend": item.number("eligible_spend", "0"),
        "minimum_spend": item.number("min_spend"),
        "most": item.number("max_amount"),
        "currency": item.text("currency", currency),
        "recipient_must_be_foreign": item.flag("recipient_must_be_foreign"),
        "recipient_country": item.text("recipient_country"),
        "valid_from": item.day("valid_from"),
        "valid_to": item.day("valid_to"),
    }
