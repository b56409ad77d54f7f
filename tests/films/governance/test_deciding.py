"""A proposal from its first day to its outcome."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from coprod.records import StaleRecord
from films.deal import negotiation
from films.governance import deciding
from films.models import DecisionRule, Vote
from tests import factories as make
from tests.films.milestone import making
from tests.films.milestone.making import AT, DAY

pytestmark = pytest.mark.django_db
NOW = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)


def ruled(table, **fields):
    """The rule of final cut in a signed version."""
    fields.setdefault("quorum", 2)
    rule = DecisionRule.objects.create(version=table.version, matter="Final cut", **fields)
    making.sign(table.version)
    return rule


def cast(table, decision, **answers):
    for name, answer in answers.items():
        person = {"dala": table.signatory, "nord": table.partner}[name]
        deciding.vote(decision, getattr(table, name), user=person, answer=answer, at=NOW)


def test_proposal_is_to_be_answered_within_the_days_of_its_rule():
    table = making.table()
    ruled(table, days=10)

    decision = making.make_decision(table.deal, "final CUT")
    deciding.put(decision, on=DAY)

    assert decision.answer_by == DAY + timedelta(days=10)


def test_rule_of_a_draft_binds_nobody():
    table = making.table()
    DecisionRule.objects.create(version=table.version, matter="Final cut", days=1)

    assert deciding.rule_book(table.deal).rules == {}

    negotiation.propose(table.version, user=table.signatory, at=AT)
    assert [*deciding.rule_book(table.deal).rules] == ["final cut"]


def test_a_signed_version_binds_more_than_a_later_proposal():
    table = making.table()
    ruled(table)
    later = make.make_version(table.deal, based_on=table.version)
    later.decisionrules.all().delete()
    negotiation.propose(later, user=table.signatory, at=AT)

    assert deciding.rule_book(table.deal).version == table.version


def test_proposal_is_adopted_with_its_reason():
    table = making.table()
    ruled(table)
    decision = making.make_decision(table.deal)
    cast(table, decision, dala="yes", nord="yes")

    closed = deciding.close(decision, on=DAY)

    assert (closed.outcome, closed.decided_on) == ("adopted", DAY)
    assert deciding.reason_of(closed) == "2 said yes and 0 said no."


def test_proposal_is_not_closed_while_answers_are_missing():
    table = making.table()
    ruled(table)
    decision = making.make_decision(table.deal, answer_by=DAY)
    cast(table, decision, dala="yes")

    with pytest.raises(ValidationError, match="waiting for Rive Nord"):
        deciding.close(decision, on=DAY)

    closed = deciding.close(decision, on=DAY + timedelta(days=1))
    assert (closed.outcome, deciding.reason_of(closed)) == (
        "rejected",
        "No quorum: 1 answered, 2 must under the rule.",
    )


def test_company_changes_its_answer_while_the_matter_is_open():
    table = making.table()
    decision = making.make_decision(table.deal)
    cast(table, decision, dala="yes")
    cast(table, decision, dala="no")

    assert [vote.answer for vote in Vote.objects.visible_to(table.partner)] == ["no"]

    deciding.close(decision, on=DAY)
    with pytest.raises(ValidationError, match="not open any more"):
        cast(table, decision, dala="yes")


def test_second_answer_of_a_company_from_an_old_page_is_told():
    table = making.table()
    decision = making.make_decision(table.deal)
    cast(table, decision, dala="yes")

    with pytest.raises(StaleRecord):
        deciding.vote(decision, table.dala, user=table.editor, answer="no", seen="", at=NOW)

    assert [vote.answer for vote in Vote.objects.visible_to(table.editor)] == ["yes"]


def test_answer_after_its_day_is_refused():
    table = making.table()
    decision = making.make_decision(table.deal, answer_by=DAY - timedelta(days=1))

    with pytest.raises(ValidationError, match="The time to answer ended"):
        cast(table, decision, dala="yes")


def test_only_whom_the_rule_names_decides():
    table = making.table()
    ruled(table, decided_by="Dala Film", quorum=1)
    decision = making.make_decision(table.deal)

    with pytest.raises(ValidationError, match="Rive Nord does not decide"):
        cast(table, decision, nord="no")

    cast(table, decision, dala="yes")
    assert deciding.close(decision, on=DAY).outcome == "adopted"


def test_place_of_a_decider_who_left_is_not_passed_on():
    table = making.table()
    ruled(table, decided_by="Rive Nord", quorum=1)
    decision = making.make_decision(table.deal, answer_by=DAY)
    negotiation.leave(table.deal.parties.get(company=table.nord), on=DAY)

    with pytest.raises(ValidationError, match="does not decide"):
        cast(table, decision, dala="yes")
    with pytest.raises(ValidationError, match="Nobody at the table may decide"):
        deciding.close(decision, on=DAY + timedelta(days=1))


def test_vote_of_whoever_left_does_not_count():
    table = making.table()
    decision = making.make_decision(table.deal)
    cast(table, decision, dala="yes", nord="no")
    negotiation.leave(table.deal.parties.get(company=table.nord), on=DAY)

    assert deciding.close(decision, on=DAY).outcome == "adopted"


def test_tie_is_settled_by_whom_the_rule_names():
    table = making.table()
    ruled(table, tie_break="expert", tie_break_by="Dr. Ospan")
    decision = making.make_decision(table.deal)
    cast(table, decision, dala="yes", nord="no")
    with pytest.raises(ValidationError, match="an expert decides"):
        deciding.close(decision, on=DAY)

    settled = deciding.settle(decision, outcome="rejected", on=DAY)

    assert (settled.outcome, deciding.reason_of(settled)) == (
        "rejected",
        "A tie, 1 to 1: Dr. Ospan was asked and rejected the proposal.",
    )


def test_what_is_no_tie_is_not_settled_from_outside():
    table = making.table()
    ruled(table, tie_break="expert", tie_break_by="Dr. Ospan")
    decision = making.make_decision(table.deal)
    cast(table, decision, dala="yes", nord="yes")

    with pytest.raises(ValidationError, match="Only a tie"):
        deciding.settle(decision, outcome="rejected", on=DAY)


def test_proposal_is_withdrawn_by_its_company_alone():
    table = making.table()
    decision = making.make_decision(table.deal)

    for company in (table.nord, None):
        with pytest.raises(ValidationError, match="Only Dala Film can withdraw it"):
            deciding.withdraw(decision, company, on=DAY)

    assert deciding.withdraw(decision, table.dala, on=DAY).outcome == "withdrawn"
    with pytest.raises(ValidationError, match="not open any more"):
        deciding.withdraw(decision, table.dala, on=DAY)


@pytest.mark.django_db(transaction=True)
def test_two_answers_of_one_company_at_once_keep_one():
    table = making.table()
    decision = making.make_decision(table.deal)
    start, refused = threading.Barrier(4), []

    def answer(person, text):
        try:
            start.wait(30)
            deciding.vote(decision, table.dala, user=person, answer=text, seen="", at=NOW)
        except StaleRecord:
            refused.append(text)
        finally:
            connection.close()

    people = [table.editor, table.signatory, table.editor, table.signatory]
    threads = [
        threading.Thread(target=answer, args=one)
        for one in zip(people, ["yes", "no", "abstain", "no"], strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert Vote.objects.visible_to(table.partner).count() == 1
    assert len(refused) == 3
