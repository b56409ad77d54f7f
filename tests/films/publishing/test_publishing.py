"""Publishing: exactly the chosen parts of a signed version, beside what other sources say."""

import io
import json
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from films.deal import negotiation
from films.models import (
    Rate,
)
from films.publishing import publishing as door
from tests import factories as make
from tests.films.publishing.making import (
    AGREEMENT,
    AT,
    SECRETS,
    announced,
    fill,
    funding_of,
    public_rows,
    published,
    ready,
    shares_of,
    sign,
    signed_deal,
)
from tests.films.publishing.surfaces import answers, films_where, row_of

pytestmark = pytest.mark.django_db


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
