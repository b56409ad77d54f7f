"""What breaks if a row, a partner or a promise falls away."""

from copy import deepcopy
from decimal import Decimal

import pytest
from django.urls import reverse

from films.calculators.desk import DESKS
from films.calculators.kinds import KINDS
from films.deal.sheet import SHEETS, DealSheet
from films.deal.standing import claims_of, questions, repayment, standings
from films.deal.terms import document
from films.models import FinanceShare, Obligation, Version
from films.qualification import what_breaks as pure
from films.qualification.switches import Off, switches
from films.qualification.what_breaks_views import without
from tests import factories as make
from tests.films.deal.tables import budget, fill, source, table


def example(slug):
    return deepcopy(KINDS[slug].example)


def plan_without(plan, **gone):
    off = Off(**gone)
    pure.shrink_plan(plan, off)
    return KINDS["finance-plan"].run(plan).as_json(), off


# Pure


@pytest.mark.parametrize("name", ["National fund", "Broadcaster", "International fund"])
def test_a_source_that_is_off_widens_the_gap_by_its_amount(name):
    before = KINDS["finance-plan"].run(example("finance-plan")).as_json()

    after, _off = plan_without(example("finance-plan"), sources={name})

    gone = Decimal(before["sources"][name]["amount"])
    assert Decimal(after["gap"]) == Decimal(before["gap"]) + gone


@pytest.mark.parametrize("name", ["Dala Film", "Rive Nord"])
def test_a_partner_that_is_off_takes_exactly_its_money(name):
    before = KINDS["finance-plan"].run(example("finance-plan")).as_json()

    after, off = plan_without(example("finance-plan"), partners={name})

    gone = Decimal(before["by_coproducer"][name]["amount"])
    assert Decimal(after["gap"]) == Decimal(before["gap"]) + gone
    assert name not in after["by_coproducer"]
    assert "International fund" not in off.sources


def test_three_thirds_lose_one_to_the_cent():
    plan = {
        "base_currency": "EUR",
        "budget": {"lines": [{"country": "KZ", "amount": "100.00"}]},
        "coproducers": [{"id": name, "country": "KZ"} for name in "ABC"],
        "sources": [
            {
                "id": "S",
                "type": "other",
                "status": "paid",
                "amount": "100.00",
                "split_weights": {"A": "1", "B": "1", "C": "1"},
            }
        ],
    }

    after, _off = plan_without(plan, partners={"A"})

    # 33.34 + 33.33 + 33.33: the first has the cent that is left over.
    assert after["gap"] == "33.34"


def test_cash_flow_loses_the_instalments_of_a_source():
    given = example("cash-flow")
    before = KINDS["cash-flow"].run(given).as_json()
    after = deepcopy(given)

    pure.shrink_cash_flow(after, Off(sources={"State fund"}), {})

    found = KINDS["cash-flow"].run(after).as_json()
    assert Decimal(found["all"]["closing"]) == Decimal(before["all"]["closing"]) - 420000
    assert found["all"]["first_negative"] == "2026-04"


def test_instalments_of_a_smaller_source_still_add_up_to_it():
    source_ = {
        "amount": "100.00",
        "instalments": [{"month": "2026-01", "amount": "33.33"},
                        {"month": "2026-02", "amount": "66.67"}],
    }  # fmt: skip

    pure.shrink_source(source_, pure.Fraction(1, 3))

    parts = [Decimal(one["amount"]) for one in source_["instalments"]]
    assert sum(parts) == Decimal(source_["amount"]) == Decimal("33.33")


def test_the_demand_of_a_fund_falls_with_its_aid():
    given = example("spend")

    pure.shrink_spend(given, Off(sources={"Minority fund"}, spend={"Region"}), {})

    found = KINDS["spend"].run(given).as_json()
    assert set(found["obligations"]) == {"National fund", "Training places"}


def test_a_fund_that_gives_half_asks_for_half():
    given = example("spend")

    pure.shrink_spend(given, Off(), {"Minority fund": pure.Fraction(1, 2)})

    assert KINDS["spend"].run(given).as_json()["obligations"]["Minority fund"] == "120000.00"


def test_what_a_partner_would_be_repaid_is_nobodys():
    given = example("waterfall")

    pure.shrink_recoupment(given, Off(partners={"Spree Film"}, tiers={"T1"}))

    found = KINDS["waterfall"].run(given).as_json()
    totals = found["periods"]["2026-H2"]["totals"]
    assert "Spree Film" not in totals and "Collection manager" not in totals
    assert Decimal(totals[pure.NOBODY]) > 0
    assert found["errors"] == []


def test_several_who_are_gone_are_one_nobody():
    given = example("waterfall")

    pure.shrink_recoupment(given, Off(partners={"Spree Film", "Atelier Nord"}))

    found = KINDS["waterfall"].run(given).as_json()
    assert found["errors"] == []
    assert claims_of(given["tiers"])[pure.NOBODY] == 150000


def test_money_that_never_came_has_no_claim():
    given = example("waterfall")

    pure.shrink_recoupment(given, Off(sources={"Investor"}))

    assert "Investor" not in claims_of(given["tiers"])


def test_a_function_that_is_off_scores_nothing():
    given = example("equity")
    terms = {
        "partner": {"p1": {"code": "Aral Film"}},
        "creditfunction": {
            "f1": {"function": "Director", "points": "4", "filled_from": "KZ", "partner": "p1"},
            "f2": {"function": "Camera", "points": "2", "filled_from": "KZ:1/2|FR:1/2"},
        },
    }
    partners = {"Aral Film": "KZ", "Atelier Nord": "FR", "Spree Film": "DE"}

    pure.shrink_equity(given, terms, Off(functions={"f1", "f2"}), partners)

    # 10 − 4 − 1 and 5 − 1.
    assert given["credit"] == {"Aral Film": "5.00", "Atelier Nord": "4.00", "Spree Film": "4"}


def test_points_of_a_country_that_leaves_are_nobodys():
    given = {
        "coproducers": [{"id": "A", "country": "KZ"}, {"id": "B", "country": "FR"}],
        "elements": [
            {"role": "Director", "points": "4", "country": "FR"},
            {"role": "Camera", "points": "2", "parts": [{"country": "KZ", "fraction": "1/2"},
                                                          {"country": "FR", "fraction": "1/2"}]},
        ],
    }  # fmt: skip

    pure.shrink_qualification(given, {}, Off(partners={"B"}))

    assert given["elements"] == [
        {"role": "Director", "points": "4"},
        {"role": "Camera", "points": "2", "parts": [{"country": "KZ", "fraction": "1/2"}]},
    ]


def test_territories_of_a_partner_who_leaves_are_nobodys():
    given = {
        "coproducers": ["A", "B"],
        "rights": [
            {"territory": "KZ", "owner": "A"},
            {"territory": "FR", "owner": "B"},
            {"territory": "ROW", "owners": {"A": "60", "B": "40"}},
        ],
    }

    pure.shrink_rights(given, Off(partners={"B"}))

    assert given == {
        "coproducers": ["A"],
        "rights": [
            {"territory": "KZ", "owner": "A"},
            {"territory": "FR"},
            {"territory": "ROW", "owners": {"A": "60"}},
        ],
    }


def test_contributions_follow_the_plan_everywhere():
    asked = {
        "qualification": example("qualification"),
        "equity": example("equity"),
    }

    pure.with_contributions(asked, {"Dala Film": {"amount": "80000.00"}})

    assert asked["qualification"]["total_cost"] == "2000000.00"
    assert KINDS["qualification"].run(asked["qualification"]).as_json()["errors"] == []


def test_repayment_says_who_is_repaid_how_much_of_its_claim():
    given = example("waterfall")

    told = repayment(given, KINDS["waterfall"].run(given).as_json())

    assert told["receipts"] == "716400.00"
    assert told["by_payee"]["Investor"] == {
        "claim": "240000.00", "repaid": "240000.00", "repaid_pct": "100.00",
    }  # fmt: skip
    nothing = {**given, "periods": []}
    told = repayment(nothing, KINDS["waterfall"].run(nothing).as_json())
    assert (told["claims_total"], told["receipts"]) == ("460000.00", None)
    assert told["by_payee"]["Investor"]["repaid"] == "0.00"


def test_nothing_is_changed_in_the_questions_themselves():
    asked = {slug: example(slug) for slug in ("finance-plan", "cash-flow", "spend")}
    asked |= {"recoupment": example("waterfall"), "equity": example("equity")}
    before = deepcopy(asked)

    pure.without(asked, {}, Off(partners={"Dala Film"}, sources={"Broadcaster"}))

    assert asked == before


# Pages


def address(version, *off):
    start = reverse("qualification:what-breaks", args=[version.deal_id, version.number])
    return start + "?" + "&".join(f"without={one}" for one in off)


def key_of(rows, **fields):
    return rows.get(**fields).key


@pytest.mark.django_db
def test_the_page_shows_every_consequence(client):
    made = table()
    version = made.draft()
    fill(version)
    kind = make.make_obligation_kind()
    partner = version.partners.first()
    Obligation.objects.create(version=version, kind=kind, text="Four trainees", owed_by=partner)
    client.force_login(made.people[0])
    off = f"partner:{partner.key}"

    response = client.get(address(version, off))

    page = " ".join(response.content.decode().split())
    assert response.status_code == 200
    lines = {
        (group.title, line.label): (line.before, line.after)
        for group in response.context["groups"]
        for line in group.changed
    }
    assert lines[("Money", "Gap")] == ("10.00", "70.00")
    assert lines[("Who leads", "Majority co-producer")] == ("Dala Film", "Rive Nord")
    assert lines[("Obligations", "Owed by nobody")] == ("0", "1")
    assert f'value="{off}" checked' in page
    assert "10.00 missing" in page and "70.00 missing" in page


@pytest.mark.django_db
def test_nothing_is_stored_and_nothing_off_changes_nothing(client):
    made = table()
    version = made.draft()
    fill(version)
    before = document(version)
    client.force_login(made.people[0])

    quiet = client.get(address(version))
    unknown = client.get(address(version, "source:nosuchkey", "x", "partner:"))
    client.get(address(version, f"source:{key_of(version.financerows, code='State fund')}"))

    assert quiet.context["groups"] == [] and unknown.context["off"] == []
    assert document(version) == before
    assert Version.objects.for_the_product("a test").get(pk=version.pk).revision == 1


@pytest.mark.django_db
def test_the_keys_of_another_version_switch_nothing_off(client):
    made, other = table(), table("X", "Y")
    version, foreign = made.draft(), other.draft()
    fill(version)
    fill(foreign)
    client.force_login(made.people[0])

    response = client.get(
        address(version, f"source:{key_of(foreign.financerows, code='State fund')}")
    )

    assert response.context["off"] == []


@pytest.mark.django_db
def test_other_sheets_are_asked_by_their_names(monkeypatch):
    """Sheets of other parts, as small as they can be, take part in the question."""
    made = table()
    version = made.draft()
    fill(version)
    small = {
        "spend": example("spend"),
        "cash-flow": {**example("cash-flow"),
                      "sources": [{"id": "State fund", "type": "other", "status": "paid",
                                   "amount": "60.00",
                                   "instalments": [{"month": "2026-03", "pct": "100"}]}]},
        "recoupment": example("waterfall"),
    }  # fmt: skip
    sheets = {"finance-plan": SHEETS["finance-plan"]} | {
        slug: sheet_of(slug, given) for slug, given in small.items()
    }
    monkeypatch.setattr("films.deal.standing.SHEETS", sheets)
    terms, asked = document(version), questions(version)
    switched = [one for one in switches(terms) if one.name == "State fund"]

    before, after = standings(asked, terms), without(asked, terms, switched)

    assert before["finance-plan"].said["gap"] == "10.00"
    assert after["finance-plan"].said["gap"] == "70.00"
    closing = [Decimal(one["cash-flow"].said["all"]["closing"]) for one in (before, after)]
    assert closing[0] - closing[1] == 60
    assert after["recoupment"].said["repayment"]["claims_total"] == "460000.00"


def sheet_of(slug, given):
    desk = DESKS.get(slug) or DESKS["waterfall"]
    return DealSheet(
        slug=slug,
        title=slug,
        lead="",
        desk=desk,
        sheet=desk.sheet,
        input_of=lambda version: deepcopy(given),
        store=lambda version, given: None,
    )


@pytest.mark.django_db
def test_a_sheet_that_cannot_be_computed_stands_in_nobodys_way(client):
    made = table()
    version = made.draft()
    row = source(version, "S1", 5, currency="USD")
    budget(version, 100)
    FinanceShare.objects.create(version=version, row=row, partner=version.partners.first())
    client.force_login(made.people[0])

    response = client.get(address(version, f"source:{row.key}"))

    assert response.status_code == 200
    money = response.context["groups"][0]
    assert any("USD" in problem or "rate" in problem for problem in money.gone)
