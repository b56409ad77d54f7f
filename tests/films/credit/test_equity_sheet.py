"""The equity ledger: finance from the plan, points from the functions, reasons from the parties."""

import contextlib
import csv
import io
import json

import openpyxl
import pytest
from django.urls import reverse

from films.credit.sheets import CREDITS, EQUITY
from films.deal.terms import document
from films.models import CreditShare
from tests.films.calculators.cases import differences
from tests.films.credit.making import plan, reread, three_partners

pytestmark = pytest.mark.django_db

# The acceptance case s13: finance 950/650/400, points 11/6/4, revenue and ownership as agreed.
EXPECTED = {
    "errors": [],
    "warnings": [],
    "finance_pct": {"A": "47.50", "B": "32.50", "C": "20.00"},
    "index": {"credit": "95.12", "revenue": "87.50", "ownership": "97.50"},
    "overall": "87.50",
    "gap_pp": {
        "credit": {"A": "4.88", "B": "-3.93", "C": "-0.95"},
        "revenue": {"A": "12.50", "B": "-2.50", "C": "-10.00"},
        "ownership": {"A": "2.50", "B": "-2.50", "C": "0.00"},
    },
    "flags": ["REVENUE_OVER:A", "REVENUE_UNDER:C"],
}


def entered():
    """The case as people enter it: sources, functions, shares."""
    person, version = three_partners()
    plan(version, {"A": "950000.00", "B": "650000.00", "C": "400000.00"})
    CREDITS.store(
        version,
        {
            "coproducers": [
                {"id": "A", "ownership": "50", "revenue": "60", "votes": "2", "credit_order": "1"},
                {"id": "B", "ownership": "30", "revenue": "30", "votes": "1", "credit_order": "2"},
                {"id": "C", "ownership": "20", "revenue": "10"},
            ],
            "functions": [
                {"role": "director", "points": "7", "country": "KZ"},
                {"role": "script", "points": "4", "country": "US", "counts_for": "A"},
                {"role": "first role", "points": "6", "country": "FR"},
                {"role": "editing", "points": "8",
                 "parts": [{"country": "DE", "fraction": "1/2"}]},
            ],
        },
    )  # fmt: skip
    return person, version


def addresses(version, ending):
    name = f"credits:equity-{ending}" if ending else "credits:equity"
    return reverse(name, args=[version.deal_id, version.number])


def figures_of(rows):
    return {name: value for name, value, *_more in rows}


def test_a_case_entered_as_a_deal_gives_its_figures_everywhere(client):
    person, version = entered()
    client.force_login(person)

    page = client.get(addresses(version, ""))
    said = json.loads(client.get(addresses(version, "json")).content)
    text = b"".join(client.get(addresses(version, "csv")).streaming_content).decode()
    with contextlib.closing(client.get(addresses(version, "xlsx"))) as workbook:
        book = openpyxl.load_workbook(io.BytesIO(b"".join(workbook.streaming_content)))

    assert differences(EXPECTED, said["answer"]) == []
    lines = figures_of(csv.reader(io.StringIO(text)))
    assert (lines["overall"], lines["gap_pp.credit.B"]) == ("87.50", "-3.93")
    cells = figures_of(book.worksheets[0].iter_rows(values_only=True))
    assert (cells["index.credit"], cells["gap_pp.revenue.C"]) == (95.12, -10)
    for shown in ("87.50", "95.12", "97.50", "+12.50", "−10.00", "950,000.00", "explain"):
        assert shown in page.content.decode()


def test_storing_what_stands_there_changes_nothing():
    person, version = entered()
    EQUITY.store(version, {"tolerance_pp": "4.5", "reasons": [{"id": "A", "revenue": "Work."}]})
    version.save()
    before = document(reread(person, version))

    for sheet in (CREDITS, EQUITY):
        sheet.store(version, sheet.input_of(version))
    version.save()

    assert document(reread(person, version)) == before


def test_reasons_are_kept_beside_the_shares_and_tolerance_decides_the_flags(client):
    person, version = entered()
    client.force_login(person)

    answer = client.post(
        addresses(version, ""),
        {
            "seen_revision": version.mark,
            "tolerance_pp": "11",
            "reasons-0-id": "A",
            "reasons-0-revenue": "Brings the home market.",
        },
    )

    assert answer.status_code == 302
    share = CreditShare.objects.visible_to(person).get(partner__code="A")
    assert (share.reason_revenue, share.revenue, share.votes) == (
        "Brings the home market.",
        "60",
        2,
    )
    asked = EQUITY.question(reread(person, version))
    assert asked["tolerance_pp"] == "11"
    assert asked["reasons"] == {"revenue": {"A": "Brings the home market."}}
    assert EQUITY.desk.kind.calculate(asked)["flags"] == ["REVENUE_OVER:A"]


def test_reason_of_nobody_is_refused(client):
    person, version = entered()
    client.force_login(person)

    answer = client.post(
        addresses(version, ""),
        {"seen_revision": version.mark, "reasons-0-id": "Z", "reasons-0-credit": "Why not."},
    )

    assert answer.status_code == 400
    assert "is no partner of this version" in answer.content.decode()


def test_a_plan_with_a_gap_has_its_equity_all_the_same():
    _person, version = three_partners()
    plan(version, {"A": "300.00", "B": "100.00"}, budget="1000.00")

    said = EQUITY.desk.kind.calculate(EQUITY.question(version))

    assert said["finance_pct"] == {"A": "75.00", "B": "25.00", "C": "0.00"}
    assert said["warnings"] == ["NO_DATA:credit", "NO_DATA:ownership", "NO_DATA:revenue"]


@pytest.mark.parametrize("slug", ["equity", "credits"])
def test_sheet_needs_as_many_queries_for_many_rows_as_for_one(
    client, django_assert_max_num_queries, slug
):
    person, version = entered()
    client.force_login(person)
    address = reverse(f"credits:{slug}", args=[version.deal_id, version.number])
    client.get(address)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    given = CREDITS.input_of(version)
    given["functions"] += [
        {"role": f"function {number}", "points": "1", "country": "KZ"} for number in range(30)
    ]
    CREDITS.store(version, given)

    with django_assert_max_num_queries(len(few)) as many:
        client.get(address)

    assert len(many) == len(few)
