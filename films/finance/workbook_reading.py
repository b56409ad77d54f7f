"""A workbook of a finance plan that comes back: read strictly, and told with row and column."""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from coprod.exchange.archive import MAX_PACKED, Archive
from coprod.exchange.faults import BadInput, Fault
from coprod.exchange.limits import Unreadable
from coprod.exchange.report import Remark, Report
from coprod.exchange.table import OLD_EXCEL, Table
from coprod.exchange.workbook import Figure, workbook_rows
from coprod.typed import unmistakable
from films.calculators.grid import cell
from films.calculators.grid.choices import is_yes
from films.calculators.grid.ledger import no_number
from films.calculators.grid.spelled import with_codes
from films.finance.grid_plan import TABLES, fill, read
from films.finance.workbook import (
    CONVERTED,
    COUNTED,
    FOR,
    KEY,
    SHEETS,
    head_of,
    untamed,
)

PATH = re.compile(r"(sources|budget\.lines|fx)\[([0-9]+)\]\.?(.*)")
SHEET_OF = {"sources": "Sources", "budget.lines": "Budget", "fx": "Rates"}


@dataclass
class Uploaded:
    """The input that a workbook holds, the line of each of its rows, and what is wrong with it."""

    given: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)
    faults: list[tuple[str, Remark]] = field(default_factory=list)

    def add(self, faults: list[Fault]) -> None:
        """Faults of the input, at the row and the column where the workbook has them."""
        for one in faults:
            sheet, row, head = self.place(one.path)
            said, remedy = one.fault.translated(_), one.remedy.translated(_)
            value, column = one.value.strip(), column_under(sheet, head)
            if column and column.is_number and not cell.PLAIN_TYPED.fullmatch(one.value):
                said, remedy = no_number(value, column)
            self.faults.append((sheet, Remark(row, head, value, f"{said} {remedy}".strip())))

    def place(self, path: str) -> tuple[str, int, str]:
        found = PATH.fullmatch(path)
        if not found:
            return "", 0, path
        sheet = SHEET_OF[found[1]]
        lines, number = self.lines.get(sheet, []), int(found[2])
        name = re.split(r"[.\[]", found[3])[0]
        heads = next(heads for title, _table, heads in SHEETS if title == sheet)
        ways = {"contributor", "split_pct", "split_weights"}
        head = "counts for" if name in ways else heads.get(name, name)
        return sheet, lines[number] if number < len(lines) else 0, head


def column_under(sheet: str, head: str) -> cell.Column | None:
    for title, table, heads in SHEETS:
        for column in table.columns:
            if title == sheet and head_of(column, heads) == head:
                return column
    return None


class PlanTable(Table):
    """A sheet of the workbook, whose own formulas are no fault; they are not read."""

    def __init__(self, rows: Any, described: str, computed: Any):
        super().__init__(rows, described, ())
        self._computed = {
            (row, place): is_text
            for (row, place), is_text in computed.items()
            if place < len(self.columns) and not is_computed(self.columns[place])
        }

    def _is_sound(self, report: Report, number: int, cells: list[str]) -> bool:
        """What is wrong is told, and the rest of the row is judged all the same."""
        super()._is_sound(report, number, cells)
        return True


def is_computed(head: str) -> bool:
    return head in {CONVERTED, COUNTED} or head.startswith(FOR)


@contextmanager
def on_disk(upload: Any) -> Iterator[str]:
    """The uploaded file under a name of ours, gone afterwards."""
    if upload.size > MAX_PACKED:
        raise Unreadable(
            _("The file is larger than %(most)s MB packed: divide it.")
            % {"most": MAX_PACKED // 2**20}
        )
    with tempfile.NamedTemporaryFile(suffix=".xlsx", delete=False) as file:
        for chunk in upload.chunks():
            file.write(chunk)
    try:
        yield file.name
    finally:
        os.unlink(file.name)


def uploaded(upload: Any, stored: Mapping[str, Any]) -> Uploaded:
    """What the workbook says; partners, base currency and stated total stay as they are stored."""
    found = Uploaded()
    try:
        with on_disk(upload) as path:
            refuse_other_formats(path)
            archive = Archive(path)
            # The workbook's rows take the places of those that are stored.
            typed = typed_of(fill(dict(stored)), TABLES)
            for sheet, table, heads in SHEETS:
                rows = list(rows_of(archive, sheet, table, heads, found))
                typed.tables[table.name] = rows
                found.lines[sheet] = [row.number for row in rows]
            with_codes((), TABLES, typed)
    except Unreadable as refusal:
        remark = Remark(refusal.row, refusal.column, refusal.value, refusal.reason)
        found.faults.append(("", remark))
        return found
    try:
        found.given = read(typed)
    except (BadInput, cell.DoesNotFit):
        found.faults.append(("", Remark(0, "", "", _("The workbook does not hold a plan."))))
    return found


def refuse_other_formats(path: str) -> None:
    with open(path, "rb") as file:
        start = file.read(8)
    if start.startswith(OLD_EXCEL):
        raise Unreadable(_("This is an old or a protected workbook: save it as .xlsx."))
    if not start.startswith(b"PK"):
        raise Unreadable(_("This is not a workbook of Excel: save it as .xlsx."))


def typed_of(filled: cell.Filled, tables: Sequence[cell.Table]) -> cell.Typed:
    """What a filled ledger would post."""
    texts = {name: one.text for name, one in filled.fields.items() if one.text}
    rows = {
        table.name: [
            cell.TypedRow(
                number,
                {name: one.text for name, one in row.cells.items() if one.text},
                row.rest,
            )
            for number, row in enumerate(filled.tables[table.name])
        ]
        for table in tables
    }
    return cell.Typed(texts, rows, filled.rest)


def rows_of(
    archive: Archive, sheet: str, table: cell.Table, heads: Mapping[str, str], found: Uploaded
) -> Iterator[cell.TypedRow]:
    rows, described, computed = workbook_rows(archive, sheet)
    try:
        listed = PlanTable(rows, described, computed)
        columns = {head_of(column, heads): column for column in table.columns}
        check_heads(sheet, listed.columns, columns, found)
        report = Report()
        seen: set[str] = set()
        for line in listed.lines(report):
            texts = {
                column.name: text
                for head, column in columns.items()
                if (text := text_of(line.cells.get(head, ""), column))
            }
            if not texts:
                continue
            found.faults += [
                (sheet, Remark(line.number, head, texts[column.name], neither()))
                for head, column in columns.items()
                if column.kind == "flag" and texts.get(column.name, "1") != "1"
            ]
            key = line.cells.get(KEY, "").strip()
            # A row that was copied in the spreadsheet is a new one.
            rest = {"key": key} if key and key not in seen else {}
            seen.add(key)
            yield cell.TypedRow(line.number, texts, rest)
        found.faults += [(sheet, remark) for remark in report.errors]
    finally:
        rows.close()


def neither() -> str:
    return f"{_('This is neither true nor false.')} {_('Write true or false.')}"


def check_heads(sheet: str, heads: list[str], known: Mapping[str, Any], found: Uploaded) -> None:
    missing = [head for head in known if head not in heads]
    for head in missing:
        reason = _("This column is missing: take the workbook anew, and edit its rows only.")
        found.faults.append((sheet, Remark(1, head, "", reason)))
    for head in heads:
        if head not in known and head != KEY and not is_computed(head):
            reason = _("No column has this name: rename or remove it.")
            found.faults.append((sheet, Remark(1, head, "", reason)))


def text_of(text: str, column: cell.Column) -> str:
    """A cell as the ledger would have it; what is neither yes nor no stays as it is."""
    if column.kind == "flag":
        return {True: "1", False: "", None: text.strip()}[is_yes(text)]
    if column.kind == "amount" and isinstance(text, Figure):
        return unmistakable(text)
    return untamed(text.strip())
