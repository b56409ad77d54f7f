"""The finance plan of a deal in a browser: typed, pasted, stored; by keyboard, on a telephone."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from films.finance.sheets import FINANCE_PLAN
from tests import factories as make
from tests.browser.judging import findings, too_wide
from tests.films.finance.making import address, make_draft

PASTED = [
    "KazFund\tselective fund\tConfirmed\t420 000 000\tKZT\tKZ\tA",
    "Own\town_investment\tPAID\t90,000,000.00\tKZT\tKZ\tA",
    "Region\tregional_fund\tapplied\t300000\tEUR\tFR\tB",
    "Presale\tPre-sale\tconfirmed\t180 000.00\tEUR\tFR\tB",
    '"Equity ""one"""\tprivate_equity\tloi\t150000\tUSD\tUS\tA:50|B:50',
    "Unknown\tsponsorship\tapplied\t\tEUR\tKZ\tA",
]
PASTE = """([text, html]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  if (html) data.setData("text/html", html);
  const paste = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


@pytest.fixture
def plan():
    """A draft with a budget and rates, and nobody's money yet."""
    version, editor = make_draft(("A", "KZ"), ("B", "FR"))
    FINANCE_PLAN.store(
        version,
        {
            "budget": {"lines": [
                {"account": "all", "country": "KZ", "amount": "1000000"},
                {"account": "all", "country": "FR", "amount": "700000"},
            ]},
            "fx": [{"currency": "KZT", "rate": "0.00175"}, {"currency": "USD", "rate": "0.92"}],
        },
    )  # fmt: skip
    version.save()
    return version, editor


def cell(page, name):
    return page.locator(f"[name='{name}']")


def total(page, label):
    return page.locator(f".desk-totals div:has(dt:text-is('{label}')) summary")


def confirmed(page, country):
    return page.locator(f"[data-country={country}] td").nth(1)


def paste(page, *lines, html=""):
    """As Chromium hands over what was copied in Excel or Google Sheets."""
    page.evaluate(PASTE, ["\r\n".join(lines) + "\r\n", html])


def rows(page, table, columns):
    """What stands in the first cells of each row that is not empty."""
    script = f"""(rows) => rows
      .map((row) => [...row.querySelectorAll("td :is(input:not([type=hidden]), select)")])
      .map((cells) => cells.slice(0, {columns}).map((cell) => cell.value))
      .filter((texts) => texts.some(Boolean))"""
    return page.locator(f"#{table} tbody tr").evaluate_all(script)


def test_a_plan_is_typed_by_keyboard_pasted_and_stored(new_page, plan):
    version, editor = plan
    page = new_page(user=editor)
    page.goto(address(version, "finance-plan"))

    cell(page, "sources-0-id").focus()
    page.keyboard.type("In kind")
    for typed in ("in kind", "confirmed", "60 000", "EUR", "KZ", "A"):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)

    expect(total(page, "Gap")).to_have_text("1,640,000.00")
    expect(confirmed(page, "KZ")).to_contain_text("3.53")
    expect(page.locator("#saved")).to_have_text("Saved")

    cell(page, "sources-1-id").focus()
    paste(page, *PASTED)

    expect(total(page, "Gap")).to_have_text("129,500.00")
    expect(confirmed(page, "KZ")).to_contain_text("56.03")
    expect(confirmed(page, "FR")).to_contain_text("10.59")
    expect(page.locator("#saved")).to_have_text("Saved")

    cell(page, "sources-2-amount").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(cell(page, "sources-1-id")).to_have_value("Own")
    page.keyboard.press("Alt+Enter")
    expect(cell(page, "sources-2-id")).to_be_focused()
    expect(cell(page, "sources-2-id")).to_have_value("Own 2")
    cell(page, "sources-2-amount").fill("much")
    expect(cell(page, "sources-2-amount")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#saved")).to_have_text("Saved, but for what is marked.")

    page.reload()
    names = [row.code for row in version.financerows.order_by("position")]
    assert names == [
        "In kind", "Own", "Own 2", "KazFund", "Region", "Presale", 'Equity "one"', "Unknown",
    ]  # fmt: skip
    expect(cell(page, "sources-3-amount")).to_have_value("420 000 000.00")
    expect(cell(page, "sources-6-counts_for")).to_have_value("A:50|B:50")
    assert findings(page) == []
    assert too_wide(page) == []
    cell(page, "fx-1-rate").focus()
    expect(total(page, "Gap")).to_be_in_viewport()


def test_two_at_one_sheet_keep_what_both_typed(new_page, plan):
    version, editor = plan
    other = make.make_user(editor_at=version.company)
    one, two = new_page(user=editor), new_page(user=other)
    for page in (one, two):
        page.goto(address(version, "finance-plan"))

    cell(one, "lines-0-amount").fill("1100000")
    expect(one.locator("#saved")).to_have_text("Saved")
    cell(two, "lines-1-amount").fill("800000")
    expect(two.get_by_text("Somebody else changes this sheet as well")).to_be_visible()
    cell(two, "lines-0-amount").fill("5")
    expect(two.get_by_role("heading", name="Somebody else was first")).to_be_visible()
    two.get_by_role("button", name="Take what is stored").click()

    expect(cell(two, "lines-0-amount")).to_have_value("1 100 000.00")
    expect(cell(two, "lines-1-amount")).to_have_value("800 000.00")


@pytest.mark.parametrize("slug", ["budget", "cash-flow", "spend"])
def test_sheets_have_no_findings_and_fit_a_telephone(new_page, plan, slug):
    version, editor = plan
    page = new_page(user=editor)

    page.goto(address(version, slug))

    expect(page).to_have_title(re.compile("coprod"))
    assert findings(page) == []
    assert too_wide(page) == []


def test_whoever_was_signed_out_is_told_that_nothing_is_stored(new_page, plan):
    version, editor = plan
    page = new_page(user=editor)
    page.goto(address(version, "finance-plan"))
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    cell(page, "lines-0-amount").fill("1100000")

    expect(page.locator("#saved")).to_contain_text("Not saved: open this page in another window")
    expect(page.locator("#saved")).to_be_in_viewport()
    expect(cell(page, "lines-0-amount")).to_have_value("1100000")
    expect(total(page, "Gap")).to_have_text("1,700,000.00")


def test_whoever_types_into_a_version_that_was_just_proposed_is_told_so(new_page, plan, faults):
    version, editor = plan
    page = new_page(user=editor)
    page.goto(address(version, "finance-plan"))
    type(version).objects.for_the_product("a test").filter(pk=version.pk).update(
        status="proposed", frozen_at=make.ANNOUNCED
    )

    cell(page, "declared_total").fill("1000")

    expect(page.locator("#saved")).to_have_text(
        "Not saved. This version is not yours to change, or was proposed. "
        "Begin a new version, and copy what you typed last."
    )
    assert all("403" in one for one in faults.seen)
    faults.clear()


def test_a_plan_is_pasted_as_a_spreadsheet_has_it_and_taken_back(new_page, plan):
    version, editor = plan
    page = new_page(user=editor)
    page.goto(address(version, "finance-plan"))
    cell(page, "sources-0-id").focus()

    paste(
        page,
        "Источник\tСтатус\tТип\tСумма\tВалюта\tПроисхождение\t%\tRecouped",
        "ГЦПНК\tподтверждено\tselective fund\t420 млн\t₸\tKazakhstan\t41 %\tнет",
        '"Arte\n(ZDF)"\tLOI\tpre-sale\t120\u202f000,50\u00a0€\t\tFR\t12 %\tда',
        "\t\t\t\t\t\t",
        "MG Germany\tapplied\tMG\t€ 300.000,00\t\tDE\t\tmaybe",
        "Fonds\tbeantragt\tEurimages\t300.000\tEuro\tFR\t",
        "Slip\tLOI\tsponsor\t1.250 000,5\tEuro\tFR\t",
        "Итого\t\t\t512 000 000\t\t\t100 %",
    )

    expect(page.locator("#saved")).to_have_text("Saved, but for what is marked.")
    cell(page, "declared_total").focus()
    assert rows(page, "sources", 6) == [
        ["ГЦПНК", "selective_fund", "confirmed", "420 000 000", "KZT", "KZ"],
        ["Arte (ZDF)", "pre_sale", "loi", "120 000.50", "EUR", "FR"],
        ["MG Germany", "minimum_guarantee", "applied", "300 000.00", "EUR", "DE"],
        ["Fonds", "international_fund", "applied", "300.000", "EUR", "FR"],
        ["Slip", "sponsorship", "loi", "1.250 000,5", "EUR", "FR"],
    ]
    marks = [cell(page, f"sources-{number}-recoupable") for number in range(4)]
    assert [mark.is_checked() for mark in marks] == [False, True, False, False]
    expect(page.locator("[aria-invalid]")).to_have_count(2)
    expect(cell(page, "sources-4-amount")).to_have_attribute("aria-invalid", "true")
    expect(cell(page, "sources-5-amount")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".paste-note")).to_have_text(
        "Rows pasted: 5. Ctrl+Z takes them back. Left out: the heading, column %, “maybe”, “Итого”."
    )
    assert findings(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert too_wide(page) == []

    page.keyboard.press("Control+z")

    expect(page.locator(".paste-note")).to_have_count(0)
    expect(page.locator("#saved")).to_have_text("Saved")
    assert rows(page, "sources", 6) == []
    page.reload()
    assert rows(page, "sources", 6) == []


def test_cell_says_what_was_read_once_it_is_left_and_never_over_newer_typing(new_page, plan):
    version, editor = plan
    page = new_page(user=editor)
    page.goto(address(version, "finance-plan"))

    cell(page, "lines-2-amount").fill("1,2 млн ₸")
    expect(page.locator("[data-read='lines-2-amount']")).to_have_count(1)
    expect(cell(page, "lines-2-amount")).to_have_value("1,2 млн ₸")
    expect(cell(page, "lines-2-currency")).to_have_value("KZT")
    cell(page, "lines-1-amount").focus()
    expect(cell(page, "lines-2-amount")).to_have_value("1 200 000")

    cell(page, "lines-2-amount").fill("2 млн")
    expect(page.locator("[data-read='lines-2-amount']")).to_have_attribute("value", "2 000 000")
    cell(page, "lines-2-amount").fill("5")
    cell(page, "lines-1-amount").focus()

    expect(page.locator("[data-read='lines-2-amount']")).to_have_count(0)
    expect(cell(page, "lines-2-amount")).to_have_value("5")


def test_merged_cells_count_for_each_of_their_rows_and_no_row_is_lost_unsaid(new_page, plan):
    version, editor = plan
    page = new_page(user=editor)
    page.goto(address(version, "budget"))
    cell(page, "lines-2-account").focus()
    merged = (
        "<table><tr><td>Позиция<td>Covered by<td><td>Сумма<td>Currency"
        "<tr><td>Crew<td rowspan=2>KZ<td>KZ<td>100 000<td rowspan=2>₸"
        "<tr><td>Cast<td>FR<td>200 000</table>"
    )

    paste(
        page,
        "Позиция\tCovered by\t\tСумма\tCurrency",
        "Crew\tKZ\tKZ\t100 000\t₸",
        "Cast\t\tFR\t200 000\t",
        html=merged,
    )

    expect(cell(page, "lines-3-currency")).to_have_value("KZT")
    assert rows(page, "lines", 5)[2:] == [
        ["Crew", "KZ", "KZ", "100 000", "KZT"],
        ["Cast", "KZ", "FR", "200 000", "KZT"],
    ]
    cell(page, "lines-4-account").focus()
    paste(page, *[f"Line {number}" for number in range(502)])
    expect(page.locator(".paste-note")).to_contain_text(
        "Rows pasted: 500. Ctrl+Z takes them back. Left out: 2 more rows"
    )
