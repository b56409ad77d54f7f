"""What a reader may not see does not exist: every public answer with and without a hidden film."""

from decimal import Decimal

import pytest

from films.models import Film
from tests import factories as make
from tests.registers import make_register

pytestmark = pytest.mark.django_db

SECRET = "Құпия жоба"


def surfaces(hidden):
    """Addresses of every public surface; half of their values come from the hidden film."""
    film = Film.objects.figures().first()
    company = hidden["company"]
    lists = ["films", "countries", "funding-sources", "treaties", "festivals"]
    addresses = ["/", "/about/data/", "/sources/", "/countries/KZ/", "/countries/FR/"]
    addresses += [f"/{name}/" for name in lists]
    addresses += [f"/{name}.{form}" for name in lists for form in ("csv", "json")]
    addresses += [f"/api/v1/{name}/?facets=1" for name in lists]
    addresses += [film.get_absolute_url(), f"/api/v1/films/{film.public_id}/"]
    addresses += [
        f"/films/{hidden['id']}/",
        f"/api/v1/films/{hidden['id']}/",
        "/films/never-issued-2222222/",
        f"/films.json?facets=1&q={SECRET}",
        "/films.json?facets=1&partner=UZ&partner=FR",
        "/films.json?facets=1&year_min=2031&year_max=2031",
        "/films.json?facets=1&amount_min=777777&currency=EUR",
        "/films.json?facets=1&share_min=61&home=UZ",
        f"/films.json?facets=1&company={company.public_id}",
        f"/films.json?facets=1&person={hidden['person']}",
        "/films.json?facets=1&person=never-issued-2222222",
        "/films.json?facets=1&genre=drama&sort=-amount",
        "/films.json?facets=1&genre=drama&sort=-countries",
        "/films/?festival=cannes&funding_kind=grant",
        "/films.csv?stage=development",
    ]
    return addresses


def hide_a_film():
    """A film nobody announced, with a row of every kind; what is left when it is gone."""
    company, fund = make.make_company("Studio A"), make.make_funding_source("Eurimages")
    person = make.make_person("Тайный Автор")
    film = make.make_hidden_film(
        SECRET,
        year=2031,
        stage="development",
        confidence="read",
        budget_amount=Decimal(777777),
        budget_currency="EUR",
        genres=[make.make_genre("drama")],
    )
    make.make_participation(
        film, country=make.make_country("UZ"), share=Decimal(61), role="majority"
    )
    make.make_participation(film, country=make.make_country("FR"), company=company)
    make.make_credit(film, person)
    make.make_funding(film, amount="5", kind=make.make_funding_kind("grant"), fund=fund)
    make.make_selection(film, make.make_festival("cannes"))
    make.make_release(film, country=make.make_country("UZ"))
    make.make_commitment(film)
    make.make_credit_split(film)
    return {"film": film, "id": film.public_id, "company": company, "person": person.public_id}


def answer(client, address):
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {
        name: value for name, value in response.items() if name not in {"Date", "X-Request-Id"}
    }
    return response.status_code, headers, body


def test_every_public_answer_is_the_same_without_the_hidden_film(client):
    make_register()
    hidden = hide_a_film()
    addresses = surfaces(hidden)

    with_it = {address: answer(client, address) for address in addresses}
    hidden["film"].delete()
    without_it = {address: answer(client, address) for address in addresses}

    different = [address for address in addresses if with_it[address] != without_it[address]]
    assert different == []
    assert with_it[f"/films/{hidden['id']}/"][0] == 404


def test_a_hidden_film_and_one_never_issued_answer_alike(client):
    hidden = hide_a_film()
    ids = [hidden["id"], "never-issued-2222222"]

    for pattern in ("/films/{}/", "/api/v1/films/{}/"):
        first, second = (answer(client, pattern.format(key)) for key in ids)
        assert first[0] == second[0] == 404
        assert first[2].replace(ids[0].encode(), b"ID") == second[2].replace(ids[1].encode(), b"ID")


def test_every_reader_gets_the_same_public_page(client):
    make_register(films=5)
    addresses = ["/", "/films/", "/films.json", "/countries/KZ/", "/api/v1/films/"]
    strangers = {address: answer(client, address) for address in addresses}

    client.force_login(make.make_admin())

    for address in addresses:
        assert answer(client, address)[2] == strangers[address][2], address
