"""Rows become positions that stay on the drawing and add up."""

from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from coprod.charts.bars import ROW, bars
from coprod.charts.columns import BELOW, PLOT, TOP, columns, scale_step
from coprod.charts.marks import Mark, percent_of
from coprod.charts.stacked import stacked


def mark(label="KZ", value=1, filling="solid"):
    return Mark(label, value, f"/films/?partner={label}", f"{label}: {value}", filling)


def share(label, value):
    return mark(label, Decimal(value))


def number(position):
    return Decimal(position.removesuffix("%"))


@pytest.mark.parametrize(
    ("part", "whole", "position"),
    [(1, 3, "33.33%"), (0, 5, "0%"), (5, 5, "100%"), (1, 0, "0%"), (Decimal("0.5"), 100, "0.5%")],
)
def test_percent_of_is_text_that_svg_reads(part, whole, position):
    assert percent_of(part, whole) == position


def test_mark_refuses_an_unknown_filling():
    with pytest.raises(ValueError, match="'gold' is no filling: take one of solid"):
        mark(filling="gold")


def test_mark_refuses_a_value_below_zero():
    with pytest.raises(ValueError, match="KZ is -1: a chart draws no value below zero"):
        mark(value=-1)


def test_stacked_shares_stand_side_by_side():
    chart = stacked("shares", "Shares", [share("KZ", "60"), share("FR", "30"), share("DE", "10")])

    assert [(one.x, one.width) for one in chart.segments] == [
        ("0%", "60%"),
        ("60%", "30%"),
        ("90%", "10%"),
    ]
    assert chart.missing == 0


def test_stacked_shows_what_nobody_published():
    chart = stacked("shares", "Shares", [share("KZ", "60")])

    assert (chart.missing, chart.missing_x, chart.missing_width) == (Decimal(40), "60%", "40%")


def test_stacked_never_leaves_the_page():
    chart = stacked("shares", "Shares", [share("KZ", "90"), share("FR", "60")])

    assert [(one.x, one.width) for one in chart.segments] == [("0%", "60%"), ("60%", "40%")]
    assert chart.missing == 0


@pytest.mark.parametrize(
    ("value", "label", "number"),
    [("6.99", False, False), ("7", True, False), ("13.99", True, False), ("14", True, True)],
)
def test_stacked_writes_only_what_fits(value, label, number):
    segment = stacked("shares", "Shares", [share("KZ", value)]).segments[0]

    assert (segment.shows_label, segment.shows_value) == (label, number)


@pytest.mark.parametrize(
    ("highest", "step"), [(0, 1), (4, 1), (5, 2), (8, 2), (9, 5), (20, 5), (21, 10), (401, 200)]
)
def test_scale_step_needs_at_most_four_lines(highest, step):
    assert scale_step(highest) == step


def test_columns_stand_on_each_other_and_reach_their_height():
    chart = columns("years", "Years", [("2008", [mark(value=3), mark("FR", 1, "stripes")])])

    lower, upper = chart.blocks
    assert Decimal(lower.y) + Decimal(lower.height) == chart.ground == TOP + PLOT
    assert Decimal(upper.y) + Decimal(upper.height) == Decimal(lower.y)
    assert Decimal(lower.height) == 3 * Decimal(upper.height) == PLOT * 3 / 4
    assert chart.height == TOP + PLOT + BELOW


def test_columns_leave_an_empty_year_its_place():
    one = [mark()]

    chart = columns("years", "Years", [("2008", one), ("2009", []), ("2010", one)])

    first, last = (number(block.x) for block in chart.blocks)
    assert [tick.label for tick in chart.years] == ["2008", "2009", "2010"]
    assert last - first == 2 * (number(chart.years[1].x) - number(chart.years[0].x))


@pytest.mark.parametrize("years", [1, 8, 9, 40, 45, 110])
def test_columns_label_as_many_years_as_fit(years):
    rows = [(str(1900 + year), [mark()]) for year in range(years)]

    chart = columns("years", "Years", rows)

    assert 1 <= len(chart.years) <= 8
    assert all(number(one.x) + number(one.width) <= 100 for one in chart.blocks)


def test_columns_without_rows_are_an_empty_ground():
    chart = columns("years", "Years", [])

    assert (chart.blocks, chart.years) == ([], [])


def test_bars_keep_their_order_and_the_longest_is_full():
    chart = bars("partners", "Partners", [mark("FR", 19), mark("RU", 14), mark("DE", 0)])

    assert [one.width for one in chart.bars] == ["100%", "73.68%", "0%"]
    assert [one.y for one in chart.bars] == [0, ROW, 2 * ROW]
    assert chart.height == 3 * ROW


@pytest.mark.parametrize(
    ("template", "chart"),
    [
        ("charts/stacked.svg", stacked("one", "One", [share("KZ", "33.33")])),
        ("charts/columns.svg", columns("one", "One", [("2008", [mark(value=1234)])])),
        ("charts/bars.svg", bars("one", "One", [mark(value=1234)])),
    ],
)
def test_every_mark_is_a_titled_link_without_inline_style(template, chart):
    with translation.override("ru"):
        drawn = render_to_string(template, {"chart": chart})

    assert drawn.count("<a href=") == 1
    assert "/films/?partner=KZ" in drawn
    assert "<title>KZ: " in drawn
    assert "style=" not in drawn
    # Russian writes 33,33: no position may.
    assert '="33,33' not in drawn


def test_a_chart_escapes_what_it_is_given():
    chart = bars("one", "<One>", [mark('"><script>', 1)])

    drawn = render_to_string("charts/bars.svg", {"chart": chart})

    assert "<script>" not in drawn
