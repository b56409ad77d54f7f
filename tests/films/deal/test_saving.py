"""What was stored without its answer arriving is no change of somebody else's."""

import pytest

from films.credit.sheets import CREDITS
from films.deal.saving import save_together
from films.finance.sheets import BUDGET, FINANCE_PLAN
from tests.films.finance.making import PLAN, make_draft, sources

pytestmark = pytest.mark.django_db


def with_amount(given, amount):
    first, *rest = given["sources"]
    return {**given, "sources": [{**first, "amount": amount}, *rest]}


def stored_plan():
    version, _editor = make_draft(("A", "KZ"), ("B", "FR"))
    version = save_together(FINANCE_PLAN, version, PLAN, FINANCE_PLAN.input_of(version)).version
    return version, FINANCE_PLAN.input_of(version)


def test_what_is_sent_again_after_a_lost_answer_is_told_to_nobody_and_typed_on():
    version, base = stored_plan()
    typed = with_amount(base, "310")
    save_together(FINANCE_PLAN, version, typed, base)

    again = save_together(FINANCE_PLAN, version, typed, base)
    save_together(FINANCE_PLAN, version, with_amount(again.base, "320"), again.base)

    assert again.others == []
    assert sources(version) == [("S1", 320), ("S2", 200)]


def test_what_somebody_else_changed_meanwhile_is_told_beside_a_lost_answer():
    version, base = stored_plan()
    typed = with_amount(base, "310")
    save_together(FINANCE_PLAN, version, typed, base)
    theirs = {**base, "sources": [base["sources"][0], {**base["sources"][1], "amount": "210"}]}
    save_together(FINANCE_PLAN, version, theirs, base)

    again = save_together(FINANCE_PLAN, version, typed, base)

    assert [(one.place[-1], one.new) for one in again.others] == [("amount", "210.00")]
    assert again.base["sources"][1]["amount"] == "200.00"
    assert sources(version) == [("S1", 310), ("S2", 210)]


def test_new_rows_that_are_sent_again_after_a_lost_answer_are_no_second_ones():
    version, _editor = make_draft(("A", "KZ"), ("B", "FR"))
    base = CREDITS.input_of(version)
    rows = [
        {"role": "composer", "points": "1", "person": "Aru"},
        {"role": "editor", "points": "1", "person": "Aru"},
    ]
    typed = {**base, "functions": rows}
    save_together(CREDITS, version, typed, base)

    again = save_together(CREDITS, version, typed, base)
    save_together(CREDITS, version, typed, again.base)

    stored = CREDITS.input_of(version)["functions"]
    assert [(row["role"], row["person"]) for row in stored] == [
        ("composer", "Aru"),
        ("editor", "Aru"),
    ]


def test_what_storing_has_filled_in_is_no_change_of_somebody_else():
    version, _editor = make_draft(("A", "KZ"), ("B", "FR"))
    base = BUDGET.input_of(version)
    row = {"key": "2222222222", "account": "cast"}
    typed = {**base, "budget": {"lines": [row]}}
    save_together(BUDGET, version, typed, base)

    again = save_together(BUDGET, version, typed, base)
    row["amount"] = "5"
    save_together(BUDGET, version, typed, again.base)

    assert again.others == []
    stored = BUDGET.input_of(version)["budget"]["lines"]
    assert [one["amount"] for one in stored] == ["5.00"]
