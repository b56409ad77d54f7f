"""Credits, equity, rights, qualification and recoupment of a deal in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from films.credit.sheets import CREDITS
from films.deal import negotiation
from films.models import CreditFunction, Receipt
from films.recoupment.sheets import RECOUPMENT
from films.rights.sheets import RIGHTS
from tests import factories as make
from tests.browser.judging import findings, open_all, too_wide, unreached_by_tab
from tests.films.credit.making import plan, three_partners

OF_VERSION = [
    "credits:credits",
    "credits:equity",
    "rights:rights",
    "qualification:qualification",
    "recoupment:recoupment",
    "recoupment:trial",
    "recoupment:statement",
]


@pytest.fixture(scope="module")
def entered(site, django_db_blocker):
    """A draft with something on every sheet, and its editor; it stays for the tests after it."""
    with django_db_blocker.unblock():
        person, version = three_partners(as_of="2026-03-01")
        plan(version, {"A": "950000.00", "B": "650000.00", "C": "400000.00"}, budget="2100000.00")
        CREDITS.store(
            version,
            {
                "coproducers": [{"id": "A", "ownership": "50", "credit_order": "1"}],
                "functions": [{"role": "director", "points": "4", "country": "KZ"}],
            },
        )
        RIGHTS.store(version, {"rights": [{"territory": "KZ", "owner": "A"}, {"territory": "TR"}]})
        RECOUPMENT.store(
            version,
            {
                "tiers": [
                    {"id": "T1", "type": "fee", "payee": "CAM", "pct": "1"},
                    {"id": "T2", "type": "split", "payees": [{"payee": "A", "pct": "100"}]},
                ]
            },
        )
        Receipt.objects.create(deal=version.deal, period="P1", amount=1000, currency="EUR")
    return person, version


def addresses(version):
    numbered = [reverse(name, args=[version.deal_id, version.number]) for name in OF_VERSION]
    return [
        *numbered,
        reverse("recoupment:receipts", args=[version.deal_id]),
        reverse("recoupment:receipt", args=[version.deal_id, 1]),
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_have_no_findings_and_fit_a_telephone(new_page, entered, dark):
    person, version = entered
    page = new_page(user=person, dark=dark)

    for address in addresses(version):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        open_all(page)

        assert (address, findings(page)) == (address, [])
        assert (address, too_wide(page)) == (address, [])


def test_pages_are_reached_by_keyboard(new_page, entered):
    person, version = entered
    page = new_page(user=person)

    for address in addresses(version):
        page.goto(address)

        assert (address, unreached_by_tab(page)) == (address, [])


def test_points_follow_the_typing_and_are_kept(new_page, entered):
    person, version = entered
    page = new_page(user=person)
    page.goto(reverse("credits:credits", args=[version.deal_id, version.number]))

    page.locator("[name='functions-1-role']").fill("composer")
    page.locator("[name='functions-1-points']").fill("2")
    page.locator("[name='functions-1-filled_by']").fill("FR")

    expect(page.locator("#saved")).to_have_text("Saved")
    expect(page.locator(".desk-totals div:has(dt:text-is('Points filled'))")).to_contain_text(
        "6.00"
    )
    rows = CreditFunction.objects.visible_to(person).filter(version=version)
    assert [(one.function, one.points, one.filled_from) for one in rows] == [
        ("director", "4", "KZ"),
        ("composer", "2", "FR"),
    ]


def test_proposal_is_shown_and_cannot_be_typed_into(new_page):
    person, version = three_partners()
    negotiation.propose(version, user=person, at=make.ANNOUNCED)
    page = new_page(user=person)

    page.goto(reverse("rights:rights", args=[version.deal_id, version.number]))

    expect(page.locator("[name='rights-0-territory']")).to_be_disabled()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
