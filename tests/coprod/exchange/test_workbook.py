import resource
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from coprod.exchange.limits import Unreadable
from tests.coprod.exchange.test_table import read

SHEET = "xl/worksheets/sheet1.xml"


def saved(path, rows, *, sheet="Films"):
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def changed(path, name, change):
    """The same workbook with one part changed or, where there was none, added."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def test_workbook_cells_are_read_as_people_write_them(tmp_path):
    file = saved(
        tmp_path / "films.xlsx",
        [
            ["title", "year", "budget", "on", "at", "official"],
            ["Монгол", 2007, 0.1 + 0.2, date(2007, 9, 20), datetime(2007, 9, 20, 18, 30), True],
            ["=1+1 is not a formula here", 1e15, 1250000.5, None, None, False],
        ],
    )
    changed(file, SHEET, lambda xml: xml.replace(b"<f>1+1 is not a formula here</f><v />", b""))

    columns, rows, errors = read(file)

    assert columns == ["title", "year", "budget", "on", "at", "official"]
    assert rows[0] == (2, "Монгол", "2007", "0.3", "2007-09-20", "2007-09-20T18:30:00", "true")
    assert rows[1][2:] == ("1000000000000000", "1250000.5", "", "", "false")
    assert errors == []


def test_workbook_counts_the_rows_of_the_sheet(tmp_path):
    book = Workbook()
    book.active["B3"], book.active["C3"] = "title", "year"
    book.active["B6"], book.active["C6"] = "Ozen", 1998
    book.save(tmp_path / "films.xlsx")

    assert read(tmp_path / "films.xlsx") == (["title", "year"], [(6, "Ozen", "1998")], [])


def test_workbook_sheet_can_be_named(tmp_path):
    book = Workbook()
    book.active.append(["title"])
    second = book.create_sheet("Übersicht")
    second.append(["title"])
    second.append(["Ozen"])
    book.save(tmp_path / "films.xlsx")

    assert read(tmp_path / "films.xlsx", sheet="Übersicht")[1] == [(2, "Ozen")]
    with pytest.raises(Unreadable, match="no sheet “Filme”: it has “Sheet”, “Übersicht”"):
        read(tmp_path / "films.xlsx", sheet="Filme")


def test_workbook_formulas_are_refused_by_cell(tmp_path):
    file = saved(
        tmp_path / "films.xlsx",
        [["title", "year"], ["A", "=1990+1"], ["B", 1990], ["=CONCATENATE(1)", 1991]],
    )

    _columns, rows, errors = read(file)

    reason = "The cell holds a formula or an error: put its value in its place."
    assert rows == [(3, "B", "1990")]
    assert errors == [f"row 2, column year: {reason}", f"row 4, column title: {reason}"]


def test_workbook_row_of_unsaved_formulas_is_no_empty_row(tmp_path):
    file = saved(tmp_path / "films.xlsx", [["title", "year"], ["=A9"], ["B", 1990], ["=A8", "=B8"]])

    _columns, rows, errors = read(file)

    reason = "The cell holds a formula or an error: put its value in its place."
    assert rows == [(3, "B", "1990")]
    assert errors == [
        f"row 2, column title: {reason}",
        f"row 4, column title: {reason}",
        f"row 4, column year: {reason}",
    ]


def test_workbook_row_of_formulas_that_come_to_nothing_is_empty(tmp_path):
    file = saved(tmp_path / "films.xlsx", [["title", "year"], ["B", 1990], ['=IF(A9="","",A9)']])
    changed(file, SHEET, lambda xml: xml.replace(b'<c r="A3">', b'<c r="A3" t="str">'))

    assert read(file)[1:] == ([(2, "B", "1990")], [])


def test_workbook_formula_in_the_header_is_refused(tmp_path):
    file = saved(tmp_path / "films.xlsx", [["title", "=A1"], ["A", "B"]])

    with pytest.raises(Unreadable, match="The header holds a formula"):
        read(file)


def test_workbook_errors_are_refused_by_cell(tmp_path):
    file = saved(tmp_path / "films.xlsx", [["title", "year"], ["A", 1990]])
    changed(file, SHEET, lambda xml: xml.replace(b't="n"><v>1990', b't="e"><v>#N/A'))

    assert read(file)[2][0].startswith("row 2, column year: The cell holds a formula or an error")


def test_workbook_with_macros_is_refused(tmp_path):
    file = saved(tmp_path / "films.xlsx", [["title"], ["A"]])
    changed(file, "xl/vbaProject.bin", lambda _nothing: b"macro")

    with pytest.raises(Unreadable, match="holds macros"):
        read(file)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_workbook_with_entities_is_refused(tmp_path, part):
    declaration = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    file = saved(tmp_path / "films.xlsx", [["title"], ["A"]])
    changed(file, part, lambda xml: declaration + xml)

    with pytest.raises(Unreadable, match="holds declarations"):
        read(file)


def test_workbook_declaration_across_two_chunks_is_refused(tmp_path):
    file = saved(tmp_path / "films.xlsx", [["title"], ["A"]])
    padding = b"<!--" + b" " * (2**20 - 4 - 4 - 3) + b"-->"
    changed(file, SHEET, lambda xml: padding + b"<!DOCTYPE x []>" + xml)

    with pytest.raises(Unreadable, match="holds declarations"):
        read(file)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([["title"], *[["A"]] * 100_001], "more than 100,000 rows"),
        ([["title"], ["A"] * 201], "more than 200 columns"),
    ],
)
def test_workbook_beyond_the_limits_is_refused(tmp_path, rows, reason):
    file = saved(tmp_path / "films.xlsx", rows)

    assert reason in read_errors(file)[0]


def test_workbook_of_two_far_cells_takes_no_memory(tmp_path):
    file = saved(tmp_path / "films.xlsx", [["title"], ["A"]])
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    changed(file, SHEET, lambda xml: xml.replace(b"</sheetData>", far))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    errors = read_errors(file)

    assert "more memory or time than it may" in errors[0] or "100,000 rows" in errors[0]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 600_000


def test_workbook_bomb_is_refused_before_it_is_unpacked(tmp_path):
    file = saved(tmp_path / "films.xlsx", [["title"], ["A"]])
    changed(file, "xl/sharedStrings.xml", lambda _nothing: b"<sst>" + b" " * 201 * 2**20)

    assert file.stat().st_size < 2**20
    with pytest.raises(Unreadable, match="more than 200 MB unpacked"):
        read(file)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET])
def test_workbook_of_broken_parts_is_refused(tmp_path, part):
    file = saved(tmp_path / "films.xlsx", [["title"], ["A"]])
    changed(file, part, lambda xml: xml[: len(xml) // 2])

    assert read_errors(file)[0]


def read_errors(file):
    try:
        return read(file)[2]
    except Unreadable as refusal:
        return [str(refusal)]
