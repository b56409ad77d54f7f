"""A workbook of Excel, checked before it is parsed, and parsed by a process that may fail."""

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from coprod.exchange.archive import Archive
from coprod.exchange.limits import MAX_COLUMNS, MAX_ROWS, Unreadable

READER = Path(__file__).with_name("workbook_reader.py")
CHUNK = 2**20
OVERLAP = 1_000
MAX_INDEX = 2**20  # bytes of the parts that list the sheets
DECLARATIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
MACROS = re.compile(r"vbaproject|macrosheets|vbadata", re.IGNORECASE)
# A cell whose formula, or whose error, stands before its value.
COMPUTED = re.compile(rb"<(?:\w+:)?c\b(?:[^<>]*\bt=[\"']e[\"']|[^<>]*(?<!/)>\s*<(?:\w+:)?f[\s/>])")
TEXT = re.compile(rb"\bt=[\"']str[\"']")
REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Figure(str):
    """The digits of a cell that holds a number; its point can be nothing but a decimal one."""


def workbook_rows(archive: Archive, sheet: str):
    """Numbered rows of cells of one sheet, and what was read."""
    _refuse_macros(archive)
    for name in archive.parts:
        if name.endswith((".xml", ".rels")):
            _refuse_declarations(archive, name)
    sheets = _sheets(archive)
    if not sheets:
        raise Unreadable(_("The workbook has no sheet: save it again."))
    name = sheet or next(iter(sheets))
    if name not in sheets:
        raise Unreadable(
            _("The workbook has no sheet “%(name)s”: it has %(sheets)s.")
            % {
                "name": name[:60],
                "sheets": ", ".join(_("“%(name)s”") % {"name": known[:60]} for known in sheets),
            }
        )
    described = _("workbook, sheet “%(name)s”") % {"name": name}
    computed = dict(_computed(archive, sheets[name]))
    return _rows(archive.path, list(sheets).index(name)), described, computed


def _refuse_macros(archive):
    for name in archive.parts:
        if MACROS.search(name):
            raise Unreadable(_("The workbook holds macros: save it as .xlsx without them."))


def _refuse_declarations(archive, name):
    """Entities multiply, and reach for other files: no spreadsheet program writes any."""
    for chunk in _overlapping(archive, name):
        if DECLARATIONS.search(chunk) or b"\0" in chunk:
            raise Unreadable(
                _("“%(name)s” inside the workbook holds declarations: save the workbook again.")
                % {"name": name[:60]}
            )


def _computed(archive, name):
    """Row and column of every cell with a formula or an error, and whether it comes to a text."""
    for chunk in _overlapping(archive, name):
        for found in COMPUTED.finditer(chunk):
            place = REFERENCE.search(found[0])
            if place is None:
                raise Unreadable(_("The sheet holds formulas: put their values in their places."))
            column = 0
            for letter in place[1]:
                column = column * 26 + letter - 64
            # A formula that leaves its cell blank comes to a text, and blank is its value.
            yield (int(place[2]), column - 1), bool(TEXT.search(found[0]))


def _overlapping(archive, name):
    """A part in chunks, each beginning with the end of the one before."""
    with archive.open(name) as file:
        end = b""
        while chunk := file.read(CHUNK):
            yield end + chunk
            end = chunk[-OVERLAP:]


def _sheets(archive):
    """The part of each sheet by its name, in the workbook's order."""
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _index(archive, "xl/_rels/workbook.xml.rels")
    }
    sheets = {}
    for element in _index(archive, "xl/workbook.xml").iter():
        target = relations.get(element.get(RELATIONS), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if element.tag.endswith("}sheet") and part in archive.parts:
            sheets[element.get("name", "")] = part
    return sheets


def _index(archive, name):
    if name not in archive.parts or archive.parts[name].file_size > MAX_INDEX:
        raise Unreadable(_("This is not a workbook of Excel: save it as .xlsx."))
    try:
        with archive.open(name) as file:
            return ElementTree.fromstring(file.read())
    except ElementTree.ParseError:
        raise Unreadable(_("The workbook is damaged: save it again.")) from None


def _rows(path, index):
    command = [sys.executable, "-I", str(READER), str(path), str(index)]
    command += [str(MAX_ROWS), str(MAX_COLUMNS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            for line in process.stdout:
                number, cells, figures = json.loads(line)
                if number == 0:
                    raise Unreadable(_refusal(cells))
                for place in figures:
                    cells[place] = Figure(cells[place])
                yield number, cells
            if process.wait() != 0:
                raise Unreadable(
                    _("The workbook needs more memory or time than it may: save it as CSV.")
                )
        finally:
            process.kill()


def _refusal(kind):
    return {
        "rows": _("The sheet has more than %(most)s rows: divide it.") % {"most": f"{MAX_ROWS:,}"},
        "columns": _("The sheet has more than %(most)s columns: remove some.")
        % {"most": MAX_COLUMNS},
    }.get(kind, _("The workbook is damaged: save it again."))
