"""Spend obligations and incentives: edges and what holds for all of them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from films.calculation.result import keys
from films.calculation.spend import (
    Basis,
    Cap,
    Incentive,
    Obligation,
    SpendPlan,
    obliged_spend,
)


def fixed(id, territory, amount, **other):
    return Obligation(id, territory, Basis.FIXED, amount=amount, **other)


def make_incentive(**other):
    given = {"rate_pct": Decimal(30), "eligible_spend": 10_000, "territory": "KZ", **other}
    return Incentive("I", **given)


@pytest.mark.parametrize("budget", [0, -1])
def test_spend_needs_a_budget_above_zero(budget):
    assert keys(obliged_spend(SpendPlan(budget)).errors) == ["BUDGET_NOT_POSITIVE"]


@pytest.mark.parametrize(
    ("spent", "shortfall", "warnings"),
    [(100, 0, []), (99, 1, ["SPEND_SHORTFALL:BE"]), (101, 0, [])],
)
def test_spend_that_reaches_the_requirement_is_enough(spent, shortfall, warnings):
    plan = SpendPlan(1_000, (fixed("O", "BE", 100),), {"BE": spent})

    found = obliged_spend(plan)

    assert found.territories["BE"].shortfall == shortfall
    assert keys(found.warnings) == warnings


@pytest.mark.parametrize(
    ("pct", "cap", "is_above"),
    [
        ("160", Cap(pct_of_aid=Decimal(160)), False),
        ("160.0001", Cap(pct_of_aid=Decimal(160)), True),
        ("80", Cap(Decimal(160), Decimal(8)), False),
        ("80.0001", Cap(Decimal(160), Decimal(8)), True),
        ("500", Cap(), False),
    ],
)
def test_obligation_is_compared_exactly_with_the_lower_cap(pct, cap, is_above):
    one = Obligation("O", "FR", Basis.AID, pct=Decimal(pct), aid=100, cap=cap)

    found = obliged_spend(SpendPlan(1_000, (one,), {"FR": 1_000}))

    assert keys(found.warnings) == (["OBLIGATION_ABOVE_CAP:O"] if is_above else [])


def test_a_cap_on_an_unknown_aid_is_left_aside():
    one = fixed("O", "FR", 100, cap=Cap(pct_of_aid=Decimal(1)))

    assert obliged_spend(SpendPlan(1_000, (one,), {"FR": 100})).warnings == []


@pytest.mark.parametrize(
    ("amounts", "warnings"),
    [((600, 400), []), ((600, 401), ["OVERCOMMITTED"])],
)
def test_all_roots_together_may_ask_for_the_budget_and_no_more(amounts, warnings):
    plan = SpendPlan(
        1_000,
        (fixed("O1", "FR", amounts[0]), fixed("O2", "FR-BRE", 600), fixed("O3", "KZ", amounts[1])),
        parents={"FR-BRE": "FR"},
    )

    found = obliged_spend(plan)

    assert found.total_required == sum(amounts)
    assert [key for key in keys(found.warnings) if key == "OVERCOMMITTED"] == warnings


def test_regions_may_ask_for_more_than_their_country_that_asks_for_nothing():
    plan = SpendPlan(
        1_000,
        (fixed("O1", "Paris", 300), fixed("O2", "FR-BRE", 200)),
        {"Paris": 300, "FR": 150},
        {"Paris": "FR-IDF", "FR-IDF": "FR", "FR-BRE": "FR"},
    )

    found = obliged_spend(plan)

    required = {code: one.required for code, one in found.territories.items()}
    assert required == {"Paris": 300, "FR-BRE": 200, "FR-IDF": 300, "FR": 500}
    assert found.territories["FR"].spend == 450
    assert keys(found.warnings) == ["SPEND_SHORTFALL:FR", "SPEND_SHORTFALL:FR-BRE"]
    assert found.total_required == 500


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 1, 1), ["INCENTIVE_EXPIRED:I"]),
        (date(2026, 1, 2), []),
        (date(2026, 1, 4), []),
        (date(2026, 1, 5), ["INCENTIVE_EXPIRED:I"]),
    ],
)
def test_first_and_last_day_of_an_incentive_count(on, expected):
    incentive = make_incentive(valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 4))

    found = obliged_spend(SpendPlan(1_000, incentives=(incentive,), on=on))

    assert keys(found.warnings) == expected
    assert found.incentives["I"] == (0 if expected else 3_000)


@pytest.mark.parametrize(("spent", "earned"), [(10_000, 3_000), (9_999, 0)])
def test_minimum_spend_is_reached_by_equality(spent, earned):
    incentive = make_incentive(eligible_spend=spent, min_spend=10_000)

    assert obliged_spend(SpendPlan(1_000, incentives=(incentive,))).incentives["I"] == earned


amounts = st.integers(0, 10**15)
obligations = st.lists(
    st.builds(
        Obligation,
        id=st.uuids().map(str),
        territory=st.sampled_from(["FR", "FR-BRE", "FR-NAQ", "KZ"]),
        basis=st.sampled_from(Basis),
        pct=st.decimals(0, 200, places=3),
        aid=amounts,
        amount=amounts,
        additive=st.booleans(),
    ),
    max_size=6,
).map(tuple)
spends = st.dictionaries(st.sampled_from(["FR", "FR-BRE", "FR-NAQ", "KZ"]), amounts)
REGIONS = {"FR-BRE": "FR", "FR-NAQ": "FR"}


@given(obligations, spends, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_nobody_is_asked_less_than_one_obligation(asked, spend, random):
    plan = SpendPlan(10**15, asked, spend, REGIONS)
    found = obliged_spend(plan)

    shuffled = tuple(random.sample(asked, len(asked)))
    again = obliged_spend(SpendPlan(10**15, shuffled, spend, REGIONS))
    assert again.territories == found.territories
    assert again.total_required == found.total_required
    for one in asked:
        assert found.territories[one.territory].required >= found.obligations[one.id]
    assert found.total_required <= sum(found.obligations.values())


@given(obligations, spends)
def test_shortfall_closes_when_it_is_spent(asked, spend):
    found = obliged_spend(SpendPlan(10**15, asked, spend, REGIONS))

    more = dict(spend)
    for region in ("FR-BRE", "FR-NAQ", "KZ"):
        if region in found.territories:
            more[region] = more.get(region, 0) + found.territories[region].shortfall
    closed = obliged_spend(SpendPlan(10**15, asked, more, REGIONS)).territories
    if "FR" in closed:
        more["FR"] = more.get("FR", 0) + closed["FR"].shortfall
    closed = obliged_spend(SpendPlan(10**15, asked, more, REGIONS)).territories
    assert all(territory.shortfall == 0 for territory in closed.values())
