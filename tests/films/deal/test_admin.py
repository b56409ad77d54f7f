"""Admins see and edit every deal; each reading is kept, and what was proposed stays."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from coprod.lists.models import SavedFilter
from coprod.secrecy import SecretQuerySet
from films.deal import negotiation
from films.models import (
    BudgetLine,
    Deal,
    DealParty,
    DealReading,
    Milestone,
    Note,
    Partner,
    Version,
)
from tests import factories as make
from tests.films.deal.making import make_full_deal
from tests.typing_in import fields_of

pytestmark = pytest.mark.django_db
SECRET = [
    model
    for model in admin.site._registry
    if isinstance(model._default_manager.get_queryset(), SecretQuerySet)
]


@pytest.fixture
def admin_client(client):
    client.force_login(make.make_admin("root"))
    return client


def address(row, page="change"):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[] if page in {"changelist", "add", "deleted"} else [row.pk])


def unpublish(deal):
    """A draft was never published: what the maker of rows wrote of that goes."""
    deal.publicationconsents.all().delete()
    deal.publications.all().delete()


def test_every_page_of_every_secret_row_opens_and_is_kept(admin_client):
    version = make_full_deal()
    negotiation.propose(version, user=version.author, at=make.ANNOUNCED)
    make_full_deal("Second")
    DealReading.objects.all().delete()
    wrong, kept = [], {}

    for model in SECRET:
        row = model._base_manager.latest("pk")
        for page in ("changelist", "change", "history", "deleted"):
            if page == "deleted" and not hasattr(model, "history"):
                continue
            before = DealReading.objects.count()
            answer = admin_client.get(
                address(row, page), {"q": "a"} if page == "changelist" else {}
            )
            if answer.status_code != 200:
                wrong.append((model.__name__, page, answer.status_code))
            if page in {"change", "history"}:
                kept[model.__name__, page] = DealReading.objects.count() - before

    assert len(SECRET) > 30
    assert wrong == []
    assert {name for name, count in kept.items() if count != 1} == set()


def test_autocompletes_name_a_reader(admin_client):
    make_full_deal()
    for model, name in [(Milestone, "deal"), (Milestone, "phase"), (DealReading, "user")]:
        answer = admin_client.get(
            reverse("admin:autocomplete"),
            {
                "app_label": "films",
                "model_name": model._meta.model_name,
                "field_name": name,
                "term": "",
            },
        )
        assert answer.status_code == 200, (model, name)


def test_staff_who_are_no_admins_find_no_deals(client):
    version = make_full_deal()
    client.force_login(make.make_user(is_staff=True))

    answers = {
        client.get(address(row, page)).status_code
        for row in (version, version.deal)
        for page in ("changelist", "change", "history")
    }

    assert answers == {403}


def test_an_admin_edits_a_deal_and_takes_it_back(admin_client):
    deal = make_full_deal().deal
    typed = fields_of(admin_client.get(address(deal)), "deal_form")

    saved = admin_client.post(address(deal), {**typed, "title": "Pear Road", "why": "renamed"})
    stale = admin_client.post(address(deal), {**typed, "title": "Plum Road"})

    assert (saved.status_code, stale.status_code) == (302, 409)
    entry = Deal.history.filter(id=deal.pk).latest("history_id")
    assert (entry.title, entry.history_change_reason) == ("Pear Road", "renamed")
    first = Deal.history.filter(id=deal.pk).earliest("history_id")
    name = "admin:films_deal_simple_history"
    page = admin_client.get(reverse(name, args=[deal.pk, first.pk]))
    admin_client.post(
        reverse(name, args=[deal.pk, first.pk]), {"revision": page.context["revision"]}
    )
    assert Deal.objects.for_the_product("a test").get().title == "Apple Road"


def test_rows_on_the_page_of_a_deal_are_saved(admin_client):
    deal = make_full_deal().deal
    typed = fields_of(admin_client.get(address(deal)), "deal_form")

    answer = admin_client.post(address(deal), {**typed, "team-0-function": "lawyer"})

    assert answer.status_code == 302, answer.context["errors"]
    assert deal.team.get().function == "lawyer"


def test_a_change_by_an_admin_makes_open_sheets_stale(admin_client):
    version = make_full_deal()
    line = version.budgetlines.get()
    typed = fields_of(admin_client.get(address(line)), "budgetline_form")

    answer = admin_client.post(address(line), {**typed, "amount": "2000"})

    stored = Version.objects.for_the_product("a test").get()
    assert answer.status_code == 302
    assert (stored.budgetlines.get().amount, stored.revision > version.revision) == (2000, True)


def test_what_was_proposed_is_shown_and_not_changed(admin_client):
    version = make_full_deal()
    negotiation.propose(version, user=version.author, at=make.ANNOUNCED)
    line = version.budgetlines.get()

    page = admin_client.get(address(line))
    posted = admin_client.post(address(line), {"amount": "1", "currency": "EUR"})
    deleted = admin_client.post(address(line, "delete"), {"post": "yes"})
    many = admin_client.post(
        address(line, "changelist"),
        {"action": "delete_selected", "_selected_action": [line.pk], "do": "yes",
         f"revision-{line.pk}": line.revision},
        follow=True,
    )  # fmt: skip

    assert "Version 1 was proposed and is frozen" in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert (posted.status_code, deleted.status_code, many.status_code) == (403, 403, 200)
    assert "Version 1 was proposed and is frozen" in many.content.decode()
    assert BudgetLine.objects.for_the_product("a test").get().amount == 1000


def test_a_frozen_term_is_not_brought_back(admin_client):
    version = make_full_deal()
    line = version.budgetlines.get()
    entry = BudgetLine.history.filter(id=line.pk).latest("history_id")
    negotiation.propose(version, user=version.author, at=make.ANNOUNCED)
    name = "admin:films_budgetline_simple_history"

    answer = admin_client.post(reverse(name, args=[line.pk, entry.pk]), {"revision": line.revision})

    assert answer.status_code == 403


def test_a_deal_with_a_proposal_is_not_deleted(admin_client):
    version = make_full_deal()
    unpublish(version.deal)
    negotiation.propose(version, user=version.author, at=make.ANNOUNCED)
    deal = version.deal

    page = admin_client.get(address(deal, "delete"))
    deal.refresh_from_db()
    admin_client.post(address(deal, "delete"), {"post": "yes", "revision": deal.revision})

    assert "was proposed and stays" in page.content.decode()
    assert Deal.objects.for_the_product("a test").count() == 1


def test_a_draft_deal_is_deleted_with_everything(admin_client):
    version = make_full_deal()
    unpublish(version.deal)
    deal = version.deal

    answer = admin_client.post(address(deal, "delete"), {"post": "yes", "revision": deal.revision})

    assert answer.status_code == 302
    assert Partner.objects.for_the_product("a test").count() == 0


def test_deals_are_withdrawn_in_bulk(admin_client):
    deals = [make.make_deal(title) for title in ("One", "Two")]

    admin_client.post(
        reverse("admin:films_deal_changelist"),
        {
            "action": "withdraw",
            "_selected_action": [str(deal.pk) for deal in deals],
            **{f"revision-{deal.pk}": deal.revision for deal in deals},
        },
    )

    stages = Deal.objects.for_the_product("a test").values_list("stage", flat=True)
    assert set(stages) == {"withdrawn"}


def test_readings_are_only_read(admin_client):
    make_full_deal()
    reading = DealReading.objects.get()

    assert 'name="_save"' not in admin_client.get(address(reading)).content.decode()
    assert admin_client.post(address(reading, "delete"), {"post": "yes"}).status_code == 403
    assert admin_client.get(address(reading, "add")).status_code == 403


def test_a_company_with_deals_is_not_merged_away(admin_client):
    ours, twin = make.make_company("Dala Film"), make.make_company("Dala film")
    make.make_deal(between=[twin, make.make_company()])

    answer = admin_client.post(
        reverse("admin:partners_company_changelist"),
        {
            "action": "merge",
            "_selected_action": [ours.pk, twin.pk],
            "do": "yes",
            "keep": ours.pk,
            **{f"revision-{one.pk}": one.revision for one in (ours, twin)},
        },
        follow=True,
    )

    assert "is held by something else: keep this row" in answer.content.decode()
    twin.refresh_from_db()


def test_a_list_of_secret_rows_is_a_reading_of_each_deal(admin_client):
    first, second = make_full_deal("Apple Road"), make_full_deal("Pear Road")
    DealReading.objects.all().delete()

    for model in (Deal, Note, BudgetLine):
        admin_client.get(address(model(), "changelist"))

    kept = list(DealReading.objects.values_list("deal", flat=True))
    assert sorted(kept) == sorted([first.deal.pk, second.deal.pk] * 3)


def test_who_has_read_a_deal_stays_known_when_it_is_deleted(admin_client):
    deal = make_full_deal().deal
    unpublish(deal)
    admin_client.get(address(deal))
    read = set(DealReading.objects.filter(deal=deal).values_list("pk", flat=True))

    admin_client.post(address(deal, "delete"), {"post": "yes", "revision": deal.revision})

    assert not Deal.objects.for_the_product("a test").filter(pk=deal.pk).exists()
    kept = DealReading.objects.filter(deal_id=deal.pk)
    assert read and read <= set(kept.values_list("pk", flat=True))
    pages = [address(kept.first(), "changelist"), address(kept.first())]
    assert [str(deal.pk) in admin_client.get(one).content.decode() for one in pages] == [True, True]


def test_staff_who_delete_what_deals_hold_learn_nothing_of_them(client):
    """Nor how many there are, or of which kind: that something holds it is all there is to say."""
    version = make_full_deal("Apple Road")
    rows = [version.company, version.deal.parties.first().country]
    user = make.make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.all())
    client.force_login(user)

    def told():
        return [
            [client.get(address(row, "delete")).content,
             client.post(
                 address(row, "changelist"),
                 {"action": "delete_selected", "_selected_action": row.pk, "do": "yes"},
             ).content]
            for row in rows
        ]  # fmt: skip

    one = told()
    make_full_deal("Pear Road", between=[version.company, make.make_company()])
    two = told()

    strip = re.compile(rb'value="\w{64}"')
    for before, after in zip(one, two, strict=True):
        for first, second in zip(before, after, strict=True):
            assert strip.sub(b"", first) == strip.sub(b"", second)
            assert b"something that is not shown to you" in second
            assert not re.search(rb"parties to deals|partners</li>|memberships", second)


def test_a_party_stays_the_company_that_it_is(admin_client):
    party = make_full_deal().deal.parties.order_by("pk").first()
    typed = fields_of(admin_client.get(address(party)), "dealparty_form")

    other = admin_client.post(address(party), {**typed, "company": make.make_company().pk})
    gone = admin_client.post(address(party, "delete"), {"post": "yes"})

    assert "A party stays the company that it is" in other.content.decode()
    assert gone.status_code == 403
    assert DealParty.objects.for_the_product("a test").get(pk=party.pk).company == party.company


def test_choosing_a_deal_from_a_list_is_a_reading_of_each(admin_client):
    first, second = make_full_deal("Apple Road"), make_full_deal("Pear Road")
    make_full_deal("Something else")
    DealReading.objects.all().delete()

    for model in (Milestone, DealReading):
        admin_client.get(
            reverse("admin:autocomplete"),
            {"app_label": "films", "model_name": model._meta.model_name, "field_name": "deal",
             "term": "road"},
        )  # fmt: skip

    kept = DealReading.objects.values_list("deal", "address")
    pairs = [(one.deal.pk, "/admin/autocomplete/") for one in (first, second)]
    assert sorted(kept) == sorted(pairs * 2)


def test_accounts_tokens_and_kept_filters_are_no_matter_of_single_permissions(client):
    """Whoever gives rights, or signs in as somebody who has them, reads deals in the end."""
    company = make_full_deal().company
    staff = make.make_user("staff", is_staff=True)
    staff.user_permissions.set(Permission.objects.all())
    client.force_login(staff)
    rows = [
        staff,
        company.memberships.first(),
        SavedFilter.objects.create(
            user=make.make_user(), list_name="deals:deals", name="Apple Road", query="q=apple"
        ),
    ]

    answers = {
        client.get(address(row, page)).status_code
        for row in rows
        for page in ("changelist", "change", "delete", "history", "add")
    }
    promoted = client.post(address(staff), {"username": "staff", "is_superuser": "on"})
    joined = client.post(
        address(rows[1], "add"), {"user": staff.pk, "company": company.pk, "role": "signatory"}
    )

    assert answers == {403}
    assert (promoted.status_code, joined.status_code) == (403, 403)
    assert client.get("/admin/authtoken/tokenproxy/").status_code == 404
    staff.refresh_from_db()
    assert not (staff.is_superuser or staff.memberships.exists())
