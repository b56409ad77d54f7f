"""Every case gives the figures it expects, compared on every key that it names."""

import pytest

from films.calculators.kinds import KINDS
from tests.films.calculators.cases import (
    ACCEPTANCE_CASES,
    WORKED_EXAMPLES,
    answer_to,
    cases,
    differences,
)


@pytest.mark.parametrize("case", cases(WORKED_EXAMPLES), ids=lambda case: case["id"])
def test_worked_example_gives_its_figures(case):
    assert differences(case["expected"], answer_to(case)) == []


@pytest.mark.skipif(not ACCEPTANCE_CASES.is_dir(), reason="no acceptance cases beside the project")
def test_acceptance_cases_give_their_figures():
    found = {
        case["id"]: differences(case["expected"], answer_to(case))
        for case in cases(ACCEPTANCE_CASES)
    }

    assert {name: lines for name, lines in found.items() if lines} == {}


def test_worked_examples_cover_every_kind():
    assert {case["kind"].replace("_", "-") for case in cases(WORKED_EXAMPLES)} == set(KINDS)


def test_differences_see_a_changed_a_missing_and_a_retyped_figure():
    expected = {"gap": "1.00", "shares": {"A": "2.00", "B": "3.00"}, "months": 7}
    answer = {"gap": "1.01", "shares": {"A": "2.00"}, "months": "7", "more": "0.00"}

    assert differences(expected, answer) == [
        ".gap: expected 1.00, got 1.01",
        ".shares.B: expected 3.00, got (missing)",
        ".months: expected 7, got 7",
    ]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)
def test_example_of_each_kind_is_answered_and_explained(kind):
    answer = kind.calculate(kind.example)

    assert answer["errors"] == []
    assert answer["explanation"]
    assert all(one["figure"] and one["formula"] for one in answer["explanation"])


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)
def test_answer_can_be_said_in_another_language(kind):
    answer = kind.calculate(kind.example, gettext=lambda template: f"«{template}»")

    assert all(one["formula"].startswith("«") for one in answer["explanation"])
    assert all(one["message"].startswith("«") for one in answer["problems"])


def test_version_difference_judges_each_version_by_its_treaty():
    treaty = KINDS["qualification"].example
    versions = KINDS["version-diff"].example
    unfinanced = {**treaty, "total_cost": "0.00"}
    asked = {
        "old": {**versions["old"], "qualification": treaty},
        "new": {**versions["new"], "qualification": unfinanced},
    }

    answer = KINDS["version-diff"].calculate(asked)

    verdict = KINDS["qualification"].calculate(treaty)
    assert answer["old"]["qualification"] == {
        "errors": [],
        "rule_used": verdict["rule_used"],
        "eligible": verdict["eligible"],
        "failed": verdict["failed"],
    }
    assert answer["new"]["qualification"]["eligible"] is None
    assert "BUDGET_NOT_POSITIVE" in answer["new"]["qualification"]["errors"]
