"""The rights of a version: its rows as the ledger says them, and back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from coprod.exchange.faults import BadInput
from coprod.exchange.strict import read
from coprod.sentence import gettext_noop as _
from films.calculators.grid.cell import DoesNotFit, joined, parted
from films.deal.sheet import without_keys
from films.deal.storing import day_of, fault, store_rows
from films.deal.version import Partner, Version
from films.rights import reading
from films.rights.models import Right

Given = dict[str, Any]
NOT_WRITTEN = _("“{value}” cannot be written as owners.")
WRITE_OWNERS = _("Write names with their parts, such as Dala:60|Rive Nord:40.")


def input_of(version: Version) -> Given:
    """Every right with its key; two queries for any number of rows."""
    codes = {partner.pk: partner.code for partner in version.partners.all()}
    return {"rights": [right_of(row, codes) for row in version.rights.all()]}


def right_of(row: Right, codes: Mapping[int, str]) -> Given:
    found: Given = {
        "key": row.key,
        "territory": row.territory,
        "medium": row.medium,
        **owners_of(row, codes),
    }
    if row.starts_on:
        found["from"] = row.starts_on.isoformat()
    if row.ends_on:
        found["until"] = row.ends_on.isoformat()
    if row.amount is not None:
        found |= {"price": f"{row.amount:f}", "currency": row.currency}
    if row.buyer:
        found["buyer"] = row.buyer
    return found


def owners_of(row: Right, codes: Mapping[int, str]) -> Given:
    """One partner, several names with their parts, or a name that no partner has."""
    if row.owner_id:
        return {"owner": codes[row.owner_id]}
    if not row.shared_by:
        return {}
    if "|" not in row.shared_by and ":" not in row.shared_by:
        return {"owner": row.shared_by}
    return {"owners": dict(parted(row.shared_by))}


def asked(version: Version, given: Given) -> Given:
    """The input of the calculation: the rights, and who takes part."""
    rights = [
        {"currency": version.currency, **one} if isinstance(one, dict) and "price" in one else one
        for one in given.get("rights", [])
    ]
    return {
        "coproducers": [partner.code for partner in version.partners.all()],
        "rights": without_keys(rights),
    }


def store(version: Version, given: Given) -> None:
    """Make the rows say what was typed; raises `BadInput` with every fault, storing nothing."""
    read({**without_keys(given), "coproducers": []}, reading.request)
    partners = {partner.code: partner for partner in version.partners.all()}
    listed = given.get("rights", [])
    store_rows(
        version,
        Right,
        [row_of(version, one, partners, f"rights[{number}]") for number, one in enumerate(listed)],
        path="rights",
        paths={"starts_on": "from", "ends_on": "until", "amount": "price", "shared_by": "owners"},
    )


def row_of(version: Version, one: Given, partners: Mapping[str, Partner], path: str) -> Given:
    owner = one.get("owner") or ""
    price = one.get("price")
    return {
        "key": one.get("key"),
        "territory": one["territory"],
        "medium": one.get("medium", "all"),
        "owner": partners.get(owner),
        # A name that no partner has is kept: it is said to be unknown, not lost.
        "shared_by": "" if owner in partners else owner or shared_by(one, path),
        "starts_on": day_of(one.get("from")),
        "ends_on": day_of(one.get("until")),
        "amount": None if price is None else Decimal(str(price)),
        "currency": one.get("currency") or version.currency,
        "buyer": one.get("buyer", ""),
    }


def shared_by(one: Given, path: str) -> str:
    owners = one.get("owners") or {}
    try:
        return joined([(name, str(part)) for name, part in owners.items()])
    except DoesNotFit:
        names = ", ".join(owners)
        raise BadInput([fault(f"{path}.owners", names, NOT_WRITTEN, WRITE_OWNERS)]) from None
