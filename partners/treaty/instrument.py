"""A treaty, convention or memorandum as plain data: whom it binds since when, what it asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from partners.treaty.case import Case
from partners.treaty.finding import Unknown


class Kind(StrEnum):
    """What sort of instrument it is; the values are those of the treaties on file."""

    MULTILATERAL = "multilateral"
    BILATERAL = "bilateral"
    MEMORANDUM = "memorandum"


@dataclass(frozen=True)
class Party:
    """A country bound by an instrument; `since` is None when it simply is bound."""

    country: str
    since: date | Unknown | None = None
    until: date | None = None

    def is_bound(self, on: date | None) -> bool:
        if on is None:
            return True
        started = not isinstance(self.since, date) or self.since <= on
        return started and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Condition:
    """One rule as one instrument sets it: its limits, its article, its source, since when.

    `terms` are the arguments of the rule. A limit that is not among them is not set by the text;
    one that is `UNKNOWN` may be. `derogation` replaces terms once the authorities have granted it.
    A failed condition that `is_waivable` leaves the film to the discretion of the authorities.
    """

    kind: str
    terms: Mapping[str, object]
    derogation: Mapping[str, object] = field(default_factory=dict)
    is_waivable: bool = False
    scope: str = "any"
    article: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def applies_to(self, case: Case) -> bool:
        size = "multilateral" if case.is_multilateral else "bilateral"
        if self.scope not in {"any", size, case.genre}:
            return False
        return case.on is None or in_period(case.on, self.valid_from, self.valid_to)

    def terms_in(self, case: Case) -> dict[str, object]:
        return {**self.terms, **(self.derogation if case.derogation_granted else {})}


def in_period(on: date, start: date | None, end: date | None) -> bool:
    """The first and the last day belong to the period."""
    return (start is None or start <= on) and (end is None or on <= end)


@dataclass(frozen=True)
class Instrument:
    """One text and all it asks of a co-production.

    `gives_way_to` names the older instrument that governs as soon as a partner is bound by that
    one alone. `stands_in` marks a convention used between two Parties that have no treaty of
    their own (European Convention 1992, article 2(4)).
    """

    id: str
    parties: tuple[Party, ...]
    conditions: tuple[Condition, ...]
    name: str = ""
    kind: Kind = Kind.MULTILATERAL
    gives_way_to: str = ""
    stands_in: bool = False
    valid_from: date | Unknown | None = None
    valid_to: date | None = None
    article: str = ""
    source: str = ""

    def bound_on(self, on: date | None) -> frozenset[str]:
        return frozenset(party.country for party in self.parties if party.is_bound(on))

    def condition(self, kind: str, case: Case) -> Condition | None:
        """The condition of a kind that applies to a case, if there is one."""
        for condition in self.conditions:
            if condition.kind == kind and condition.applies_to(case):
                return condition
        return None

    def view(self, case: Case) -> Case:
        """The case as this instrument sees it.

        A convention counts its Parties among the countries; between the two Parties of a
        bilateral treaty a film becomes multilateral by the third countries that join it. A text
        for three Parties has no use for its limits for two: the newcomer who makes it apply
        brings those for three.
        """
        parties = self.bound_on(case.on)
        counted = case.countries
        if self.kind is not Kind.BILATERAL:
            counted = tuple(code for code in counted if code in parties)
        seen = case.seen_by(parties, is_multilateral=len(counted) > 2 or self._is_for_three(case))
        share = self.condition("share", seen)
        smallest = share.terms_in(seen).get("minimum") if share else None
        return case.seen_by(
            parties,
            is_multilateral=seen.is_multilateral,
            financial_apart=self.condition("financial_only", seen) is not None,
            smallest_share=None if isinstance(smallest, Unknown) else smallest,
        )

    def _is_for_three(self, case: Case) -> bool:
        condition = self.condition("partners", case)
        needed = condition.terms_in(case).get("minimum") if condition else None
        return not (needed is None or isinstance(needed, Unknown)) and needed > 2

    def stand_in(self) -> "Instrument | None":
        """The same text as it serves two Parties without a treaty of their own.

        None where it sets no shares for two countries.
        """
        own = any(one.kind == "share" and one.scope == "bilateral" for one in self.conditions)
        if self.kind is not Kind.MULTILATERAL or not own:
            return None
        conditions = tuple(one for one in self.conditions if one.kind != "partners")
        return replace(
            self,
            id=f"{self.id} (bilateral)",
            conditions=conditions,
            gives_way_to=self.gives_way_to and f"{self.gives_way_to} (bilateral)",
            stands_in=True,
        )
