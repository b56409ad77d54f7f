"""What votes come to, with the reason in a sentence."""

import pytest

from films.governance.outcome import Rule, can_be_settled, verdict

A, B, C = "Dala", "Nord", "Elbe"
MAJORITY = Rule("Final cut", quorum=2)


def told(rule, votes, *, is_over=False, voters=(A, B, C)):
    found = verdict(rule, voters, votes, is_over=is_over)
    return found.outcome, str(found.reason)


@pytest.mark.parametrize(
    ("votes", "is_over", "outcome", "reason"),
    [
        ({}, False, "open", "0 of 3 have answered; waiting for Dala, Nord, Elbe."),
        ({A: "yes", B: "yes"}, False, "open", "2 of 3 have answered; waiting for Elbe."),
        (
            {A: "yes", B: "yes", C: "yes"}, False, "adopted",
            "No rule covers this matter, and everybody said yes.",
        ),
        (
            {A: "yes", B: "no"}, False, "rejected",
            "No rule covers this matter, so everybody must say yes; Nord did not.",
        ),
        (
            {A: "yes", B: "abstain", C: "yes"}, False, "rejected",
            "No rule covers this matter, so everybody must say yes; Nord did not.",
        ),
        (
            {A: "yes", B: "yes"}, True, "rejected",
            "No rule covers this matter, so everybody must say yes; no answer from Elbe.",
        ),
    ],
)  # fmt: skip
def test_without_a_rule_everybody_must_say_yes(votes, is_over, outcome, reason):
    assert told(None, votes, is_over=is_over) == (outcome, reason)


@pytest.mark.parametrize(
    ("votes", "is_over", "outcome", "reason"),
    [
        ({A: "yes", B: "yes"}, False, "open", "2 of 3 have answered; waiting for Elbe."),
        ({A: "yes", B: "yes"}, True, "adopted", "2 said yes and 0 said no."),
        ({A: "yes", B: "yes", C: "no"}, False, "adopted", "2 said yes and 1 said no."),
        ({A: "no", B: "no", C: "yes"}, False, "rejected", "2 said no and 1 said yes."),
        ({A: "yes", B: "abstain"}, True, "adopted", "1 said yes and 0 said no."),
        ({A: "yes"}, True, "rejected", "No quorum: 1 answered, 2 must under the rule."),
        ({}, True, "rejected", "No quorum: 0 answered, 2 must under the rule."),
    ],
)
def test_under_a_rule_the_majority_of_a_quorum_decides(votes, is_over, outcome, reason):
    assert told(MAJORITY, votes, is_over=is_over) == (outcome, reason)


def test_without_a_quorum_one_answer_is_enough_and_none_is_not():
    rule = Rule("Budget")

    assert told(rule, {A: "yes"}, is_over=True)[0] == "adopted"
    assert told(rule, {}, is_over=True) == (
        "rejected",
        "No quorum: 0 answered, 1 must under the rule.",
    )


TIE = {A: "yes", B: "no"}


@pytest.mark.parametrize(
    ("tie_break", "by", "outcome", "reason", "settled"),
    [
        ("casting_vote", A, "adopted", "A tie, 1 to 1: the casting vote of Dala says yes.", False),
        ("casting_vote", B, "rejected", "A tie, 1 to 1: the casting vote of Nord says no.", False),
        ("casting_vote", "Chair", "tied", "A tie, 1 to 1: Chair has the casting vote.", True),
        ("expert", "Dr. Ospan", "tied", "A tie, 1 to 1: an expert decides, Dr. Ospan.", True),
        ("mediation", "Berlin", "tied", "A tie, 1 to 1: it goes to mediation, Berlin.", True),
        (
            "none", "", "tied",
            "A tie, 1 to 1, and no rule breaks it: the matter stays open.", False,
        ),
    ],
)  # fmt: skip
def test_a_tie_goes_to_whoever_breaks_it(tie_break, by, outcome, reason, settled):
    rule = Rule("Final cut", 2, tie_break, by)
    found = verdict(rule, (A, B), TIE, is_over=False)

    assert (found.outcome, str(found.reason)) == (outcome, reason)
    assert can_be_settled(rule, found) == settled


def test_all_abstaining_is_a_tie():
    assert told(MAJORITY, dict.fromkeys([A, B, C], "abstain"))[0] == "tied"


def test_an_abstaining_casting_vote_leaves_the_tie():
    rule = Rule("Final cut", 2, "casting_vote", C)

    assert told(rule, {**TIE, C: "abstain"})[0] == "tied"


def test_votes_of_anybody_else_do_not_count():
    assert told(MAJORITY, {A: "yes", B: "yes", C: "yes", "X": "no"}, voters=(A, B))[0] == "adopted"


def test_where_nobody_may_decide_nothing_is_decided():
    assert told(MAJORITY, {}, voters=(), is_over=True) == (
        "open",
        "Nobody at the table may decide this.",
    )
