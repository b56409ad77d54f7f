"""The fast finance plan and the slow one agree on thousands of random plans, to the cent."""

import pytest

from films.calculators.kinds import KINDS
from tests.films.calculation import random_plans, slow_plan

PLANS = 4_000
BATCH = 500


@pytest.mark.parametrize("first", range(0, PLANS, BATCH))
def test_plan_agrees_with_the_slow_one(first):
    for seed in range(first, first + BATCH):
        plan = random_plans.plan(seed)

        fast = KINDS["finance-plan"].calculate(plan)

        slow = slow_plan.run(plan)
        assert {figure: fast.get(figure) for figure in slow} == slow, f"plan {seed}"


def test_random_plans_reach_what_is_rare():
    answers = [slow_plan.run(random_plans.plan(seed)) for seed in range(BATCH)]
    warned = {warning.partition(":")[0] for answer in answers for warning in answer["warnings"]}

    assert warned == {
        "AMOUNT_UNDISCLOSED",
        "FINANCE_GAP",
        "MAJORITY_COUNTRY_TIE",
        "MAJORITY_TIE",
        "NO_SOURCES",
        "OVERFINANCED",
        "SPLIT_SUM_ROUNDED",
    }
    assert {answer["initiative"] for answer in answers} > {None, "KZ"}
