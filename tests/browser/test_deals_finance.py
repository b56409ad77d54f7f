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
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
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
    page.evaluate(PASTE, "\r\n".join(PASTED) + "\r\n")

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
