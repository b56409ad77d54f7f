"""Announcing: the film and its partners become public, and no number."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from films.models import Deal, Film, Participation
from films.publishing.announcing import problems_with_announcing, standing
from films.publishing.leading import leading_companies
from films.publishing.withdrawing import withdraw_announcement
from partners.models import Source
from tests import factories as make
from tests.films.publishing.making import AT, announced, signed_deal
from tests.films.publishing.surfaces import FEW, answers, films_where, row_of

pytestmark = pytest.mark.django_db


def form_of(signed, **typed):
    parties = [str(number) for number in range(1, signed.deal.parties.count() + 1)]
    return {
        "title": "Kök Tau", "year": "2027", "year_kind": "production", "kind": "fiction",
        "stage": "production", "partners": parties, "companies": parties, "roles": "on",
        "act": "announce", **typed,
    }  # fmt: skip


def address(signed, name="announce"):
    return reverse(f"publishing:{name}", args=[signed.deal.pk])


def test_announcing_writes_the_film_its_partners_and_no_share(client):
    signed = signed_deal()

    announced(signed)

    film = signed.film
    rows = [
        (str(row.country), str(row.company), row.role, row.share, row.is_delegate, row.confidence)
        for row in film.participations.all()
    ]
    assert rows == [
        ("Kazakhstan", "Dala Film", "majority", None, True, "read"),
        ("France", "Rive Nord", "minority", None, False, "read"),
    ]
    assert (film.announced_at, film.checked_on, film.confidence) == (AT, AT.date(), "read")
    assert film.source.title == "Announcement by the producers of Kök Tau (2027), 2025-10-29"
    assert row_of(client, film)["countries"] == [
        {"code": "KZ", "role": "majority", "share": None},
        {"code": "FR", "role": "minority", "share": None},
    ]


def test_key_of_the_source_tells_nothing():
    signed = signed_deal()

    announced(signed)

    key = signed.film.source.key
    told = [str(signed.deal.pk), signed.deal.title, "kok", "dala", str(signed.version.number)]
    assert len(key) == 14
    assert not any(word.lower() in key for word in told if len(word) > 1)


def test_announcing_is_for_the_delegate_and_the_majority_alone():
    signed = signed_deal()

    assert list(leading_companies(signed.deal)) == [signed.companies[0]]
    assert problems_with_announcing(signed.deal, signed.companies[1]) == [
        "A film is announced by its delegate or majority producer: Dala Film."
    ]


def test_owner_announces_before_anything_is_agreed():
    deal = make.make_deal(between=[make.make_company("First"), make.make_company("Second")])
    version = make.make_version(deal, company=deal.parties.last().company)
    version.partners.update(is_delegate=True)

    assert list(leading_companies(deal)) == [deal.owner]


@pytest.mark.parametrize(
    ("person", "status"), [("reader", 403), ("other party", 403), ("stranger", 404), ("admin", 403)]
)
def test_announcing_refuses_everybody_else(client, person, status):
    signed = signed_deal()
    user = {
        "reader": lambda: make.make_user(reader_at=signed.companies[0]),
        "other party": lambda: signed.people[1],
        "stranger": make.make_user,
        "admin": make.make_admin,
    }[person]()
    client.force_login(user)

    response = client.post(address(signed), form_of(signed))

    assert response.status_code == status
    assert Film.objects.count() == 0


def test_announcing_by_an_editor_of_the_delegate(client):
    signed = signed_deal()
    client.force_login(make.make_user(editor_at=signed.companies[0]))

    for _click in range(2):
        response = client.post(address(signed), form_of(signed))

    assert response["Location"] == address(signed, "publishing")
    assert Film.objects.get().title == "Kök Tau"
    assert Source.objects.count() == 1
    assert Participation.objects.count() == 2


def test_announcing_names_only_what_was_chosen(client):
    signed = signed_deal()
    client.force_login(signed.people[0])

    client.post(address(signed), form_of(signed, roles="", companies=["2"]))

    rows = [(row.country.code, row.company, row.role, row.is_delegate)
            for row in Participation.objects.order_by("position")]  # fmt: skip
    assert rows == [("KZ", None, "", False), ("FR", signed.companies[1], "", False)]


def test_fault_keeps_what_was_typed(client):
    signed = signed_deal()
    client.force_login(signed.people[0])

    response = client.post(address(signed), form_of(signed, title="Kök Tau", year="1802"))

    assert response.status_code == 400
    assert "Films start in 1890" in response.content.decode()
    assert 'value="Kök Tau"' in response.content.decode()


def test_preview_stores_nothing_and_shows_the_public_page(client):
    signed = signed_deal()
    client.force_login(signed.people[0])
    before = answers(client, among=FEW)

    response = client.post(address(signed), form_of(signed, act="preview"))

    page = response.content.decode()
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert '<h2 id="partners-title">' in page
    assert "Announcement by the producers of Kök Tau (2027)" in page
    assert (Film.objects.count(), Source.objects.count()) == (0, 0)
    assert Deal.objects.for_the_product("a test").get().film is None
    assert answers(client, among=FEW) == before


def test_linked_film_that_is_unannounced_is_used():
    film = make.make_hidden_film("Kök Tau", confidence="read", source=make.make_source())
    signed = signed_deal(film=film)

    announced(signed, film=film)

    film.refresh_from_db()
    assert signed.film == film
    assert film.is_announced
    assert film.source.title == "Yearbook of the film centre"
    assert [str(one.source) for one in film.citations.all()] == [
        "Announcement by the producers of Kök Tau, 2025-10-29"
    ]


def test_linked_film_of_another_deal_is_not_announced():
    first = signed_deal()
    announced(first)
    withdraw_announcement(standing(first.deal), at=AT)
    second = signed_deal(film=first.film)

    assert problems_with_announcing(second.deal, second.companies[0]) == [
        "The linked film cannot be announced from this deal: ask an administrator."
    ]


def test_film_that_the_register_has_is_not_announced_again():
    signed = signed_deal(film=make.make_film("Tulpan"))

    with pytest.raises(ValidationError, match="in the register already"):
        announced(signed, film=signed.deal.film)


def test_withdrawn_announcement_leaves_nothing_to_be_read(client):
    signed = signed_deal()
    before = answers(client)
    announced(signed)
    film = signed.film

    withdraw_announcement(standing(signed.deal), at=AT)

    assert answers(client) == before
    assert client.get(film.get_absolute_url()).status_code == 404
    assert film.participations.count() == 2
    assert [str(row) for row in Source.objects.all()] == []


def test_film_is_announced_again_as_it_is_chosen_then():
    signed = signed_deal()
    announced(signed)
    film = signed.film
    withdraw_announcement(standing(signed.deal), at=AT)
    film.refresh_from_db()

    announced(signed, film=film, named=[])

    assert Film.objects.get() == film
    assert [(row.country.code, row.company) for row in film.participations.all()] == [
        ("KZ", None),
        ("FR", None),
    ]
    assert {row.source.title for row in film.participations.all()} == {
        "Announcement by the producers of Kök Tau (2027), 2025-10-29"
    }


def test_invented_companies_announce_an_invented_film(client):
    signed = signed_deal(confidence="fictional")
    before = client.get("/").content

    announced(signed)

    film = signed.film
    assert {row.confidence for row in [film, *film.participations.all()]} == {"fictional"}
    assert film.source.kind == Source.Kind.DEMONSTRATION
    assert films_where(client) == []
    assert films_where(client, source_confidence="fictional") == ["Kök Tau"]
    assert client.get("/").content == before


def test_invented_companies_do_not_write_about_a_real_film():
    film = make.make_hidden_film("Tulpan", confidence="read")
    signed = signed_deal(confidence="fictional", film=film)

    with pytest.raises(ValidationError, match="ask an administrator"):
        announced(signed, film=film)


def test_film_of_the_same_title_is_pointed_out():
    make.make_film("Kök Tau", year=2019)
    signed = signed_deal()

    writing = announced(signed)

    assert writing.kept == [
        "The register has “Kök Tau (2019)” already: check that this is another film."
    ]


def test_withdrawn_deal_announces_nothing():
    signed = signed_deal()
    signed.deal.stage = Deal.Stage.WITHDRAWN
    signed.deal.save()

    with pytest.raises(ValidationError, match="The deal was withdrawn"):
        announced(signed)


def test_partners_are_chosen_by_their_place_and_not_by_a_key_that_counts(client):
    make.make_deal(between=[make.make_company() for _number in range(7)])
    signed = signed_deal()
    client.force_login(signed.people[0])

    page = client.get(reverse("publishing:publishing", args=[signed.deal.pk])).content.decode()

    assert 'name="partners" value="1"' in page
    keys = [party.pk for party in signed.deal.parties.all()]
    assert not any(f'name="partners" value="{key}"' in page for key in keys)
