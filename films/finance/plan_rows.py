"""The finance plan of a version: its rows as the ledger says them, and back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from coprod.exchange.faults import BadInput, Fault
from coprod.exchange.strict import read
from coprod.sentence import gettext_noop as _
from films.calculators.reading import finance_plan
from films.deal.sheet import without_keys
from films.deal.storing import fault, store_rows
from films.deal.version import Partner, Rate, Version
from films.finance.models import BudgetLine, FinanceRow, FinanceShare

Given = dict[str, Any]
NO_SUCH_PARTY = _("“{value}” is no partner of this version.")
ADD_THE_PARTY = _("Add the company on the page of the partners, or use one of: {known}.")


def input_of(version: Version) -> Given:
    """The input of the finance plan, each row with its key; two queries for any number of rows."""
    partners = list(version.partners.select_related("country"))
    codes = {partner.pk: partner.code for partner in partners}
    shares: dict[int, list[FinanceShare]] = {}
    for share in version.financeshares.order_by("position", "pk"):
        shares.setdefault(share.row_id, []).append(share)
    budget: Given = {"lines": [line_of(line) for line in version.budgetlines.all()]}
    if version.declared_total is not None:
        budget["declared_total"] = text_of(version.declared_total)
    given: Given = {
        "base_currency": version.currency,
        "budget": budget,
        "coproducers": [coproducer_of(partner) for partner in partners],
        "sources": [
            source_of(row, shares.get(row.pk, []), codes)
            for row in version.financerows.select_related("fund")
        ],
    }
    if rates := [rate_of(rate) for rate in version.rates.all()]:
        given["fx"] = rates
    return given


def line_of(line: BudgetLine) -> Given:
    return {
        "key": line.key,
        "account": line.account,
        "country": line.covered_by,
        "amount": text_of(line.amount),
        "currency": line.currency,
    }


def coproducer_of(partner: Partner) -> Given:
    return {
        "key": partner.key,
        "id": partner.code,
        "country": partner.country.code,
        "delegate": partner.is_delegate,
        "holds_rights": partner.holds_rights,
    }


def rate_of(rate: Rate) -> Given:
    found = {"key": rate.key, "currency": rate.currency, "rate": rate.rate, "source": rate.origin}
    if rate.day:
        found["date"] = rate.day.isoformat()
    return found


def source_of(row: FinanceRow, shares: list[FinanceShare], codes: Mapping[int, str]) -> Given:
    found: Given = {
        "key": row.key,
        "id": row.code,
        "type": row.type,
        "status": row.status,
        "amount": text_of(row.amount),
        "currency": row.currency,
        "recoupable": row.recoupable,
    }
    if row.origin:
        found["country"] = row.origin
    return {**found, **attribution(shares, codes)}


def attribution(shares: list[FinanceShare], codes: Mapping[int, str]) -> Given:
    """For whom a source counts: one partner, several by percentages or weights, or nobody."""
    Unit = FinanceShare.Unit
    if not shares:
        return {}
    if shares[0].unit == Unit.WHOLE:
        return {"contributor": codes[shares[0].partner_id]}
    key = "split_pct" if shares[0].unit == Unit.PERCENT else "split_weights"
    return {key: {codes[share.partner_id]: share.part for share in shares}}


def text_of(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


# Storing


def completed(version: Version, given: Given) -> Given:
    """What was left out of a row that is just being typed: its name, type, status, currency."""
    sources = []
    taken = {str(one.get("id")) for one in given.get("sources", []) if isinstance(one, dict)}
    number = 0
    for one in given.get("sources", []):
        if isinstance(one, dict) and not one.get("id"):
            while f"S{(number := number + 1):02}" in taken:
                pass
            one = {**one, "id": f"S{number:02}"}
        sources.append({"type": "other", "status": "applied", "amount": None, **one}
                       if isinstance(one, dict) else one)  # fmt: skip
    budget = given.get("budget") if isinstance(given.get("budget"), dict) else {}
    lines = [
        {"country": "", "amount": "0", **one} if isinstance(one, dict) else one
        for one in budget.get("lines", [])
    ]
    return {
        "base_currency": version.currency,
        **given,
        "sources": sources,
        "budget": {**budget, "lines": lines},
    }


def asked(version: Version, given: Given) -> Given:
    """The input of the calculation: what was typed, completed, without what only rows know."""
    found = without_keys(completed(version, given))
    for line in found["budget"]["lines"]:
        line["country"] = line.get("country") or "?"
    found["coproducers"] = [coproducer_of(one) for one in partners_of(version)]
    return without_keys(found)


def partners_of(version: Version) -> list[Partner]:
    return list(version.partners.select_related("country"))


def store(version: Version, given: Given) -> None:
    """Make the rows say what was typed; raises `BadInput` with every fault, storing nothing."""
    given = completed(version, given)
    judge(version, given)
    version.currency = given["base_currency"]
    declared = given["budget"].get("declared_total")
    version.declared_total = None if declared is None else Decimal(declared)
    currency = version.currency
    partners = store_coproducers(version, given.get("coproducers", []))
    store_rows(
        version,
        Rate,
        [
            {
                "key": one.get("key"),
                "currency": one["currency"],
                "rate": str(one["rate"]),
                "day": day_of(one.get("date")),
                "origin": one.get("source", ""),
            }
            for one in given.get("fx", [])
        ],
        path="fx",
        natural="currency",
        paths={"day": "date", "origin": "source"},
    )
    store_rows(
        version,
        BudgetLine,
        [
            {
                "key": one.get("key"),
                "account": one.get("account", ""),
                "covered_by": one.get("country", ""),
                "amount": amount_of(one["amount"]),
                "currency": one.get("currency") or currency,
            }
            for one in given["budget"]["lines"]
        ],
        path="budget.lines",
        paths={"covered_by": "country"},
    )
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
                "origin": one.get("country", ""),
                "recoupable": one.get("recoupable", False),
            }
            for one in given["sources"]
        ],
        path="sources",
        natural="code",
        paths={"code": "id", "origin": "country"},
    )
    for number, (row, one) in enumerate(zip(rows, given["sources"], strict=True)):
        store_attribution(version, row, one, partners, f"sources[{number}]")


def judge(version: Version, given: Given) -> None:
    """What the calculator would refuse to read, the rows do not store either."""
    known = {partner.code for partner in partners_of(version)}
    faults: list[Fault] = [
        fault(f"coproducers[{number}].id", one.get("id"), NO_SUCH_PARTY, ADD_THE_PARTY,
              known=", ".join(sorted(known)))
        for number, one in enumerate(given.get("coproducers", []))
        if isinstance(one, dict) and one.get("id") not in known
    ]  # fmt: skip
    try:
        read(asked(version, given), finance_plan.request)
    except BadInput as bad:
        faults += bad.faults
    if faults:
        raise BadInput(faults)


def store_coproducers(version: Version, listed: list[Given]) -> dict[str, Partner]:
    """The marks of the partners; who takes part is changed on the page of the partners."""
    partners = {partner.code: partner for partner in partners_of(version)}
    for one in listed:
        partner = partners[one["id"]]
        marks = {
            "is_delegate": bool(one.get("delegate", False)),
            "holds_rights": bool(one.get("holds_rights", False)),
        }
        if any(getattr(partner, name) != value for name, value in marks.items()):
            for name, value in marks.items():
                setattr(partner, name, value)
            partner.save()
    return partners


def store_attribution(
    version: Version, row: FinanceRow, one: Given, partners: dict[str, Partner], path: str
) -> None:
    Unit = FinanceShare.Unit
    units = {"contributor": Unit.WHOLE, "split_pct": Unit.PERCENT, "split_weights": Unit.WEIGHT}
    key = next((key for key in units if one.get(key)), "")
    wanted = {one[key]: ""} if key == "contributor" else one.get(key, {}) if key else {}
    faults = [
        fault(f"{path}.{key}", name, NO_SUCH_PARTY, ADD_THE_PARTY,
              known=", ".join(sorted(partners)))
        for name in wanted
        if name not in partners
    ]  # fmt: skip
    if faults:
        raise BadInput(faults)
    store_rows(
        version,
        FinanceShare,
        [
            {"partner": partners[name], "unit": units[key], "part": str(part)}
            for name, part in wanted.items()
        ],
        path=path,
        among={"row": row},
    )


def amount_of(text: object) -> Decimal | None:
    return None if text is None else Decimal(str(text))


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
