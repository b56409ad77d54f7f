"""A filter that was kept and shared: of a secret list it is opened after a sign-in only."""

import pytest
from django.urls import reverse

from coprod.lists.models import SavedFilter
from tests import factories as make

pytestmark = pytest.mark.django_db


def shared(list_name, query):
    kept = SavedFilter.objects.create(
        user=make.make_user(), name="Ours", list_name=list_name, query=query
    )
    return reverse("filter-shared", args=[kept.token])


def test_what_was_asked_of_deals_is_not_told_to_strangers(client):
    address = shared("deals:deals", "q=Ak+Zhol")

    stranger = client.get(address)
    client.force_login(make.make_user())
    signed_in = client.get(address)

    assert "Zhol" not in stranger.headers["Location"]
    assert stranger.headers["Location"].startswith(reverse("login"))
    assert signed_in.headers["Location"] == "/deals/?q=Ak+Zhol"
    assert "no-store" in signed_in.headers["Cache-Control"]


def test_a_filter_of_films_opens_for_everybody(client):
    answer = client.get(shared("films:films", "q=Tulpan"))

    assert answer.headers["Location"] == f"{reverse('films:films')}?q=Tulpan"


@pytest.mark.parametrize("address", ["http://[/deals/", "//[::1", "https://example.org/", ""])
def test_an_address_that_is_no_list_is_refused(client, address):
    client.force_login(make.make_user())

    answer = client.post(reverse("filter-keep"), {"name": "Mine", "address": address})

    assert answer.status_code == 400
