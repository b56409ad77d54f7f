"""Receipts are added after signing too, by whoever may write for the deal, one writer at a time."""

import pytest
from django.urls import reverse

from films.models import Receipt
from tests import factories as make
from tests.films.credit.making import three_partners

pytestmark = pytest.mark.django_db

TYPED = {
    "period": "P1",
    "day": "2027-03-31",
    "territory": "FR",
    "amount": "1 250.00",
    "currency": "EUR",
    "rate": "",
    "document": "Statement of the agent",
}


def table():
    person, version = three_partners()
    return person, version.deal


def receipts_address(deal):
    return reverse("recoupment:receipts", args=[deal.pk])


def receipt_address(deal, row, name="receipt"):
    return reverse(f"recoupment:{name}", args=[deal.pk, row.position])


def make_receipt(deal, **fields):
    return Receipt.objects.create(**{"deal": deal, "period": "P1", "currency": "EUR", **fields})


def test_receipt_is_added_at_the_next_place(client):
    person, deal = table()
    make_receipt(make.make_deal(), amount=1)
    client.force_login(person)

    client.post(receipts_address(deal), TYPED)
    client.post(receipts_address(deal), {**TYPED, "period": "P2", "amount": ""})

    rows = Receipt.objects.visible_to(person)
    assert [(row.position, row.period, row.amount) for row in rows] == [
        (1, "P1", 1250),
        (2, "P2", None),
    ]
    assert "1,250.00" in client.get(receipts_address(deal)).content.decode()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("period", "", "This field is required."),
        ("amount", "1e3", "is not an amount"),
        ("amount", "1001.001", "more decimals"),
        ("amount", "1.001", "can be read in two ways"),
        ("rate", "0", "A rate is above zero."),
        ("rate", "much", "written in digits"),
        ("currency", "eur", "three capitals"),
        ("day", "soon", "Enter a valid date."),
        ("territory", "F\u202eR", "unprintable"),
    ],
)
def test_receipt_that_cannot_be_read_is_refused(client, name, value, told):
    person, deal = table()
    client.force_login(person)

    answer = client.post(receipts_address(deal), {**TYPED, name: value})

    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert list(Receipt.objects.visible_to(person)) == []


def test_second_writer_is_shown_both_versions_and_keeps_the_text(client):
    person, deal = table()
    row = make_receipt(deal, amount=100)
    client.force_login(person)
    seen = row.revision
    client.post(receipt_address(deal, row), {**TYPED, "amount": "200", "seen_revision": seen})

    answer = client.post(
        receipt_address(deal, row), {**TYPED, "amount": "300", "seen_revision": seen}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else was first" in page
    assert "200" in page
    assert 'value="300"' in page
    assert Receipt.objects.visible_to(person).get().amount == 200


def test_receipt_is_taken_out_only_as_it_was_seen(client):
    person, deal = table()
    row = make_receipt(deal, amount=100)
    client.force_login(person)
    address = receipt_address(deal, row, "receipt-remove")

    client.post(address, {"seen_revision": "0"})
    assert Receipt.objects.visible_to(person).count() == 1

    client.post(address, {"seen_revision": row.revision})
    assert Receipt.objects.visible_to(person).count() == 0


def test_reader_sees_and_does_not_write_and_a_stranger_finds_nothing(client):
    person, deal = table()
    row = make_receipt(deal, amount=4711)
    reader = make.make_user(reader_at=deal.owner)
    stranger = make.make_user(editor_at=make.make_company())

    client.force_login(reader)
    assert "4,711.00" in client.get(receipts_address(deal)).content.decode()
    assert client.post(receipts_address(deal), TYPED).status_code == 403
    assert client.get(receipt_address(deal, row)).status_code == 403

    client.force_login(stranger)
    for address in (receipts_address(deal), receipt_address(deal, row)):
        assert client.get(address).status_code == 404
        assert client.post(address, TYPED).status_code == 404
    assert client.post(receipt_address(deal, row, "receipt-remove")).status_code == 404
    assert Receipt.objects.visible_to(person).get().amount == 4711


@pytest.mark.parametrize("position", ["9", "9223372036854775808", "1" + "0" * 40])
def test_receipt_that_was_never_entered_is_not_found(client, position):
    person, deal = table()
    client.force_login(person)

    assert client.get(f"/deals/{deal.pk}/receipts/{position}/").status_code == 404


def test_receipt_sent_twice_by_one_form_is_on_record_once(client):
    person, deal = table()
    client.force_login(person)
    form = client.get(receipts_address(deal)).context["form"]

    for _press in range(2):
        client.post(receipts_address(deal), {**TYPED, "last": form.initial["last"]})
    anew = client.get(receipts_address(deal)).context["form"].initial["last"]
    client.post(receipts_address(deal), {**TYPED, "last": anew})

    assert (form.initial["last"], anew) == (0, 1)
    assert Receipt.objects.visible_to(person).count() == 2
