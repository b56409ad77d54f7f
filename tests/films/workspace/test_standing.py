"""How many deals stand at once, against the calculator that asks about one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from films.calculators.kinds import KINDS
from films.deal import negotiation
from films.deal.reaching import current_version
from films.finance import plan_rows
from films.finance.sheets import FINANCE_PLAN
from films.models import Decision, FinanceRow, Milestone
from films.workspace.current import current_versions
from films.workspace.standing import standings
from tests import factories as make
from tests.films.calculators.cases import WORKED_EXAMPLES, cases
from tests.films.workspace.making import make_many

pytestmark = pytest.mark.django_db
ON = date(2026, 5, 1)


def two():
    return [
        make.make_company("Dala Film", country=make.make_country("KZ")),
        make.make_company("Rive Nord", country=make.make_country("FR")),
    ]


def typed_in(case, companies):
    """A draft that says what an acceptance case says."""
    user = make.make_user(editor_at=companies[0])
    deal = make.make_deal(between=companies, currency=case["base_currency"])
    version = make.make_version(deal, author=user)
    for place, one in zip(version.partners.order_by("pk"), case["coproducers"], strict=True):
        place.code, place.country = one["id"], make.make_country(one["country"])
        place.save()
    plan_rows.store(version, case)
    version.save()
    return user, deal, version


def names_its_partners(case):
    """A deal cannot store a source of a company that is no partner, not even a dead one."""
    known = {one["id"] for one in case["input"]["coproducers"]}
    return {one.get("contributor") for one in case["input"]["sources"]} <= {None, *known}


PLANS = [
    case
    for case in cases(WORKED_EXAMPLES)
    if case["kind"] == "finance_plan"
    and not case["expected"].get("errors")
    and names_its_partners(case)
]


@pytest.mark.parametrize("case", PLANS, ids=lambda case: case["id"])
def test_standing_says_what_the_calculator_says(case):
    companies = [make.make_company() for _one in case["input"]["coproducers"]]
    user, deal, version = typed_in(case["input"], companies)

    found = standings(user, [deal], on=ON)[deal.pk]
    said = KINDS["finance-plan"].calculate(FINANCE_PLAN.question(version))

    assert f"{found.budget.amount:f}" == said["budget_total"]
    assert f"{found.gap.amount:f}" == said["gap"]
    assert f"{found.confirmed:f}" == said["secured_pct"]
    assert {code: (f"{money.amount:f}", f"{share:f}") for code, money, share, _c in
            found.by_country} == {
        code: (one["amount"], one["pct"]) for code, one in said["by_country"].items()
    }  # fmt: skip


def test_confirmed_per_country_is_of_what_it_brings():
    companies = two()
    user = make.make_user(editor_at=companies[0])
    (deal,) = make_many(user, companies, deals=1, rows=12)

    found = standings(user, [deal], on=ON)[deal.pk].by_country

    # 5,000 + 900,000 KZT at 0.00175 + 4,000 USD at 0.92, then 5,000 and 900,000 KZT secured.
    assert [(code, money.amount, confirmed) for code, money, _share, confirmed in found] == [
        ("KZ", Decimal("16830.00"), Decimal("39.07")),
        ("FR", Decimal("0.00"), None),
    ]


def test_current_versions_are_those_that_the_pages_choose():
    companies = two()
    people = [make.make_user(signatory_at=company) for company in companies]
    deal = make.make_deal(between=companies)
    first = make.make_version(deal, author=people[0])
    negotiation.propose(first, user=people[0], at=make.ANNOUNCED)
    make.make_version(deal, company=companies[1], author=people[1], based_on=first)

    for person in [*people, make.make_admin(), make.make_user(reader_at=companies[1])]:
        assert current_versions(person, [deal.pk]) == {deal.pk: current_version(person, deal)}
    assert current_versions(make.make_user(), [deal.pk]) == {}


def test_deadlines_are_those_that_are_still_open():
    companies = two()
    user = make.make_user(editor_at=companies[0])
    deal = make.make_deal(between=companies)
    version = make.make_version(deal, author=user)
    soon = ON + timedelta(days=3)
    Milestone.objects.create(deal=deal, title="Workshop", due_on=soon)
    Milestone.objects.create(deal=deal, title="Done", due_on=ON, done_on=ON)
    letter = {"version": version, "currency": "EUR", "expires_on": ON}
    FinanceRow.objects.create(**letter, code="Sponsor", status="loi")
    FinanceRow.objects.create(**letter, code="Fund", status="paid")
    asked = {"deal": deal, "company": companies[0], "author": user, "proposed_on": ON}
    Decision.objects.create(**asked, matter="Composer", proposal="?", answer_by=soon)
    Decision.objects.create(
        **asked, matter="Cut", proposal="?", answer_by=ON, outcome="adopted", decided_on=ON
    )

    found = standings(user, [deal], on=soon)[deal.pk].due

    assert [(one.due_on, one.words, one.is_overdue) for one in found] == [
        (ON, "Evidence expires: Sponsor", True),
        (soon, "Proposal to answer: Composer", False),
        (soon, "Workshop", False),
    ]


def test_a_withdrawn_deal_waits_for_nothing():
    companies = two()
    user = make.make_user(editor_at=companies[0])
    deal = make.make_deal(between=companies, stage="withdrawn")
    Milestone.objects.create(deal=deal, title="Workshop", due_on=ON)

    assert standings(user, [deal], on=ON)[deal.pk].due == []


def test_standings_ask_as_often_for_many_deals_as_for_one():
    companies = two()
    user = make.make_user(editor_at=companies[0])
    deals = make_many(user, companies, deals=20, rows=10)

    counts = [asked(user, deals[:1]), asked(user, deals)]

    assert counts[0] == counts[1] <= 15


def asked(user, deals):
    with CaptureQueriesContext(connection) as queries:
        assert all(one.has_gap in {"yes", "no"} for one in standings(user, deals, on=ON).values())
    return len(queries)
