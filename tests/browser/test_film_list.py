"""The list of films by keyboard, with and without scripts, kept by address and back button."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.judging import unreached_by_tab

FILMS = "/films/?page_size=25"


def focused(page):
    return page.locator("*:focus")


def count(page):
    """How many films the page counts."""
    return int(page.locator(".totals dd").first.inner_text())


def press_on(page, box):
    """Tick a box by keyboard alone."""
    page.locator(box).focus()
    page.keyboard.press("Space")


@pytest.fixture
def plain_page(new_page):
    """A page of a reader whose browser runs no script."""
    return new_page(scripts=False)


@pytest.mark.parametrize("width", [1440, 390])
def test_film_list_is_reached_by_tab_to_the_last_control(new_page, width):
    page = new_page(width=width)
    page.goto(FILMS)

    assert unreached_by_tab(page) == []


def test_film_list_can_be_skipped_to(page):
    page.goto(FILMS)

    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("Skip to the content")
    expect(focused(page)).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.locator("main *:focus")).to_have_count(1)


def test_film_list_is_filtered_by_keyboard_and_keeps_the_focus(page):
    page.goto(FILMS)
    before = count(page)

    press_on(page, "#partner-FR")

    expect(page).to_have_url(re.compile("partner=FR"))
    expect(page.locator(".chip", has_text="France")).to_be_visible()
    expect(page.locator("#partner-FR")).to_be_focused()
    expect(page.locator("#partner-FR")).to_be_checked()
    assert 0 < count(page) < before


def test_film_list_on_a_phone_begins_with_its_films_and_keeps_open_what_was_opened(new_page):
    page = new_page(width=390)
    page.goto(FILMS + "&partner=KZ")
    filters = page.locator(".rail-box > summary")
    expect(page.locator("#partner-KZ")).to_be_hidden()
    expect(page.locator(".totals dd").first).to_be_in_viewport()

    filters.click()
    page.locator(".facet summary", has_text="Money").click()
    press_on(page, "#partner-FR")
    expect(page.locator(".chip", has_text="France")).to_be_visible()
    expect(page.locator("#partner-FR")).to_be_focused()
    expect(page.locator("#filter-amount_min")).to_be_visible()

    page.get_by_label("Year from").fill("2010")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".chip", has_text="2010")).to_be_visible()
    expect(page.locator("#partner-FR")).to_be_hidden()
    expect(page.get_by_role("button", name="Show", exact=True)).to_be_focused()
    expect(page.locator(".totals dd").first).to_be_in_viewport()


def test_film_list_on_a_phone_keeps_the_focus_of_whoever_presses_enter(new_page):
    page = new_page(width=390)
    page.goto(FILMS)
    page.locator(".rail-box > summary").click()

    page.get_by_label("Year from").fill("2010")
    page.keyboard.press("Enter")

    expect(page.locator(".chip", has_text="2010")).to_be_visible()
    expect(page.locator("#show-list")).to_be_focused()


def test_film_list_keeps_the_focus_on_the_heading_of_a_section(page):
    page.goto(FILMS)

    page.get_by_label("Year to").fill("2015")
    page.keyboard.press("Tab")

    expect(page.locator(".chip", has_text="2015")).to_be_visible()
    expect(focused(page)).to_have_text("Countries")


@pytest.mark.parametrize("width", [1440, 390])
def test_film_list_stays_where_its_reader_has_scrolled(new_page, width):
    page = new_page(width=width, height=700)
    page.goto(FILMS + "&partner=KZ")
    box = page.locator("#decade-2010")
    if width < 1000:
        page.locator(".rail-box > summary").click()
    box.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")

    box.click()
    expect(page.locator(".chip", has_text="2010")).to_be_visible()

    expect(box).to_be_focused()
    assert page.evaluate("scrollY") == before > 100


def test_film_list_is_filtered_by_typing_and_enter(page):
    page.goto(FILMS)

    page.get_by_label("Title, person or company").fill("асланнын сабактары")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("q="))
    expect(page.locator(".totals dd").first).to_have_text("1")
    expect(page.get_by_role("link", name="Harmony Lessons", exact=True)).to_be_visible()


def test_film_list_goes_back_to_the_filter_before(page):
    page.goto(FILMS)
    before = count(page)
    press_on(page, "#partner-FR")
    expect(page.locator(".chip", has_text="France")).to_be_visible()
    joint = count(page)
    press_on(page, "#partner-DE")
    expect(page.locator(".chip", has_text="Germany")).to_be_visible()

    page.go_back()
    expect(page.locator(".chip", has_text="Germany")).to_have_count(0)
    expect(page.locator("#partner-DE")).not_to_be_checked()
    expect(page.locator("#partner-FR")).to_be_checked()
    assert count(page) == joint

    page.go_back()
    expect(page.locator(".chip", has_text="France")).to_have_count(0)
    assert count(page) == before

    page.go_forward()
    expect(page.locator("#partner-FR")).to_be_checked()
    assert count(page) == joint


def test_film_list_comes_back_from_a_film_and_from_a_bookmark(page, new_page):
    page.goto(FILMS)
    press_on(page, "#partner-FR")
    expect(page.locator(".chip", has_text="France")).to_be_visible()
    bookmark, joint = page.url, count(page)

    page.locator(".results .row-link").first.click()
    expect(page).to_have_url(re.compile("/films/[a-z0-9-]+/$"))
    page.go_back()
    expect(page.locator(".chip", has_text="France")).to_be_visible()
    assert (page.url, count(page)) == (bookmark, joint)

    other = new_page(language="kk")
    other.goto(bookmark)
    expect(other.locator("#partner-FR")).to_be_checked()
    assert count(other) == joint


def test_film_list_without_scripts_is_filtered_by_keyboard(plain_page):
    plain_page.goto(FILMS)
    before = count(plain_page)

    press_on(plain_page, "#partner-FR")
    plain_page.get_by_role("button", name="Show", exact=True).focus()
    plain_page.keyboard.press("Enter")

    expect(plain_page).to_have_url(re.compile("partner=FR"))
    expect(plain_page.locator("#partner-FR")).to_be_checked()
    joint = count(plain_page)
    assert 0 < joint < before

    plain_page.get_by_role("link", name="Drop the filter Partner country: France").focus()
    plain_page.keyboard.press("Enter")
    expect(plain_page.locator("#partner-FR")).not_to_be_checked()
    assert count(plain_page) == before


def test_film_list_with_and_without_scripts_counts_alike(page, plain_page):
    address = "/films/?partner=KZ&partner=FR&partner=DE&partner_match=all&decade=2010"

    page.goto(address)
    plain_page.goto(address)

    assert count(page) == count(plain_page) == page.locator(".results .row-link").count()
