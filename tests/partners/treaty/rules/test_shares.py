"""Rules about what a country, a company or all outsiders bring: each at its limit."""

from decimal import Decimal

import pytest

from partners.treaty.finding import UNKNOWN, Weight
from partners.treaty.rules import (
    company_share,
    financial_only,
    non_party_share,
    reduced_access,
    share,
    third_party_share,
)
from tests.partners.treaty.plans import labels, make_case

TEN = Decimal(10)
LEAST = [("10", True), ("10.000001", True), ("9.996", False), ("9.999999", False), ("0", False)]
MOST = [("10", True), ("9.999999", True), ("10.004", False), ("10.000001", False)]


def seen(*companies, parties="FR KZ", **other):
    return make_case(*companies).seen_by(parties.split(), **other)


@pytest.mark.parametrize(("percent", "passes"), LEAST)
def test_share_reaches_its_minimum(percent, passes):
    case = seen("FR 80", f"KZ {percent}")

    failed, _unknown = labels(share.check(case, minimum=TEN))

    assert failed == ([] if passes else ["SHARE_MIN:KZ"])


@pytest.mark.parametrize(("percent", "passes"), MOST)
def test_share_stays_below_its_maximum(percent, passes):
    case = seen("FR 5", f"KZ {percent}")

    failed, _unknown = labels(share.check(case, maximum=TEN))

    assert failed == ([] if passes else ["SHARE_MAX:KZ"])


def test_share_that_is_shown_at_the_limit_says_why_it_fails():
    findings = share.check(seen("FR 80", "KZ 9.996"), minimum=TEN)

    finding = next(one for one in findings if one.subject == "KZ")
    assert str(finding.sentence) == "KZ brings 9.996 %, below the minimum of 10 %."
    assert str(finding.note) == (
        "9.996 is shown as 10.00, but limits are compared with the exact value."
    )


def test_share_adds_the_companies_of_a_country_and_asks_nothing_of_outsiders():
    case = seen("FR 80", "KZ 5", "KZ 5", "US 1")

    assert labels(share.check(case, minimum=TEN)) == ([], [])


def test_share_without_a_known_limit_cannot_be_checked():
    case = seen("FR 90", "KZ 1")

    assert labels(share.check(case, minimum=UNKNOWN)) == ([], ["SHARE_MIN:FR", "SHARE_MIN:KZ"])
    assert share.check(case) == []


@pytest.mark.parametrize(("percent", "passes"), LEAST)
def test_financial_share_reaches_its_minimum(percent, passes):
    case = seen("FR 80", f"KZ {percent} money", financial_apart=True)

    failed, _unknown = labels(financial_only.check(case, minimum=TEN))

    assert failed == ([] if passes else ["FINANCIAL_MIN:KZ"])


@pytest.mark.parametrize(("percent", "passes"), MOST)
def test_financial_share_stays_below_its_maximum(percent, passes):
    case = seen("FR 80", f"KZ {percent} money", financial_apart=True)

    failed, _unknown = labels(financial_only.check(case, maximum=TEN))

    assert failed == ([] if passes else ["FINANCIAL_MAX:KZ"])


def test_money_alone_has_its_band_only_when_every_company_of_the_country_brings_nothing_else():
    mixed = seen("FR 90", "KZ 4 money", "KZ 5", financial_apart=True)
    alone = seen("FR 90", "KZ 4 money", "KZ 5 money", financial_apart=True)

    assert labels(share.check(mixed, minimum=TEN))[0] == ["SHARE_MIN:KZ"]
    assert labels(financial_only.check(mixed, minimum=TEN))[0] == []
    assert labels(share.check(alone, minimum=TEN))[0] == []
    assert labels(financial_only.check(alone, minimum=TEN))[0] == ["FINANCIAL_MIN:KZ"]


def test_money_alone_follows_the_ordinary_limits_where_there_is_no_band():
    case = seen("FR 90", "KZ 4 money")

    assert labels(share.check(case, minimum=TEN))[0] == ["SHARE_MIN:KZ"]


@pytest.mark.parametrize(("percent", "passes"), LEAST)
def test_each_of_two_companies_reaches_the_company_minimum(percent, passes):
    case = seen("FR 60", "KZ 20", f"KZ {percent}")

    failed, _unknown = labels(company_share.check(case, minimum=TEN))

    assert failed == ([] if passes else ["COMPANY_MIN:KZ-2"])


def test_a_company_alone_in_its_country_is_asked_for_no_company_minimum():
    assert company_share.check(seen("FR 99", "KZ 1"), minimum=TEN) == []


@pytest.mark.parametrize(("percent", "passes"), LEAST)
def test_each_third_country_reaches_its_minimum(percent, passes):
    case = seen("FR 60", "KZ 1", "US 20", f"CN {percent}")

    failed, _unknown = labels(third_party_share.check(case, minimum=TEN))

    assert failed == ([] if passes else ["THIRD_PARTY_MIN:CN"])


@pytest.mark.parametrize(("percent", "passes"), MOST)
def test_all_outsiders_together_stay_below_their_maximum(percent, passes):
    rest = Decimal(percent) - 4
    case = seen("FR 60", "US 4", f"CN {rest}")

    failed, _unknown = labels(non_party_share.check(case, maximum=TEN))

    assert failed == ([] if passes else ["NON_PARTY_MAX"])


def test_without_outsiders_even_an_unknown_maximum_is_kept():
    findings = non_party_share.check(seen("FR 60", "KZ 40"), maximum=UNKNOWN)

    assert labels(findings) == ([], [])
    assert str(findings[0].sentence) == "No co-producer comes from outside the Parties."


@pytest.mark.parametrize(("percent", "passes"), LEAST)
def test_access_is_reduced_below_a_share_and_only_a_warning(percent, passes):
    case = seen("FR 60", f"KZ {percent}", "US 1")

    findings = reduced_access.check(case, minimum=TEN)

    assert labels(findings)[0] == ([] if passes else ["REDUCED_ACCESS:KZ"])
    assert {one.weight for one in findings} == {Weight.WARNING}
