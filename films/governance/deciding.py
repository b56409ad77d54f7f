"""A proposal from its first day to its outcome: put, answered, closed, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coprod.records import StaleRecord
from coprod.sentence import Sentence, gettext_noop
from films.deal.deal import DealParty
from films.deal.version import Version
from films.governance.models import Decision, DecisionRule, Vote
from films.governance.outcome import OPEN, REJECTED, TIED, Rule, Verdict, can_be_settled, verdict
from partners.company.models import Company

TIE_ADOPTED = gettext_noop("A tie, {yes} to {no}: {who} was asked and adopted the proposal.")
TIE_REJECTED = gettext_noop("A tie, {yes} to {no}: {who} was asked and rejected the proposal.")
WITHDRAWN = gettext_noop("It was withdrawn by the company that put it.")


@dataclass(frozen=True)
class RuleBook:
    """The rules in force: those of the version that binds the parties, and who sits where."""

    version: Version | None
    rules: Mapping[str, DecisionRule]
    seats: Mapping[str, DealParty]

    def rule(self, matter: str) -> DecisionRule | None:
        return self.rules.get(matter.strip().casefold())


@dataclass(frozen=True)
class Count:
    """A proposal with its rule, its voters, their votes, and what these come to."""

    decision: Decision
    rule: DecisionRule | None
    voters: Sequence[DealParty]
    votes: Sequence[Vote]
    verdict: Verdict

    @property
    def is_open(self) -> bool:
        return self.decision.outcome == Decision.Outcome.OPEN

    @property
    def can_be_settled(self) -> bool:
        return can_be_settled(_plain(self.rule), self.verdict)


def binding_version(deal) -> Version | None:
    """The newest signed version, or else the newest proposal: everybody at the table reads it.

    A draft binds nobody, and what was taken back does not either.
    """
    versions = Version.objects.for_the_product("which version binds the parties of a deal")
    frozen = versions.filter(deal=deal, frozen_at__isnull=False)
    frozen = frozen.exclude(status=Version.Status.TAKEN_BACK).order_by("-number")
    return frozen.filter(signed_on__isnull=False).first() or frozen.first()


def rule_book(deal) -> RuleBook:
    """The rules in force in a deal, and its present parties by their short names."""
    version = binding_version(deal)
    parties = deal.parties.filter(left_on__isnull=True).select_related("company").order_by("pk")
    present = {party.pk: party for party in parties}
    if version is None:
        return RuleBook(None, {}, {str(party): party for party in present.values()})
    seats = {
        place.code: present.pop(place.party_id)
        for place in version.partners.all()
        if place.party_id in present
    }
    # Whoever came after that version votes as well.
    seats |= {str(party): party for party in present.values()}
    rules = {rule.matter.strip().casefold(): rule for rule in version.decisionrules.all()}
    return RuleBook(version, rules, seats)


def counted(decision: Decision, book: RuleBook, votes: Sequence[Vote], *, on: date) -> Count:
    """What the votes on a proposal come to on a day."""
    rule = book.rule(decision.matter)
    # Whoever has left decides no more, and the place is not passed on: perhaps to nobody.
    named = rule.decided_by.split("|") if rule and rule.decided_by else list(book.seats)
    names = [name for name in map(str.strip, named) if name in book.seats]
    by_company = {vote.company_id: vote.answer for vote in votes}
    answers = {
        name: by_company[book.seats[name].company_id]
        for name in names
        if book.seats[name].company_id in by_company
    }
    is_over = decision.answer_by is not None and decision.answer_by < on
    found = verdict(_plain(rule), names, answers, is_over=is_over)
    return Count(decision, rule, [book.seats[name] for name in names], votes, found)


def _plain(rule: DecisionRule | None) -> Rule | None:
    if rule is None:
        return None
    return Rule(rule.matter, rule.quorum, rule.tie_break or "none", rule.tie_break_by)


# Acts


def answer_by(book: RuleBook, matter: str, *, on: date) -> date | None:
    """The last day to answer, from the days of the rule; none without."""
    rule = book.rule(matter)
    return on + timedelta(days=rule.days) if rule and rule.days else None


def put(decision: Decision, *, on: date) -> Decision:
    """Put a proposal to the parties; the days of its rule govern, if it has any."""
    decision.proposed_on = on
    decision.answer_by = answer_by(rule_book(decision.deal), decision.matter, on=on) or (
        decision.answer_by
    )
    decision.full_clean()
    decision.save()
    return decision


def problems_with_vote(count: Count, company: Company, *, on: date) -> list[str]:
    """Why a company cannot answer, one sentence each; empty when it can."""
    if not count.is_open:
        return [_("This proposal is not open any more.")]
    problems = []
    if company.pk not in {party.company_id for party in count.voters}:
        problems.append(
            _("%(company)s does not decide on “%(matter)s”.")
            % {"company": company, "matter": count.decision.matter}
        )
    if count.decision.answer_by and count.decision.answer_by < on:
        problems.append(
            _("The time to answer ended on %(day)s.") % {"day": count.decision.answer_by}
        )
    return problems


def vote(decision, company, *, user, answer, reason="", seen=None, at: datetime) -> Vote:
    """Answer for a company, or answer anew; `seen` is the answer that the person saw.

    Raises `StaleRecord` when somebody of the company has answered since.
    """
    with transaction.atomic():
        stored = locked(decision)
        count = current(stored, on=at.date())
        _refuse(problems_with_vote(count, company, on=at.date()))
        earlier = next((one for one in count.votes if one.company_id == company.pk), None)
        if seen is not None and seen != seen_of(earlier):
            raise StaleRecord(earlier or stored)
        given = earlier or Vote(decision=stored, company=company)
        given.user, given.answer, given.reason, given.at = user, answer, reason, at
        given.full_clean(validate_constraints=False, validate_unique=False)
        given.save()
    return given


def seen_of(vote: Vote | None) -> str:
    """What tells one answer of a company from the next."""
    return vote.at.isoformat() if vote else ""


def problems_with_closing(count: Count) -> list[str]:
    """Why a proposal cannot be closed yet, one sentence each; empty when it can."""
    if not count.is_open:
        return [_("This proposal is not open any more.")]
    if count.verdict.outcome == OPEN:
        return [count.verdict.reason.translated(_)]
    if count.verdict.outcome == TIED:
        return [count.verdict.reason.translated(_)]
    return []


def close(decision: Decision, *, on: date) -> Decision:
    """Close a proposal with the outcome that its votes come to."""
    with transaction.atomic():
        stored = locked(decision)
        count = current(stored, on=on)
        _refuse(problems_with_closing(count))
        return _end(stored, count.verdict.outcome, count.verdict.reason, on)


def problems_with_settling(count: Count) -> list[str]:
    """Why no word from outside the vote can be recorded; empty when one can."""
    if not count.is_open:
        return [_("This proposal is not open any more.")]
    if not count.can_be_settled:
        return [_("Only a tie that a rule hands to somebody is settled so.")]
    return []


def settle(decision: Decision, *, outcome: str, on: date) -> Decision:
    """Record what the expert, the mediation or the casting vote said about a tie."""
    with transaction.atomic():
        stored = locked(decision)
        count = current(stored, on=on)
        _refuse(problems_with_settling(count))
        sentence = TIE_REJECTED if outcome == REJECTED else TIE_ADOPTED
        numbers = dict(count.verdict.reason.numbers)
        return _end(stored, outcome, Sentence(sentence, numbers), on)


def problems_with_withdrawing(count: Count, company: Company | None) -> list[str]:
    """Why a company cannot withdraw a proposal; empty when it can."""
    if not count.is_open:
        return [_("This proposal is not open any more.")]
    if company is None or company.pk != count.decision.company_id:
        return [_("Only %(company)s can withdraw it.") % {"company": count.decision.company}]
    return []


def withdraw(decision: Decision, company: Company | None, *, on: date) -> Decision:
    with transaction.atomic():
        stored = locked(decision)
        _refuse(problems_with_withdrawing(current(stored, on=on), company))
        return _end(stored, Decision.Outcome.WITHDRAWN, Sentence(WITHDRAWN), on)


def locked(decision: Decision) -> Decision:
    """The proposal as it stands, until the end of the transaction nobody else's."""
    rows = Decision.objects.for_the_product("one act on a proposal at a time")
    stored = rows.select_for_update().get(pk=decision.pk)
    stored.deal, stored.company = decision.deal, decision.company
    return stored


def current(decision: Decision, *, on: date) -> Count:
    votes = list(decision.votes.select_related("company", "user"))
    return counted(decision, rule_book(decision.deal), votes, on=on)


def _end(decision: Decision, outcome: str, reason: Sentence, on: date) -> Decision:
    decision.outcome, decision.decided_on = outcome, on
    decision.reason = {"template": reason.template, "numbers": dict(reason.numbers)}
    decision.save(update_fields=["outcome", "decided_on", "reason"])
    return decision


def reason_of(decision: Decision) -> str:
    """Why a closed proposal ended as it did, in the reader's language."""
    if not decision.reason:
        return ""
    told = Sentence(decision.reason["template"], decision.reason["numbers"])
    return told.translated(_)


def _refuse(problems: list[str]) -> None:
    if problems:
        raise ValidationError(problems)
