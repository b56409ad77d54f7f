"""Rules about partners, points, balance and dates: each at its limit."""

from datetime import date
from decimal import Decimal

import pytest

from partners.treaty.finding import UNKNOWN
from partners.treaty.rules import RULES, balance, in_force, partners, points
from tests.partners.treaty.plans import labels, make_case, make_points

FIVE = Decimal(5)


@pytest.mark.parametrize(
    ("companies", "passes"),
    [
        (["FR 50", "KZ 30", "DE 20"], True),
        (["FR 50", "KZ 50"], False),
        # A second company of the same country is no further partner, an outsider neither.
        (["FR 50", "FR 20", "KZ 30"], False),
        (["FR 50", "US 20", "KZ 30"], False),
    ],
)
def test_partners_come_from_enough_party_countries(companies, passes):
    case = make_case(*companies).seen_by(["FR", "KZ", "DE"])

    failed, _unknown = labels(partners.check(case, minimum=3))

    assert failed == ([] if passes else ["PARTNERS_MIN"])


@pytest.mark.parametrize(
    ("elements", "passes"),
    [
        (["director 5 FR"], True),
        # A national of a Party counts also when no co-producer comes from there.
        (["director 5 RO"], True),
        (["director 5 US"], False),
        (["director 4.999 FR"], False),
        (["director 9.998 FR US"], False),
        (["director 10 FR US"], True),
        (["director 5"], False),
    ],
)
def test_points_reach_their_minimum(elements, passes):
    case = make_case("FR 50", "KZ 50", points=make_points(*elements)).seen_by(["FR", "KZ", "RO"])

    failed, _unknown = labels(points.check(case, minimum=FIVE))

    assert failed == ([] if passes else ["POINTS_MIN"])


def test_points_that_nobody_listed_cannot_be_checked():
    case = make_case("FR 50", "KZ 50").seen_by(["FR", "KZ"])

    assert labels(points.check(case, minimum=FIVE)) == ([], ["POINTS_MIN"])
    assert points.check(case) == []


def test_points_of_another_test_cannot_be_checked_here():
    case = make_case("FR 50", "KZ 50", points=make_points("director 9 FR")).seen_by(["FR", "KZ"])

    (finding,) = points.check(case, minimum=FIVE, maximum=Decimal(19))

    assert finding.passed is None
    assert str(finding.sentence) == "The functions listed weigh 9 points, but this test has 19."


@pytest.mark.parametrize(
    ("spend", "failed"),
    [
        ({"FR": "55", "KZ": "45"}, []),
        ({"FR": "54.99", "KZ": "45.01"}, ["BALANCE_SPEND:FR"]),
        ({"KZ": "100"}, ["BALANCE_SPEND:FR"]),
        # A floor and no ceiling.
        ({"FR": "65", "KZ": "35"}, []),
        ({"FR": "65.01", "KZ": "34.99"}, ["BALANCE_SPEND:KZ"]),
    ],
)
def test_spend_does_not_fall_more_than_the_tolerance_below_finance(spend, failed):
    amounts = {code: Decimal(amount) for code, amount in spend.items()}
    case = make_case("FR 60", "KZ 40", spend=amounts).seen_by(["FR", "KZ"])

    assert labels(balance.check(case, tolerance=FIVE))[0] == failed


@pytest.mark.parametrize(
    ("elements", "failed"),
    [
        (["director 55 FR", "lead 45 KZ"], []),
        (["director 54.99 FR", "lead 45.01 KZ"], ["BALANCE_POINTS:FR"]),
        # Half of a shared function counts for each.
        (["director 10 FR KZ", "lead 50 FR", "sound 40 KZ"], []),
        (["director 45 FR", "lead 35 KZ", "sound 20 US"], ["BALANCE_POINTS:FR"]),
    ],
)
def test_points_do_not_fall_more_than_the_tolerance_below_finance(elements, failed):
    case = make_case("FR 60", "KZ 40", points=make_points(*elements)).seen_by(["FR", "KZ"])

    assert labels(balance.check(case, tolerance=FIVE))[0] == failed


def test_balance_is_asked_of_the_countries_named_or_of_every_party():
    spend = {"KZ": Decimal(1), "US": Decimal(99)}
    case = make_case("FR 60", "KZ 20", "US 20", spend=spend).seen_by(["FR", "KZ"])

    assert labels(balance.check(case, tolerance=FIVE))[0] == [
        "BALANCE_SPEND:FR",
        "BALANCE_SPEND:KZ",
    ]
    assert labels(balance.check(case, tolerance=FIVE, countries=["KZ"]))[0] == ["BALANCE_SPEND:KZ"]


@pytest.mark.parametrize("tolerance", [FIVE, UNKNOWN])
def test_balance_without_spend_points_or_tolerance_cannot_be_checked(tolerance):
    case = make_case("FR 100").seen_by(["FR"])

    _failed, unknown = labels(balance.check(case, tolerance=tolerance))

    assert unknown == ["BALANCE_POINTS:FR", "BALANCE_SPEND:FR"]


@pytest.mark.parametrize(
    ("on", "failed"),
    [
        (date(2025, 12, 31), ["RULE_NOT_IN_FORCE"]),
        (date(2026, 1, 1), []),
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), ["RULE_NOT_IN_FORCE"]),
    ],
)
def test_first_and_last_day_are_in_force(on, failed):
    case = make_case("FR 100", on=on)

    found = in_force.check(case, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))

    assert labels(found)[0] == failed


@pytest.mark.parametrize(
    ("on", "start", "end", "expected"),
    [
        (None, date(2026, 1, 1), None, ([], ["RULE_NOT_IN_FORCE"])),
        (date(2026, 1, 1), UNKNOWN, None, ([], ["RULE_NOT_IN_FORCE"])),
        (date(2026, 1, 1), UNKNOWN, date(2025, 1, 1), (["RULE_NOT_IN_FORCE"], [])),
        (None, None, None, ([], [])),
    ],
)
def test_unknown_day_or_start_cannot_be_checked(on, start, end, expected):
    case = make_case("FR 100", on=on)

    assert labels(in_force.check(case, valid_from=start, valid_to=end)) == expected


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.kind)
def test_every_rule_says_what_it_is_and_which_limits_it_takes(rule):
    assert rule.label
    assert rule.__doc__
    taken = rule.check.__kwdefaults__ or {}
    code = rule.check.__code__
    keyword_only = code.co_varnames[1 : 1 + code.co_kwonlyargcount]
    assert set(keyword_only) == set(rule.terms)
    assert set(taken) <= set(rule.terms)
