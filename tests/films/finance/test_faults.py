"""What is typed wrong on a sheet is marked and told, and costs its own cells only."""

import pytest

from films.deal.saving import save_together
from films.finance.sheets import CASH_FLOW
from tests.films.finance.making import HTMX, address, make_draft, opened, posted, signed_in, sources

pytestmark = pytest.mark.django_db


def test_a_malformed_number_is_marked_and_everything_else_is_stored():
    version, client, form = opened()
    typed = {**form, "sources-0-amount": "much", "sources-1-amount": "7", "sources-2-id": "S3"}

    live = client.post(address(version, "finance-plan"), typed, **HTMX).content.decode()
    whole = client.post(address(version, "finance-plan"), typed)

    assert sources(version) == [("S1", 300), ("S2", 7), ("S3", None)]
    assert 'data-cell="sources-0-amount"' in live
    assert "Saved, but for what is marked." in live
    page = whole.content.decode()
    assert whole.status_code == 400
    assert posted(page)["sources-0-amount"] == "much"


@pytest.mark.parametrize("text", ["\0", "9" * 400, "1e3", "１２３", "(100)", "‮5", "=1+1"])
@pytest.mark.parametrize("name", ["sources-0-amount", "lines-0-currency", "sources-1-expires_on"])
def test_whatever_stands_in_one_cell_the_others_are_stored(name, text):
    version, client, form = opened()

    response = client.post(
        address(version, "finance-plan"), {**form, name: text, "sources-1-amount": "7"}
    )

    assert response.status_code == 400
    assert sources(version) == [("S1", 300), ("S2", 7)]


def test_an_instalment_at_fault_stays_as_it_was_and_a_cost_without_a_month_waits():
    version, editor = make_draft(("A", "KZ"))
    parts = [{"month": "2026-02", "pct": "20"}, {"month": "2026-03", "pct": "80"}]
    given = {"sources": [{"id": "S1", "amount": "100", "instalments": parts}]}
    save_together(CASH_FLOW, version, given, CASH_FLOW.input_of(version))
    client = signed_in(editor)
    form = posted(client.get(address(version, "cash-flow")).content.decode())
    typed = {**form, "instalments-0-pct": "30", "instalments-1-pct": "many",
             "costs-0-amount": "5", "costs-1-month": "2026-01", "costs-1-amount": "9"}  # fmt: skip

    page = client.post(address(version, "cash-flow"), typed, **HTMX).content.decode()

    assert [(one.month, one.percent) for one in version.instalments.all()] == [
        ("2026-02", 30),
        ("2026-03", 80),
    ]
    assert [(one.month, one.amount) for one in version.costs.all()] == [("2026-01", 9)]
    assert 'data-cell="instalments-1-pct"' in page
    assert 'href="#costs-0-month"' in page


def test_faults_that_are_found_one_after_the_other_are_all_told_and_cost_their_cells_only():
    version, client, form = opened()
    typed = {
        **form,
        "sources-0-currency": "dollar",  # Refused when the sheet is read,
        "sources-1-country": "Freedonia",  # when the row is,
        "sources-1-amount": "700",
        "lines-0-country": "Ruritania",
        "lines-0-amount": "1200",
        "lines-0-currency": "kzt",
    }

    page = client.post(address(version, "finance-plan"), typed).content.decode()

    marked = ["sources-0-currency", "sources-1-country", "lines-0-country"]
    assert [f'data-cell="{name}"' in page for name in marked] == [True, True, True]
    assert sources(version) == [("S1", 300), ("S2", 700)]
    line = version.budgetlines.get()
    assert (line.amount, line.currency, line.covered_by) == (1200, "KZT", "KZ")


def test_what_only_a_deal_knows_of_a_source_is_marked_in_its_cell():
    version, client, form = opened()

    page = client.post(
        address(version, "finance-plan"), {**form, "sources-1-expires_on": "soon"}
    ).content.decode()

    assert 'data-cell="sources-1-expires_on"' in page


def test_live_answer_says_what_the_cells_were_read_as():
    version, client, form = opened()
    typed = {
        "sources-0-amount": "420 млн ₸",
        "sources-0-currency": "",
        "sources-0-status": "подтверждено",
    }

    page = client.post(address(version, "finance-plan"), {**form, **typed}, **HTMX).content.decode()

    for cell, text in (("amount", "420 000 000"), ("currency", "KZT"), ("status", "confirmed")):
        assert f'data-read="sources-0-{cell}" value="{text}"' in page


def test_choices_at_fault_are_told_in_the_words_of_the_page():
    version, client, form = opened()

    page = client.post(
        address(version, "finance-plan"), {**form, "sources-0-status": "signed"}
    ).content.decode()

    assert "Use one of: applied, letter of intent, conditional, confirmed, paid, rejected" in page
