"""A table read from a file of any format: named columns, numbered lines, strictly.

    with open_table(path) as table:
        for line in table.lines(report):
            line.number, line.cells["title"]

What one line does wrong is put on the report, and reading goes on. What makes the whole file
unreadable raises `Unreadable`.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from coprod.exchange.limits import (
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    UNREADABLE,
    Unreadable,
)
from coprod.exchange.report import Report

COMPUTED = gettext_noop("The cell holds a formula or an error: put its value in its place.")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Line:
    """One line under the header, by column; its number counts from the top of the file."""

    number: int
    cells: dict[str, str]


class Table:
    """Rows of text under one header."""

    def __init__(self, rows: Iterator[tuple[int, list[str]]], described: str, computed=()):
        self.described = described
        self._rows = rows
        # Row and column of the cells that a spreadsheet computes, and whether to a text.
        self._computed = dict(computed)
        self.columns, self._width = self._header()

    def lines(self, report: Report) -> Iterator[Line]:
        """Each line that is sound; the others are put on the report."""
        count, width, columns = 0, self._width, self.columns
        named = len(columns)
        empty = {row for row, _column in self._computed}
        try:
            for number, cells in self._rows:
                text = "".join(cells)
                if not text or text.isspace():
                    continue
                empty.discard(number)
                count += 1
                if count > MAX_ROWS:
                    raise Unreadable(
                        _("The file has more than %(most)s rows: divide it.")
                        % {"most": f"{MAX_ROWS:,}"},
                        row=number,
                    )
                if len(cells) != width or any(cells[named:]):
                    self._report_ragged(report, number, cells)
                    continue
                is_suspect = self._computed or len(text) > MAX_CELL or UNREADABLE.search(text)
                if not is_suspect or self._is_sound(report, number, cells):
                    yield Line(number, dict(zip(columns, cells, strict=False)))
            self._report_unsaved(report, empty)
        except Unreadable as fault:
            report.error(fault.row, fault.column, fault.value, fault.reason)

    def _header(self):
        for number, cells in self._rows:
            if any(cell.strip() for cell in cells):
                if any(row == number for row, _column in self._computed):
                    reason = _("The header holds a formula: put its value in its place.")
                    raise Unreadable(reason, row=number)
                names = [cell.strip().casefold() for cell in cells]
                break
        else:
            raise Unreadable(_("The file is empty."))
        width = len(names)
        while not names[-1]:
            names.pop()
        if len(names) > MAX_COLUMNS:
            raise Unreadable(
                _("The file has %(count)s columns, more than %(most)s: remove some.")
                % {"count": len(names), "most": MAX_COLUMNS},
                row=number,
            )
        for position, name in enumerate(names):
            if not name or UNREADABLE.search(name):
                reason = _("Column %(position)s has no name that can be read: give it one.")
                raise Unreadable(reason % {"position": position + 1}, row=number)
            if name in names[:position]:
                reason = _("Two columns are called “%(name)s”: rename or remove one.")
                raise Unreadable(reason % {"name": name[:60]}, row=number, column=name[:60])
        return names, width

    def _report_ragged(self, report, number, cells):
        if len(cells) == self._width:
            value = next(filter(None, cells[len(self.columns) :]))
            report.error(number, "", value, _("This value stands in a column without a name."))
            return
        reason = _("The row has %(cells)s cells, the header %(columns)s: check its delimiters.")
        told = {"cells": len(cells), "columns": self._width}
        report.error(number, "", cells[0], reason % told)

    def _report_unsaved(self, report, rows):
        """A row of formulas that were saved without their values looks empty, and is none."""
        for (row, position), is_text in self._computed.items():
            if row in rows and position < len(self.columns) and not is_text:
                report.error(row, self.columns[position], "", _(COMPUTED))

    def _is_sound(self, report, number, cells):
        is_sound = True
        for position, (column, cell) in enumerate(zip(self.columns, cells, strict=False)):
            if (number, position) in self._computed:
                reason = _(COMPUTED)
            elif UNREADABLE.search(cell):
                reason = _("The value holds a character that no text has: remove it.")
            elif len(cell) > MAX_CELL:
                reason = _("The value is longer than %(most)s characters: shorten it.")
                reason %= {"most": f"{MAX_CELL:,}"}
            else:
                continue
            is_sound = False
            report.error(number, column, cell, reason)
        return is_sound


@contextmanager
def open_table(path, *, encoding: str = "", delimiter: str = "", sheet: str = ""):
    """The table in a file, whichever format its content shows it to be."""
    # Each format is imported when a file needs it: a server starts without them.
    with open(path, "rb") as file:
        start = file.read(4096)
    if os.path.getsize(path) > MAX_BYTES:
        raise Unreadable(
            _("The file is larger than %(most)s MB: divide it.") % {"most": MAX_BYTES // 2**20}
        )
    if not start.strip(b"\x00 \t\r\n"):
        raise Unreadable(_("The file is empty."))
    if start.startswith(OLD_EXCEL):
        raise Unreadable(_("This is an old or a protected workbook: save it as .xlsx."))
    if start.startswith(b"PK"):
        rows, *described = _zipped(path, encoding, delimiter, sheet)
    elif str(path).casefold().endswith(".json"):
        from coprod.exchange.json_table import json_rows

        rows, *described = json_rows(path), "JSON"
    else:
        from coprod.exchange.csv_table import csv_rows

        rows, *described = csv_rows(partial(open, path, "rb"), encoding, delimiter)
    with closing(rows):
        yield Table(rows, *described)


def _zipped(path, encoding, delimiter, sheet):
    from coprod.exchange.archive import Archive

    archive = Archive(path)
    if archive.is_workbook:
        from coprod.exchange.workbook import workbook_rows

        return workbook_rows(archive, sheet)
    from coprod.exchange.csv_table import csv_rows

    return csv_rows(archive.open_only_table, encoding, delimiter)
