"""Rows into the database and back: nothing is lost, nothing is invented, nothing is rounded."""

import random
from decimal import Decimal

import pytest

from coprod.exchange.faults import BadInput
from coprod.money import MAX_MINOR, from_minor
from films.calculation.cash_flow import DEAD
from films.deal.merging import is_same
from films.deal.terms import document
from films.finance.grid_plan import SHEET
from films.finance.models import FinanceRow
from films.finance.sheets import BUDGET, CASH_FLOW, FINANCE_PLAN, SPEND
from films.finance.workbook_reading import typed_of
from films.models import Version
from tests import factories as make
from tests.films.finance.making import make_draft

pytestmark = pytest.mark.django_db
CURRENCIES = ["EUR", "KZT", "JPY", "KWD"]
CODES = {"A": "KZ", "B": "FR", "C": "DE"}
SEEDS = range(12)


def random_plan(seed):
    """A plan with every kind of attribution, in currencies with 0, 2 and 3 decimals."""
    chance = random.Random(seed)

    def amount(currency):
        most = chance.choice([10**3, 10**7, MAX_MINOR if currency == "EUR" else 10**12])
        return f"{from_minor(chance.randint(0, most), currency):f}"

    def attribution():
        way = chance.choice(["contributor", "split_pct", "split_weights", ""])
        names = chance.sample(sorted(CODES), chance.randint(1, 3))
        if way == "contributor":
            return {way: names[0]}
        if way == "split_pct":
            parts = {1: ["100"], 2: ["33.3", "66.7"], 3: ["33.33", "33.33", "33.34"]}[len(names)]
            return {way: dict(zip(names, parts, strict=True))}
        return {way: {name: str(chance.randint(1, 9)) for name in names}} if way else {}

    lines, sources = [], []
    for number in range(chance.randint(1, 6)):
        currency = chance.choice(CURRENCIES)
        lines.append({"account": f"{number}.1 Crew", "country": chance.choice(["KZ", "FR", ""]),
                      "amount": amount(currency), "currency": currency})  # fmt: skip
    for number in range(chance.randint(0, 12)):
        currency = chance.choice(CURRENCIES)
        sources.append(
            {
                "id": f"Source {number}",
                "type": chance.choice(FinanceRow.Type.values),
                "status": chance.choice(FinanceRow.Status.values),
                "amount": chance.choice([amount(currency)] * 5 + [None]),
                "currency": currency,
                "recoupable": chance.random() < 0.5,
                "country": chance.choice(["KZ", "INT"]),
                "evidence": chance.choice(["", "Letter of 3 May"]),
                "expires_on": chance.choice(["", "2027-01-31"]),
                "conditions": chance.choice(["", "=2+3", "Half of it in KZ"]),
                **attribution(),
            }
        )
    rates = {"KZT": "0.001750", "JPY": "0.0061", "KWD": "3.02"}
    return {
        "base_currency": "EUR",
        "budget": {"lines": lines},
        "coproducers": [
            {"id": name, "country": code, "delegate": name == "A", "holds_rights": False}
            for name, code in CODES.items()
        ],
        "sources": sources,
        "fx": [{"currency": name, "rate": rate, "source": ""} for name, rate in rates.items()],
    }


def partners():
    return make_draft(*CODES.items())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_comes_back_as_it_was_stored(seed):
    version, _editor = partners()
    plan = random_plan(seed)

    FINANCE_PLAN.store(version, plan)
    version.save()

    assert is_same(FINANCE_PLAN.input_of(version), plan)


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_storing_what_is_stored_changes_nothing(seed):
    version, _editor = partners()
    FINANCE_PLAN.store(version, random_plan(seed))
    version.save()
    before, revisions = document(version), revisions_of(version)

    for sheet in (FINANCE_PLAN, BUDGET, CASH_FLOW, SPEND):
        sheet.store(version, sheet.input_of(version))
        version.save()

    assert document(fresh(version)) == before
    assert revisions_of(version) == revisions


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_the_ledger_says_the_same_as_the_rows(seed):
    version, _editor = partners()
    FINANCE_PLAN.store(version, random_plan(seed))
    version.save()
    given = FINANCE_PLAN.input_of(version)

    read = SHEET.read(typed_of(SHEET.fill(given), SHEET.tables))

    assert is_same(read, given)


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_sums_by_currency_are_the_sums_of_the_smallest_units(seed):
    version, _editor = partners()
    plan = random_plan(seed)
    FINANCE_PLAN.store(version, plan)
    version.save()

    answer, _aside = FINANCE_PLAN.desk.calculate(FINANCE_PLAN.question(version))

    live = [
        one
        for one in plan["sources"]
        if one["status"] not in DEAD and one["type"] != "bridge_loan" and one["amount"]
    ]
    for currency in CURRENCIES:
        sums = answer.figures.get("by_currency", {}).get(currency, {"budget": 0, "finance": 0})
        assert Decimal(sums["budget"]) == exact(plan["budget"]["lines"], currency)
        assert Decimal(sums["finance"]) == exact(live, currency)


def exact(rows, currency):
    minor = [round(Decimal(one["amount"]).scaleb(3)) for one in rows if one["currency"] == currency]
    return Decimal(sum(minor)).scaleb(-3)


def fresh(version):
    found = Version.objects.for_the_product("a test").get(pk=version.pk)
    found.deal = version.deal
    return found


def revisions_of(version):
    return {
        (type(row).__name__, row.key): row.revision
        for name in ("financerows", "budgetlines", "rates", "partners", "financeshares")
        for row in getattr(fresh(version), name).all()
    }


def test_a_half_typed_row_is_stored_with_what_it_lacks():
    version, _editor = partners()

    FINANCE_PLAN.store(version, {"sources": [{"amount": "5"}], "budget": {"lines": [{}]}})

    row, line = version.financerows.get(), version.budgetlines.get()
    assert (row.code, row.type, row.status, row.currency) == ("S01", "other", "applied", "EUR")
    assert (line.account, line.covered_by, line.amount) == ("", "", 0)


def test_a_source_knows_its_fund_by_name_in_any_case():
    version, _editor = partners()
    fund = make.make_funding_source("State Centre for Support of Cinema")

    FINANCE_PLAN.store(
        version, {"sources": [{"id": "S1", "fund": "state centre for support of cinema"}]}
    )

    assert version.financerows.get().fund == fund
    assert FINANCE_PLAN.input_of(version)["sources"][0]["fund"] == fund.name


def test_a_fund_is_named_by_its_id_where_two_have_one_name():
    version, _editor = partners()
    one, _other = make.make_funding_source("Fund"), make.make_funding_source("Fund")

    with pytest.raises(BadInput, match=one.public_id):
        FINANCE_PLAN.store(version, {"sources": [{"id": "S1", "fund": "Fund"}]})
    FINANCE_PLAN.store(version, {"sources": [{"id": "S1", "fund": one.public_id}]})

    assert version.financerows.get().fund == one
    assert FINANCE_PLAN.input_of(version)["sources"][0]["fund"] == one.public_id


@pytest.mark.parametrize(
    ("sheet", "given", "path"),
    [
        (FINANCE_PLAN, {"sources": [{"fund": "Nobody's"}]}, "sources[0].fund"),
        (FINANCE_PLAN, {"sources": [{"expires_on": "soon"}]}, "sources[0].expires_on"),
        (FINANCE_PLAN, {"sources": [{"evidence": "\0"}]}, "sources[0].evidence"),
        (FINANCE_PLAN, {"sources": [{"contributor": "X"}]}, "sources[0].contributor"),
        (FINANCE_PLAN, {"sources": [{"split_pct": {"X": "100"}}]}, "sources[0].split_pct"),
        (FINANCE_PLAN, {"sources": [{"amount": "1.005"}]}, "sources[0].amount"),
        (FINANCE_PLAN, {"sources": "many"}, "sources"),
        (FINANCE_PLAN, {"budget": []}, "budget"),
        (FINANCE_PLAN, {"base_currency": "JPY", "budget": {"declared_total": "1.5"}},
         "budget.declared_total"),
        (FINANCE_PLAN, {"coproducers": [{"id": "A", "country": "FR"}]}, "coproducers[0].country"),
        (FINANCE_PLAN, [], "input"),
        (BUDGET, {"budget": {"lines": [{"spent_in": "Paris"}]}}, "budget.lines[0].spent_in"),
        (BUDGET, {"fx": [{"currency": "KZT"}]}, "fx[0].rate"),
        (BUDGET, [], "input"),
        (CASH_FLOW, {"costs": [{"month": "May"}]}, "costs[0].month"),
        (CASH_FLOW, {"opening_balance": "0.001"}, "opening_balance"),
        (CASH_FLOW, {"currency": "Euro"}, "currency"),
        (CASH_FLOW, {"sources": [{"instalments": [{"month": "2026-05"}]}]},
         "sources[0].instalments[0]"),
        (SPEND, {"obligations": [{"territory": "FR", "aid": "-1"}]}, "obligations[0].aid"),
        (SPEND, {"spend": [{"amount": "1"}]}, "spend[0].territory"),
        (SPEND, {"incentives": [{"rate_pct": "many"}]}, "incentives[0].rate_pct"),
        (SPEND, {"as_of": "2020"}, "as_of"),
        (SPEND, {"obligations": {}}, "obligations"),
        (SPEND, {"spend": [7]}, "spend[0]"),
        (SPEND, [], "input"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(sheet, given, path):
    version, _editor = partners()

    with pytest.raises(BadInput) as refusal:
        sheet.store(version, given)

    assert [one.path for one in refusal.value.faults] == [path]


def test_instalments_follow_the_currency_of_their_source():
    version, _editor = partners()
    parts = [{"month": "2026-05", "amount": "100"}]
    CASH_FLOW.store(version, {"sources": [{"id": "S1", "amount": "100", "instalments": parts}]})
    key = version.financerows.get().key

    FINANCE_PLAN.store(
        version, {"sources": [{"key": key, "id": "S1", "amount": "100", "currency": "JPY"}]}
    )

    instalment = version.instalments.get()
    assert (instalment.amount, instalment.currency) == (100, "JPY")


def test_the_sheets_of_one_version_keep_what_the_others_know():
    version, _editor = partners()
    FINANCE_PLAN.store(
        version, {"sources": [{"id": "S1", "contributor": "A", "evidence": "Letter"}],
                  "budget": {"lines": [{"account": "Crew", "amount": "5"}]}}
    )  # fmt: skip
    budget = BUDGET.input_of(version)
    budget["budget"]["lines"][0]["spent_in"] = "FR-NAQ"
    BUDGET.store(version, budget)
    cash = CASH_FLOW.input_of(version)
    cash["sources"][0]["amount"] = "7"

    CASH_FLOW.store(version, cash)
    FINANCE_PLAN.store(version, FINANCE_PLAN.input_of(version))

    source = FINANCE_PLAN.input_of(version)["sources"][0]
    assert (source["amount"], source["contributor"], source["evidence"]) == ("7.00", "A", "Letter")
    assert BUDGET.input_of(version)["budget"]["lines"][0]["spent_in"] == "FR-NAQ"


def test_a_budget_without_lines_is_a_stated_total_for_the_spend():
    version, _editor = partners()

    SPEND.store(version, {"budget_total": "500"})

    assert SPEND.input_of(version)["budget_total"] == "500.00"
    BUDGET.store(version, {"budget": {"lines": [{"amount": "400"}]}})
    assert SPEND.input_of(version)["budget_total"] == "400.00"
    with pytest.raises(BadInput, match="400"):
        SPEND.store(version, {"budget_total": "500"})


def test_spend_in_other_currencies_is_asked_in_the_base_currency():
    version, _editor = partners()
    BUDGET.store(
        version, {"budget": {"lines": [{"amount": "1000"}]},
                  "fx": [{"currency": "KZT", "rate": "0.002"}]}
    )  # fmt: skip
    SPEND.store(
        version,
        {
            "obligations": [
                {"territory": "FR-NAQ", "pct": "50", "aid": "100000", "currency": "KZT"},
                {"territory": "FR"},
            ],
            "spend": [{"territory": "FR-NAQ", "amount": "60000", "currency": "KZT"}],
        },
    )

    asked = SPEND.question(version)

    assert asked["parents"] == {"FR-NAQ": "FR"}
    assert asked["spend"] == {"FR-NAQ": "120.00"}
    assert [(one["id"], one["aid"]) for one in asked["obligations"]] == [("O1", "200.00")]
