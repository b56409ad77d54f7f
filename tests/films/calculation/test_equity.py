"""The equity index at its edges."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from films.calculation.equity import Positions, compare
from films.calculation.result import keys


def vector(**parts):
    return {party: None if part is None else Decimal(part) for party, part in parts.items()}


def positions(**vectors):
    return Positions(coproducers=("A", "B"), **{"finance": vector(A="60", B="40"), **vectors})


def test_index_of_the_same_shares_is_one_hundred():
    result = compare(positions(credit=vector(A="3", B="2"), revenue=vector(A="600", B="400")))

    assert result.index == {"credit": 100, "revenue": 100, "ownership": None}
    assert result.overall == 100
    assert result.flags == []
    assert keys(result.warnings) == ["NO_DATA:ownership"]


@pytest.mark.parametrize(
    ("share", "flags"),
    [
        ("65", []),
        ("65.0001", ["CREDIT_OVER:A", "CREDIT_UNDER:B"]),
        ("55", []),
        ("54.9999", ["CREDIT_OVER:B", "CREDIT_UNDER:A"]),
    ],
)
def test_flags_begin_above_five_points(share, flags):
    rest = str(100 - Decimal(share))

    assert compare(positions(credit=vector(A=share, B=rest))).flags == flags


def test_tolerance_can_be_set():
    parts = positions(credit=vector(A="61", B="39"))
    strict = Positions(parts.coproducers, parts.finance, parts.credit, tolerance=Decimal("0.99"))

    assert compare(parts).flags == []
    assert compare(strict).flags == ["CREDIT_OVER:A", "CREDIT_UNDER:B"]


@pytest.mark.parametrize("credit", [None, {}, {"A": Decimal(0)}, vector(A="1", B=None)])
def test_unknown_vector_has_no_index(credit):
    result = compare(positions(credit=credit))

    assert result.index["credit"] is None
    assert result.gaps["credit"] is None
    assert "NO_DATA:credit" in keys(result.warnings)


def test_coproducer_who_is_not_listed_has_nothing():
    result = compare(positions(revenue=vector(A="100")))

    assert result.gaps["revenue"] == {"A": 40, "B": -40}
    assert result.index["revenue"] == 60


def test_no_finance_gives_no_index_at_all():
    result = compare(positions(finance=vector(A="0"), credit=vector(A="1", B="1")))

    assert result.finance is None
    assert result.overall is None
    assert "NO_DATA:finance" in keys(result.warnings)


def test_faults_are_reported_together_without_figures():
    result = compare(positions(finance=vector(A="-1", Z="5"), credit=vector(B="-2")))

    assert keys(result.errors) == [
        "SOURCE_AMOUNT_NEGATIVE:A",
        "TARGET_NEGATIVE:credit:B",
        "UNKNOWN_COPRODUCER:Z",
    ]
    assert result.index == {}


def test_part_of_a_stranger_is_named_and_left_out():
    result = compare(positions(revenue=vector(A="30", B="20", AGENT="50")))

    assert keys(result.warnings)[-1] == "UNKNOWN_PARTY:revenue:AGENT"
    assert result.shares["revenue"] == {"A": 60, "B": 40}


amounts = st.lists(st.integers(0, 10**15), min_size=3, max_size=3).filter(any)


@given(amounts, amounts)
def test_index_lies_between_nothing_and_one_hundred(finance, credit):
    names = ("A", "B", "C")
    result = compare(
        Positions(
            names,
            dict(zip(names, map(Decimal, finance), strict=True)),
            dict(zip(names, map(Decimal, credit), strict=True)),
        )
    )

    assert 0 <= result.index["credit"] <= 100
    assert sum(result.gaps["credit"].values()) == 0
    assert sum(result.shares["credit"].values()) == Fraction(100)
