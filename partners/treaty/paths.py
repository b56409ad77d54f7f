"""The path finder: every treaty a plan could use, what it asks, and the cheapest way there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coprod.sentence import Sentence
from partners.treaty.assess import Assessment, Verdict, assess
from partners.treaty.case import Case
from partners.treaty.change import Change
from partners.treaty.governing import (
    LEAST_PARTIES,
    gives_way,
    has_own_treaty,
    is_no_treaty,
    out_of_force,
    too_few_parties,
)
from partners.treaty.instrument import Instrument
from partners.treaty.rules import RULES


@dataclass(frozen=True)
class Way:
    """One failed condition and the changes that mend it, the cheapest first."""

    verdict: Verdict
    changes: tuple[Change, ...]

    @property
    def cheapest(self) -> Change | None:
        return self.changes[0] if self.changes else None


@dataclass(frozen=True)
class Path:
    """One instrument: why it cannot apply, or what it says and how to mend what fails."""

    instrument: Instrument
    obstacle: Sentence | None
    assessment: Assessment
    ways: tuple[Way, ...] = ()

    @property
    def could_apply(self) -> bool:
        return self.obstacle is None


def find(instruments: Sequence[Instrument], case: Case) -> list[Path]:
    """A path for each instrument, those that could apply first, else in the order given."""
    paths = [path(instrument, case, instruments) for instrument in instruments]
    return sorted(paths, key=lambda found: not found.could_apply)


def path(instrument: Instrument, case: Case, instruments: Sequence[Instrument]) -> Path:
    assessment = assess(instrument, case)
    reason = obstacle(instrument, assessment.seen, instruments)
    ways = () if reason else tuple(ways_of(assessment))
    return Path(instrument, reason, assessment, ways)


def obstacle(
    instrument: Instrument, seen: Case, instruments: Sequence[Instrument]
) -> Sentence | None:
    """What no change of the plan's figures can mend; a text that begins later is worth waiting."""
    return (
        is_no_treaty(instrument)
        or (out_of_force(instrument, seen) if _has_ended(instrument, seen) else None)
        or too_few_parties(seen, LEAST_PARTIES)
        or gives_way(instrument, instruments, seen.countries, seen.on)
        or has_own_treaty(instrument, seen, instruments)
    )


def _has_ended(instrument: Instrument, seen: Case) -> bool:
    end = instrument.valid_to
    return seen.on is not None and end is not None and end < seen.on


def ways_of(assessment: Assessment) -> Iterator[Way]:
    """What can be done about each failed condition and each warning, one by one."""
    failing = {id(verdict) for verdict in (*assessment.failed, *assessment.warnings)}
    for verdict in assessment.verdicts:
        if id(verdict) in failing:
            yield Way(verdict, tuple(changes_for(verdict, assessment)))


def changes_for(verdict: Verdict, assessment: Assessment) -> list[Change]:
    """Changes that do mend a condition; first those that break nothing else, then the cheapest.

    Where the same change can be paid for by different partners, the first one listed that
    breaks nothing stands for all.
    """
    candidates = [
        checked
        for change in RULES[verdict.kind].changes(assessment.seen, verdict.finding)
        if (checked := _checked(change, verdict, assessment))
    ]
    candidates.sort(key=_cost)
    told: dict[str, Change] = {}
    for change in candidates:
        told.setdefault(str(change.sentence), change)
    return list(told.values())


def _checked(change: Change, verdict: Verdict, assessment: Assessment) -> Change | None:
    """The change with all it breaks; None when it does not mend what it should."""
    if change.result is None:
        return change
    after = assess(assessment.instrument, change.result)
    still = {one.finding.label for one in (*after.failed, *after.warnings)}
    if verdict.finding.label in still:
        return None
    broken = set(after.failed_labels) - set(assessment.failed_labels)
    return replace(change, breaks=tuple(sorted(broken)))


def _cost(change: Change) -> tuple:
    """Harmless before harmful, a known price before an unknown one, cheap before dear."""
    return bool(change.breaks), change.amount is None, change.amount or 0
