"""The difference of two versions: every leaf, and what must not be overlooked."""

from decimal import Decimal

import pytest

from films.calculation.diff import Version, difference
from films.calculation.leaves import Change, changes
from films.calculation.result import keys


def paths(old, new):
    return [(change.path, change.change) for change in changes(old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("30", "30.00"),
        ("30", 30),
        ("-0.0", "0"),
        ("0.10", "0.1"),
        ([1, 2], [2, 1]),
        (["kk", "ru"], ["ru", "kk"]),
        ([{"a": 1}, {"a": 2}], [{"a": "2.0"}, {"a": 1}]),
        ([{"id": "x", "n": [1, 2]}, {"id": "y"}], [{"id": "y"}, {"n": [2, 1], "id": "x"}]),
        ({}, {}),
        (None, None),
    ],
)
def test_same_meaning_in_another_writing_is_no_change(old, new):
    assert paths({"term": old}, {"term": new}) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("30", "30.01", [("term", "changed")]),
        ("A", None, [("term", "changed")]),
        (None, "A", [("term", "changed")]),
        (True, 1, [("term", "changed")]),
        ("1e1", "10", [("term", "changed")]),
        ({"a": 1}, {"b": 1}, [("term.a", "removed"), ("term.b", "added")]),
        ({"a": {"b": 1}}, {"a": 2}, [("term.a", "added"), ("term.a.b", "removed")]),
        (["kk", "ru"], ["kk", "en"], [("term.en", "added"), ("term.ru", "removed")]),
        (["kk", "kk"], ["kk"], [("term.kk", "removed")]),
        ([{"id": "x", "n": 1}], [{"id": "x", "n": 2}], [("term.x.n", "changed")]),
        ([{"payee": "A", "pct": 1}], [], [("term.A.payee", "removed"), ("term.A.pct", "removed")]),
        ([{"role": "lead", "n": 1}], [{"role": "lead", "n": 2}], [("term.1.n", "changed")]),
    ],
)
def test_changes_name_each_leaf_by_its_path(old, new, found):
    assert sorted(paths({"term": old}, {"term": new})) == sorted(found)


def test_change_keeps_the_values_as_they_were_written():
    assert changes({"pct": "50.0"}, {"pct": "49"}) == [Change("pct", "changed", "50.0", "49")]


def test_changes_are_sorted_by_path():
    old, new = {"b": 1, "a": {"z": 1}}, {"a": {"z": 2, "y": 1}, "b": 2}

    assert [path for path, _change in paths(old, new)] == ["a.y", "a.z", "b"]


def version(document=None, **terms):
    return Version(document or {}, **terms)


def test_shares_are_of_the_larger_of_budget_and_finance():
    short = version(budget=1000, contributions={"A": 600, "B": 200})
    rich = version(budget=1000, contributions={"A": 900, "B": 300})

    assert (short.gap, short.shares) == (200, {"A": 60, "B": 20})
    assert (rich.gap, rich.shares) == (-200, {"A": 75, "B": 25})


def test_unknown_contribution_has_no_share_and_is_named():
    one = version(budget=1000, contributions={"A": 600, "B": None})

    assert one.shares == {"A": 60, "B": None}
    assert keys(one.warnings) == ["AMOUNT_UNDISCLOSED:B"]


def test_unknown_budget_has_no_gap():
    one = version(contributions={"A": 600})

    assert (one.gap, one.shares) == (None, {"A": None})


@pytest.mark.parametrize(
    ("revenue", "warnings"),
    [
        ({"A": "100"}, []),
        ({"A": "60", "B": "39.95"}, ["SPLIT_SUM_ROUNDED:revenue"]),
        ({"A": "60", "B": "40.05"}, ["SPLIT_SUM_ROUNDED:revenue"]),
        ({"A": "60", "B": "39.9499"}, ["SPLIT_SUM_INVALID:revenue"]),
        ({"A": "60", "Z": "40"}, ["UNKNOWN_PARTY:revenue:Z"]),
        ({}, []),
    ],
)
def test_revenue_shares_are_summed(revenue, warnings):
    one = version(
        budget=1,
        contributions={"A": 1, "B": 1},
        revenue={party: Decimal(pct) for party, pct in revenue.items()},
    )

    assert keys(one.warnings) == warnings


def test_territory_of_nobody_or_of_a_stranger_is_an_orphan():
    owners = {"KZ": ("A",), "DE": (), "FR": ("Z",), "ROW": ("A", "Z")}
    one = version(budget=1, contributions={"A": 1}, owners=owners)

    assert one.orphans == ["DE", "FR"]
    assert keys(one.warnings) == [
        "RIGHTS_UNASSIGNED:DE",
        "UNKNOWN_PARTY:FR:Z",
        "UNKNOWN_PARTY:ROW:Z",
    ]


@pytest.mark.parametrize("budget", [0, -1])
def test_budget_must_be_positive(budget):
    faulty = version(budget=budget, contributions={"A": -5})

    found = difference(version(budget=1), faulty)

    assert keys(found.errors) == ["BUDGET_NOT_POSITIVE", "SOURCE_AMOUNT_NEGATIVE:A"]
    assert found.changes == []


@pytest.mark.parametrize(
    ("stage", "signs", "tells"),
    [
        ("", False, False),
        ("deal_memo", False, False),
        ("long_form", True, False),
        ("provisional_approval", True, True),
        ("final_approval", True, True),
        ("withdrawn", False, False),
    ],
)
def test_change_of_shares_needs_signatures_and_the_authorities_in_time(stage, signs, tells):
    old = version({"revenue_pct": {"A": "50"}, "title": "x"}, stage=stage)
    new = version({"revenue_pct": {"A": "60"}, "title": "y"}, stage="closed")

    found = difference(old, new)

    assert found.to_sign_again == (["revenue_pct.A"] if signs else [])
    assert found.to_tell_authorities == (["revenue_pct.A"] if tells else [])


def test_partner_who_leaves_leaves_terms_behind():
    old = version(
        {
            "coproducers": {"A": {"contribution": "1"}, "C": {"contribution": "1"}},
            "territories": {"DE": "C", "AT": "C", "KZ": "A"},
            "tiers": [{"id": "T1", "payees": [{"payee": "C", "pct": "10"}]}],
        },
        contributions={"A": 1, "C": 1},
    )
    new = version(
        {
            "coproducers": {"A": {"contribution": "1"}},
            "territories": {"DE": None, "AT": "A", "KZ": "A"},
            "tiers": [{"id": "T1", "payees": [{"payee": "C", "pct": "10"}]}],
        },
        contributions={"A": 1},
    )

    left = difference(old, new).left["C"]

    assert {(term.path, term.now) for term in left} == {
        ("territories.DE", None),
        ("territories.AT", "A"),
        ("tiers.T1.payees.C.payee", "C"),
        ("tiers.T1.payees.C.pct", "10"),
    }
