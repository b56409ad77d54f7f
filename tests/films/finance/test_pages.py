"""The pages of the sheets: typed, saved, marked, merged; never lost."""

import csv
import io
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from films.finance.sheets import BUDGET, CASH_FLOW, FINANCE_PLAN, SPEND
from tests import factories as make
from tests.films.finance.making import (
    HTMX,
    PLAN,
    address,
    make_draft,
    opened,
    posted,
    signed_in,
    sources,
)

pytestmark = pytest.mark.django_db


def test_saving_a_page_that_nobody_touched_changes_nothing():
    version, client, form = opened()
    before, revision = FINANCE_PLAN.input_of(version), version.revision

    response = client.post(address(version, "finance-plan"), form)

    version.refresh_from_db()
    assert response.status_code == 302
    assert FINANCE_PLAN.input_of(version) == before
    assert version.revision == revision


def test_the_answer_follows_the_typing_and_is_stored():
    version, client, form = opened()

    response = client.post(
        address(version, "finance-plan"), {**form, "sources-1-amount": "700"}, **HTMX
    )

    page = response.content.decode()
    assert sources(version) == [("S1", 300), ("S2", 700)]
    assert "Saved" in page
    assert 'data-country="KZ"' in page
    assert "30.00" in page


@pytest.mark.parametrize("how", [{}, HTMX])
def test_an_address_that_is_refused_stores_nothing(how):
    version, client, form = opened()
    place = f"{address(version, 'finance-plan')}?more=sources&more=rates"

    response = client.post(place, {**form, "sources-1-amount": "700"}, **how)

    assert response.status_code == 400
    assert sources(version) == [("S1", 300), ("S2", 200)]


def test_two_who_change_different_cells_are_both_kept():
    version, client, form = opened()
    other = dict(form)
    client.post(address(version, "finance-plan"), {**form, "sources-0-amount": "310"})

    response = client.post(
        address(version, "finance-plan"), {**other, "sources-1-amount": "210"}, follow=True
    )

    assert sources(version) == [("S1", 310), ("S2", 210)]
    assert "S1, Amount: 300.00 → 310.00" in response.content.decode()


def test_live_saving_never_takes_back_what_somebody_else_changed():
    version, client, form = opened()
    client.post(address(version, "finance-plan"), {**form, "sources-0-amount": "310"})

    for amount in ("2", "21", "210"):
        page = client.post(
            address(version, "finance-plan"), {**form, "sources-1-amount": amount}, **HTMX
        ).content.decode()
        form["base"] = base_in(page)
        assert "Somebody else changes this sheet as well" in page

    assert sources(version) == [("S1", 310), ("S2", 210)]


def base_in(page):
    return posted(f'<form id="sheet">{page}</form>')["base"]


def test_two_who_change_one_cell_are_shown_to_each_other():
    version, client, form = opened()
    client.post(address(version, "finance-plan"), {**form, "sources-0-amount": "310"})
    mine = {**form, "sources-0-amount": "320", "sources-1-amount": "210"}

    response = client.post(address(version, "finance-plan"), mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert sources(version) == [("S1", 310), ("S2", 200)]
    assert "<td>310.00</td>" in page
    assert "<td>320</td>" in page
    typed = posted(page)
    assert (typed["sources-0-amount"], typed["sources-1-amount"]) == ("320", "210")


@pytest.mark.parametrize(("act", "amount"), [("keep", 320), ("theirs", 310)])
def test_whoever_comes_second_chooses_and_loses_nothing_else(act, amount):
    version, client, form = opened()
    client.post(address(version, "finance-plan"), {**form, "sources-0-amount": "310"})
    mine = {**form, "sources-0-amount": "320", "sources-1-amount": "210"}
    shown = posted(client.post(address(version, "finance-plan"), mine).content.decode())

    client.post(address(version, "finance-plan"), {**shown, "act": act})

    assert sources(version) == [("S1", amount), ("S2", 210)]


def test_a_row_of_the_other_one_stays_and_a_removed_one_that_was_changed_is_asked_about():
    version, client, form = opened()
    added = {**form, "sources-2-id": "S3", "sources-2-amount": "5", "sources-1-amount": "250"}
    client.post(address(version, "finance-plan"), added)
    mine = {**form, "act": "remove:sources-1"}

    response = client.post(address(version, "finance-plan"), mine)
    client.post(address(version, "finance-plan"), {**mine, "act": "theirs"})

    assert response.status_code == 409
    assert sources(version) == [("S1", 300), ("S2", 250), ("S3", 5)]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("remove:sources-0", ["S2"]),
        ("copy:sources-0", ["S1", "S1 2", "S2"]),
        ("down:sources-0", ["S2", "S1"]),
        ("up:sources-1", ["S2", "S1"]),
        ("up:sources-0", ["S1", "S2"]),
        ("add:sources", ["S1", "S2"]),
    ],
)
def test_rows_are_moved_copied_and_removed_without_a_script(act, expected):
    version, client, form = opened()

    client.post(address(version, "finance-plan"), {**form, "act": act})

    assert [row.code for row in version.financerows.all()] == expected


def test_the_treaty_and_its_limits_follow_the_shares():
    treaty = make.make_treaty("kz-fr", between=[make.make_country("KZ"), make.make_country("FR")])
    make.make_treaty_term(treaty, minimum="45", maximum="80", article="5")
    version, client, _form = opened()

    page = client.get(address(version, "finance-plan")).content.decode()

    assert "Does not qualify" in page
    assert treaty.get_absolute_url() in page
    assert "40.00\N{NO-BREAK SPACE}%" in page


def test_a_version_that_was_proposed_is_shown_and_not_changed():
    version, client, form = opened()
    type(version).objects.for_the_product("a test").filter(pk=version.pk).update(
        status="proposed", frozen_at=make.ANNOUNCED
    )

    page = client.get(address(version, "finance-plan"))
    refused = client.post(address(version, "finance-plan"), {**form, "sources-0-amount": "1"})

    assert 'fieldset class="sheet-all" disabled' in page.content.decode()
    assert refused.status_code == 403


def test_whoever_types_into_what_was_just_proposed_is_told_why_it_is_not_saved():
    version, client, form = opened()
    type(version).objects.for_the_product("a test").filter(pk=version.pk).update(
        status="proposed", frozen_at=make.ANNOUNCED
    )

    refused = client.post(address(version, "finance-plan"), form, **HTMX)

    assert refused.status_code == 403
    assert refused["Content-Type"] == "text/plain; charset=utf-8"
    assert refused.content.decode() == "This version is not yours to change, or was proposed."


def test_money_that_counts_for_nobody_is_named_beside_the_zero_shares():
    version, client, form = opened()

    place = address(version, "finance-plan")
    whole = client.post(place, form, **HTMX)
    told = client.post(place, {**form, "sources-1-counts_for": ""}, **HTMX)

    assert "200.00 EUR counts for no partner yet." in told.content.decode()
    assert "counts for no partner" not in whole.content.decode()


@pytest.mark.parametrize(
    "sheet", [BUDGET, FINANCE_PLAN, CASH_FLOW, SPEND], ids=lambda one: one.slug
)
def test_a_stranger_finds_no_sheet_and_a_reader_changes_none(sheet):
    version, _editor = make_draft(("A", "KZ"), ("B", "FR"))
    reader = make.make_user(reader_at=version.company)

    hidden = signed_in(make.make_user()).get(address(version, sheet.slug))
    shown = signed_in(reader).get(address(version, sheet.slug))
    refused = signed_in(reader).post(address(version, sheet.slug), {})

    assert (hidden.status_code, shown.status_code, refused.status_code) == (404, 200, 403)
    assert shown["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("base", ["[]", "{", '{"sources": 1}', '{"sources": [{"key": [1]}]}', "7"])
def test_a_base_that_was_tampered_with_is_no_fault_of_ours(base):
    version, client, form = opened()

    response = client.post(address(version, "finance-plan"), {**form, "base": base})

    assert response.status_code in {302, 409}


def test_pages_need_as_many_queries_for_forty_rows_as_for_two():
    counts = []
    for rows in (2, 40):
        version, editor = make_draft(("A", "KZ"), ("B", "FR"))
        fund = make.make_funding_source()
        plan = {
            "budget": {"lines": [{"amount": "5"}] * rows},
            "sources": [{"id": f"S{n}", "amount": "5", "fund": fund.name, "contributor": "A"}
                        for n in range(rows)],
        }  # fmt: skip
        FINANCE_PLAN.store(version, plan)
        version.save()
        client = signed_in(editor)
        for sheet in (BUDGET, FINANCE_PLAN, CASH_FLOW, SPEND):
            client.get(address(version, sheet.slug))
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(address(version, sheet.slug))
            counts.append((sheet.slug, len(queries)))

    assert counts[:4] == counts[4:]


def test_totals_are_exact_on_the_page_and_in_the_files():
    most = "9999999999999.99"
    plan = {
        "budget": {"lines": [
            {"amount": most},
            {"amount": most},
            {"amount": "0.001", "currency": "KWD"},
            {"amount": "0.002", "currency": "KWD"},
            {"amount": "7", "currency": "JPY"},
        ]},
        "fx": [{"currency": "KWD", "rate": "3"}, {"currency": "JPY", "rate": "0.006"}],
        "sources": [{"id": "S1", "amount": "999999999.999", "currency": "KWD"}],
    }  # fmt: skip
    version, client, _form = opened(plan)
    expected = {
        "by_currency.EUR.budget": "19999999999999.98",
        "by_currency.KWD.budget": "0.003",
        "by_currency.JPY.budget": "7",
        "by_currency.KWD.finance": "999999999.999",
        # Each line is rounded to the cent once it is converted: 0.003 and 0.006 are 0 and 0.01.
        "budget_total": "20000000000000.03",
    }

    page = client.get(address(version, "finance-plan")).content.decode()
    file = client.get(address(version, "finance-plan-csv")).getvalue().decode()
    book = load_workbook(
        io.BytesIO(client.get(address(version, "finance-plan-xlsx")).getvalue())
    ).worksheets[0]

    rows = {row["figure"]: row["value"] for row in csv.DictReader(io.StringIO(file))}
    assert {name: rows[name] for name in expected} == expected
    cells = {row[0]: row[1] for row in book.iter_rows(min_row=2, values_only=True)}
    assert {name: Decimal(str(cells[name])) for name in expected} == {
        name: Decimal(value) for name, value in expected.items()
    }
    for text in ("19,999,999,999,999.98", "0.003", "999,999,999.999", "20,000,000,000,000.03"):
        assert text in page


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_amounts_are_typed_with_the_comma_of_the_language(language):
    version, client, form = opened()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    before = client.get(address(version, "finance-plan")).content.decode()

    stored = client.post(
        address(version, "finance-plan"), {**form, "sources-0-amount": "300 000,50"}
    )
    refused = client.post(
        address(version, "finance-plan"),
        {**posted(client.get(address(version, "finance-plan")).content.decode()),
         "sources-1-amount": "1,250"},
    )  # fmt: skip

    assert (stored.status_code, refused.status_code) == (302, 400)
    assert sources(version) == [("S1", Decimal("300000.50")), ("S2", 200)]
    page = refused.content.decode()
    assert 'value="300 000,50"' in page
    assert "<code>1,250</code>" in page and 'value="1,250"' in page
    assert 'value="300,00"' in before


def test_a_cash_flow_that_nobody_has_begun_asks_for_its_months_and_finds_no_fault():
    version, client, _form = opened()

    page = client.get(address(version, "cash-flow")).content.decode()
    begun = client.post(
        address(version, "cash-flow"),
        {**posted(page), "costs-0-month": "2026-01", "costs-0-amount": "9"},
        **HTMX,
    ).content.decode()

    assert "Enter the costs of each month" in page
    assert 'class="problem is-error"' not in page
    assert "Enter the costs of each month" not in begun
    assert 'class="problem is-error"' in begun


@pytest.mark.parametrize("number", ["²", "٣", "9" * 5_000, "-1", ""])
def test_a_button_of_a_row_that_is_none_does_nothing(number):
    version, client, form = opened()

    response = client.post(
        address(version, "finance-plan"), {**form, "act": f"remove:sources-{number}"}
    )

    assert response.status_code == 302
    assert sources(version) == [("S1", 300), ("S2", 200)]


@pytest.mark.parametrize(("typed", "kept"), [("KZT", "KZT"), ("K2T", "USD")])
def test_a_rate_may_become_one_of_another_currency(typed, kept):
    version, client, form = opened({**PLAN, "fx": [{"currency": "USD", "rate": "0.9"}]})

    response = client.post(address(version, "finance-plan"), {**form, "fx-0-currency": typed})

    assert response.status_code == (302 if typed == kept else 400)
    assert [row.currency for row in version.rates.all()] == [kept]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_budget_of_the_spend_sheet_has_the_comma_of_the_language_and_is_read_back(language):
    version, client, _form = opened()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(address(version, "spend")).content.decode()
    form = posted(page)

    response = client.post(address(version, "spend"), form)

    assert form["budget_total"].endswith(",00")
    assert response.status_code == 302


@pytest.mark.parametrize("sheet", ["finance-plan", "budget"])
def test_a_missing_rate_leaves_the_sums_of_each_currency(sheet):
    lines = [
        {"account": "Shoot", "amount": "800"},
        {"account": "Post", "amount": "70", "currency": "USD"},
    ]
    version, client, _form = opened({**PLAN, "budget": {"lines": lines}})

    response = client.get(address(version, sheet))

    page = response.content.decode()
    shown = response.context["beside"]["currencies"]
    assert [(code, sums[0]) for code, sums, _rate in shown.lines] == [
        ("EUR", "800.00"),
        ("USD", "70.00"),
    ]
    assert '<a href="#fx">enter 1 USD in EUR</a>' in page
    assert 'id="fx"' in page


def test_a_plan_that_nobody_has_begun_has_no_empty_sums():
    version, client, _form = opened({})

    for sheet in ("finance-plan", "budget"):
        assert "currencies-title" not in client.get(address(version, sheet)).content.decode()
