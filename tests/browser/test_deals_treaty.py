"""The verdict of a treaty whose limits are on file follows what is typed into a finance plan."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from films.workspace.demonstrated import DE, FR, IT, KZ
from films.workspace.demonstration_convention import by_the_convention
from partners.models import Company
from tests import factories as make
from tests.browser.judging import findings, too_wide
from tests.films.finance.making import address


@pytest.fixture
def answer(site):
    """The demonstration's deal by the European Convention, as the Kazakh company answers it."""
    companies = Company.objects.in_bulk([KZ, FR, DE, IT], field_name="public_id")
    users = {key: make.make_user(signatory_at=companies[key]) for key in (KZ, FR)}
    return by_the_convention(companies, users, timezone.now()), users[KZ]


def test_the_verdict_changes_between_yes_and_no_while_an_amount_is_typed(new_page, answer):
    version, editor = answer
    page = new_page(user=editor)
    page.goto(address(version, "finance-plan"))
    verdict = page.locator(".treaty-line")
    amount = page.locator("[name='sources-5-amount']")
    expect(verdict).to_contain_text("Does not qualify · COE-147")
    expect(page.locator(".plan-rest")).to_contain_text(
        "Non-Parties (KZ) bring 30.64 %, above the maximum of 30 %."
    )

    amount.fill("160 000 000")
    expect(verdict).to_contain_text("Qualifies · COE-147")
    expect(page.locator("[data-country=KZ] td").first).to_have_text("29.29 %")

    page.locator("[name='sources-3-amount']").fill("90000")
    expect(verdict).to_contain_text("Does not qualify · COE-147")
    expect(page.locator(".plan-rest")).to_contain_text("IT brings")
    page.locator("[name='sources-3-amount']").fill("200000")
    amount.fill("170 000 000")
    expect(page.locator(".plan-rest")).to_contain_text("30.64 %, above the maximum of 30 %.")
    assert findings(page) == []
    assert too_wide(page) == []


def test_a_verdict_that_cannot_be_said_tells_what_is_missing_and_what_to_do(new_page, answer):
    version, editor = answer
    version.creditfunctions.all().delete()
    page = new_page(user=editor)

    page.goto(address(version, "finance-plan"))
    page.locator("[name='sources-5-amount']").fill("160 000 000")

    expect(page.locator(".treaty-line")).to_contain_text("Cannot be checked · COE-147")
    expect(page.locator(".plan-rest")).to_contain_text(
        "Who fills the functions of the points test is not known."
    )
    expect(page.locator(".plan-rest")).to_contain_text("say who fills each of them.")
    page.get_by_role("link", name="Points in the credits").click()
    page.get_by_role("button", name="Take the functions of COE-147").click()
    expect(page.locator("[name='functions-0-role']")).to_have_value("Director")
