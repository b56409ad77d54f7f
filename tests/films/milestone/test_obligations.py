"""The ledger of obligations, and their deliveries."""

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from films.deal import negotiation
from films.deal.sheet import SHEETS
from films.milestone.deliveries import promises
from films.models import Fulfilment, Obligation
from tests import factories as make
from tests.films.milestone import making
from tests.films.milestone.making import AT, DAY, texts

pytestmark = pytest.mark.django_db


def url(table, name="obligations", *more):
    return reverse(f"milestones:{name}", args=[table.deal.pk, *(more or [1])])


def cells(seen, *rows, **more):
    """What the ledger posts."""
    posted = {"seen_revision": seen, "act": "save", **more}
    for number, row in enumerate(rows):
        posted |= {f"obligations-{number}-{name}": text for name, text in row.items()}
    return posted


PLACES = {
    "kind": "training_place",
    "text": "Places for learners",
    "owed_by": "Rive Nord",
    "quantity": "5",
    "unit": "places",
    "due_on": "2027-05-31",
    "evidence": "Contracts",
}


def test_obligations_are_kept_as_they_are_typed(client):
    table = making.table()
    make.make_obligation_kind("training_place")
    client.force_login(table.editor)

    response = client.post(
        url(table), cells(table.version.mark, PLACES, {"kind": "training_place"})
    )

    assert response.status_code == 302
    rows = list(Obligation.objects.visible_to(table.editor).order_by("position"))
    assert [(row.text, str(row.owed_by), row.quantity, row.unit, row.due_on) for row in rows] == [
        ("Places for learners", "Rive Nord", 5, "places", date(2027, 5, 31)),
        ("", "None", None, "", None),
    ]
    assert SHEETS["obligations"].question(table.version)["obligations"][0] == PLACES


def test_ledger_offers_the_kinds_in_the_language_of_the_reader(client):
    table = making.table()
    make.make_obligation_kind("training_place", name_kk="Тағылымдама орындары")
    making.make_obligation(table.version)
    client.force_login(table.editor)

    page = texts(client.get(url(table), headers={"accept-language": "kk"}))

    assert '<option value="training_place" selected>Тағылымдама орындары</option>' in page
    assert '<option value="Rive Nord"></option>' in page


@pytest.mark.parametrize(
    ("cell", "text", "fault"),
    [
        ("owed_by", "Nobody Ltd", "is no partner of this version"),
        ("owed_by", "Gone", "is no partner of this version"),
        ("kind", "dancing", "is no kind of obligation"),
        ("kind", "", "This is missing"),
        ("quantity", "2.5", "is not a whole number"),
        ("quantity", "0", "is not a whole number"),
        ("quantity", "many", "is not a number"),
        ("quantity", "1000001", "is not a whole number"),
        ("due_on", "31.02.2027", "is not a day"),
        ("text", "x" * 301, "longer than 300 characters"),
        ("unit", "a\u202eb", "unprintable"),
    ],
)
def test_obligation_that_cannot_be_read_is_named_and_nothing_is_stored(client, cell, text, fault):
    table = making.table()
    make.make_obligation_kind("training_place")
    client.force_login(table.editor)

    response = client.post(url(table), cells(table.version.mark, {**PLACES, cell: text}))

    assert response.status_code == 400
    assert fault in texts(response)
    assert list(Obligation.objects.visible_to(table.editor)) == []


def test_second_writer_of_the_ledger_sees_both(client):
    table = making.table()
    making.make_obligation(table.version, text="Stored")
    seen = table.version.mark
    table.version.save()
    client.force_login(table.editor)

    response = client.post(url(table), cells(seen, {**PLACES, "text": "Typed"}))

    assert response.status_code == 409
    assert "<td>Stored</td>" in texts(response)
    assert 'value="Typed"' in texts(response)


def test_files_say_what_the_calculation_says(client):
    table = making.table()
    owner = table.version.partners.get(code="Rive Nord")
    making.make_obligation(table.version, quantity=5, unit="places", owed_by=owner)
    making.make_obligation(table.version, text="Nobody's")
    client.force_login(table.reader)

    said = json.loads(client.get(url(table, "obligations-json")).content)

    assert said["answer"]["unassigned"] == ["Nobody's"]
    assert said["answer"]["by_partner"]["Rive Nord"] == {
        "obligations": 1,
        "quantities": {"places": "5"},
    }
    assert (
        b"by_partner.Rive Nord.quantities.places"
        in client.get(url(table, "obligations-csv")).getvalue()
    )
    assert client.get(url(table, "obligations-xlsx")).getvalue().startswith(b"PK")


def test_example_of_the_calculation_gives_its_figures():
    kind = SHEETS["obligations"].desk.kind

    said = kind.calculate(kind.example)

    assert (said["obligations"], said["unassigned"], said["notes"]) == (1, [], [])


def test_promises_tell_what_is_missing_and_whoever_left():
    table = making.table()
    nord = table.version.partners.get(code="Rive Nord")
    dala = table.version.partners.get(code="Dala Film")
    learners = making.make_obligation(
        table.version, quantity=5, due_on=date(2026, 3, 1), owed_by=dala
    )
    making.make_obligation(table.version, text="Archive copy", owed_by=nord, position=1)
    making.sign(table.version)
    making.make_delivery(table.deal, learners, quantity=2)
    negotiation.leave(table.deal.parties.get(company=table.nord), on=DAY)
    later = make.make_version(table.deal, based_on=table.version)

    for version in (table.version, later):
        found = promises(table.editor, version, on=DAY)
        assert [(one.owner, one.standing.label, one.standing.words) for one in found] == [
            ("Dala Film", "overdue", "3 are missing, 9 days late"),
            ("unassigned: Rive Nord has left", "open", ""),
        ]


def test_delivery_is_recorded_after_signing_corrected_and_deleted(client):
    table = making.table()
    obligation = making.make_obligation(table.version, quantity=5)
    making.sign(table.version)
    client.force_login(table.partner)
    here = url(table, "deliveries", obligation.key)

    client.post(here, {"day": "2026-03-01", "quantity": "2", "evidence": "Two contracts"})

    row = Fulfilment.objects.visible_to(table.editor).get()
    assert (row.obligation_key, row.quantity, row.evidence) == (obligation.key, 2, "Two contracts")
    assert "3 are missing" in texts(client.get(here))
    sheet = texts(client.get(url(table)))
    assert "partly delivered" in sheet

    one = url(table, "delivery", obligation.key, row.uid)
    assert client.get(one).status_code == 200
    client.post(one, {"day": "2026-03-01", "quantity": "5", "seen_revision": "1"})
    assert "3 are missing" not in texts(client.get(here))
    stale = client.post(one, {"day": "2026-03-01", "quantity": "9", "seen_revision": "1"})
    assert stale.status_code == 409

    gone = url(table, "delivery-delete", obligation.key, row.uid)
    assert client.post(gone, {"seen_revision": "1"}).status_code == 409
    client.post(gone, {"seen_revision": "2"})
    assert list(Fulfilment.objects.visible_to(table.editor)) == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"day": ""}, "This field is required"),
        ({"day": "soon"}, "Enter a valid date"),
        ({"quantity": "0"}, "Nothing was delivered"),
        ({"quantity": "-1"}, "greater than or equal to 0"),
        ({"quantity": "1000001"}, "more than anybody delivers"),
        ({"quantity": "9" * 30}, ""),
    ],
)
def test_delivery_that_cannot_be_is_refused(client, fields, fault):
    table = making.table()
    obligation = making.make_obligation(table.version)
    client.force_login(table.editor)

    response = client.post(
        url(table, "deliveries", obligation.key), {"day": "2026-03-01", **fields}
    )

    assert response.status_code == 400
    assert fault in texts(response)
    assert list(Fulfilment.objects.visible_to(table.editor)) == []


def test_obligation_of_a_draft_does_not_exist_for_the_others(client):
    table = making.table()
    obligation = making.make_obligation(table.version)
    client.force_login(table.partner)

    assert client.get(url(table)).status_code == 404
    hidden = client.get(url(table, "deliveries", obligation.key))
    missing = client.get(url(table, "deliveries", "nosuchkey2"))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert texts(hidden).replace(obligation.key, "nosuchkey2") == texts(missing)

    negotiation.propose(table.version, user=table.signatory, at=AT)
    assert client.get(url(table, "deliveries", obligation.key)).status_code == 200


def test_delivery_is_reached_under_its_own_obligation_only(client):
    table = making.table()
    one, other = making.make_obligation(table.version), making.make_obligation(table.version)
    row = making.make_delivery(table.deal, one)
    client.force_login(table.editor)

    assert client.get(url(table, "delivery", other.key, row.uid)).status_code == 404


def test_whoever_left_sees_the_signed_obligations_and_no_delivery(client):
    table = making.table()
    obligation = making.make_obligation(table.version, quantity=5)
    making.sign(table.version)
    making.make_delivery(table.deal, obligation, quantity=2, evidence="Two contracts")
    negotiation.leave(table.deal.parties.get(company=table.nord), on=DAY)
    client.force_login(table.partner)

    page = texts(client.get(url(table)))

    assert "Places for learners" in page
    assert "Deliveries</h2>" not in page
    assert "partly delivered" not in page
    assert client.get(url(table, "deliveries", obligation.key)).status_code == 404


def test_reader_sees_the_ledger_and_cannot_save_it(client):
    table = making.table()
    make.make_obligation_kind("training_place")
    client.force_login(table.reader)

    assert client.get(url(table)).status_code == 200
    assert client.post(url(table), cells(table.version.mark, PLACES)).status_code == 403


def test_ledger_needs_as_many_questions_for_many_rows_as_for_one(
    client, django_assert_max_num_queries
):
    table = making.table()
    client.force_login(table.editor)
    owner = table.version.partners.first()
    for number in range(40):
        one = making.make_obligation(table.version, owed_by=owner, position=number)
        making.make_delivery(table.deal, one)

    with django_assert_max_num_queries(25):
        assert client.get(url(table)).status_code == 200


def test_ledger_asks_for_the_kinds_anew_in_each_language():
    make.make_obligation_kind("training_place", name_ru="Места для стажёров")
    sheet = SHEETS["obligations"].sheet

    with translation.override("ru"):
        kinds = sheet.tables[0].column("kind").options

    assert ("training_place", "Места для стажёров") in kinds
