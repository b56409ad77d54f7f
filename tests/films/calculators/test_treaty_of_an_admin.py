"""A treaty of known rules, typed by an admin, is the law of the treaty check from then on."""

import pytest
from django.urls import reverse

from tests.factories import make_admin, make_country, make_source
from tests.films.calculators.making import address
from tests.typing_in import fields_of

pytestmark = pytest.mark.django_db
PLAN = {
    "as_of": "2026-03-01",
    "total_cost": "100000.00",
    "spend": {"KZ": "50000.00", "UZ": "50000.00"},
    "elements": [],
}


def rows(prefix, *typed):
    """What a browser posts for new rows below a record."""
    fields = {f"{prefix}-TOTAL_FORMS": len(typed)}
    for number, row in enumerate(typed):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def checked(client, kz, uz):
    parties = [
        {"id": "A", "country": "KZ", "contribution": kz},
        {"id": "B", "country": "UZ", "contribution": uz},
    ]
    given = {**PLAN, "coproducers": parties}
    return client.get(address("qualification", given=given)).context["result"]


def test_treaty_that_an_admin_types_is_checked(client):
    source = make_source("Official gazette")
    kz, uz = make_country("KZ"), make_country("UZ")
    client.force_login(make_admin("aigul"))
    page = reverse("admin:partners_treaty_add")
    said = {"source": source.pk, "locator": "p. 3", "confidence": "read"}
    typed = {
        **fields_of(client.get(page), "treaty_form"),
        "code": "KZ-UZ", "name_en": "Kazakhstan and Uzbekistan", "kind": "bilateral",
        "in_force_on": "2020-01-01", **said,
        **rows("parties", *({"country": one.pk, "in_force_on": "2020-01-01", **said}
                            for one in (kz, uz))),
        **rows("terms", {"rule": "share", "scope": "any", "minimum": "20", "maximum": "80",
                         "article": "5", **said}),
    }  # fmt: skip

    saved = client.post(page, typed)

    assert saved.status_code == 302, saved.context["errors"]
    good, bad = checked(client, "80000.00", "20000.00"), checked(client, "81000.00", "19000.00")
    failed = [one for one in bad["conditions"] if one["outcome"] == "failed"]
    assert (good["rule"], good["outcome"], bad["outcome"]) == ("KZ-UZ", "yes", "no")
    assert [one["code"] for one in failed] == ["SHARE_MAX:KZ", "SHARE_MIN:UZ"]
    assert {(one["article"], one["source"]) for one in failed} == {
        ("article 5", "Official gazette, p. 3")
    }
