"""What a treaty check is asked with, and what it answers besides the figures of its cases."""

from decimal import Decimal

import pytest

from coprod.exchange.faults import BadInput
from films.calculators.kinds import KINDS

calculate = KINDS["qualification"].calculate

POINTS = [
    {"role": "director", "points": "4", "country": "FR"},
    {"role": "writer", "points": "2", "country": "US"},
]


def make_check(rule=None, **other):
    return {
        "as_of": "2026-01-15",
        "currency": "EUR",
        "rules": [{"id": "treaty", "parties": ["FR", "KZ"], "min_share_pct": "10", **(rule or {})}],
        "total_cost": "2400000.00",
        "coproducers": [
            {"id": "A", "country": "FR", "contribution": "2198400.00"},
            {"id": "B", "country": "KZ", "contribution": "201600.00"},
        ],
        **other,
    }


def faults(check):
    with pytest.raises(BadInput) as caught:
        calculate(check)
    return [fault.path for fault in caught.value.faults]


def test_failed_condition_names_rule_article_and_source():
    rule = {"articles": {"min_share_pct": "article 4"}, "source": "official journal"}

    answer = calculate(make_check(rule))

    (condition,) = [one for one in answer["conditions"] if one["outcome"] == "failed"]
    assert condition == {
        "code": "SHARE_MIN:KZ",
        "rule": "treaty",
        "kind": "share",
        "label": "share of one party",
        "article": "article 4",
        "source": "official journal",
        "outcome": "failed",
        "weight": "required",
        "value": "8.40",
        "exact": "8.4",
        "limit": "10.00",
        "sentence": "KZ brings 8.4 %, below the minimum of 10 %.",
        "note": None,
    }
    assert answer["problems"][0]["rule"] == "treaty, article 4"


@pytest.mark.parametrize(
    ("contribution", "said"),
    [("233333.33", "9.72"), ("239904.00", "9.996"), ("239999.99", "9.9999996")],
)
def test_problem_tells_a_share_with_the_decimals_that_it_needs(contribution, said):
    partners = [
        {"id": "A", "country": "FR", "contribution": f"{2400000 - Decimal(contribution)}"},
        {"id": "B", "country": "KZ", "contribution": contribution},
    ]

    (problem,) = calculate(make_check(coproducers=partners))["problems"]

    assert (problem["code"], problem["value"], problem["limit"]) == ("SHARE_MIN:KZ", said, "10")


def test_path_names_the_cheapest_change():
    (path,) = calculate(make_check())["paths"]

    assert path["could_apply"] is True
    assert path["changes"] == [
        {
            "code": "SHARE_MIN:KZ",
            "change": "raise KZ from 8.4 % to 10 %: 38,400.00 EUR",
            "amount": "38400.00",
            "currency": "EUR",
            "breaks": [],
            "moves": [
                {"coproducer": "A", "amount": "-38400.00"},
                {"coproducer": "B", "amount": "38400.00"},
            ],
        }
    ]
    assert path["beyond_shares"] == []


def test_amount_of_a_change_has_no_currency_where_none_was_named():
    check = make_check()
    del check["currency"]

    (change,) = calculate(check)["paths"][0]["changes"]

    assert change["change"] == "raise KZ from 8.4 % to 10 %: 38,400.00"
    assert change["currency"] is None


@pytest.mark.parametrize(
    ("rule", "unchecked"),
    [
        ({"min_share_pct": None}, ["SHARE_MIN:FR", "SHARE_MIN:KZ"]),
        ({"min_share_pct": "5", "min_partner_countries": None}, ["PARTNERS_MIN"]),
        ({"min_share_pct": "5", "points": {"min": None}}, ["POINTS_MIN"]),
        ({"min_share_pct": "5", "points": {"min": "4"}}, []),
    ],
)
def test_limit_of_null_cannot_be_checked(rule, unchecked):
    answer = calculate(make_check(rule, elements=POINTS))

    assert answer["unchecked"] == unchecked
    assert answer["eligible"] == ("cannot be checked" if unchecked else "yes")


def test_points_that_nobody_sent_cannot_be_checked():
    rule = {"min_share_pct": "5", "points": {"min": "4", "max": "6"}}

    assert calculate(make_check(rule))["eligible"] == "cannot be checked"
    assert calculate(make_check(rule, elements=POINTS))["eligible"] == "yes"
    assert calculate(make_check(rule, elements=[]))["errors"] == ["POINTS_SCALE_MISMATCH"]


def test_memorandum_never_passes():
    answer = calculate(make_check({"min_share_pct": "0", "kind": "memorandum"}))

    assert answer["eligible"] == "no"
    assert answer["paths"][0]["reason"] == "It is a memorandum, not a treaty."


def test_without_a_rule_nothing_governs():
    answer = calculate(make_check(rules=[]))

    assert (answer["rule_used"], answer["eligible"]) == (None, "no")
    assert answer["reason"] == "No instrument governs these countries."
    assert answer["shares"] == {"FR": "91.60", "KZ": "8.40"}


def test_rule_that_gives_way_says_to_which():
    older = {"id": "older", "parties": ["FR", "KZ"]}
    check = make_check()
    newer = {"id": "newer", "parties": ["FR"], "unless_bound_only_by": "older"}

    answer = calculate({**check, "rules": [newer, {**check["rules"][0], **older}]})

    assert answer["rule_used"] == "older"
    assert answer["passed_over"] == [
        {"rule": "newer", "reason": "It gives way to older, which alone binds KZ."}
    ]


@pytest.mark.parametrize(
    ("derogation", "eligible"),
    [
        ({"min_share_pct": "8.4"}, "yes"),
        ({"min_pct": "8.4", "max_pct": "95"}, "yes"),
        ("8.4", "yes"),
        ({"min_share_pct": "8.5"}, "no"),
        ({"min_share_pct": None}, "cannot be checked"),
    ],
)
def test_derogation_may_be_written_in_several_ways(derogation, eligible):
    check = make_check({"derogation": derogation})

    assert calculate(check)["eligible"] == "no"
    assert calculate({**check, "derogation_granted": True})["eligible"] == eligible


@pytest.mark.parametrize(
    ("shares", "leading", "festival"),
    [
        (("1200240.00", "1199760.00"), "FR", "FR"),
        # One ten-thousandth of the cost is 240.00; this lead is 239.98.
        (("1200119.99", "1199880.01"), None, "KZ"),
    ],
)
def test_equal_shares_enter_festivals_for_the_director(shares, leading, festival):
    companies = [
        {"id": code, "country": code, "contribution": share}
        for code, share in zip(("FR", "KZ"), shares, strict=True)
    ]
    elements = [{"role": "Director", "points": "4", "country": "KZ"}]

    answer = calculate(make_check(coproducers=companies, elements=elements))

    assert (answer["majority_country"], answer["festival_country"]) == (leading, festival)


@pytest.mark.parametrize(
    ("role", "festival"),
    [("director", "KZ"), ("Режиссёр", "KZ"), (" РЕЖИССЕР", "KZ"), ("Звукорежиссёр", None)],
)
def test_director_is_known_in_each_language(role, festival):
    companies = [{"id": code, "country": code, "contribution": "50"} for code in ("FR", "KZ")]
    elements = [{"role": role, "points": "4", "country": "KZ"}]

    answer = calculate(make_check(coproducers=companies, elements=elements, total_cost="100"))

    assert answer["festival_country"] == festival


@pytest.mark.parametrize(
    ("element", "path"),
    [
        ({"parts": [{"country": "FR", "fraction": "2/1"}]}, "elements[0].parts[0].fraction"),
        ({"parts": [{"country": "FR", "fraction": "1/0"}]}, "elements[0].parts[0].fraction"),
        ({"parts": [{"country": "FR", "fraction": "half"}]}, "elements[0].parts[0].fraction"),
        ({"parts": [{"country": "FR", "fraction": "0.6"}] * 2}, "elements[0].parts"),
        ({"country": "FR", "parts": []}, "elements[0].parts"),
        ({"country": "FR", "points": "-1"}, "elements[0].points"),
    ],
)
def test_function_that_cannot_be_read_is_refused_with_its_path(element, path):
    check = make_check(elements=[{"role": "director", "points": "4", **element}])

    assert path in faults(check)


def test_parts_of_a_function_add_up_exactly():
    parts = [{"country": code, "fraction": "1/3"} for code in ("FR", "KZ", "US")]
    rule = {"min_share_pct": "5", "points": {"min": "2", "max": "3"}}

    answer = calculate(
        make_check(rule, elements=[{"role": "writer", "points": "3", "parts": parts}])
    )

    assert (answer["eligible"], answer["points"]) == ("yes", "2.00")


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ({"min_share_pct": "101"}, "rules[0].min_share_pct"),
        ({"min_partner_countries": "3"}, "rules[0].min_partner_countries"),
        ({"points": {"minimum": "3"}}, "rules[0].points.minimum"),
        ({"balance": {}}, "rules[0].balance.tolerance_pct"),
        ({"valid_to": "2026-02-30"}, "rules[0].valid_to"),
    ],
)
def test_rule_that_cannot_be_read_is_refused_with_its_path(rule, path):
    assert path in faults(make_check(rule))


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"total_cost": "0.00"}, ["BUDGET_NOT_POSITIVE", "CONTRIBUTIONS_NOT_TOTAL"]),
        ({"total_cost": "2400000.01"}, ["CONTRIBUTIONS_NOT_TOTAL"]),
        (
            {"coproducers": [{"id": "A", "country": "FR", "contribution": "-1.00"}]},
            ["CONTRIBUTIONS_NOT_TOTAL", "SOURCE_AMOUNT_NEGATIVE:A"],
        ),
    ],
)
def test_terms_that_do_not_add_up_have_no_verdict(change, errors):
    answer = calculate({**make_check(), **change})

    assert answer["errors"] == errors
    assert "eligible" not in answer


def test_country_written_unlike_the_parties_of_a_rule_is_no_non_party():
    companies = [
        {"id": "A", "country": "fr", "contribution": "1200000.00"},
        {"id": "B", "country": "KZ", "contribution": "1200000.00"},
    ]

    assert faults(make_check(coproducers=companies)) == ["coproducers[0].country"]


def test_problem_calls_a_number_an_article():
    rule = {"articles": {"min_share_pct": "6"}}

    problem = calculate(make_check(rule))["problems"][0]

    assert problem["message"] == "KZ: share 8.4 % against limit 10 % of rule treaty, article 6."
    assert problem["rule"] == "treaty, article 6"
