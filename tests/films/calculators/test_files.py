"""The files of the calculators: opened again, with every figure and its formula."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from films.calculators.desk import DESKS
from films.calculators.state import query_of
from tests.films.calculators.making import PLAN, address

pytestmark = pytest.mark.django_db


def test_file_is_opened_again(client):
    example = DESKS["equity"].examples[0].input
    saved = client.get(f"/calculators/equity.json?{query_of(example)}").content

    response = client.post(address("equity"), {"file": SimpleUploadedFile("a.json", saved)})

    assert response.url == address("equity", given=example)


@pytest.mark.parametrize("slug", DESKS)
def test_files_hold_every_figure_with_its_formula(client, slug):
    example = DESKS[slug].examples[0]
    as_json = client.get(f"/calculators/{slug}.json", {"example": example.name}).json()
    lines = b"".join(client.get(f"/calculators/{slug}.csv", {"example": example.name}))
    book = client.get(f"/calculators/{slug}.xlsx", {"example": example.name})

    rows = list(csv.DictReader(io.StringIO(lines.decode())))
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).worksheets[0]

    assert as_json["input"] == example.input
    assert any(row["formula"] for row in rows)
    assert sheet.max_row == len(rows) + 1


def test_files_run_no_formula(client):
    form = {**PLAN, "sources-0-id": "=1+1", "coproducers-0-id": "@A", "sources-0-counts_for": "@A"}

    lines = b"".join(client.post("/calculators/finance-plan.csv", form)).decode()
    book = client.post("/calculators/finance-plan.xlsx", form)

    cells = [cell for row in csv.reader(io.StringIO(lines)) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "@"))] == []
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).worksheets[0]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "b"}


def test_file_of_bad_input_names_the_faults(client):
    response = client.post("/calculators/finance-plan.csv", {**PLAN, "sources-0-amount": "x"})

    assert response.status_code == 400
    assert response.content.decode().startswith("sources[0].amount: ")


def test_file_of_terms_without_figures_names_the_errors(client):
    response = client.post("/calculators/finance-plan.xlsx", {**PLAN, "lines-0-amount": "0"})

    assert response.status_code == 422
    assert "BUDGET_NOT_POSITIVE" in response.content.decode()
