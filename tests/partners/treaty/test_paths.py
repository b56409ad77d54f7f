"""The path finder: what could apply, what fails, and the cheapest change that mends it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.treaty.assess import Outcome, assess
from partners.treaty.change import up_to_the_cent
from partners.treaty.paths import MOST_WAYS, failing, find, path, way
from tests.partners.treaty.conventions import (
    ITALY_JAPAN,
    KAZAKHSTAN_CHINA,
    MEMORANDUM,
    NEWER,
    OLDER,
    ON_FILE,
)
from tests.partners.treaty.plans import make_case, make_condition, make_instrument, make_points


def cheapest(instrument, case, label):
    """The cheapest change for one failed condition."""
    assessment = assess(instrument, case)
    verdict = next(one for one in failing(assessment) if one.finding.label == label)
    return next(iter(way(verdict, assessment).changes), None)


def test_a_small_partner_is_raised_to_the_minimum():
    treaty = make_instrument("FR DE KZ", make_condition("share", minimum="10"))
    case = make_case("FR 60", "DE 31.6", "KZ 8.4", total=2_400_000)

    change = cheapest(treaty, case, "SHARE_MIN:KZ")

    assert str(change.sentence) == "raise KZ from 8.4 % to 10 %: 38,400.00 EUR"
    assert change.amount == Decimal("38400.00")
    assert change.result.shares == {"FR": Decimal("58.4"), "DE": Decimal("31.6"), "KZ": 10}
    assert change.breaks == ()


def test_the_partner_who_can_afford_it_gives():
    # A French company would fall below what is asked of each; the German one has room to give.
    floors = make_instrument(
        "FR DE KZ",
        make_condition("share", minimum="10"),
        make_condition("company_share", minimum="30"),
    )
    case = make_case("FR 30", "FR 30", "DE 32", "KZ 8")

    change = cheapest(floors, case, "SHARE_MIN:KZ")

    assert change.result.shares == {"FR": 60, "DE": 30, "KZ": 10}
    assert change.breaks == ()


def test_a_change_that_breaks_another_condition_says_so():
    tight = make_instrument("FR KZ", make_condition("share", minimum="55"))

    change = cheapest(tight, make_case("FR 60", "KZ 40"), "SHARE_MIN:KZ")

    assert change.amount == 15
    assert change.breaks == ("SHARE_MIN:FR",)


@pytest.mark.parametrize(
    ("instrument", "companies", "label", "sentence"),
    [
        (
            make_instrument("FR KZ", make_condition("share", maximum="80")),
            ["FR 90", "KZ 10"],
            "SHARE_MAX:FR",
            "lower FR from 90 % to 80 %: 10.00 EUR",
        ),
        (
            make_instrument("FR KZ", make_condition("company_share", minimum="7")),
            ["FR 60", "KZ 35", "KZ 5"],
            "COMPANY_MIN:KZ-2",
            "raise KZ-2 from 5 % to 7 %: 2.00 EUR",
        ),
        (
            make_instrument("FR KZ", make_condition("third_party_share", minimum="10")),
            ["FR 60", "KZ 31", "US 9"],
            "THIRD_PARTY_MIN:US",
            "raise US from 9 % to 10 %: 1.00 EUR",
        ),
        (
            make_instrument("FR KZ", make_condition("non_party_share", maximum="30")),
            ["FR 40", "KZ 25", "US 20", "CN 15"],
            "NON_PARTY_MAX",
            "lower US, CN from 35 % to 30 %: 5.00 EUR",
        ),
        (
            make_instrument("FR KZ", make_condition("reduced_access", minimum="20")),
            ["FR 81", "KZ 19"],
            "REDUCED_ACCESS:KZ",
            "raise KZ from 19 % to 20 %: 1.00 EUR",
        ),
        (
            OLDER,
            ["NL 60", "DE 40"],
            "PARTNERS_MIN",
            # The newcomer makes it a film of three Parties: the floor for two no longer counts.
            "bring in co-producers from other Party countries (1 more) with 10 % each: 10.00 EUR",
        ),
        (
            make_instrument("FR KZ DE", make_condition("partners", minimum=3)),
            ["FR 60", "KZ 40"],
            "PARTNERS_MIN",
            "bring in co-producers from other Party countries (1 more)",
        ),
    ],
)
def test_each_condition_has_its_cheapest_change(instrument, companies, label, sentence):
    change = cheapest(instrument, make_case(*companies), label)

    assert str(change.sentence) == sentence


def test_who_brings_only_money_may_also_take_part():
    companies = ["NL 60", "HR 32", "RO 8 money"]
    assessment = assess(NEWER, make_case(*companies))
    verdict = next(one for one in assessment.failed if one.finding.code == "FINANCIAL_MIN")

    sentences = [str(change.sentence) for change in way(verdict, assessment).changes]

    assert sentences == [
        "raise RO from 8 % to 10 %: 2.00 EUR",
        "let RO take part artistically and technically as well: no money moves",
    ]


def test_a_derogation_that_would_help_is_offered():
    assessment = assess(ITALY_JAPAN, make_case("IT 85", "JP 15"))

    sentences = {
        str(change.sentence)
        for verdict in failing(assessment)
        for change in way(verdict, assessment).changes
    }

    assert "ask the authorities for the derogation for JP: no money moves" in sentences
    assert "raise JP from 15 % to 20 %: 5.00 EUR" in sentences


def test_a_derogation_that_would_not_help_is_not_offered():
    assessment = assess(ITALY_JAPAN, make_case("IT 95", "JP 5"))

    told = {
        str(change.sentence)
        for verdict in failing(assessment)
        for change in way(verdict, assessment).changes
    }

    assert told == {
        "lower IT from 95 % to 80 %: 15.00 EUR",
        "raise JP from 5 % to 20 %: 15.00 EUR",
    }


def test_points_come_from_the_fewest_functions():
    points = make_points("director 4 US", "composer 1 US", "editor 1 US", "lead 2 US", "rest 13 NL")
    case = make_case("NL 50", "HR 30", "RO 20", points=points)

    change = cheapest(NEWER, case, "POINTS_MIN")

    # Three points are short: the director alone brings them.
    assert str(change.sentence) == "give director to nationals of a Party: 4 points more"


def test_points_do_not_cost_a_heavier_function_than_needed():
    points = make_points("director 4 US", "composer 1 US", "lead 2 US", "rest 14 NL")
    case = make_case("NL 50", "HR 30", "RO 20", points=points)

    change = cheapest(NEWER, case, "POINTS_MIN")

    # Two points are short: the lead suffices, the director would too.
    assert str(change.sentence) == "give lead to nationals of a Party: 2 points more"


def test_shared_functions_count_by_what_they_still_lack():
    points = make_points("director 4 NL US", "composer 1 US", "rest 13 NL")
    treaty = make_instrument("NL HR", make_condition("points", minimum="17"))
    case = make_case("NL 50", "HR 50", points=points)

    change = cheapest(treaty, case, "POINTS_MIN")

    assert str(change.sentence) == "give director to nationals of a Party: 2 points more"


def test_spend_and_points_are_moved_to_the_country_that_lacks_them():
    treaty = make_instrument("AU CA", make_condition("balance", tolerance="5", countries=("AU",)))
    spend = {"AU": Decimal(50), "CA": Decimal(30), "US": Decimal(20)}
    points = make_points("director 4 CA", "lead 6 AU")
    case = make_case("AU 70", "CA 30", spend=spend, points=points)

    assert str(cheapest(treaty, case, "BALANCE_SPEND:AU").sentence) == (
        "spend 15.00 EUR more in AU and less elsewhere: from 50 % to 65 % of the spend"
    )
    assert str(cheapest(treaty, case, "BALANCE_POINTS:AU").sentence) == (
        "give director to nationals of AU: from 60 % to 100 % of the points"
    )


def test_before_its_first_day_a_treaty_is_worth_waiting_for():
    later = replace(ITALY_JAPAN, valid_from=date(2026, 2, 1))
    found = path(later, make_case("IT 50", "JP 50"), [later])

    assert found.could_apply
    assert [str(one.changes[0].sentence) for one in found.ways] == ["apply on or after 2026-02-01"]


def test_what_cannot_be_mended_has_no_change():
    impossible = make_instrument("FR KZ", make_condition("share", minimum="200"))
    nobody_left = make_instrument("FR KZ", make_condition("partners", minimum=3))
    case = make_case("FR 60", "KZ 40")

    assert cheapest(impossible, case, "SHARE_MIN:KZ") is None
    assert cheapest(nobody_left, case, "PARTNERS_MIN") is None


def test_those_that_could_apply_come_first_and_the_others_say_why_not():
    case = make_case("NL 50", "DE 31", "RO 9", "KZ 5", "TR 5", points=make_points("all 19 NL"))

    found = find(ON_FILE, case)

    assert [one.instrument.id for one in found if one.could_apply] == ["COE-147"]
    assert {one.instrument.id: str(one.obstacle) for one in found if not one.could_apply} == {
        "KZ-TR-MOU-2025": "It is a memorandum, not a treaty.",
        "IT-JP": "It needs 2 Party countries; of this plan it binds 0 on that day.",
        "KZ-CN-2017": "It needs 2 Party countries; of this plan it binds 1 on that day: KZ.",
        "COE-220": "It gives way to COE-147, which alone binds DE, TR.",
    }
    assert found[0].assessment.failed_labels == ["SHARE_MIN:RO", "SHARE_MIN:TR"]


def test_an_ended_treaty_and_a_memorandum_have_no_path():
    ended = replace(ITALY_JAPAN, valid_to=date(2026, 1, 14))

    assert not path(ended, make_case("IT 50", "JP 50"), [ended]).could_apply
    assert not path(MEMORANDUM, make_case("KZ 50", "TR 50"), [MEMORANDUM]).could_apply


def test_unknown_limits_leave_a_path_that_cannot_be_checked():
    found = path(KAZAKHSTAN_CHINA, make_case("KZ 50", "CN 50"), [KAZAKHSTAN_CHINA])

    assert found.could_apply
    assert found.assessment.outcome == Outcome.UNKNOWN
    assert found.ways == ()


def test_a_plan_that_fails_everywhere_is_told_how_much_was_left_out():
    codes = [f"C{number}" for number in range(MOST_WAYS + 3)]
    share = make_condition("share", minimum="99")
    treaty = make_instrument(" ".join(codes), share)
    case = make_case(*[f"{code} 1" for code in codes], total=None)
    case = replace(case, total_cost=Decimal(len(codes)))

    found = path(treaty, case, [treaty])

    assert (len(found.ways), found.not_mended) == (MOST_WAYS, 3)


contributions = st.lists(st.integers(1, 10**9), min_size=2, max_size=5)


@given(contributions, st.integers(1, 40))
def test_a_raise_mends_its_condition_and_a_cent_less_does_not(cents, minimum):
    codes = ["FR", "KZ", "DE", "TR", "UZ"][: len(cents)]
    total = Decimal(sum(cents)).scaleb(-2)
    treaty = make_instrument(" ".join(codes), make_condition("share", minimum=str(minimum)))
    case = make_case(*[f"{code} 0" for code in codes])
    companies = tuple(
        replace(company, contribution=Decimal(amount).scaleb(-2))
        for company, amount in zip(case.companies, cents, strict=True)
    )
    case = replace(case, total_cost=total, companies=companies)

    for verdict in assess(treaty, case).failed:
        change = cheapest(treaty, case, verdict.finding.label)
        after = change.result
        country = verdict.finding.subject
        assert sum(one.contribution for one in after.companies) == total
        assert verdict.finding.label not in assess(treaty, after).failed_labels
        assert after.percent(after.contribution_of(country) - Decimal("0.01")) < minimum
        assert change.amount == up_to_the_cent(
            total * minimum / 100 - case.contribution_of(country)
        )
