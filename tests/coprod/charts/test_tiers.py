"""Money falls from tier to tier: each begins where the one before has ended."""

from decimal import Decimal

from django.template.loader import render_to_string

from coprod.charts.marks import Mark
from coprod.charts.tiers import Tier, tiers


def tier(name, **amounts):
    marks = [
        Mark(party, Decimal(amount), f"#{name}", f"{name}, {party}: {amount}")
        for party, amount in amounts.items()
    ]
    return Tier(name, f"#{name}", marks)


def test_tiers_begin_where_the_one_before_has_ended():
    drawn = tiers("fall", "Tiers", [tier("T1", A=25), tier("T2", A=25, B=50)])

    places = [[(part.x, part.width) for part in step.segments] for step in drawn.steps]
    assert places == [[("0%", "25%")], [("25%", "25%"), ("50%", "50%")]]
    assert [step.tier.total for step in drawn.steps] == [25, 75]


def test_tiers_that_pay_nothing_have_no_width():
    drawn = tiers("fall", "Tiers", [tier("T1", A=0)])

    assert [(part.x, part.width) for part in drawn.steps[0].segments] == [("0%", "0%")]


def test_tiers_name_every_payment():
    chart = tiers("fall", "Tiers", [tier("T1", A=25), tier("T2", A=0, B=50)])

    svg = render_to_string("charts/tiers.svg", {"chart": chart})

    assert "<title>T2, B: 50</title>" in svg
    assert "T2, A: 0" not in svg
