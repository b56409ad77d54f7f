"""Reads one sheet of a workbook in a process of its own, and prints its rows as JSON lines.

    python -I workbook_reader.py FILE SHEET ROWS COLUMNS

It holds itself to little memory and time: a small file can ask for both without end. A last line
whose number is 0 says why it gave up.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal

MEMORY = 512 * 2**20
SECONDS = 60


def main(path, sheet, rows, columns):
    limit_itself()
    # Only now: what the parser allocates counts from its first byte.
    from python_calamine import CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(path) as workbook:
            print_rows(workbook.get_sheet_by_index(int(sheet)), int(rows), int(columns))
    except MemoryError:
        raise
    except Exception:
        # Whatever the parser stumbles over, the file is damaged.
        refuse("damaged")


def limit_itself():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def print_rows(sheet, most_rows, most_columns):
    if sheet.end is None:
        return
    # The header and as many rows below it.
    if sheet.end[0] - sheet.start[0] > most_rows:
        refuse("rows")
    elif sheet.end[1] - sheet.start[1] >= most_columns:
        refuse("columns")
    else:
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            figures = [place for place, cell in enumerate(cells) if is_figure(cell)]
            print(json.dumps([number, [text(cell) for cell in cells], figures]))


def refuse(kind):
    print(json.dumps([0, kind, []]))


def is_figure(cell):
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def text(cell):
    """A cell as a person would write it into a text file."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        # Excel keeps fifteen digits; what a binary fraction adds to them nobody wrote.
        return f"{Decimal(format(cell, '.15g')):f}"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


if __name__ == "__main__":
    main(*sys.argv[1:])
