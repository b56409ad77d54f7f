"""The ledger of a version difference: what stood before, beside what stands after."""

from collections.abc import Iterable, Mapping, Sequence
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
    an_object,
    distinct,
    filled_in,
    joined,
    left_over,
    parted,
    text_of,
    typed_again,
    value_of,
)

STAGES = (
    ("lead", _("lead")),
    ("talks", _("talks")),
    ("loi", _("letter of intent")),
    ("deal_memo", _("deal memo")),
    ("long_form", _("long form agreement")),
    ("provisional_approval", _("provisional approval")),
    ("final_approval", _("final approval")),
    ("closed", _("closed")),
    ("withdrawn", _("withdrawn")),
)
# What a version is called in the input, and in the names of the cells.
SIDES = {"old": "before", "new": "after"}
UNKNOWN, ABSENT = "?", "–"
DASHES = {"-", ABSENT, "—"}
# More names than any version has: to put them in order would take too long.
MOST_NAMES = 1_000

FIELDS = (
    Column("stage_before", _("Stage before"), "choice", STAGES),
    Column("stage_after", _("Stage after"), "choice", STAGES),
    Column("budget_before", _("Budget before"), "amount"),
    Column("budget_after", _("Budget after"), "amount"),
)
COPRODUCERS = Table(
    "coproducers",
    _("Co-producers"),
    (
        Column("id", _("Company")),
        Column("country", _("Country"), "country"),
        Column("contribution_before", _("Contribution before"), "amount"),
        Column("contribution_after", _("Contribution after"), "amount"),
        Column("revenue_before", _("Revenue before, %"), "percent"),
        Column("revenue_after", _("Revenue after, %"), "percent"),
    ),
    help=_(
        "A contribution left empty: the company does not take part in that version. "
        "A question mark: it does, and the amount is not known."
    ),
)
TERRITORIES = Table(
    "territories",
    _("Territories"),
    (
        Column("id", _("Territory")),
        Column("owner_before", _("Owner before"), suggests="coproducers"),
        Column("owner_after", _("Owner after"), suggests="coproducers"),
    ),
    help=_(
        "Left empty, it belongs to nobody. Several owners: A|B, or in parts A:60|B:40. "
        "A dash: that version does not speak of it."
    ),
)
TABLES = (COPRODUCERS, TERRITORIES)
# The terms of a version that have cells; whatever else it holds travels unseen.
KNOWN = ("stage", "budget_total", "coproducers", "revenue_pct", "territories")


def fill(given: dict[str, Any]) -> Filled:
    versions = {side: an_object(given.get(side)) for side in SIDES}
    filled = Filled(
        fields={name: cell for side in SIDES for name, cell in fields(side, versions[side])},
        tables={
            "coproducers": coproducers(versions),
            "territories": territories(versions),
        },
        rest={
            **left_over(given, *SIDES),
            **filled_in(**{side: unseen(versions[side]) for side in SIDES}),
        },
    )
    # A difference says every leaf: what would come back changed is no longer the same question.
    if read(typed_again(filled)) != given:
        raise DoesNotFit
    return filled


def fields(side: str, version: Mapping[str, Any]) -> Iterable[tuple[str, Cell]]:
    when = SIDES[side]
    yield f"stage_{when}", Cell(text_of(version.get("stage")), f"{side}.stage")
    budget = text_of(version.get("budget_total"), "amount")
    yield f"budget_{when}", Cell(budget, f"{side}.budget_total")


def unseen(version: dict[str, Any]) -> dict[str, Any]:
    """What no cell shows: terms of other kinds, and known ones that are there and say nothing."""
    silent = {key: version[key] for key in KNOWN if version.get(key, 0) in (None, "", {})}
    return {**left_over(version, *KNOWN), **silent}


def coproducers(versions: Mapping[str, dict[str, Any]]) -> list[Row]:
    parties = {side: an_object(one.get("coproducers")) for side, one in versions.items()}
    revenue = {side: an_object(one.get("revenue_pct")) for side, one in versions.items()}
    return [
        coproducer(name, parties, revenue)
        for name in merged([*parties.values(), *revenue.values()])
    ]


def coproducer(name: str, parties: Mapping[str, Any], revenue: Mapping[str, Any]) -> Row:
    cells: dict[str, Cell] = {}
    rest: dict[str, Any] = {}
    places: list[str] = []
    country = Cell(path=f"old.coproducers.{name}.country")
    for side, when in SIDES.items():
        place, share = f"{side}.coproducers.{name}", f"{side}.revenue_pct.{name}"
        amount = ""
        if name in parties[side]:
            entry = an_object(parties[side][name])
            is_known = entry.get("contribution") is not None
            amount = text_of(entry["contribution"], "amount") if is_known else UNKNOWN
            if entry.get("country"):
                country = Cell(text_of(entry["country"]), f"{place}.country")
            places.append(place)
            rest[side] = unseen_of_party(entry)
        cells[f"contribution_{when}"] = Cell(amount, f"{place}.contribution")
        cells[f"revenue_{when}"] = Cell(text_of(revenue[side].get(name)), share)
    first, *others = places or [f"old.coproducers.{name}"]
    named = Cell(name, first, tuple(others))
    return Row({"id": named, "country": country, **cells}, filled_in(**rest))


def unseen_of_party(entry: dict[str, Any]) -> dict[str, Any]:
    silent = {"country": None} if entry.get("country", 0) is None else {}
    return {**left_over(entry, "country", "contribution"), **silent}


def territories(versions: Mapping[str, dict[str, Any]]) -> list[Row]:
    owners = {side: an_object(one.get("territories")) for side, one in versions.items()}
    rows = []
    for name in merged(list(owners.values())):
        places = [f"{side}.territories.{name}" for side in SIDES if name in owners[side]]
        cells = {"id": Cell(name, places[0], tuple(places[1:]))}
        for side, when in SIDES.items():
            text = owner_text(owners[side][name]) if name in owners[side] else ABSENT
            cells[f"owner_{when}"] = Cell(text, f"{side}.territories.{name}")
        rows.append(Row(cells))
    return rows


def owner_text(owner: Any) -> str:
    if isinstance(owner, dict):
        return joined(list(owner.items()))
    if isinstance(owner, list):
        return "|".join(text_of(one) for one in owner)
    return text_of(owner)


def merged(tables: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every name once; each table keeps its order where the ones before it leave it free."""
    names: list[str] = []
    if sum(map(len, tables)) > MOST_NAMES:
        raise DoesNotFit
    for table in tables:
        at = 0
        for name in table:
            if name in names:
                at = names.index(name) + 1
            else:
                names.insert(at, name)
                at += 1
    return names


def read(typed: Typed) -> dict[str, Any]:
    if sum(map(len, typed.tables.values())) > MOST_NAMES:
        raise DoesNotFit
    versions = {side: version(side, typed) for side in SIDES}
    if any(versions.values()):
        return {**left_over(typed.rest, *SIDES), **versions}
    return left_over(typed.rest, *SIDES)


def version(side: str, typed: Typed) -> dict[str, Any]:
    when = SIDES[side]
    parties: dict[str, Any] = {}
    revenue: dict[str, Any] = {}
    for row in typed.rows("coproducers"):
        if takes_part(row, when):
            parties[distinct(row["id"], parties)] = party(row, side)
        if pct := row[f"revenue_{when}"]:
            revenue[distinct(row["id"], revenue)] = value_of(pct, "percent")
    owners: dict[str, Any] = {}
    for row in typed.rows("territories"):
        if row[f"owner_{when}"] not in DASHES:
            owners[distinct(row["id"], owners)] = owner_of(row[f"owner_{when}"])
    return {
        **an_object(typed.rest.get(side)),
        **filled_in(
            stage=typed.fields.get(f"stage_{when}"),
            budget_total=value_of(typed.fields.get(f"budget_{when}", ""), "amount"),
            coproducers=parties,
            revenue_pct=revenue,
            territories=owners,
        ),
    }


def takes_part(row: TypedRow, when: str) -> bool:
    """With a contribution; a company of which nothing but its name is typed is in both."""
    if any(row[f"contribution_{one}"] for one in SIDES.values()):
        return bool(row[f"contribution_{when}"])
    return bool(row["country"]) or not any(row[f"revenue_{one}"] for one in SIDES.values())


def party(row: TypedRow, side: str) -> dict[str, Any]:
    amount = row[f"contribution_{SIDES[side]}"]
    return {
        **an_object(row.rest.get(side)),
        **filled_in(country=value_of(row["country"], "country")),
        "contribution": None if amount in ("", UNKNOWN) else value_of(amount, "amount"),
    }


def owner_of(text: str) -> Any:
    if not text:
        return None
    if ":" in text:
        return dict(parted(text))
    return text.split("|") if "|" in text else text


SHEET = Sheet(FIELDS, TABLES, fill, read)
