"""A day or a month as people write it, in the notation of the input: 2026-05-31, 2026-05."""

import re
from datetime import date
from functools import cache

from babel import Locale

LANGUAGES = ("en", "ru", "kk", "de", "fr")
CLOCK = r"(?:[T ]00:00(?::00(?:\.0+)?)?)?"
YEAR_FIRST = re.compile(rf"([0-9]{{4}})[-./]([0-9]{{1,2}})[-./]([0-9]{{1,2}}){CLOCK}")
# “Year” behind a number in Russian and in Kazakh, which also has it before the day.
YEAR = r"(?: ?(?:[гж]\.?|года?|жылы?))?"
POINTS = re.compile(rf"([0-9]{{1,2}})\. ?([0-9]{{1,2}})\. ?([0-9]{{4}}){YEAR}")
SLASHES = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")
NAMED = re.compile(rf"([0-9]{{1,2}})\.?[ -]([^\W\d_]+)\.?,?[ -]([0-9]{{4}}){YEAR}")
NAME_FIRST = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2}),? ([0-9]{4})")
NAMED_LAST = re.compile(r"([0-9]{4}) ?(?:ж\.?|жыл(?:ы|ғы)?) (?:([0-9]{1,2})[ -])?([^\W\d_]+)\.?")
MONTH_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})")
MONTH_LAST = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})")
# Spreadsheets shorten the year of a month: May-26.
MONTH_NAMED = re.compile(rf"([^\W\d_]+)\.?([ -]['’]?)([0-9]{{4}}|[0-9]{{2}}){YEAR}")
# The years of the trade: another one is a slip, and is refused as it was typed.
FIRST, LAST = 1900, 2199


def day_of(text: str) -> str:
    """The day; the text as it is where it is none, or may be two: 05/06/2026."""
    found = day(spaced(text))
    return found.isoformat() if found else text


def month_of(text: str) -> str:
    """The month, also where a day in it was written."""
    typed = spaced(text)
    year, month = 0, 0
    if found := day(typed):
        year, month = found.year, found.month
    elif found := MONTH_LAST.fullmatch(typed):
        year, month = int(found[1]), int(found[2])
    elif found := MONTH_FIRST.fullmatch(typed):
        year, month = int(found[2]), int(found[1])
    elif found := NAMED_LAST.fullmatch(typed):
        year, month = int(found[1]), number_of(found[3]) if not found[2] else 0
    elif found := MONTH_NAMED.fullmatch(typed):
        year, month = int(found[3]), number_of(found[1])
        # “May 12” is a day to whoever reads English.
        may_be_day = found[2] == " " and number_of(found[1], ("en",))
        year += 2000 if year < 100 and not may_be_day else 0
    is_month = FIRST <= year <= LAST and 1 <= month <= 12
    return f"{year:04}-{month:02}" if is_month else text


def day(text: str) -> date | None:
    if found := YEAR_FIRST.fullmatch(text):
        return made(found[1], found[2], found[3])
    if found := POINTS.fullmatch(text):
        return made(found[3], found[2], found[1])
    if found := SLASHES.fullmatch(text):
        one, other = made(found[3], found[2], found[1]), made(found[3], found[1], found[2])
        return (one or other) if one == other or not (one and other) else None
    if found := NAMED.fullmatch(text):
        return made(found[3], number_of(found[2]), found[1])
    if found := NAME_FIRST.fullmatch(text):
        return made(found[3], number_of(found[1]), found[2])
    if (found := NAMED_LAST.fullmatch(text)) and found[2]:
        return made(found[1], number_of(found[3]), found[2])
    return None


def spaced(text: str) -> str:
    """With plain spaces only: our own pages have others in their days."""
    return " ".join(text.split())


def made(year: str, month: str | int, number: str) -> date | None:
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return found if FIRST <= found.year <= LAST else None


def number_of(name: str, languages: tuple[str, ...] = LANGUAGES) -> int:
    return months(languages).get(name.casefold().rstrip("."), 0)


@cache
def months(languages: tuple[str, ...]) -> dict[str, int]:
    """The number of each month by its names; a name that two months share is left out."""
    found: dict[str, set[int]] = {}
    for language in languages:
        for forms in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms[width].items():
                    found.setdefault(name.casefold().rstrip("."), set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1}
