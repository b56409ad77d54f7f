"""The credits of a version: its rows as the ledger says them, and back."""

from collections.abc import Mapping
from typing import Any

from coprod.exchange.faults import BadInput
from coprod.exchange.strict import read
from films.calculators.grid.cell import DoesNotFit, joined, parted
from films.calculators.treaty_check import by_test
from films.credit import reading
from films.credit.models import CreditFunction, CreditShare
from films.credit.money import money
from films.deal.sheet import without_keys
from films.deal.storing import fault, store_rows
from films.deal.version import Partner, Version
from films.finance.plan_rows import ADD_THE_PARTY, NO_SUCH_PARTY

Given = dict[str, Any]
SHARE = ("ownership", "revenue", "votes", "credit_order", "wording")
COUNTED = ("votes", "credit_order")


def input_of(version: Version) -> Given:
    """Every partner's place in the credits, and every function; two queries."""
    partners = list(version.partners.select_related("country", "credit_share"))
    codes = {partner.pk: partner.code for partner in partners}
    return {
        "coproducers": [share_of(partner) for partner in partners],
        "functions": [function_of(row, codes) for row in version.creditfunctions.all()],
    }


def share_row(partner: Partner) -> CreditShare | None:
    return getattr(partner, "credit_share", None)


def share_of(partner: Partner) -> Given:
    row = share_row(partner)
    found = {name: getattr(row, name) for name in SHARE} if row else {}
    return {
        "id": partner.code,
        **{name: str(value) for name, value in found.items() if value not in (None, "")},
    }


def function_of(row: CreditFunction, codes: Mapping[int, str]) -> Given:
    found: Given = {
        "key": row.key,
        "role": row.function,
        "points": row.points,
        **filled_by(row.filled_from),
    }
    if row.person:
        found["person"] = row.person
    if row.partner_id:
        found["counts_for"] = codes[row.partner_id]
    if row.wording:
        found["wording"] = row.wording
    return found


def filled_by(text: str) -> Given:
    """“NL:1/2|RO:1/2” as the parts of a function, “FR” as its country."""
    if not text:
        return {}
    if "|" not in text and ":" not in text:
        return {"country": text}
    return {
        "parts": [{"country": country, "fraction": part} for country, part in parted(text)],
    }


def filled_from(one: Given) -> str:
    if one.get("parts"):
        return joined([(part["country"], part["fraction"]) for part in one["parts"]])
    return one.get("country") or ""


# What is asked


def completed(given: Given) -> Given:
    """A function that is just being typed has no points yet."""
    listed = given.get("functions", [])
    if not isinstance(listed, list):
        return given
    functions = [{"points": "0", **one} if isinstance(one, dict) else one for one in listed]
    return {**given, "functions": functions}


def asked(version: Version, given: Given) -> Given:
    """The input of the calculation: every partner with its country and what it brings."""
    found = money(version)
    typed = {one.get("id"): one for one in given.get("coproducers", []) if isinstance(one, dict)}
    listed = [
        {
            **without_keys(typed.get(partner.code, {"id": partner.code})),
            "country": partner.country.code,
            "finance": found.contribution(partner.code),
        }
        for partner in found.partners
    ]
    return {
        "coproducers": listed,
        "functions": without_keys(completed(given)["functions"]),
    }


# Storing


def store(version: Version, given: Given) -> None:
    """Make the rows say what was typed; raises `BadInput` with every fault, storing nothing."""
    given = completed(given)
    partners = {one.code: one for one in version.partners.select_related("credit_share")}
    judge(given, partners)
    if "coproducers" in given:
        store_shares(version, given["coproducers"], partners)
    store_rows(
        version,
        CreditFunction,
        [row_of(one, partners) for one in given["functions"]],
        path="functions",
        paths={"function": "role", "filled_from": "country", "partner": "counts_for"},
    )


def judge(given: Given, partners: Mapping[str, Partner]) -> None:
    """What the calculation would refuse to read, the rows do not store either."""
    asked = read(without_keys(given), reading.request)
    known = ", ".join(sorted(partners))
    named = [(f"coproducers[{place}].id", one.id) for place, one in enumerate(asked.holders)]
    named += [
        (f"functions[{place}].counts_for", one.counts_for)
        for place, one in enumerate(asked.functions)
        if one.counts_for
    ]
    faults = [
        fault(path, code, NO_SUCH_PARTY, ADD_THE_PARTY, known=known)
        for path, code in named
        if code not in partners
    ]
    if faults:
        raise BadInput(faults)


def row_of(one: Given, partners: Mapping[str, Partner]) -> Given:
    try:
        text = filled_from(one)
    except DoesNotFit:
        text = "?:?"  # No country is called so: the reader has refused it before.
    return {
        "key": one.get("key"),
        "function": one["role"],
        "points": str(one["points"]),
        "person": one.get("person", ""),
        "filled_from": text,
        "partner": partners.get(one.get("counts_for") or ""),
        "wording": one.get("wording", ""),
    }


def store_shares(version: Version, listed: list[Given], partners: Mapping[str, Partner]) -> None:
    """What each partner owns and earns; one that is not listed any more has nothing agreed."""
    by_code = {one["id"]: one for one in listed}
    places = {one["id"]: place for place, one in enumerate(listed)}
    for position, partner in enumerate(partners.values()):
        one = by_code.get(partner.code, {})
        values = {name: value_of(name, one.get(name)) for name in SHARE}
        path = f"coproducers[{places.get(partner.code, position)}]"
        change_share(version, partner, values, path)


def value_of(name: str, value: Any) -> Any:
    if name in COUNTED:
        return None if value in (None, "") else int(value)
    return "" if value is None else str(value)


def change_share(version: Version, partner: Partner, values: Given, path: str) -> None:
    """Write some fields of a partner's share, which begins when the first one is filled."""
    if share_row(partner) is None and not any(one not in (None, "") for one in values.values()):
        return
    among = {"partner": partner}
    partner.credit_share = store_rows(version, CreditShare, [values], path=path, among=among)[0]


# The functions of a points test


def with_test(given: Given, what: str) -> Given:
    """The sheet with the functions of one points test, named as genre and treaty.

    Who filled a function still fills it; other functions stay, and score nothing.
    """
    genre, _slash, code = what.partition("/")
    taken, others = by_test(given.get("functions"), genre, code)
    return {**given, "functions": taken + others} if taken else given
