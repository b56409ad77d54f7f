"""The ledger of the equity index: what each co-producer brings, and what it gets."""

from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculation.equity import VECTORS
from films.calculators.grid.cell import (
    Cell,
    Column,
    DoesNotFit,
    Filled,
    Row,
    Sheet,
    Table,
    Typed,
    a_list,
    an_object,
    fields_of,
    filled_in,
    left_over,
    text_of,
    value_of,
    values_of,
)

FIELDS = (
    Column(
        "tolerance_pp",
        _("Tolerance in percentage points"),
        "number",
        help=_("Empty: 5. A larger difference is flagged."),
    ),
)
VECTOR_LABELS = {
    "credit": _("Credit points"),
    "revenue": _("Revenue"),
    "ownership": _("Ownership"),
}
POSITIONS = Table(
    "positions",
    _("Positions"),
    (
        Column("id", _("Co-producer")),
        Column("finance", _("Finance"), "amount"),
        *(Column(name, label, "number") for name, label in VECTOR_LABELS.items()),
    ),
    help=_("Amounts, points or percentages: each column is scaled to 100. Empty is unknown."),
)
REASONS = Table(
    "reasons",
    _("Reasons for differences"),
    (
        Column("vector", _("Share"), "choice", tuple(VECTOR_LABELS.items())),
        Column("id", _("Co-producer"), suggests="positions"),
        Column("text", _("Reason")),
    ),
)
TABLES = (POSITIONS, REASONS)
NUMBERS = POSITIONS.columns[1:]


def fill(given: dict[str, Any]) -> Filled:
    vectors = {name: an_object(given.get(name)) for name in ("finance", *VECTORS)}
    names = [text_of(name) for name in a_list(given.get("coproducers"))]
    names = names or list(vectors["finance"])
    if len(set(names)) < len(names) or any(set(one) - set(names) for one in vectors.values()):
        raise DoesNotFit
    rows = [
        Row(
            {"id": Cell(name, f"coproducers[{number}]")}
            | {
                column.name: Cell(
                    text_of(vectors[column.name].get(name), column.kind), f"{column.name}.{name}"
                )
                for column in NUMBERS
            }
        )
        for number, name in enumerate(names)
    ]
    reasons = [
        Row(
            {
                "vector": Cell(vector, f"reasons.{vector}"),
                "id": Cell(name, f"reasons.{vector}.{name}"),
                "text": Cell(text_of(text), f"reasons.{vector}.{name}"),
            }
        )
        for vector, told in an_object(given.get("reasons")).items()
        for name, text in an_object(told).items()
    ]
    known = ("tolerance_pp", "coproducers", "finance", "reasons", *VECTORS)
    tables = {"positions": rows, "reasons": reasons}
    return Filled(fields_of(FIELDS, given), tables, left_over(given, *known))


def read(typed: Typed) -> dict[str, Any]:
    rows = typed.rows("positions")
    reasons: dict[str, dict[str, str]] = {}
    for row in typed.rows("reasons"):
        reasons.setdefault(row["vector"], {})[row["id"]] = row["text"]
    found = {
        **typed.rest,
        **values_of(FIELDS, typed),
        **filled_in(coproducers=[row["id"] for row in rows], reasons=reasons),
    }
    for column in NUMBERS:
        if any(row[column.name] for row in rows):
            found[column.name] = {
                row["id"]: value_of(row[column.name], column.kind) if row[column.name] else None
                for row in rows
            }
    return found


SHEET = Sheet(FIELDS, TABLES, fill, read)
