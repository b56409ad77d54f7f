"""The shared vocabulary of results."""

import re
from fractions import Fraction

import pytest

from coprod.sentence import Sentence
from films.calculation.codes import CODES
from films.calculation.result import (
    Answer,
    Explanation,
    Problem,
    amount_text,
    code_of_sum,
    keys,
    percent_text,
)


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_message_and_a_remedy_that_can_be_filled_in(code):
    problem = Problem(code, "S1", value="1.00", limit="2.00", rule="R1")

    assert re.search(r"\w", str(problem.message))
    assert re.search(r"\w", str(problem.remedy))
    assert "{" not in f"{problem.message}{problem.remedy}"


def test_problem_of_an_unknown_code_is_a_mistake_of_ours():
    with pytest.raises(KeyError, match="UNHEARD_OF is not in the table of codes"):
        Problem("UNHEARD_OF")


def test_problem_tells_code_message_remedy_and_numbers():
    problem = Problem("SPLIT_SUM_INVALID", "T4", value="90", limit=100)

    assert problem.as_json() == {
        "code": "SPLIT_SUM_INVALID:T4",
        "subject": "T4",
        "message": "T4: percentages sum to 90, not 100.",
        "remedy": "Correct the percentages so that they add to 100.",
        "value": "90",
        "limit": "100",
    }


def test_keys_are_sorted_and_stand_once():
    problems = [Problem("PCT_RANGE", "T2"), Problem("PCT_RANGE", "T1"), Problem("PCT_RANGE", "T2")]

    assert keys(problems) == ["PCT_RANGE:T1", "PCT_RANGE:T2"]


def test_answer_with_errors_has_no_figure():
    explanation = [Explanation("gap", Sentence("nothing"))]
    answer = Answer({"gap": "1.00"}, errors=[Problem("NO_SOURCES")], explanation=explanation)

    assert set(answer.as_json()) == {"errors", "warnings", "problems"}


def test_answer_explains_its_figures_with_their_numbers():
    formula = Sentence("budget {budget} − finance {finance}", {"budget": "3.00", "finance": "2.00"})
    answer = Answer({"gap": "1.00"}, explanation=[Explanation("gap", formula)])

    assert answer.as_json()["gap"] == "1.00"
    assert answer.as_json()["explanation"] == [
        {
            "figure": "gap",
            "formula": "budget 3.00 − finance 2.00",
            "numbers": {"budget": "3.00", "finance": "2.00"},
        }
    ]


@pytest.mark.parametrize(
    ("total", "code"),
    [
        ("100", ""),
        ("99.95", "SPLIT_SUM_ROUNDED"),
        ("100.05", "SPLIT_SUM_ROUNDED"),
        ("99.94999", "SPLIT_SUM_INVALID"),
        ("100.05001", "SPLIT_SUM_INVALID"),
        ("0", "SPLIT_SUM_INVALID"),
    ],
)
def test_code_of_sum_allows_a_twentieth(total, code):
    assert code_of_sum(Fraction(total)) == code


@pytest.mark.parametrize(
    ("minor", "text"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (123456, "1234.56"),
        (-(10**15), "-10000000000000.00"),
    ],
)
def test_amount_text_has_two_decimals(minor, text):
    assert amount_text(minor) == text


@pytest.mark.parametrize(
    ("exact", "text"),
    [(Fraction(1, 3), "0.33"), (Fraction("9.996"), "10.00"), (Fraction("-0.004"), "0.00")],
)
def test_percent_text_rounds_only_what_is_shown(exact, text):
    assert percent_text(exact) == text


def test_a_subject_that_is_a_word_is_said_in_the_language_of_the_reader():
    problem = Problem("NO_DATA", "credit")
    words = {"Credit points": "Баллы", "{subject}: not agreed yet; no index.": "{subject}: нет."}

    told = problem.as_json(lambda text: words.get(text, text))

    assert (told["message"], told["subject"]) == ("Баллы: нет.", "credit")
    assert problem.key == "NO_DATA:credit"
