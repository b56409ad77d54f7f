"""The ledgers of credits and of reasons, as cells."""

from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.grid.cell import (
    Column,
    Filled,
    Row,
    Sheet,
    Table,
    Typed,
    TypedRow,
    a_list,
    fields_of,
    left_over,
    object_of,
    objects_of,
    row_of,
    rows_of,
    values_of,
)
from films.calculators.grid.equity import VECTOR_LABELS
from films.calculators.grid.qualification import element_of, filled_by

COPRODUCERS = Table(
    "coproducers",
    _("Credit split"),
    (
        Column("id", _("Co-producer")),
        Column("ownership", _("Copyright %"), "percent"),
        Column("revenue", _("Revenue %"), "percent"),
        Column("votes", _("Votes"), "number"),
        Column("credit_order", _("Order on screen"), "number"),
        Column("wording", _("Wording on screen")),
    ),
    help=_("Percentages add to 100. The order on screen puts the majority country first."),
)
FUNCTION = (
    Column("role", _("Function")),
    Column("points", _("Points"), "number"),
    Column("filled_by", _("Filled from"), "countries"),
    Column("person", _("Person")),
    Column("counts_for", _("Counts for"), suggests="coproducers"),
    Column("wording", _("Wording on screen")),
)
FUNCTIONS = Table(
    "functions",
    _("Functions"),
    FUNCTION,
    help=_(
        "Filled from a country, or from several in parts: NL:1/2|RO:1/2. Nobody: no points. "
        "Counts for: empty is the first partner of the country."
    ),
)
PLAIN = tuple(column for column in FUNCTION if column.name != "filled_by")
REASONS = Table(
    "reasons",
    _("Reasons for differences"),
    (
        Column("id", _("Co-producer")),
        *(Column(name, label) for name, label in VECTOR_LABELS.items()),
    ),
    help=_("A difference is no fault, but it has to be explained."),
)
TOLERANCE = (
    Column(
        "tolerance_pp",
        _("Tolerance in percentage points"),
        "number",
        help=_("Empty: 5. A larger difference is flagged."),
    ),
)


def fill(given: dict[str, Any]) -> Filled:
    functions = [
        function(item, f"functions[{number}]")
        for number, item in enumerate(a_list(given.get("functions")))
    ]
    tables = {
        "coproducers": rows_of(COPRODUCERS, given.get("coproducers"), "coproducers"),
        "functions": functions,
    }
    return Filled({}, tables, left_over(given, *tables))


def function(item: Any, path: str) -> Row:
    return filled_by(row_of(PLAIN, item, path), path)


def read(typed: Typed) -> dict[str, Any]:
    return {
        **typed.rest,
        "coproducers": objects_of(COPRODUCERS, typed),
        "functions": [function_of(row) for row in typed.rows("functions")],
    }


def function_of(row: TypedRow) -> dict[str, Any]:
    """The cells of a function; where it is filled from reads as in the treaty check."""
    found = object_of(PLAIN, row)
    filled = element_of(row)
    return {**found, **{key: filled[key] for key in ("country", "parts") if key in filled}}


CREDITS = Sheet((), (COPRODUCERS, FUNCTIONS), fill, read)


def fill_reasons(given: dict[str, Any]) -> Filled:
    rows = rows_of(REASONS, given.get("reasons"), "reasons")
    rest = left_over(given, "tolerance_pp", "reasons")
    return Filled(fields_of(TOLERANCE, given), {"reasons": rows}, rest)


def read_reasons(typed: Typed) -> dict[str, Any]:
    return {
        **typed.rest,
        **values_of(TOLERANCE, typed),
        "reasons": objects_of(REASONS, typed),
    }


EQUITY = Sheet(TOLERANCE, (REASONS,), fill_reasons, read_reasons)
