"""A table as JSON: a list of objects, one a row, read one at a time."""

import json
from pathlib import Path

from django.utils.translation import gettext as _

from coprod.exchange.limits import MAX_COLUMNS, Unreadable

MAX_BYTES = 50 * 2**20
BLANK = " \t\r\n"


def json_rows(path):
    """Numbered rows of cells: first the keys of all objects, then the values of each."""
    if Path(path).stat().st_size > MAX_BYTES:
        raise Unreadable(
            _("The file is larger than %(most)s MB: divide it.") % {"most": MAX_BYTES // 2**20}
        )
    text = _text(path)
    # The first reading gathers the columns, the second gives the rows: one object at a time.
    columns: dict[str, None] = {}
    for number, row in _objects(text):
        columns.update(dict.fromkeys(row))
        if len(columns) > MAX_COLUMNS:
            reason = _("There are more than %(most)s different keys: remove some.")
            raise Unreadable(reason % {"most": MAX_COLUMNS}, row=number)
    if columns:
        yield 1, list(columns)
    for number, row in _objects(text):
        yield number, [_cell(row.get(column), number, column) for column in columns]


def _text(path):
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(_("JSON is written in UTF-8: save the file so.")) from None


def _objects(text):
    """Each object of the list with the line it begins on."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_once, parse_float=str, parse_int=str, parse_constant=_refuse_constant
    )
    place, line, counted = _skip_blank(text, 0), 1, 0
    if text[place : place + 1] != "[":
        raise Unreadable(_("The file is not a list of objects: write [{…}, {…}]."), row=1)
    place = _skip_blank(text, place + 1)
    has_more = text[place : place + 1] != "]"
    while has_more:
        line += text.count("\n", counted, place)
        counted = place
        value, place = _value(decoder, text, place, line)
        yield line, value
        place = _skip_blank(text, place)
        has_more = text[place : place + 1] == ","
        if has_more:
            place = _skip_blank(text, place + 1)
    if text[place:].strip(BLANK) != "]":
        raise Unreadable(_("The list goes wrong after this object: check the comma."), row=line)


def _value(decoder, text, place, line):
    try:
        value, place = decoder.raw_decode(text, place)
    except _Refused as refusal:
        raise Unreadable(str(refusal), row=line) from None
    except (ValueError, RecursionError):
        raise Unreadable(
            _("This is not JSON that can be read: check brackets and quotes."), row=line
        ) from None
    if not isinstance(value, dict):
        raise Unreadable(_("This is not an object: write each film as {…}."), row=line)
    return value, place


def _skip_blank(text, place):
    while text[place : place + 1] in BLANK and place < len(text):
        place += 1
    return place


class _Refused(ValueError):
    """JSON that Python would take and a person could not have meant."""


def _once(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Refused(_("An object has the same key twice: remove one."))
    return found


def _refuse_constant(name):
    raise _Refused(_("%(name)s is not a number: write digits or null.") % {"name": name})


def _cell(value, number, column):
    """One value as the text that a table would hold."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "|".join(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    raise Unreadable(
        _("The value is an object: write a text, a number or a list."), row=number, column=column
    )
