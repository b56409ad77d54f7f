"""A company that a deal only names: what it cannot do, and what there is to do about it."""

import pytest
from django.urls import reverse

from films.deal import negotiation, parties
from films.models import Deal
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


@pytest.mark.parametrize(
    "written", ["{id}", "http://testserver{page}", "{page}?page=2", " {page} "]
)
def test_it_becomes_a_company_of_the_register_by_the_address_of_its_page(client, written):
    version, author = proposed()
    company = make.make_company("Nordlicht")
    client.force_login(author)
    text = written.format(id=company.public_id, page=company.get_absolute_url())
    place = reverse("deals:party-link", args=[version.deal_id, 2])

    answer = client.post(place, {"party": "Nordlicht", "company": text}, follow=True)

    assert "Saved." in answer.content.decode()
    assert version.deal.parties.filter(company=company).exists()


def test_an_address_that_leads_nowhere_is_refused_with_its_remedy(client):
    version, author = proposed()
    client.force_login(author)
    place = reverse("deals:party-link", args=[version.deal_id, 2])

    answer = client.post(place, {"party": "Nordlicht", "company": "/companies/x/"}, follow=True)

    assert "The register has no such page: copy its address from there." in answer.content.decode()
    assert version.deal.parties.filter(company=None).count() == 1


def test_a_deal_is_logged_with_the_address_of_its_film(client):
    film, company = make.make_film(), make.make_company(country=make.make_country("KZ"))
    client.force_login(make.make_user(signatory_at=company))

    client.post(
        reverse("deals:new"),
        {
            "key": "5d3a7c4e-5f0e-4f0e-9a51-5f6a1a1a1a1a",
            "title": "Apple Road",
            "owner": company.pk,
            "country": company.country_id,
            "role": "majority",
            "currency": "EUR",
            "film": f"http://testserver{film.get_absolute_url()}",
            "partners-TOTAL_FORMS": 0,
            "partners-INITIAL_FORMS": 0,
        },
    )

    assert Deal.objects.for_the_product("a test").get().film == film
