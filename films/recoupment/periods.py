"""The receipts of a deal, period by period, for whoever may read them."""

from typing import Any

from films.deal.version import Version
from films.recoupment.models import Receipt

Given = dict[str, Any]


def periods_of(version: Version) -> list[Given]:
    """The receipts on record as the waterfall takes them; one query.

    Receipts belong to the deal, not to the version: they are read for whoever reads the version.
    A party that has left keeps the terms that it signed, and sees no receipts any more.
    """
    return by_period(receipts_of(version))


def receipts_of(version: Version) -> list[Receipt]:
    rows = Receipt.objects.filter(deal=version.deal_id)
    if version.reader is None:
        return []  # A version that nobody has read: closed unless opened.
    if isinstance(version.reader, str):
        return list(rows.for_the_product(version.reader))
    return list(rows.visible_to(version.reader))


def by_period(receipts) -> list[Given]:
    """Periods in the order in which they were opened; without an amount, a receipt opens one."""
    found: dict[str, list[Given]] = {}
    for row in receipts:
        listed = found.setdefault(row.period, [])
        if row.amount is not None:
            listed.append(receipt_of(row))
    return [{"id": period, "receipts": listed} for period, listed in found.items()]


def receipt_of(row: Receipt) -> Given:
    found: Given = {"amount": f"{row.amount:f}", "currency": row.currency}
    if row.rate:
        found["rate"] = row.rate
    if row.territory:
        found["territory"] = row.territory
    if row.day:
        found["date"] = row.day.isoformat()
    return found
