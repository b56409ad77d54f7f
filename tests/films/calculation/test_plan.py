"""Finance plans: edges that the worked examples do not show."""

from decimal import Decimal

import pytest

from films.calculation.plan import Coproducer, Line, Plan, Source, balance
from films.calculation.plan_explained import added, explain
from films.calculation.result import keys
from films.calculation.shares import shares

A = Coproducer("A", "KZ")
B = Coproducer("B", "FR")


def make_plan(*sources, budget="1000.00", **other):
    lines = (Line("all", "KZ", Decimal(budget)),)
    return Plan("EUR", lines, (A, B), tuple(sources), **other)


def make_source(amount="100.00", id="S", **other):
    given = {"type": "own_investment", "status": "paid", "weights": {"A": Decimal(1)}, **other}
    return Source(id, amount=None if amount is None else Decimal(amount), **given)


@pytest.mark.parametrize(
    ("budget", "errors"),
    [("0.01", []), ("0.00", ["BUDGET_NOT_POSITIVE"]), ("-5.00", ["BUDGET_NOT_POSITIVE"])],
)
def test_plan_needs_a_budget_above_zero(budget, errors):
    assert keys(balance(make_plan(budget=budget)).errors) == errors


@pytest.mark.parametrize(
    ("declared", "warnings"),
    [
        (None, []),
        ("1000.00", []),
        ("1000.01", ["BUDGET_MISMATCH"]),
        ("999.99", ["BUDGET_MISMATCH"]),
    ],
)
def test_declared_total_is_compared_with_the_lines(declared, warnings):
    total = None if declared is None else Decimal(declared)

    found = balance(make_plan(make_source("1000.00"), declared_total=total))

    assert keys(found.warnings) == warnings
    assert found.budget == 100_000


@pytest.mark.parametrize(
    ("second", "error", "warning"),
    [
        ("50", [], []),
        ("50.05", [], ["SPLIT_SUM_ROUNDED:S"]),
        ("49.95", [], ["SPLIT_SUM_ROUNDED:S"]),
        ("50.050001", ["SPLIT_SUM_INVALID:S"], []),
        ("49.949999", ["SPLIT_SUM_INVALID:S"], []),
    ],
)
def test_percentages_may_miss_100_by_a_twentieth(second, error, warning):
    split = {"A": Decimal(50), "B": Decimal(second)}

    found = balance(make_plan(make_source("1000.00", weights=split, typed_percent=True)))

    assert keys(found.errors) == error
    assert keys(found.warnings) == warning


def test_weights_need_not_sum_to_anything():
    split = {"A": Decimal(2), "B": Decimal(5)}

    found = balance(make_plan(make_source("700.00", weights=split)))

    assert found.counted[0].parts == {"A": 20_000, "B": 50_000}


def test_an_undisclosed_source_needs_no_rate_but_known_companies():
    hidden = make_source(None, currency="KZT", weights={"Z": Decimal(1)})

    found = balance(make_plan(hidden))

    assert keys(found.errors) == ["UNKNOWN_COPRODUCER:S"]
    assert keys(found.warnings) == ["AMOUNT_UNDISCLOSED:S"]


def test_a_budget_line_in_a_foreign_currency_needs_a_rate():
    lines = (Line("hotel", "KZ", Decimal("1000"), "KZT"), Line("crew", "KZ", Decimal("10")))
    without, with_rate = Plan("EUR", lines), Plan("EUR", lines, rates={"KZT": Decimal("0.00175")})

    assert keys(balance(without).errors) == ["FX_RATE_MISSING:hotel"]
    assert balance(with_rate).budget == 1_175


def test_each_line_is_rounded_by_itself():
    lines = tuple(Line(f"L{n}", "KZ", Decimal("1"), "XXX") for n in range(3))

    # 3 × 0.005 = 0.015 would be 0.02; three lines of 0.01 make 0.03.
    assert balance(Plan("EUR", lines, rates={"XXX": Decimal("0.005")})).budget == 3


def test_a_bridge_loan_is_cash_flow_and_not_finance():
    loan = make_source("400.00", id="L", type="bridge_loan", currency="GBP")

    found = balance(make_plan(make_source("600.00"), loan))

    assert found.errors == []
    assert found.finance == 60_000


def test_largest_amounts_stay_exact():
    largest = Decimal(10**13)
    sources = [make_source(largest, id=f"S{n}") for n in range(9)]

    found = balance(make_plan(*sources, make_source("0.01", id="cent")))

    assert found.finance == 9 * 10**15 + 1


def test_every_figure_is_opened_to_its_numbers():
    plan = make_plan(make_source("600.00"), make_source("300.00", id="T", status="loi"))
    weighed = balance(plan)

    told = {one.figure: str(one.formula) for one in explain(plan, weighed, shares(plan, weighed))}

    assert told["gap"] == "budget 1000.00 − finance 900.00"
    assert told["secured_total"] == "S 600.00 = 600.00"
    assert told["secured_pct"] == "600.00 × 100 / 1000.00 = 60.00 %"
    assert told["by_coproducer.A.amount"] == "S 600.00 + T 300.00 = 900.00"
    assert told["sources.S"] == "600.00 EUR × rate 1 = 600.00"
    assert told["country_balance.KZ"] == "finance brought 900.00 − cost covered 1000.00"


def test_a_long_sum_is_told_by_its_first_terms():
    sentence = str(added({f"S{n}": 100 for n in range(70)}))

    assert sentence.startswith("S0 1.00 + S1 1.00")
    assert sentence.endswith("+ 10 more = 70.00")
