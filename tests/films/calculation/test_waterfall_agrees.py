"""The fast waterfall and the slow one agree on ten thousand random deals, to the cent."""

import pytest

from coprod.exchange.strict import read
from films.calculation.result import keys
from films.calculation.waterfall import distribute
from films.calculators.reading.waterfall import figures, request
from tests.films.calculation import random_deals, slow_waterfall

DEALS = 10_000
BATCH = 500


@pytest.mark.parametrize("first", range(0, DEALS, BATCH))
def test_waterfall_agrees_with_the_slow_one(first):
    for seed in range(first, first + BATCH):
        deal = random_deals.deal(seed)

        slow = slow_waterfall.run(deal)
        assert fast(deal) == {**slow, "warnings": sorted(slow["warnings"])}, f"deal {seed}"


def fast(deal):
    """The figures that the slow one gives too."""
    asked = read(deal, request)
    result = distribute(asked.terms, asked.periods)
    answer = figures(result)
    for statement in answer["periods"].values():
        del statement["payable"], statement["debit"]
        for pool in statement["pools"].values():
            del pool["kept"]
    return {**answer, "warnings": keys(result.warnings)}


def test_random_deals_reach_every_kind_of_term():
    deals = [random_deals.deal(seed) for seed in range(BATCH)]
    tiers = [tier for deal in deals for tier in deal["tiers"]]

    assert {tier["type"] for tier in tiers} == {"fee", "recoup", "corridor", "split"}
    assert {tier["sharing"] for tier in tiers if "sharing" in tier} == {
        "pro_rata",
        "sequential",
        "equal",
    }
    assert {"cap", "limit", "pass_through"} <= {key for tier in tiers for key in tier}
    assert any(len(pool["territories"]) > 1 for deal in deals for pool in deal["pools"])
    warned = {key.split(":")[0] for deal in deals for key in fast(deal)["warnings"]}
    assert warned == {
        "NEGATIVE_CUMULATIVE",
        "NEGATIVE_DUE",
        "OVER_RECOUPED",
        "SPLIT_SUM_ROUNDED",
        "UNDISTRIBUTED",
    }
