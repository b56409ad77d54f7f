"""The recoupment of a version: tiers in, tiers out, and what the receipts give."""

import contextlib
import csv
import io
import json
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from coprod.exchange.faults import BadInput
from films.deal import negotiation
from films.deal.sheet import without_keys
from films.deal.terms import document
from films.models import Consent, Receipt
from films.recoupment.sheets import RECOUPMENT
from tests import factories as make
from tests.films.calculators.cases import ACCEPTANCE_CASES, WORKED_EXAMPLES, cases, differences
from tests.films.credit.making import reread, three_partners

pytestmark = pytest.mark.django_db
ALL = [
    case
    for folder in (WORKED_EXAMPLES, ACCEPTANCE_CASES)
    for case in cases(folder)
    if case["kind"] == "waterfall"
]
CASES = [case for case in ALL if not case["expected"]["errors"]]
TIERS = [
    {"id": "T1", "type": "fee", "payee": "CAM", "pct": "1", "base": "gross"},
    {"id": "T2", "type": "recoup", "payees": [{"payee": "A", "amount": "60.00"}]},
    {"id": "T3", "type": "split", "payees": [{"payee": "A", "pct": "50"},
                                             {"payee": "B", "pct": "50"}]},
]  # fmt: skip


def entered(given):
    """The terms as a sheet stores them, the receipts as people add them."""
    person, version = three_partners(currency=given.get("currency", "EUR"))
    terms = {key: value for key, value in given.items() if key != "periods"}
    RECOUPMENT.store(version, terms)
    for period in given["periods"]:
        for one in period["receipts"] or [{}]:
            Receipt.objects.create(
                deal=version.deal,
                period=period["id"],
                amount=None if not one else Decimal(one["amount"]),
                currency=one.get("currency", version.currency),
                rate=one.get("rate", ""),
                territory=one.get("territory", ""),
            )
    return person, reread(person, version)


def address(version, name):
    return reverse(f"recoupment:{name}", args=[version.deal_id, version.number])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case_entered_as_a_deal_gives_its_figures_everywhere(client, case):
    person, version = entered(case["input"])
    client.force_login(person)

    page = client.get(address(version, "recoupment"))
    said = json.loads(client.get(address(version, "recoupment-json")).content)
    text = b"".join(client.get(address(version, "recoupment-csv")).streaming_content).decode()
    with contextlib.closing(client.get(address(version, "recoupment-xlsx"))) as workbook:
        book = openpyxl.load_workbook(io.BytesIO(b"".join(workbook.streaming_content)))

    assert differences(case["expected"], said["answer"]) == []
    lines = {name: value for name, value, *_more in csv.reader(io.StringIO(text))}
    cells = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True)}
    for period, expected in case["expected"]["periods"].items():
        for party, total in expected["totals"].items():
            assert lines[f"periods.{period}.totals.{party}"] == total
            assert cells[f"periods.{period}.totals.{party}"] == pytest.approx(float(total))
    last = list(case["expected"]["periods"].values())[-1]
    for total in last["totals"].values():
        assert f"{Decimal(total):,.2f}" in page.content.decode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_terms_are_read_back_as_they_were_stored_and_storing_them_changes_nothing(case):
    person, version = entered(case["input"])
    before = document(version)

    found = without_keys(RECOUPMENT.input_of(version))
    RECOUPMENT.store(version, RECOUPMENT.input_of(version))

    assert found == {key: one for key, one in case["input"].items() if key != "periods"}
    assert document(reread(person, version)) == before


def test_terms_that_no_tier_can_have_are_refused_by_place():
    _person, version = three_partners()

    with pytest.raises(BadInput) as refused:
        RECOUPMENT.store(
            version,
            {"tiers": [{**TIERS[0], "pct": "101"}, {"id": "T2", "type": "bonus", "payee": "A"}]},
        )

    assert [fault.path for fault in refused.value.faults] == ["tiers[1].type"]


def test_a_term_that_no_row_holds_is_refused_and_not_lost():
    _person, version = three_partners()

    for given in (
        {"tiers": [{**TIERS[0], "note": "as agreed in Cannes"}]},
        {"tiers": TIERS, "currency": "USD"},
        {"tiers": TIERS, "pools": [{"id": "X", "distributor": "D", "territories": []}]},
    ):
        with pytest.raises(ValueError, match=r"does not keep|base currency|at least one"):
            RECOUPMENT.store(version, given)

    assert RECOUPMENT.input_of(version)["tiers"] == []


def test_tier_that_is_just_being_typed_is_kept(client):
    person, version = three_partners()
    client.force_login(person)

    answer = client.post(
        address(version, "recoupment"),
        {
            "seen_revision": version.mark,
            "tiers-0-type": "recoup",
            "tiers-0-payee": "FUND",
            "tiers-1-id": "T9",
            "tiers-1-type": "fee",
            "tiers-1-payee": "CAM",
        },
    )

    assert answer.status_code == 302
    assert without_keys(RECOUPMENT.input_of(version)["tiers"]) == [
        {"id": "T1", "type": "recoup", "payees": [{"payee": "FUND"}]},
        {"id": "T9", "type": "fee", "payee": "CAM"},
    ]


def test_signed_version_computes_with_receipts_that_came_later():
    person, version = entered({"currency": "EUR", "tiers": TIERS, "periods": []})
    negotiation.propose(version, user=person, at=make.ANNOUNCED)

    Receipt.objects.create(deal=version.deal, period="P1", amount=100, currency="EUR")

    said = RECOUPMENT.desk.kind.calculate(RECOUPMENT.question(reread(person, version)))
    assert said["periods"]["P1"]["totals"] == {"CAM": "1.00", "A": "79.50", "B": "19.50"}


def test_who_has_left_keeps_the_terms_and_sees_no_receipts(client):
    person, version = entered(
        {"currency": "EUR", "tiers": TIERS,
         "periods": [{"id": "P1", "receipts": [{"amount": "4711.00"}]}]}
    )  # fmt: skip
    negotiation.propose(version, user=person, at=make.ANNOUNCED)
    party = version.deal.parties.exclude(company=version.company).first()
    former = make.make_user(editor_at=party.company)
    negotiation.give(
        version, Consent.Kind.SIGNED, company=party.company, user=former, at=make.ANNOUNCED
    )
    party.has_signed = True
    party.save()
    negotiation.leave(party, on=date(2026, 1, 1))
    client.force_login(former)

    said = json.loads(client.get(address(version, "recoupment-json")).content)
    page = client.get(address(version, "recoupment")).content.decode()

    assert said["input"]["tiers"] == TIERS
    assert said["answer"]["periods"] == {}
    assert "4,711.00" not in page
    assert "4,711.00" not in client.get(address(version, "trial")).content.decode()
    assert client.get(address(version, "statement")).status_code == 404
    assert client.get(reverse("recoupment:receipts", args=[version.deal_id])).status_code == 404


def test_statement_says_what_is_due_paid_and_had_in_all(client):
    periods = [
        {"id": "P1", "receipts": [{"amount": "100.00"}]},
        {"id": "P2", "receipts": [{"amount": "-50.00"}]},
    ]
    person, version = entered({"currency": "EUR", "tiers": TIERS[1:], "periods": periods})
    client.force_login(person)

    page = client.get(address(version, "statement"))
    text = b"".join(client.get(address(version, "statement-csv")).streaming_content).decode()
    one = client.get(address(version, "statement-csv"), {"period": "P1"})
    absent = client.get(address(version, "statement"), {"period": "P9"})

    assert text.splitlines() == [
        "period,party,due,paid,debit,cumulative",
        "P1,A,80.00,80.00,0.00,80.00",
        "P1,B,20.00,20.00,0.00,20.00",
        "P2,A,-30.00,0.00,30.00,50.00",
        "P2,B,-20.00,0.00,20.00,0.00",
    ]
    assert len(b"".join(one.streaming_content).splitlines()) == 3
    assert "−30.00" in page.content.decode()
    assert absent.status_code == 404


def test_trial_receipts_are_computed_and_not_stored(client):
    person, version = entered({"currency": "EUR", "tiers": TIERS, "periods": []})
    client.force_login(person)

    page = client.post(
        address(version, "trial"), {"receipts-0-period": "P1", "receipts-0-amount": "1 000.00"}
    )

    assert "10.00" in page.content.decode()
    assert "525.00" in page.content.decode()
    assert list(Receipt.objects.visible_to(person)) == []


def test_page_needs_as_many_queries_for_many_rows_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    periods = [{"id": "P1", "receipts": [{"amount": "100.00"}]}]
    person, version = entered({"currency": "EUR", "tiers": TIERS, "periods": periods})
    client.force_login(person)
    client.get(address(version, "recoupment"))
    with django_assert_max_num_queries(40) as few:
        client.get(address(version, "recoupment"))
    more = [{**TIERS[1], "id": f"R{number}"} for number in range(20)]
    RECOUPMENT.store(version, {"tiers": [*TIERS, *more]})
    for number in range(20):
        Receipt.objects.create(deal=version.deal, period=f"Q{number}", amount=1, currency="EUR")

    with django_assert_num_queries(len(few)):
        client.get(address(version, "recoupment"))
