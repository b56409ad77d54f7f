"""Every change can be read with its author and reason, and taken back."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from films.models import Film, Participation
from tests.factories import (
    make_country,
    make_credit,
    make_film,
    make_genre,
    make_participation,
    make_person,
    make_source,
    make_user,
    sourced,
)
from tests.films.register.test_admin import edit

pytestmark = pytest.mark.django_db


def history_of(client, row):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_history"
    return client.get(reverse(name, args=[row.pk]))


def told(response):
    """[(kind, name, {label: (before, after)}, why)] of the changes shown."""
    return [
        (
            f"{change.what} {change.kind}",
            change.name,
            {line.label: (line.before, line.after) for line in change.lines},
            change.entry.history_change_reason,
        )
        for change in (item["change"] for item in response.context["changes"])
    ]


def undo_newest(client, response, **typed):
    """Press the first button "Undo" of a history."""
    item = next(item for item in response.context["changes"] if item["undo_url"])
    return client.post(item["undo_url"], {"revision": item["change"].revision, **typed})


def test_history_tells_fields_links_rows_author_and_reason(admin):
    film = make_film("Tulpan", genres=[make_genre("drama")], **sourced())
    part = make_participation(film, country=make_country("KZ"))
    comedy = make_genre("comedy")
    edit(admin, film, title="Tulip", genres=comedy.pk, why="misprint")
    edit(admin, part, share="60", why="yearbook p. 12")

    response = history_of(admin, film)

    assert told(response)[:2] == [
        (
            "participation changed",
            "Kazakhstan",
            {"published share in per cent": ("–", "60")},
            "yearbook p. 12",
        ),
        (
            "film changed",
            "",
            {"title in English": ("Tulpan", "Tulip"), "genres": ("Drama", "Comedy")},
            "misprint",
        ),
    ]
    entry = film.history.first()
    assert (entry.history_user.username, entry.revision) == ("aigul", 2)
    assert [row.genre for row in entry.genres.all()] == [comedy]


@pytest.mark.parametrize(("language", "told"), [("en", "Created: film"), ("ru", "Создано: фильм")])
def test_history_names_the_act_before_the_row_so_that_both_agree(admin, language, told):
    film = make_film("Nomad")

    admin.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = history_of(admin, film).content.decode()

    assert told in " ".join(page.split())


def test_undo_takes_the_last_change_back_with_its_links(admin):
    drama = make_genre("drama")
    film = make_film("Tulpan", genres=[drama])
    edit(admin, film, title="Tulip", genres=make_genre("comedy").pk)

    response = undo_newest(admin, history_of(admin, film), why="was right before")

    film.refresh_from_db()
    assert response.status_code == 302
    assert (film.title, film.sort_title, list(film.genres.all())) == ("Tulpan", "tulpan", [drama])
    assert film.revision == 3
    newest = film.history.first()
    assert newest.history_change_reason == "was right before (back to version 1)"
    assert newest.history_user.username == "aigul"


def test_undo_of_an_undo_brings_the_change_back(admin):
    film = make_film("Tulpan")
    edit(admin, film, title="Tulip")
    undo_newest(admin, history_of(admin, film))

    undo_newest(admin, history_of(admin, film))

    film.refresh_from_db()
    assert film.title == "Tulip"


def test_any_version_can_be_brought_back(admin):
    film = make_film("One")
    for title in ("Two", "Three"):
        edit(admin, film, title=title)
    first = film.history.get(revision=1)
    address = reverse("admin:films_film_simple_history", args=[film.pk, first.pk])

    page = admin.get(address)
    assert ("title in English", "One", "Three") in [
        (line.label, line.before, line.after) for line in page.context["lines"]
    ]
    admin.post(address, {"revision": page.context["revision"]})

    film.refresh_from_db()
    assert (film.title, film.revision) == ("One", 4)


def test_undo_is_refused_when_somebody_was_first(admin):
    film = make_film("One")
    edit(admin, film, title="Two")
    page = history_of(admin, film)
    edit(admin, film, title="Three")

    response = undo_newest(admin, page)

    assert response.status_code == 409
    assert [line.before for line in response.context["conflicts"][0].lines] == ["Two"]
    film.refresh_from_db()
    assert film.title == "Three"
    item = page.context["changes"][0]
    again = dict(response.context["again"])
    assert admin.post(item["undo_url"], again).status_code == 302
    film.refresh_from_db()
    assert film.title == "One"


def test_undo_is_judged_like_every_edit(admin):
    film = make_film("Tulpan")
    kz = make_participation(film, country=make_country("KZ"), share=Decimal(60))
    edit(admin, kz, share="30")
    make_participation(film, country=make_country("FR"), share=Decimal(70))

    response = undo_newest(admin, history_of(admin, kz))

    assert response.status_code == 200
    assert "70 + 60 add to 130 %" in response.content.decode()
    kz.refresh_from_db()
    assert kz.share == 30


def test_undo_names_what_is_no_longer_there(admin):
    source = make_source("Lost yearbook")
    film = make_film("Tulpan", source=source)
    edit(admin, film, source="")
    source.delete()

    response = undo_newest(admin, history_of(admin, film))

    assert response.status_code == 200
    assert "Source: source instance with id" in response.content.decode()
    film.refresh_from_db()
    assert film.source is None


def test_deleted_film_comes_back_with_the_rows_that_went_with_it(admin):
    film = make_film("Tulpan", between=[make_country("KZ")], genres=[make_genre("drama")])
    make_credit(film, make_person("Sergey Dvortsevoy"))
    public_id, pk = film.public_id, film.pk
    admin.post(
        reverse("admin:films_film_delete", args=[pk]),
        {"post": "yes", "revision": film.revision, "why": "by mistake"},
    )
    assert not Film.objects.exists()

    deleted = admin.get(reverse("admin:films_film_deleted"))
    assert [(kind, name, why) for kind, name, _lines, why in told(deleted)] == [
        ("film deleted", "Tulpan", "by mistake")
    ]
    response = undo_newest(admin, deleted)

    assert response.status_code == 302
    film = Film.objects.get()
    assert (film.pk, film.public_id, film.title) == (pk, public_id, "Tulpan")
    assert [genre.code for genre in film.genres.all()] == ["drama"]
    assert [part.country.code for part in film.participations.all()] == ["KZ"]
    assert [str(credit) for credit in film.credits.all()] == ["Sergey Dvortsevoy: director"]
    assert film.country_count == 1


def test_deleted_row_of_a_film_comes_back_from_its_history(admin):
    film = make_film("Tulpan", between=[make_country("KZ"), make_country("FR")])
    edit(admin, film, **{"participations-1-DELETE": "on"}, why="France was wrong")

    page = history_of(admin, film)
    assert told(page)[0][:2] == ("participation deleted", "France")
    undo_newest(admin, page)

    assert Participation.objects.filter(film=film).count() == 2


def test_history_of_what_never_was_is_no_error(admin):
    film = make_film("Tulpan")

    for wrong in ("0", "9" * 30, "abc", "-1"):
        assert admin.get(f"/admin/films/film/{wrong}/history/").status_code == 302
        for version in ("0", "9" * 30, "abc"):
            address = f"/admin/films/film/{film.pk}/history/{version}/"
            assert admin.get(address).status_code == 404
    assert admin.get(f"/admin/films/film/{film.pk}/history/?p=99999999999").status_code == 200


def test_history_is_for_staff_who_may_see_it(client):
    film = make_film("Tulpan")
    client.force_login(make_user(is_staff=True))

    assert history_of(client, film).status_code == 403
    entry = film.history.first()
    address = reverse("admin:films_film_simple_history", args=[film.pk, entry.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, {"revision": film.revision}).status_code == 403


def test_moment_of_announcement_survives_an_edit(admin):
    moment = timezone.now().replace(microsecond=123456)
    film = make_film("Tulpan", announced_at=moment)

    edit(admin, film, title="Tulip")

    film.refresh_from_db()
    assert film.announced_at == moment
