"""Moves that several co-producers share: exact to the cent, and checked against trying them all."""

from dataclasses import replace
from decimal import Decimal
from itertools import product
from random import Random

import pytest

from partners.treaty.assess import assess
from partners.treaty.paths import failing, way
from tests.partners.treaty.plans import make_case, make_condition, make_instrument, make_points


def way_for(instrument, case, label):
    assessment = assess(instrument, case)
    verdict = next(one for one in failing(assessment) if one.finding.label == label)
    return way(verdict, assessment)


def floors(party, third_party):
    return make_instrument(
        "FR DE KZ",
        make_condition("share", minimum=party),
        make_condition("third_party_share", minimum=third_party),
    )


def test_two_give_to_the_cent_where_neither_alone_can():
    case = make_case("FR 34.01", "DE 33.99", "KZ 24", "US 8")

    cheapest = way_for(floors("30", "8"), case, "SHARE_MIN:KZ").changes[0]

    assert str(cheapest.sentence) == "raise KZ from 24 % to 30 %: 6.00 EUR"
    assert cheapest.breaks == ()
    assert cheapest.moves(case) == {
        "FR-0": Decimal("-4.01"),
        "DE-1": Decimal("-1.99"),
        "KZ-2": Decimal("6.00"),
    }


def test_two_take_where_neither_alone_may():
    ceilings = make_instrument(
        "FR DE KZ", make_condition("share", maximum="40"), make_condition("balance", tolerance="8")
    )
    spend = {"FR": Decimal(55), "DE": Decimal(30), "KZ": Decimal(15)}
    case = make_case("FR 50", "DE 34", "KZ 16", spend=spend)

    cheapest = way_for(ceilings, case, "SHARE_MAX:FR").changes[0]

    assert str(cheapest.sentence) == "lower FR from 50 % to 40 %: 10.00 EUR"
    assert cheapest.breaks == ()
    assert cheapest.moves(case) == {"FR-0": -10, "DE-1": 3, "KZ-2": 7}


@pytest.mark.parametrize(
    ("third_party", "moves", "breaks"),
    [
        ("10", {"FR-0": -6, "DE-1": -4, "KZ-2": 11, "US-3": -1}, ()),
        ("10.01", {"FR-0": -11, "KZ-2": 11}, ("SHARE_MIN:FR",)),
    ],
)
def test_what_no_move_of_shares_mends_is_told_apart(third_party, moves, breaks):
    case = make_case("FR 36", "DE 34", "KZ 19", "US 11")

    found = way_for(floors("30", third_party), case, "SHARE_MIN:KZ")

    assert (found.changes[0].moves(case), found.changes[0].breaks) == (moves, breaks)
    assert found.is_beyond_shares == bool(breaks)


CODES = ["FR", "FR", "DE", "KZ", "US", "CN"]
RULES = [
    ("share", ["minimum"], [10, 20, 25, 30]),
    ("share", ["maximum"], [40, 50, 60, 70]),
    ("company_share", ["minimum"], [8, 10, 20]),
    ("non_party_share", ["maximum"], [20, 30, 40]),
    ("third_party_share", ["minimum"], [8, 10, 20]),
    ("reduced_access", ["minimum"], [20, 30]),
    ("financial_only", ["minimum"], [10, 20]),
    ("balance", ["tolerance"], [5, 15]),
]
# Where these fail, moving shares is what mends them.
SHARES = {kind for kind, _terms, _limits in RULES} - {"balance"}


def random_plan(random):
    """A few co-producers that share some cents under a few limits."""
    chosen = random.sample(CODES, random.choice([3, 4, 4, 4]))
    cents = [random.randint(0, 6) for _one in chosen]
    cents[0] += 1
    case = make_case(*[f"{code} 0{random.choice(['', '', ' money'])}" for code in chosen])
    case = replace(
        case,
        total_cost=Decimal(sum(cents)).scaleb(-2),
        points=make_points("director 4 FR", "lead 3 DE", "rest 3 KZ"),
    )
    rules = {
        kind: make_condition(kind, **{term: str(random.choice(limits)) for term in terms})
        for kind, terms, limits in random.sample(RULES, random.randint(2, 4))
    }
    return make_instrument("FR DE KZ", *rules.values()), with_cents(case, cents)


def with_cents(case, cents):
    companies = zip(case.companies, cents, strict=True)
    return replace(
        case,
        companies=tuple(
            replace(company, contribution=Decimal(amount).scaleb(-2))
            for company, amount in companies
        ),
    )


def every_plan(case):
    """All ways in which the same co-producers can share the same cents."""
    whole = int(case.total_cost * 100)
    for cents in product(range(whole + 1), repeat=len(case.companies) - 1):
        if sum(cents) <= whole:
            yield with_cents(case, [*cents, whole - sum(cents)])


def money_moved(case, other):
    pairs = zip(case.companies, other.companies, strict=True)
    return sum(abs(old.contribution - new.contribution) for old, new in pairs) / 2


def movers(case, other):
    return sum(
        old.contribution != new.contribution
        for old, new in zip(case.companies, other.companies, strict=True)
    )


@pytest.mark.parametrize("seed", range(80))
def test_the_cheapest_move_is_that_of_trying_all(seed):
    treaty, case = random_plan(Random(seed))
    before = assess(treaty, case)
    verdicts = [one for one in failing(before) if one.kind in SHARES]
    plans = [(plan, assess(treaty, plan)) for plan in every_plan(case)] if verdicts else []

    for verdict in verdicts:
        label = verdict.finding.label
        harmless = [
            plan
            for plan, after in plans
            if label not in {one.finding.label for one in failing(after)}
            and set(after.failed_labels) <= set(before.failed_labels)
        ]
        found = way(verdict, before)
        moves = [
            change for change in found.changes
            if change.moves_shares_of(before.seen) and not change.breaks
        ]  # fmt: skip

        assert found.is_beyond_shares == (not harmless)
        if harmless:
            cheapest = min(money_moved(case, plan) for plan in harmless)
            fewest = min(
                movers(case, plan) for plan in harmless if money_moved(case, plan) == cheapest
            )
            assert moves[0].amount == cheapest
            assert money_moved(case, moves[0].result) == cheapest
            assert movers(case, moves[0].result) == fewest
