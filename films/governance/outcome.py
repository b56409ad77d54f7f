"""What the votes come to under a rule: pure, with the reason in a sentence.

Without a rule everybody must say yes. Under a rule the votes given, abstentions included, must
reach the quorum; then more yes than no adopts, and a tie goes to whoever breaks it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _

YES, NO, ABSTAIN = "yes", "no", "abstain"
OPEN, ADOPTED, REJECTED, TIED = "open", "adopted", "rejected", "tied"
CASTING_VOTE, EXPERT, MEDIATION, NONE = "casting_vote", "expert", "mediation", "none"


@dataclass(frozen=True)
class Rule:
    """How one matter is decided; without a quorum one vote is enough."""

    matter: str
    quorum: int | None = None
    tie_break: str = NONE
    tie_break_by: str = ""


@dataclass(frozen=True)
class Verdict:
    """What came of it: open, adopted, rejected, or tied; and why."""

    outcome: str
    reason: Sentence


def verdict(
    rule: Rule | None, voters: Sequence[str], votes: Mapping[str, str], *, is_over: bool
) -> Verdict:
    """The outcome of the votes of these voters; `is_over`: the time to answer has passed.

    Votes of anybody else do not count.
    """
    given = {voter: votes[voter] for voter in voters if voter in votes}
    silent = [voter for voter in voters if voter not in given]
    if not voters:
        return Verdict(OPEN, Sentence(_("Nobody at the table may decide this.")))
    if silent and not is_over and not (rule is None and NO in given.values()):
        return Verdict(
            OPEN,
            Sentence(
                _("{count} of {all} have answered; waiting for {who}."),
                {"count": len(given), "all": len(voters), "who": ", ".join(silent)},
            ),
        )
    return _by_rule(rule, voters, given) if rule else _by_everybody(given, silent)


def _by_everybody(given: Mapping[str, str], silent: Sequence[str]) -> Verdict:
    against = [voter for voter, answer in given.items() if answer != YES]
    if against:
        return Verdict(
            REJECTED,
            Sentence(
                _("No rule covers this matter, so everybody must say yes; {who} did not."),
                {"who": ", ".join(against)},
            ),
        )
    if silent:
        return Verdict(
            REJECTED,
            Sentence(
                _("No rule covers this matter, so everybody must say yes; no answer from {who}."),
                {"who": ", ".join(silent)},
            ),
        )
    return Verdict(ADOPTED, Sentence(_("No rule covers this matter, and everybody said yes.")))


def _by_rule(rule: Rule, voters: Sequence[str], given: Mapping[str, str]) -> Verdict:
    needed = max(rule.quorum or 1, 1)
    yes = sum(answer == YES for answer in given.values())
    no = sum(answer == NO for answer in given.values())
    numbers: dict[str, object] = {
        "yes": yes, "no": no, "count": len(given), "needed": needed, "all": len(voters)
    }  # fmt: skip
    if len(given) < needed:
        return Verdict(
            REJECTED,
            Sentence(_("No quorum: {count} answered, {needed} must under the rule."), numbers),
        )
    if yes > no:
        return Verdict(ADOPTED, Sentence(_("{yes} said yes and {no} said no."), numbers))
    if no > yes:
        return Verdict(REJECTED, Sentence(_("{no} said no and {yes} said yes."), numbers))
    return _by_tie_break(rule, given, {**numbers, "who": rule.tie_break_by or "–"})


def _by_tie_break(rule: Rule, given: Mapping[str, str], numbers: Mapping[str, object]) -> Verdict:
    if rule.tie_break == CASTING_VOTE:
        casting = given.get(rule.tie_break_by)
        if casting == YES:
            sentence = _("A tie, {yes} to {no}: the casting vote of {who} says yes.")
            return Verdict(ADOPTED, Sentence(sentence, numbers))
        if casting == NO:
            sentence = _("A tie, {yes} to {no}: the casting vote of {who} says no.")
            return Verdict(REJECTED, Sentence(sentence, numbers))
        return Verdict(
            TIED, Sentence(_("A tie, {yes} to {no}: {who} has the casting vote."), numbers)
        )
    if rule.tie_break == EXPERT:
        return Verdict(
            TIED, Sentence(_("A tie, {yes} to {no}: an expert decides, {who}."), numbers)
        )
    if rule.tie_break == MEDIATION:
        return Verdict(
            TIED, Sentence(_("A tie, {yes} to {no}: it goes to mediation, {who}."), numbers)
        )
    return Verdict(
        TIED,
        Sentence(_("A tie, {yes} to {no}, and no rule breaks it: the matter stays open."), numbers),
    )


def can_be_settled(rule: Rule | None, found: Verdict) -> bool:
    """Whether a tie waits for somebody outside the vote, whose word can be recorded."""
    return (
        found.outcome == TIED
        and rule is not None
        and rule.tie_break in (CASTING_VOTE, EXPERT, MEDIATION)
    )
