"""Acceptance cases entered as deals: the same figures on the page, in every file, by calculator."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from films.calculators.kinds import KINDS
from films.deal.saving import save_together
from films.finance.sheets import BUDGET, CASH_FLOW, FINANCE_PLAN, SPEND
from films.models import Version
from tests.films.calculators.cases import ACCEPTANCE_CASES, differences, texts, unlike
from tests.films.finance.making import address, case, make_draft, signed_in, typed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not ACCEPTANCE_CASES.is_dir(), reason="no acceptance cases here"),
]
# What the words on the page say in another way than the answer.
ASIDE = {"errors", "warnings"}


def s03():
    version, editor = make_draft(("A", "KZ"), ("B", "FR"), ("C", "DE"))
    return FINANCE_PLAN, version, editor, case("s03-kazakhstan-france-germany")


def s12():
    version, editor = make_draft()
    return CASH_FLOW, version, editor, case("s12-cash-flow")


def s14():
    version, editor = make_draft()
    budget = {"lines": [{"account": "all", "amount": "3000000.00"}]}
    BUDGET.store(version, {"base_currency": "EUR", "budget": budget})
    version.save()
    return SPEND, version, editor, case("s14-spend-obligations")


@pytest.mark.parametrize("entered", [s03, s12, s14])
def test_case_gives_its_figures_everywhere(entered):
    sheet, version, editor, told = entered()
    client, expected = signed_in(editor), told["expected"]

    client.post(address(version, sheet.slug), typed(version, sheet, told["input"]))

    version = Version.objects.visible_to(editor).get(pk=version.pk)
    assert differences(expected, KINDS[sheet.desk.slug].calculate(sheet.question(version))) == []
    said = json.loads(client.get(address(version, f"{sheet.slug}-json")).content)
    assert differences(expected, said["answer"]) == []
    figures = {key: value for key, value in expected.items() if key not in ASIDE}
    file = client.get(address(version, f"{sheet.slug}-csv")).getvalue().decode()
    rows = {row["figure"]: row["value"] for row in csv.DictReader(io.StringIO(file))}
    assert unlike(figures, rows) == []
    book = load_workbook(io.BytesIO(client.get(address(version, f"{sheet.slug}-xlsx")).getvalue()))
    rows = {row[0]: row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert unlike(figures, rows) == []
    page = client.get(address(version, sheet.slug)).content.decode()
    assert [text for text in texts(figures) if text not in page] == []


def test_the_public_calculator_takes_the_file_of_a_deal():
    sheet, version, editor, told = s03()
    version = save_together(sheet, version, told["input"], sheet.input_of(version)).version

    file = signed_in(editor).get(address(version, "finance-plan-json"))

    sent = json.loads(file.content)["input"]
    assert differences(told["expected"], KINDS["finance-plan"].calculate(sent)) == []
