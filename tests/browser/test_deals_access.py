"""A newcomer logs a deal; every page around it is quiet, accessible, and fits a telephone."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from films.models import Deal
from partners.models import Company
from tests import factories as make
from tests.browser.judging import findings, open_all, too_wide

DALA = "mysal-film-demonstration-s4ks7bp"
QUAI = "Films du Quai Imaginaire (demonstration)"


@pytest.fixture
def producer(site):
    company = Company.objects.get(public_id=DALA)
    return make.make_user(f"newcomer-{uuid4().hex[:8]}", signatory_at=company)


def test_a_newcomer_logs_a_deal_by_keyboard_and_finds_it_everywhere(new_page, producer):
    page = new_page(user=producer)
    page.goto("/deals/new/")

    page.get_by_label("Working title").fill("Wind Atlas")
    page.get_by_label("Company 1").fill(QUAI)
    expect(page.locator("#known-companies option")).to_have_count(1)
    page.get_by_label("Country 1").select_option(label="France")
    page.get_by_role("button", name="Log the deal").press("Enter")

    expect(page).to_have_url(re.compile(r"/versions/1/finance-plan/$"))
    deal = Deal.objects.open_to(producer).get(title="Wind Atlas")
    judge(new_page, producer, deal)


def test_going_back_among_own_deals_leaves_no_copy_in_the_browser(new_page, producer):
    make.make_deal("Silent Reel", between=list(Company.objects.filter(public_id=DALA)))
    page = new_page(user=producer)
    page.goto("/deals/")
    leads = page.locator("#stage-lead")

    leads.check()
    expect(page).to_have_url(re.compile(r"stage=lead"))
    assert page.evaluate("JSON.stringify([sessionStorage, localStorage])").count("<") == 0
    page.go_back()

    expect(page).to_have_url(re.compile(r"/deals/$"))
    expect(leads).not_to_be_checked()
    leads.check()
    expect(page).to_have_url(re.compile(r"stage=lead"))


def judge(new_page, producer, deal):
    """The pages around the deal, at two widths, light and dark, with everything opened."""
    start = deal.get_absolute_url()
    addresses = [
        "/deals/", "/deals/board/", "/deals/new/", start, f"{start}partners/?q=quai",
        f"{start}edit/", f"{start}partners/2/leave/", "/account/", f"/account/company/{DALA}/",
    ]  # fmt: skip
    for width, dark in ((1440, False), (390, True)):
        page = new_page(width=width, dark=dark, user=producer)
        for address in addresses:
            page.goto(address)
            open_all(page)
            assert findings(page) == [], (address, width)
            assert too_wide(page) == [], (address, width)
