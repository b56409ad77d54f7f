"""The treaties on file as the plain instruments that are assessed: rows in, law out.

A text made of known rules needs no code: its rows name the rule, the limits and the article.
What the rows do not say is never assumed. A limit without a number, a film of a size or genre
that no term speaks of, a text without any share: each becomes a limit that is not known.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from partners.source.models import Confidence, Sourced
from partners.treaty.finding import UNKNOWN, Unknown
from partners.treaty.instrument import Condition, Instrument, Kind, Party
from partners.treaty.models import PointsElement, Treaty, TreatyTerm
from partners.treaty.rules import RULES

Rule, Scope = TreatyTerm.Rule, TreatyTerm.Scope

# These rules may well set one limit only; of every other rule a missing limit is not known.
ONE_LIMIT_MAY_MISS = {Rule.SHARE, Rule.FINANCIAL_ONLY}
# Below this share access is reduced, which refuses nobody: silence means no such warning.
MAY_BE_SILENT = {Rule.REDUCED_ACCESS}
FAMILIES = [
    [Scope.BILATERAL, Scope.MULTILATERAL],
    [Scope.FICTION, Scope.ANIMATION, Scope.DOCUMENTARY],
]


@dataclass(frozen=True)
class OnFile:
    """Every treaty on file as law, with the way back to its rows.

    `rows` finds the row behind the source that a verdict names; `treaties` the treaty behind an
    instrument's id, also where a convention stands in for a missing treaty.
    """

    instruments: tuple[Instrument, ...]
    treaties: dict[str, Treaty]
    rows: dict[str, Sourced]


def on_file(on: date | None) -> OnFile:
    """The treaties as they stand on a day; what was invented for demonstration is no law."""
    found = Treaty.objects.exclude(confidence=Confidence.FICTIONAL).select_related("source")
    found = found.prefetch_related("parties__country", "parties__source", "terms__source")
    instruments: list[Instrument] = []
    treaties: dict[str, Treaty] = {}
    rows: dict[str, Sourced] = {}
    older = {one.replaced_by_id: one.code for one in found if one.replaced_by_id}
    for treaty in found:
        for row in (treaty, *treaty.parties.all(), *treaty.terms.all()):
            rows.setdefault(source_of(row), row)
        own = instrument(treaty, on, gives_way_to=older.get(treaty.pk, ""))
        for one in (own, standing_in(own)):
            if one:
                instruments.append(one)
                treaties[one.id] = treaty
    return OnFile(tuple(instruments), treaties, rows)


def points_tests(genre: str) -> dict[str, list[PointsElement]]:
    """The functions of each points test for a genre, by the code of its treaty."""
    tests: dict[str, list[PointsElement]] = {}
    rows = PointsElement.objects.exclude(treaty__confidence=Confidence.FICTIONAL)
    rows = rows.filter(scope__in=[genre, Scope.ANY]).select_related("treaty", "source")
    for row in rows.order_by("treaty__code", "position", "element"):
        tests.setdefault(row.treaty.code, []).append(row)
    return tests


def source_of(row: Sourced) -> str:
    """Where a row comes from, in one line."""
    return ", ".join(filter(None, [str(row.source or ""), row.locator]))


def instrument(treaty: Treaty, on: date | None, gives_way_to: str = "") -> Instrument:
    return Instrument(
        id=treaty.code,
        parties=tuple(
            Party(row.country.code, since(bound_on(row, treaty), on), until(row.ended_on))
            for row in treaty.parties.all()
        ),
        conditions=tuple(with_gaps([condition(term) for term in treaty.terms.all()])),
        name=treaty.name,
        kind=Kind(treaty.kind),
        gives_way_to=gives_way_to,
        valid_from=since(treaty.in_force_on, on),
        valid_to=until(treaty.ended_on),
        source=source_of(treaty),
    )


def standing_in(own: Instrument) -> Instrument | None:
    """A convention that asks for more than two Parties may stand in between two of them."""
    asks_for_more = any(one.kind == Rule.PARTNERS for one in own.conditions)
    return own.stand_in() if asks_for_more else None


def bound_on(row, treaty: Treaty) -> str:
    """Two states are bound on the day their treaty is in force; others join a convention later."""
    both = treaty.in_force_on if treaty.kind == Treaty.Kind.BILATERAL else ""
    return row.in_force_on or both


def since(text: str, on: date | None) -> date | Unknown:
    """A first day as far as it is known; within a year or month that is all we know, it is not."""
    if not text:
        return UNKNOWN
    first, last = days_of(text)
    if on is None or on < first:
        return first
    return last if last <= on else UNKNOWN


def until(text: str) -> date | None:
    return days_of(text)[1] if text else None


def days_of(text: str) -> tuple[date, date]:
    """The first and the last day that a date written 1992, 1992-10 or 1992-10-02 may mean."""
    year, *rest = [int(part) for part in text.split("-")]
    if len(rest) == 2:
        return (day := date(year, *rest)), day
    first, last = (rest[0], rest[0]) if rest else (1, 12)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def condition(term: TreatyTerm) -> Condition:
    return Condition(
        kind=term.rule,
        terms=limits(term),
        is_waivable=term.is_discretionary,
        scope=term.scope,
        article=term.article,
        source=source_of(term),
        valid_from=days_of(term.valid_from)[0] if term.valid_from else None,
        valid_to=until(term.valid_to),
    )


def limits(term: TreatyTerm) -> dict[str, object]:
    """The limits by the names that the rule knows them by."""
    numbers = {"minimum": term.minimum, "maximum": term.maximum}
    # A tolerance is the most by which work may fall behind money.
    numbers["tolerance"] = term.minimum if term.maximum is None else term.maximum
    found: dict[str, object] = {}
    for name in RULES[term.rule].terms:
        is_needed = term.rule not in ONE_LIMIT_MAY_MISS and (term.rule, name) != SCALE
        if numbers.get(name) is not None:
            found[name] = numbers[name]
        elif name in numbers and is_needed:
            found[name] = UNKNOWN
    return found


# How many points all functions weigh together is only a check of the list.
SCALE = (Rule.POINTS, "maximum")


def with_gaps(conditions: Sequence[Condition]) -> Iterable[Condition]:
    """The conditions, and an unknown one wherever the terms on file fall silent."""
    yield from conditions
    if not conditions:
        return
    scopes: dict[str, set[str]] = {Rule.SHARE.value: set()}
    for one in conditions:
        scopes.setdefault(one.kind, set()).add(one.scope)
    for kind, known in scopes.items():
        if kind in MAY_BE_SILENT or Scope.ANY in known:
            continue
        if not known:
            yield unknown(kind, Scope.ANY)
        for family in FAMILIES:
            if known & set(family):
                yield from (unknown(kind, scope) for scope in family if scope not in known)


def unknown(kind: str, scope: str) -> Condition:
    names = [name for name in RULES[kind].terms if name != "countries" and (kind, name) != SCALE]
    return Condition(kind, dict.fromkeys(names, UNKNOWN), scope=str(scope))
