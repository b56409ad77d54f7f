"""A thousand random finance plans as drafts of deals: every total is exact on either database."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from coprod.money import exponent, to_minor
from films.calculation.plan import balance
from films.calculation.result import amount_text
from films.calculation.shares import shares
from films.calculators.kinds import KINDS
from films.finance.sheets import FINANCE_PLAN
from films.models import BudgetLine, FinanceRow, FinanceShare, Partner, Rate, Version
from films.workspace.plans import plans
from tests import factories as make
from tests.films.calculation import random_plans, slow_plan

pytestmark = pytest.mark.django_db
PLANS = 1_000
# Of so many, one is also asked as its page asks.
ONE_IN = 40
UNITS = {"contributor": "whole", "split_pct": "percent", "split_weights": "weight"}


def test_totals_of_a_thousand_random_plans_are_exact():
    given = {seed: storable(random_plans.plan(seed)) for seed in range(PLANS)}
    user, versions = stored(given)

    found = plans(user, versions.values())

    for seed, version in versions.items():
        expected = slow_plan.run(given[seed])
        summed = totals(found[version.pk])
        assert summed == {name: expected[name] for name in summed}, f"plan {seed}"
        if seed % ONE_IN == 0:
            said = KINDS["finance-plan"].calculate(FINANCE_PLAN.question(version))
            assert {name: said[name] for name in expected} == expected, f"plan {seed}"
    assert sums_of_the_database(versions) == sums_by_hand(given.values())


def storable(plan):
    """With the decimals that each currency has: a row keeps no others."""
    for source in plan["sources"]:
        if source["amount"] is not None and exponent(source["currency"]) == 0:
            source["amount"] = source["amount"].partition(".")[0]
    return plan


def stored(given):
    """A draft for each plan, all of one deal; in bulk, as nobody waits for 10,000 saves."""
    companies = [make.make_company() for _number in range(5)]
    deal = make.make_deal(between=companies)
    user = make.make_user(editor_at=companies[0])
    parties = list(deal.parties.order_by("pk"))
    countries = {code: make.make_country(code) for code in random_plans.COUNTRIES}
    versions = Version.objects.bulk_create(
        Version(deal=deal, number=seed + 1, company=companies[0], author=user,
                made_at=make.ANNOUNCED)
        for seed in given
    )  # fmt: skip
    versions = dict(zip(given, versions, strict=True))
    rows, marks, lines, rates, parts = [], [], [], [], []
    for seed, plan in given.items():
        version = versions[seed]
        places = {}
        for place, one in enumerate(plan["coproducers"]):
            places[one["id"]] = Partner(
                version=version, position=place, party=parties[place], code=one["id"],
                country=countries[one["country"]], is_delegate=one["delegate"],
                holds_rights=one["holds_rights"],
            )  # fmt: skip
        marks += places.values()
        rates += [
            Rate(version=version, position=place, **one) for place, one in enumerate(plan["fx"])
        ]
        lines += [
            BudgetLine(version=version, position=place, account=one["account"], currency="EUR",
                       covered_by=one["country"], amount=Decimal(one["amount"]))
            for place, one in enumerate(plan["budget"]["lines"])
        ]  # fmt: skip
        for place, one in enumerate(plan["sources"]):
            amount = None if one["amount"] is None else Decimal(one["amount"])
            row = FinanceRow(
                version=version, position=place, code=one["id"], type=one["type"],
                status=one["status"], amount=amount, currency=one["currency"],
                origin=one["country"], recoupable=one["recoupable"],
            )  # fmt: skip
            rows.append(row)
            parts += [
                FinanceShare(version=version, position=number, row=row, partner=places[name],
                             unit=unit, part=part)
                for number, (unit, name, part) in enumerate(shared(one))
            ]  # fmt: skip
    Partner.objects.bulk_create(marks)
    FinanceRow.objects.bulk_create(rows)
    for model, made in ((Rate, rates), (BudgetLine, lines), (FinanceShare, parts)):
        model.objects.bulk_create(made)
    return user, versions


def shared(source):
    """[(unit, partner, part)] as a source counts for its partners."""
    for key, unit in UNITS.items():
        if key in source:
            told = source[key] if isinstance(source[key], dict) else {source[key]: ""}
            return [(unit, name, part) for name, part in told.items()]
    return []


def totals(plan):
    """What a list of deals is computed from, in the words of the calculator."""
    weighed = balance(plan)
    found = shares(plan, weighed)
    return {
        "budget_total": amount_text(weighed.budget),
        "finance_total": amount_text(weighed.finance),
        "secured_total": amount_text(weighed.secured),
        "pending_total": amount_text(weighed.pending),
        "gap": amount_text(weighed.gap),
        "cash_total": amount_text(weighed.cash),
        "recoupable_total": amount_text(weighed.recoupable),
        "majority": found.majority,
        "majority_country": found.majority_country,
        "initiative": found.initiative,
    }


def sums_of_the_database(versions):
    """Minor units per currency as the database adds them."""
    rows = FinanceRow.objects.for_the_product("a test").filter(version__in=versions.values())
    rows = rows.order_by().values_list("currency").annotate(total=Sum("amount"))
    return {currency: int(total) for currency, total in rows}


def sums_by_hand(given):
    found = {}
    for plan in given:
        for one in plan["sources"]:
            if one["amount"] is not None:
                minor = to_minor(Decimal(one["amount"]), one["currency"])
                found[one["currency"]] = found.get(one["currency"], 0) + minor
    return found
