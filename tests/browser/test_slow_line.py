"""Answers that come late, in the wrong order or not at all: what is shown is what is so."""

import re
from contextlib import contextmanager

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from films.finance.sheets import FINANCE_PLAN
from tests.films.finance.making import PLAN, address, make_draft, sources

# Which of two presses was let through.
PRESS_TWICE = """(button) => {
  const went = [];
  window.addEventListener("submit", (event) => went.push(!event.defaultPrevented));
  button.click();
  button.click();
  return went;
}"""

# Ticks a box at the very moment in which the list stands there anew.
TICK_AS_IT_COMES = """(box) => {
  new MutationObserver((changes, observer) => {
    if (!document.querySelector(".chip")) return;
    observer.disconnect();
    document.querySelector(box).click();
  }).observe(document.body, { childList: true, subtree: true });
}"""


class Line:
    """The requests of htmx: each stops here until the test lets it go on, unless told otherwise."""

    def __init__(self, page):
        self.page = page
        self.taken = 0
        self.stopped = []
        self.next = []
        page.route(lambda url: "/static/" not in url, self._take)

    @contextmanager
    def asked(self):
        """Waits until what htmx sends for the block has come here."""
        before = self.taken
        yield
        wait_until(self.page, lambda: self.taken > before)

    def _take(self, route):
        if route.request.headers.get("hx-request") != "true":
            route.continue_()
            return
        self.taken += 1
        if self.next:
            self.next.pop(0)(route)
        else:
            self.stopped.append(route)

    def go_on(self):
        """Let the oldest one through."""
        self.stopped.pop(0).continue_()


@contextmanager
def scripts_come_late(page):
    """Inside, a page is there and its scripts are not yet."""
    stopped = []
    page.route("**/htmx*.js", lambda route: stopped.append(route))
    yield
    # The page may have been used before its last lines, which ask for scripts, had come.
    wait_until(page, lambda: stopped)
    stopped.pop().continue_()


def wait_until(page, is_so):
    """What has happened is told only while the page is waited for."""
    for _moment in range(1_000):
        if is_so():
            return
        page.wait_for_timeout(30)
    pytest.fail("Nothing happened for 30 seconds.")


def stored_and_lost(route):
    route.fetch()
    route.abort("connectionreset")


def lost(route):
    route.abort("connectionreset")


def let_through(route):
    route.continue_()


@pytest.fixture
def sheet(new_page):
    """(the page of a plan with money of 300, its version)."""
    version, editor = make_draft(("A", "KZ"), ("B", "FR"))
    FINANCE_PLAN.store(version, PLAN)
    version.save()
    page = new_page(user=editor)
    page.goto(address(version, "finance-plan"))
    return page, version


def amount(page, number=0):
    return page.locator(f"[name='sources-{number}-amount']")


def test_last_of_two_quick_filters_wins_and_typing_goes_on(page, faults):
    line = Line(page)
    page.goto("/films/?page_size=25")
    question = page.get_by_label("Title, person or company")

    with line.asked():
        page.locator("#partner-FR").click()
    with line.asked():
        page.locator("#partner-DE").click()
    question.press_sequentially("Leviathan")
    question.press("Home")
    line.stopped[-1].continue_()

    expect(page.locator(".chip", has_text="France")).to_be_visible()
    expect(page.locator(".chip", has_text="Germany")).to_be_visible()
    expect(page).to_have_url(re.compile("partner=FR&partner=DE"))
    expect(question).to_be_focused()
    expect(question).to_have_value("Leviathan")
    page.keyboard.type("The ")
    expect(question).to_have_value("The Leviathan")
    # A request that is called off is an error to htmx.
    faults.clear()


def test_filter_is_heard_from_the_moment_the_list_is_there(page):
    page.goto("/films/?page_size=25")
    page.evaluate(TICK_AS_IT_COMES, "#partner-DE")

    page.locator("#partner-FR").click()

    expect(page.locator(".chip", has_text="France")).to_be_visible()
    expect(page.locator(".chip", has_text="Germany")).to_be_visible()
    expect(page).to_have_url(re.compile("partner=FR&partner=DE"))


def test_filter_ticked_before_the_scripts_came_is_heard(page):
    with scripts_come_late(page):
        page.goto("/films/?page_size=25", wait_until="commit")
        page.locator("#partner-FR").click()
        page.locator("#partner-DE").click()

    expect(page.locator(".chip", has_text="France")).to_be_visible()
    expect(page.locator(".chip", has_text="Germany")).to_be_visible()


def test_filter_that_was_left_by_going_back_does_not_come_after_all(page, faults):
    line = Line(page)
    line.next = [let_through]
    page.goto("/films/?page_size=25")
    page.locator("#partner-FR").click()
    expect(page.locator(".chip", has_text="France")).to_be_visible()

    with line.asked():
        page.locator("#partner-DE").click()
    with page.expect_event("requestfailed"):
        page.go_back()

    expect(page.locator("#partner-FR")).not_to_be_checked()
    expect(page).to_have_url(re.compile(r"/films/\?page_size=25$"))
    line.next = [lost]  # Then the page is loaded as a whole.
    page.locator("#partner-KZ").click()
    expect(page.locator(".chip", has_text="Kazakhstan")).to_be_visible()
    faults.clear()


def test_nothing_is_called_saved_before_it_is_and_leaving_is_asked_about(sheet):
    page, version = sheet
    line = Line(page)
    saved = page.locator("#saved")
    questions = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))

    with line.asked():
        amount(page).fill("310")
    amount(page, 1).fill("210")
    expect(saved).to_have_text("Saving…")
    with line.asked():
        line.go_on()
    expect(saved).to_have_text("Saving…")
    page.get_by_role("link", name="Cash flow").first.click()
    expect(amount(page, 1)).to_have_value("210")
    line.next = [let_through]
    page.get_by_role("button", name="Save", exact=True).click()
    line.go_on()

    expect(saved).to_have_text("Saved")
    assert questions == ["beforeunload"]
    assert sources(version) == [("S1", 310), ("S2", 210)]


def test_amount_typed_before_the_scripts_came_is_saved(sheet):
    page, version = sheet
    with scripts_come_late(page):
        page.reload(wait_until="commit")
        amount(page).fill("310")

    expect(page.locator("#saved")).to_have_text("Saved")
    assert sources(version) == [("S1", 310), ("S2", 200)]


def test_save_whose_answer_was_lost_is_nobody_elses_change(sheet, faults):
    page, version = sheet
    line = Line(page)
    line.next = [stored_and_lost, *[let_through] * 3]
    saved = page.locator("#saved")

    amount(page).fill("310")
    expect(saved).to_contain_text("Not saved: the server does not answer")
    amount(page).fill("320")

    expect(saved).to_have_text("Saved")
    expect(page.locator(".conflict")).to_have_count(0)
    assert sources(version) == [("S1", 320), ("S2", 200)]
    faults.clear()


def test_row_is_removed_for_good_and_another_language_waits_for_it(sheet):
    page, version = sheet
    line = Line(page)

    with line.asked():
        page.locator("#sources [data-remove]").first.click()
    expect(amount(page)).to_have_value(re.compile("200"))
    page.get_by_role("link", name="Қазақша").click()
    line.next = [let_through]
    line.go_on()

    expect(page.locator("html")).to_have_attribute("lang", "kk")
    expect(amount(page)).to_have_value("200,00")
    assert sources(version) == [("S2", 200)]


def test_button_that_is_pressed_twice_acts_once(sheet):
    page, version = sheet
    page.goto(reverse("deals:notes", args=[version.deal_id]))
    page.locator("#note textarea").fill("Written once")

    went = page.get_by_role("button", name="Keep for ourselves").evaluate(PRESS_TWICE)

    assert went == [True, False]
    expect(page.get_by_text("The note is kept")).to_be_visible()
    expect(page.locator("[aria-busy]")).to_have_count(0)


def test_calculator_says_that_its_result_is_older_than_its_cells(page, faults):
    line = Line(page)
    line.next = [lost, let_through]
    page.goto("/calculators/finance-plan/")
    before = page.locator("#answer").inner_html()

    amount(page).fill("1")
    expect(page.locator("#unanswered")).to_contain_text("The server does not answer")
    expect(page.locator("#unanswered")).to_be_in_viewport()
    amount(page).fill("2")

    expect(page.locator("#unanswered")).to_be_hidden()
    expect(page.locator("#answer")).not_to_have_js_property("innerHTML", before)
    faults.clear()
