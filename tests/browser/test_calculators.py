"""The calculators in a browser: live, by keyboard, on a telephone, on paper, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from films.calculators.desk import DESKS
from films.calculators.grid.ledger import MANY, SPARE
from tests.browser.judging import PHONE, findings, open_all, too_wide, unreached_by_tab

LANGUAGES = ["en", "ru", "kk"]
LEDGERS = [slug for slug, desk in DESKS.items() if desk.sheet]
EXAMPLES = [(slug, example.name) for slug, desk in DESKS.items() for example in desk.examples]

# What is typed in cells that are narrower than it.
CUT = "cells => cells.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.value)"


def address(slug, example=""):
    return f"/calculators/{slug}/" + (f"?example={example}" if example else "")


def cell(page, name):
    return page.locator(f"[name='{name}']")


def total(page, label):
    return page.locator(f".desk-totals div:has(dt:text-is('{label}')) summary")


@pytest.mark.parametrize("slug", DESKS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_calculator_has_no_findings_and_fits_a_telephone(new_page, slug, language, dark):
    page = new_page(language=language, dark=dark)

    page.goto(address(slug))
    open_all(page)

    assert findings(page) == []
    assert too_wide(page) == []


@pytest.mark.parametrize("slug", DESKS)
def test_calculator_on_a_telephone_keeps_its_figures_a_finger_apart(new_page, slug):
    page = new_page(width=PHONE)

    page.goto(address(slug))

    assert findings(page) == []


@pytest.mark.parametrize("slug", DESKS)
def test_calculator_is_reached_by_keyboard(page, slug):
    page.goto(address(slug))

    assert unreached_by_tab(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_is_seen_to_its_last_digit(new_page, language):
    page = new_page(language=language)
    page.goto(address("finance-plan"))
    amounts = page.locator("table.sheet .is-amount input")

    amounts.first.fill("999 999 999,99")

    assert amounts.evaluate_all(CUT) == []


@pytest.mark.parametrize(("slug", "example"), EXAMPLES)
def test_calculator_prints_on_one_page(new_page, slug, example):
    # Of the three languages the one with the longest words.
    page = new_page(language="ru")
    page.goto(address(slug, example))

    printed = page.pdf(prefer_css_page_size=True, print_background=True)

    assert len(re.findall(rb"/Type /Page\b", printed)) == 1


@pytest.mark.parametrize("slug", ["finance-plan", "spend", "aggregate"])
def test_print_cuts_nothing_that_was_typed(new_page, slug):
    # As wide as A4 between its margins.
    page = new_page(language="ru", width=703)
    page.goto(address(slug))

    page.emulate_media(media="print")

    assert page.locator("table.sheet tr:not(.is-empty) input[type=text]").evaluate_all(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 703


def test_result_follows_the_typing_and_the_address_follows_the_result(page):
    page.goto(address("finance-plan"))

    cell(page, "sources-1-amount").fill("310 000.00")

    expect(total(page, "Gap")).to_have_text("0.00")
    expect(page).to_have_url(re.compile(r"\?(input|packed)="))
    page.reload()
    expect(cell(page, "sources-1-amount")).to_have_value("310 000.00")
    expect(total(page, "Gap")).to_have_text("0.00")


def test_fault_is_marked_at_its_cell_and_goes_when_mended(page):
    page.goto(address("finance-plan"))

    cell(page, "sources-1-amount").fill("much")

    fault = page.get_by_role("link", name="Sources of finance, row 2, Amount")
    expect(fault).to_be_visible()
    expect(cell(page, "sources-1-amount")).to_have_attribute("aria-invalid", "true")
    fault.click()
    expect(cell(page, "sources-1-amount")).to_be_in_viewport()
    cell(page, "sources-1-amount").fill("5")
    expect(page.locator(".faults")).to_have_count(0)
    expect(cell(page, "sources-1-amount")).not_to_have_attribute("aria-invalid", "true")


def test_arrows_and_enter_walk_through_the_rows(page):
    page.goto(address("finance-plan"))
    cell(page, "lines-0-amount").focus()

    page.keyboard.press("ArrowDown")
    expect(cell(page, "lines-1-amount")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell(page, "lines-2-amount")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cell(page, "lines-1-amount")).to_be_focused()


def test_last_row_is_followed_by_another(page):
    page.goto(address("equity"))
    last = page.locator("#positions tbody tr").last.locator("input").first

    last.fill("Fourth Film")

    expect(page.locator("#positions tbody tr").last.locator("input").first).to_have_value("")
    expect(page.get_by_label("Co-producer, row 6")).to_be_visible()


def test_cells_of_a_spreadsheet_are_pasted(page):
    page.goto("/calculators/finance-plan/?input=%7B%7D")
    cell(page, "base_currency").fill("EUR")
    cell(page, "lines-0-account").focus()

    page.evaluate(
        """() => {
          const data = new DataTransfer();
          const rows = ["Script\\tKZ\\t90 000.00", "Crew\\tFR\\t10,000", "Set\\tFR\\t5", ""];
          data.setData("text/plain", rows.join("\\n"));
          const paste = {clipboardData: data, bubbles: true, cancelable: true};
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
        }"""
    )

    expect(cell(page, "lines-2-account")).to_have_value("Set")
    expect(total(page, "Budget")).to_have_text("100,005.00")


def test_row_is_removed(page):
    page.goto(address("finance-plan"))

    page.get_by_role("button", name="Remove row 1 of Sources of finance").click()

    expect(total(page, "Finance")).to_have_text("800,000.00")


def test_language_is_changed_without_losing_what_was_typed(page):
    page.goto(address("finance-plan"))
    cell(page, "lines-0-account").fill("Another account")
    expect(page).to_have_url(re.compile(r"\?(input|packed)="))

    page.get_by_role("link", name="Русский").click()

    expect(cell(page, "lines-0-account")).to_have_value("Another account")
    expect(page.locator("html")).to_have_attribute("lang", "ru")


def test_figure_opens_to_its_formula(page):
    page.goto(address("finance-plan"))

    total(page, "Gap").press("Enter")

    expect(page.get_by_text("budget 1,800,000.00 − finance 1,610,000.00")).to_be_visible()


def test_file_is_downloaded_and_opened_again(page, tmp_path):
    page.goto(address("equity"))
    cell(page, "tolerance_pp").fill("7")

    with page.expect_download() as saved:
        page.get_by_role("button", name="JSON").click()
    file = tmp_path / "equity.json"
    saved.value.save_as(file)
    page.goto("/calculators/equity/?input=%7B%7D")
    page.get_by_label("Open a file").set_input_files(file)
    page.get_by_role("button", name="Open", exact=True).click()

    expect(cell(page, "tolerance_pp")).to_have_value("7")
    expect(cell(page, "positions-0-id")).to_have_value("Aral Film")


def test_partner_whose_contribution_is_cleared_has_left(page):
    page.goto(address("version-diff"))

    cell(page, "coproducers-1-contribution_after").fill("")

    answer = page.locator("#answer")
    expect(answer.locator(".headlines")).to_contain_text("Atelier Nord has left the deal.")
    expect(answer.get_by_role("row", name="Territory: FR")).to_contain_text("Atelier Nord")
    cell(page, "coproducers-3-id").fill("Aral Film")
    expect(answer.get_by_role("link", name="Co-producers, row 4, Company")).to_be_visible()


def test_germany_at_nine_per_cent_is_told_what_it_costs(page):
    page.goto(address("qualification", "qualification-nine-percent"))

    verdict = page.locator(".verdict")
    expect(verdict).to_contain_text("Does not qualify")
    expect(verdict).to_contain_text("DE brings 9 %, below the minimum of 10 %. COE-147, article 6")
    expect(page.locator(".paths")).to_contain_text("Raise DE from 9 % to 10 %: 24,000.00 EUR")
    cell(page, "coproducers-0-contribution").fill("240 000.00")
    cell(page, "coproducers-1-contribution").fill("1 080 000.00")
    expect(verdict).to_contain_text("Qualifies")


def test_points_test_of_a_convention_is_taken_over(page, faults):
    page.goto(address("qualification", "qualification-revised-convention"))
    points = page.get_by_label("Points, row 1", exact=True)

    page.get_by_role("button", name="Take the functions of COE-147").click()
    expect(points).to_have_value("3")
    expect(page.locator(".problem.is-error")).to_contain_text("the stated maximum is 21")
    faults.clear()
    page.get_by_role("button", name="Take the functions of COE-220").click()

    expect(points).to_have_value("4")
    expect(page.get_by_label("Filled from, row 1", exact=True)).to_have_value("AT")
    expect(page.locator(".verdict")).to_contain_text("COE-220")


def test_spend_of_a_region_counts_for_the_country_it_lies_in(page):
    page.goto(address("spend"))
    country = page.locator("[aria-labelledby='territories-title'] tr").nth(1)
    expect(country).to_contain_text("730,000.00")

    cell(page, "spend-2-parent").fill("be")

    expect(country).to_contain_text("640,000.00")
    expect(page).to_have_url(re.compile(r"\?(input|packed)="))
    page.reload()
    expect(cell(page, "spend-2-parent")).to_have_value("BE")


def test_group_is_shown_once_the_rule_lets_it(page):
    page.goto(address("aggregate"))
    group = page.locator("[aria-labelledby='groups-title'] tr:has(th:text-is('DE'))")
    reason = page.get_by_text("too few deals with a known amount: the rule asks for 5")
    expect(group).to_contain_text("withheld")
    expect(reason).to_be_visible()

    cell(page, "min_deals").fill("4")

    expect(group).to_contain_text("715,000.00")
    expect(reason).to_have_count(0)
    cell(page, "rows-6-refused").check()
    expect(group).to_contain_text("withheld")
    cell(page, "min_deals").fill("2.5")
    expect(page.locator(".faults li")).to_contain_text("Fewest deals: 2.5")
    expect(page.locator(".faults li")).to_contain_text("Enter such a number.")


@pytest.mark.parametrize("slug", LEDGERS)
def test_calculator_works_without_javascript(new_context, site, faults, slug):
    page = new_context(base_url=site.url, java_script_enabled=False).new_page()
    page.goto(address(slug))
    rows = page.locator("table.sheet").first.locator("tbody tr")
    before = rows.count()

    page.get_by_role("button", name="More rows").first.click()
    expect(rows).to_have_count(before - SPARE + MANY)
    page.get_by_role("button", name=re.compile("^Remove row 1 of")).first.click()
    expect(rows).to_have_count(before - 1)
    page.get_by_role("button", name="Calculate").click()

    expect(page).to_have_url(re.compile(rf"/calculators/{slug}/\?"))
    expect(page.locator("#answer")).not_to_be_empty()
    # A plan that lacks its first row may well be refused, which the console notes.
    faults.clear()
