"""The door in a browser: announced, published by both parties, found by a stranger, withdrawn."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.judging import findings, too_wide, unreached_by_tab
from tests.films.publishing.making import signed_deal

TITLE = "Browser Kök Tau"


@pytest.fixture(scope="module")
def signed(site, django_db_blocker):
    with django_db_blocker.unblock():
        return signed_deal()


def door(signed):
    return reverse("publishing:publishing", args=[signed.deal.pk])


def judge(page):
    assert findings(page) == []
    assert too_wide(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})


def test_film_is_announced_published_by_both_and_withdrawn(new_page, signed):
    first, second = (new_page(user=person) for person in signed.people)
    stranger = new_page(width=390, dark=True, language="kk")

    first.goto(door(signed))
    assert unreached_by_tab(first) == []
    first.get_by_label("Title in English").fill(TITLE)
    first.get_by_role("button", name="Preview").click()
    preview = first.get_by_role("region", name="Preview: what everybody will see")
    expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE)
    judge(first)
    stranger.goto(f"/films/?q={TITLE}")
    expect(stranger.locator(".results tbody .row-link")).to_have_count(0)
    first.get_by_role("button", name="Announce", exact=True).click()
    expect(first.get_by_role("status")).to_contain_text("is announced")

    first.get_by_label("shares of the countries").check()
    form = first.locator("#publish-form")
    form.get_by_role("button", name="Preview").click()
    expect(first.locator(".public-page")).to_contain_text("60.00")
    judge(first)
    form.get_by_role("button", name="Propose to the other parties").click()
    expect(first.get_by_role("status")).to_contain_text("Rive Nord")

    second.goto(door(signed))
    judge(second)
    second.get_by_role("button", name="Agree").click()
    expect(second.get_by_role("status")).to_contain_text("Published")
    judge(second)

    stranger.goto(f"/films/?q={TITLE}&share_min=60")
    stranger.locator(".results tbody .row-link").click()
    expect(stranger.locator("main")).to_contain_text("60,00")
    expect(stranger.locator("main")).not_to_contain_text("600")

    second.get_by_role("button", name="Withdraw the publication").click()
    expect(second.get_by_role("status")).to_contain_text("2 rows")
    stranger.reload()
    expect(stranger.locator("main")).not_to_contain_text("60,00")

    first.goto(door(signed))
    first.get_by_role("button", name="Withdraw the announcement").click()
    expect(first.get_by_role("status")).to_contain_text("unannounced")
