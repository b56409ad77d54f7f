import pytest
from django.test import Client


@pytest.mark.parametrize(
    "address", ["/api/v1/", "/api/v1/nothing/", "/api/v1/calculate/nothing/", "/api/v1/films/a/b/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_address_is_answered_in_json(method, address):
    client = Client(enforce_csrf_checks=True)

    answer = getattr(client, method)(address)

    assert answer.status_code == 404
    assert answer.json() == {"detail": "Not found."}


def test_address_without_its_last_stroke_is_led_to_it(client):
    assert client.get("/api/v1/films")["Location"] == "/api/v1/films/"
