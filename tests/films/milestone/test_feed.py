"""The page of deadlines, and the calendar under a secret link."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from films.deal import negotiation
from films.models import CalendarFeed
from tests import factories as make
from tests.films.milestone import making
from tests.films.milestone.making import texts

pytestmark = pytest.mark.django_db


def feed_of(person):
    return reverse(
        "milestones:feed", args=[CalendarFeed.objects.get_or_create(user=person)[0].token]
    )


def test_due_groups_deadlines_and_offers_a_feed(client):
    table = making.table()
    on = timezone.localdate()
    for title, days in (("Late", -1), ("Near", 14), ("Far", 15)):
        making.make_milestone(table.deal, title, due_on=on + timedelta(days=days))
    client.force_login(table.reader)

    response = client.get(reverse("milestones:due"))

    page = texts(response)
    assert "no-store" in response.headers["Cache-Control"]
    places = [page.index(text) for text in ("Late<", "Near<", "Later <", "Far<")]
    assert places == sorted(places)
    assert "Make a new link" in page


def test_due_of_somebody_without_deals_says_what_will_stand_there(client):
    making.make_milestone(making.table().deal, "Secret", due_on=timezone.localdate())
    client.force_login(make.make_user())

    page = texts(client.get(reverse("milestones:due")))

    assert "Nothing has a day yet" in page
    assert "Secret" not in page


def test_feed_is_read_without_signing_in_and_without_cookies(client):
    table = making.table()
    row = making.make_milestone(table.deal, "Құрылтай; pitch", due_on=timezone.localdate())

    response = client.get(feed_of(table.reader))

    text = texts(response)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"private", "no-store"} <= {*response.headers["Cache-Control"].split(", ")}
    assert response.cookies == {}
    assert f"UID:milestone-{row.uid}@coprod\r\n" in text.replace("\r\n ", "")
    assert "SUMMARY:Құрылтай\\; pitch – Apple Road\r\n" in text
    assert f"URL:http://testserver/deals/{table.deal.pk}/" in text.replace("\r\n ", "")
    assert texts(client.get(feed_of(table.reader))) == text


def test_feed_speaks_the_language_of_its_link_or_the_sites(client):
    table = making.table()
    making.make_obligation(table.version, due_on=timezone.localdate())
    address = feed_of(table.editor)

    plain = texts(client.get(address, headers={"accept-language": "ru"}))
    odd = texts(client.get(f"{address}?language=xx"))

    assert "CATEGORIES:obligation\r\n" in plain
    assert odd == plain
    assert client.get(f"{address}?language=kk").status_code == 200


def test_feed_follows_the_rights_of_the_moment(client):
    table = making.table()
    making.make_milestone(table.deal, due_on=timezone.localdate())
    address = feed_of(table.partner)
    assert "BEGIN:VEVENT" in texts(client.get(address))

    table.partner.memberships.all().delete()
    assert "BEGIN:VEVENT" not in texts(client.get(address))

    make.Membership.objects.create(user=table.partner, company=table.nord)
    negotiation.leave(table.deal.parties.get(company=table.nord), on=making.DAY)
    assert "BEGIN:VEVENT" not in texts(client.get(address))

    table.partner.is_active = False
    table.partner.save()
    assert client.get(address).status_code == 404


def test_feed_of_an_admin_holds_the_deals_of_the_own_companies_only(client):
    making.make_milestone(making.table().deal, due_on=timezone.localdate())

    assert "BEGIN:VEVENT" not in texts(client.get(feed_of(make.make_admin())))


def test_unknown_token_answers_like_any_other(client):
    address = feed_of(making.table().reader)
    client.force_login(make.make_user())
    token = address.split("/")[-1].removesuffix(".ics")

    CalendarFeed.objects.all().delete()
    ended = client.get(address)
    never = client.get(address.replace(token, "never-issued"))

    assert (ended.status_code, never.status_code) == (404, 404)
    assert texts(ended).replace(token, "never-issued") == texts(never)


def test_new_link_ends_the_earlier_one_and_dropping_ends_it_too(client):
    table = making.table()
    first = feed_of(table.reader)
    client.force_login(table.reader)

    client.post(reverse("milestones:feed-new"))
    second = feed_of(table.reader)
    page = texts(client.get(reverse("milestones:due")))

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert f"http://testserver{second}?language=en" in page
    token = CalendarFeed.objects.get(user=table.reader).token
    assert len(token) == 43  # 32 bytes.

    client.post(reverse("milestones:feed-drop"))
    assert client.get(second).status_code == 404


@pytest.mark.parametrize("name", ["feed-new", "feed-drop"])
def test_link_is_made_and_dropped_by_its_person_and_by_post(client, name):
    address = reverse(f"milestones:{name}")

    assert client.post(address).status_code == 302
    assert not CalendarFeed.objects.exists()
    client.force_login(make.make_user())
    assert client.get(address).status_code == 405


def test_feed_takes_no_post(client):
    assert client.post(feed_of(make.make_user())).status_code == 405
