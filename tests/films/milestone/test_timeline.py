"""Where milestones lie along the calendar."""

from datetime import date

import pytest

from films.milestone.timeline import Span, ticks, timeline


def span(starts, ends, **fields):
    return Span("Workshop", starts, ends, "#x", "Workshop", **fields)


def test_spans_lie_between_the_first_of_the_month_and_the_last_day():
    drawn = timeline(
        "t",
        "Milestones",
        [span(date(2026, 3, 11), date(2026, 3, 20)), span(date(2026, 4, 9), date(2026, 4, 9))],
        on=date(2026, 3, 21),
    )

    # 40 days from 1 March to 9 April.
    assert [(line.x, line.width) for line in drawn.lines] == [("25%", "25%"), ("97.5%", "2.5%")]
    assert drawn.today == "50%"
    assert [(tick.day, tick.x, tick.has_label) for tick in drawn.ticks] == [
        (date(2026, 3, 1), "0%", True),
        (date(2026, 4, 1), "77.5%", True),
    ]


def test_a_single_day_in_a_long_calendar_is_still_seen():
    drawn = timeline(
        "t",
        "Milestones",
        [span(date(2020, 1, 1), date(2020, 1, 1)), span(date(2029, 12, 31), date(2029, 12, 31))],
        on=date(2030, 1, 1),
    )

    assert [line.width for line in drawn.lines] == ["2%", "2%"]
    assert drawn.lines[1].x == "98%"
    assert drawn.today == ""


@pytest.mark.parametrize(
    ("last", "count"), [(date(2026, 5, 31), 5), (date(2026, 6, 1), 3), (date(2046, 1, 1), 5)]
)
def test_ticks_are_few_enough_to_be_read(last, count):
    assert len(ticks(date(2026, 1, 1), last)) == count


def test_a_filling_that_is_none_is_refused():
    with pytest.raises(ValueError, match="no filling"):
        span(date(2026, 1, 1), date(2026, 1, 1), filling="gold")
