"""The words of a dossier, and the drawing of who answers whom."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override

from films.calculators.kinds import KINDS
from films.deal.dossier import verdict, words_of
from films.deal.tree import tree
from tests.films.deal.tables import table


def test_every_tier_is_one_sentence():
    told = [words_of(tier) for tier in KINDS["waterfall"].example["tiers"]]

    assert told == [
        "Collection account: Collection manager takes 1\N{NO-BREAK SPACE}% of all receipts",
        "Sales commission: Sales agent takes 20\N{NO-BREAK SPACE}% of all receipts",
        "Sales expenses: repaid first: Sales agent 35,000.00",
        "Producer's corridor: Aral Film takes 15\N{NO-BREAK SPACE}% of the flow, at most 40,000.00;"
        " the rest repays Investor 240,000.00, Atelier Nord 90,000.00, Spree Film 60,000.00",
        "Deferred fees: repaid one after the other: Crew 15,000.00, Aral Film 20,000.00",
        "Net profits: shared by Aral Film 50\N{NO-BREAK SPACE}%,"
        " Atelier Nord 30\N{NO-BREAK SPACE}%, Spree Film 20\N{NO-BREAK SPACE}%",
    ]


def test_the_verdict_has_the_decimal_sign_of_the_language():
    condition = {"outcome": "failed", "sentence": "Non-Parties (KZ): 30.64 %, 30 %."}
    said = {"eligible": "no", "rule_used": "COE-147", "conditions": [condition]}

    with override("ru"):
        told = verdict(SimpleNamespace(is_answered=True, said=said))

    assert told["reasons"] == ["Non-Parties (KZ): 30,64 %, 30 %."]


@pytest.mark.django_db
def test_the_drawing_has_a_lane_for_each_company_and_a_line_for_each_answer():
    made = table()
    first = made.propose(made.draft())
    answer = made.propose(made.draft(1, based_on=first))
    last = made.draft(based_on=first)

    drawn = tree([last, answer, first])

    assert [name for _y, name in drawn.lanes] == ["Dala Film", "Rive Nord"]
    assert [(point.number, point.y) for point in drawn.points] == [(1, 36), (2, 84), (3, 36)]
    assert drawn.lines == ["M224 84L168 36", "M280 36Q224 -20 168 36"]


@pytest.mark.django_db
def test_the_drawing_leaves_out_what_the_reader_does_not_have():
    made = table()
    answer = made.draft(based_on=made.draft())

    assert tree([answer]).lines == []
