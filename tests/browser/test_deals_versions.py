"""Versions, their comparison, what breaks, notes and history in a browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from coprod import printing
from tests.browser import judging
from tests.films.deal.tables import fill, source, table

pytestmark = pytest.mark.browser


@pytest.fixture
def made(reachable_database):
    found = table("Karluk Film", "Loire Images", title="Winter of the herds")
    first = found.draft()
    fill(first)
    found.propose(first)
    second = found.draft(1, based_on=first, reason="More for the south")
    source(second, "Broadcaster", 15, 1)
    found.propose(second, 1)
    return found


def pages_of(made):
    return [
        reverse("deals:versions", args=[made.deal.pk]),
        reverse("deals:version", args=[made.deal.pk, 2]),
        reverse("deals:compare", args=[made.deal.pk, 1, 2]),
        reverse("qualification:what-breaks", args=[made.deal.pk, 2]),
        reverse("deals:notes", args=[made.deal.pk]),
        reverse("deals:history", args=[made.deal.pk]),
    ]


def test_pages_of_versions_are_without_fault(new_page, made):
    page = new_page(user=made.people[0])
    for address in pages_of(made):
        page.goto(address)
        judging.open_all(page)

        assert judging.findings(page) == [], address
        assert judging.too_wide(page) == [], address
        page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The dossier could not be printed"),
        ("ru", "Досье не удалось напечатать"),
        ("kk", "Дерекнаманы басып шығару мүмкін болмады"),
    ],
)
def test_whoever_waits_too_long_for_a_dossier_is_told_so(
    new_page, made, faults, monkeypatch, language, words
):
    monkeypatch.setattr(printing, "SECONDS_TO_WAIT", 0)
    page = new_page(user=made.people[0], language=language, width=390)

    with printing.TURNS, printing.TURNS:
        answer = page.goto(reverse("deals:version-dossier", args=[made.deal.pk, 2]))

    assert answer.status == 503
    expect(page.get_by_role("heading", name=words)).to_be_visible()
    assert judging.findings(page) == []
    assert judging.too_wide(page) == []
    faults.clear()  # The browser notes every 503.
    page.locator(".fault .primary").press("Enter")
    expect(page).to_have_url(re.compile("/versions/2/$"))


def test_a_version_is_agreed_signed_and_questioned_without_scripts(new_page, made):
    page = new_page(user=made.people[0], scripts=False)
    page.goto(reverse("deals:version", args=[made.deal.pk, 2]))
    page.locator("form[action$='/agree/'] button").press("Enter")
    expect(page.get_by_text("Karluk Film agrees.")).to_be_visible()

    page.get_by_label("I sign for Karluk Film, which binds it.").press("Space")
    page.locator("form[action$='/sign/'] button").press("Enter")
    expect(page.get_by_text("Karluk Film has signed.")).to_be_visible()

    page.goto(reverse("qualification:what-breaks", args=[made.deal.pk, 2]))
    page.get_by_label("Loire Images").press("Space")
    page.get_by_role("button", name="What follows?").press("Enter")
    expect(page.get_by_role("heading", name="Without Loire Images")).to_be_visible()
    expect(page.get_by_role("row", name="Gap")).to_contain_text("40.00")
