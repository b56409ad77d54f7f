"""The start page of the administration: what is edited together stands together."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests.factories import make_admin, make_film, make_user

pytestmark = pytest.mark.django_db


def test_start_page_shows_every_table_once_in_groups(client):
    client.force_login(make_admin("aigul"))

    groups = client.get(reverse("admin:index")).context["app_list"]

    assert [group["app_label"] for group in groups] == [
        "register",
        "law",
        "words",
        "deals",
        "people",
    ]
    assert groups[0]["models"][0]["object_name"] == "Company"
    shown = [table["model"] for group in groups for table in group["models"]]
    assert len(shown) == len(set(shown))
    assert set(shown) == set(admin.site._registry) - {Permission}


def test_staff_see_only_the_groups_they_may_edit(client):
    user = make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_film"))
    client.force_login(user)

    groups = client.get(reverse("admin:index")).context["app_list"]

    assert [(one["app_label"], len(one["models"])) for one in groups] == [("register", 1)]


def test_tables_stand_in_the_alphabet_of_the_reader(client):
    client.force_login(make_admin("aigul"))

    groups = client.get(reverse("admin:index"), headers={"accept-language": "ru"}).context[
        "app_list"
    ]

    initials = [str(table["name"])[0] for table in groups[0]["models"]]
    assert initials == sorted(initials)
    assert initials[0] == "В"


def test_list_counts_its_rows_in_words_that_agree(client):
    client.force_login(make_admin("aigul"))
    for _each in range(5):
        make_film()

    page = client.get("/admin/films/film/", headers={"accept-language": "ru"}).content.decode()

    assert "5 результатов" in page.split('class="paginator"')[1].split("</p>")[0]
