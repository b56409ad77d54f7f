"""Every page in three languages: a quiet console, no finding of axe, fit for a telephone."""

import re
from dataclasses import dataclass
from http import HTTPStatus

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from films.models import Film
from partners.models import Source, User
from tests.browser.judging import PHONE, findings, open_all, too_wide
from tests.factories import make_admin, make_user

LANGUAGES = ["en", "ru", "kk"]


@dataclass(frozen=True)
class Reading:
    """A page, who reads it, and how it answers."""

    address: str
    reader: str = ""
    status: int = HTTPStatus.OK


def page_about(model, title):
    return model.objects.get(title=title).get_absolute_url()


PUBLIC = {
    "home": "/",
    "films": "/films/",
    "films with a question": "/films/?partner=KZ&partner=FR&partner_match=all&decade=2010",
    "films by charts and columns": "/films/?coproduction=yes&sort=-year&page_size=25&columns=title"
    "&columns=countries&columns=budget_amount",
    "films, none": "/films/?partner=KZ&partner=BR&partner_match=all",
    "films of the demonstration": "/films/?source_confidence=fictional",
    "countries": "/countries/",
    "countries, none": "/countries/?q=nowhere",
    "companies": "/companies/",
    "companies, none": "/companies/?q=nowhere",
    "funding sources": "/funding-sources/",
    "funding sources, none": "/funding-sources/?q=nowhere",
    "treaties": "/treaties/",
    "treaties, none": "/treaties/?q=nowhere",
    "festivals": "/festivals/",
    "festivals, none": "/festivals/?q=nowhere",
    "a country": "/countries/KZ/",
    "a withdrawn country": "/countries/SUHH/",
    "a company": "/companies/arte-ddvvkb9/",
    "a company of the demonstration": "/companies/mysal-film-demonstration-s4ks7bp/",
    "a fund": "/funding-sources/eurimages-b272vmg/",
    "a convention": "/treaties/COE-147/",
    "a memorandum": "/treaties/KZ-TR-MOU-2025/",
    "sources": "/sources/",
    "about the data": "/about/data/",
    "the API's page": "/api/docs/",
    "calculators": "/calculators/",
    "signing in": "/account/login/",
}
PAGES = {
    **{name: lambda address=address: Reading(address) for name, address in PUBLIC.items()},
    "a film": lambda: Reading(page_about(Film, "Tulpan")),
    "a film of the demonstration": lambda: Reading(
        page_about(Film, "Steppe Lantern (demonstration)")
    ),
    "a source": lambda: Reading(
        reverse("partners:source", args=[Source.objects.exclude(url="").earliest("key").key])
    ),
    "nothing there": lambda: Reading("/films/never-made/", status=HTTPStatus.NOT_FOUND),
    "a refused filter": lambda: Reading(
        "/films/?year_min=soon&partner=XX", status=HTTPStatus.BAD_REQUEST
    ),
    "an account": lambda: Reading("/account/", reader="reading-researcher"),
    "an account keeping a filter": lambda: Reading(
        "/account/?keep=/films/?partner=KZ", reader="reading-researcher"
    ),
    "administration, signing in": lambda: Reading("/admin/login/"),
    "administration": lambda: Reading("/admin/", reader="reading-admin"),
    "administration, films": lambda: Reading("/admin/films/film/", reader="reading-admin"),
    "administration, a film": lambda: Reading(
        reverse("admin:films_film_change", args=[Film.objects.get(title="Tulpan").pk]),
        reader="reading-admin",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def readers(site, django_db_blocker):
    with django_db_blocker.unblock():
        make_user("reading-researcher")
        make_admin("reading-admin")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_fault(new_page, faults, name, language):
    reading = PAGES[name]()
    user = User.objects.get(username=reading.reader) if reading.reader else None
    page = new_page(language=language, user=user)

    response = page.goto(reading.address)
    if name == "the API's page":
        expect(page.locator(".opblock").first).to_be_visible()
    if language == "en":
        open_all(page)

    assert response.status == reading.status
    assert page.locator("html").get_attribute("lang") == language
    assert findings(page) == []
    assert too_wide(page) == []
    if reading.status != HTTPStatus.OK:
        forgive(faults, reading.status)


def forgive(faults, status):
    """Chromium notes in its console that the page itself was answered with an error."""
    meant = re.compile(f"Failed to load resource: .* status of {status} ")
    faults.seen[:] = [fault for fault in faults.seen if not meant.search(fault)]


def test_limits_of_a_treaty_are_in_sight_on_a_telephone(new_page):
    page = new_page(width=PHONE, language="kk")

    page.goto("/treaties/COE-220/")

    lowest = page.locator("[aria-labelledby=terms-title] td.num").first.bounding_box()
    assert lowest["x"] + lowest["width"] <= PHONE
