"""The finance plan of a version: its rows as the ledger says them, and back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from coprod.exchange.faults import MISSING, BadInput, Fault
from coprod.exchange.strict import Node, read
from coprod.sentence import gettext_noop as _
from films.calculators.reading import finance_plan
from films.deal.storing import fault, store_rows
from films.deal.version import Partner, Version
from films.finance.funds import found_by_name, names_of
from films.finance.grid_plan import EXTRA
from films.finance.models import BudgetLine, FinanceRow, FinanceShare
from films.finance.reading import (
    Given,
    amount_of,
    given_day,
    partners_of,
    rates_of,
    rows_in,
    set_money,
    store_rates,
    text_of,
)

NO_SUCH_PARTY = _("“{value}” is no partner of this version.")
ADD_THE_PARTY = _("Add the company on the page of the partners, or use one of: {known}.")
OTHER_COUNTRY = _("{partner} takes part for {country}, not for {value}.")
CHANGE_THE_PARTY = _("Change it on the page of the partners.")
UNITS = {
    "contributor": FinanceShare.Unit.WHOLE,
    "split_pct": FinanceShare.Unit.PERCENT,
    "split_weights": FinanceShare.Unit.WEIGHT,
}
PATHS = {"currency": "base_currency", "declared_total": "budget.declared_total"}
OF_ROWS = {"key"} | EXTRA
TEXTS = {"evidence": 200, "conditions": 500, "fund": 250}


def input_of(version: Version) -> Given:
    """The input of the finance plan, each row with its key; as many queries for any rows."""
    partners = partners_of(version)
    codes = {partner.pk: partner.code for partner in partners}
    shares: dict[int, list[FinanceShare]] = {}
    for share in version.financeshares.all():
        shares.setdefault(share.row_id, []).append(share)
    rows = list(version.financerows.all())
    funds = names_of({row.fund_id for row in rows if row.fund_id})
    budget: Given = {"lines": [line_of(line) for line in version.budgetlines.all()]}
    if version.declared_total is not None:
        budget["declared_total"] = text_of(version.declared_total)
    given: Given = {
        "base_currency": version.currency,
        "budget": budget,
        "coproducers": [coproducer_of(partner) for partner in partners],
        "sources": [source_of(row, shares.get(row.pk, []), codes, funds) for row in rows],
    }
    if rates := rates_of(version):
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


def source_of(
    row: FinanceRow,
    shares: list[FinanceShare],
    codes: Mapping[int, str],
    funds: Mapping[int, str],
) -> Given:
    found: Given = {
        "key": row.key,
        "id": row.code,
        "type": row.type,
        "status": row.status,
        "amount": text_of(row.amount),
        "currency": row.currency,
        "recoupable": row.recoupable,
    }
    told = {
        "country": row.origin,
        "fund": funds.get(row.fund_id, "") if row.fund_id else "",
        "evidence": row.evidence,
        "expires_on": row.expires_on.isoformat() if row.expires_on else "",
        "conditions": row.conditions,
    }
    return {
        **found,
        **{name: text for name, text in told.items() if text},
        **attribution(shares, codes),
    }


def attribution(shares: list[FinanceShare], codes: Mapping[int, str]) -> Given:
    """For whom a source counts: one partner, several by percentages or weights, or nobody."""
    if not shares:
        return {}
    if shares[0].unit == FinanceShare.Unit.WHOLE:
        return {"contributor": codes[shares[0].partner_id]}
    key = next(name for name, unit in UNITS.items() if unit == shares[0].unit)
    return {key: {codes[share.partner_id]: share.part for share in shares}}


# What the calculation is asked


def completed(version: Version, given: Any) -> Any:
    """What was left out of a row that is just being typed: its name, type, status, currency."""
    if not isinstance(given, dict):
        return given
    budget = given.get("budget", {})
    if isinstance(budget, dict):
        lines = [with_defaults(one, country="", amount="0") for one in rows_in(budget, "lines")]
        budget = {"lines": lines, **budget, **({"lines": lines} if lines else {})}
    found = {"base_currency": version.currency, **given, "budget": budget}
    if isinstance(given.get("sources", []), list):
        found["sources"] = named(given.get("sources", []))
    return found


def with_defaults(item: Any, **defaults: Any) -> Any:
    return {**defaults, **item} if isinstance(item, dict) else item


def named(sources: list[Any]) -> list[Any]:
    """Each source with a name of its own, and with what it takes to count it."""
    taken = {str(one.get("id")) for one in sources if isinstance(one, dict)}
    found, number = [], 0
    for one in sources:
        if isinstance(one, dict) and not one.get("id"):
            number += 1
            while f"S{number:02}" in taken:
                number += 1
            one = {**one, "id": f"S{number:02}"}
        found.append(with_defaults(one, type="other", status="applied", amount=None))
    return found


def asked(version: Version, given: Given) -> Given:
    """The input of the calculation: what was typed, completed, without what only rows know."""
    return without_rows_own(completed(version, given), partners_of(version))


def without_rows_own(given: Any, partners: list[Partner]) -> Any:
    if not isinstance(given, dict):
        return given
    found = {
        **given,
        "coproducers": [stripped(coproducer_of(one)) for one in partners],
    }
    if isinstance(given.get("sources"), list):
        found["sources"] = [stripped(one) for one in given["sources"]]
    if isinstance(given.get("fx"), list):
        found["fx"] = [stripped(one) for one in given["fx"]]
    if isinstance(given.get("budget"), dict) and isinstance(given["budget"].get("lines"), list):
        lines = [stripped(one) for one in given["budget"]["lines"]]
        found["budget"] = {**given["budget"], "lines": [with_country(one) for one in lines]}
    return found


def stripped(item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    return {name: value for name, value in item.items() if name not in OF_ROWS}


def with_country(line: Any) -> Any:
    """A cost that no country covers yet is shown as such, not refused."""
    return {**line, "country": line.get("country") or "?"} if isinstance(line, dict) else line


# Storing


def store(version: Version, given: Given) -> None:
    """Make the rows say what was typed; raises `BadInput` with every fault, storing nothing."""
    given = completed(version, given)
    partners = {partner.code: partner for partner in partners_of(version)}
    own = judge(given, partners)
    currency = given["base_currency"]
    set_money(version, currency, PATHS, {"declared_total": given["budget"].get("declared_total")})
    store_coproducers(partners, rows_in(given, "coproducers"))
    store_rates(version, rows_in(given, "fx"))
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
                **beside,
            }
            for one, beside in zip(given["sources"], own, strict=True)
        ],
        path="sources",
        natural="code",
        paths={"code": "id", "origin": "country"},
    )
    store_attributions(version, rows, given["sources"], partners)
    follow_currency(version, rows)


def judge(given: Any, partners: Mapping[str, Partner]) -> list[Given]:
    """What the calculator would refuse to read, the rows do not store either.

    Gives what only the deal knows of each source.
    """
    faults: list[Fault] = []
    known = ", ".join(sorted(partners))
    for number, one in enumerate(rows_in(given, "coproducers")):
        path = f"coproducers[{number}]"
        partner = partners.get(one.get("id")) if is_named(one) else None
        if partner is None:
            value = one.get("id") if isinstance(one, dict) else one
            faults.append(fault(f"{path}.id", value, NO_SUCH_PARTY, ADD_THE_PARTY, known=known))
        elif one.get("country", partner.country.code) != partner.country.code:
            told = {"partner": partner.code, "country": partner.country.code}
            place = f"{path}.country"
            faults.append(fault(place, one["country"], OTHER_COUNTRY, CHANGE_THE_PARTY, **told))
    try:
        read(without_rows_own(given, list(partners.values())), finance_plan.request)
    except BadInput as bad:
        faults += bad.faults
    sources = rows_in(given, "sources")
    faults += strangers(sources, partners, known)
    own = beside_of(sources, faults)
    if faults:
        raise BadInput(faults)
    return own


def is_named(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("id"), str)


def strangers(sources: list[Any], partners: Mapping[str, Partner], known: str) -> list[Fault]:
    """Sources that count for somebody who does not take part."""
    return [
        fault(f"sources[{number}].{key}", name, NO_SUCH_PARTY, ADD_THE_PARTY, known=known)
        for number, one in enumerate(sources)
        for key, name in contributors(one)
        if name not in partners
    ]


def contributors(source: Any) -> list[tuple[str, str]]:
    if not isinstance(source, dict):
        return []
    for key in UNITS:
        if value := source.get(key):
            names = list(value) if isinstance(value, dict) else [value]
            return [(key, name) for name in names if isinstance(name, str)]
    return []


def beside_of(sources: list[Any], faults: list[Fault]) -> list[Given]:
    """Fund, evidence and conditions of each source; what is wrong with them is noted."""
    texts = []
    for number, one in enumerate(sources):
        one = one if isinstance(one, dict) else {}
        path = f"sources[{number}]"
        found: Given = {
            name: Node(one.get(name, MISSING), f"{path}.{name}", faults).text("", longest)
            for name, longest in TEXTS.items()
            if one.get(name) is not None
        }
        texts.append({"evidence": "", "conditions": "", "fund": "", **found,
                      "expires_on": given_day(one, "expires_on", path, faults)})  # fmt: skip
    funds = found_by_name([one["fund"] for one in texts], faults)
    return [{**one, "fund": fund} for one, fund in zip(texts, funds, strict=True)]


def store_coproducers(partners: Mapping[str, Partner], listed: list[Given]) -> None:
    """The marks of the partners; who takes part is changed on the page of the partners."""
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


def store_attributions(
    version: Version,
    rows: list[FinanceRow],
    sources: list[Given],
    partners: Mapping[str, Partner],
) -> None:
    """For whom each source counts, in one go: what stays the same is not touched."""
    stored: dict[int, list[FinanceShare]] = {}
    for share in version.financeshares.all():
        stored.setdefault(share.row_id, []).append(share)
    codes = {partner.pk: name for name, partner in partners.items()}
    for number, (row, one) in enumerate(zip(rows, sources, strict=True)):
        wanted = wanted_shares(one)
        there = stored.get(row.pk, [])
        found = [(share.unit, codes.get(share.partner_id), share.part) for share in there]
        if found == wanted:
            continue
        store_rows(
            version,
            FinanceShare,
            [
                {"partner": partners[name], "unit": unit, "part": part}
                for unit, name, part in wanted
            ],
            path=f"sources[{number}]",
            among={"row": row},
        )


def wanted_shares(source: Given) -> list[tuple[str, str, str]]:
    for key, unit in UNITS.items():
        if value := source.get(key):
            parts = value if isinstance(value, dict) else {value: ""}
            return [(unit, name, str(part)) for name, part in parts.items()]
    return []


def follow_currency(version: Version, rows: list[FinanceRow]) -> None:
    """The instalments of a source are in its currency, also after that was changed."""
    currencies = {row.pk: (number, row.currency) for number, row in enumerate(rows)}
    for instalment in version.instalments.all():
        number, currency = currencies.get(instalment.row_id, (0, instalment.currency))
        if instalment.currency != currency:
            amount = instalment.amount
            instalment.currency = currency
            instalment.amount = None if amount is None else Decimal(amount)
            try:
                instalment.full_clean(exclude=["version", "row"])
            except ValidationError:
                raise refused_currency(number, currency) from None
            instalment.save()


def refused_currency(number: int, currency: str) -> BadInput:
    sentence = _("The instalments of this source cannot be in {value}.")
    remedy = _("Correct them in the cash flow first.")
    return BadInput([fault(f"sources[{number}].currency", currency, sentence, remedy)])
