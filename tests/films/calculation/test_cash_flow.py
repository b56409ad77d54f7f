"""Cash flow at its edges."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from films.calculation.cash_flow import (
    Cost,
    Instalment,
    Plan,
    Source,
    arrive,
    flow,
    months_between,
)
from films.calculation.result import keys


def source(amount, *instalments, status="confirmed", kind="broadcaster", currency=""):
    parts = tuple(
        Instalment(month, **{unit: Decimal(number)}) for month, unit, number in instalments
    )
    exact = None if amount is None else Decimal(amount)
    return Source("S1", kind, status, exact, parts, currency)


def balances(curve):
    return [month.cumulative for month in curve.months]


@pytest.mark.parametrize(
    ("amount", "instalments", "codes"),
    [
        ("100", [("2026-01", "pct", "100")], []),
        ("100", [("2026-01", "pct", "50"), ("2026-02", "pct", "49.95")], ["SPLIT_SUM_ROUNDED:S1"]),
        ("100", [("2026-01", "pct", "50"), ("2026-02", "pct", "50.05")], ["SPLIT_SUM_ROUNDED:S1"]),
        ("100", [("2026-01", "pct", "99.9499")], ["INSTALMENT_SUM:S1"]),
        ("100", [("2026-01", "pct", "100.05")], ["SPLIT_SUM_ROUNDED:S1"]),
        ("100", [("2026-01", "pct", "100.0501")], ["INSTALMENT_SUM:S1"]),
        ("100", [("2026-01", "pct", "-10"), ("2026-02", "pct", "110")], ["PCT_RANGE:S1"]),
        ("100", [("2026-01", "amount", "99.99")], ["INSTALMENT_SUM:S1"]),
        ("100", [("2026-01", "amount", "40"), ("2026-02", "amount", "60.00")], []),
        ("100", [("2026-01", "amount", "40"), ("2026-02", "pct", "60")], []),
        ("100", [("2026-01", "amount", "40"), ("2026-02", "pct", "50")], ["INSTALMENT_SUM:S1"]),
        ("100", [("2026-01", "amount", "100.03"), ("2026-02", "pct", "0")], ["INSTALMENT_SUM:S1"]),
        ("100", [], ["INSTALMENT_SUM:S1"]),
        ("0", [], []),
        ("0", [("2026-01", "pct", "100")], []),
        ("0", [("2026-01", "amount", "1")], ["INSTALMENT_SUM:S1"]),
        ("-1", [], ["SOURCE_AMOUNT_NEGATIVE:S1"]),
        (None, [], ["AMOUNT_UNDISCLOSED:S1"]),
    ],
)
def test_instalments_add_up_to_the_source(amount, instalments, codes):
    result = flow(Plan(sources=(source(amount, *instalments),)))

    assert keys([*result.errors, *result.warnings]) == codes


@pytest.mark.parametrize(
    ("kind", "status", "arrives"),
    [
        ("broadcaster", "confirmed", (100, 100)),
        ("broadcaster", "paid", (100, 100)),
        ("broadcaster", "conditional", (100, 0)),
        ("broadcaster", "loi", (100, 0)),
        ("broadcaster", "applied", (100, 0)),
        ("broadcaster", "rejected", (0, 0)),
        ("broadcaster", "withdrawn", (0, 0)),
        ("in_kind", "confirmed", (0, 0)),
        ("deferral", "confirmed", (0, 0)),
        ("bridge_loan", "confirmed", (100, 100)),
    ],
)
def test_flow_counts_live_cash_and_what_is_secured(kind, status, arrives):
    part = source("1.00", ("2026-01", "pct", "100"), kind=kind, status=status)

    result = flow(Plan(sources=(part,)))

    assert (result.all.closing, result.secured.closing) == arrives


def test_flow_ignores_the_faults_of_what_it_does_not_count():
    dead = source("-5", ("2026-01", "pct", "10"), status="withdrawn", currency="USD")

    result = flow(Plan(sources=(dead,), currency="EUR"))

    assert (result.errors, result.warnings) == ([], [])


def test_flow_without_anything_stays_at_the_opening_balance():
    rich, poor = flow(Plan(opening_balance=5)), flow(Plan(opening_balance=-5))

    assert (rich.all.closing, rich.all.peak_need, rich.all.peak_month) == (5, 0, None)
    assert (poor.all.closing, poor.all.peak_need, poor.all.first_negative) == (-5, 5, None)
    assert keys(rich.warnings) == ["NO_SOURCES"]


def test_flow_lists_empty_months_over_the_turn_of_the_year_in_both_curves():
    costs = (Cost("2026-11", Decimal("0.01")),)
    pending = source("0.01", ("2027-02", "pct", "100"), status="applied")

    result = flow(Plan(costs, (pending,)))

    assert [month.month for month in result.all.months] == [
        "2026-11",
        "2026-12",
        "2027-01",
        "2027-02",
    ]
    assert balances(result.all) == [-1, -1, -1, 0]
    assert balances(result.secured) == [-1, -1, -1, -1]


def test_flow_names_the_first_of_equally_deep_months():
    costs = tuple(Cost(month, Decimal("1.00")) for month in ("2026-01", "2026-04"))
    paid = source("1.00", ("2026-03", "pct", "100"))

    curve = flow(Plan(costs, (paid,))).all

    assert balances(curve) == [-100, -100, 0, -100]
    assert (curve.peak_need, curve.peak_month, len(curve.negative)) == (100, "2026-01", 3)


def test_flow_balance_of_exactly_zero_is_not_negative():
    costs = (Cost("2026-01", Decimal("1.00")),)

    curve = flow(Plan(costs, opening_balance=100)).all

    assert (curve.first_negative, curve.peak_need) == (None, 0)


def test_flow_converts_a_source_once_and_shares_it_without_losing_a_cent():
    parts = [(f"2026-0{month}", "pct", "33.33") for month in (1, 2, 3)]
    plan = Plan(
        sources=(source("100", *parts, currency="KZT"),),
        currency="EUR",
        rates={"KZT": Decimal("0.0018")},
    )

    assert balances(flow(plan).all) == [6, 12, 18]


def test_flow_needs_a_rate_for_costs_too():
    plan = Plan((Cost("2026-01", Decimal(1), "USD"),), currency="EUR")

    assert keys(flow(plan).errors) == ["FX_RATE_MISSING:2026-01"]


def test_flow_takes_a_credit_as_a_negative_cost():
    costs = (Cost("2026-01", Decimal("5.00")), Cost("2026-01", Decimal("-2.00")))

    assert flow(Plan(costs)).all.months[0].went_out == 300


@given(
    st.integers(0, 10**15),
    st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=8).filter(any),
)
def test_instalments_add_to_the_converted_source(minor, percentages):
    exact = Decimal(minor).scaleb(-2)
    parts = tuple(Instalment("2026-01", pct=pct) for pct in percentages)

    arrived = arrive(Source("S1", "broadcaster", "paid", exact, parts), Decimal(1))

    assert sum(amount for _month, amount in arrived) == minor


def test_months_between_counts_across_years():
    assert months_between("2026-12", "2027-01") == ["2026-12", "2027-01"]
    assert len(months_between("1926-01", "2025-12")) == 1200
