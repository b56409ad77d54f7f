"""The ledger of a treaty check: who brings what, who does what, where it is spent."""

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
    fields_of,
    filled_in,
    joined,
    left_over,
    object_of,
    objects_of,
    parted,
    row_of,
    rows_of,
    text_of,
    value_of,
    values_of,
)

FIELDS = (
    Column("as_of", _("Day of the application"), "date"),
    Column("total_cost", _("Total cost"), "amount", help=_("Empty: the sum of the contributions.")),
    Column("currency", _("Currency"), "currency"),
    Column(
        "genre",
        _("Genre"),
        "choice",
        (
            ("fiction", _("fiction")),
            ("animation", _("animation")),
            ("documentary", _("documentary")),
        ),
        help=_("Empty: fiction."),
    ),
    Column("derogation_granted", _("The authorities have granted a derogation"), "flag"),
)
COPRODUCERS = Table(
    "coproducers",
    _("Co-producers"),
    (
        Column("id", _("Company")),
        Column("country", _("Country"), "country"),
        Column("contribution", _("Contribution"), "amount"),
        Column("financial_only", _("Only money"), "flag"),
    ),
    is_in_base=True,
)
ELEMENT = (Column("role", _("Function")), Column("points", _("Points"), "number"))
ELEMENTS = Table(
    "elements",
    _("Points test"),
    (*ELEMENT, Column("filled_by", _("Filled from"), "countries")),
    help=_("A country, or several in parts: NL:1/2|RO:1/2. Nobody: no points."),
)
SPEND = Table(
    "spend",
    _("Spend by country"),
    (Column("country", _("Country"), "country"), Column("amount", _("Amount"), "amount")),
    help=_("Only some treaties compare it with the shares; leave it empty if it is not known."),
    is_in_base=True,
)
TABLES = (COPRODUCERS, ELEMENTS, SPEND)


def fill(given: dict[str, Any]) -> Filled:
    elements = [
        element(item, f"elements[{number}]")
        for number, item in enumerate(a_list(given.get("elements")))
    ]
    spend = [
        Row(
            {
                "country": Cell(country, f"spend.{country}"),
                "amount": Cell(text_of(amount, "amount"), f"spend.{country}"),
            }
        )
        for country, amount in an_object(given.get("spend")).items()
    ]
    tables = {
        "coproducers": rows_of(COPRODUCERS, given.get("coproducers"), "coproducers"),
        "elements": elements,
        "spend": spend,
    }
    names = [column.name for column in FIELDS]
    return Filled(fields_of(FIELDS, given), tables, left_over(given, *names, *tables))


def element(item: Any, path: str) -> Row:
    return filled_by(row_of(ELEMENT, item, path), path)


def filled_by(row: Row, path: str) -> Row:
    """The same row with its country, or its parts, in the one cell that takes both."""
    country, parts = row.rest.pop("country", None), row.rest.pop("parts", None)
    if country is not None and parts is not None:
        raise DoesNotFit
    if parts is None:
        row.cells["filled_by"] = Cell(text_of(country), f"{path}.country")
    else:
        pairs = [
            (text_of(part.get("country")), part.get("fraction"))
            for part in map(an_object, a_list(parts))
        ]
        row.cells["filled_by"] = Cell(joined(pairs), f"{path}.parts")
    return row


def read(typed: Typed) -> dict[str, Any]:
    return {
        **typed.rest,
        **values_of(FIELDS, typed),
        **filled_in(
            coproducers=objects_of(COPRODUCERS, typed),
            elements=[element_of(row) for row in typed.rows("elements")],
            spend={
                value_of(row["country"], "country"): value_of(row["amount"], "amount")
                for row in typed.rows("spend")
            },
        ),
    }


def element_of(row: TypedRow) -> dict[str, Any]:
    found, text = object_of(ELEMENT, row), row["filled_by"]
    if not text:
        return found
    if "|" not in text and ":" not in text:
        return {**found, "country": value_of(text, "country")}
    return {
        **found,
        "parts": [
            {"country": value_of(country, "country"), "fraction": part}
            for country, part in parted(text)
        ],
    }


SHEET = Sheet(FIELDS, TABLES, fill, read)
