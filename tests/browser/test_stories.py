"""What each kind of reader comes for, walked from the start page by links and buttons alone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from films.models import Film
from tests.factories import make_admin, make_country, make_film
from tests.films.register.test_admin import page_of

QUESTION = "Which Kazakh films of the 2010s were made with France and Germany?"
PASSWORD = "a long steppe road"


@pytest.fixture(scope="module")
def keeper(site, django_db_blocker):
    """An admin who signs in by name and password."""
    with django_db_blocker.unblock():
        user = make_admin("story-keeper")
        user.set_password(PASSWORD)
        user.save()
        return user


def test_researcher_finds_the_films_who_financed_them_and_where_it_is_known_from(page):
    page.goto("/")
    page.get_by_role("link", name=QUESTION).click()
    for title in ("Harmony Lessons", "The Wounded Angel", "Ayka"):
        expect(page.locator(".results tbody .row-link", has_text=title)).to_be_visible()

    page.get_by_role("link", name="Harmony Lessons", exact=True).click()
    funding = page.get_by_role("group", name="Published funding")
    paid = funding.locator("tbody tr", has_text="World Cinema Fund")
    expect(paid).to_contain_text("40,000.00 EUR")

    mark = paid.locator(".source-mark")
    reference = page.locator(mark.get_attribute("href"))
    mark.click()
    expect(page).to_have_url(re.compile("#source-"))
    expect(reference).to_be_in_viewport()
    expect(reference).to_contain_text("WCF 16th jury")

    reference.get_by_role("link", name=re.compile("^filmportal")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("filmportal")
    page.get_by_role("link", name=re.compile("^Published funding: ")).click()
    expect(page.locator("main")).to_contain_text("Harmony Lessons")


def test_researcher_takes_the_same_rows_as_a_file(page):
    page.goto("/")
    page.get_by_role("link", name=QUESTION).click()
    counted = page.locator(".totals dd").first
    expect(counted).to_have_text(re.compile(r"^\d+$"))
    shown = int(counted.inner_text())
    expect(page.locator(".results tbody .row-link")).to_have_count(shown)

    with page.expect_download() as started:
        page.get_by_role("link", name="CSV", exact=True).click()

    lines = started.value.path().read_text(encoding="utf-8").strip().splitlines()
    assert len(lines) == 1 + shown


def test_admin_finds_a_film_corrects_it_sees_the_history_and_takes_it_back(new_page, keeper):
    film = make_film("Story of a wrong year", between=[make_country("KZ")], year=2008)
    page = new_page()

    page.goto("/")
    page.get_by_role("link", name="Correct a record, see its history").click()
    page.get_by_label("Username").fill(keeper.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")

    page.locator("#register-film").get_by_role("link", name="Films").click()
    page.get_by_role("textbox", name="Search").fill("story wrong year")
    page.keyboard.press("Enter")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.locator("#result_list").get_by_role("link", name="Story of a wrong year").click()

    page.get_by_label("Year:", exact=True).fill("2009")
    page.get_by_label("Why:").fill("the yearbook says so")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Film.objects.get(pk=film.pk).year == 2009

    page.goto(page_of(film).replace("change", "history"))
    expect(page.locator("#change-history")).to_contain_text("the yearbook says so")
    expect(page.locator("#change-history")).to_contain_text("2009")
    page.get_by_role("button", name=re.compile("Undo")).first.click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Film.objects.get(pk=film.pk).year == 2008


def test_stranger_is_asked_to_sign_in_and_comes_back(new_page, keeper):
    page = new_page()
    page.goto("/films/?partner=KZ")
    page.get_by_role("link", name="Keep this filter").click()

    page.get_by_label("Username").fill(keeper.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Name").fill("Films of the home country")
    page.get_by_role("button", name="Keep", exact=True).click()

    expect(page).to_have_url(re.compile(reverse("account") + "$"))
    page.get_by_role("link", name="Films of the home country").click()
    expect(page.locator("#partner-KZ")).to_be_checked()
