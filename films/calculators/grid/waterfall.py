"""The ledger of a waterfall: receipts by period, territory pools, and the tiers in order.

A tier may take several rows, one for each payee: a row without a name of its own goes on with
the tier above.
"""

from collections.abc import Iterable
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
    parted,
    row_of,
    text_of,
    value_of,
    values_of,
)

FIELDS = (Column("currency", _("Currency of the account"), "currency"),)
RECEIPT = (
    Column("territory", _("Territory")),
    Column("amount", _("Amount"), "amount"),
    Column("currency", _("Currency"), "currency"),
    Column("rate", _("Rate"), "number"),
)
RECEIPTS = Table(
    "receipts",
    _("Receipts"),
    (Column("period", _("Period")), *RECEIPT),
    help=_("A period left empty is the one above. Territories of a pool pass its distributor."),
)
TERRITORY = (
    Column("id", _("Territory")),
    Column("fee_pct", _("Fee %"), "percent"),
    Column("expenses", _("Expenses"), "amount"),
    Column("mg", _("Minimum guarantee"), "amount"),
)
DISTRIBUTOR = Column("distributor", _("Distributor"))
POOLS = Table(
    "pools",
    _("Territory pools"),
    (Column("pool", _("Pool")), DISTRIBUTOR, *TERRITORY),
    help=_("A pool left empty is the one above: its territories are cross-collateralised."),
    is_in_base=True,
)
KINDS = (
    ("fee", _("fee")),
    ("recoup", _("recoupment")),
    ("corridor", _("corridor")),
    ("split", _("split")),
)
WAYS = (
    ("gross", _("of all receipts")),
    ("tier_input", _("of what reaches it")),
    ("pro_rata", _("in proportion")),
    ("sequential", _("one after the other")),
    ("equal", _("in equal parts")),
)
TIERS = Table(
    "tiers",
    _("Tiers in order"),
    (
        Column("id", _("Tier")),
        Column("label", _("Name")),
        Column("type", _("Kind"), "choice", KINDS),
        Column("payee", _("Payee")),
        Column("pct", _("%"), "percent"),
        Column("amount", _("Owed"), "amount"),
        Column("cap", _("At most"), "amount"),
        Column("how", _("How"), "choice", WAYS),
        Column("paid_outside", _("Paid outside"), "amount"),
        Column("pass_on", _("Hands on"), help=_("Director:10")),
    ),
    help=_(
        "One row for each payee; a tier left empty is the one above. In a corridor the row with "
        "a percentage diverts, the rows with an amount owed recoup the rest. A payee may hand on "
        "a part: Director:10."
    ),
    is_in_base=True,
)
TABLES = (RECEIPTS, TIERS, POOLS)

# What the input of some kinds of tier calls the list of payees, the way of sharing, the limit.
LIST = {"corridor": "main"}
ONLY_LISTED = {"recoup", "split"}
OF_PAYEE = ("payee", "pct", "amount", "paid_outside")
ANYWHERE = ("label", "type", "how", "cap", *OF_PAYEE)
PAYEE = (*OF_PAYEE, "pass_through")
WAY = {"fee": "base"}
CAP = {"split": "limit"}


def fill(given: dict[str, Any]) -> Filled:
    tables = {
        "receipts": [*receipts(a_list(given.get("periods")))],
        "tiers": [*tiers(a_list(given.get("tiers")))],
        "pools": [*pools(a_list(given.get("pools")))],
    }
    rest = left_over(given, "currency", "periods", "tiers", "pools")
    return Filled(fields_of(FIELDS, given), tables, rest)


def receipts(periods: list[Any]) -> Iterable[Row]:
    for number, period in enumerate(map(an_object, periods)):
        path = f"periods[{number}]"
        items = a_list(period.get("receipts"))
        for place, item in enumerate(items or [{}]):
            row = row_of(RECEIPT, item, f"{path}.receipts[{place}]")
            row.rest = filled_in(own=row.rest)
            if place == 0:
                row.rest |= filled_in(group=left_over(period, "id", "receipts"))
            text = text_of(period.get("id")) if place == 0 else ""
            row.cells["period"] = Cell(text, f"{path}.id")
            yield row


def pools(listed: list[Any]) -> Iterable[Row]:
    for number, pool in enumerate(map(an_object, listed)):
        path = f"pools[{number}]"
        for place, item in enumerate(a_list(pool.get("territories")) or [{}]):
            columns = TERRITORY if place == 0 else (DISTRIBUTOR, *TERRITORY)
            row = row_of(columns, item, f"{path}.territories[{place}]")
            row.rest = filled_in(own=row.rest)
            if place == 0:
                row.rest |= filled_in(group=left_over(pool, "id", "distributor", "territories"))
                distributor = text_of(pool.get("distributor"))
                row.cells["pool"] = Cell(text_of(pool.get("id")), f"{path}.id")
                row.cells["distributor"] = Cell(distributor, f"{path}.distributor")
            yield row


def tiers(listed: list[Any]) -> Iterable[Row]:
    for number, tier in enumerate(map(an_object, listed)):
        yield from tier_rows(tier, f"tiers[{number}]")


def tier_rows(tier: dict[str, Any], path: str) -> Iterable[Row]:
    """The rows of one tier; its first one, the head, also says what the tier is."""
    kind = text_of(tier.get("type"))
    own, keys = LIST.get(kind, "payees"), keys_of(kind)
    payees = [
        payee_row(an_object(payee), f"{path}.{own}[{place}]")
        for place, payee in enumerate(a_list(tier.get(own)))
    ]
    has_own_payee = kind not in ONLY_LISTED
    if has_own_payee or not payees:
        payees.insert(0, payee_row(tier if has_own_payee else {}, path))
        payees[0].rest.clear()
    else:
        # What only a tier can say, said by a payee, is kept for the reader to object to.
        said = {name: cell.text for name, cell in payees[0].cells.items() if name in keys}
        payees[0].rest["own"] = payees[0].rest.get("own", {}) | filled_in(**said)
    head = payees[0]
    for name, key in keys.items():
        text = text_of(tier.get(key), TIERS.column(name).kind)
        head.cells[name] = Cell(text, f"{path}.{key}")
    known = {*keys.values(), own, *(PAYEE if has_own_payee else ())}
    head.rest = filled_in(own=head.rest.get("own"), group=left_over(tier, *known))
    yield from payees


def payee_row(item: dict[str, Any], path: str) -> Row:
    cells = {
        name: Cell(text_of(item.get(name), TIERS.column(name).kind), f"{path}.{name}")
        for name in ANYWHERE
    }
    handed = [
        (text_of(one.get("payee")), one.get("pct"))
        for one in map(an_object, a_list(item.get("pass_through")))
    ]
    cells["pass_on"] = Cell(joined(handed), f"{path}.pass_through")
    return Row(cells, filled_in(own=left_over(item, *ANYWHERE, "pass_through")))


def keys_of(kind: str) -> dict[str, str]:
    """The cells that say what a tier is, and what the input calls them."""
    way, cap = WAY.get(kind, "sharing"), CAP.get(kind, "cap")
    return {"id": "id", "label": "label", "type": "type", "how": way, "cap": cap}


def read(typed: Typed) -> dict[str, Any]:
    return {
        **typed.rest,
        **values_of(FIELDS, typed),
        **filled_in(
            periods=[period_of(rows) for rows in grouped(typed.rows("receipts"), "period")],
            pools=[pool_of(rows) for rows in grouped(typed.rows("pools"), "pool")],
            tiers=[tier_of(rows) for rows in grouped(typed.rows("tiers"), "id")],
        ),
    }


def grouped(rows: Iterable[TypedRow], name: str) -> list[list[TypedRow]]:
    """Rows that belong together: one with a name, and those below it without."""
    groups: list[list[TypedRow]] = []
    for row in rows:
        if row[name] or not groups:
            groups.append([])
        groups[-1].append(row)
    return groups


def of_group(rows: list[TypedRow]) -> dict[str, Any]:
    return an_object(rows[0].rest.get("group"))


def own(columns: Iterable[Column], row: TypedRow) -> dict[str, Any]:
    plain = TypedRow(row.number, row.texts, an_object(row.rest.get("own")))
    return object_of([*columns], plain)


def period_of(rows: list[TypedRow]) -> dict[str, Any]:
    received = [own(RECEIPT, row) for row in rows]
    receipts = [one for one in received if one]
    return {**of_group(rows), **filled_in(id=rows[0]["period"]), "receipts": receipts}


def pool_of(rows: list[TypedRow]) -> dict[str, Any]:
    named = filled_in(id=rows[0]["pool"], distributor=rows[0]["distributor"])
    territories = [own(TERRITORY, rows[0])]
    territories += [own((DISTRIBUTOR, *TERRITORY), row) for row in rows[1:]]
    return {**of_group(rows), **named, "territories": [one for one in territories if one]}


def tier_of(rows: list[TypedRow]) -> dict[str, Any]:
    head, kind = rows[0], rows[0]["type"]
    found = of_group(rows) | {
        key: value_of(head[name], TIERS.column(name).kind)
        for name, key in keys_of(kind).items()
        if head[name]
    }
    listed = [payee_of(head, OF_PAYEE), *(payee_of(row, ANYWHERE) for row in rows[1:])]
    if kind not in ONLY_LISTED:
        found |= listed.pop(0)
    if listed := [one for one in listed if one]:
        found[LIST.get(kind, "payees")] = listed
    return found


def payee_of(row: TypedRow, names: Iterable[str]) -> dict[str, Any]:
    handed = [
        filled_in(payee=name, pct=value_of(part, "percent"))
        for name, part in (parted(row["pass_on"]) if row["pass_on"] else [])
    ]
    columns = [TIERS.column(name) for name in names]
    return {**own(columns, row), **filled_in(pass_through=handed)}


SHEET = Sheet(FIELDS, TABLES, fill, read)
