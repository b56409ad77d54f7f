"""What was published is corrected, and taken out again without a trace."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from films.deal import negotiation
from films.models import (
    Participation,
    Publication,
    PublishedCredit,
    PublishedFunding,
)
from films.publishing import publishing as door
from films.publishing.announcing import standing
from films.publishing.withdrawing import withdraw_announcement, withdraw_publication
from partners.models import Source
from tests import factories as make
from tests.films.publishing.making import (
    AGREEMENT,
    AT,
    address,
    announced,
    fill,
    funding_of,
    published,
    ready,
    shares_of,
    sign,
    signed_deal,
)
from tests.films.publishing.surfaces import answers

pytestmark = pytest.mark.django_db


def test_correction_replaces_its_own_rows():
    signed = ready()
    published(signed, "shares", "funding", "amounts")
    later = negotiation.begin(
        signed.deal, company=signed.companies[0], author=signed.people[0], at=AT
    )
    fill(later, kazakh="500000")
    sign(later, signed.people)

    published(signed, "shares", version=later)

    assert shares_of(signed.film) == [("KZ", Decimal("50")), ("FR", Decimal("30"))]
    assert funding_of(signed.film) == []
    assert [str(one) for one in Source.objects.order_by("pk")] == [
        "Announcement by the producers of Kök Tau (2027), 2025-10-29",
        AGREEMENT.replace("version 1", "version 2") + "2025-10-29",
    ]
    rows = Publication.objects.for_the_product("a test").order_by("pk")
    assert [(row.parts, row.withdrawn_at) for row in rows] == [
        (["shares", "funding", "amounts"], AT),
        (["shares"], None),
    ]


@pytest.mark.parametrize(
    "parts",
    [["shares"], ["shares", "funding", "amounts", "unsecured", "budget", "credits"]],
)
def test_withdrawing_takes_it_out_byte_for_byte(client, parts):
    make.make_film("Tulpan", between=[make.make_country("KZ")])
    signed = ready()
    before = answers(client, signed.film)
    published(signed, *parts)
    between = answers(client, signed.film)

    withdraw_publication(door.published(signed.deal), at=AT)

    after = answers(client, signed.film)
    assert [one for one in before if before[one] != after[one]] == []
    assert [one for one in before if before[one] != between[one]] != []
    assert set(after) == set(before)


def test_withdrawing_keeps_rows_of_others_and_the_history():
    signed = ready()
    award = make.make_funding(signed.film, "7", **make.sourced())
    published(signed, "funding")
    key = signed.film.funding.exclude(pk=award.pk).first().pk

    withdraw_publication(door.published(signed.deal), at=AT)

    assert list(signed.film.funding.all()) == [award]
    assert [entry.history_type for entry in PublishedFunding.history.filter(id=key)] == ["-", "+"]


def test_row_that_came_to_rest_on_the_source_keeps_its_fact():
    signed = ready()
    published(signed, "shares")
    title = make.make_film_title(signed.film, "Көк Тау", source=door.published(signed.deal).source)

    withdraw_publication(door.published(signed.deal), at=AT)

    title.refresh_from_db()
    assert (title.text, title.source) == ("Көк Тау", None)


def test_withdrawn_announcement_takes_what_was_published_with_it(client):
    signed = signed_deal()
    before = answers(client)
    announced(signed)
    published(signed, "shares", "funding", "credits", "budget")

    withdraw_announcement(standing(signed.deal), at=AT)

    assert answers(client) == before
    assert door.published(signed.deal) is None
    assert list(PublishedCredit.objects.all()) == []
    assert {row.share for row in Participation.objects.all()} == {None}


def test_withdrawing_twice_is_refused():
    signed = ready()
    published(signed, "shares")
    publication = door.published(signed.deal)
    withdraw_publication(publication, at=AT)

    with pytest.raises(ValidationError, match="withdrawn on 2025-10-29 already"):
        withdraw_publication(publication, at=AT)


def test_withdrawing_by_any_one_party(client):
    signed = ready()
    published(signed, "shares")
    client.force_login(signed.people[1])

    response = client.post(address(signed, "withdraw"), {"what": "publication"}, follow=True)

    assert "2 rows of the register were taken out or set back" in response.content.decode()
    assert shares_of(signed.film) == [("KZ", None), ("FR", None)]
