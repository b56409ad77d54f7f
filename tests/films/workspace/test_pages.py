"""The list of deals, the board and the overview: whose they are, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from films.deal import negotiation
from films.models import Deal, DealReading, Milestone
from tests import factories as make
from tests.films.deal.making import make_full_deal
from tests.films.workspace.making import make_many

pytestmark = pytest.mark.django_db
LIST, BOARD = "/deals/", "/deals/board/"


def two():
    return [
        make.make_company("Dala Film", country=make.make_country("KZ")),
        make.make_company("Rive Nord", country=make.make_country("FR")),
    ]


def titles(client, **asked):
    answer = client.get("/deals.json", asked)
    assert answer.status_code == 200, answer.content
    return [row["title"] for row in answer.json()["results"]]


@pytest.fixture
def signed_in(client):
    """A producer with two deals: one in talks with a gap, one a lead without figures."""
    companies = two()
    user = make.make_user("aigul", signatory_at=companies[0])
    client.force_login(user)
    (road,) = make_many(user, companies, deals=1, rows=8)
    Deal.objects.for_the_product("a test").filter(pk=road.pk).update(stage="talks")
    lead = make.make_deal(
        "Lead", between=[companies[0], make.make_company(country=make.make_country("DE"))],
        treaty=make.make_treaty("KZ-DE"),
    )  # fmt: skip
    late = timezone.localdate() - timedelta(days=1)
    Milestone.objects.create(deal=lead, title="Call", due_on=late)
    make.make_deal("Hidden", treaty=make.make_treaty("FR-UZ"))
    client.company = companies[0]
    return client


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Lead", "Road 0"]),
        ({"q": "roAD"}, ["Road 0"]),
        ({"q": "hidden"}, []),
        ({"stage": "talks"}, ["Road 0"]),
        ({"partner": "DE"}, ["Lead"]),
        ({"partner": ["DE", "FR"]}, ["Lead", "Road 0"]),
        ({"gap": "yes"}, ["Road 0"]),
        ({"gap": "unknown"}, ["Lead"]),
        ({"gap": "no"}, []),
        ({"deadline": "overdue"}, ["Lead"]),
        ({"deadline": "soon"}, ["Road 0"]),
        ({"treaty": "KZ-DE"}, ["Lead"]),
        ({"treaty": "FR-UZ"}, []),
        ({"sort": "-title"}, ["Road 0", "Lead"]),
    ],
)
def test_deal_list_filters(signed_in, asked, found):
    assert titles(signed_in, **asked) == found


def test_deal_list_filters_by_company(signed_in):
    company = signed_in.company

    assert titles(signed_in, company=company.public_id) == ["Lead", "Road 0"]
    assert titles(signed_in, owner=company.public_id, stage="talks") == ["Road 0"]


def test_deal_list_counts_only_what_is_the_readers(signed_in):
    facets = signed_in.get("/deals.json?facets=1").json()["facets"]

    assert [(one["value"], one["count"]) for one in facets["treaty"]] == [("KZ-DE", 1)]
    assert {one["value"]: one["count"] for one in facets["gap"]} == {"yes": 1, "unknown": 1}
    assert sum(one["count"] for one in facets["stage"]) == 2


def test_deal_list_leads_to_a_way_out_and_escapes_titles(signed_in):
    company = signed_in.company
    make.make_deal("<script>alert(1)</script>", between=[company, make.make_company("<b>B</b>")])

    empty = signed_in.get(LIST, {"stage": "talks", "gap": "unknown"}).content.decode()
    page = signed_in.get(LIST).content.decode()

    assert "Drop “Stage: talks”" in empty
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<b>B</b>" not in page


def test_a_removed_member_sees_nothing_at_the_next_request(signed_in):
    before = titles(signed_in)

    make.Membership.objects.all().delete()

    assert (before, titles(signed_in)) == (["Lead", "Road 0"], [])


def test_pages_ask_as_often_for_many_deals_as_for_few(client):
    companies = two()
    user = make.make_user(signatory_at=companies[0])
    client.force_login(user)
    deals = make_many(user, companies, deals=9, rows=4)
    addresses = [LIST, BOARD, "/deals.csv", reverse("deals:deal", args=[deals[0].pk])]
    few = [asked(client, address) for address in addresses]

    make_many(user, companies, deals=60, rows=12, start=100)
    many = [asked(client, address) for address in addresses]

    assert many == few
    assert max(many) <= 45


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        assert answer.status_code == 200
        if answer.streaming:
            assert b"".join(answer.streaming_content)
    return len(queries)


def test_board_shows_each_deal_at_its_stage_with_its_moves(signed_in):
    columns = signed_in.get(BOARD).context["columns"]

    found = {one.stage: one.deals for one in columns if one.deals}
    assert {stage: [deal.title for deal in deals] for stage, deals in found.items()} == {
        "lead": ["Lead"],
        "talks": ["Road 0"],
    }
    (road,) = found["talks"]
    assert [stage for stage, _objections in road.moves] == ["loi", "deal_memo", "withdrawn"]


def test_board_shows_the_most_urgent_deals_of_a_stage_and_the_way_to_all(client):
    company, on = make.make_company(), timezone.localdate()
    client.force_login(make.make_user(reader_at=company))
    deals = [make.make_deal(f"Deal {number:02}", between=[company]) for number in range(14)]
    for number, days in [(12, -3), (13, 5), (5, -9), (4, 200)]:
        day = on + timedelta(days=days)
        Milestone.objects.create(deal=deals[number], title="Call", due_on=day)

    page = client.get(BOARD)

    (lead, *rest) = page.context["columns"]
    urgent = ["Deal 05", "Deal 12", "Deal 13", "Deal 04"]
    others = [f"Deal {number:02}" for number in (0, 1, 2, 3, 6, 7)]
    assert [deal.title for deal in lead.deals] == urgent + others
    assert (lead.count, lead.more, [one.count for one in rest]) == (14, 4, [0] * 8)
    assert f'href="{LIST}?stage=lead">4 more' in page.content.decode()
    assert len(titles(client, stage="lead", page_size="50")) == 14


def test_overview_shows_everything_to_a_party_and_404_to_others(client):
    companies = two()
    user = make.make_user(signatory_at=companies[0])
    version = make_full_deal(between=companies, user=user)
    address = version.deal.get_absolute_url()
    client.force_login(user)

    page = client.get(address)

    assert page["Cache-Control"] == "private, no-store"
    for words in ("Apple Road", "600.00\N{NO-BREAK SPACE}EUR", "We agree.", "Script workshop"):
        assert words in page.content.decode()
    client.force_login(make.make_user(signatory_at=make.make_company()))
    assert client.get(address).status_code == 404


def test_who_has_left_finds_what_was_signed_and_not_the_stage(client):
    companies = two()
    people = [make.make_user(signatory_at=company) for company in companies]
    deal = make.make_deal("Road", between=companies)
    version = make.make_version(deal, author=people[0])
    negotiation.propose(version, user=people[0], at=make.ANNOUNCED)
    negotiation.agree(version, company=companies[1], user=people[1], at=make.ANNOUNCED)
    for company, person in zip(companies, people, strict=True):
        negotiation.sign(version, company=company, user=person, at=make.ANNOUNCED)
    negotiation.leave(deal.parties.get(company=companies[1]), on=make.ANNOUNCED.date())
    Deal.objects.for_the_product("a test").filter(pk=deal.pk).update(stage="closed")
    client.force_login(people[1])

    home, page = client.get(LIST).content.decode(), client.get(deal.get_absolute_url())

    assert titles(client) == []
    assert "Deals your company has left" in home
    assert "Version 1" in page.content.decode()
    assert "closed" not in page.content.decode()


def test_an_admins_reading_is_kept_and_a_partys_is_not(client):
    companies = two()
    user = make.make_user(signatory_at=companies[0])
    make_many(user, companies, deals=2, rows=2)
    client.force_login(user)
    client.get(LIST)
    own = DealReading.objects.count()
    client.force_login(make.make_admin())

    client.get(LIST)
    client.get(BOARD)

    assert own == 0
    assert [one.address for one in DealReading.objects.order_by("pk")] == [
        LIST, LIST, BOARD, BOARD,
    ]  # fmt: skip


def test_a_party_that_is_only_named_is_added_once(client):
    company = make.make_company("Dala Film", country=make.make_country("KZ"))
    deal = make.make_deal(between=[company])
    client.force_login(make.make_user(editor_at=company))
    typed = {"name": "Nordlicht", "country": make.make_country("DE").pk}

    for _press in range(2):
        client.post(reverse("deals:party-add", args=[deal.pk]), typed)

    assert [str(party) for party in deal.parties.order_by("pk")] == ["Dala Film", "Nordlicht"]


def test_a_member_of_the_team_with_a_name_that_no_text_has_is_not_there(client):
    company = make.make_company()
    deal = make.make_deal(between=[company])
    client.force_login(make.make_user(editor_at=company))

    answer = client.post(reverse("deals:team-change", args=[deal.pk]), {"user": "a\0", "act": "x"})

    assert answer.status_code == 404


def test_who_acts_for_both_companies_begins_from_a_number_that_both_drafts_have(client):
    companies = [make.make_company(), make.make_company()]
    deal = make.make_deal(between=companies)
    person = make.make_user(editor_at=companies[0], signatory_at=companies[1])
    for company in companies:
        make.make_version(deal, company=company, author=person)
    client.force_login(person)

    answer = client.post(
        reverse("deals:version-begin", args=[deal.pk]),
        {"based_on": "1", "reason": "Anew", "company": companies[0].public_id},
    )

    assert answer.status_code == 302


def test_since_when_the_others_were_writing_is_not_told(client):
    companies = [make.make_company(), make.make_company()]
    deal = make.make_deal(between=companies)
    version = make.make_version(deal, company=companies[0])
    begun = version.made_at.replace(year=2021)
    version.made_at = begun
    version.save()
    negotiation.propose(version, user=version.author, at=make.ANNOUNCED)
    client.force_login(make.make_user(reader_at=companies[1]))

    pages = [
        client.get(reverse(f"deals:{name}", args=args)).content.decode()
        for name, args in (("deal", [deal.pk]), ("versions", [deal.pk]), ("version", [deal.pk, 1]))
    ]

    assert [page for page in pages if "2021" in page.replace(version.mark, "")] == []


def test_what_a_leaving_party_leaves_behind_is_asked_for_once_for_all_drafts(client):
    version = make_full_deal()
    client.force_login(version.author)
    address = reverse("deals:party-leave", args=[version.deal_id, 1])
    client.get(address)

    with CaptureQueriesContext(connection) as for_one:
        client.get(address)
    for _draft in range(3):
        make.make_version(version.deal, author=version.author, based_on=version, reason="Anew")
    with CaptureQueriesContext(connection) as for_four:
        page = client.get(address)

    assert [len(said) for _version, said in page.context["unassigned"]] == [5] * 4
    assert len(for_four) == len(for_one)
