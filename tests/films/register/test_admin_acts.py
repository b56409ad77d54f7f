"""Bulk acts: all chosen rows or none, each with its history."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from films.models import Citation, Film, Genre, Participation, Person
from partners.models import Company, Country
from partners.source.admin import SetSource
from tests.factories import (
    make_company,
    make_country,
    make_credit,
    make_film,
    make_genre,
    make_hidden_film,
    make_participation,
    make_person,
    make_release,
    make_source,
    make_user,
)
from tests.films.register.test_admin import FILMS, listed
from tests.typing_in import fields_of

pytestmark = pytest.mark.django_db
COMPANIES = reverse("admin:partners_company_changelist")
PEOPLE = reverse("admin:films_person_changelist")


def act(client, address, name, rows, **typed):
    """Choose rows in a list and press Go."""
    page = fields_of(client.get(address), "changelist-form")
    chosen = {"action": name, "_selected_action": [row.pk for row in rows], "index": "0"}
    return client.post(address, {**page, **chosen, **typed}, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_announce_and_withdraw_films(admin):
    hidden, other = make_hidden_film("Hidden"), make_hidden_film("Other")
    shown = make_film("Shown")

    response = act(admin, FILMS, "announce", [hidden, shown], why="press release")

    assert said(response) == ["1 film was announced. 1 was so already."]
    assert set(Film.objects.announced()) == {hidden, shown}
    hidden.refresh_from_db()
    entry = hidden.history.first()
    assert (entry.revision, entry.history_change_reason) == (2, "press release")
    assert entry.history_user.username == "aigul"
    assert shown.history.count() == 1

    response = act(admin, FILMS, "withdraw", [hidden, other])

    assert said(response) == ["1 film was withdrawn. 1 was so already."]
    assert set(Film.objects.announced()) == {shown}


def test_confidence_of_all_chosen_rows(admin):
    one, two = make_film("One"), make_film("Two")

    page = act(admin, FILMS, "set_confidence", [one, two], why="compared with the law")
    assert "One" in page.content.decode() and page.status_code == 200
    again = dict(page.context["again"])
    response = admin.post(
        FILMS,
        {
            **again,
            "_selected_action": [one.pk, two.pk],
            "do": "yes",
            "confidence": "read",
            "checked_on": "2025-10-29",
            "why": page.context["why"],
        },
        follow=True,
    )

    assert said(response) == ["2 rows were changed."]
    for film in Film.objects.all():
        assert (film.confidence, film.checked_on) == ("read", date(2025, 10, 29))
        assert film.history.first().history_change_reason == "compared with the law"


def test_source_of_all_chosen_rows(admin):
    source = make_source()
    parts = [make_participation(make_film(), country=make_country("KZ")) for _one in range(2)]
    address = reverse("admin:films_participation_changelist")

    response = act(admin, address, "set_source", parts, do="yes", source=source.pk, locator="p. 3")

    assert said(response) == ["2 rows were changed."]
    found = Participation.objects.values_list("source", "locator", "revision")
    assert set(found) == {(source.pk, "p. 3", 2)}


@pytest.mark.parametrize("typed", [{"confidence": "certain"}, {"confidence": ""}, {}])
def test_act_asks_again_when_it_cannot_read_the_answer(admin, typed):
    film = make_film("One")

    response = act(admin, FILMS, "set_confidence", [film], do="yes", **typed)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert film.history.count() == 1


def test_act_on_the_whole_filtered_list(admin):
    make_film("Shown", announced_at=None, year=2008)
    make_film("Other", announced_at=None, year=1999)
    films = [Film.objects.get(title="Shown")]

    act(admin, f"{FILMS}?decade=2000", "announce", films, select_across="1")

    assert [film.title for film in Film.objects.announced()] == ["Shown"]


def test_act_is_all_or_nothing(admin, monkeypatch):
    films = [make_hidden_film("A"), make_hidden_film("B")]
    save, saved = Film.save, []

    def fails_at_the_second(self, *args, **kwargs):
        saved.append(self)
        if len(saved) == 2:
            raise RuntimeError
        save(self, *args, **kwargs)

    monkeypatch.setattr(Film, "save", fails_at_the_second)
    with pytest.raises(RuntimeError):
        act(admin, FILMS, "announce", films)

    assert not Film.objects.announced().exists()


def test_merge_companies_moves_everything_that_points_to_them(admin):
    kz = make_country("KZ")
    kept = make_company("Eurasia Film")
    other = make_company("Eurasia film production", country=kz, register_number="123")
    both, alone = make_film("Both"), make_film("Alone")
    make_participation(both, company=kept)
    make_participation(both, company=other, share=Decimal(60))
    make_participation(alone, company=other, country=kz)
    release = make_release(alone, distributor=other)

    page = act(admin, COMPANIES, "merge", [kept, other])
    assert page.context["form"].fields["keep"].choices[0][0] in {kept.pk, other.pk}
    response = act(admin, COMPANIES, "merge", [kept, other], do="yes", keep=kept.pk, why="same")

    assert said(response) == ["2 rows became one."]
    assert list(Company.objects.all()) == [kept]
    kept.refresh_from_db()
    assert (kept.country, kept.register_number) == (kz, "123")
    parts = Participation.objects.order_by("film__title").values_list(
        "film__title", "company", "country__code", "share"
    )
    assert list(parts) == [
        ("Alone", kept.pk, "KZ", None),
        ("Both", kept.pk, None, Decimal(60)),
    ]
    release.refresh_from_db()
    assert release.distributor == kept
    assert release.history.first().history_change_reason == "same"
    assert Company.history.filter(history_type="-").get().name == "Eurasia film production"
    assert "eurasia film" in Film.objects.get(title="Alone").search_text


def test_merge_refuses_rows_that_contradict_each_other(admin):
    one, two = make_company("Eurasia"), make_company("Evraziya")
    film = make_film("Tulpan")
    make_participation(film, company=one, share=Decimal(60))
    make_participation(film, company=two, share=Decimal(40))

    response = act(admin, COMPANIES, "merge", [one, two], do="yes", keep=one.pk)

    assert "60 and 40. Make them equal first." in response.content.decode()
    assert Company.objects.count() == 2


def test_merge_people(admin):
    kept, other = make_person("Sergey Dvortsevoy"), make_person("Sergei Dvortsevoi")
    film = make_film("Tulpan")
    make_credit(film, kept)
    make_credit(film, other)
    make_credit(make_film("Ayka"), other)

    act(admin, PEOPLE, "merge", [kept, other], do="yes", keep=kept.pk)

    assert list(Person.objects.all()) == [kept]
    assert sorted(credit.film.title for credit in kept.credits.all()) == ["Ayka", "Tulpan"]


def test_merge_needs_two(admin):
    person = make_person()

    response = act(admin, PEOPLE, "merge", [person], do="yes", keep=person.pk)

    assert "Choose at least two rows" in response.content.decode()


def test_delete_chosen_rows_says_what_forbids_it(admin):
    kz, fr = make_country("KZ"), make_country("FR")
    make_film("Tulpan & Co", between=[kz])
    countries = reverse("admin:partners_country_changelist")

    response = act(admin, countries, "delete_selected", [kz], do="yes")
    assert "Other rows point to what you delete" in response.content.decode()
    assert Country.objects.count() == 2

    response = act(admin, countries, "delete_selected", [fr], do="yes", why="never was")
    assert said(response) == ["1 row was deleted."]
    assert Country.history.filter(history_type="-").get().history_change_reason == "never was"


def test_a_word_in_use_is_not_deleted(admin):
    genre, unused = make_genre("drama"), make_genre("comedy")
    film = make_film("Tulpan", genres=[genre])

    page = admin.get(reverse("admin:films_genre_delete", args=[genre.pk]))
    admin.post(page.request["PATH_INFO"], {"post": "yes", "revision": "1"})
    free = reverse("admin:films_genre_delete", args=[unused.pk])
    admin.post(free, {"post": "yes", "revision": "1"})

    assert "Tulpan" in page.content.decode()
    assert list(film.genres.all()) == [genre]
    assert list(Genre.objects.all()) == [genre]


def test_acts_are_only_for_those_who_may_change(client):
    film = make_hidden_film("Hidden")
    reader = make_user(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_film"))
    client.force_login(reader)

    page = client.get(FILMS)
    assert listed(page) == [film]
    client.post(FILMS, {"action": "announce", "_selected_action": film.pk, "index": "0"})

    assert not Film.objects.announced().exists()


def test_source_that_two_rows_would_share_is_refused_in_words(admin):
    film, source = make_film(), make_source()
    cited = [Citation.objects.create(film=film, source=make_source()) for _one in range(2)]
    address = reverse("admin:films_citation_changelist")

    response = act(admin, address, "set_source", cited, do="yes", source=source.pk, locator="p. 3")

    assert response.status_code == 200
    assert "Two of these rows would say the same" in response.content.decode()
    assert not Citation.objects.filter(source=source).exists()


@pytest.mark.django_db(transaction=True)
def test_source_that_is_deleted_meanwhile_is_refused_as_what_it_is(admin, monkeypatch):
    film, source = make_film(), make_source()
    chosen = source.pk

    def deleted_first(self, rows, data, **context):
        source.delete()
        return []

    monkeypatch.setattr(SetSource, "problems", deleted_first)

    response = act(admin, FILMS, "set_source", [film], do="yes", source=chosen, locator="p. 3")

    assert "Two of these rows" not in response.content.decode()
    assert [*response.context["form"].errors] == ["source"]
