"""Everything with a day, for whoever may see it, in few questions."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from films.deal import negotiation
from films.milestone.deadlines import Deadline, deadlines, ordered
from films.milestone.home import due_context
from films.models import Deal, Vote
from tests import factories as make
from tests.films.milestone import making
from tests.films.milestone.making import AT, DAY

pytestmark = pytest.mark.django_db


def filled(table, on=DAY):
    """One of each kind, a day apart; the milestone is overdue."""
    version, deal = table.version, table.deal
    making.make_milestone(deal, due_on=on - timedelta(days=1))
    making.make_approval(deal, expires_on=on)
    making.make_obligation(version, due_on=on + timedelta(days=1), quantity=2)
    making.make_evidence(version, expires_on=on + timedelta(days=2), evidence="Letter")
    making.make_decision(deal, answer_by=on + timedelta(days=3))


def told(found):
    return [(one.kind, one.what, (one.due_on - DAY).days, one.is_overdue) for one in found]


def test_deadlines_gather_every_kind_overdue_first():
    table = making.table()
    filled(table)

    found = deadlines(table.editor, [table.deal], on=DAY)

    assert told(found) == [
        ("milestone", "Script workshop", -1, True),
        ("approval", "FR provisional approval", 0, False),
        ("obligation", "Places for learners", 1, False),
        ("evidence", "S01: Letter", 2, False),
        ("decision", "Final cut", 3, False),
    ]


def test_deadlines_of_a_draft_are_its_companys_alone():
    table = making.table()
    filled(table)

    assert [one.kind for one in deadlines(table.partner, [table.deal], on=DAY)] == [
        "milestone",
        "approval",
        "decision",
    ]

    negotiation.propose(table.version, user=table.signatory, at=AT)

    assert len(deadlines(table.partner, [table.deal], on=DAY)) == 5


def test_deadlines_are_nobodys_outside_the_table():
    table = making.table()
    filled(table)

    for person in table.strangers:
        assert deadlines(person, [table.deal], on=DAY) == []
        assert deadlines(person, Deal.objects.visible_to(person), on=DAY) == []


def test_what_is_done_delivered_paid_refused_or_answered_is_no_deadline():
    table = making.table()
    making.make_milestone(table.deal, due_on=DAY, done_on=DAY)
    making.make_milestone(table.deal, "Some day")
    making.make_approval(table.deal, expires_on=DAY, outcome="refused")
    obligation = making.make_obligation(table.version, due_on=DAY, quantity=2)
    making.make_delivery(table.deal, obligation, quantity=2)
    making.make_evidence(table.version, "S01", expires_on=DAY, status="paid")
    making.make_evidence(table.version, "S02", expires_on=DAY, status="withdrawn")
    answered = making.make_decision(table.deal, answer_by=DAY)
    Vote.objects.create(
        decision=answered, company=table.dala, user=table.editor, answer="yes", at=AT
    )

    assert deadlines(table.editor, [table.deal], on=DAY) == []
    assert [one.kind for one in deadlines(table.partner, [table.deal], on=DAY)] == ["decision"]


def test_a_withdrawn_deal_has_no_deadlines():
    table = making.table()
    filled(table)
    Deal.objects.for_the_product("a test").update(stage=Deal.Stage.WITHDRAWN)

    assert deadlines(table.editor, [table.deal], on=DAY) == []


def test_only_the_newest_version_counts_and_a_delivery_counts_for_its_key():
    table = making.table()
    obligation = making.make_obligation(table.version, due_on=DAY, quantity=2)
    making.make_delivery(table.deal, obligation, quantity=1)
    making.sign(table.version)
    later = make.make_version(table.deal, company=table.nord, based_on=table.version)
    later.obligations.update(quantity=1)

    assert told(deadlines(table.editor, [table.deal], on=DAY)) == [
        ("obligation", "Places for learners", 0, False)
    ]
    assert deadlines(table.partner, [table.deal], on=DAY) == []


def test_an_obligation_of_a_partner_who_left_is_unassigned():
    table = making.table()
    owner = table.version.partners.get(code="Rive Nord")
    making.make_obligation(table.version, due_on=DAY, owed_by=owner)
    making.sign(table.version)
    negotiation.leave(table.deal.parties.get(company=table.nord), on=DAY)

    found = deadlines(table.editor, [table.deal], on=DAY)

    assert [one.who for one in found] == ["unassigned"]


def test_ordered_puts_the_overdue_first_then_by_day_deal_and_name():
    first, second = Deal(title="A"), Deal(title="B")

    def one(what, day, deal=first, is_overdue=False):
        return Deadline(what, "milestone", what, deal, day, "", is_overdue=is_overdue)

    late = one("late", date(2026, 1, 1), is_overdue=True)
    later = one("later", date(2026, 1, 2), second, is_overdue=True)
    soon, same, other = one("a", DAY), one("b", DAY), one("a2", DAY, second)

    assert ordered([other, same, later, soon, late]) == [late, later, soon, same, other]


def test_deadlines_need_as_many_questions_for_many_deals_as_for_one():
    person = make.make_user()
    companies = [make.make_company(), make.make_company()]
    make.Membership.objects.create(user=person, company=companies[0], role="editor")

    def another():
        deal = make.make_deal(between=companies)
        version = make.make_version(deal, author=person)
        for number in range(3):
            party = deal.parties.first()
            making.make_milestone(deal, due_on=DAY, party=party)
            making.make_obligation(version, due_on=DAY, owed_by=version.partners.first())
            making.make_evidence(version, f"S{number}", expires_on=DAY)
            making.make_decision(deal, answer_by=DAY)
        making.make_approval(deal, expires_on=DAY)

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = deadlines(person, Deal.objects.visible_to(person), on=DAY)
            assert len(found) == 13 * Deal.objects.visible_to(person).count()
        return len(queries) - 1

    another()
    once = asked()
    another()
    another()

    assert (asked(), once <= 9) == (once, True)


def test_home_shows_what_is_overdue_or_near_and_counts_the_rest():
    table = making.table()
    for number in range(14):
        making.make_milestone(table.deal, f"M{number}", due_on=DAY + timedelta(days=number - 1))
    making.make_milestone(table.deal, "Far", due_on=DAY + timedelta(days=15))

    context = due_context(table.editor, DAY)

    assert [one.what for one in context["due"]] == [f"M{number}" for number in range(12)]
    assert (context["due_count"], context["overdue_count"], context["due_more"]) == (14, 1, 2)


def test_home_of_an_admin_shows_the_deals_of_the_own_companies_only():
    table = making.table()
    filled(table)

    assert due_context(make.make_admin(), DAY)["due"] == []
