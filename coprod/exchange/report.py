"""What is to be said about a file: errors and warnings, each with row, column, value, reason."""

import csv
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from coprod.exchange.faults import shorten

COLUMNS = ["row", "column", "value", "reason", "severity"]
# Spreadsheets take a text that starts so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on one value; row 0 is the file as a whole."""

    row: int
    column: str
    value: str
    reason: str

    def __str__(self):
        place = [f"row {self.row}"] if self.row else []
        place += [f"column {self.column}"] if self.column else []
        place += [f"“{self.value}”"] if self.value else []
        return f"{', '.join(place)}: {self.reason}" if place else self.reason


@dataclass
class Report:
    """All remarks on one file. Errors refuse the whole file, warnings are only told."""

    errors: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def error(self, row, column, value, reason):
        self.errors.append(Remark(row, column, shorten(value), str(reason)))

    def warn(self, row, column, value, reason):
        self.warnings.append(Remark(row, column, shorten(value), str(reason)))

    def note(self, row, column, value, reason):
        """Something that happens to a row: it is new, or one of its values changes."""
        self.notes.append(Remark(row, column, shorten(value), str(reason)))

    @property
    def refused_rows(self):
        return len({remark.row for remark in self.errors})

    def write(self, path, summary):
        """Write everything into a file: JSON if its name ends so, CSV otherwise."""
        if Path(path).suffix.casefold() == ".json":
            self._write_json(path, summary)
        else:
            self._write_csv(path)

    def _write_csv(self, path):
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for severity, remarks in self._by_severity():
                for remark in remarks:
                    cells = (remark.column, remark.value, remark.reason)
                    writer.writerow([remark.row, *map(_harmless, cells), severity])

    def _write_json(self, path, summary):
        content = {**summary}
        for severity, remarks in self._by_severity():
            content[f"{severity}s"] = [asdict(remark) for remark in remarks]
        with open(path, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=1)

    def _by_severity(self):
        return [("error", self.errors), ("warning", self.warnings), ("note", self.notes)]


def _harmless(text):
    """A text that no spreadsheet runs; a plain number stays a number."""
    if not text.startswith(FORMULA_STARTS) or _is_number(text):
        return text
    return f"'{text}"


def _is_number(text):
    return text[:1] in "+-" and text[1:].replace(".", "", 1).isdigit() and text.isascii()
