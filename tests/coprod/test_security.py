import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.test import Client, RequestFactory

from coprod.racing import SecondWriter
from coprod.records import StaleRecord
from coprod.security import DatabaseTrouble
from tests.factories import make_user

pytestmark = pytest.mark.django_db

NUL = "Parameter “q” contains characters that no text has: retype it."
JSON_ADDRESSES = ["/films.json", "/api/v1/films/"]


@pytest.mark.parametrize("address", ["/films/", "/films.csv", "/films.xlsx", "/countries/"])
def test_nul_is_refused_in_plain_words(client, address):
    answer = client.get(address, {"q": "a\0b"})

    assert answer.status_code == 400
    assert answer.content.decode() == NUL


@pytest.mark.parametrize("address", JSON_ADDRESSES)
def test_nul_is_refused_in_json_where_json_was_asked_for(client, address):
    answer = client.get(address, {"q": "a\0b"})

    assert answer.status_code == 400
    assert answer.json() == {"errors": {"q": [NUL]}}


@pytest.mark.parametrize("address", JSON_ADDRESSES)
def test_address_that_is_too_long_is_refused_in_json(client, address):
    answer = client.get(address, {"q": "a" * 9_000})

    assert answer.status_code == 400
    assert answer.json() == {"detail": "The address is too long: drop some of its filters."}


def test_database_that_is_away_is_told_in_json():
    request = RequestFactory().get("/api/v1/films/")

    answer = DatabaseTrouble(None).process_exception(request, OperationalError())

    assert (answer.status_code, answer["Content-Type"]) == (503, "application/json")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "This act is not permitted"),
        ("ru", "Это действие не разрешено"),
        ("kk", "Бұл әрекетке рұқсат жоқ"),
    ],
)
def test_form_that_was_open_for_too_long_is_told_on_a_page_of_ours(language, title):
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/account/login/", {}, HTTP_ACCEPT_LANGUAGE=language)

    assert answer.status_code == 403
    assert title in answer.content.decode()
    assert "<style" not in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "This address takes forms alone"),
        ("ru", "Этот адрес принимает только формы"),
        ("kk", "Бұл мекенжай тек формаларды қабылдайды"),
    ],
)
def test_whoever_signs_in_anew_on_the_way_of_a_form_is_told_that_nothing_was_changed(
    client, language, title
):
    user = make_user("aigul", password="steppe-of-1998")
    signing_in = client.post("/account/token/drop/").headers["Location"]

    where = client.post(signing_in, {"username": user.username, "password": "steppe-of-1998"})
    answer = client.get(where.headers["Location"], HTTP_ACCEPT_LANGUAGE=language)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert title in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_second_of_two_writers_is_told_wherever_it_happens():
    request, row = RequestFactory().get("/deals/"), "Apple Road"

    answer = SecondWriter(None).process_exception(request, StaleRecord(row))

    assert answer.status_code == 409
    assert answer.content.decode().startswith("“Apple Road” was changed by somebody else")
    assert SecondWriter(None).process_exception(request, ValidationError("other")) is None


@pytest.mark.parametrize("address", ["/about/data/", "/films.json", "/nothing/"])
def test_no_cache_between_answers_in_the_language_of_another_reader(client, address):
    client.cookies["language"] = "ru"

    answer = client.get(address)

    assert answer["Content-Language"] == "ru"
    assert answer["Vary"] == "Accept-Language, Cookie"


@pytest.mark.parametrize("target", ["foo", "home", "//example.org", "https://example.org/", ""])
def test_language_leads_to_this_site_alone(client, target):
    answer = client.get("/language/ru/", {"next": target})

    assert answer.status_code == 302
    assert answer.url in ("/", "foo", "home")


def test_token_with_nul_is_refused(client):
    answer = client.get("/api/v1/deals/", headers={"Authorization": "Token a\0b"})

    assert answer.status_code == 400
    assert answer["Cache-Control"] == "private, no-store"
