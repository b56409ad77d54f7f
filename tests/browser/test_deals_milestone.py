"""Deadlines, obligations, decisions and documents of a deal in a browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from films.deal import negotiation
from films.models import DecisionRule, Milestone, Obligation
from tests.browser.judging import findings, too_wide, unreached_by_tab
from tests.films.milestone import making


@pytest.fixture(scope="module")
def table(site, django_db_blocker):
    """A deal in which something of each kind is due."""
    with django_db_blocker.unblock():
        table = making.table()
        table.deal.title = "Road of the milestones"
        table.deal.save()
        on = timezone.localdate()
        making.make_milestone(table.deal, "Workshop in Almaty", due_on=on - timedelta(days=3))
        making.make_milestone(
            table.deal, "Shooting", due_on=on + timedelta(days=60), ends_on=on + timedelta(days=99)
        )
        making.make_approval(table.deal, authority="CNC", expires_on=on + timedelta(days=9))
        making.make_obligation(table.version, quantity=5, due_on=on)
        DecisionRule.objects.create(version=table.version, matter="Final cut", days=7)
        negotiation.propose(table.version, user=table.signatory, at=timezone.now())
        table.draft = negotiation.begin(
            table.deal, company=table.dala, author=table.signatory, at=timezone.now(),
            based_on=table.version,
        )  # fmt: skip
        table.decision = making.make_decision(
            table.deal, answer_by=on + timedelta(days=7), author=table.editor
        )
        return table


def addresses(table):
    deal = table.deal.pk
    obligation = table.draft.obligations.get()
    return [
        reverse("milestones:milestones", args=[deal]),
        reverse("milestones:milestone-add", args=[deal]),
        reverse("milestones:obligations", args=[deal, table.draft.number]),
        reverse("milestones:deliveries", args=[deal, obligation.key]),
        reverse("milestones:due"),
        reverse("governance:rules", args=[deal, table.draft.number]),
        reverse("governance:decisions", args=[deal]),
        reverse("governance:decision", args=[deal, table.decision.uid]),
        reverse("governance:documents", args=[deal]),
    ]


@pytest.mark.parametrize(
    ("language", "dark"), [("en", False), ("kk", True)], ids=["english-light", "kazakh-dark"]
)
def test_pages_have_no_findings_and_fit_a_telephone(new_page, table, language, dark):
    page = new_page(user=table.editor, language=language, dark=dark)

    for address in addresses(table):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        assert findings(page) == [], address
        assert too_wide(page) == [], address


def test_pages_are_reached_by_keyboard(new_page, table):
    page = new_page(user=table.editor)

    for address in addresses(table)[:1] + addresses(table)[7:8]:
        page.goto(address)
        assert unreached_by_tab(page) == [], address


def test_milestone_is_added_by_keyboard_and_stands_on_the_timeline(new_page, table):
    page = new_page(user=table.editor)
    page.goto(addresses(table)[0])
    page.get_by_role("link", name="Add a milestone").press("Enter")

    page.get_by_label("What", exact=False).first.focus()
    page.keyboard.type("Pitch in Cannes")
    page.get_by_label("Due on").fill("2027-05-20")
    page.get_by_label("Place").fill("Cannes")
    page.get_by_role("button", name="Save").press("Enter")

    expect(page.get_by_text("The milestone is added.")).to_be_visible()
    mark = page.get_by_role("link", name="Pitch in Cannes: May 20, 2027, planned")
    mark.press("Enter")
    row = page.locator(mark.get_attribute("href"))
    expect(row).to_contain_text("Cannes")
    row.get_by_role("button", name="“Pitch in Cannes” is done").press("Enter")
    expect(page.get_by_text("The milestone is done.")).to_be_visible()
    assert Milestone.objects.visible_to(table.editor).get(title="Pitch in Cannes").done_on


def test_obligation_is_saved_while_it_is_typed(new_page, table):
    page = new_page(user=table.editor)
    page.goto(addresses(table)[2])

    page.locator("[name='obligations-0-quantity']").fill("7")

    expect(page.locator("#saved")).to_have_text("Saved")
    rows = Obligation.objects.visible_to(table.editor).filter(version=table.draft)
    assert [row.quantity for row in rows] == [7]


def test_document_is_attached_and_taken_home_without_javascript(new_page, table):
    page = new_page(user=table.editor, scripts=False)
    page.goto(addresses(table)[-1])

    page.get_by_label("File").set_input_files(
        {"name": "Келісім.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 browser"}
    )
    page.get_by_role("button", name="Attach").click()

    with page.expect_download() as taken:
        page.get_by_role("link", name="Келісім.pdf").click()
    assert taken.value.suggested_filename == "Келісім.pdf"
    assert taken.value.path().read_bytes() == b"%PDF-1.7 browser"
