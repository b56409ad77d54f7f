"""A calendar as RFC 5545 writes it: pure, from plain values to text.

Lines end in CR LF and are folded at 75 octets of UTF-8, never within a letter (section 3.1); in
texts backslash, semicolon, comma and line break are escaped (3.3.11).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

MOST_OCTETS = 75
PRODUCT = "-//coprod//Deadlines of co-productions//EN"
# Control characters that no text may hold, a tab and line breaks apart, and half surrogates.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
# A calendar has at least one component (3.6): without events it says which clock it keeps.
CLOCK = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class Event:
    """Something that takes whole days; `last_day` is its last one."""

    uid: str
    title: str
    first_day: date
    last_day: date | None = None
    description: str = ""
    place: str = ""
    category: str = ""
    address: str = ""


def calendar(name: str, events: Iterable[Event], *, at: datetime) -> str:
    """The calendar as text; `at`, in UTC, is the moment for which it holds."""
    inner = [line for event in events for line in event_lines(event, at)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        *(inner or CLOCK),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def event_lines(event: Event, at: datetime) -> Iterator[str]:
    last = max(event.last_day or event.first_day, event.first_day)
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{basic(event.first_day)}"
    # The end is the first day that is free again; the calendar itself ends in the year 9999.
    if last < date.max:
        yield f"DTEND;VALUE=DATE:{basic(last + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(event.title)}"
    for property_name, text in (
        ("DESCRIPTION", event.description),
        ("LOCATION", event.place),
        ("CATEGORIES", event.category),
    ):
        if text:
            yield f"{property_name}:{escaped(text)}"
    if event.address:
        yield f"URL:{event.address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def basic(day: date) -> str:
    """A day in the basic form; ``strftime`` would write the year 800 with three digits."""
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    """A text as a value of type TEXT."""
    plain = FORBIDDEN.sub("", LINE_BREAK.sub("\n", text))
    for sign in "\\;,":
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets; each but the first begins with a space."""
    pieces, piece, room = [], "", MOST_OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = " ", MOST_OCTETS - 1
        piece += letter
        room -= size
    return "\r\n".join([*pieces, piece])
