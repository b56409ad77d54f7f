"""The treaty check of a version: the same question and verdict as the public calculator."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from films.calculators.treaty_check import check
from films.credit.sheets import CREDITS
from films.deal.dossier import dossier
from films.deal.dossier_paper import paper
from films.deal.terms import document
from films.models import BudgetLine, CreditFunction, Partner
from films.qualification.asking import question
from films.qualification.sheets import QUALIFICATION
from tests import factories as make
from tests.films.credit.making import plan, reread, three_partners
from tests.films.deal.tables import source

pytestmark = pytest.mark.django_db


def entered(budget=None, **fields):
    person, version = three_partners(**fields)
    plan(version, {"A": "600000.00", "B": "250000.00", "C": "150000.00"}, budget=budget)
    BudgetLine.objects.create(
        version=version, account="studio", amount=Decimal(0), currency="EUR", spent_in="FR-NAQ"
    )
    CREDITS.store(
        version,
        {
            "functions": [
                {"role": "director", "points": "4", "country": "KZ", "person": "Somebody"},
                {"role": "editor", "points": "1",
                 "parts": [{"country": "FR", "fraction": "1/2"},
                           {"country": "DE", "fraction": "1/2"}]},
            ],
        },
    )  # fmt: skip
    return person, reread(person, version)


def bilateral():
    countries = [make.make_country("KZ"), make.make_country("FR"), make.make_country("DE")]
    treaty = make.make_treaty("kz-fr-de", between=countries, in_force_on="2001-01-01")
    make.make_treaty_term(treaty, minimum=Decimal(20), maximum=None, article="5")
    return treaty


def address(version, name="qualification"):
    return reverse(f"qualification:{name}", args=[version.deal_id, version.number])


def test_question_is_made_of_plan_credits_and_budget():
    _person, version = entered(genre="documentary")
    version.partners.filter(code="C").update(role=Partner.Role.FINANCIAL)

    assert question(version) == {
        "as_of": "2025-10-29",  # A draft is judged by the day on which it was begun.
        "genre": "documentary",
        "rules": [],
        "total_cost": "1000000.00",
        "currency": "EUR",
        "coproducers": [
            {"id": "A", "country": "KZ", "contribution": "600000.00", "financial_only": False},
            {"id": "B", "country": "FR", "contribution": "250000.00", "financial_only": False},
            {"id": "C", "country": "DE", "contribution": "150000.00", "financial_only": True},
        ],
        "elements": [
            {"role": "director", "points": "4", "country": "KZ"},
            {"role": "editor", "points": "1",
             "parts": [{"country": "FR", "fraction": "1/2"},
                       {"country": "DE", "fraction": "1/2"}]},
        ],
        "spend": {"KZ": "1000000.00", "FR": "0.00"},
    }  # fmt: skip


def test_verdict_is_that_of_the_public_check(client):
    treaty = bilateral()
    person, version = entered()
    version.deal.treaty = treaty
    version.deal.save()
    client.force_login(person)

    page = client.get(address(version)).content.decode()
    said = json.loads(client.get(address(version, "qualification-json")).content)
    public = check(question(version)).answer.as_json()

    assert {key: said["answer"][key] for key in ("rule_used", "eligible", "failed", "shares")} == {
        "rule_used": "kz-fr-de",
        "eligible": "no",
        "failed": ["SHARE_MIN:DE"],
        "shares": {"KZ": "60.00", "FR": "25.00", "DE": "15.00"},
    }
    assert said["answer"]["conditions"] == public["conditions"]
    for shown in ("Agreement kz-fr-de", "Does not qualify", "600,000.00"):
        assert shown in page


def test_a_gap_leaves_a_verdict_of_what_is_brought(client):
    bilateral()
    person, version = entered(budget="1250000.00")
    client.force_login(person)

    page = client.get(address(version)).content.decode()

    assert question(version)["total_cost"] == "1000000.00"
    assert "250,000.00 EUR of the plan is brought by nobody yet" in page
    assert "48.00" in page
    assert "60.00" in page


def sections_of(version, title):
    printed = paper(version, dossier(version))["sections"]
    return next(one["parts"] for one in printed if one["title"] == title)


def caveat_of(client, version):
    """What the verdict of the dossier warns of, on its page as on its paper."""
    page = client.get(version.get_absolute_url()).content.decode()
    caveat = dossier(version)["verdict"]["caveat"]
    [verdict] = sections_of(version, "Verdict")
    if caveat:
        assert f"</span> {caveat}</span>" in page
        assert verdict["lines"][0] == caveat
    return caveat


def test_a_dossier_warns_of_a_verdict_that_leaves_a_gap_out_as_the_sheet_does(client):
    bilateral()
    person, version = entered(budget="1250000.00")
    client.force_login(person)

    caveat = caveat_of(client, version)

    assert caveat.startswith("250,000.00 EUR of the plan is brought by nobody yet: the verdict")
    assert caveat in client.get(address(version)).content.decode()


def test_a_dossier_warns_of_no_verdict_on_a_whole_plan(client):
    bilateral()
    person, version = entered()
    client.force_login(person)

    assert caveat_of(client, version) == ""


def test_a_dossier_warns_of_a_verdict_on_a_plan_without_figures_and_adds_nothing_up(client):
    bilateral()
    person, version = entered()
    source(version, "State fund", 100, 0, currency="KZT")
    client.force_login(person)

    caveat = caveat_of(client, version)

    assert caveat.startswith("The finance plan cannot be computed as it stands")
    [partners] = sections_of(version, "Partners")
    assert [row[0]["text"] for row in partners["rows"]] == ["A", "B", "C"]
    assert partners["has_total"] is False
    assert "Nobody yet" not in client.get(version.get_absolute_url()).content.decode()


def test_executive_producer_without_money_is_no_coproducer():
    _person, version = three_partners()
    plan(version, {"A": "600.00", "B": "400.00"})
    version.partners.filter(code="C").update(role=Partner.Role.EXECUTIVE)

    assert [one["id"] for one in question(version)["coproducers"]] == ["A", "B"]


def test_day_genre_and_derogation_are_kept_and_storing_them_again_changes_nothing(client):
    person, version = entered()
    client.force_login(person)

    client.post(
        address(version),
        {
            "seen_revision": version.mark,
            "as_of": "2026-03-01",
            "genre": "animation",
            "derogation_granted": "1",
        },
    )

    version = reread(person, version)
    assert QUALIFICATION.input_of(version) == {
        "as_of": "2026-03-01",
        "genre": "animation",
        "derogation_granted": True,
    }
    before = document(version)
    QUALIFICATION.store(version, QUALIFICATION.input_of(version))
    version.save()
    assert document(reread(person, version)) == before


def test_functions_of_a_points_test_are_taken_and_stay_filled(client):
    treaty = bilateral()
    make.make_points_element(treaty, element="Director", points=5, position=1)
    make.make_points_element(treaty, element="Head of camera", points=2, position=2)
    person, version = entered()
    client.force_login(person)

    answer = client.post(address(version), {"seen_revision": version.mark, "act": "fill:kz-fr-de"})

    assert answer.status_code == 302
    rows = CreditFunction.objects.visible_to(person).order_by("position")
    assert [(row.function, row.points, row.filled_from, row.person) for row in rows] == [
        ("Director", "5", "KZ", "Somebody"),
        ("Head of camera", "2", "", ""),
        ("editor", "0", "FR:1/2|DE:1/2", ""),
    ]


def test_day_that_is_none_is_marked(client):
    person, version = entered()
    client.force_login(person)

    answer = client.post(address(version), {"seen_revision": version.mark, "as_of": "soon"})

    assert answer.status_code == 400
    assert "soon" in answer.content.decode()


def test_page_needs_as_many_queries_for_many_rows_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    person, version = entered()
    client.force_login(person)
    client.get(address(version))
    with django_assert_max_num_queries(60) as few:
        client.get(address(version))
    given = CREDITS.input_of(version)
    given["functions"] += [{"role": f"f{number}", "points": "0"} for number in range(20)]
    CREDITS.store(version, given)
    for number in range(20):
        BudgetLine.objects.create(version=version, amount=1, currency="EUR", account=str(number))

    with django_assert_num_queries(len(few)):
        client.get(address(version))
