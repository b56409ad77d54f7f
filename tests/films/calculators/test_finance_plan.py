"""What a finance plan is asked with, and what it answers besides the figures of its cases."""

import pytest

from coprod.exchange.faults import BadInput
from films.calculators.kinds import KINDS

calculate = KINDS["finance-plan"].calculate


def make_plan(**other):
    source = {"id": "S", "type": "pre_sale", "status": "paid", "amount": "60.00", "country": "FR"}
    return {
        "base_currency": "EUR",
        "budget": {"lines": [{"account": "all", "country": "KZ", "amount": "100.00"}]},
        "coproducers": [{"id": "A", "country": "KZ"}, {"id": "B", "country": "FR"}],
        "sources": [{**source, **other}],
    }


def faults(plan):
    with pytest.raises(BadInput) as caught:
        calculate(plan)
    return {fault.path: str(fault.fault) for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("attribution", "unallocated"),
    [
        ({}, "100.00"),
        ({"contributor": None}, "100.00"),
        ({"contributor": "A", "split_pct": None}, "40.00"),
        ({"split_pct": {"A": "50", "B": "50"}}, "40.00"),
        ({"split_weights": {"A": "0", "B": "3"}}, "40.00"),
    ],
)
def test_source_counts_for_one_for_several_or_for_nobody(attribution, unallocated):
    assert calculate(make_plan(**attribution))["unallocated"]["amount"] == unallocated


@pytest.mark.parametrize(
    ("attribution", "path"),
    [
        ({"contributor": "A", "split_pct": {"A": "100"}}, "sources[0].split_pct"),
        ({"split_weights": {"A": "-1", "B": "2"}}, "sources[0].split_weights.A"),
        ({"split_weights": {"A": "0"}}, "sources[0].split_weights"),
        ({"split_pct": {}}, "sources[0].split_pct"),
        ({"status": "promised"}, "sources[0].status"),
        ({"currency": "eur"}, "sources[0].currency"),
        ({"amount": "10000000000000.01"}, "sources[0].amount"),
    ],
)
def test_source_that_cannot_be_read_is_refused_with_its_path(attribution, path):
    assert list(faults(make_plan(**attribution))) == [path]


def test_base_currency_has_no_other_rate_than_one():
    plan = {**make_plan(), "fx": [{"currency": "EUR", "rate": "1.1"}]}

    assert list(faults(plan)) == ["fx"]
    assert calculate({**plan, "fx": [{"currency": "EUR", "rate": "1"}]})["errors"] == []


def test_amount_is_capped_in_the_base_currency_too():
    plan = make_plan(amount="9000000000000.00", currency="GBP")

    assert list(faults({**plan, "fx": [{"currency": "GBP", "rate": "1.2"}]})) == [
        "sources[0].amount"
    ]


def test_id_that_stands_twice_is_refused():
    plan = make_plan()

    twice = {key: plan[key] * 2 for key in ("sources", "coproducers")}

    assert sorted(faults({**plan, **twice})) == [
        "coproducers[2].id",
        "coproducers[3].id",
        "sources[1].id",
    ]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ({"status": "withdrawn"}, "withdrawn: out of the plan"),
        ({"amount": None}, "amount unknown: left out"),
        ({"type": "bridge_loan"}, "a bridge loan belongs to the cash flow only"),
    ],
)
def test_source_that_does_not_count_is_told_with_its_reason(source, reason):
    answer = calculate(make_plan(**source))

    assert answer["finance_total"] == "0.00"
    assert answer["left_out"] == [{"id": "S", "reason": reason}]


def test_typed_ownership_is_compared_and_its_faults_are_errors():
    plan = make_plan(contributor="A")

    fine = calculate({**plan, "ownership": {"A": "50", "B": "50"}})
    wrong = calculate({**plan, "ownership": {"A": "50", "Z": "40"}})

    assert fine["differences"] == {"ownership": {"A": "-10.00", "B": "50.00"}}
    assert fine["by_coproducer"]["A"]["pct"] == "60.00"
    assert wrong["errors"] == ["SPLIT_SUM_INVALID:ownership", "UNKNOWN_COPRODUCER:ownership"]
    assert "gap" not in wrong


def test_every_problem_is_told_with_its_number_and_remedy():
    (problem,) = calculate(make_plan(contributor="A"))["problems"]

    assert problem == {
        "code": "FINANCE_GAP",
        "message": "40.00 missing: the finance does not cover the budget.",
        "remedy": "Find further finance, or lower the budget.",
        "value": "40.00",
    }


@pytest.mark.parametrize("written", ["in-kind", "In kind", "deferrals", "Bridge-Loan"])
def test_a_type_that_is_no_cash_is_not_counted_as_cash_for_its_spelling(written):
    assert faults(make_plan(type=written)) == {
        "sources[0].type": f"“{written}” is not a choice here."
    }


def test_a_type_of_source_is_otherwise_a_free_word():
    assert calculate(make_plan(type="city grant"))["cash_total"] == "60.00"
