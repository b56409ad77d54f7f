"""The ledger of a finance plan: budget, co-producers, sources, rates."""

from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.grid.cell import (
    Cell,
    Column,
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

TYPES = (
    ("selective_fund", _("selective fund")),
    ("automatic_fund", _("automatic fund")),
    ("regional_fund", _("regional fund")),
    ("international_fund", _("international fund")),
    ("tax_incentive", _("tax incentive, rebate")),
    ("broadcaster", _("broadcaster")),
    ("pre_sale", _("pre-sale")),
    ("minimum_guarantee", _("minimum guarantee")),
    ("own_investment", _("own investment")),
    ("private_equity", _("private equity")),
    ("gap_loan", _("gap loan")),
    ("bridge_loan", _("bridge loan")),
    ("deferral", _("deferral")),
    ("in_kind", _("in kind")),
    ("sponsorship", _("sponsorship")),
    ("crowdfunding", _("crowdfunding")),
    ("other", _("other")),
)
STATUSES = (
    ("applied", _("applied")),
    ("loi", _("letter of intent")),
    ("conditional", _("conditional")),
    ("confirmed", _("confirmed")),
    ("paid", _("paid")),
    ("rejected", _("rejected")),
    ("withdrawn", _("withdrawn")),
)

FIELDS = (
    Column("base_currency", _("Base currency"), "currency"),
    Column(
        "declared_total", _("Stated total"), "amount", help=_("If a total was stated somewhere.")
    ),
)
COMPANY = (
    Column("id", _("Company")),
    Column("country", _("Country"), "country"),
    Column("delegate", _("Delegate"), "flag"),
    Column("holds_rights", _("Holds rights"), "flag"),
)
TYPED_SHARES = (
    Column("ownership", _("Owns %"), "percent"),
    Column("revenue", _("Revenue %"), "percent"),
)
SOURCE = (
    Column("id", _("Source")),
    Column("type", _("Type"), "choice", TYPES),
    Column("status", _("Status"), "choice", STATUSES),
    Column("amount", _("Amount"), "amount"),
    Column("currency", _("Currency"), "currency"),
    Column("country", _("Origin"), "country"),
)
COUNTS_FOR = Column("counts_for", _("Counts for"), suggests="coproducers")
RECOUPABLE = Column("recoupable", _("Recouped"), "flag")

COPRODUCERS = Table(
    "coproducers",
    _("Co-producers"),
    (*COMPANY, *TYPED_SHARES),
    help=_("Ownership and revenue are only compared with the finance shares; leave them empty."),
)
SOURCES = Table(
    "sources",
    _("Sources of finance"),
    (*SOURCE, COUNTS_FOR, RECOUPABLE),
    help=_("An amount left empty is unknown. A source may count for several: A:60|B:40."),
)
LINES = Table(
    "lines",
    _("Budget"),
    (
        Column("account", _("Account")),
        Column("country", _("Covered by"), "country"),
        Column("amount", _("Amount"), "amount"),
        Column("currency", _("Currency"), "currency"),
    ),
)
RATES = Table(
    "fx",
    _("Rates to the base currency"),
    (
        Column("currency", _("Currency"), "currency"),
        Column("rate", _("Rate"), "number"),
        Column("date", _("Day"), "date"),
        Column("source", _("Origin of the rate")),
    ),
)
TABLES = (COPRODUCERS, SOURCES, LINES, RATES)


def fill(given: dict[str, Any]) -> Filled:
    budget = an_object(given.get("budget"))
    fields = fields_of(FIELDS[:1], given) | fields_of(FIELDS[1:], budget, "budget")
    known = ("base_currency", "budget", "coproducers", "sources", "fx", "ownership", "revenue")
    rest = left_over(given, *known)
    if more := left_over(budget, "declared_total", "lines"):
        rest["budget"] = more
    tables = {
        "coproducers": companies(given),
        "sources": [
            source(item, f"sources[{number}]")
            for number, item in enumerate(a_list(given.get("sources")))
        ],
        "lines": rows_of(LINES, budget.get("lines"), "budget.lines"),
        "fx": rows_of(RATES, given.get("fx"), "fx"),
    }
    return Filled(fields, tables, rest)


def companies(given: dict[str, Any]) -> list[Row]:
    """Each co-producer with the shares that were typed for it."""
    rows = [
        row_of(COMPANY, item, f"coproducers[{number}]")
        for number, item in enumerate(a_list(given.get("coproducers")))
    ]
    by_name = {row.cells["id"].text: row for row in rows}
    for column in TYPED_SHARES:
        for name, part in an_object(given.get(column.name)).items():
            if name not in by_name:
                by_name[name] = Row({"id": Cell(name, f"{column.name}.{name}")})
                rows.append(by_name[name])
            cell = Cell(text_of(part, column.kind), f"{column.name}.{name}")
            by_name[name].cells[column.name] = cell
    return rows


def source(item: Any, path: str) -> Row:
    row = row_of((*SOURCE, RECOUPABLE), item, path)
    told = [key for key in ("contributor", "split_pct", "split_weights") if key in row.rest]
    if len(told) == 1:
        key, value = told[0], row.rest.pop(told[0])
        if key == "contributor":
            text = text_of(value)
        else:
            text = joined(list(an_object(value).items()), ":" if key == "split_pct" else "=")
        row.cells["counts_for"] = Cell(text, f"{path}.{key}")
    return row


def read(typed: Typed) -> dict[str, Any]:
    names = {row["id"] for row in typed.rows("coproducers")}
    rest = dict(typed.rest)
    budget = {
        **an_object(rest.pop("budget", None)),
        **values_of(FIELDS[1:], typed),
        **filled_in(lines=objects_of(LINES, typed)),
    }
    found = {
        **rest,
        **values_of(FIELDS[:1], typed),
        **filled_in(
            fx=objects_of(RATES, typed),
            # A company named only for a typed share is still no party to the deal.
            coproducers=[
                object_of(COMPANY, row)
                for row in typed.rows("coproducers")
                if row["country"] or not (row["ownership"] or row["revenue"])
            ],
            sources=[source_of(row, names) for row in typed.rows("sources")],
            **{column.name: parts(column, typed) for column in TYPED_SHARES},
        ),
    }
    if found or budget:
        found["budget"] = {"lines": [], **budget}
    return found


def parts(column: Column, typed: Typed) -> dict[str, Any]:
    return {
        row["id"]: value_of(row[column.name], column.kind)
        for row in typed.rows("coproducers")
        if row[column.name]
    }


def source_of(row: TypedRow, names: set[str]) -> dict[str, Any]:
    found = object_of((*SOURCE, RECOUPABLE), row)
    found.setdefault("amount", None)
    text = row["counts_for"]
    if text in names or not ({":", "=", "|"} & set(text)):
        return {**found, **filled_in(contributor=text)}
    sign, key = (":", "split_pct") if ":" in text else ("=", "split_weights")
    return {**found, key: {name: value_of(part, "percent") for name, part in parted(text, sign)}}


SHEET = Sheet(FIELDS, TABLES, fill, read)
