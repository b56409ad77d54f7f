"""Logging a deal, editing it, moving it; its partners and team."""

import uuid

import pytest
from django.urls import reverse

from films.models import Deal, DealParty, FinanceShare, Partner, TeamMember, TierPayee, Version
from tests import factories as make
from tests.films.deal.making import fill_version
from tests.typing_in import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer(client):
    """A signatory of a Kazakh company, signed in."""
    company = make.make_company("Dala Film", country=make.make_country("KZ"))
    client.user, client.company = make.make_user("aigul", signatory_at=company), company
    client.force_login(client.user)
    return client


def typed(company, *partners, **fields):
    """What the page of a new deal posts."""
    found = {
        "key": str(uuid.uuid4()),
        "title": "Apple Road",
        "owner": company.pk,
        "country": company.country_id,
        "role": "majority",
        "currency": "EUR",
        "partners-TOTAL_FORMS": len(partners),
        "partners-INITIAL_FORMS": 0,
        **fields,
    }
    for number, (name, country, role) in enumerate(partners):
        found[f"partners-{number}-name"] = name
        found[f"partners-{number}-country"] = country.pk
        found[f"partners-{number}-role"] = role
    return found


def deals():
    return Deal.objects.for_the_product("a test")


def test_logging_a_deal_leads_to_its_finance_plan(producer):
    fr, de = make.make_country("FR"), make.make_country("DE")
    known = make.make_company("Rive Nord", country=fr)
    posted = typed(producer.company, ("rive nord", fr, "minority"), ("Nordlicht", de, "financial"))

    answer = producer.post(reverse("deals:new"), posted)

    deal = deals().get()
    version = Version.objects.visible_to(producer.user).get()
    assert answer.url == reverse("finance:finance-plan", args=[deal.pk, 1])
    assert [(one.code, one.country.code, one.role, one.is_delegate)
            for one in version.partners.order_by("pk")] == [
        ("Dala Film", "KZ", "majority", True),
        ("Rive Nord", "FR", "minority", False),
        ("Nordlicht", "DE", "financial", False),
    ]  # fmt: skip
    companies = [party.company for party in deal.parties.order_by("pk")]
    assert companies == [producer.company, known, None]


def test_a_new_deal_is_seen_by_the_company_alone(producer):
    fr = make.make_country("FR")
    known = make.make_company("Rive Nord", country=fr)

    producer.post(reverse("deals:new"), typed(producer.company, ("Rive Nord", fr, "")))

    assert list(Deal.objects.visible_to(make.make_user(signatory_at=known))) == []


def test_the_second_click_of_two_logs_nothing(producer):
    posted = typed(producer.company)

    producer.post(reverse("deals:new"), posted)
    again = producer.post(reverse("deals:new"), posted)

    assert again.url == deals().get().get_absolute_url()


def test_nobody_logs_a_deal_for_another_company(producer):
    other = make.make_company(country=make.make_country("FR"))

    answer = producer.post(reverse("deals:new"), typed(other))

    assert answer.status_code == 400
    assert deals().count() == 0


def test_a_reader_logs_no_deal(client):
    client.force_login(make.make_user(reader_at=make.make_company()))

    assert client.get(reverse("deals:new")).status_code == 403


def test_a_hidden_film_is_chosen_by_nobody(producer):
    hidden = make.make_hidden_film("Secret")
    absent = "never-issued-2222222"

    answers = [
        producer.post(reverse("deals:new"), typed(producer.company, film=film))
        for film in (hidden.public_id, absent)
    ]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert [answer.context["form"].errors["film"] for answer in answers] == [
        ["The register has no such page: copy its address from there."]
    ] * 2


def logged(producer, *companies):
    """A deal of the producer with a draft that has a row of everything."""
    deal = make.make_deal("Apple Road", between=[producer.company, *companies])
    version = make.make_version(deal, author=producer.user)
    fill_version(version)
    return deal, version


def test_the_second_of_two_writers_is_shown_both_versions(producer):
    deal, _version = logged(producer, make.make_company())
    address = reverse("deals:edit", args=[deal.pk])
    opened = fields_of(producer.get(address), "deal-form")
    deal.title = "Pear Road"
    deal.save()

    answer = producer.post(address, {**opened, "title": "Plum Road"})
    again = producer.post(address, {**fields_of(answer, "deal-form")})

    assert answer.status_code == 409
    assert "Pear Road" in answer.content.decode()
    assert again.status_code == 302
    assert deals().get().title == "Plum Road"


def test_a_deal_moves_as_the_table_permits(producer):
    deal, _version = logged(producer, make.make_company())
    address = reverse("deals:move", args=[deal.pk])

    producer.post(address, {"stage": "talks", "next": "/deals/board/"})
    there = deals().get().stage
    answer = producer.post(address, {"stage": "final", "next": "//evil.example"})

    assert (there, deals().get().stage) == ("talks", "talks")
    assert answer.url == deal.get_absolute_url()


def test_a_reader_moves_nothing_and_a_stranger_finds_nothing(client):
    company = make.make_company()
    deal = make.make_deal(between=[company, make.make_company()])
    address = reverse("deals:move", args=[deal.pk])
    answers = []
    for user in (make.make_user(reader_at=company), make.make_user()):
        client.force_login(user)
        answers.append(client.post(address, {"stage": "talks"}).status_code)

    assert answers == [403, 404]


# --- Partners ---


def places(version, **changes):
    """What the table of the partners posts; ``changes`` by field of the second one."""
    found = {}
    for number, place in enumerate(version.partners.order_by("position", "pk")):
        values = {
            "code": place.code,
            "country": place.country_id,
            "role": place.role,
            "seen_revision": place.revision,
            **(changes if number else {}),
        }
        found |= {f"{place.key}-{name}": value for name, value in values.items()}
    return found


def test_saving_places_renames_a_partner_in_every_term(producer):
    deal, version = logged(producer, make.make_company("Rive Nord"))
    tier = version.tierpayees.get()
    tier.payee, tier.hands_on = "Rive Nord", "Rive Nord:10|Director:5"
    tier.save()
    before = version.revision

    answer = producer.post(
        reverse("deals:partners", args=[deal.pk]), places(version, code="RN", role="minority")
    )

    assert answer.status_code == 302
    payee = TierPayee.objects.visible_to(producer.user).get()
    assert (payee.payee, payee.hands_on) == ("RN", "RN:10|Director:5")
    assert [(one.code, one.role) for one in version.partners.order_by("pk")] == [
        ("Dala Film", ""), ("RN", "minority"),
    ]  # fmt: skip
    assert Version.objects.visible_to(producer.user).get().revision > before


def test_places_that_somebody_else_saved_first_are_shown(producer):
    deal, version = logged(producer, make.make_company("Rive Nord"))
    posted = places(version, code="RN")
    other = version.partners.get(code="Rive Nord")
    other.code = "Rive"
    other.save()

    answer = producer.post(reverse("deals:partners", args=[deal.pk]), posted)

    assert answer.status_code == 409
    assert "Rive" in answer.content.decode()
    assert version.partners.filter(code="Rive").exists()


def test_a_company_is_found_added_invited_and_then_sees_the_deal(producer):
    deal, version = logged(producer, make.make_company("Rive Nord"))
    company = make.make_company("Nordlicht", country=make.make_country("DE"))
    person = make.make_user(editor_at=company)
    page = reverse("deals:partners", args=[deal.pk])

    assert "Nordlicht" in producer.get(page, {"q": "nordl"}).content.decode()
    producer.post(reverse("deals:party-add", args=[deal.pk]), {"company": company.public_id})
    seen_before = list(Deal.objects.visible_to(person))
    producer.post(reverse("deals:party-invite", args=[deal.pk, 3]), {"party": "Nordlicht"})

    assert seen_before == []
    assert list(Deal.objects.visible_to(person)) == [deal]
    assert version.partners.filter(code="Nordlicht", country__code="DE").exists()


def test_a_party_is_added_once(producer):
    deal, _version = logged(producer, make.make_company("Rive Nord"))

    for _click in range(2):
        producer.post(
            reverse("deals:party-add", args=[deal.pk]),
            {"company": producer.company.public_id, "country": producer.company.country_id},
        )

    assert deal.parties.count() == 2


def test_leaving_says_what_becomes_unassigned(producer):
    deal, version = logged(producer, make.make_company("Rive Nord"))
    address = reverse("deals:party-leave", args=[deal.pk, 1])

    page = producer.get(address).content.decode()
    producer.post(address, {"party": "Dala Film"})

    assert "Sources that count for it: S00." in page
    assert "Rights it owns: K00" in page
    assert list(FinanceShare.objects.for_the_product("a test")) == []
    assert [one.code for one in Partner.objects.for_the_product("a test")] == ["Rive Nord"]
    assert producer.get(deal.get_absolute_url()).status_code == 404
    assert version.pk


def test_only_its_signatory_or_the_owners_records_that_a_party_left(client):
    owner, partner = make.make_company("Dala Film"), make.make_company("Rive Nord")
    deal = make.make_deal(between=[owner, partner])
    client.force_login(make.make_user(signatory_at=partner))

    answers = [
        client.post(reverse("deals:party-leave", args=[deal.pk, number]), {"party": str(party)})
        for number, party in ((1, owner), (2, partner))
    ]

    assert [answer.status_code for answer in answers] == [403, 302]
    left = DealParty.objects.for_the_product("a test").filter(left_on__isnull=False)
    assert [party.company for party in left] == [partner]


def test_a_party_that_moved_on_the_page_is_not_taken_for_another(producer):
    deal, _version = logged(producer, make.make_company("Rive Nord"))

    answer = producer.post(
        reverse("deals:party-leave", args=[deal.pk, 2]), {"party": "Somebody else"}
    )

    assert answer.status_code == 404


def test_the_team_is_of_ones_own_people(producer):
    other = make.make_company("Rive Nord")
    stranger = make.make_user("jeanne", editor_at=other)
    deal, _version = logged(producer, other)
    address = reverse("deals:team-add", args=[deal.pk])

    refused = producer.post(address, {"user": stranger.username, "function": "lawyer"})
    producer.post(address, {"user": "aigul", "function": "lawyer", "wants_digest": "on"})
    producer.post(
        reverse("deals:team-change", args=[deal.pk]),
        {"user": "aigul", "function": "lawyer", "act": "digest"},
    )

    assert refused.status_code == 400
    member = TeamMember.objects.visible_to(producer.user).get()
    assert (member.user, member.function, member.wants_digest) == (
        producer.user, "lawyer", False,
    )  # fmt: skip


def test_nobody_has_one_function_in_a_deal_twice(producer):
    deal, _version = logged(producer, make.make_company("Rive Nord"))
    address = reverse("deals:team-add", args=[deal.pk])

    answers = [producer.post(address, {"user": "aigul", "function": "lawyer"}) for _press in "12"]

    assert [answer.status_code for answer in answers] == [302, 400]
    assert "This person has that function already." in answers[1].content.decode()
    assert TeamMember.objects.visible_to(producer.user).count() == 1


def test_two_places_do_not_take_one_name_together(producer):
    deal, version = logged(producer, make.make_company("Rive Nord"))
    posted = places(version, code="One")
    first = version.partners.order_by("position", "pk").first()
    posted[f"{first.key}-code"] = "One"

    answer = producer.post(reverse("deals:partners", args=[deal.pk]), posted)

    assert answer.status_code == 400
    assert "Another partner has this short name" in answer.content.decode()
    assert not version.partners.filter(code="One").exists()


@pytest.mark.parametrize("seen", ["9" * 5_000, "٣", "²", "-1"])
def test_a_revision_that_none_has_is_a_conflict(producer, seen):
    deal, _version = logged(producer, make.make_company("Rive Nord"))

    answer = producer.post(
        reverse("deals:edit", args=[deal.pk]),
        {"title": "Other", "currency": "EUR", "seen_revision": seen},
    )

    assert answer.status_code == 409
