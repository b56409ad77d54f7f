"""The calculators over HTTP."""

import json

import pytest
from django.core.cache import cache

from films.calculators.kinds import KINDS
from tests.films.calculators.cases import ACCEPTANCE_CASES, WORKED_EXAMPLES, cases, differences

pytestmark = pytest.mark.django_db


def ask(client, slug, body):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(f"/api/v1/calculate/{slug}/", text, content_type="application/json")


def wrong(client, folder):
    """{case: differences} of the cases whose answer over HTTP is not what they expect."""
    found = {}
    for case in cases(folder):
        response = ask(client, case["kind"].replace("_", "-"), case["input"])
        expected_status = 422 if case["expected"].get("errors") else 200
        lines = differences(case["expected"], response.json())
        if response.status_code != expected_status:
            lines.append(f"status {response.status_code}")
        if lines:
            found[case["id"]] = lines
    return found


def test_worked_examples_are_answered_over_http(client):
    assert wrong(client, WORKED_EXAMPLES) == {}


@pytest.mark.skipif(not ACCEPTANCE_CASES.is_dir(), reason="no acceptance cases beside the project")
def test_acceptance_cases_are_answered_over_http(client):
    assert wrong(client, ACCEPTANCE_CASES) == {}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        '"text"',
        '{"unknown": 1}',
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": 1e400}',
        "[" * 5000,
        '{"a": 1, "a": 2}',
        b"\xff\xfe",
        '{"a": "\\ud800"}',
    ],
)
@pytest.mark.parametrize("slug", KINDS)
def test_input_that_cannot_be_read_is_refused_with_its_place(client, slug, body):
    response = ask(client, slug, body)

    assert response.status_code == 400
    assert all(fault["path"] and fault["remedy"] for fault in response.json()["errors"])


def test_input_beyond_the_limit_is_refused(client):
    response = ask(client, "waterfall", " " * 2_000_001)

    assert response.status_code == 400


def test_nothing_is_stored_and_no_account_is_needed(client, django_assert_num_queries):
    cache.clear()

    with django_assert_num_queries(0):
        response = ask(client, "equity", KINDS["equity"].example)

    assert response.status_code == 200
    assert "sessionid" not in response.cookies
