"""The disclosure rule: what a hidden sum must never give away."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from films.calculation.disclosure import Row, Rule, aggregate
from films.calculation.result import keys

RULE = Rule()


def rows(*parts, group="FR"):
    """One deal for each (company, amount)."""
    return [
        Row(f"{group}{number}", company, group, amount)
        for number, (company, amount) in enumerate(parts)
    ]


def even(deals, companies):
    return rows(*((f"c{number % companies}", 100) for number in range(deals)))


@pytest.mark.parametrize(
    ("deals", "companies", "reason"),
    [
        (5, 5, None),
        (4, 4, "TOO_FEW_DEALS"),
        (5, 3, None),
        (5, 2, "TOO_FEW_COMPANIES"),
        (4, 1, "TOO_FEW_DEALS"),
        (1, 1, "TOO_FEW_DEALS"),
    ],
)
def test_cell_needs_deals_then_companies(deals, companies, reason):
    assert aggregate(RULE, even(deals, companies)).groups["FR"].reason == reason


@pytest.mark.parametrize(
    ("largest", "reason"), [(5000, None), (5001, "DOMINANCE"), (4999, None), (10**15, "DOMINANCE")]
)
def test_cell_is_hidden_when_the_two_largest_hold_more_than_85_percent(largest, reason):
    parts = rows(("c1", largest), ("c2", 3500), ("c3", 500), ("c4", 500), ("c5", 500))

    assert aggregate(RULE, parts).groups["FR"].reason == reason


def test_dominance_adds_all_deals_of_a_company():
    parts = rows(("c1", 40), ("c1", 30), ("c2", 20), ("c3", 4), ("c4", 6))

    assert aggregate(RULE, parts).groups["FR"].reason == "DOMINANCE"


def test_total_covers_shown_cells_only():
    shown = even(5, 5)
    hidden = rows(("c1", 999), group="DE")

    result = aggregate(RULE, shown + hidden)

    assert (result.total_of_shown, result.suppressed) == (500, 1)
    assert (result.groups["DE"].deals, result.groups["DE"].sum, result.groups["DE"].mean) == (
        1,
        None,
        None,
    )


def test_deal_of_two_companies_counts_once():
    parts = [*even(5, 5), Row("FR0", "c9", "FR", 100)]

    group = aggregate(RULE, parts).groups["FR"]

    assert (group.deals, group.sum, group.mean) == (5, 600, 120)


def test_unknown_amount_is_counted_left_out_and_named():
    parts = [*even(5, 5), Row("FR9", "c9", "FR", None)]

    result = aggregate(RULE, parts)

    assert (result.groups["FR"].deals, result.groups["FR"].sum) == (6, 500)
    assert keys(result.warnings) == ["AMOUNT_UNDISCLOSED:FR9"]
    assert aggregate(RULE, parts[1:]).groups["FR"].reason == "TOO_FEW_DEALS"


def test_deal_without_consent_does_not_count_at_all():
    parts = even(5, 5)
    silent = replace(parts[0], has_consent=False)
    beside = Row("FR0", "c9", "FR", 100)

    result = aggregate(RULE, [silent, beside, *parts[1:]])

    assert (result.groups["FR"].deals, result.groups["FR"].reason) == (4, "TOO_FEW_DEALS")


def test_negative_amount_is_an_error_and_gives_no_group():
    result = aggregate(RULE, [Row("FR1", "c1", "FR", -1)])

    assert keys(result.errors) == ["SOURCE_AMOUNT_NEGATIVE:FR1"]
    assert result.groups == {}


def test_mean_is_exact_before_it_is_shown():
    result = aggregate(replace(RULE, dominance_k_pct=Decimal(100)), even(5, 5)[:4] + even(7, 7)[4:])

    assert result.groups["FR"].mean * result.groups["FR"].deals == result.groups["FR"].sum


@given(st.lists(st.integers(0, 10**12), max_size=4), st.lists(st.integers(0, 10**12), max_size=4))
def test_hidden_cell_is_the_same_whatever_the_amounts(first, second):
    size = min(len(first), len(second))

    one = aggregate(RULE, rows(*((f"c{n}", amount) for n, amount in enumerate(first[:size]))))
    other = aggregate(RULE, rows(*((f"c{n}", amount) for n, amount in enumerate(second[:size]))))

    assert one == other
