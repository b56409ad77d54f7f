"""Somebody of two companies at one table loses a right: the next request knows it."""

import pytest
from django.urls import reverse

from partners.models import Membership
from tests.films.deal.test_comparison import drafts_of_one_number

pytestmark = pytest.mark.django_db


def test_the_draft_of_the_other_company_is_nowhere_any_more(client):
    made, _ours, theirs = drafts_of_one_number(client)
    begin = reverse("deals:version-begin", args=[made.deal.pk])
    page = reverse("deals:version", args=[made.deal.pk, 1])
    asked = [
        f"{reverse(name, args=[made.deal.pk, 1, 1])}?new_of={theirs}"
        for name in ("deals:compare", "deals:compare-csv", "deals:compare-json", "api-comparison")
    ]
    client.get(page, {"of": theirs})
    before = [client.get(address).status_code for address in asked]

    Membership.objects.filter(company=made.companies[1]).delete()

    after = [client.get(address).status_code for address in asked]
    shown = client.get(page)
    refused = client.post(begin, {"based_on": f"1.{theirs}", "reason": "More"})
    assert (before, after) == ([200] * 4, [404] * 4)
    assert shown.context["version"].company == made.companies[0]
    assert f"1.{theirs}" not in shown.content.decode()
    assert refused.status_code == 400
    assert "based_on" in refused.context["form"].errors
