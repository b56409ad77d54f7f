"""The ledger of sums over deals: the disclosure rule, and what each company brought to a deal."""

import re
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
    left_over,
    object_of,
    row_of,
    values_of,
)

WHOLE = re.compile("[0-9]{1,9}")
COUNTS = (
    Column("min_deals", _("Fewest deals"), "number", help=_("Empty: 5.")),
    Column("min_companies", _("Fewest companies"), "number", help=_("Empty: 3.")),
    Column("dominance_n", _("Largest companies"), "number", help=_("Empty: 2.")),
)
RULE = (
    *COUNTS,
    Column(
        "dominance_k_pct",
        _("Most that they hold, %"),
        "percent",
        help=_("Empty: 85. The largest companies of a group may hold no more of its sum."),
    ),
)
FIELDS = (Column("currency", _("Currency"), "currency", help=_("Empty: EUR.")),)
ROW = (
    Column("deal", _("Deal")),
    Column("company", _("Company")),
    Column("group", _("Group")),
    Column("amount", _("Amount"), "amount"),
)
ROWS = Table(
    "rows",
    _("Contributions"),
    (
        *ROW,
        Column("refused", _("No consent"), "flag"),
    ),
    help=_("An amount left empty is unknown. A deal without consent is not counted at all."),
    is_in_base=True,
)


def fill(given: dict[str, Any]) -> Filled:
    rule = an_object(given.get("rule"))
    # The rule counts in numbers; a text of digits is refused, and typed it would be none.
    if any(WHOLE.fullmatch(rule[one.name]) for one in COUNTS if is_text(rule.get(one.name))):
        raise DoesNotFit
    rest = left_over(given, "rule", "rows", "currency")
    if unknown := left_over(rule, *(column.name for column in RULE)):
        rest["rule"] = unknown
    rows = [contribution(item, f"rows[{n}]") for n, item in enumerate(a_list(given.get("rows")))]
    return Filled(fields_of(RULE, rule, "rule") | fields_of(FIELDS, given), {"rows": rows}, rest)


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def contribution(item: Any, path: str) -> Row:
    row = row_of(ROW, item, path)
    consent = row.rest.get("consent")
    if consent is False:
        del row.rest["consent"]
    row.cells["refused"] = Cell("1" if consent is False else "", f"{path}.consent")
    return row


def read(typed: Typed) -> dict[str, Any]:
    limits = values_of(RULE, typed)
    for column in COUNTS:
        if WHOLE.fullmatch(limits.get(column.name, "")):
            limits[column.name] = int(limits[column.name])
    rule = {**an_object(typed.rest.get("rule")), **limits}
    found = {**typed.rest, **values_of(FIELDS, typed), **filled_in(rule=rule)}
    rows = [row_in(row) for row in typed.rows("rows")]
    # A rule without a row sums nothing; an empty sheet asks nothing.
    return {**found, "rows": rows} if rows or found else {}


def row_in(row: TypedRow) -> dict[str, Any]:
    found = object_of(ROW, row)
    found.setdefault("amount", None)
    return {**found, "consent": False} if row["refused"] else found


SHEET = Sheet((*RULE, *FIELDS), (ROWS,), fill, read)
