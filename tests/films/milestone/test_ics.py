"""A calendar by RFC 5545, whatever the titles are."""

from datetime import UTC, date, datetime

import pytest

from films.milestone.ics import Event, calendar, escaped, folded

AT = datetime(2026, 3, 10, tzinfo=UTC)
HOSTILE = [
    "One\nBEGIN:VEVENT\r\nSUMMARY:forged",
    "a, b; c: d \\n e \\",
    "Қыз Жібек – «Ұлы дала» " * 20,
    "ә" * 300,
    "🎬" * 120,
    "a" * 75,
    "tab\tand bell\a and \x7f and \u2028 line",
    "\ud800 half",
]


def written(title, **fields):
    return calendar("Deadlines", [Event("x@coprod", title, date(2026, 3, 31), **fields)], at=AT)


def read(text):
    """The properties of a calendar, unfolded and unescaped: an obvious reader."""
    assert text.endswith("\r\n")
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    return [tuple(line.split(":", 1)) for line in lines]


def unescaped(text):
    found, letters = "", iter(text)
    for letter in letters:
        found += (
            {"n": "\n", "N": "\n"}.get(sign := next(letters), sign) if letter == "\\" else letter
        )
    return found


def test_calendar_of_one_event_is_written_line_by_line():
    text = calendar(
        "Deadlines",
        [
            Event(
                "milestone-1@coprod",
                "Script workshop – Apple Road",
                date(2026, 3, 31),
                date(2026, 4, 2),
                description="milestone\nWho owes it: Dala Film",
                place="Almaty",
                category="milestone",
                address="https://a.org/deals/x/",
            )
        ],
        at=AT,
    )

    assert text == (
        "BEGIN:VCALENDAR\r\n"
        "VERSION:2.0\r\n"
        "PRODID:-//coprod//Deadlines of co-productions//EN\r\n"
        "CALSCALE:GREGORIAN\r\n"
        "X-WR-CALNAME:Deadlines\r\n"
        "BEGIN:VEVENT\r\n"
        "UID:milestone-1@coprod\r\n"
        "DTSTAMP:20260310T000000Z\r\n"
        "DTSTART;VALUE=DATE:20260331\r\n"
        "DTEND;VALUE=DATE:20260403\r\n"
        "SUMMARY:Script workshop – Apple Road\r\n"
        "DESCRIPTION:milestone\\nWho owes it: Dala Film\r\n"
        "LOCATION:Almaty\r\n"
        "CATEGORIES:milestone\r\n"
        "URL:https://a.org/deals/x/\r\n"
        "TRANSP:TRANSPARENT\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_stays_one_property_of_short_lines(title):
    text = written(title, description=title, place=title)

    lines = text.encode().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() is not None for line in lines)
    assert b"\n" not in text.encode().replace(b"\r\n", b"")
    properties = read(text)
    assert [name for name, _value in properties].count("SUMMARY") == 1
    assert [value for name, value in properties if name == "BEGIN"] == ["VCALENDAR", "VEVENT"]


@pytest.mark.parametrize("title", HOSTILE[1:6])
def test_hostile_title_is_read_back_letter_by_letter(title):
    assert unescaped(dict(read(written(title)))["SUMMARY"]) == title


def test_line_breaks_of_every_kind_become_one():
    assert escaped("a\r\nb\rc\nd\u2028e") == "a\\nb\\nc\\nd\\ne"


@pytest.mark.parametrize(("length", "lines"), [(75, 1), (76, 2), (149, 2), (150, 3)])
def test_lines_are_folded_at_75_octets(length, lines):
    assert folded("a" * length).count("\r\n") + 1 == lines


def test_calendar_without_events_still_has_a_component():
    properties = read(calendar("Deadlines", [], at=AT))

    assert ("BEGIN", "VTIMEZONE") in properties


def test_the_last_day_of_all_has_no_end():
    text = calendar("Deadlines", [Event("x", "End", date.max)], at=AT)

    assert "DTEND" not in text
    assert "DTSTART;VALUE=DATE:99991231" in text
