"""A flat table of limits becomes the conditions of an instrument, each with its article."""

from decimal import Decimal

from partners.treaty.finding import UNKNOWN
from partners.treaty.limits import conditions
from partners.treaty.rules import RULES


def test_each_field_becomes_a_condition_with_its_article():
    found = conditions(
        {
            "min_share_pct": Decimal(5),
            "max_share_pct": Decimal(80),
            "min_partner_countries": 3,
            "points": {"min": Decimal(16), "max": Decimal(21), "discretionary": True},
            "balance": {"tolerance_pct": Decimal(5), "countries": ("AU",)},
        },
        {"min_share_pct": "6(1)", "max_share_pct": "6(2)", "points": "annex II"},
        "treaty office",
    )

    assert [(one.kind, one.terms, one.article, one.is_waivable) for one in found] == [
        ("share", {"minimum": 5, "maximum": 80}, "6(1), 6(2)", False),
        ("partners", {"minimum": 3}, "", False),
        ("points", {"minimum": 16, "maximum": 21}, "annex II", True),
        ("balance", {"tolerance": 5, "countries": ("AU",)}, "", False),
    ]
    assert {one.source for one in found} == {"treaty office"}
    assert {one.kind for one in found} <= set(RULES)


def test_an_absent_limit_is_not_asked_and_an_unknown_one_is_kept_unknown():
    found = conditions(
        {"min_share_pct": UNKNOWN, "points": UNKNOWN, "financial_only": UNKNOWN, "balance": UNKNOWN}
    )

    assert {one.kind: one.terms for one in found} == {
        "share": {"minimum": UNKNOWN},
        "points": {"minimum": UNKNOWN},
        "financial_only": {"minimum": UNKNOWN, "maximum": UNKNOWN},
        "balance": {"tolerance": UNKNOWN},
    }
    assert conditions({}) == ()


def test_a_derogation_belongs_to_the_share():
    (share,) = conditions(
        {"min_share_pct": Decimal(20), "derogation": {"min_share_pct": Decimal(10)}}
    )

    assert share.derogation == {"minimum": 10}
