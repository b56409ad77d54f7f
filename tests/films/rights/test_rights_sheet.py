"""The rights of a version as a sheet: rows in, rows out, nothing passed on silently."""

import pytest
from django.urls import reverse

from films.deal.terms import document
from films.models import Right
from films.rights.sheets import RIGHTS
from tests.films.credit.making import reread, three_partners

pytestmark = pytest.mark.django_db

GIVEN = {
    "rights": [
        {"territory": "KZ", "medium": "all", "owner": "A"},
        {"territory": "FR", "medium": "television", "owner": "B", "from": "2027-01-01",
         "until": "2029-12-31", "buyer": "ARTE", "price": "120000.00", "currency": "EUR"},
        {"territory": "FR", "medium": "television", "owner": "B", "from": "2030-01-01"},
        {"territory": "ROW", "medium": "all", "owners": {"A": "60", "B": "40"}},
        {"territory": "DE", "medium": "all", "owner": "Somebody else"},
        {"territory": "TR", "medium": "all"},
    ]
}  # fmt: skip


def entered():
    person, version = three_partners()
    RIGHTS.store(version, GIVEN)
    return person, reread(person, version)


def without_keys(given):
    return {"rights": [{k: v for k, v in one.items() if k != "key"} for one in given["rights"]]}


def test_what_was_stored_is_read_back_and_storing_it_again_changes_nothing():
    person, version = entered()
    before = document(version)

    assert without_keys(RIGHTS.input_of(version)) == GIVEN

    RIGHTS.store(version, RIGHTS.input_of(version))

    assert document(reread(person, version)) == before


def test_page_names_the_orphans_and_who_is_unknown(client):
    person, version = entered()
    client.force_login(person)

    page = client.get(reverse("rights:rights", args=[version.deal_id, version.number]))
    said = client.get(reverse("rights:rights-json", args=[version.deal_id, version.number])).json()

    assert said["answer"]["warnings"] == ["RIGHTS_UNASSIGNED:TR", "UNKNOWN_PARTY:DE:Somebody else"]
    assert "TR: this territory belongs to nobody in the deal." in page.content.decode()


def test_territory_of_a_partner_that_goes_is_nobodys():
    person, version = entered()

    version.partners.get(code="B").delete()

    said = RIGHTS.desk.kind.calculate(RIGHTS.question(reread(person, version)))
    assert said["warnings"] == [
        "RIGHTS_UNASSIGNED:FR",
        "RIGHTS_UNASSIGNED:TR",
        "UNKNOWN_PARTY:DE:Somebody else",
        "UNKNOWN_PARTY:ROW:B",
    ]


def test_window_that_ends_before_it_begins_is_marked_and_not_stored(client):
    person, version = three_partners()
    client.force_login(person)

    answer = client.post(
        reverse("rights:rights", args=[version.deal_id, version.number]),
        {
            "seen_revision": version.mark,
            "rights-0-territory": "kz",
            "rights-0-belongs_to": "A:50|B:50",
            "rights-0-from": "2027-01-01",
            "rights-0-until": "2026-01-01",
        },
    )

    assert answer.status_code == 400
    assert 'id="rights-0-until"' in answer.content.decode()
    assert "A window cannot end before it begins." in answer.content.decode()
    assert list(Right.objects.visible_to(person)) == []


def test_page_needs_as_many_queries_for_many_rights_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    person, version = entered()
    client.force_login(person)
    address = reverse("rights:rights", args=[version.deal_id, version.number])
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    more = [{"territory": f"T{number}", "owner": "A"} for number in range(30)]
    RIGHTS.store(version, {"rights": GIVEN["rights"] + more})

    with django_assert_num_queries(len(few)):
        client.get(address)


def test_price_in_another_currency_is_that_many_of_it():
    person, version = three_partners()
    given = {"territory": "JP", "medium": "all", "price": "120.00", "currency": "EUR"}
    RIGHTS.store(version, {"rights": [given]})

    RIGHTS.store(version, {"rights": [{**given, "price": "120", "currency": "JPY"}]})

    found = without_keys(RIGHTS.input_of(reread(person, version)))["rights"]
    assert found == [{**given, "price": "120", "currency": "JPY"}]
