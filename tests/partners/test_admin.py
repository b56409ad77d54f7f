"""Admins find countries, companies, treaties and accounts, and edit what belongs to them."""

import pytest
from django.urls import NoReverseMatch, reverse
from rest_framework.authtoken.models import Token

from partners.models import Country, TreatyTerm, User
from tests.factories import (
    make_alias,
    make_company,
    make_country,
    make_funding_kind,
    make_region,
    make_source,
    make_treaty,
    make_user,
)
from tests.films.register.test_admin import edit, listed
from tests.typing_in import fields_of

pytestmark = pytest.mark.django_db


def found(client, kind, **asked):
    return listed(client.get(reverse(f"admin:partners_{kind}_changelist"), asked))


@pytest.mark.parametrize("question", ["KZ", "kazakhstan", "казахстан", "ҚАЗАҚСТАН"])
def test_country_is_found_in_every_language(admin, question):
    kz = make_country("KZ", name_ru="Казахстан", name_kk="Қазақстан")
    make_country("FR", name_ru="Франция")

    assert found(admin, "country", q=question) == [kz]


def test_short_tables_are_found_in_every_script(admin):
    kind = make_funding_kind("cash_rebate", name_ru="Возврат затрат")
    make_funding_kind("broadcaster")

    assert found(admin, "fundingkind", q="возврат ЗАТРАТ") == [kind]
    assert found(admin, "fundingkind", q="!!!") == []


def test_lists_filter_by_linked_rows(admin):
    kz, fr = make_country("KZ", region=make_region("143")), make_country("FR")
    ours, theirs = make_company(country=kz), make_company(country=fr)
    treaty = make_treaty(between=[kz, fr])
    make_treaty(between=[fr])

    assert found(admin, "company", country=kz.pk) == [ours]
    assert set(found(admin, "company")) == {ours, theirs}
    assert found(admin, "country", region=kz.region.pk) == [kz]
    assert found(admin, "treaty", country=kz.pk) == [treaty]


def test_choosing_by_typing_answers_what_fits(admin):
    kz = make_country("KZ", name_ru="Казахстан")
    make_country("FR")
    asked = {"app_label": "partners", "model_name": "company", "field_name": "country"}

    answer = admin.get(reverse("admin:autocomplete"), {**asked, "term": "казах"}).json()

    assert answer["results"] == [{"id": str(kz.pk), "text": "Kazakhstan"}]


def test_links_of_a_country_are_in_its_history(admin):
    heir = make_country("KZ")
    soviet = make_country("SUHH")

    edit(admin, soviet, successors=heir.pk, why="Belovezha")

    entry = soviet.history.first()
    assert [row.to_country for row in entry.successors.all()] == [heir]
    assert entry.history_change_reason == "Belovezha"


def test_limits_of_a_treaty_are_judged(admin):
    treaty = make_treaty()
    row = {"terms-0-rule": "share", "terms-0-scope": "any", "terms-0-confidence": "read"}
    row["terms-TOTAL_FORMS"] = "1"

    refused = edit(admin, treaty, **row)
    assert "Give a lowest or a highest value" in refused.content.decode()
    refused = edit(admin, treaty, **row, **{"terms-0-minimum": "80", "terms-0-maximum": "20"})
    assert "The highest value cannot be below the lowest" in refused.content.decode()
    assert edit(admin, treaty, **row, **{"terms-0-minimum": "10"}).status_code == 302

    term = TreatyTerm.objects.get()
    assert (term.minimum, term.history.get().history_user.username) == (10, "aigul")


def test_same_spelling_twice_is_refused(admin):
    country = make_country("KZ")
    make_alias("Kasachstan", country)

    response = edit(admin, country, **{"aliases-TOTAL_FORMS": "2", "aliases-1-text": "Kasachstan"})

    assert response.status_code == 200
    assert Country.objects.get().aliases.count() == 1


def test_account_is_added_with_its_password(admin):
    address = reverse("admin:partners_user_add")
    fields = fields_of(admin.get(address), "user_form")
    password = {"password1": "steppe-lantern-7", "password2": "steppe-lantern-7"}

    admin.post(address, {**fields, "username": "asel", "usable_password": "true", **password})

    asel = User.objects.get(username="asel")
    assert asel.check_password("steppe-lantern-7")
    assert edit(admin, asel, email="asel@example.org").status_code == 302


def test_source_in_use_cannot_be_deleted(admin):
    source = make_source("Yearbook")
    make_company("Eurasia Film", source=source)

    page = admin.get(reverse("admin:partners_source_delete", args=[source.pk]))

    assert "Eurasia Film" in page.content.decode()
    assert list(page.context["protected"])


def test_a_source_with_many_rows_names_the_first_and_counts_the_others(admin):
    source = make_source("Yearbook")
    for number in range(23):
        make_company(f"Studio {number:02d}", source=source)

    page = admin.get(reverse("admin:partners_source_delete", args=[source.pk])).content.decode()

    assert ("Studio 19" in page, "Studio 20" in page, "3 more: companies" in page) == (
        True, False, True,
    )  # fmt: skip


def test_api_tokens_are_taken_away_and_never_shown(admin):
    asel = make_user("asel")
    token = Token.objects.create(user=asel)
    users = reverse("admin:partners_user_changelist")

    answer = admin.post(users, {"action": "take_tokens", "_selected_action": asel.pk}, follow=True)

    assert "1 token was taken away" in answer.content.decode()
    assert token.key not in answer.content.decode()
    assert not Token.objects.exists()
    with pytest.raises(NoReverseMatch):
        reverse("admin:authtoken_tokenproxy_changelist")


def test_permissions_are_chosen_by_typing(admin):
    asked = {"app_label": "auth", "model_name": "group", "field_name": "permissions"}

    found = admin.get(reverse("admin:autocomplete"), {**asked, "term": "change film"}).json()

    assert "Films | film | Can change film" in [one["text"] for one in found["results"]]


@pytest.mark.parametrize("code", ["\ufffd", "a/b", "", "../.."])
def test_a_code_that_makes_no_address_is_refused_and_named(admin, code):
    kz, treaty = make_country("KZ"), make_treaty()

    refused = [
        edit(admin, kz, code=code, alpha_2=code),
        edit(admin, treaty, code=code),
    ]

    assert [answer.status_code for answer in refused] == [200, 200]
    assert all(answer.context["adminform"].form.errors for answer in refused)
