"""Publishing: exactly the chosen parts of a signed version, and taking them out again."""

import io
import json
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from films.deal import negotiation
from films.models import (
    Participation,
    Publication,
    PublishedCredit,
    PublishedFunding,
    Rate,
)
from films.portrait.home import last_changed
from films.publishing import publishing as door
from films.publishing.announcing import standing
from films.publishing.models import PublicationConsent
from films.publishing.withdrawing import withdraw_announcement, withdraw_publication
from partners.models import Source
from tests import factories as make
from tests.films.publishing.making import (
    AT,
    SECRETS,
    announced,
    fill,
    public_rows,
    published,
    sign,
    signed_deal,
)
from tests.films.publishing.surfaces import FEW, answers, films_where, row_of

pytestmark = pytest.mark.django_db
AGREEMENT = "Co-production agreement of Kök Tau (2027), version 1, published by the parties on "


def ready(**fields):
    signed = signed_deal(**fields)
    announced(signed)
    return signed


def address(signed, name="publish"):
    return reverse(f"publishing:{name}", args=[signed.deal.pk])


def funding_of(film):
    return [
        (row.kind.code, str(row.fund or ""), str(row.country), row.amount, row.currency)
        for row in film.funding.order_by("pk")
    ]


def shares_of(film):
    return [(row.country.code, row.share) for row in film.participations.all()]


# What is written


def test_shares_go_onto_the_rows_of_the_announcement():
    signed = ready()

    published(signed, "shares")

    assert shares_of(signed.film) == [("KZ", Decimal("60.00005")), ("FR", Decimal("30"))]
    rows = signed.film.participations.all()
    assert {row.source.title for row in rows} == {AGREEMENT + "2025-10-29"}
    assert {(row.locator, row.confidence, row.checked_on) for row in rows} == {
        ("finance plan", "read", AT.date())
    }


def test_shares_are_those_of_the_plan_to_six_decimals_and_add_up():
    signed = ready()
    later = negotiation.begin(
        signed.deal, company=signed.companies[0], author=signed.people[0], at=AT
    )
    fill(later, kazakh="123456.78")
    sign(later, signed.people)

    published(signed, "shares", version=later)

    assert shares_of(signed.film) == [("KZ", Decimal("12.345678")), ("FR", Decimal("30"))]


def test_country_with_two_companies_has_one_share_beside_them():
    signed = signed_deal()
    second = make.make_company("Alatau", country=make.make_country("KZ"))
    make.make_party(signed.deal, second)
    signed.companies.append(second)
    signed.people.append(make.make_user(signatory_at=second))
    later = make.make_version(signed.deal, author=signed.people[0], based_on=signed.version)
    sign(later, signed.people)
    announced(signed)

    published(signed, "shares", version=later)

    rows = [(row.country.code, str(row.company), row.share)
            for row in signed.film.participations.all()]  # fmt: skip
    assert rows == [
        ("KZ", "Dala Film", None),
        ("FR", "Rive Nord", Decimal("30")),
        ("KZ", "Alatau", None),
        ("KZ", "None", Decimal("60.00005")),
    ]


@pytest.mark.parametrize(
    ("parts", "rows"),
    [
        (
            ["funding"],
            [
                ("selective_fund", "Steppe fund", "Kazakhstan", None, ""),
                ("incentive", "", "France", None, ""),
            ],
        ),
        (
            ["funding", "amounts"],
            [
                ("selective_fund", "Steppe fund", "Kazakhstan", Decimal("600000.50"), "EUR"),
                ("incentive", "", "France", Decimal("200000.00"), "EUR"),
            ],
        ),
        (
            ["funding", "unsecured"],
            [
                ("selective_fund", "Steppe fund", "Kazakhstan", None, ""),
                ("incentive", "", "France", None, ""),
                ("broadcaster", "", "France", None, ""),
            ],
        ),
    ],
)
def test_funding_is_what_was_chosen_of_it(parts, rows):
    signed = ready()

    published(signed, *parts)

    assert funding_of(signed.film) == rows


def test_amounts_stay_in_their_own_currency():
    signed = ready()
    later = negotiation.begin(
        signed.deal, company=signed.companies[0], author=signed.people[0], at=AT
    )
    fill(later)
    Rate.objects.create(version=later, currency="KZT", rate="0.0017")
    later.financerows.filter(code="Grant").update(currency="KZT")
    sign(later, signed.people)

    published(signed, "funding", "amounts", version=later)

    assert [row[3:] for row in funding_of(signed.film)] == [
        (Decimal("600000.50"), "KZT"),
        (Decimal("200000.00"), "EUR"),
    ]


def test_column_that_does_not_add_up_is_left_out_and_said():
    signed = ready()
    later = negotiation.begin(
        signed.deal, company=signed.companies[0], author=signed.people[0], at=AT
    )
    fill(later)
    later.creditshares.filter(ownership="44.44").update(ownership="40")
    sign(later, signed.people)

    writing = published(signed, "credits", version=later)

    assert {row.ownership for row in signed.film.credit_splits.all()} == {None}
    assert "“ownership in per cent” does not add to 100 %" in writing.kept[0]


def test_credits_are_the_split_by_country():
    signed = ready()

    published(signed, "credits")

    rows = [
        (row.country.code, row.finance, row.ownership, row.revenue, row.points)
        for row in signed.film.credit_splits.order_by("pk")
    ]
    assert rows == [
        ("KZ", Decimal("60.00005"), Decimal("55.56"), Decimal("50"), Decimal("75")),
        ("FR", Decimal("30"), Decimal("44.44"), Decimal("50"), Decimal("12.5")),
    ]


def test_shares_without_amounts_are_in_page_facets_files_and_api_and_nothing_else(client):
    signed = ready()

    published(signed, "shares", "funding")

    film = signed.film
    page = client.get(film.get_absolute_url()).content.decode()
    assert "60.00" in page and "30.00" in page and "Steppe fund" in page
    assert row_of(client, film)["countries"] == [
        {"code": "KZ", "role": "majority", "share": "60.00005"},
        {"code": "FR", "role": "minority", "share": "30"},
    ]
    columns = {"columns": ["title", "shares", "funding_sources"]}
    table = b"".join(client.get("/films.csv", columns).streaming_content).decode()
    assert "Kök Tau,KZ:60.00005|FR:30,Steppe fund" in table
    content = b"".join(client.get("/films.xlsx", columns).streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    assert "KZ:60.00005|FR:30" in {value for row in sheet.values for value in row}
    resource = client.get(f"/api/v1/films/{film.public_id}/").json()
    assert json.dumps(resource).count("60.00005") >= 1
    assert "600000" not in json.dumps(resource)
    facets = client.get("/films.json", {"facets": "1"}).json()["facets"]
    assert {one["value"]: one["count"] for one in facets["funding_kind"]} == {
        "incentive": 1,
        "selective_fund": 1,
    }
    assert client.get("/films.json").json()["totals"]["funding"] == []
    assert client.get("/films.json").json()["totals"]["funding_unknown"] == 2


KZ_SHARE, FR_SHARE = {"share_min": "55"}, {"share_min": "30", "home": "FR"}
GRANT, BUDGET = {"funding_kind": "selective_fund"}, {"amount_min": "1000000", "currency": "EUR"}


@pytest.mark.parametrize(
    ("parts", "asked"),
    [
        ([], []),
        (["shares"], [KZ_SHARE, FR_SHARE]),
        (["funding", "amounts"], [GRANT]),
        (["budget"], [BUDGET]),
    ],
)
def test_researcher_finds_what_was_published_and_nothing_beyond(client, parts, asked):
    signed = ready()
    if parts:
        published(signed, *parts)

    found = [one for one in (KZ_SHARE, FR_SHARE, GRANT, BUDGET) if films_where(client, **one)]

    assert found == asked
    assert films_where(client, partner="KZ") == ["Kök Tau"]
    assert films_where(client, share_min="60.1") == []
    assert films_where(client, funding_kind="broadcaster") == []
    assert films_where(client, amount_min="1000000.01", currency="EUR") == []


def test_invented_numbers_are_in_no_figure(client):
    signed = ready(confidence="fictional")
    before = {
        one: client.get(one).content
        for one in ("/", "/films.json?facets=1", "/funding-sources.json")
    }

    published(signed, "shares", "funding", "amounts", "credits", "budget")

    film = signed.film
    rows = [film, *film.participations.all(), *film.funding.all(), *film.credit_splits.all()]
    assert {row.confidence for row in rows} == {"fictional"}
    assert {one: client.get(one).content for one in before} == before


# What never leaves


@pytest.mark.parametrize("parts", [["shares", "funding"], ["credits"]])
def test_nothing_else_of_the_deal_stands_anywhere(client, parts):
    signed = ready()
    published(signed, *parts)
    amounts = ["600000", "600,000", "200000", "200,000", "1000000", "1,000,000"]
    secrets = [
        *SECRETS,
        *amounts,
        str(signed.deal.pk),
        *(person.username for person in signed.people),
    ]
    if "credits" in parts:
        secrets.remove("44.44")

    found = answers(client, signed.film)

    leaks = [
        (one, secret) for one, (_status, _etag, body) in found.items() for secret in secrets
        if secret.encode() in body and secret.encode() not in one.encode()
    ]  # fmt: skip
    assert leaks == []


def test_deal_that_is_not_announced_leaves_every_answer_as_it_was(client):
    make.make_film("Tulpan", between=[make.make_country("KZ")])
    public = public_rows()
    before = answers(client)

    signed_deal(public=public)

    assert answers(client) == before


# Consent


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


# Objections


def test_unsigned_version_is_not_published():
    signed = ready()
    draft = signed.deal.versions.model.objects.visible_to(signed.people[0]).get(number=2)
    draft.deal = signed.deal

    assert door.problems_with_publishing(draft, ["shares"]) == [
        "Version 2 is not signed: only what was signed is published."
    ]


def test_film_is_announced_first():
    signed = signed_deal()
    signed.version.deal = signed.deal

    assert door.problems_with_publishing(signed.version, ["shares"]) == [
        "The film is not announced: announce it first."
    ]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ([], "Choose what is to be published."),
        (["shares", "amounts"], "Amounts need their sources"),
    ],
)
def test_choice_has_to_make_sense(parts, sentence):
    signed = ready()

    with pytest.raises(ValidationError, match=sentence):
        published(signed, *parts)


def test_deal_does_not_write_about_a_film_of_others():
    signed = signed_deal(film=make.make_film("Tulpan"))

    with pytest.raises(ValidationError, match="no company of this deal takes part"):
        published(signed, "shares")


def test_deal_that_has_announced_one_film_does_not_write_about_another():
    signed = ready()
    signed.deal.film = make.make_film("Tulpan", confidence="read")
    signed.deal.save()

    with pytest.raises(ValidationError, match="no company of this deal takes part"):
        published(signed, "shares")


def test_what_is_invented_is_not_written_about_a_real_film():
    signed = signed_deal(confidence="fictional", film=make.make_film("Tulpan", confidence="read"))

    with pytest.raises(ValidationError, match="never written into one record"):
        published(signed, "shares")


def test_shares_need_a_plan_that_can_be_calculated():
    signed = ready()
    empty = negotiation.begin(
        signed.deal, company=signed.companies[0], author=signed.people[0], at=AT
    )
    sign(empty, signed.people)

    with pytest.raises(ValidationError) as refusal:
        published(signed, "shares", "funding", "budget", "credits", version=empty)

    assert refusal.value.messages == [
        "The finance plan of this version gives no shares.",
        "The budget of this version gives no total.",
        "This version has no credit split.",
        "No source of finance of this version is confirmed or paid.",
    ]


# Beside other sources


def test_share_from_another_source_is_kept_and_said():
    signed = signed_deal()
    film = make.make_film("Tulpan", **make.sourced())
    kazakh = make.make_participation(
        film, country=make.make_country("KZ"), company=signed.companies[0], share=Decimal(55),
        **make.sourced(),
    )  # fmt: skip
    signed.deal.film = film
    signed.deal.save()

    writing = published(signed, "shares")

    kazakh.refresh_from_db()
    assert (kazakh.share, kazakh.source.title) == (Decimal(55), "Yearbook of the film centre")
    assert shares_of(film) == [("KZ", Decimal(55)), ("FR", Decimal(30))]
    assert [sentence for sentence in writing.kept if "Kazakhstan" in sentence]


def test_funding_of_another_source_stands_beside():
    signed = ready()
    fund = signed.version.financerows.get(code="Grant").fund
    award = make.make_funding(signed.film, "600000.50", fund=fund, **make.sourced())

    writing = published(signed, "funding", "amounts")

    award.refresh_from_db()
    assert award.source.title == "Yearbook of the film centre"
    assert [row.fund for row in signed.film.funding.filter(fund=fund)] == [fund, fund]
    assert [sentence for sentence in writing.kept if "Steppe fund" in sentence]


# Correcting and withdrawing


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


# The page


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
