"""Balances over months stay on the drawing, on round lines, above and below zero."""

from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from coprod.charts.curve import PLOT, TOP, Moment, curve, step_of


def moments(*values):
    return [
        Moment(f"2026-{number:02}", f"#month-{number}", f"in {number}", tuple(map(Decimal, pair)))
        for number, pair in enumerate(values, start=1)
    ]


@pytest.mark.parametrize(
    ("values", "step"),
    [(["0"], "1"), (["0", "5"], "1"), (["-3", "3"], "2"), (["0", "400000"], "100000")],
)
def test_scale_has_few_round_lines(values, step):
    assert step_of([Decimal(value) for value in values]) == Decimal(step)


def test_curve_lays_its_lines_on_one_scale():
    drawn = curve("cash", "Balance", moments((4, -4), (-2, -6)))

    assert [tick.value for tick in drawn.scale] == [-6, -4, -2, 0, 2, 4]
    assert (drawn.scale[0].y, drawn.scale[-1].y) == (f"{TOP + PLOT:.1f}", f"{TOP:.1f}")
    # The first line is drawn last, above the others.
    assert [line.style for line in drawn.lines] == ["curve-2", "curve-1"]
    assert [dot.is_below for dot in drawn.lines[1].dots] == [False, True]


def test_curve_joins_each_month_with_the_next():
    line = curve("cash", "Balance", moments((1,), (2,), (3,))).lines[0]

    ends = [(part.x2, part.y2) for part in line.stretches]
    starts = [(part.x1, part.y1) for part in line.stretches]
    assert ends[0] == starts[1]
    assert [(dot.x, dot.y) for dot in line.dots] == [starts[0], *ends]


@pytest.mark.parametrize("months", [0, 1, 12, 200])
def test_curve_has_few_labels_for_any_number_of_months(months):
    drawn = curve("cash", "Balance", moments(*[(number,) for number in range(months)]))

    assert len(drawn.months) <= 8
    assert len(drawn.slots) == months


def test_curve_is_drawn_in_numbers_that_svg_reads():
    with translation.override("ru"):
        svg = render_to_string(
            "charts/curve.svg", {"chart": curve("cash", "Balance", moments((1, -5), (-2500, 2)))}
        )

    assert 'aria-label="in 1"' in svg
    assert all("," not in part.partition('"')[0] for part in svg.split('y1="')[1:])
