"""What spend obligations are asked with, and how they are explained."""

import pytest

from coprod.exchange.faults import BadInput
from films.calculators.kinds import KINDS

calculate = KINDS["spend"].calculate


def make_spend(obligation=None, incentive=None, **other):
    fixed = {"id": "O", "territory": "FR", "basis": "fixed", "amount": "60.00"}
    rebate = {"id": "I", "territory": "KZ", "rate_pct": "30", "eligible_spend": "10.00"}
    return {
        "budget_total": "100.00",
        "as_of": "2026-01-15",
        "obligations": [{**fixed, **(obligation or {})}],
        "spend": {"FR": "60.00"},
        "incentives": [{**rebate, **(incentive or {})}],
        **other,
    }


def faults(asked):
    with pytest.raises(BadInput) as caught:
        calculate(asked)
    return [fault.path for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("obligation", "path"),
    [
        ({"basis": "pct_of_aid", "pct": "160"}, "obligations[0].aid"),
        ({"basis": "pct_of_aid", "pct": "160", "aid": None}, "obligations[0].aid"),
        ({"basis": "pct_of_budget"}, "obligations[0].pct"),
        ({"amount": None}, "obligations[0].amount"),
        ({"amount": "-1.00"}, "obligations[0].amount"),
        ({"cap": {"pct": "80"}}, "obligations[0].cap.pct"),
    ],
)
def test_obligation_needs_what_its_basis_is_computed_from(obligation, path):
    assert faults(make_spend(obligation)) == [path]


@pytest.mark.parametrize(
    ("incentive", "path"),
    [
        ({"recipient_must_be_foreign": True}, "incentives[0].recipient_country"),
        ({"eligible_spend": None}, "incentives[0].eligible_spend"),
        ({"rate_pct": "-1"}, "incentives[0].rate_pct"),
    ],
)
def test_incentive_needs_what_decides_about_it(incentive, path):
    assert faults(make_spend(incentive=incentive)) == [path]


def test_expiry_needs_a_day():
    asked = make_spend(incentive={"valid_to": "2026-01-01"})
    del asked["as_of"]

    assert faults(asked) == ["incentives[0].valid_to"]


@pytest.mark.parametrize(
    "parents", [{"A": "A"}, {"A": "B", "B": "A"}, {"X": "A", "A": "B", "B": "C", "C": "A"}]
)
def test_region_that_lies_in_itself_is_refused(parents):
    (path,) = faults(make_spend(parents=parents))

    assert path.startswith("parents.")


def test_figures_are_opened_to_their_numbers():
    asked = make_spend(
        {"basis": "pct_of_aid", "aid": "40.00", "pct": "160"}, {"max_amount": "2.00"}
    )

    told = {one["figure"]: one["formula"] for one in calculate(asked)["explanation"]}

    assert told == {
        "obligations.O": "160 % × aid 40.00 = 64.00",
        "territories.FR.required": (
            "larger of its own obligations 64.00 and its regions together 0.00"
        ),
        "territories.FR.spend": ("planned in the territory itself 60.00 + in its regions 0.00"),
        "territories.FR.shortfall": "required 64.00 − planned 60.00, at least 0",
        "total_required": "FR 64.00 = 64.00",
        "incentives.I": "30 % × eligible spend 10.00, at most 2.00 = 2.00",
    }


def test_incentive_of_nothing_is_explained_by_its_reason():
    asked = make_spend(incentive={"min_spend": "10.01"})

    told = {one["figure"]: one["formula"] for one in calculate(asked)["explanation"]}

    assert told["incentives.I"] == (
        "I: eligible spend 10.00 is below the minimum 10.01; the incentive is zero."
    )


def test_budget_of_nothing_is_an_error_without_figures():
    answer = calculate(make_spend(budget_total="0.00"))

    assert answer["errors"] == ["BUDGET_NOT_POSITIVE"]
    assert "territories" not in answer
