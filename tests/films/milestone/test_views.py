"""Pages of milestones and approvals, and who may do what there."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from films.models import Approval, Milestone
from tests import factories as make
from tests.films.milestone import making
from tests.films.milestone.making import texts

pytestmark = pytest.mark.django_db


def url(name, table, *more):
    return reverse(f"milestones:{name}", args=[table.deal.pk, *more])


def typed(**fields):
    return {"title": "Pitch", "kind": "meeting", "due_on": "2026-05-01", **fields}


def milestones():
    return list(Milestone.objects.for_the_product("a test"))


def test_milestones_show_timeline_table_approvals_and_deadlines(client):
    table = making.table()
    party = table.deal.parties.get(company=table.nord)
    row = making.make_milestone(
        table.deal, due_on=date(2024, 1, 9), ends_on=date(2024, 1, 12), party=party,
        place="Almaty", participants="Aida, Léa", script_version="Draft 2", cost=1200,
        currency="EUR",
    )  # fmt: skip
    making.make_approval(table.deal, authority="CNC", expires_on=date(2024, 2, 1))
    client.force_login(table.reader)

    response = client.get(url("milestones", table))

    page = texts(response)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert f'<a href="#milestone-{row.uid}" aria-label="Script workshop: Jan 9, 2024' in page
    assert f'<tr id="milestone-{row.uid}">' in page
    for shown in ("Rive Nord", "Almaty", "Aida, Léa", "Draft 2", "1,200.00\xa0EUR", "CNC"):
        assert shown in page
    assert "overdue" in page
    assert "expired" in page
    assert "Add a milestone" not in page


def test_milestone_is_added_by_who_may_write(client):
    table = making.table()
    client.force_login(table.editor)
    page = client.get(url("milestone-add", table))
    assert page.status_code == 200
    assert page.context["form"]["currency"].value() == table.deal.currency == "EUR"

    response = client.post(
        url("milestone-add", table),
        typed(party="2", cost="1 200.50", currency="EUR", place="Cannes", note="Bring the book."),
    )

    assert response.status_code == 302
    row = Milestone.objects.visible_to(table.partner).get()
    assert (row.title, str(row.party), str(row.cost), row.place) == (
        "Pitch", "Rive Nord", "1200.50", "Cannes",
    )  # fmt: skip


def test_form_that_is_sent_twice_makes_one_milestone(client):
    table = making.table()
    elsewhere = making.make_milestone(make.make_deal())
    client.force_login(table.editor)
    page = texts(client.get(url("milestone-add", table)))
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', page)[1]

    for _click in range(2):
        assert client.post(url("milestone-add", table), typed(once=once)).status_code == 302
    assert [str(row.uid) for row in Milestone.objects.visible_to(table.editor)] == [once]

    client.post(url("milestone-add", table), typed(once=str(elsewhere.uid)))
    assert Milestone.objects.visible_to(table.editor).count() == 2


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"title": ""}, "This field is required"),
        ({"due_on": "31.31.2026"}, "Enter a valid date"),
        ({"ends_on": "2026-04-30"}, "It ends before it begins"),
        ({"due_on": "", "ends_on": "2026-04-30"}, "but no first one"),
        ({"cost": "5"}, "has no currency"),
        ({"cost": "1e3", "currency": "EUR"}, "is not an amount"),
        ({"party": "4"}, "Select a valid choice"),
        ({"party": "Rive Nord"}, "Select a valid choice"),
        ({"kind": "party"}, "Select a valid choice"),
        ({"title": "a\0b"}, "Null characters are not allowed"),
    ],
)
def test_milestone_that_cannot_be_read_is_refused_and_keeps_what_was_typed(client, fields, fault):
    table = making.table()
    client.force_login(table.editor)

    response = client.post(url("milestone-add", table), typed(place="Here", **fields))

    assert response.status_code == 400
    assert fault in texts(response)
    assert 'value="Here"' in texts(response)
    assert milestones() == []


def test_milestone_belongs_to_its_deal_whatever_is_posted(client):
    table = making.table()
    other = make.make_deal()
    client.force_login(table.editor)

    client.post(url("milestone-add", table), typed(deal=str(other.pk), uid=str(uuid.uuid4())))

    assert [row.deal for row in milestones()] == [table.deal]


def test_milestone_is_changed_done_undone_and_deleted(client):
    table = making.table()
    row = making.make_milestone(table.deal)
    client.force_login(table.signatory)

    client.post(url("milestone", table, row.uid), typed(seen_revision="1"))
    client.post(url("milestone-done", table, row.uid), {"seen_revision": "2", "done": "1"})
    row.refresh_from_db()
    assert (row.title, row.done_on is not None, row.revision) == ("Pitch", True, 3)

    client.post(url("milestone-done", table, row.uid), {"seen_revision": "3", "done": "0"})
    row.refresh_from_db()
    assert row.done_on is None

    client.post(url("milestone-delete", table, row.uid), {"seen_revision": "4"})
    assert milestones() == []


def test_second_writer_of_a_milestone_sees_both_versions_and_keeps_the_text(client):
    table = making.table()
    row = making.make_milestone(table.deal, place="Astana")
    row.place = "Almaty"
    row.save()
    client.force_login(table.editor)

    response = client.post(
        url("milestone", table, row.uid), typed(seen_revision="1", place="Turkistan")
    )

    page = texts(response)
    assert response.status_code == 409
    assert "<td>Almaty</td>" in page
    assert "<td>Turkistan</td>" in page
    assert 'value="Turkistan"' in page
    row.refresh_from_db()
    assert row.place == "Almaty"

    again = client.post(
        url("milestone", table, row.uid), typed(seen_revision="2", place="Turkistan")
    )
    row.refresh_from_db()
    assert (again.status_code, row.place) == (302, "Turkistan")


@pytest.mark.parametrize("act", ["milestone-done", "milestone-delete"])
def test_act_on_a_milestone_that_changed_does_nothing(client, act):
    table = making.table()
    row = making.make_milestone(table.deal)
    row.save()
    client.force_login(table.editor)

    response = client.post(url(act, table, row.uid), {"seen_revision": "1", "done": "1"})

    assert response.status_code == 409
    assert "Nothing was changed" in texts(response)
    assert [one.done_on for one in milestones()] == [None]


def test_approval_is_added_changed_and_deleted(client):
    table = making.table()
    country = make.make_country("FR")
    client.force_login(table.editor)
    fields = {"country": country.pk, "kind": "final", "outcome": "applied", "authority": "CNC"}

    client.post(url("approval-add", table), fields)
    row = Approval.objects.visible_to(table.partner).get()
    client.post(
        url("approval", table, row.uid),
        {
            **fields, "outcome": "granted", "day": "2026-05-01", "expires_on": "2027-05-01",
            "reference": "A 12", "seen_revision": "1",
        },
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.outcome, str(row.expires_on), row.reference) == ("granted", "2027-05-01", "A 12")

    client.post(url("approval-delete", table, row.uid), {"seen_revision": "2"})
    assert list(Approval.objects.visible_to(table.partner)) == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"outcome": "granted"}, "has its day"),
        ({"day": "2026-05-01", "expires_on": "2026-04-30"}, "It expires before its day"),
        ({"outcome": "refused", "day": "2026-05-01", "expires_on": "2026-05-02"}, "not expire"),
        ({"kind": "provisional"}, "stands there already"),
    ],
)
def test_approval_that_cannot_be_is_refused(client, fields, fault):
    table = making.table()
    standing = making.make_approval(table.deal)
    client.force_login(table.editor)

    response = client.post(
        url("approval-add", table),
        {"country": standing.country.pk, "kind": "final", "outcome": "applied", **fields},
    )

    assert response.status_code == 400
    assert fault in texts(response)
    assert Approval.objects.visible_to(table.editor).count() == 1


def every_address(table):
    """(method, address, what is posted) of everything about milestones of a deal."""
    row = making.make_milestone(table.deal)
    approval = making.make_approval(table.deal)
    obligation = making.make_obligation(table.version)
    making.sign(table.version)
    delivery = making.make_delivery(table.deal, obligation)
    seen = {"seen_revision": "1"}
    return [
        ("get", url("milestones", table), {}),
        ("get", url("deliveries", table, obligation.key), {}),
        ("post", url("deliveries", table, obligation.key), {"day": "2026-05-01"}),
        ("get", url("delivery", table, obligation.key, delivery.uid), {}),
        ("post", url("delivery", table, obligation.key, delivery.uid), {"day": "2026-05-01"}),
        ("post", url("delivery-delete", table, obligation.key, delivery.uid), seen),
        ("get", url("milestone-add", table), {}),
        ("post", url("milestone-add", table), typed()),
        ("get", url("milestone", table, row.uid), {}),
        ("post", url("milestone", table, row.uid), typed(**seen)),
        ("post", url("milestone-done", table, row.uid), {**seen, "done": "1"}),
        ("post", url("milestone-delete", table, row.uid), seen),
        ("get", url("approval-add", table), {}),
        ("post", url("approval-add", table), {}),
        ("get", url("approval", table, approval.uid), {}),
        ("post", url("approval", table, approval.uid), seen),
        ("post", url("approval-delete", table, approval.uid), seen),
    ]


READ = 2  # The first two addresses are for readers too.


def test_a_reader_reads_and_changes_nothing(client):
    table = making.table()
    addresses = every_address(table)
    client.force_login(table.reader)

    found = [getattr(client, method)(address, data).status_code
             for method, address, data in addresses]  # fmt: skip

    assert found == [200] * READ + [403] * (len(addresses) - READ)
    assert [one.revision for one in milestones()] == [1]


def test_hidden_and_never_issued_deals_answer_alike(client):
    table = making.table()
    addresses = every_address(table)
    never = str(uuid.uuid4())

    for person in table.strangers:
        client.force_login(person)
        for method, address, data in addresses:
            hidden = getattr(client, method)(address, data)
            missing = getattr(client, method)(address.replace(str(table.deal.pk), never), data)
            assert (hidden.status_code, missing.status_code) == (404, 404), address
            assert texts(hidden).replace(str(table.deal.pk), never) == texts(missing)


def test_a_stranger_is_asked_to_sign_in_whether_there_is_a_deal_or_not(client):
    table = making.table()

    for _method, address, _data in every_address(table):
        for asked in (address, address.replace(str(table.deal.pk), str(uuid.uuid4()))):
            response = client.get(asked)
            assert response.headers["Location"] == f"/account/login/?next={asked}"


def test_rows_of_another_deal_are_not_reached_through_the_own_one(client):
    table = making.table()
    other = making.table()
    row = making.make_milestone(other.deal)
    approval = making.make_approval(other.deal)
    client.force_login(table.signatory)

    for name, one in (("milestone", row), ("approval", approval)):
        assert client.get(url(name, table, one.uid)).status_code == 404
        posted = client.post(url(f"{name}-delete", table, one.uid), {"seen_revision": "1"})
        assert posted.status_code == 404
    assert milestones() == [row]


def test_page_of_milestones_tells_no_number_that_counts_up(client):
    table = making.table()
    for _number in range(3):
        making.make_milestone(make.make_deal())
    row = making.make_milestone(table.deal)
    client.force_login(table.editor)

    page = texts(client.get(url("milestone", table, row.uid)))

    for number, _party in enumerate(table.deal.parties.all(), start=1):
        assert f'<option value="{number}"' in page
    assert f"/{row.pk}/" not in page


@pytest.mark.parametrize("name", ["milestone-done", "milestone-delete", "approval-delete"])
def test_acts_are_posts_only(client, name):
    table = making.table()
    client.force_login(table.editor)

    assert client.get(url(name, table, uuid.uuid4())).status_code == 405


def test_milestones_need_as_many_questions_for_many_rows_as_for_one(
    client, django_assert_max_num_queries
):
    table = making.table()
    client.force_login(table.editor)
    for number in range(30):
        making.make_milestone(table.deal, due_on=date(2026, 5, 1), party=table.deal.parties.first())
        making.make_obligation(table.version, due_on=date(2026, 5, number + 1))

    with django_assert_max_num_queries(24):
        assert client.get(url("milestones", table)).status_code == 200
