"""The admin in a browser: no fault in any language, choosing by typing, undo by one button."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from films.models import Film
from tests.browser.judging import PHONE, findings
from tests.factories import make_admin, make_country, make_film, make_genre
from tests.films.register.test_admin import page_of

PAGES = ["/admin/", "/admin/films/film/", "/admin/films/film/add/", "/admin/films/genre/"]


@pytest.fixture(scope="module")
def editor(site, django_db_blocker):
    with django_db_blocker.unblock():
        return make_admin("browsing-editor")


def pages_about(film):
    """The page of a film, its history, its first version, its deletion."""
    entry = film.history.earliest()
    address = page_of(film)
    others = ("history", f"history/{entry.pk}", "delete")
    return [address, *(address.replace("change", other) for other in others)]


def test_admin_list_on_a_telephone_has_no_fault(new_page, editor):
    page = new_page(user=editor, width=PHONE)

    page.goto("/admin/films/film/")

    assert findings(page) == []


def choose(page, box, text):
    """Open a box, type, take the first that is found."""
    box.click()
    field = page.locator(".select2-container--open .select2-search__field")
    field.fill(text)
    page.locator(".select2-results__option", has_text=text).first.click()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_admin_pages_have_no_fault(new_page, editor, language):
    film = make_film(f"Browsed in {language}", between=[make_country()], genres=[make_genre()])
    film.year = 2008
    film.save()
    page = new_page(user=editor, language=language)

    for path in [*PAGES, *pages_about(film), "/admin/films/film/deleted/"]:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        if language == "en":
            # Styles were loaded under the page's own policy; axe need not fetch them again.
            found = Axe().run(page, options={"preload": False})
            assert found.violations_count == 0, f"{path}\n{found.generate_report()}"


@pytest.mark.parametrize("width", [390, 1440])
def test_admin_pages_do_not_overflow(new_page, editor, width):
    film = make_film("Browsed narrow", between=[make_country()])
    page = new_page(user=editor, width=width)

    for path in [*PAGES, *pages_about(film)]:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_conflict_has_no_fault_of_its_own(new_page, editor, faults):
    film = make_film("Browsed twice")
    first, second = new_page(user=editor), new_page(user=editor)
    for page in (first, second):
        page.goto(page_of(film))
        page.get_by_label("Original title:").fill("Қаралған" if page is first else "Kórilgen")
    first.get_by_role("button", name="Save", exact=True).click()
    second.get_by_role("button", name="Save", exact=True).click()

    expect(second.locator(".conflict")).to_contain_text("Қаралған")
    expect(second.get_by_label("Original title:")).to_have_value("Kórilgen")
    found = Axe().run(second, options={"preload": False})
    assert found.violations_count == 0, found.generate_report()
    # The browser notes the status 409 of the answer itself.
    assert [fault for fault in faults.seen if "409" not in fault] == []
    faults.clear()


def test_admin_adds_a_partner_by_typing_and_takes_it_back(new_page, editor):
    make_country("KZ")
    film = make_film("Browsed and edited")
    page = new_page(user=editor)

    page.goto(page_of(film))
    page.get_by_label("Original title:").fill("Қаралған")
    page.get_by_role("button", name="Add another Participation").click()
    row = page.locator("#participations-0")
    choose(page, row.locator(".field-country .select2-selection"), "Kazakhstan")
    row.get_by_label("Published share in per cent").fill("60")
    page.get_by_label("Why:").fill("yearbook")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    page.get_by_role("link", name="History", exact=True).click()
    expect(page.locator("#change-history")).to_contain_text("Қаралған")
    page.get_by_role("button", name=re.compile("Undo")).last.click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    film = Film.objects.get(pk=film.pk)
    assert film.original_title == ""
    assert [str(part.share) for part in film.participations.all()] == ["60"]


def test_admin_list_filters_by_typing(new_page, editor):
    make_film("Browsed with Uzbekistan", between=[make_country("UZ")])
    page = new_page(user=editor)

    page.goto("/admin/films/film/?q=Browsed")
    choose(page, page.locator("#filter-country + .select2-container"), "Uzbekistan")
    page.locator("form", has=page.locator("#filter-country")).get_by_role("button").click()

    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    expect(page.locator("#result_list")).to_contain_text("Browsed with Uzbekistan")


def test_leaving_a_form_with_something_typed_is_asked_about(new_page, editor):
    film = make_film("Browsed and left", between=[make_country("KZ")])
    page = new_page(user=editor)
    questions = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))

    page.goto(page_of(film))
    page.get_by_label("Original title:").fill("Қаралған")
    page.get_by_role("link", name="Русский").click()
    expect(page.get_by_label("Original title:")).to_have_value("Қаралған")
    assert questions == ["beforeunload"]
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.get_by_role("link", name="Русский").click()

    expect(page.get_by_label("Оригинальное название:")).to_have_value("Қаралған")
    assert questions == ["beforeunload"]
