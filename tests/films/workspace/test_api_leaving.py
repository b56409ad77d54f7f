"""A party leaves a deal over the API: by whom, how often, and what is answered."""

import pytest
from django.utils import timezone

from films.deal.parties import add_party
from films.models import DealParty, FinanceShare
from tests import factories as make
from tests.films.deal.tables import source, table
from tests.films.workspace.test_api import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(client):
    """Two companies at a table, and one of a name only; its owner's signatory has signed in."""
    made = table()
    add_party(made.deal, name="Studio", company=None, country=make.make_country("DE"))
    client.force_login(made.people[0])
    return made


def leave(client, made, body, **headers):
    return send(client, "post", f"deals/{made.deal.pk}/leave/", body, **headers)


def tag(client, made):
    return client.get(f"/api/v1/deals/{made.deal.pk}/")["ETag"]


def left(made):
    parties = DealParty.objects.for_the_product("a test").filter(deal=made.deal).order_by("pk")
    return [str(party) for party in parties if party.left_on]


def test_a_party_leaves_and_what_counted_for_it_is_unassigned(client, made):
    draft = made.draft()
    source(draft, "Regional fund", 30, 1)
    seen, theirs = tag(client, made), made.companies[1].public_id

    answer = leave(client, made, {"company": theirs}, If_Match=seen)

    assert answer.status_code == 200
    told = {one["name"]: one["left_on"] for one in answer.json()["parties"]}
    assert told == {
        "Dala Film": None, "Rive Nord": timezone.localdate().isoformat(), "Studio": None
    }  # fmt: skip
    assert answer["ETag"] == seen
    shares = FinanceShare.objects.for_the_product("a test").filter(version=draft)
    assert [one.partner for one in shares if one.partner] == []


def test_a_party_of_a_name_only_leaves_by_its_name(client, made):
    answer = leave(client, made, {"name": "Studio"}, If_Match=tag(client, made))

    assert (answer.status_code, left(made)) == (200, ["Studio"])


def test_whoever_has_left_itself_is_told_so_however_often_it_is_sent(client, made):
    client.force_login(made.people[1])
    seen, body = tag(client, made), {"company": made.companies[1].public_id}

    answers = [
        leave(client, made, body, If_Match=seen, Idempotency_Key="leave-ak-zhol")
        for _time in range(2)
    ]
    without_key = leave(client, made, body, If_Match=seen)

    assert [(one.status_code, one.content) for one in answers] == [(204, b"")] * 2
    assert without_key.status_code == 404
    assert left(made) == ["Rive Nord"]


def test_a_key_that_was_used_for_something_else_is_refused(client, made):
    seen, key = tag(client, made), {"Idempotency_Key": "leave-ak-zhol"}
    leave(client, made, {"name": "Studio"}, If_Match=seen, **key)

    answer = leave(client, made, {"company": made.companies[1].public_id}, If_Match=seen, **key)

    assert (answer.status_code, left(made)) == (400, ["Studio"])


def test_who_has_left_already_does_not_leave_again(client, made):
    seen = tag(client, made)
    leave(client, made, {"name": "Studio"}, If_Match=seen)

    again = leave(client, made, {"name": "Studio"}, If_Match=seen)

    assert again.status_code == 409
    assert again.json() == {"problems": ["Studio has left the deal."]}


def test_leaving_says_which_revision_it_has_seen(client, made):
    seen = tag(client, made)
    send(client, "patch", f"deals/{made.deal.pk}/", {"title": "New"}, If_Match=seen)

    without = leave(client, made, {"name": "Studio"})
    late = leave(client, made, {"name": "Studio"}, If_Match=seen, Idempotency_Key="leave-late")
    fresh = leave(
        client, made, {"name": "Studio"}, If_Match=late["ETag"], Idempotency_Key="leave-late"
    )

    assert [one.status_code for one in (without, late, fresh)] == [428, 412, 200]
    assert late.json()["stored"]["title"] == "New"


def test_an_editor_records_only_the_leaving_of_who_has_not_come_yet(client, made):
    seen = tag(client, made)
    client.force_login(make.make_user(editor_at=made.companies[0]))

    other = leave(client, made, {"company": made.companies[1].public_id}, If_Match=seen)
    named = leave(client, made, {"name": "Studio"}, If_Match=seen)

    assert other.status_code == 403
    assert other.json()["detail"] == (
        "A signatory of Rive Nord or of Dala Film records that it has left."
    )
    assert (named.status_code, left(made)) == (200, ["Studio"])


def test_a_reader_records_nothing(client, made):
    client.force_login(make.make_user(reader_at=made.companies[0]))

    answer = leave(client, made, {"name": "Studio"}, If_Match=tag(client, made))

    assert (answer.status_code, left(made)) == (403, [])


@pytest.mark.parametrize("body", [{}, {"company": "x", "name": "Studio"}, {"party": 1}, [], "x"])
def test_leaving_that_names_nobody_is_refused(client, made, body):
    answer = leave(client, made, body, If_Match=tag(client, made))

    assert (answer.status_code, left(made)) == (400, [])


@pytest.mark.parametrize("body", [{"name": "Rive Nord"}, {"company": "nobody-x2x2x2x"}])
def test_leaving_of_who_is_no_party_is_refused(client, made, body):
    answer = leave(client, made, body, If_Match=tag(client, made))

    assert answer.status_code == 409
    (name,) = body.values()
    assert answer.json() == {"problems": [f"{name} is no party to this deal."]}
