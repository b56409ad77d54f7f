"""Through whatever door of the administration an admin reads a deal, the reading is kept."""

import pytest
from django.urls import reverse

from films.models import Deal, DealReading, Milestone
from tests import factories as make
from tests.films.deal.making import make_full_deal

pytestmark = pytest.mark.django_db
DEALS = reverse("admin:films_deal_changelist")
MILESTONES = reverse("admin:films_milestone_changelist")


@pytest.fixture
def admin_client(client):
    client.force_login(make.make_admin("root"))
    return client


@pytest.fixture
def deal():
    found = make_full_deal().deal
    DealReading.objects.all().delete()
    return found


def kept():
    return list(DealReading.objects.values_list("deal", flat=True))


def test_offering_a_deal_while_somebody_types_is_a_reading(admin_client, deal):
    make.make_deal("Plum Street")
    asked = {"app_label": "films", "model_name": "milestone", "field_name": "deal"}

    offered = admin_client.get(reverse("admin:autocomplete"), {**asked, "term": "apple"})

    assert [one["text"] for one in offered.json()["results"]] == ["Apple Road"]
    assert kept() == [deal.pk]


def test_a_filter_that_names_its_deal_is_a_reading(admin_client, deal):
    Milestone.objects.for_the_product("a test").all().delete()

    page = admin_client.get(MILESTONES, {"deal": str(deal.pk)})

    assert "Apple Road" in page.content.decode()
    assert kept() == [deal.pk]


def test_a_form_that_names_its_deal_is_a_reading(admin_client, deal):
    page = admin_client.get(reverse("admin:films_milestone_add"), {"deal": str(deal.pk)})

    assert "Apple Road" in page.content.decode()
    assert kept() == [deal.pk]


def test_a_bulk_act_that_names_its_deals_is_a_reading(admin_client, deal):
    posted = {"action": "delete_selected", "_selected_action": [str(deal.pk)]}

    page = admin_client.post(DEALS, {**posted, f"revision-{deal.pk}": deal.revision})

    assert "Apple Road" in page.content.decode()
    assert kept() == [deal.pk]


def test_a_deletion_that_names_what_forbids_it_is_a_reading(admin_client, deal):
    company = deal.owner

    page = admin_client.get(reverse("admin:partners_company_delete", args=[company.pk]))

    assert "Apple Road" in page.content.decode()
    assert kept() == [deal.pk]


@pytest.mark.parametrize("door", ["deleted", "history"])
def test_a_deleted_row_of_a_deal_is_a_reading(admin_client, deal, door):
    note = deal.notes.for_the_product("a test").get()
    key = note.pk
    note.delete()

    answer = admin_client.get(
        reverse(f"admin:films_note_{door}", args=[] if door == "deleted" else [key])
    )

    assert answer.status_code == 200
    assert kept() == [deal.pk]


def test_a_deleted_term_of_a_version_is_a_reading(admin_client, deal):
    deal.versions.for_the_product("a test").get().budgetlines.get().delete()

    admin_client.get(reverse("admin:films_budgetline_deleted"))

    assert kept() == [deal.pk]


def test_a_deal_that_is_gone_leaves_its_history_readable_and_each_reading_kept(admin_client):
    deal = make.make_deal("Apple Road")
    key = deal.pk
    deal.parties.all().delete()
    deal.delete()

    answers = [
        admin_client.get(reverse("admin:films_deal_deleted")),
        admin_client.get(reverse("admin:films_deal_history", args=[key])),
        admin_client.get(reverse("admin:films_dealparty_deleted")),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert (Deal.objects.for_the_product("a test").count(), kept()) == (0, [key] * 3)


def test_an_admin_at_the_table_reads_an_own_deal(client):
    company = make.make_company()
    admin = make.make_user(editor_at=company, is_staff=True, is_superuser=True)
    make.make_deal("Apple Road", between=[company, make.make_company()])
    client.force_login(admin)

    client.get(DEALS)

    assert kept() == []
