"""What a page hides in its form comes back broken: it is refused or left out, and never a fault."""

import pytest
from django.urls import reverse

from films.deal.sheet import SHEETS
from films.models import FinanceRow
from tests import factories as make

pytestmark = pytest.mark.django_db

BROKEN = [
    '{"a":' + "[" * 450 + "]" * 450 + "}",
    '{"a":' * 300 + "1" + "}" * 300,
    '{"sources":[{"key":"\\ud800","id":"\\ud800"}],"currency":"\\ud800"}',
    '{"sources":[{"key":"a","id":"\\u0000"}],"currency":"\\u0000"}',
]


@pytest.fixture
def address(client):
    version = make.make_version(author=make.make_user())
    client.force_login(make.make_user(editor_at=version.company))
    FinanceRow.objects.create(version=version, code="State fund", amount=5, currency="EUR")
    return reverse("finance:finance-plan", args=[version.deal_id, version.number])


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("name", ["base", "rest", "sources-0-rest", "nothing-0-rest"])
@pytest.mark.parametrize("live", [{}, {"HX-Request": "true"}])
def test_broken_hidden_cells_are_answered(client, address, name, text, live):
    typed = {"sources-0-id": "State fund", "sources-0-amount": "5", name: text}

    answer = client.post(address, typed, headers=live)

    assert answer.status_code < 500


@pytest.mark.parametrize("text", BROKEN)
def test_broken_json_over_the_api_is_answered(client, address, text):
    sheet = f"/api/v1{address.replace('/finance-plan/', '/sheets/finance-plan/')}"
    tag = client.get(sheet).headers["ETag"]

    answer = client.put(sheet, text, content_type="application/json", headers={"If-Match": tag})

    assert answer.status_code == 400


@pytest.mark.parametrize("digits", [31, 4_301, 9_000])
def test_an_amount_of_endless_digits_is_named(client, address, digits):
    answer = client.post(address, {"sources-0-id": "State fund", "sources-0-amount": "9" * digits})

    assert answer.status_code in (400, 409)
    assert "finance-plan" in SHEETS
