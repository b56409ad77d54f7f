"""A finance plan as a workbook that goes on calculating: amounts are numbers, sums are formulas.

What people typed is written as text that no program runs (`tame`), and formulas refer to it by
cell only. The columns are known by their English heads, in whatever order they come back.
"""

import tempfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from coprod.lists.files import DANGEROUS, XLSX_TYPE
from coprod.money import exponent
from films.calculators.grid.cell import Cell, Column, Row, Table
from films.calculators.grid.finance_plan import LINES, RATES, STATUSES, TYPES
from films.finance.grid_plan import SOURCES, fill
from films.finance.reading import converted

# (name of the sheet, table of the ledger, {column: its head in the file}).
SHEETS: tuple[tuple[str, Table, Mapping[str, str]], ...] = (
    (
        "Sources",
        SOURCES,
        {"id": "source", "country": "origin", "counts_for": "counts for",
         "recoupable": "recouped", "expires_on": "expires on"},
    ),
    ("Budget", LINES, {"country": "covered by"}),
    ("Rates", RATES, {"date": "day"}),
)  # fmt: skip
TOTALS = "Totals"
KEY, CONVERTED, COUNTED, FOR = "key", "converted", "counted", "for: "
YES = "yes"
# Rows below the last one in which the formulas wait.
SPARE = 40
# A spreadsheet's numbers have fifteen digits.
DIGITS = 15
NOT_COUNTED = {"rejected", "withdrawn"}
SECURED = ("confirmed", "paid")


def head_of(column: Column, heads: Mapping[str, str]) -> str:
    return heads.get(column.name, column.name)


def tame(text: str) -> str:
    """The text as no spreadsheet runs it; `untamed` gives exactly what it was."""
    return f"'{text}" if text.lstrip("'").startswith(DANGEROUS) else text


def untamed(text: str) -> str:
    is_tame = text.startswith("'") and text.lstrip("'").startswith(DANGEROUS)
    return text[1:] if is_tame else text


def label_of(options: Sequence[tuple[str, str]], value: str) -> str:
    return _(dict(options).get(value, value))


class Workbook:
    """The workbook of one plan; `said` is the calculator's answer, None where it has no figure."""

    def __init__(self, given: Mapping[str, Any], said: Mapping[str, Any] | None):
        self.given, self.said = given, said
        self.partners = [(one["id"], one["country"]) for one in given["coproducers"]]
        self.filled = fill(dict(given))
        # The file is read by the answer, which closes it.
        self.file = tempfile.TemporaryFile()  # noqa: SIM115
        self.book = xlsxwriter.Workbook(
            self.file,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": "yyyy-mm-dd",
            },
        )
        self.bold = self.book.add_format({"bold": True, "bottom": 1})
        self.computed = self.book.add_format({"num_format": "#,##0.00", "italic": True})
        self.share = self.book.add_format({"num_format": "0.00%", "italic": True})
        self.formats: dict[int, Any] = {}

    def answer(self, name: str) -> FileResponse:
        for sheet, table, heads in SHEETS:
            self.write_table(sheet, table, heads)
        self.write_totals()
        self.book.close()
        self.file.seek(0)
        return FileResponse(
            self.file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE
        )

    # Tables

    def write_table(self, name: str, table: Table, heads: Mapping[str, str]) -> None:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        rows = self.filled.tables[table.name]
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, head_of(column, heads), self.bold)
            sheet.set_column(place, place, 22 if column.kind == "text" else 14)
            for line, row in enumerate(rows, start=1):
                self.write_cell(sheet, line, place, column, row)
        formulas = self.formulas(name, table)
        start = len(table.columns)
        for place, (head, formula, values) in enumerate(formulas, start=start):
            sheet.write_string(0, place, head, self.bold)
            sheet.set_column(place, place, 14)
            for line in range(1, len(rows) + SPARE + 1):
                value = values[line - 1] if line <= len(rows) else ""
                sheet.write_formula(line, place, formula(line), self.computed, value)
        last = start + len(formulas)
        sheet.write_string(0, last, KEY, self.bold)
        sheet.set_column(last, last, 12, None, {"hidden": True})
        for line, row in enumerate(rows, start=1):
            sheet.write_string(line, last, str(row.rest.get("key", "")))
        self.offer_choices(sheet, table, len(rows) + SPARE)

    def write_cell(self, sheet: Any, line: int, place: int, column: Column, row: Row) -> None:
        text = row.cells.get(column.name, Cell()).text
        if column.kind == "flag":
            text = YES if text else ""
        elif column.kind == "choice":
            text = label_of(column.options, text)
        if not text:
            return
        if column.is_number and (number := as_number(text)) is not None:
            currency = row.cells["currency"].text if column.kind == "amount" else ""
            sheet.write_number(line, place, number, self.number_format(column, currency))
        else:
            sheet.write_string(line, place, tame(text))

    def number_format(self, column: Column, currency: str) -> Any:
        decimals = exponent(currency) if column.kind == "amount" else -1
        if decimals not in self.formats:
            pattern = "General" if decimals < 0 else "#,##0" + (".0" + "0" * (decimals - 1)
                                                                if decimals else "")  # fmt: skip
            self.formats[decimals] = self.book.add_format({"num_format": pattern})
        return self.formats[decimals]

    def offer_choices(self, sheet: Any, table: Table, last: int) -> None:
        for place, column in enumerate(table.columns):
            labels = [label_of(column.options, value) for value, _label in column.options]
            # Longer lists cannot stand in a cell's own rule.
            if labels and len(",".join(labels)) <= 255 and not any("," in one for one in labels):
                rule = {"validate": "list", "source": labels, "error_type": "warning"}
                sheet.data_validation(1, place, last, place, rule)

    # Formulas

    def formulas(self, name: str, table: Table) -> list[tuple[str, Any, list[Any]]]:
        """(head, formula of a line, values) of each column that is computed."""
        if name == "Rates":
            return []
        at = {column.name: xl_col_to_name(n) for n, column in enumerate(table.columns)}
        amount, currency = at["amount"], at["currency"]

        def converted(line: int) -> str:
            n = line + 1
            rate = (
                f'IF(OR({currency}{n}="",{currency}{n}={TOTALS}!$B$1),1,'
                f"VLOOKUP({currency}{n},Rates!$A:$B,2,FALSE))"
            )
            return f'=IF({amount}{n}="","",ROUND({amount}{n}*{rate},2))'

        if name == "Budget":
            return [(CONVERTED, converted, self.converted("budget"))]
        return [
            (CONVERTED, converted, self.converted("sources")),
            (COUNTED, self.counted_formula(at, table), self.counted()),
            *(
                (f"{FOR}{tame(code)}", self.part_formula(at, table, number), self.parts(code))
                for number, (code, _country) in enumerate(self.partners)
            ),
        ]

    def counted_formula(self, at: Mapping[str, str], table: Table) -> Any:
        """Nothing of a source that is dead, or that is no finance."""
        converted = xl_col_to_name(len(table.columns))
        dead = [f'{at["status"]}#="{label_of(STATUSES, value)}"' for value in sorted(NOT_COUNTED)]
        dead.append(f'{at["type"]}#="{label_of(TYPES, "bridge_loan")}"')
        test = ",".join(dead)

        def formula(line: int) -> str:
            text = f'=IF({converted}#="","",IF(OR({test}),0,{converted}#))'
            return text.replace("#", str(line + 1))

        return formula

    def part_formula(self, at: Mapping[str, str], table: Table, number: int) -> Any:
        """A partner's part: all of it, or the percentage behind the name; weights stay as typed."""
        counted = xl_col_to_name(len(table.columns) + 1)
        name, told = f"{TOTALS}!$A${self.first_partner + number + 1}", f"{at['counts_for']}#"
        start = f'FIND("|"&{name}&":","|"&{told})'
        end = f'FIND("|",{told}&"|",{start})'
        percent = f"MID({told},{start}+LEN({name})+1,{end}-{start}-LEN({name})-1)"
        split = f'IFERROR(ROUND({counted}#*_xlfn.NUMBERVALUE({percent},".")/100,2),0)'
        weights = self.weights(number)

        def formula(line: int) -> str:
            share = weights.get(line)
            part = f"ROUND({counted}#*{share},2)" if share else split
            text = f'=IF({counted}#="","",IF({told}={name},{counted}#,{part}))'
            return text.replace("#", str(line + 1))

        return formula

    def weights(self, number: int) -> dict[int, str]:
        """By line: the part of a partner where people gave weights, not percentages."""
        code = self.partners[number][0]
        found = {}
        for line, one in enumerate(self.given["sources"], start=1):
            weights = one.get("split_weights")
            if weights:
                whole = sum(map(Decimal, weights.values()))
                found[line] = f"{Decimal(weights.get(code, 0)):f}/{whole:f}"
        return found

    def converted(self, what: str) -> list[Any]:
        """The amounts in the base currency as they were calculated here."""
        rates = {one["currency"]: Decimal(one["rate"]) for one in self.given.get("fx", ())}
        rates[self.given["base_currency"]] = Decimal(1)
        rows = self.given["sources"] if what == "sources" else self.given["budget"]["lines"]
        return [amount_in_base(one, rates) for one in rows]

    def counted(self) -> list[Any]:
        amounts = (self.said or {}).get("sources", {})
        return [
            number(amounts[one["id"]]["amount"]) if one["id"] in amounts
            else "" if one["amount"] is None else 0
            for one in self.given["sources"]
        ]  # fmt: skip

    def parts(self, code: str) -> list[Any]:
        amounts = (self.said or {}).get("sources", {})
        return [
            number(amounts.get(one["id"], {}).get("parts", {}).get(code, "0"))
            for one in self.given["sources"]
        ]

    # Totals

    @property
    def first_partner(self) -> int:
        """The line of the first partner on the sheet of totals, counted from 0."""
        return 8

    def write_totals(self) -> None:
        sheet = self.book.add_worksheet(TOTALS)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 2, 16)
        said = self.said or {}
        sources = len(SOURCES.columns)
        counted = column_range("Sources", sources + 1)
        status = column_range("Sources", [one.name for one in SOURCES.columns].index("status"))
        secured = "+".join(
            f'SUMIF({status},"{label_of(STATUSES, value)}",{counted})' for value in SECURED
        )
        lines = [
            (_("Budget"), f"=SUM({column_range('Budget', len(LINES.columns))})", "budget_total"),
            (_("Finance"), f"=SUM({counted})", "finance_total"),
            (_("Gap"), "=B2-B3", "gap"),
            (_("Secured"), f"={secured}", "secured_total"),
        ]
        sheet.write_string(0, 0, _("Base currency"), self.bold)
        sheet.write_string(0, 1, self.given["base_currency"])
        for line, (label, formula, name) in enumerate(lines, start=1):
            sheet.write_string(line, 0, label, self.bold)
            sheet.write_formula(line, 1, formula, self.computed, number(said.get(name, "0")))
        sheet.write_string(5, 0, _("Secured share"), self.bold)
        percent = Decimal(said.get("secured_pct", "0")) / 100
        sheet.write_formula(5, 1, '=IF(B2=0,"",B5/B2)', self.share, float(percent))
        self.write_shares(sheet, said)

    def write_shares(self, sheet: Any, said: Mapping[str, Any]) -> None:
        """What each partner and each country brings, and what counts for nobody."""
        first, end = self.first_partner, self.first_partner + len(self.partners)
        for place, head in enumerate((_("Partner"), _("Country"), _("Brings"))):
            sheet.write_string(first - 1, place, head, self.bold)
        for place, (code, country) in enumerate(self.partners):
            sheet.write_string(first + place, 0, tame(code))
            sheet.write_string(first + place, 1, tame(country))
            brought = said.get("by_coproducer", {}).get(code, {}).get("amount", "0")
            column = column_range("Sources", len(SOURCES.columns) + 2 + place)
            sheet.write_formula(first + place, 2, f"=SUM({column})", self.computed,
                                number(brought))  # fmt: skip
        brought = f"SUM(C{first + 1}:C{end})" if self.partners else "0"
        nobody = Decimal(said.get("finance_total", "0")) - sum(
            Decimal(one["amount"]) for one in said.get("by_coproducer", {}).values()
        )
        sheet.write_string(end, 0, _("Counts for nobody yet"))
        sheet.write_formula(end, 2, f"=B3-{brought}", self.computed, number(nobody))
        start = end + 3
        for place, head in ((0, _("Country")), (2, _("Brings"))):
            sheet.write_string(start - 1, place, head, self.bold)
        for place, code in enumerate(dict.fromkeys(country for _code, country in self.partners)):
            line = start + place
            formula = f"=SUMIF(B{first + 1}:B{end},A{line + 1},C{first + 1}:C{end})"
            share = said.get("by_country", {}).get(code, {}).get("amount", "0")
            sheet.write_string(line, 0, tame(code))
            sheet.write_formula(line, 2, formula, self.computed, number(share))


def column_range(sheet: str, place: int) -> str:
    """A whole column below its head, as far as rows may come."""
    letter = xl_col_to_name(place)
    return f"{sheet}!${letter}$2:${letter}$6000"


def as_number(text: str) -> Decimal | None:
    """An amount that a spreadsheet keeps exactly; None where it has more digits."""
    plain = text.replace(" ", "")
    digits = plain.lstrip("-0.").replace(".", "").rstrip("0")
    try:
        return Decimal(plain) if len(digits) <= DIGITS else None
    except ArithmeticError:
        return None


def number(text: Any) -> float:
    return float(Decimal(text or 0))


def amount_in_base(row: Mapping[str, Any], rates: Mapping[str, Decimal]) -> Any:
    if row["amount"] is None:
        return ""
    found = converted(Decimal(row["amount"]), row["currency"], "", rates)
    return "" if found is None else float(found)
