"""The figures of the calculators: each opens, each says where it comes from."""

import pytest

from films.calculators.state import query_of
from tests.films.calculators.making import PLAN, address, text_of

pytestmark = pytest.mark.django_db


def test_every_total_opens_to_its_formula(client):
    response = client.post(address(), PLAN, follow=True)

    formulas = {label: figure.formula for label, figure in response.context["result"]["totals"]}
    assert formulas["Gap"] == "budget 1,000.00 − finance 600.00"
    assert all(formulas.values())


def test_country_shows_the_percentage_that_is_confirmed(client):
    form = {
        **PLAN, "sources-1-id": "Fund", "sources-1-type": "selective_fund",
        "sources-1-status": "applied", "sources-1-amount": "200",
        "sources-1-counts_for": "Dala Film",
    }  # fmt: skip

    row = client.post(address(), form, follow=True).context["result"]["countries"][0]
    said = client.post("/calculators/finance-plan.json", form).json()["answer"]

    assert (row["share"].text, row["confirmed"].text) == ("80.00\xa0%", "60.00\xa0%")
    assert row["confirmed"].formula == (
        "confirmed or paid: (Own money 600.00) × 100 / 1,000.00 = 60.00 %"
    )
    assert said["secured_by_country"] == {"KZ": {"amount": "600.00", "pct": "60.00"}}


def test_cash_flow_names_the_month_and_every_movement(client):
    given = {
        "costs": [{"month": "2026-01", "amount": "100.00", "account": "Shoot"}],
        "sources": [
            {"id": "Fund", "type": "selective_fund", "status": "applied", "amount": "100.00",
             "instalments": [{"month": "2026-02", "pct": "100"}]},
        ],
    }  # fmt: skip

    result = client.get(address("cash-flow", given=given)).context["result"]

    assert result["headlines"][0] == (
        "Cash runs out in 2026-01 with every live source; the need is greatest in 2026-01: 100.00."
    )
    assert result["months"][0]["went_out"].formula == "Shoot 100.00"
    assert result["months"][1]["came_in"].formula == "Fund 100.00"


def test_waterfall_draws_a_bar_for_each_tier_and_party(client):
    given = {
        "periods": [{"id": "P1", "receipts": [{"amount": "100.00"}]}],
        "tiers": [
            {"id": "T1", "type": "recoup", "payees": [{"payee": "A", "amount": "60.00"}]},
            {"id": "T2", "type": "split", "payees": [{"payee": "A", "pct": "50"},
                                                     {"payee": "B", "pct": "50"}]},
        ],
    }  # fmt: skip

    result = client.get(address("waterfall", given=given)).context["result"]

    marks = [(s.mark.title, s.x, s.width) for step in result["chart"].steps for s in step.segments]
    assert marks == [
        ("T1, A: 60.00", "0%", "60%"), ("T2, A: 20.00", "60%", "20%"),
        ("T2, B: 20.00", "80%", "20%"),
    ]  # fmt: skip
    assert [mark.mark.title for mark in result["party_chart"].bars] == ["A: 80.00", "B: 20.00"]


def test_waterfall_is_followed_line_by_line_on_the_page_and_in_the_file(client):
    given = {
        "periods": [{"id": "P1", "receipts": [{"amount": "100.00"}]}],
        "tiers": [
            {"id": "T1", "type": "fee", "payee": "C", "pct": "1"},
            {"id": "T2", "type": "recoup", "payees": [{"payee": "A", "amount": "60.00"},
                                                      {"payee": "B", "amount": "9.00"}]},
            {"id": "T3", "type": "split", "payees": [{"payee": "A", "pct": "100"}]},
        ],
    }  # fmt: skip

    result = client.get(address("waterfall", given=given)).context["result"]
    said = client.get(f"/calculators/waterfall.json?{query_of(given)}").json()["answer"]

    shown = [(tier["reached"], tier["total"].text) for tier in result["tiers"]]
    assert shown == [("100.00", "1.00"), ("99.00", "69.00"), ("30.00", "30.00")]
    assert said["periods"]["P1"]["tiers"]["T2"] == {"reached": "99.00", "paid": "69.00"}


def test_equity_says_that_the_index_is_our_own(client):
    assert "The equity index is coprod's own measure" in text_of(client.get(address("equity")))
