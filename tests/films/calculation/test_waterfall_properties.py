"""What holds for every waterfall, whatever its terms."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coprod.exchange.strict import read
from films.calculation.tier import Claim, Corridor, Fee, Recipient, Recoup, Split
from films.calculation.waterfall import Period, Receipt, Terms, distribute
from films.calculators.reading.waterfall import request
from tests.films.calculation import random_deals

deals = st.integers(0, 10**9).map(lambda seed: read(random_deals.deal(seed), request))
cents = st.integers(0, 10**6)
large = st.integers(0, 10**13)


def final(terms, receipts):
    """The last statement when all receipts come in one period."""
    return distribute(terms, [Period("P", tuple(receipts))]).statements[-1]


def receipts_of(asked):
    return [receipt for period in asked.periods for receipt in period.receipts]


@given(deals)
def test_everything_received_is_paid_or_undistributed(asked):
    for statement in distribute(asked.terms, asked.periods).statements:
        kept = sum(pool.kept for pool in statement.pools.values())

        paid = sum(statement.totals.values()) + statement.undistributed
        assert paid == max(0, statement.cumulative_receipts) + kept
        assert min(statement.totals.values()) >= 0
        assert statement.undistributed >= 0


@given(deals)
def test_dues_add_to_totals_and_payments_never_fall_below_nothing(asked):
    result = distribute(asked.terms, asked.periods)

    for party, total in result.statements[-1].totals.items():
        assert sum(statement.due[party] for statement in result.statements) == total
        paid = sum(statement.payable[party] for statement in result.statements)
        assert paid - result.statements[-1].debit[party] == total
        assert all(statement.payable[party] >= 0 for statement in result.statements)


@given(deals, st.lists(st.integers(0, 12), max_size=5))
def test_totals_do_not_depend_on_how_receipts_are_cut_into_periods(asked, cuts):
    receipts = receipts_of(asked)
    edges = [0, *sorted(min(cut, len(receipts)) for cut in cuts), len(receipts)]
    periods = [
        Period(f"P{number}", tuple(receipts[start:end]))
        for number, (start, end) in enumerate(pairwise(edges))
    ]

    cut = distribute(asked.terms, periods).statements[-1]

    assert replace(cut, period="", due={}, payable={}, debit={}) == replace(
        final(asked.terms, receipts), period="", due={}, payable={}, debit={}
    )


@given(deals)
def test_each_tier_pays_what_reached_it_or_less(asked):
    for statement in distribute(asked.terms, asked.periods).statements:
        left = statement.shared
        for tier in asked.terms.tiers:
            assert statement.reached[tier.id] == left
            left -= sum(statement.by_tier[tier.id].values())
            assert left >= 0
        assert left == statement.undistributed


@given(deals)
def test_no_claim_is_paid_above_what_is_owed(asked):
    result = distribute(asked.terms, asked.periods)

    for claims in result.unrecouped.values():
        assert all(open_ >= 0 for open_ in claims.values())


@given(
    st.integers(2, 6),
    cents,
    cents,
    st.sampled_from(["pro_rata", "equal", "corridor", "split"]),
    st.randoms(use_true_random=False),
)
def test_equal_parties_in_another_order_change_only_who_gets_the_odd_cent(
    size, claim, received, shape, chance
):
    names = [f"N{number}" for number in range(size)]
    shuffled = chance.sample(names, size)

    first = final(equal_parties(shape, names, claim), [receipt(received)])
    second = final(equal_parties(shape, shuffled, claim), [receipt(received)])

    # By place the two are the same; who stands first gets the cent that is left over.
    places = zip(names, shuffled, strict=True)
    assert all(first.totals[name] == second.totals[other] for name, other in places)
    assert all(abs(first.totals[name] - second.totals[name]) <= 1 for name in names)
    assert first.undistributed == second.undistributed


def equal_parties(shape, names, claim):
    claims = tuple(Claim(Recipient(name), claim) for name in names)
    # Typed percentages: 33.33 three times, 16.67 six times.
    part = (Decimal(100) / len(names)).quantize(Decimal("0.01"))
    tiers = {
        "pro_rata": Recoup("T1", claims, "pro_rata"),
        "equal": Recoup("T1", claims, "equal"),
        "corridor": Corridor("T1", Recipient("Z"), Decimal(15), claims),
        "split": Split("T1", tuple((Recipient(name), part) for name in names)),
    }
    others = tuple(Claim(Recipient(name), 0) for name in names)
    return Terms((tiers[shape], Recoup("T2", others)), currency="EUR")


def receipt(amount):
    return Receipt(Decimal(amount).scaleb(-2))


@given(deals, cents)
def test_one_more_receipt_lowers_nobody_by_more_than_rounding(asked, more):
    """Fees, claims, corridors and splits only rise with what reaches them, before rounding.

    Largest remainder may move a cent from one party to another when the whole grows, and two
    fees rounded up at once may take a cent from the tiers behind them: a cent for each tier.
    """
    if any(amount.in_account < 0 for amount in receipts_of(asked)):
        asked = replace(asked, periods=positive(asked.periods))
    before = final(asked.terms, receipts_of(asked))

    after = final(asked.terms, [*receipts_of(asked), receipt(more)])

    entries = len(before.by_tier) ** 2 + sum(map(len, before.by_tier.values()))
    assert all(after.totals[party] >= total - entries for party, total in before.totals.items())


def positive(periods):
    return tuple(
        replace(
            period,
            receipts=tuple(replace(one, amount=abs(one.amount)) for one in period.receipts),
        )
        for period in periods
    )


@given(large, large, large, large)
def test_one_more_receipt_lowers_nobody_where_parts_are_whole(first, second, claim, cap):
    """All amounts are whole multiples of 10,000 cents, so that nothing is ever rounded."""
    whole = [amount - amount % 10_000 for amount in (first, second, claim, cap)]
    terms = monotone_terms(*whole[2:])

    before = final(terms, [receipt(whole[0])])
    after = final(terms, [receipt(whole[0]), receipt(whole[1])])

    assert all(after.totals[party] >= total for party, total in before.totals.items())


def monotone_terms(claim, cap):
    a, b, c = Recipient("A"), Recipient("B"), Recipient("C")
    return Terms(
        (
            Fee("T1", a, Decimal(1)),
            Fee("T2", b, Decimal(20), "gross", cap),
            Recoup("T3", (Claim(b, claim), Claim(c, cap)), "sequential"),
            Split("T4", ((a, Decimal(50)), (c, Decimal(50))), limit=cap),
            Split("T5", ((a, Decimal(25)), (b, Decimal(75)))),
        ),
        currency="EUR",
    )
