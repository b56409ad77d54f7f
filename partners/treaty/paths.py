"""The path finder: every treaty a plan could use, what it asks, and the cheapest way there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from partners.treaty.assess import Assessment, Verdict, assess
from partners.treaty.case import Case
from partners.treaty.change import Change
from partners.treaty.finding import Weight
from partners.treaty.governing import (
    LEAST_PARTIES,
    gives_way,
    has_own_treaty,
    is_no_treaty,
    out_of_force,
    too_few_parties,
)
from partners.treaty.instrument import Instrument
from partners.treaty.moving import moved
from partners.treaty.rules import RULES, balance

# A plan that fails in more places than these needs another plan, not a longer list of changes.
MOST_WAYS = 40

ASK = _("ask the authorities for the derogation for {subject}: no money moves")


@dataclass(frozen=True)
class Way:
    """One failed condition and the changes that mend it, the cheapest first.

    `is_beyond_shares`: however the shares are moved, this one is not mended without failing
    another condition.
    """

    verdict: Verdict
    changes: tuple[Change, ...]
    is_beyond_shares: bool = False


@dataclass(frozen=True)
class Path:
    """One instrument: why it cannot apply, or what it says and how to mend what fails.

    `not_mended` counts the failed conditions for which no way was looked for.
    """

    instrument: Instrument
    obstacle: Sentence | None
    assessment: Assessment
    ways: tuple[Way, ...] = ()
    not_mended: int = 0

    @property
    def could_apply(self) -> bool:
        return self.obstacle is None


def find(instruments: Sequence[Instrument], case: Case) -> list[Path]:
    """A path for each instrument, those that could apply first, else in the order given."""
    paths, left = [], MOST_WAYS
    for instrument in instruments:
        found = path(instrument, case, instruments, left)
        left -= len(found.ways)
        paths.append(found)
    return sorted(paths, key=lambda found: not found.could_apply)


def path(
    instrument: Instrument,
    case: Case,
    instruments: Sequence[Instrument],
    most_ways: int = MOST_WAYS,
) -> Path:
    assessment = assess(instrument, case)
    if reason := obstacle(instrument, assessment.seen, instruments):
        return Path(instrument, reason, assessment)
    to_mend = failing(assessment)
    ways = tuple(way(verdict, assessment) for verdict in to_mend[:most_ways])
    return Path(instrument, None, assessment, ways, not_mended=len(to_mend) - len(ways))


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


def failing(assessment: Assessment) -> list[Verdict]:
    """Failed conditions, then warnings: what somebody may want to mend."""
    return [*assessment.failed, *assessment.warnings]


def way(verdict: Verdict, assessment: Assessment) -> Way:
    """Changes that do mend a condition: those that break nothing else first, then the cheapest.

    Where the same change can be paid for by different partners, the first one listed that
    breaks nothing stands for all.
    """
    told: dict[str, Change] = {}
    offered = [*RULES[verdict.kind].changes(assessment.seen, verdict.finding)]
    for change in (*offered, *derogation(verdict, assessment)):
        sentence = str(change.sentence)
        if sentence in told and not told[sentence].breaks:
            continue
        if checked := _checked(change, verdict, assessment):
            told[sentence] = min(told.get(sentence, checked), checked, key=_cost)
    is_beyond_shares = False
    if _is_about_shares(verdict) and not any(
        change.moves_shares_of(assessment.seen) and not change.breaks for change in told.values()
    ):
        by_several = _by_several(offered, verdict, assessment)
        is_beyond_shares = by_several is None
        if by_several:
            told[str(by_several.sentence)] = by_several
    return Way(verdict, tuple(sorted(told.values(), key=_cost)), is_beyond_shares)


def _is_about_shares(verdict: Verdict) -> bool:
    """Whether moving shares is what mends it; a balance is mended by moving what is out of it."""
    return hasattr(RULES[verdict.kind], "bound") and verdict.kind != balance.kind


def _by_several(
    offered: Sequence[Change], verdict: Verdict, assessment: Assessment
) -> Change | None:
    """The move that breaks nothing because several share it; None when there is none."""
    seen = assessment.seen
    change = next((one for one in offered if one.moves_shares_of(seen)), None)
    if change is None or change.amount is None:
        return None  # All the others together have too little.
    kept = [
        RULES[one.kind].bound(seen, one.finding)
        for one in assessment.verdicts
        if one.finding.passed
        and one.finding.weight is not Weight.WARNING
        and hasattr(RULES[one.kind], "bound")
    ]
    target = RULES[verdict.kind].bound(seen, verdict.finding)
    result = moved(seen, change.amount, target, kept)
    return result and _checked(replace(change, result=result), verdict, assessment)


def derogation(verdict: Verdict, assessment: Assessment) -> list[Change]:
    """Asking for other limits, where the text knows them and they are not granted yet."""
    condition = assessment.instrument.condition(verdict.kind, assessment.seen)
    if condition is None or not condition.derogation or assessment.seen.derogation_granted:
        return []
    granted = replace(assessment.seen, derogation_granted=True)
    sentence = Sentence(ASK, {"subject": verdict.finding.subject})
    return [Change(sentence, None, granted)]


def _checked(change: Change, verdict: Verdict, assessment: Assessment) -> Change | None:
    """The change with all it breaks; None when it does not mend what it should."""
    if change.result is None:
        return change
    after = assess(assessment.instrument, change.result)
    still = {one.finding.label for one in failing(after)}
    if verdict.finding.label in still:
        return None
    broken = set(after.failed_labels) - set(assessment.failed_labels)
    return replace(change, breaks=tuple(sorted(broken)))


def _cost(change: Change) -> tuple:
    """Harmless before harmful, a known price before an unknown one, cheap before dear."""
    return bool(change.breaks), change.amount is None, change.amount or 0
