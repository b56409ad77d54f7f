"""Reading a cash flow: one slip is told once."""

import pytest

from coprod.exchange.faults import BadInput
from films.calculators.kinds import KINDS


def faults_of(sent):
    with pytest.raises(BadInput) as refusal:
        KINDS["cash-flow"].calculate(sent)
    return [fault.path for fault in refusal.value.faults]


def test_month_that_cannot_be_read_is_the_only_fault():
    costs = [{"month": "2025-13", "amount": "10.00"}, {"month": "2025-03", "amount": "5.00"}]

    assert faults_of({"costs": costs, "sources": []}) == ["costs[0].month"]


def test_months_too_far_apart_are_refused():
    costs = [{"month": "1900-01", "amount": "10.00"}, {"month": "2025-03", "amount": "5.00"}]

    assert faults_of({"costs": costs, "sources": []}) == ["costs"]


def test_a_deferral_is_not_counted_as_cash_for_its_spelling():
    source = {"id": "S", "type": "Deferral", "status": "paid", "amount": "60.00"}

    assert "sources[0].type" in faults_of({"costs": [], "sources": [source]})
