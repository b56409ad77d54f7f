"""The API's description of itself, and its answers held against it."""

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from films.calculators.kinds import KINDS
from tests import factories as make
from tests.registers import make_register


def schema():
    return SchemaGenerator(api_version="v1").get_schema(request=None, public=True)


def test_schema_is_valid_and_made_without_a_warning():
    GENERATOR_STATS.reset()

    described = schema()

    validate_schema(described)
    assert not GENERATOR_STATS._warn_cache
    assert not GENERATOR_STATS._error_cache


def test_schema_describes_every_list_parameter():
    described = schema()["paths"]["/api/v1/films/"]["get"]["parameters"]

    names = {parameter["name"] for parameter in described}
    assert {"partner", "partner_match", "home_role", "amount_min", "facets", "page_size"} <= names
    choices = {one["name"]: one["schema"].get("items", {}).get("enum") for one in described}
    assert choices["budget"] == choices["funding_amount"] == ["published", "unknown"]


def shown(content):
    (one,) = content["application/json"]["examples"].values()
    return one["value"]


@pytest.mark.django_db
@pytest.mark.parametrize("slug", KINDS)
def test_a_calculation_is_shown_with_its_answer(client, slug):
    described = schema()
    address = f"/api/v1/calculate/{slug}/"
    act = described["paths"][address]["post"]

    answer = client.post(
        address, shown(act["requestBody"]["content"]), content_type="application/json"
    ).json()

    assert answer == shown(act["responses"]["200"]["content"])
    problem = described["components"]["schemas"]["ProblemShape"]["properties"]
    assert all(set(one) <= set(problem) for one in answer["problems"])


@pytest.mark.django_db
def test_a_film_is_answered_in_the_described_shape(client):
    film = make.make_film("Tulpan", between=[make.make_country()], **make.sourced())
    shape = schema()["components"]["schemas"]["FilmDetailShape"]["properties"]

    answer = client.get(f"/api/v1/films/{film.public_id}/").json()

    assert set(answer) == set(shape)
    assert answer["participations"][0]["country"] == "KZ"


@pytest.mark.django_db
def test_writing_is_refused(client):
    make_register(films=1)
    client.force_login(make.make_admin())

    assert client.post("/api/v1/films/", {}, content_type="application/json").status_code == 405


@pytest.mark.django_db
def test_the_documentation_loads_only_our_own_files(client):
    page = client.get("/api/docs/").content.decode()

    assert "http" not in page.replace("http://testserver", "")
    assert "<script>" not in page
