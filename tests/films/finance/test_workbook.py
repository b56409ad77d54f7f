"""The plan as a workbook: formulas out, differences back, nothing stored before it was seen."""

import io
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from films.deal.saving import save_together
from films.finance.sheets import FINANCE_PLAN
from films.finance.workbook import tame, untamed
from tests.films.finance.making import SheetForm, address, make_draft, signed_in

pytestmark = pytest.mark.django_db
PLAN = {
    "budget": {
        "lines": [
            {"account": "Crew", "country": "KZ", "amount": "1000"},
            {"account": "=1+1", "country": "FR", "amount": "200000", "currency": "KZT"},
        ]
    },
    "fx": [{"currency": "KZT", "rate": "0.001750", "date": "2026-05-01"}],
    "sources": [
        {"id": "S1", "status": "confirmed", "amount": "420000", "currency": "KZT",
         "contributor": "A"},
        {"id": "S2", "status": "loi", "amount": "100.01", "split_pct": {"A": "50", "B": "50"},
         "conditions": "+49 30 to be called", "expires_on": "2026-12-31"},
        {"id": "S3", "status": "rejected", "amount": "999", "split_weights": {"A": "1", "B": "2"}},
        {"id": "S4", "amount": None, "evidence": "'=quoted"},
    ],
}  # fmt: skip


def taken(plan=PLAN):
    version, editor = make_draft(("A", "KZ"), ("B", "FR"))
    version = save_together(FINANCE_PLAN, version, plan, FINANCE_PLAN.input_of(version)).version
    client = signed_in(editor)
    file = client.get(address(version, "finance-plan-workbook"))
    return version, client, file.getvalue()


def sent(client, version, book, name="plan.xlsx"):
    data = book
    if not isinstance(book, bytes):
        target = io.BytesIO()
        book.save(target)
        data = target.getvalue()
    upload = SimpleUploadedFile(name, data)
    return client.post(address(version, "finance-plan-upload"), {"file": upload})


def column(sheet, head):
    return next(cell.column for cell in sheet[1] if cell.value == head)


def values(sheet, head, rows):
    place = column(sheet, head)
    return [sheet.cell(row, place).value for row in range(2, 2 + rows)]


def test_amounts_are_numbers_and_sums_are_formulas_with_our_figures():
    _version, _client, file = taken()

    formulas, figures = (
        load_workbook(io.BytesIO(file)),
        load_workbook(io.BytesIO(file), data_only=True),
    )

    sources = figures["Sources"]
    assert values(sources, "amount", 3) == [420000, 100.01, 999]
    assert values(sources, "converted", 3) == [735, 100.01, 999]
    assert values(sources, "counted", 3) == [735, 100.01, 0]
    assert values(sources, "for: A", 2) == [735, 50.01]
    assert values(sources, "for: B", 2) == [0, 50]
    totals = [[cell.value for cell in row] for row in figures["Totals"].iter_rows()]
    assert totals[:6] == [
        ["Base currency", "EUR", None],
        ["Budget", 1350, None],
        ["Finance", 835.01, None],
        ["Gap", 514.99, None],
        ["Secured", 735, None],
        ["Secured share", 0.5444, None],
    ]
    assert totals[8:11] == [
        ["A", "KZ", 785.01],
        ["B", "FR", 50],
        ["Counts for nobody yet", None, 0],
    ]
    assert totals[13:] == [["KZ", None, 785.01], ["FR", None, 50]]
    cells = formulas["Sources"]
    assert cells.cell(2, column(cells, "converted")).value == (
        '=IF(D2="","",ROUND(D2*IF(OR(E2="",E2=Totals!$B$1),1,VLOOKUP(E2,Rates!$A:$B,2,FALSE)),2))'
    )
    assert cells.cell(2, column(cells, "counted")).value.startswith('=IF(M2="","",IF(OR(')
    assert formulas["Totals"]["B4"].value == "=B2-B3"
    assert formulas["Totals"]["C9"].value == "=SUM(Sources!$O$2:$O$6000)"


def test_no_text_of_a_person_is_run():
    _version, _client, file = taken()

    book = load_workbook(io.BytesIO(file))

    assert book["Budget"]["A3"].value == "'=1+1"
    assert values(book["Sources"], "conditions", 2) == [None, "'+49 30 to be called"]


@pytest.mark.parametrize("text", ["plain", "=1", "'=1", "''=1", "'quoted", "+1", "-", "@a", ""])
def test_a_tamed_text_comes_back_as_it_was(text):
    assert untamed(tame(text)) == text


def test_a_workbook_that_nobody_edited_changes_nothing():
    version, client, file = taken()

    page = sent(client, version, file).content.decode()

    assert "there is nothing to change" in page


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_number_in_a_cell_has_a_decimal_point_and_no_thousands(language):
    plan = {**PLAN, "fx": [{"currency": "KWD", "rate": "3.001"}],
            "sources": [{"id": "S1", "amount": "850.125", "currency": "KWD"},
                        {"id": "S2", "amount": "-0", "currency": "EUR"},
                        {"id": "S3", "amount": "300.000", "currency": "KWD"}],
            "budget": {"lines": []}}  # fmt: skip
    version, client, file = taken(plan)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    unchanged = sent(client, version, file)
    book = load_workbook(io.BytesIO(file))
    book["Sources"].cell(2, column(book["Sources"], "amount")).value = 300.125
    page = sent(client, version, book).content.decode()
    client.post(address(version, "finance-plan-upload"), {**hidden(page), "act": "store"})

    assert (unchanged.context["faults"], unchanged.context["changes"]) == ([], [])
    assert [str(row.amount) for row in version.financerows.all()] == ["300.125", "0.00", "300.000"]


def test_differences_are_shown_and_stored_only_when_confirmed():
    version, client, file = taken()
    before = FINANCE_PLAN.input_of(version)
    book = load_workbook(io.BytesIO(file))
    sheet = book["Sources"]
    sheet.cell(2, column(sheet, "amount")).value = 500000
    sheet.cell(2, column(sheet, "status")).value = "Letter of Intent"
    sheet.cell(6, column(sheet, "source")).value = "S5"
    sheet.cell(6, column(sheet, "amount")).value = "1,150,000.00"
    sheet.cell(6, column(sheet, "counts for")).value = "A:60|B:40"
    book["Budget"].delete_rows(3)

    response = sent(client, version, book)

    page = response.content.decode()
    assert response.status_code == 200
    assert FINANCE_PLAN.input_of(version) == before
    for text in ("420 000.00", "500 000", "letter of intent", "added", "removed"):
        assert text in page
    given = hidden(page)
    stored = client.post(address(version, "finance-plan-upload"), {**given, "act": "store"})
    assert stored["Location"] == address(version, "finance-plan")
    after = FINANCE_PLAN.input_of(version)
    assert [(one["id"], one["status"], one["amount"]) for one in after["sources"]] == [
        ("S1", "loi", "500000.00"),
        ("S2", "loi", "100.01"),
        ("S3", "rejected", "999.00"),
        ("S4", "applied", None),
        ("S5", "applied", "1150000.00"),
    ]
    assert after["sources"][4]["split_pct"] == {"A": "60", "B": "40"}
    assert [one["account"] for one in after["budget"]["lines"]] == ["Crew"]
    assert after["sources"][1]["conditions"] == "+49 30 to be called"


def hidden(page):
    reader = SheetForm()
    reader.feed(page.replace('action="/deals', 'id="sheet" action="/deals'))
    return {name: reader.found[name] for name in ("given", "base")}


def test_every_fault_is_told_with_row_column_value_and_reason():
    version, client, file = taken()
    before = FINANCE_PLAN.input_of(version)
    book = load_workbook(io.BytesIO(file))
    sheet = book["Sources"]
    sheet.cell(2, column(sheet, "amount")).value = "much"
    sheet.cell(3, column(sheet, "status")).value = "perhaps"
    sheet.cell(4, column(sheet, "counts for")).value = "Nobody"
    sheet.cell(5, column(sheet, "amount")).value = "=1+1"
    sheet.cell(5, column(sheet, "expires on")).value = "soon"
    book["Rates"]["B2"].value = 0

    response = sent(client, version, book)

    found = [(sheet, one.row, one.column, one.value) for sheet, one in response.context["faults"]]
    assert response.status_code == 400
    assert sorted(found) == [
        ("Rates", 2, "rate", "0"),
        ("Sources", 2, "amount", "much"),
        ("Sources", 3, "status", "perhaps"),
        ("Sources", 4, "counts for", "Nobody"),
        ("Sources", 5, "amount", ""),
        ("Sources", 5, "expires on", "soon"),
    ]
    assert FINANCE_PLAN.input_of(version) == before


def test_cells_are_read_as_other_programs_and_people_write_them():
    version, client, file = taken()
    book = load_workbook(io.BytesIO(file))
    sheet = book["Sources"]

    def write(row, **cells):
        for head, value in cells.items():
            sheet.cell(row, column(sheet, head.replace("_", " "))).value = value

    write(2, amount=0.1 + 0.2, status="подтверждено", currency="тенге", recouped="нет")
    write(3, amount="€ 300.000,00", type="MG", recouped="да", expires_on=46387)
    sheet.cell(3, column(sheet, "expires on")).number_format = "dd.mm.yyyy"
    write(4, amount="420 млн", currency="₸", recouped="ИСТИНА", expires_on="31.12.2026")
    # Texts stand inside the cells now, as in files of LibreOffice; a mark may be a boolean.
    write(5, amount="12 500,-", currency="Euro", recouped=False)

    page = sent(client, version, book).content.decode()

    client.post(address(version, "finance-plan-upload"), {**hidden(page), "act": "store"})
    found = [
        (one.amount, one.currency, one.type, one.status, one.recoupable, str(one.expires_on))
        for one in version.financerows.order_by("position")
    ]
    assert [(str(amount), *rest) for amount, *rest in found] == [
        ("0.30", "KZT", "other", "confirmed", False, "None"),
        ("300000.00", "EUR", "minimum_guarantee", "loi", True, "2026-12-31"),
        ("420000000.00", "KZT", "other", "rejected", True, "2026-12-31"),
        ("12500.00", "EUR", "other", "applied", False, "None"),
    ]


def test_cells_that_mean_two_things_are_refused_where_they_stand():
    version, client, file = taken()
    book = load_workbook(io.BytesIO(file))
    sheet = book["Sources"]
    sheet.cell(2, column(sheet, "amount")).value = "300.000"
    sheet.cell(3, column(sheet, "amount")).value = "$ 300"
    sheet.cell(3, column(sheet, "currency")).value = None
    sheet.cell(4, column(sheet, "recouped")).value = "maybe"
    sheet.cell(5, column(sheet, "amount")).value = "n/a"

    response = sent(client, version, book)

    found = [(one.row, one.column, one.value, one.reason) for _s, one in response.context["faults"]]
    assert sorted(found) == [
        (2, "amount", "300.000",
         "“300.000” can be read in two ways: write 300.00 or 300 000."),
        (3, "amount", "$ 300",
         "“$” is the sign of several currencies. Write the code of the currency into its own "
         "cell, such as USD."),
        (4, "recouped", "maybe", "This is neither true nor false. Write true or false."),
        (5, "amount", "n/a",
         "“n/a” is not a number. Leave the cell empty where the amount is not known; nothing is "
         "0."),
    ]  # fmt: skip


def test_an_amount_finer_than_its_currency_is_a_fault_of_its_row():
    version, client, file = taken()
    book = load_workbook(io.BytesIO(file))
    sheet = book["Sources"]
    sheet.cell(3, column(sheet, "amount")).value = 100.015

    response = sent(client, version, book)

    ((_sheet, fault),) = response.context["faults"]
    assert (fault.row, fault.column, fault.value) == (3, "amount", "100.015")


def test_a_row_copied_in_the_spreadsheet_is_a_new_one():
    version, client, file = taken()
    book = load_workbook(io.BytesIO(file))
    sheet = book["Budget"]
    for place in range(1, 5):
        sheet.cell(4, place).value = sheet.cell(2, place).value
    sheet.cell(4, column(sheet, "key")).value = sheet.cell(2, column(sheet, "key")).value

    page = sent(client, version, book).content.decode()
    client.post(address(version, "finance-plan-upload"), {**hidden(page), "act": "store"})

    accounts = [line.account for line in version.budgetlines.all()]
    assert accounts == ["Crew", "=1+1", "Crew"]


def test_what_somebody_else_changed_meanwhile_is_kept():
    version, client, file = taken()
    book = load_workbook(io.BytesIO(file))
    book["Sources"].cell(3, column(book["Sources"], "amount")).value = 77
    given = hidden(sent(client, version, book).content.decode())
    other = FINANCE_PLAN.input_of(version)
    other["sources"][0]["amount"] = "1"
    save_together(FINANCE_PLAN, version, other, FINANCE_PLAN.input_of(version))

    client.post(address(version, "finance-plan-upload"), {**given, "act": "store"})

    assert [row.amount for row in version.financerows.all()] == [1, 77, 999, None]


def bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (201 * 2**20))
    return target.getvalue()


def with_macros():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/vbaProject.bin", b"")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK not really", "damaged"),
        (b"\xd0\xcf\x11\xe0old", "save it as .xlsx"),
        (b"amount\n5\n", "save it as .xlsx"),
        (bomb, "unpacked"),
        (with_macros, "macros"),
    ],
)
def test_what_is_no_workbook_of_ours_is_refused(data, reason):
    version, client, _file = taken()

    response = sent(client, version, data() if callable(data) else data)

    assert response.status_code == 400
    assert reason in response.content.decode()


def test_a_sheet_or_a_column_that_is_missing_is_named():
    version, client, file = taken()
    book = load_workbook(io.BytesIO(file))
    book["Sources"].cell(1, column(book["Sources"], "amount")).value = "sum"

    response = sent(client, version, book)
    del book["Rates"]
    other = sent(client, version, book)

    assert [(one.row, one.column) for _sheet, one in response.context["faults"]][:2] == [
        (1, "amount"),
        (1, "sum"),
    ]
    assert "no sheet “Rates”" in other.content.decode()


@pytest.mark.parametrize("given", ["", "[]", "{", "7"])
def test_nothing_is_stored_without_a_plan(given):
    version, client, _file = taken()

    response = client.post(
        address(version, "finance-plan-upload"), {"act": "store", "given": given}
    )

    assert response.status_code == 400


def test_a_workbook_taken_in_one_language_comes_back_in_another():
    version, client, _file = taken()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    file = client.get(address(version, "finance-plan-workbook")).getvalue()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = sent(client, version, file).content.decode()

    assert load_workbook(io.BytesIO(file))["Sources"]["C2"].value != "confirmed"
    assert "there is nothing to change" in page
