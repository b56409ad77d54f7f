"""A company that a deal only names: what it cannot do, and what there is to do about it."""

import pytest
from django.urls import reverse

from films.deal import negotiation, parties
from tests import factories as make

pytestmark = pytest.mark.django_db
REMEDY = "Nordlicht is only named here: choose its company in the register."


def proposed():
    company = make.make_company("Dala Film")
    deal = make.make_deal(between=[company])
    make.make_party(deal, name="Nordlicht", joined_at=None)
    author = make.make_user(signatory_at=company)
    version = make.make_version(deal, author=author)
    negotiation.propose(version, user=author, at=make.ANNOUNCED)
    return version, author


def test_a_proposal_does_not_seat_it_on_any_page(client):
    version, author = proposed()
    client.force_login(author)

    partners = client.get(reverse("deals:partners", args=[version.deal_id])).content.decode()
    overview = client.get(version.deal.get_absolute_url()).content.decode()

    assert REMEDY in partners
    assert partners.count("since ") == overview.count("since ") == 1


def test_why_nobody_can_sign_says_what_to_do():
    version, _author = proposed()

    assert negotiation.problems_with_signing(version)[-1] == (
        "Nordlicht is only named here and cannot sign: choose its company on the page of the "
        "partners."
    )


def test_the_company_that_logged_the_deal_is_named_once_where_it_leaves():
    owner, other = make.make_company("Dala Film"), make.make_company("Rive Nord")
    deal = make.make_deal(between=[owner, other])
    party = deal.parties.get(company=owner)

    assert parties.problems_with_leaving(make.make_user(signatory_at=other), party) == [
        "A signatory of Dala Film records that it has left."
    ]
