"""The ledger of rights, as cells."""

from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.grid.cell import (
    Cell,
    Column,
    DoesNotFit,
    Filled,
    Row,
    Sheet,
    Table,
    Typed,
    TypedRow,
    a_list,
    an_object,
    joined,
    left_over,
    object_of,
    parted,
    row_of,
    text_of,
    value_of,
)

MEDIA = (
    ("all", _("all rights")),
    ("cinema", _("cinemas")),
    ("television", _("television")),
    ("streaming", _("streaming")),
    ("video", _("video")),
    ("inflight", _("ships and planes")),
    ("derived", _("remake and derived works")),
)
RIGHT = (
    Column("territory", _("Territory"), "country"),
    Column("medium", _("Right"), "choice", MEDIA),
    Column("belongs_to", _("Owner"), help=_("Dala:60|Rive Nord:40")),
    Column("from", _("From"), "date"),
    Column("until", _("Until"), "date"),
    Column("buyer", _("Sold to")),
    Column("price", _("Price"), "amount"),
    Column("currency", _("Currency"), "currency"),
)
RIGHTS = Table(
    "rights",
    _("Territories and rights"),
    RIGHT,
    help=_(
        "A country's code, or ROW for the rest of the world. Several owners in parts: "
        "Dala:60|Rive Nord:40. Left empty, it is nobody's and is named so."
    ),
)
PLAIN = tuple(column for column in RIGHT if column.name != "belongs_to")


def fill(given: dict[str, Any]) -> Filled:
    rows = [
        right(item, f"rights[{place}]") for place, item in enumerate(a_list(given.get("rights")))
    ]
    return Filled({}, {"rights": rows}, left_over(given, "rights"))


def right(item: Any, path: str) -> Row:
    row = row_of(PLAIN, item, path)
    owner, owners = row.rest.pop("owner", None), row.rest.pop("owners", None)
    if owner is not None and owners is not None:
        raise DoesNotFit
    if owners is None:
        name = text_of(owner)
        if "|" in name or ":" in name:
            raise DoesNotFit
        row.cells["belongs_to"] = Cell(name, f"{path}.owner")
    else:
        row.cells["belongs_to"] = Cell(joined([*an_object(owners).items()]), f"{path}.owners")
    return row


def read(typed: Typed) -> dict[str, Any]:
    return {**typed.rest, "rights": [right_of(row) for row in typed.rows("rights")]}


def right_of(row: TypedRow) -> dict[str, Any]:
    found, text = object_of(PLAIN, row), row["belongs_to"]
    if not text:
        return found
    if "|" not in text and ":" not in text:
        return {**found, "owner": text}
    return {**found, "owners": {name: value_of(part, "percent") for name, part in parted(text)}}


SHEET = Sheet((), (RIGHTS,), fill, read)
