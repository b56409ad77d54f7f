"""Files to import, written for one test."""

import csv
from datetime import UTC, datetime

from films.exchange.importing import Refused, Wishes, import_films

AT = datetime(2026, 5, 17, 12, tzinfo=UTC)


def written(path, *rows):
    """A CSV of our template: the columns that the rows name."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def imported(path, *rows, dry_run=False, **wishes):
    """What becomes of importing a file, or the rows it is written with."""
    file = written(path, *rows) if rows else path
    return import_films(file, at=AT, wishes=Wishes(**wishes), dry_run=dry_run)


def errors(path, *rows, **wishes):
    """Row, column, value and reason of every error that refuses a file."""
    try:
        outcome = imported(path, *rows, **wishes)
    except Refused as refusal:
        found = refusal.outcome.report.errors
        return [(error.row, error.column, error.value, error.reason) for error in found]
    raise AssertionError(f"nothing was refused: {outcome.summary}")


def warnings(outcome):
    return [(one.row, one.column, one.value, one.reason) for one in outcome.report.warnings]
