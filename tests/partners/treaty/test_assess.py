"""Whether a film qualifies: the four answers, and every condition with its place in the law."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.treaty.assess import Outcome, adds_up, assess, fits_points
from partners.treaty.finding import UNKNOWN
from partners.treaty.instrument import Condition, Instrument, Party
from tests.partners.treaty.conventions import (
    ITALY_JAPAN,
    KAZAKHSTAN_CHINA,
    MEMORANDUM,
    NEWER,
    OLDER,
)
from tests.partners.treaty.plans import make_case, make_condition, make_instrument, make_points

# Twenty-one points, of which so many from Parties.
SIXTEEN = make_points("director 4 US", "composer 1 US", "others 16 NL")
FIFTEEN = make_points("director 4 US", "writer 2 US", "others 15 NL")
THREE = ("NL 55", "HR 40", "RO 5")


def outcome(instrument, *companies, **other):
    return assess(instrument, make_case(*companies, **other)).outcome


@pytest.mark.parametrize(
    ("companies", "points", "expected"),
    [
        (THREE, SIXTEEN, Outcome.YES),
        (THREE, FIFTEEN, Outcome.DISCRETIONARY),
        # Points short and another failure: nothing is left to discretion.
        (("NL 56", "HR 40", "RO 4"), FIFTEEN, Outcome.NO),
        (("NL 56", "HR 40", "RO 4"), None, Outcome.NO),
        (THREE, None, Outcome.UNKNOWN),
    ],
)
def test_outcome_follows_from_all_conditions(companies, points, expected):
    assert outcome(NEWER, *companies, points=points) == expected


def test_points_that_may_not_be_waived_are_a_no():
    strict = make_instrument("NL HR RO", make_condition("points", minimum="16"))

    assert outcome(strict, *THREE, points=FIFTEEN) == Outcome.NO


def test_short_points_are_not_discretionary_while_something_else_is_unknown():
    unread = Condition("third_party_share", {"minimum": UNKNOWN})
    treaty = replace(NEWER, conditions=(*NEWER.conditions, unread))
    companies = ("NL 50", "HR 25", "RO 5", "KZ 20")

    assert outcome(treaty, *companies, points=FIFTEEN) == Outcome.UNKNOWN


def test_every_condition_is_judged_although_another_failed():
    case = make_case("NL 85", "HR 4", "US 11", on=date(2017, 1, 1), points=FIFTEEN)
    early = replace(NEWER, parties=tuple(Party(one.country) for one in NEWER.parties))

    found = assess(early, case)

    assert found.failed_labels == [
        "PARTNERS_MIN",
        "POINTS_MIN",
        "RULE_NOT_IN_FORCE",
        "SHARE_MAX:NL",
        "SHARE_MIN:HR",
    ]
    assert found.outcome == Outcome.NO


def test_every_verdict_names_rule_article_and_source():
    found = assess(OLDER, make_case("NL 60", "DE 31", "RO 9"))

    verdict = next(one for one in found.failed if one.finding.code == "SHARE_MIN")
    assert (verdict.instrument, verdict.article, verdict.source) == (
        "COE-147",
        "6",
        "treaty office",
    )
    assert (verdict.finding.value, verdict.finding.limit) == (9, 10)
    assert found.warning_labels == ["REDUCED_ACCESS:RO"]


def test_a_convention_has_other_shares_for_two_parties_than_for_three():
    two = assess(OLDER.stand_in(), make_case("NL 85", "DE 15"))
    three = assess(OLDER, make_case("NL 60", "DE 25", "RO 15"))

    assert two.failed_labels == ["SHARE_MAX:NL", "SHARE_MIN:DE"]
    assert three.failed_labels == []


def test_a_convention_for_three_parties_asks_two_for_the_shares_of_three():
    short = assess(OLDER, make_case("NL 70", "DE 15", "KZ 15"))

    assert short.failed_labels == ["PARTNERS_MIN"]
    assert [one.finding.limit for one in short.verdicts if one.kind == "share"] == [10, 70, 10, 70]


def test_a_bilateral_treaty_is_multilateral_with_a_third_country():
    treaty = make_instrument(
        "CA CN",
        replace(make_condition("share", minimum="15"), scope="bilateral"),
        replace(make_condition("share", minimum="10"), scope="multilateral"),
        kind=ITALY_JAPAN.kind,
    )

    assert assess(treaty, make_case("CA 90", "CN 10")).failed_labels == ["SHARE_MIN:CN"]
    assert assess(treaty, make_case("CA 80", "CN 10", "KZ 10")).failed_labels == []


def test_a_memorandum_never_passes():
    found = assess(MEMORANDUM, make_case("KZ 50", "TR 50"))

    assert found.outcome == Outcome.NO
    assert found.failed_labels == ["NOT_A_TREATY"]


@pytest.mark.parametrize(
    "treaty",
    [KAZAKHSTAN_CHINA, replace(KAZAKHSTAN_CHINA, conditions=())],
    ids=["limits unknown", "no limits on file"],
)
def test_a_treaty_whose_limits_nobody_read_cannot_be_checked(treaty):
    assert outcome(treaty, "KZ 50", "CN 50") == Outcome.UNKNOWN


def test_what_is_unknown_does_not_hide_what_fails():
    treaty = replace(
        KAZAKHSTAN_CHINA,
        conditions=(*KAZAKHSTAN_CHINA.conditions, make_condition("partners", minimum=3)),
    )

    assert outcome(treaty, "KZ 50", "CN 50") == Outcome.NO


def test_a_derogation_moves_the_limits_only_once_it_is_granted():
    companies = ("IT 90", "JP 10")

    assert outcome(ITALY_JAPAN, *companies) == Outcome.NO
    assert outcome(ITALY_JAPAN, *companies, derogation_granted=True) == Outcome.YES
    assert outcome(ITALY_JAPAN, "IT 91", "JP 9", derogation_granted=True) == Outcome.NO


def test_a_country_is_a_party_from_its_own_day_on():
    late = Instrument("late", (Party("FR"), Party("KZ", date(2026, 2, 1))), (), kind="bilateral")
    case = make_case("FR 50", "KZ 50")

    assert late.view(case).party_countries == ("FR",)
    assert late.view(replace(case, on=date(2026, 2, 1))).party_countries == ("FR", "KZ")


def test_a_party_bound_since_an_unknown_day_cannot_be_checked():
    conditions = (make_condition("share", minimum="10"),)
    treaty = Instrument("t", (Party("FR"), Party("SK", UNKNOWN)), conditions)

    assert outcome(treaty, "FR 50", "SK 50") == Outcome.UNKNOWN
    assert outcome(treaty, "FR 100") == Outcome.YES


@pytest.mark.parametrize(
    ("scope", "genre", "failed"),
    [
        ("fiction", "fiction", ["POINTS_MIN"]),
        ("animation", "fiction", []),
        ("animation", "animation", ["POINTS_MIN"]),
    ],
)
def test_a_condition_for_one_kind_of_film_is_not_asked_of_another(scope, genre, failed):
    condition = replace(make_condition("points", minimum="16"), scope=scope)
    case = make_case(*THREE, points=FIFTEEN, genre=genre)

    assert assess(make_instrument("NL HR RO", condition), case).failed_labels == failed


@pytest.mark.parametrize(
    ("on", "failed"), [(date(2025, 12, 31), ["SHARE_MIN:RO"]), (date(2026, 1, 1), [])]
)
def test_a_limit_changes_on_its_day(on, failed):
    old = replace(make_condition("share", minimum="10"), valid_to=date(2025, 12, 31))
    new = replace(make_condition("share", minimum="5"), valid_from=date(2026, 1, 1))

    found = assess(make_instrument("NL HR RO", old, new), make_case(*THREE, on=on))

    assert found.failed_labels == failed


@pytest.mark.parametrize(("short", "expected"), [("0", True), ("0.01", False)])
def test_contributions_have_to_make_the_total_cost(short, expected):
    case = make_case(*THREE)

    assert adds_up(replace(case, total_cost=100 + Decimal(short))) is expected


@pytest.mark.parametrize(("points", "fits"), [(SIXTEEN, True), (make_points("all 20 NL"), False)])
def test_points_list_has_to_make_the_scale(points, fits):
    assert fits_points(NEWER, make_case(*THREE, points=points)) is fits


shares = st.lists(st.integers(1, 10**6), min_size=2, max_size=6)


@given(shares, st.permutations(["NL", "HR", "RO", "PL", "DE", "KZ"]))
def test_the_order_of_companies_changes_no_verdict(amounts, codes):
    total = sum(amounts)
    written = [f"{code} {Decimal(amount)}" for code, amount in zip(codes, amounts, strict=False)]
    case = replace(make_case(*written), total_cost=Decimal(total) / 100)

    forwards = assess(OLDER, case)
    backwards = assess(OLDER, replace(case, companies=case.companies[::-1]))

    assert forwards.failed_labels == backwards.failed_labels
    assert forwards.warning_labels == backwards.warning_labels
    assert forwards.outcome == backwards.outcome
