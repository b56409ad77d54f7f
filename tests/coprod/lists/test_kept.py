"""Answers that are kept are never older than the last commit, whoever wrote and whatever."""

import threading

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from coprod.lists.kept import KEPT, Kept
from coprod.lists.page import ListPage
from films.models import Film, Genre
from partners.models import Source
from tests import factories as make


@pytest.fixture(autouse=True)
def nothing_kept():
    KEPT.forget()
    yield
    KEPT.forget()


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_made_once_while_nothing_is_written(client, monkeypatch):
    make.make_film("Tulpan")
    made = []
    answer_page = ListPage.answer_page
    monkeypatch.setattr(
        ListPage, "answer_page", lambda *terms: made.append(1) or answer_page(*terms)
    )

    answers = [client.get("/films/").content for _time in range(200)]

    assert len({*answers}) == 1
    # A server of PostgreSQL counts what is written to its other databases as well, such as those
    # of the tests beside this one: there an answer may be made again, but not every time.
    assert len(made) == 1 if connection.vendor == "sqlite" else len(made) < len(answers)


@pytest.mark.django_db(transaction=True)
def test_any_row_changed_shows_in_the_next_answer(client):
    film = make.make_film(
        "Tulpan",
        genres=[make.make_genre("drama", name_en="Drama")],
        source=make.make_source(title="An archive"),
    )
    client.get("/films/")
    steps = [
        (lambda: Film.objects.filter(pk=film.pk).update(title="Ayka"), "Ayka"),
        (lambda: Genre.objects.filter(code="drama").update(name_en="Sad story"), "Sad story"),
        (lambda: Source.objects.update(title="Another archive"), "Another archive"),
        (lambda: film.genres.clear(), None),
    ]

    for step, seen in steps:
        step()
        page = client.get("/films/").content.decode()
        assert seen is None or seen in page
    assert "Sad story" not in page


@pytest.mark.django_db(transaction=True)
def test_a_change_by_another_connection_shows(client):
    film = make.make_film("Tulpan")
    client.get("/films/")

    def elsewhere():
        Film.objects.filter(pk=film.pk).update(title="Ayka")
        connection.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()

    assert "Ayka" in client.get("/films/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_inside_a_transaction(client):
    film = make.make_film("Tulpan")
    client.get("/films/")
    with transaction.atomic():
        Film.objects.filter(pk=film.pk).update(title="Ayka")
        assert "Ayka" in client.get("/films/").content.decode()
        transaction.set_rollback(True)

    assert "Ayka" not in client.get("/films/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_languages_addresses_and_forms_are_kept_apart(client):
    make.make_film("Tulpan", year=2008)
    pages = {}
    for _time in range(2):
        for address in ("/films/", "/films/?sort=-year", "/films.json", "/festivals/"):
            for language in ("en", "ru", "kk"):
                answer = client.get(address, headers={"Accept-Language": language}).content
                assert pages.setdefault((address, language), answer) == answer

    assert len({*pages.values()}) >= 10  # JSON says the same in every language.


@pytest.mark.django_db(transaction=True)
def test_refusals_are_not_kept(client):
    for _time in range(2):
        assert client.get("/films/?partner=XX").status_code == 400
    assert not KEPT._answers


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr("coprod.lists.kept.MOST_BYTES", 100)
    kept = Kept()
    for number in range(9):
        request = RequestFactory().get("/films/", {"page": number})
        kept.answer(request, "page", lambda: HttpResponse("x" * 40))

    assert len(kept._answers) == 2
