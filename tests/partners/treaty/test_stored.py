"""Rows of treaties become law, and what they do not say is never assumed."""

from datetime import date
from decimal import Decimal

import pytest

from partners.source.models import Confidence
from partners.treaty.assess import Outcome, assess
from partners.treaty.case import Case, Company
from partners.treaty.finding import UNKNOWN
from partners.treaty.governing import governing
from partners.treaty.models import PointsElement, TreatyParty, TreatyTerm
from partners.treaty.stored import days_of, on_file, points_tests, since
from tests.factories import make_country, make_source, make_treaty

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)
Rule, Scope = TreatyTerm.Rule, TreatyTerm.Scope


def agreement(code="FR-KZ", between=("FR", "KZ"), **fields):
    fields = {"kind": "bilateral", "in_force_on": "2020-01-01", **fields}
    treaty = make_treaty(code, **fields)
    for country in between:
        party = {"country": make_country(country), "in_force_on": "2020-01-01"}
        TreatyParty.objects.create(treaty=treaty, **party)
    return treaty


def term(treaty, rule, scope=Scope.ANY, **fields):
    return TreatyTerm.objects.create(treaty=treaty, rule=rule, scope=scope, **fields)


def plan(on=TODAY, **shares):
    companies = tuple(
        Company(f"of {code}", code, Decimal(share) * 1000) for code, share in shares.items()
    )
    return Case(Decimal(100_000), companies, on=on)


def the(code):
    return next(one for one in on_file(TODAY).instruments if one.id == code)


def test_treaty_of_known_rules_is_assessed_without_code():
    treaty = agreement()
    source = make_source("Official gazette")
    term(treaty, Rule.SHARE, minimum=20, maximum=80, article="5", source=source, locator="p. 3")

    good, bad = (assess(the("FR-KZ"), plan(FR=fr, KZ=kz)) for fr, kz in ((80, 20), (81, 19)))

    assert (good.outcome, bad.outcome) == (Outcome.YES, Outcome.NO)
    assert bad.failed_labels == ["SHARE_MAX:FR", "SHARE_MIN:KZ"]
    assert {(one.article, one.source) for one in bad.failed} == {("5", "Official gazette, p. 3")}


def test_treaty_without_terms_cannot_be_checked():
    agreement()

    assert assess(the("FR-KZ"), plan(FR=50, KZ=50)).outcome is Outcome.UNKNOWN


def test_treaty_without_a_share_does_not_let_every_share_pass():
    term(agreement(), Rule.COMPANY_SHARE, minimum=5)

    assert assess(the("FR-KZ"), plan(FR=99, KZ=1)).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("shares", "outcome"),
    [({"FR": 50, "KZ": 50}, Outcome.UNKNOWN), ({"FR": 40, "KZ": 40, "DE": 20}, Outcome.YES)],
)
def test_term_about_three_countries_says_nothing_about_two(shares, outcome):
    term(agreement(), Rule.SHARE, Scope.MULTILATERAL, minimum=20)

    assert assess(the("FR-KZ"), plan(**shares)).outcome is outcome


def test_points_of_fiction_say_nothing_about_animation():
    treaty = agreement()
    term(treaty, Rule.SHARE, minimum=0)
    term(treaty, Rule.POINTS, Scope.FICTION, minimum=15, maximum=19)

    scopes = {one.scope: one.terms for one in the("FR-KZ").conditions if one.kind == Rule.POINTS}

    assert scopes["animation"] == scopes["documentary"] == {"minimum": UNKNOWN}


def test_reduced_access_may_stay_silent():
    treaty = agreement()
    term(treaty, Rule.SHARE, minimum=0)
    term(treaty, Rule.REDUCED_ACCESS, Scope.MULTILATERAL, minimum=20)

    assert assess(the("FR-KZ"), plan(FR=90, KZ=10)).outcome is Outcome.YES


@pytest.mark.parametrize(
    ("rule", "limits", "terms"),
    [
        (Rule.SHARE, {"minimum": 10}, {"minimum": 10}),
        (Rule.NON_PARTY_SHARE, {"minimum": 30}, {"maximum": UNKNOWN}),
        (Rule.BALANCE, {"maximum": 5}, {"tolerance": 5}),
        (Rule.POINTS, {"maximum": 19}, {"minimum": UNKNOWN, "maximum": 19}),
        (Rule.POINTS, {"minimum": 15}, {"minimum": 15}),
    ],
)
def test_limits_are_named_as_their_rule_knows_them(rule, limits, terms):
    term(agreement(), rule, **limits)

    assert the("FR-KZ").conditions[0].terms == terms


def test_memorandum_never_passes():
    term(agreement(kind="memorandum"), Rule.SHARE, minimum=0)

    assert assess(the("FR-KZ"), plan(FR=50, KZ=50)).failed_labels == ["NOT_A_TREATY"]


def test_older_convention_governs_unless_all_are_bound_by_the_newer_one():
    newer = agreement("NEW", ["FR", "IT", "TR"], kind="multilateral")
    older = agreement("OLD", ["DE", "FR", "IT", "TR"], kind="multilateral", replaced_by=newer)
    for treaty in (newer, older):
        term(treaty, Rule.SHARE, minimum=5)
    law = on_file(TODAY).instruments

    chosen = [
        governing(law, plan(**shares)).instrument.id
        for shares in ({"FR": 50, "IT": 30, "TR": 20}, {"FR": 50, "IT": 30, "DE": 20})
    ]
    assert chosen == ["NEW", "OLD"]


def test_convention_for_three_stands_in_between_two():
    older = agreement("OLD", ["DE", "FR", "IT"], kind="multilateral")
    term(older, Rule.PARTNERS, minimum=3)
    term(older, Rule.SHARE, Scope.BILATERAL, minimum=20, maximum=80)

    assert [one.id for one in on_file(TODAY).instruments] == ["OLD", "OLD (bilateral)"]
    assert on_file(TODAY).treaties["OLD (bilateral)"] == older


def test_invented_treaty_is_no_law():
    agreement(confidence=Confidence.FICTIONAL)

    assert on_file(TODAY).instruments == ()


def test_treaties_are_read_in_as_many_queries_for_three_as_for_one(django_assert_num_queries):
    for number in range(3):
        term(agreement(f"T-{number}", ["FR", "KZ"]), Rule.SHARE, minimum=20)

    with django_assert_num_queries(4):
        on_file(TODAY)


@pytest.mark.parametrize(
    ("text", "on", "found"),
    [
        ("", TODAY, UNKNOWN),
        ("2022-05-01", TODAY, date(2022, 5, 1)),
        ("2026", TODAY, UNKNOWN),
        ("2026-03", TODAY, UNKNOWN),
        ("2025", TODAY, date(2025, 12, 31)),
        ("2026-04", TODAY, date(2026, 4, 1)),
    ],
)
def test_since_is_not_known_within_what_the_date_leaves_open(text, on, found):
    assert since(text, on) == found


def test_days_of_a_month_know_leap_years():
    assert days_of("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))


def test_points_tests_keep_their_order():
    treaty = agreement()
    for position, element in enumerate(["Director", "Camera"]):
        PointsElement.objects.create(treaty=treaty, element=element, points=3, position=position)

    found = points_tests("fiction")

    assert [one.element for one in found["FR-KZ"]] == ["Director", "Camera"]
    assert points_tests("animation") == {}
