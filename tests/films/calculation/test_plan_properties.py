"""What holds for every finance plan, whatever its sources."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from coprod.exchange.strict import read
from films.calculation.plan import Coproducer, Line, Plan, Source, balance
from films.calculation.result import keys
from films.calculation.shares import shares
from films.calculators.reading.finance_plan import request
from tests.films.calculation import random_plans

plans = st.integers(0, 10**9).map(lambda seed: read(random_plans.plan(seed), request).plan)
cents = st.integers(0, 10**15)


def attributed(plan):
    """The plan with somebody behind every source."""
    first = {plan.coproducers[0].id: Decimal(1)}
    sources = tuple(replace(one, weights=one.weights or first) for one in plan.sources)
    return replace(plan, sources=sources)


@given(plans)
def test_the_parts_add_to_the_whole(plan):
    weighed = balance(plan)
    found = shares(plan, weighed)

    assert weighed.secured + weighed.pending == weighed.finance
    assert weighed.cash + weighed.non_cash == weighed.finance
    assert weighed.recoupable + weighed.non_recoupable == weighed.finance
    assert sum(weighed.by_origin.values()) == weighed.finance
    assert sum(found.by_coproducer.values()) + found.unallocated == found.plan
    assert sum(found.by_country.values()) == sum(found.by_coproducer.values())
    for one in weighed.counted:
        assert not one.parts or sum(one.parts.values()) == one.amount


@given(plans)
def test_balances_sum_to_minus_the_gap_when_everything_is_attributed(plan):
    plan = attributed(plan)
    weighed = balance(plan)
    found = shares(plan, weighed)

    assert sum(found.country_balance.values()) == -weighed.gap
    assert found.unallocated == max(0, weighed.gap)


@given(plans, st.randoms(use_true_random=False))
def test_the_order_of_sources_lines_and_companies_changes_no_figure(plan, random):
    shuffled = replace(
        plan,
        sources=tuple(random.sample(plan.sources, len(plan.sources))),
        lines=tuple(random.sample(plan.lines, len(plan.lines))),
        coproducers=tuple(random.sample(plan.coproducers, len(plan.coproducers))),
    )

    before, after = balance(plan), balance(shuffled)

    assert keys(after.warnings) == keys(before.warnings)
    first, second = shares(plan, before), shares(shuffled, after)
    assert second.by_coproducer == first.by_coproducer
    assert second.by_country == first.by_country
    assert second.country_balance == first.country_balance
    assert (second.majority, second.initiative) == (first.majority, first.initiative)


@given(cents, st.permutations(["A", "B", "C", "D"]))
def test_equal_parties_differ_by_a_cent_at_most_and_only_by_their_order(amount, order):
    weights = dict.fromkeys(order, Decimal(1))
    source = Source("S", "other", "paid", Decimal(amount).scaleb(-2), weights=weights)
    companies = tuple(Coproducer(name, name) for name in "ABCD")
    plan = Plan("EUR", (Line("all", "A", Decimal(10)),), companies, (source,))

    parts = balance(plan).counted[0].parts

    assert list(parts) == order
    assert list(parts.values()) == sorted(parts.values(), reverse=True)
    assert max(parts.values()) - min(parts.values()) <= 1


@given(plans)
def test_a_withdrawn_source_leaves_as_if_it_had_never_been_listed(plan):
    dead = tuple(replace(one, status="withdrawn") for one in plan.sources)

    weighed = balance(replace(plan, sources=dead))

    assert weighed.finance == 0
    assert weighed.gap == weighed.budget
