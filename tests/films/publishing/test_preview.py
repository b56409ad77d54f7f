"""A preview is rolled back: nothing of it stays in a row, a log, an index or a kept answer."""

import pytest
from django.urls import reverse

from coprod.lists.kept import KEPT
from films.models import Film, RegisterChange
from films.register.index import INDEX
from partners.models import Source
from tests.films.publishing.making import announced, published, signed_deal

ADDRESSES = ["/films/", "/films.json?facets=1", "/films.json?share_min=55", "/companies/"]


@pytest.mark.django_db(transaction=True)
def test_preview_leaks_into_nothing_that_is_kept(client):
    KEPT.forget()
    INDEX.forget()
    signed = signed_deal()
    announced(signed)
    before = {one: client.get(one).content for one in ADDRESSES}
    kept = dict(KEPT._answers)
    logged = RegisterChange.objects.count()
    client.force_login(signed.people[0])

    response = client.post(
        reverse("publishing:publish", args=[signed.deal.pk]),
        {"version": "1", "parts": ["shares", "funding", "amounts"], "act": "preview"},
    )

    assert "60.00\N{NO-BREAK SPACE}%" in response.content.decode()
    assert kept and all(KEPT._answers[key] == answer for key, answer in kept.items())
    assert len(KEPT._answers) == len(kept)
    assert RegisterChange.objects.count() == logged
    assert (Source.objects.count(), Film.objects.get().funding.count()) == (1, 0)
    client.logout()
    assert {one: client.get(one).content for one in ADDRESSES} == before

    published(signed, "shares", "funding")

    after = {one: client.get(one).content for one in ADDRESSES}
    assert [one for one in ADDRESSES if after[one] != before[one]] == ADDRESSES[:3]
