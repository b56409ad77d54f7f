"""Pages of rules and decisions, and who may do what there."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from films.deal import negotiation
from films.deal.sheet import SHEETS
from films.models import Decision, DecisionRule, GovernanceMatter, Vote
from tests import factories as make
from tests.films.milestone import making
from tests.films.milestone.making import AT, texts

pytestmark = pytest.mark.django_db


def url(name, table, *more):
    return reverse(f"governance:{name}", args=[table.deal.pk, *more])


def answer_of(company, answer="yes", **fields):
    return {"company": company.public_id, "answer": answer, "seen": "", **fields}


RULE = {
    "matter": "Final cut",
    "decided_by": "Dala Film|Rive Nord",
    "quorum": "2",
    "days": "10",
    "tie_break": "casting_vote",
    "tie_break_by": "Dala Film",
}


def cells(version, *rows):
    posted = {"seen_revision": version.mark, "act": "save"}
    for number, row in enumerate(rows):
        posted |= {f"rules-{number}-{name}": text for name, text in row.items()}
    return posted


def test_rules_are_kept_as_they_are_typed(client):
    table = making.table()
    word = GovernanceMatter.objects.create(code="final_cut", name_en="Final cut")
    client.force_login(table.editor)

    response = client.post(url("rules", table, 1), cells(table.version, RULE, {"matter": "Budget"}))

    assert response.status_code == 302
    first, second = DecisionRule.objects.visible_to(table.editor).order_by("position")
    assert (first.word, first.quorum, first.days, first.decided_by) == (
        word, 2, 10, "Dala Film|Rive Nord",
    )  # fmt: skip
    assert (second.word, second.quorum, second.tie_break) == (None, None, "")
    assert SHEETS["governance"].question(table.version)["rules"] == [RULE, {"matter": "Budget"}]
    page = texts(client.get(url("rules", table, 1)))
    assert "“Budget” has no time limit" in page
    assert "“Budget” can end in a tie that nothing breaks." in page
    said = json.loads(client.get(url("governance-json", table, 1)).content)
    assert said["answer"]["rules"] == 2


@pytest.mark.parametrize(
    ("cell", "text", "fault"),
    [
        ("matter", "", "This is missing"),
        ("decided_by", "Dala Film|Nobody", "is no partner of this version"),
        ("quorum", "3", "is not a whole number from 1 to 2"),
        ("quorum", "0", "is not a whole number"),
        ("days", "1.5", "is not a whole number"),
        ("tie_break", "duel", "is not a choice here"),
    ],
)
def test_rule_that_cannot_be_read_is_named_and_nothing_is_stored(client, cell, text, fault):
    table = making.table()
    client.force_login(table.editor)

    response = client.post(url("rules", table, 1), cells(table.version, {**RULE, cell: text}))

    assert response.status_code == 400
    assert fault in texts(response)
    assert list(DecisionRule.objects.visible_to(table.editor)) == []


def test_a_matter_has_one_rule(client):
    table = making.table()
    client.force_login(table.editor)

    response = client.post(url("rules", table, 1), cells(table.version, RULE, RULE))

    assert response.status_code == 400
    assert "stands here twice" in texts(response)


def test_rules_are_for_those_who_see_the_version(client):
    table = making.table()
    for person, status in [(table.reader, 200), (table.partner, 404), (table.outsider, 404)]:
        client.force_login(person)
        assert client.get(url("rules", table, 1)).status_code == status
    client.force_login(table.reader)
    assert client.post(url("rules", table, 1), cells(table.version, RULE)).status_code == 403


def test_proposal_is_put_answered_by_both_and_closed(client):
    table = making.table()
    client.force_login(table.editor)
    assert client.get(url("decision-put", table)).status_code == 200

    typed = {"matter": "Composer", "proposal": "Aidos\nwrites.", "once": str(uuid.uuid4())}
    for _click in range(2):
        client.post(url("decision-put", table), typed)

    row = Decision.objects.visible_to(table.partner).get()
    assert (row.company, row.author, row.answer_by) == (table.dala, table.editor, None)
    page = texts(client.get(url("decision", table, row.uid)))
    assert "0 of 2 have answered; waiting for Dala Film, Rive Nord." in page
    assert "Aidos<br>writes." in page

    client.post(url("decision-vote", table, row.uid), answer_of(table.dala, reason="Good."))
    client.force_login(table.partner)
    client.post(url("decision-vote", table, row.uid), answer_of(table.nord))
    assert "Close with this outcome" in texts(client.get(url("decision", table, row.uid)))
    client.post(url("decision-close", table, row.uid))

    row.refresh_from_db()
    assert (row.outcome, row.decided_on) == ("adopted", timezone.localdate())
    listed = texts(client.get(url("decisions", table)))
    assert "No rule covers this matter, and everybody said yes." in listed
    assert "vote-form" not in texts(client.get(url("decision", table, row.uid)))


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"matter": ""}, "This field is required"),
        ({"proposal": ""}, "This field is required"),
        ({"proposal": "x" * 10_001}, "at most 10000 characters"),
        ({"answer_by": "2020-01-01"}, "This day is over"),
        ({"answer_by": "soon"}, "Enter a valid date"),
    ],
)
def test_proposal_that_cannot_be_is_refused(client, fields, fault):
    table = making.table()
    client.force_login(table.editor)

    response = client.post(
        url("decision-put", table), {"matter": "Composer", "proposal": "Aidos.", **fields}
    )

    assert response.status_code == 400
    assert fault in texts(response)
    assert list(Decision.objects.visible_to(table.editor)) == []


def test_day_of_the_rule_goes_before_the_day_that_is_typed(client):
    table = making.table()
    DecisionRule.objects.create(version=table.version, matter="Budget", days=5)
    negotiation.propose(table.version, user=table.signatory, at=AT)
    client.force_login(table.editor)

    client.post(
        url("decision-put", table),
        {"matter": "Budget", "proposal": "More.", "answer_by": "2999-01-01", "outcome": "adopted",
         "company": str(table.nord.pk)},
    )  # fmt: skip

    row = Decision.objects.visible_to(table.editor).get()
    assert row.answer_by == timezone.localdate() + timedelta(days=5)
    assert (row.outcome, row.company) == ("open", table.dala)


def test_second_answer_from_an_old_page_is_a_conflict_that_keeps_the_text(client):
    table = making.table()
    row = making.make_decision(table.deal)
    address = url("decision-vote", table, row.uid)
    client.force_login(table.signatory)
    client.post(address, answer_of(table.dala, "yes"))
    client.force_login(table.editor)

    response = client.post(address, answer_of(table.dala, "no", reason="Too long."))

    page = texts(response)
    assert response.status_code == 409
    assert 'value="Too long."' in page
    vote = Vote.objects.visible_to(table.editor).get()
    assert vote.answer == "yes"

    seen = vote.at.isoformat()
    assert seen in page
    client.post(address, answer_of(table.dala, "no", seen=seen))
    vote.refresh_from_db()
    assert (vote.answer, vote.user) == ("no", table.editor)


@pytest.mark.parametrize("fields", [{"answer": ""}, {"answer": "maybe"}, {"reason": "x" * 501}])
def test_answer_that_is_none_is_refused(client, fields):
    table = making.table()
    row = making.make_decision(table.deal)
    client.force_login(table.editor)

    response = client.post(url("decision-vote", table, row.uid), answer_of(table.dala) | fields)

    assert response.status_code == 400
    assert list(Vote.objects.visible_to(table.editor)) == []


def test_nobody_answers_for_another_company(client):
    table = making.table()
    row = making.make_decision(table.deal)
    address = url("decision-vote", table, row.uid)

    for person, company in [
        (table.editor, table.nord),
        (table.partner, table.dala),
        (table.partner, table.gone),
        (make.make_admin(), table.dala),
    ]:
        client.force_login(person)
        assert client.post(address, answer_of(company)).status_code == 403
    assert list(Vote.objects.visible_to(table.editor)) == []


def test_tie_is_settled_on_the_page(client):
    table = making.table()
    DecisionRule.objects.create(
        version=table.version, matter="Final cut", tie_break="mediation", tie_break_by="Berlin"
    )
    negotiation.propose(table.version, user=table.signatory, at=AT)
    row = making.make_decision(table.deal)
    for person, company, answer in [
        (table.signatory, table.dala, "yes"),
        (table.partner, table.nord, "no"),
    ]:
        client.force_login(person)
        client.post(url("decision-vote", table, row.uid), answer_of(company, answer))
    page = texts(client.get(url("decision", table, row.uid)))
    assert "A tie, 1 to 1: it goes to mediation, Berlin." in page
    assert "Record what breaks the tie" in page

    client.post(url("decision-close", table, row.uid))
    client.post(url("decision-settle", table, row.uid), {"outcome": "open"})
    row.refresh_from_db()
    assert row.outcome == "open"

    client.post(url("decision-settle", table, row.uid), {"outcome": "adopted"})
    row.refresh_from_db()
    assert row.outcome == "adopted"


def test_only_the_proposer_withdraws(client):
    table = making.table()
    row = making.make_decision(table.deal)
    client.force_login(table.partner)
    assert "Withdraw<" not in texts(client.get(url("decision", table, row.uid)))
    client.post(url("decision-withdraw", table, row.uid))
    row.refresh_from_db()
    assert row.outcome == "open"

    client.force_login(table.editor)
    client.post(url("decision-withdraw", table, row.uid))
    row.refresh_from_db()
    assert row.outcome == "withdrawn"


ACTS = ["decision-vote", "decision-close", "decision-settle", "decision-withdraw"]


def test_a_reader_reads_and_changes_nothing(client):
    table = making.table()
    row = making.make_decision(table.deal)
    client.force_login(table.reader)

    assert client.get(url("decisions", table)).status_code == 200
    assert "vote-form" not in texts(client.get(url("decision", table, row.uid)))
    assert client.get(url("decision-put", table)).status_code == 403
    assert client.post(url("decision-put", table)).status_code == 403
    for name in ACTS:
        assert client.post(url(name, table, row.uid), answer_of(table.dala)).status_code == 403


def test_hidden_and_never_issued_proposals_answer_alike(client):
    table = making.table()
    other = making.make_decision(make.make_deal())
    row = making.make_decision(table.deal)
    never = str(uuid.uuid4())
    addresses = [
        ("get", url("decisions", table)),
        ("get", url("decision-put", table)),
        ("get", url("decision", table, row.uid)),
        *(("post", url(name, table, row.uid)) for name in ACTS),
    ]

    for person in table.strangers:
        client.force_login(person)
        for method, address in addresses:
            hidden = getattr(client, method)(address)
            missing = getattr(client, method)(address.replace(str(table.deal.pk), never))
            assert (hidden.status_code, missing.status_code) == (404, 404)
            assert texts(hidden).replace(str(table.deal.pk), never) == texts(missing)
    client.force_login(table.signatory)
    assert client.get(url("decision", table, other.uid)).status_code == 404
    for name in ACTS:
        assert client.post(url(name, table, other.uid)).status_code == 404
        assert client.get(url(name, table, row.uid)).status_code == 405


def test_decisions_need_as_many_questions_for_many_as_for_one(
    client, django_assert_max_num_queries
):
    table = making.table()
    for number in range(20):
        row = making.make_decision(table.deal, f"Matter {number}")
        Vote.objects.create(
            decision=row, company=table.dala, user=table.editor, answer="yes", at=AT
        )
    client.force_login(table.editor)

    with django_assert_max_num_queries(18):
        assert client.get(url("decisions", table)).status_code == 200
