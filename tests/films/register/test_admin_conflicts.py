"""Two admins at once: the second sees both versions and loses nothing of what was typed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from films.models import Film, Participation, Person
from tests.factories import (
    make_admin,
    make_country,
    make_film,
    make_genre,
    make_participation,
    make_person,
    make_user,
)
from tests.films.register.test_admin import FILMS, page_of
from tests.typing_in import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(make_admin("first"))
    return client


@pytest.fixture
def second(db):
    client = Client()
    client.force_login(make_admin("second"))
    return client


def opened(client, row):
    return fields_of(client.get(page_of(row)), f"{row._meta.model_name}_form")


def table(response):
    """{label: (stored, typed)} of the conflict shown."""
    return {
        line.label: (line.before, line.after)
        for conflict in response.context["conflicts"]
        for line in conflict.lines
    }


def test_second_writer_sees_both_versions_and_keeps_the_text(admin, second):
    film = make_film("Tulpan", genres=[make_genre("drama")])
    first_page, second_page = opened(admin, film), opened(second, film)
    admin.post(
        page_of(film),
        {**first_page, "title": "Tulpan!", "genres": make_genre("comedy").pk, "why": "misprint"},
    )

    response = second.post(page_of(film), {**second_page, "title": "Tulip", "year": "2008"})

    assert response.status_code == 409
    assert table(response) == {
        "title in English": ("Tulpan!", "Tulip"),
        "year": ("–", "2008"),
        "genres": ("Comedy", "Drama"),
    }
    text = response.content.decode()
    assert "first" in text and "misprint" in text
    again = fields_of(response, "film_form")
    assert (again["title"], again["year"]) == ("Tulip", "2008")
    film.refresh_from_db()
    assert (film.title, film.revision) == ("Tulpan!", 2)

    assert second.post(page_of(film), again).status_code == 302
    film.refresh_from_db()
    assert (film.title, film.year, film.revision) == ("Tulip", 2008, 3)


def test_a_page_without_its_revision_is_refused(admin):
    film = make_film("Tulpan")
    fields = opened(admin, film)
    del fields["seen_revision"]

    response = admin.post(page_of(film), {**fields, "title": "Tulip"})

    assert response.status_code == 409
    film.refresh_from_db()
    assert film.title == "Tulpan"


def test_conflict_in_a_row_below_is_shown_and_another_row_is_not_touched(admin, second):
    film = make_film("Tulpan", between=[make_country("KZ"), make_country("FR")])
    first_page, second_page = opened(admin, film), opened(second, film)
    admin.post(
        page_of(film),
        {**first_page, "participations-0-share": "60", "participations-1-share": "40"},
    )

    # The second page still shows France without a share: it must not take the share away.
    response = second.post(page_of(film), {**second_page, "participations-0-share": "55"})

    assert response.status_code == 409
    assert table(response) == {"published share in per cent": ("60", "55")}
    again = fields_of(response, "film_form")
    assert (again["participations-0-share"], again["participations-1-share"]) == ("55", "40")
    assert second.post(page_of(film), again).status_code == 302
    shares = film.participations.values_list("share", flat=True)
    assert list(shares) == [Decimal(55), Decimal(40)]


def test_two_admins_edit_different_rows_of_one_film_without_conflict(admin, second):
    film = make_film("Tulpan", between=[make_country("KZ"), make_country("FR")])
    first_page, second_page = opened(admin, film), opened(second, film)
    admin.post(page_of(film), {**first_page, "title": "Tulip", "participations-0-share": "60"})

    response = second.post(page_of(film), {**second_page, "participations-1-share": "40"})

    assert response.status_code == 302
    film.refresh_from_db()
    assert film.title == "Tulip"
    assert list(film.participations.values_list("share", flat=True)) == [60, 40]


def test_shares_of_two_admins_are_judged_together(admin, second):
    film = make_film("Tulpan", between=[make_country("KZ"), make_country("FR")])
    first_page, second_page = opened(admin, film), opened(second, film)
    admin.post(page_of(film), {**first_page, "participations-0-share": "60"})

    response = second.post(page_of(film), {**second_page, "participations-1-share": "41"})

    assert response.status_code == 200
    assert "60 + 41 add to 101" in response.content.decode()


def test_row_added_meanwhile_counts_too(admin):
    film = make_film("Tulpan", between=[make_country("KZ")])
    page = opened(admin, film)
    make_participation(film, country=make_country("FR"), share=Decimal(60))

    response = admin.post(page_of(film), {**page, "participations-0-share": "41"})

    assert response.status_code == 200
    assert "41 + 60 add to 101" in response.content.decode()


def test_row_deleted_meanwhile_keeps_the_text_and_can_be_added_anew(admin, second):
    kz, fr = make_country("KZ"), make_country("FR")
    film = make_film("Tulpan", between=[kz, fr])
    first_page, second_page = opened(admin, film), opened(second, film)
    admin.post(page_of(film), {**first_page, "participations-0-DELETE": "on"})

    response = second.post(page_of(film), {**second_page, "participations-0-share": "60"})

    assert response.status_code == 409
    assert table(response)["published share in per cent"] == ("–", "60")
    again = fields_of(response, "film_form")
    assert again["participations-INITIAL_FORMS"] == "1"
    assert (again["participations-1-share"], again["participations-1-id"]) == ("60", "")
    assert second.post(page_of(film), again).status_code == 302
    parts = film.participations.order_by("country__code")
    assert [(part.country, part.share) for part in parts] == [(fr, None), (kz, Decimal(60))]


def test_row_deleted_meanwhile_and_not_touched_stays_deleted(admin, second):
    film = make_film("Tulpan", between=[make_country("KZ"), make_country("FR")])
    first_page, second_page = opened(admin, film), opened(second, film)
    admin.post(page_of(film), {**first_page, "participations-0-DELETE": "on"})

    response = second.post(page_of(film), {**second_page, "year": "2008"})

    assert response.status_code == 302
    assert [part.country.code for part in film.participations.all()] == ["FR"]


def test_deleting_a_row_that_somebody_changed_is_refused_first(admin, second):
    film = make_film("Tulpan", between=[make_country("KZ")])
    first_page, second_page = opened(admin, film), opened(second, film)
    admin.post(page_of(film), {**first_page, "participations-0-share": "60"})

    response = second.post(page_of(film), {**second_page, "participations-0-DELETE": "on"})

    assert response.status_code == 409
    assert Participation.objects.get().share == 60
    again = fields_of(response, "film_form")
    assert second.post(page_of(film), again).status_code == 302
    assert not Participation.objects.exists()


def test_film_deleted_meanwhile_shows_what_was_typed(admin, second):
    film = make_film("Tulpan")
    page = opened(second, film)
    address = page_of(film)
    film.delete()

    response = second.post(address, {**page, "title": "Tulip"})

    assert response.status_code == 409
    assert "Tulip" in response.content.decode()
    assert not Film.objects.exists()


def test_deleting_a_film_that_somebody_changed_is_refused_first(admin):
    film = make_film("Tulpan")
    address = reverse("admin:films_film_delete", args=[film.pk])
    assert 'name="revision" value="1"' in admin.get(address).content.decode()
    film.title = "Tulip"
    film.save()

    response = admin.post(address, {"post": "yes", "revision": "1"})

    assert response.status_code == 409
    assert table(response) == {"title in English": ("Tulpan", "Tulip")}
    assert admin.post(address, {"post": "yes", "revision": "2", "why": "twice"}).status_code == 302
    assert Film.history.filter(history_type="-").get().history_change_reason == "twice"


def test_bulk_act_on_a_row_that_moved_on_changes_nothing(admin):
    one, two = make_person("One"), make_person("Two")
    two.name = "Zwei"
    two.save()
    act = {
        "action": "set_confidence",
        "_selected_action": [one.pk, two.pk],
        f"revision-{one.pk}": "1",
        f"revision-{two.pk}": "1",
        "do": "yes",
        "confidence": "read",
    }
    address = reverse("admin:films_person_changelist")

    response = admin.post(address, act)

    assert response.status_code == 409
    assert table(response) == {"name": ("Two", "Zwei")}
    assert set(Person.objects.values_list("confidence", flat=True)) == {"unverified"}
    again = dict(response.context["again"])
    assert (again[f"revision-{two.pk}"], again["confidence"]) == ("2", "read")
    repeated = {**act, f"revision-{two.pk}": "2"}
    assert admin.post(address, repeated).status_code == 302
    assert set(Person.objects.values_list("confidence", flat=True)) == {"read"}


def test_editing_in_the_list_is_locked_too(admin):
    genre = make_genre("drama")
    address = reverse("admin:films_genre_changelist")
    page = fields_of(admin.get(address), "changelist-form")
    assert page[f"revision-{genre.pk}"] == "1"
    genre.position = 7
    genre.save()

    response = admin.post(address, {**page, "form-0-position": "3", "_save": "Save"})

    assert response.status_code == 409
    assert table(response) == {"position": ("7", "3")}
    again = fields_of(response, "changelist-form")
    assert again["form-0-position"] == "3"
    assert admin.post(address, {**again, "_save": "Save"}).status_code == 302
    genre.refresh_from_db()
    assert (genre.position, genre.revision) == (3, 3)


def test_accounts_are_locked_without_a_history(admin):
    user = make_user("reader", first_name="Asel")
    page = opened(admin, user)
    user.first_name = "Aigul"
    user.save()

    response = admin.post(page_of(user), {**page, "last_name": "Omarova"})

    assert response.status_code == 409
    assert table(response) == {"first name": ("Aigul", "Asel"), "last name": ("–", "Omarova")}


@pytest.mark.django_db(transaction=True)
def test_of_admins_at_the_same_moment_one_saves_and_the_others_are_told():
    person = make_person("Nobody")
    clients = [Client() for _one in range(4)]
    for number, client in enumerate(clients):
        client.force_login(make_admin(f"editor-{number}"))
    pages = [opened(client, person) for client in clients]
    barrier = threading.Barrier(len(clients))

    def save(number):
        barrier.wait()
        try:
            name = f"Editor {number}"
            return clients[number].post(page_of(person), {**pages[number], "name": name})
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(save, range(len(clients))))

    assert sorted(answer.status_code for answer in answers) == [302, 409, 409, 409]
    person.refresh_from_db()
    assert person.revision == 2
    winner = [answer.status_code for answer in answers].index(302)
    assert person.name == f"Editor {winner}"


def test_list_shows_the_revision_of_every_row(admin):
    film = make_film("Tulpan")

    assert f'name="revision-{film.pk}" value="1"' in admin.get(FILMS).content.decode()
