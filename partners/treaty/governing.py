"""Which instrument governs a co-production, and why the others do not.

A newer convention governs only when every country bound by either is bound by the newer one;
else the older, else a bilateral treaty, else a convention standing in for a missing one, else
none. A country in neither convention is a non-Party and decides nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.finding import Unknown
from partners.treaty.instrument import Instrument, Kind
from partners.treaty.rules import in_force

# An agreement between states on making films together means two of them at least.
LEAST_PARTIES = 2

GIVES_WAY = _("It gives way to {older}, which alone binds {countries}.")
MEMORANDUM = _("It is a memorandum, not a treaty.")
TOO_FEW = _("It needs {needed} Party countries; of this plan it binds {found} on that day.")
TOO_FEW_NAMED = _(
    "It needs {needed} Party countries; of this plan it binds {found} on that day: {countries}."
)
TWO_ONLY = _("It stands in only between two Parties.")
OWN_TREATY = _("It stands in only where {countries} have no treaty of their own.")


@dataclass(frozen=True)
class PassedOver:
    """An instrument that does not govern, and why."""

    instrument: Instrument
    reason: Sentence


@dataclass(frozen=True)
class Choice:
    """The instrument that governs, or None, and those before it that do not."""

    instrument: Instrument | None
    passed_over: tuple[PassedOver, ...] = ()


def first_to_hold(
    instruments: Sequence[Instrument], countries: Sequence[str], on: date | None
) -> Choice:
    """The first of a list in order of preference that does not give way to an older one."""
    passed_over = []
    for instrument in instruments:
        reason = gives_way(instrument, instruments, countries, on)
        if reason is None:
            return Choice(instrument, tuple(passed_over))
        passed_over.append(PassedOver(instrument, reason))
    return Choice(None, tuple(passed_over))


def gives_way(
    instrument: Instrument,
    instruments: Iterable[Instrument],
    countries: Sequence[str],
    on: date | None,
) -> Sentence | None:
    """Why an instrument gives way to the older one it names; None when it holds."""
    for older in instruments:
        if older.id == instrument.gives_way_to:
            alone = older.bound_on(on) - instrument.bound_on(on)
            if named := [code for code in dict.fromkeys(countries) if code in alone]:
                return Sentence(GIVES_WAY, {"older": older.id, "countries": ", ".join(named)})
    return None


def governing(instruments: Sequence[Instrument], case: Case) -> Choice:
    """The instrument that governs a case, among all treaties on file in any order."""
    usable, passed_over = [], []
    for instrument in in_order_of_preference(instruments):
        if reason := why_not(instrument, case, instruments):
            passed_over.append(PassedOver(instrument, reason))
        else:
            usable.append(instrument)
    choice = first_to_hold(usable, case.countries, case.on)
    return Choice(choice.instrument, (*passed_over, *choice.passed_over))


def in_order_of_preference(instruments: Sequence[Instrument]) -> list[Instrument]:
    """Newer conventions, older ones, bilateral treaties, conventions that only stand in."""
    ids = {instrument.id for instrument in instruments}

    def rank(instrument: Instrument) -> tuple[bool, bool, bool]:
        is_older = instrument.gives_way_to not in ids
        return instrument.stands_in, instrument.kind is Kind.BILATERAL, is_older

    return sorted(instruments, key=rank)


def why_not(
    instrument: Instrument, case: Case, instruments: Iterable[Instrument]
) -> Sentence | None:
    """Why an instrument cannot govern a case at all; None when it can."""
    seen = instrument.view(case)
    return (
        is_no_treaty(instrument)
        or out_of_force(instrument, seen)
        or too_few_parties(seen, parties_needed(instrument, seen))
        or has_own_treaty(instrument, seen, instruments)
    )


def is_no_treaty(instrument: Instrument) -> Sentence | None:
    return Sentence(MEMORANDUM) if instrument.kind is Kind.MEMORANDUM else None


def out_of_force(instrument: Instrument, seen: Case) -> Sentence | None:
    """Why an instrument is not in force on the day, if that is known."""
    start, end = instrument.valid_from, instrument.valid_to
    findings = in_force.check(seen, valid_from=start, valid_to=end)
    return next((finding.sentence for finding in findings if finding.passed is False), None)


def parties_needed(instrument: Instrument, seen: Case) -> int:
    """At least two; more where the instrument says so."""
    condition = instrument.condition("partners", seen)
    minimum = condition.terms_in(seen).get("minimum") if condition else None
    if minimum is None or isinstance(minimum, Unknown):
        return LEAST_PARTIES
    return max(LEAST_PARTIES, int(minimum))


def too_few_parties(seen: Case, needed: int) -> Sentence | None:
    parties = seen.party_countries
    if len(parties) >= needed:
        return None
    numbers = {"needed": needed, "found": len(parties), "countries": ", ".join(parties)}
    return Sentence(TOO_FEW_NAMED if parties else TOO_FEW, numbers)


def has_own_treaty(
    instrument: Instrument, seen: Case, instruments: Iterable[Instrument]
) -> Sentence | None:
    """Why a convention does not stand in: its Parties have a bilateral treaty in force."""
    if not instrument.stands_in:
        return None
    if len(seen.party_countries) != LEAST_PARTIES:
        return Sentence(TWO_ONLY)
    pair = set(seen.party_countries)
    for other in instruments:
        binds = other.kind is Kind.BILATERAL and pair <= other.bound_on(seen.on)
        if binds and out_of_force(other, seen) is None:
            return Sentence(OWN_TREATY, {"countries": ", ".join(seen.party_countries)})
    return None
