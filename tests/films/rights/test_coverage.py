"""Whose the film is where: nobody's is said, and windows that meet."""

from datetime import date
from decimal import Decimal

import pytest

from films.rights.coverage import Grant, cover
from films.rights.reading import KIND

MAY, JUNE, JULY = date(2027, 5, 1), date(2027, 6, 1), date(2027, 7, 1)


def owned(territory, medium="all", owner="A", **fields):
    return Grant(territory, medium, {owner: None}, **fields)


def codes(*grants):
    return [problem.key for problem in cover(["A", "B"], grants).warnings]


def test_territories_of_nobody_and_owners_of_no_deal_are_named():
    shared = Grant("ROW", "all", {"A": Decimal(60), "Z": Decimal(30)})

    assert codes(owned("KZ"), Grant("TR", "all"), owned("FR", owner="Z"), shared) == [
        "RIGHTS_UNASSIGNED:TR",
        "UNKNOWN_PARTY:FR:Z",
        "UNKNOWN_PARTY:ROW:Z",
        "SPLIT_SUM_INVALID:ROW",
    ]


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        (owned("FR", "cinema", begins=MAY, ends=JUNE), owned("FR", "cinema", begins=JUNE), True),
        (owned("FR", "cinema", begins=MAY, ends=MAY), owned("FR", "cinema", begins=JUNE), False),
        (owned("FR", "cinema"), owned("FR", "television", owner="B"), False),
        (owned("FR"), owned("FR", "television", owner="B", begins=JULY), True),
        (owned("FR"), owned("FR", "television", buyer="ARTE"), False),
        (owned("FR", buyer="X"), owned("FR", "television", buyer="ARTE"), True),
        (owned("FR"), owned("DE"), False),
    ],
)
def test_windows_of_one_territory_and_right_meet(one, other, meets):
    assert bool(cover(["A", "B"], [one, other]).overlaps) is meets


def test_what_is_sold_counts_for_its_owners_and_by_currency():
    said = KIND.calculate(
        {
            "coproducers": ["A", "B"],
            "rights": [
                {"territory": "FR", "owner": "A", "price": "100.00", "currency": "EUR"},
                {"territory": "ROW", "owners": {"A": "60", "B": "40"}, "price": "50.00",
                 "currency": "USD"},
                {"territory": "TR", "buyer": "TRT"},
            ],
        }
    )  # fmt: skip

    assert said["sold"] == {"EUR": "100.00", "USD": "50.00"}
    assert said["sold_without_price"] == 1
    assert said["by_coproducer"] == {
        "A": {"territories": ["FR", "ROW"], "sold": {"EUR": "100.00", "USD": "30.00"}},
        "B": {"territories": ["ROW"], "sold": {"USD": "20.00"}},
    }
    assert said["notes"] == ["TR, all: sold to TRT, and belongs to nobody in the deal."]
