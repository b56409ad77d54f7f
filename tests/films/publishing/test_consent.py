"""Publishing waits for everybody at the table, and is for signatories."""

from decimal import Decimal

import pytest

from films.deal import negotiation
from films.models import (
    Publication,
    PublishedFunding,
)
from films.publishing import publishing as door
from films.publishing.models import PublicationConsent
from tests import factories as make
from tests.films.publishing.making import (
    AT,
    address,
    published,
    ready,
    shares_of,
)
from tests.films.publishing.surfaces import FEW, answers

pytestmark = pytest.mark.django_db


def test_nothing_is_published_before_the_last_party_agrees(client):
    signed = ready()
    before = answers(client, among=FEW)
    client.force_login(signed.people[0])

    asked = {"version": "1", "parts": ["shares"], "act": "agree"}
    response = client.post(address(signed), asked, follow=True)

    assert "It becomes public when these agree: Rive Nord." in response.content.decode()
    client.logout()
    assert answers(client, among=FEW) == before

    client.force_login(signed.people[1])
    client.post(address(signed), asked)

    assert shares_of(signed.film)[0] == ("KZ", Decimal("60.00005"))
    publication = Publication.objects.for_the_product("a test").get()
    assert [str(one.company) for one in publication.consents.all()] == ["Dala Film", "Rive Nord"]


def test_whoever_was_missing_may_have_left():
    signed = ready()
    door.agree(
        signed.version, ["shares"], company=signed.companies[0], user=signed.people[0], at=AT
    )
    negotiation.leave(signed.deal.parties.last(), on=AT.date())

    door.agree(
        signed.version, ["shares"], company=signed.companies[0], user=signed.people[0], at=AT
    )

    assert shares_of(signed.film)[0] == ("KZ", Decimal("60.00005"))


def test_consents_to_other_parts_publish_nothing():
    signed = ready()
    door.agree(
        signed.version, ["shares"], company=signed.companies[0], user=signed.people[0], at=AT
    )

    door.agree(
        signed.version,
        ["shares", "funding"],
        company=signed.companies[1],
        user=signed.people[1],
        at=AT,
    )

    assert door.published(signed.deal) is None
    assert PublicationConsent.objects.for_the_product("a test").count() == 2


def test_party_at_the_table_by_now_has_to_agree_too():
    signed = ready()
    make.make_party(signed.deal, make.make_company("Newcomer"))

    published(signed, "shares")

    assert door.published(signed.deal) is None
    assert [str(one) for one in door.silent(signed.version, ["shares"])] == ["Newcomer"]


def test_consent_is_taken_back(client):
    signed = ready()
    client.force_login(signed.people[0])
    client.post(address(signed), {"version": "1", "parts": ["shares"], "act": "agree"})

    client.post(address(signed, "withdraw"), {"what": "consent"})

    assert list(PublicationConsent.objects.for_the_product("a test")) == []


def test_double_click_publishes_once(client):
    signed = ready()
    door.agree(
        signed.version, ["funding"], company=signed.companies[0], user=signed.people[0], at=AT
    )
    client.force_login(signed.people[1])

    for _click in range(2):
        client.post(address(signed), {"version": "1", "parts": ["funding"], "act": "agree"})

    assert PublishedFunding.objects.count() == 2
    assert Publication.objects.for_the_product("a test").count() == 1


@pytest.mark.parametrize("what", ["publish", "withdraw"])
@pytest.mark.parametrize(
    ("person", "status"), [("editor", 403), ("reader", 403), ("stranger", 404)]
)
def test_publishing_and_withdrawing_are_for_signatories(client, what, person, status):
    signed = ready()
    published(signed, "shares")
    user = make.make_user(**({} if person == "stranger" else {f"{person}_at": signed.companies[1]}))
    client.force_login(user)

    response = client.post(
        address(signed, what),
        {"version": "1", "parts": ["funding"], "act": "agree", "what": "publication"},
    )

    assert response.status_code == status
    assert door.published(signed.deal).parts == ["shares"]
