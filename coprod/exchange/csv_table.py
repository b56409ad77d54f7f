"""CSV as offices write it: any usual encoding and delimiter, read strictly."""

import csv
import io
import re
from collections.abc import Callable
from typing import BinaryIO

from django.utils.translation import gettext as _

from coprod.exchange.encoding import ENCODINGS, detect_encoding
from coprod.exchange.limits import Unreadable
from coprod.sentence import gettext_noop

DELIMITERS = (",", ";", "\t", "|")
LONGEST_HEADER = 100_000
# An optional first line by which Excel names the delimiter.
NAMED_DELIMITER = re.compile(r"sep=(.)\r?\n?")

# What Python's reader says, and what a person can do about it.
FAULTS = {
    "unexpected end of data": gettext_noop(
        "A quotation mark that opens here is never closed: close it."
    ),
    "field larger than field limit": gettext_noop(
        "A value is longer than a cell can be: perhaps a quotation mark is never closed."
    ),
    "expected after": gettext_noop(
        "A closing quotation mark stands inside a value: write it twice to mean the mark itself."
    ),
}


def csv_rows(opened: Callable[[], BinaryIO], encoding: str, delimiter: str):
    """Numbered rows of cells, and what the file was read as. `opened` opens it anew each time."""
    encoding, is_guessed = _checked_encoding(encoding), False
    if not encoding:
        encoding, is_guessed = detect_encoding(opened)
    header = _first_line(opened, encoding)
    if named := NAMED_DELIMITER.fullmatch(header):
        delimiter = delimiter or named[1]
    delimiter = _checked_delimiter(delimiter) or detect_delimiter(header)
    shown = {"\t": _("tab")}.get(delimiter, f"“{delimiter}”")
    said = _("CSV, %(encoding)s, delimiter %(delimiter)s")
    if is_guessed:
        said = _(
            "CSV, %(encoding)s (guessed by its letters: where they look wrong, name another with "
            "--encoding), delimiter %(delimiter)s"
        )
    described = said % {
        "encoding": encoding.upper().removesuffix("-SIG"),
        "delimiter": shown,
    }
    return _rows(opened, encoding, delimiter), described


def detect_delimiter(header: str) -> str:
    """The delimiter that gives the header the most names."""

    def names(delimiter):
        try:
            return len(next(csv.reader([header], delimiter=delimiter, strict=True), []))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=names)


def _rows(opened, encoding, delimiter):
    with opened() as file, io.TextIOWrapper(file, encoding=encoding, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        number = 0
        try:
            for cells in reader:
                is_first_line = number == 0
                # A row begins on the line after the one before ended.
                started, number = number + 1, reader.line_num
                if cells and not (is_first_line and _names_the_delimiter(cells, delimiter)):
                    yield started, cells
        except csv.Error as error:
            raise Unreadable(_explained(error), row=number + 1) from None
        except UnicodeDecodeError:
            raise Unreadable(
                _("What follows is not %(encoding)s: name the encoding of the file.")
                % {"encoding": encoding.upper().removesuffix("-SIG")},
                row=number + 1,
            ) from None


def _names_the_delimiter(cells, delimiter):
    return cells in (["sep=", ""], [f"sep={delimiter}"])


def _explained(error):
    for phrase, explanation in FAULTS.items():
        if phrase in str(error):
            return _(explanation)
    return _("This is not CSV that can be read: check quotation marks and delimiters.")


def _first_line(opened, encoding):
    try:
        with opened() as file, io.TextIOWrapper(file, encoding=encoding, newline="") as text:
            return text.readline(LONGEST_HEADER)
    except UnicodeDecodeError:
        raise Unreadable(
            _("The file is not %(encoding)s: name its encoding.")
            % {"encoding": encoding.upper().removesuffix("-SIG")},
            row=1,
        ) from None


def _checked_encoding(name):
    if name and name.casefold() not in ENCODINGS:
        raise Unreadable(
            _("“%(name)s” is not an encoding that is read here: use one of %(known)s.")
            % {"name": name[:40], "known": ", ".join(ENCODINGS)}
        )
    # The mark at the start of a file is no part of its first column's name.
    return "utf-8-sig" if name.casefold() == "utf-8" else name.casefold()


def _checked_delimiter(text):
    text = {"tab": "\t", "\\t": "\t"}.get(text, text)
    if text and text not in DELIMITERS:
        raise Unreadable(
            _("“%(text)s” is not a delimiter that is read here: use , ; | or tab.")
            % {"text": text[:10]}
        )
    return text
