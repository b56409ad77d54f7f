"""The rows of a list as files: streamed, exact, and harmless when a spreadsheet opens them."""

import csv as csv_module
import tempfile
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.http import FileResponse, HttpResponse, StreamingHttpResponse

# A spreadsheet runs a cell that begins with one of these.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value):
    """The cell as text that no spreadsheet takes for a formula; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


class _Line:
    """A file that gives each written line back."""

    def write(self, text):
        return text


def csv(name, columns, rows):
    """A CSV in UTF-8 with a header of column names, one line a row, sent as it is made."""
    writer = csv_module.writer(_Line())

    def lines():
        yield writer.writerow([column.name for column in columns])
        for row in rows:
            yield writer.writerow([harmless(column.cell(row)) for column in columns])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx(name, columns, rows, about):
    """A workbook: the rows on one sheet, where they come from on a second."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer reads it, and closes it
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    sheet = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, bold)
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            _write(sheet, line, place, column.cell(row))
    notes = book.add_worksheet("about")
    for line, (label, value) in enumerate(about):
        notes.write_string(line, 0, str(label), bold)
        notes.write(line, 1, value)
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)


def _write(sheet, line, place, value):
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int | Decimal):
        sheet.write_number(line, place, value)
    elif isinstance(value, datetime | date):
        sheet.write_datetime(line, place, value)
    else:
        sheet.write_string(line, place, str(value)[:32_000])


def refused(problems):
    """Why the file cannot be made, one line a parameter."""
    lines = [f"{name}: {' '.join(sentences)}" for name, sentences in problems.items()]
    return HttpResponse("\n".join(lines), status=400, content_type="text/plain; charset=utf-8")
