"""The waterfall at its edges, each by a sum that can be done with a pencil."""

from decimal import Decimal

import pytest

from films.calculation.pool import Pool, Territory
from films.calculation.result import keys
from films.calculation.tier import (
    Claim,
    Corridor,
    Fee,
    Recipient,
    Recoup,
    Share,
    Split,
    UnknownTier,
)
from films.calculation.waterfall import Period, Receipt, Terms, distribute

A, B, C = Recipient("A"), Recipient("B"), Recipient("C")


def claims(*amounts):
    return tuple(Claim(party, amount) for party, amount in zip((A, B, C), amounts, strict=False))


def run(tiers, *receipts, pools=()):
    """One period per receipt, in whole cents."""
    periods = [
        Period(f"P{number}", (Receipt(Decimal(cents).scaleb(-2)),))
        for number, cents in enumerate(receipts, 1)
    ]
    return distribute(Terms(tuple(tiers), tuple(pools), "EUR"), periods)


def totals(*arguments, **options):
    return run(*arguments, **options).statements[-1].totals


# Fees


@pytest.mark.parametrize(
    ("base", "cap", "second"),
    [("gross", None, 200), ("tier_input", None, 180), ("gross", 150, 150), ("gross", 0, 0)],
)
def test_fee_is_taken_of_gross_or_of_what_is_left(base, cap, second):
    tiers = [Fee("T1", A, Decimal(10)), Fee("T2", B, Decimal(20), base, cap)]

    assert totals(tiers, 1000) == {"A": 100, "B": second}


def test_fee_never_takes_more_than_is_left():
    tiers = [Fee("T1", A, Decimal(70)), Fee("T2", B, Decimal(70))]

    assert totals(tiers, 1000) == {"A": 700, "B": 300}


@pytest.mark.parametrize(("receipts", "fee"), [(49, 0), (50, 1), (149, 1), (150, 2)])
def test_fee_rounds_half_a_cent_up(receipts, fee):
    assert totals([Fee("T1", A, Decimal(1))], receipts) == {"A": fee}


# Recoupment


@pytest.mark.parametrize(
    ("sharing", "paid"),
    [("pro_rata", [10, 20, 30]), ("sequential", [20, 40, 0]), ("equal", [20, 20, 20])],
)
def test_recoup_shares_by_its_rule(sharing, paid):
    tier = Recoup("T1", claims(20, 40, 60), sharing)

    assert list(totals([tier], 60).values()) == paid


def test_recoup_equally_passes_the_part_of_a_filled_payee_to_the_others():
    tier = Recoup("T1", claims(60, 10, 60), "equal")

    assert totals([tier], 101) == {"A": 46, "B": 10, "C": 45}


def test_recoup_pays_nothing_above_the_claims():
    result = run([Recoup("T1", claims(20, 40))], 61)

    assert result.statements[0].undistributed == 1
    assert result.unrecouped == {"T1": {"A": 0, "B": 0}}
    assert keys(result.warnings) == ["UNDISTRIBUTED:P1"]


@pytest.mark.parametrize(
    ("outside", "paid", "over"), [(0, 50, {}), (49, 1, {}), (50, 0, {}), (51, 0, {"T1": {"A": 1}})]
)
def test_recoup_deducts_what_was_paid_outside_the_account(outside, paid, over):
    result = run([Recoup("T1", (Claim(A, 50, outside),))], 100)

    assert result.statements[0].totals == {"A": paid}
    assert result.over_recouped == over
    assert ("OVER_RECOUPED:T1:A" in keys(result.warnings)) == bool(over)


# Corridors: 15 % beside claims of 850 is full after 1000, of which 150 go to the corridor


@pytest.mark.parametrize(
    ("receipts", "corridor", "main", "left"),
    [(0, 0, 0, 0), (500, 75, 425, 0), (999, 150, 849, 0), (1000, 150, 850, 0), (1001, 150, 850, 1)],
)
def test_corridor_is_full_after_the_claims_divided_by_the_rest(receipts, corridor, main, left):
    result = run([Corridor("T1", B, Decimal(15), claims(850))], receipts)

    assert result.statements[0].by_tier["T1"] == {"B": corridor, "A": main}
    assert result.statements[0].undistributed == left


@pytest.mark.parametrize(
    ("receipts", "corridor", "main"),
    [(599, 90, 509), (600, 90, 510), (700, 90, 610), (940, 90, 850), (941, 90, 850)],
)
def test_corridor_with_a_cap_is_full_after_claims_and_cap(receipts, corridor, main):
    result = run([Corridor("T1", B, Decimal(15), claims(850), cap=90)], receipts)

    assert result.statements[0].by_tier["T1"] == {"B": corridor, "A": main}


def test_corridor_of_everything_runs_to_its_cap_first():
    tier = Corridor("T1", B, Decimal(100), claims(850), cap=90)

    assert totals([tier], 91) == {"B": 90, "A": 1}


def test_corridor_ends_at_once_when_nothing_is_owed():
    tier = Corridor("T1", B, Decimal(15), (Claim(A, 50, 60),))

    assert totals([tier], 100) == {"B": 0, "A": 0}


def test_corridor_may_pay_one_of_the_claims_holders():
    result = run([Corridor("T1", A, Decimal(50), claims(100, 100))], 200)

    assert result.statements[0].by_tier["T1"] == {"A": 150, "B": 50}
    assert result.unrecouped == {"T1": {"A": 50, "B": 50}}


# Splits and parts handed on


def test_split_stops_at_its_limit_and_the_rest_flows_on():
    tiers = [
        Split("T1", ((A, Decimal(50)), (B, Decimal(50))), limit=100),
        Split("T2", ((B, Decimal(100)),)),
    ]

    assert totals(tiers, 99) == {"A": 50, "B": 49}
    assert totals(tiers, 101) == {"A": 50, "B": 51}


@pytest.mark.parametrize(
    ("percentages", "errors", "warnings"),
    [
        (["50", "50"], [], []),
        (["50", "49.95"], [], ["SPLIT_SUM_ROUNDED:T1"]),
        (["50", "50.05"], [], ["SPLIT_SUM_ROUNDED:T1"]),
        (["50", "49.9499"], ["SPLIT_SUM_INVALID:T1"], []),
        (["50", "50.0501"], ["SPLIT_SUM_INVALID:T1"], []),
        ([], ["SPLIT_SUM_INVALID:T1"], []),
        (["150", "-50"], ["PCT_RANGE:T1"], []),
    ],
)
def test_split_takes_percentages_up_to_a_twentieth_off(percentages, errors, warnings):
    parts = tuple(zip((A, B), map(Decimal, percentages), strict=False))
    result = run([Split("T1", parts)])

    assert keys(result.errors) == errors
    assert keys(result.warnings) == warnings


def test_pass_through_is_handed_on_and_reduces_the_claim_in_full():
    investor = Recipient("A", (Share("D", Decimal(10)), Share("E", Decimal("2.5"))))
    result = run([Recoup("T1", (Claim(investor, 1000),))], 400)

    assert result.statements[0].by_tier["T1"] == {"D": 40, "E": 10, "A": 350}
    assert result.unrecouped == {"T1": {"A": 600}}


@pytest.mark.parametrize(("received", "handed"), [(4, 0), (5, 1), (15, 2)])
def test_pass_through_gets_the_half_cent(received, handed):
    tier = Split("T1", ((Recipient("A", (Share("D", Decimal(10)),)), Decimal(100)),))

    assert totals([tier], received) == {"A": received - handed, "D": handed}


# Periods


def test_no_receipts_leave_everybody_at_zero():
    result = run([Fee("T1", A, Decimal(1)), Recoup("T2", claims(0, 50))], 0)

    assert result.statements[0].totals == {"A": 0, "B": 0}
    assert result.warnings == []


def test_no_periods_leave_all_claims_open():
    result = run([Recoup("T1", claims(20, 40))])

    assert result.statements == []
    assert result.unrecouped == {"T1": {"A": 20, "B": 40}}


def test_receipts_below_zero_count_as_zero_and_are_carried():
    result = run([Split("T1", ((A, Decimal(100)),))], -70, 50, 30)

    assert [one.cumulative_receipts for one in result.statements] == [-70, -20, 10]
    assert [one.totals["A"] for one in result.statements] == [0, 0, 10]
    assert keys(result.warnings) == ["NEGATIVE_CUMULATIVE:P1", "NEGATIVE_CUMULATIVE:P2"]


def test_debit_is_carried_and_deducted_from_later_payments():
    result = run([Split("T1", ((A, Decimal(100)),))], 100, -30, 10, 50)

    assert [one.due["A"] for one in result.statements] == [100, -30, 10, 50]
    assert [one.payable["A"] for one in result.statements] == [100, 0, 0, 30]
    assert [one.debit["A"] for one in result.statements] == [0, 30, 20, 0]
    assert keys(result.warnings) == ["NEGATIVE_DUE:P2"]


def test_receipt_is_converted_and_rounded_by_itself():
    half_cents = Receipt(Decimal("0.01"), rate=Decimal("0.5"))
    terms = Terms((Split("T1", ((A, Decimal(100)),)),), currency="EUR")

    result = distribute(terms, [Period("P1", (half_cents, half_cents))])

    assert result.statements[0].cumulative_receipts == 2


def test_missing_rate_is_an_error_and_never_one():
    terms = Terms((Split("T1", ((A, Decimal(100)),)),), currency="EUR")
    foreign = Receipt(Decimal(5), currency="KZT")

    result = distribute(terms, [Period("P1", (foreign,))])

    assert keys(result.errors) == ["FX_RATE_MISSING:P1"]
    assert result.statements == []


# Pools


def test_pool_crosses_expenses_and_guarantees_but_not_fees():
    crossed = Pool(
        "X", "D", (Territory("FR", Decimal(25), 100, 200), Territory("BE", Decimal(50), 300, 0))
    )
    terms = Terms((Split("T1", ((A, Decimal(100)),)),), (crossed,), "EUR")
    receipts = (Receipt(Decimal("8.00"), "FR"), Receipt(Decimal("4.00"), "BE"))

    result = distribute(terms, [Period("P1", receipts)])

    # 800 − 25 % + 400 − 50 % = 800, less 600 of expenses and guarantee.
    assert result.statements[0].totals == {"D": 1000, "A": 200}
    assert result.statements[0].pools["X"].overage == 200


def test_pool_carries_its_loss_into_the_next_period():
    pool = Pool("X", "D", (Territory("FR", Decimal(0), 100, 0),))
    terms = Terms((Split("T1", ((A, Decimal(100)),)),), (pool,), "EUR")
    periods = [Period(f"P{n}", (Receipt(Decimal("0.80"), "FR"),)) for n in (1, 2)]

    result = distribute(terms, periods)

    assert [one.pools["X"].unrecouped for one in result.statements] == [20, 0]
    assert [one.cumulative_receipts for one in result.statements] == [0, 60]


def test_pool_with_returns_above_its_receipts_keeps_nothing():
    pool = Pool("X", "D", (Territory("FR", Decimal(25), 0, 0), Territory("BE", Decimal(25), 0, 0)))
    terms = Terms((Split("T1", ((A, Decimal(100)),)),), (pool,), "EUR")

    result = distribute(terms, [Period("P1", (Receipt(Decimal("-1.00"), "FR"),))])

    assert result.statements[0].totals == {"D": 0, "A": 0}
    assert keys(result.warnings) == ["NEGATIVE_CUMULATIVE:P1"]


# Terms

TOO_GENEROUS = Recipient("A", (Share("D", Decimal(60)), Share("E", Decimal(41))))


@pytest.mark.parametrize(
    ("tier", "error"),
    [
        (Fee("T1", A, Decimal("100.01")), "PCT_RANGE:T1"),
        (Fee("T1", A, Decimal("-0.01")), "PCT_RANGE:T1"),
        (Fee("T1", A, Decimal(1), cap=-1), "TARGET_NEGATIVE:T1:A"),
        (Corridor("T1", B, Decimal(101), claims(5)), "PCT_RANGE:T1"),
        (Corridor("T1", B, Decimal(100), claims(5)), "PCT_RANGE:T1"),
        (Corridor("T1", B, Decimal(10), claims(-5)), "TARGET_NEGATIVE:T1:A"),
        (Recoup("T1", claims(5, -1)), "TARGET_NEGATIVE:T1:B"),
        (Recoup("T1", (Claim(A, 5, -1),)), "TARGET_NEGATIVE:T1:A"),
        (Split("T1", ((A, Decimal(100)),), limit=-1), "TARGET_NEGATIVE:T1:limit"),
        (Split("T1", ((TOO_GENEROUS, Decimal(100)),)), "PCT_RANGE:T1"),
        (UnknownTier("T1", "bonus"), "TIER_TYPE_UNKNOWN:T1"),
    ],
)  # fmt: skip
def test_term_that_cannot_be_computed_gives_its_code_and_no_figure(tier, error):
    result = run([tier], 100)

    assert keys(result.errors) == [error]
    assert result.statements == []
    assert keys(result.warnings) == []
    assert str(result.errors[0].message) and str(result.errors[0].remedy)


@pytest.mark.parametrize("percentages", [["0"], ["100"], ["60", "40"]])
def test_percentages_at_the_edge_are_computed(percentages):
    handed = Recipient("A", tuple(Share("D" + pct, Decimal(pct)) for pct in percentages))

    assert run([Split("T1", ((handed, Decimal(100)),))], 100).errors == []


def test_all_faults_of_the_terms_are_reported_together():
    pool = Pool("X", "D", (Territory("FR", Decimal(120), -1, 0),))
    tiers = [Fee("T1", A, Decimal(200)), UnknownTier("T2", ""), Recoup("T3", claims(-1))]

    assert keys(run(tiers, 100, pools=[pool]).errors) == [
        "PCT_RANGE:T1",
        "PCT_RANGE:X:FR",
        "TARGET_NEGATIVE:T3:A",
        "TARGET_NEGATIVE:X:FR",
        "TIER_TYPE_UNKNOWN:T2",
    ]


def test_amounts_of_ten_thousand_billion_stay_exact():
    most = 10**15
    tiers = [
        Fee("T1", A, Decimal("0.0001")),
        Split("T2", ((B, Decimal("33.33")), (C, Decimal("66.67")))),
    ]

    # 10^15 − 10^9 = 999,999,000,000,000; a hundredth of a per cent of it is 99,999,900,000.
    assert totals(tiers, most) == {
        "A": 10**9,
        "B": 99_999_900_000 * 3333,
        "C": 99_999_900_000 * 6667,
    }
