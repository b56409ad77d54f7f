"""The obligations of a version: its rows as the ledger says them, and back."""

from typing import Any

from coprod.exchange.faults import BadInput
from coprod.exchange.strict import read
from coprod.sentence import gettext_noop as _
from films.deal.sheet import with_partners
from films.deal.storing import fault, store_rows
from films.deal.version import Version
from films.milestone.models import Obligation
from films.milestone.obligation_reading import request
from films.vocabulary.models import ObligationKind

Given = dict[str, Any]


def input_of(version: Version) -> Given:
    """The obligations with their keys; one query for any number of rows."""
    rows = version.obligations.select_related("kind", "owed_by")
    return {"obligations": [obligation_of(row) for row in rows.order_by("position", "pk")]}


def obligation_of(row: Obligation) -> Given:
    found = {
        "key": row.key,
        "kind": row.kind.code,
        "text": row.text,
        "owed_by": row.owed_by.code if row.owed_by else "",
        "quantity": "" if row.quantity is None else str(row.quantity),
        "unit": row.unit,
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "evidence": row.evidence,
    }
    return {name: value for name, value in found.items() if value}


def store(version: Version, given: Given) -> None:
    """Make the rows say what was typed; raises `BadInput` with every fault, storing nothing."""
    promises = read(with_partners(version, given), request)
    kinds = {kind.code: kind for kind in ObligationKind.objects.all()}
    faults = [
        fault(
            f"obligations[{row.number}].kind",
            row.kind,
            _("“{value}” is no kind of obligation."),
            _("Use one of: {known}."),
            known=", ".join(kinds),
        )
        for row in promises.rows
        if row.kind not in kinds
    ]
    if faults:
        raise BadInput(faults)
    partners = {partner.code: partner for partner in version.partners.all()}
    store_rows(
        version,
        Obligation,
        [
            {
                "key": one.get("key"),
                "kind": kinds[row.kind],
                "text": row.text,
                "owed_by": partners.get(row.owed_by),
                "quantity": row.quantity,
                "unit": row.unit,
                "due_on": row.due_on,
                "evidence": row.evidence,
            }
            for row, one in zip(promises.rows, given.get("obligations", []), strict=True)
        ],
        path="obligations",
    )
