import pytest
from django.db import OperationalError
from django.test import RequestFactory

from coprod.security import DatabaseTrouble

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
