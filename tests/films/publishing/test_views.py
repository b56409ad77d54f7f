"""The page of publishing: its preview, and who may open it."""

import pytest
from django.utils import timezone

from films.deal import negotiation
from films.portrait.home import last_changed
from films.publishing import publishing as door
from films.publishing.withdrawing import withdraw_publication
from tests import factories as make
from tests.films.publishing.making import (
    AT,
    address,
    published,
    ready,
)
from tests.films.publishing.surfaces import FEW, answers

pytestmark = pytest.mark.django_db


def test_preview_is_the_public_page_and_stores_nothing(client):
    signed = ready()
    before = answers(client, among=FEW)
    client.force_login(signed.people[1])

    response = client.post(
        address(signed),
        {"version": "1", "parts": ["shares", "funding", "credits"], "act": "preview"},
    )

    page = response.content.decode()
    assert response.status_code == 200
    client.logout()
    assert answers(client, among=FEW) == before
    published(signed, "shares", "funding", "credits", at=timezone.now())
    public = client.get(signed.film.get_absolute_url()).content.decode()
    start, end = public.index("<section"), public.index("<aside>")
    assert without_marks(public[start:end]) in without_marks(page)


def without_marks(page):
    return " ".join(page.split())


def test_page_needs_no_more_queries_for_more_rows(client, django_assert_max_num_queries):
    signed = ready()
    published(signed, "shares", "funding", "credits")
    client.force_login(signed.people[0])
    client.get(address(signed, "publishing"))

    with django_assert_max_num_queries(70) as counted:
        client.get(address(signed, "publishing"))
    few = len(counted)
    source = door.published(signed.deal).source
    for _row in range(10):
        make.make_funding(signed.film, source=source)
    with django_assert_max_num_queries(few):
        client.get(address(signed, "publishing"))


def test_page_is_for_those_at_the_table_alone(client):
    signed = ready()
    negotiation.leave(signed.deal.parties.last(), on=AT.date())

    for user, status in (
        (signed.people[0], 200),
        (signed.people[1], 404),
        (make.make_user(), 404),
        (make.make_admin(), 200),
    ):
        client.force_login(user)
        assert client.get(address(signed, "publishing")).status_code == status


def test_a_withdrawn_budget_leaves_no_trace_on_the_start_page():
    signed = ready()
    make.make_film("Tulpan", between=[make.make_country("KZ")])
    before = last_changed()
    published(signed, "budget")
    between = last_changed()

    withdraw_publication(door.published(signed.deal), at=AT)

    assert [film for film, _day in between] != [film for film, _day in before]
    assert last_changed() == before
