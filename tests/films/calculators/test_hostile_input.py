"""Whatever is sent, a calculator answers with figures, with errors, or with the faults it found."""

import copy
import json
from functools import partial

import pytest

from coprod.exchange.faults import BadInput
from films.calculators.kinds import KINDS
from tests.work import work_of

HOSTILE = [
    None, True, 1.5, float("nan"), float("inf"), "1e3", "NaN", "-5", "１２", "", [], {}, [[]],
    "x" * 10_000, "\ud800", "\x00", 10**5000, -1, 0, "0", "2026-01", {"a": "b"}, [{"id": "a"}],
    "9" * 17, "0.0000000000001", "99999999999999.99", "A",
]  # fmt: skip
KIND_BY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)


def paths(value, path=()):
    """Every place in a value."""
    yield path
    inner = value.items() if isinstance(value, dict) else ()
    for key, member in enumerate(value) if isinstance(value, list) else inner:
        yield from paths(member, (*path, key))


def changed(value, path, change):
    """A copy with one change made to what contains the place."""
    fresh = copy.deepcopy(value)
    container = fresh
    for key in path[:-1]:
        container = container[key]
    change(container, path[-1])
    return fresh


def put(value, path, other):
    """A copy with another value in one place."""
    if not path:
        return other
    return changed(value, path, lambda container, key: container.__setitem__(key, other))


def asked(kind, value):
    """The answer, or the faults; anything else is a failure."""
    try:
        answer = kind.calculate(value)
    except BadInput as bad:
        assert all(fault.path and str(fault.fault) and str(fault.remedy) for fault in bad.faults)
        return [fault.as_json() for fault in bad.faults]
    assert json.dumps(answer)
    return answer


@KIND_BY_KIND
def test_hostile_value_in_any_place_is_answered(kind):
    for path in paths(kind.example):
        for value in HOSTILE:
            asked(kind, put(kind.example, path, value))


@KIND_BY_KIND
def test_missing_value_in_any_place_is_answered(kind):
    for path in list(paths(kind.example))[1:]:
        asked(kind, changed(kind.example, path, lambda container, key: container.pop(key)))


@KIND_BY_KIND
def test_unknown_key_is_refused_by_name(kind):
    faults = asked(kind, {**kind.example, "unheard_of": 1})

    assert [fault["path"] for fault in faults] == ["unheard_of"]


@KIND_BY_KIND
@pytest.mark.parametrize("number", [float("nan"), float("inf"), 0.1, "1e3", "NaN", "Infinity"])
def test_number_that_is_not_plain_is_refused_with_its_path(kind, number):
    path = next(path for path in paths(kind.example) if is_number(at(kind.example, path)))
    faults = asked(kind, put(kind.example, path, number))

    assert len(faults) == 1
    assert faults[0]["path"].endswith(str(path[-1]))
    assert faults[0]["value"]


def at(value, path):
    for key in path:
        value = value[key]
    return value


def is_number(value):
    return isinstance(value, str) and value.replace(".", "").isdigit() and "." in value


@KIND_BY_KIND
def test_deep_and_large_input_is_refused_before_it_is_read(kind):
    deep = []
    for _level in range(50_000):
        deep = [deep]
    worked_out = work_of(lambda: asked(kind, kind.example))
    for key in kind.example:
        for value in (deep, [{"id": "A"}] * 300_000):
            hostile = {**kind.example, key: value}

            assert isinstance(asked(kind, hostile), list)
            assert work_of(partial(asked, kind, hostile)) < worked_out


def test_ten_thousand_tiers_are_refused_at_once():
    tier = {"type": "fee", "payee": "A", "pct": "1", "base": "gross"}

    def asked_with(count):
        tiers = [{**tier, "id": f"T{number}"} for number in range(count)]
        return asked(KINDS["waterfall"], {"periods": [], "tiers": tiers})

    faults = asked_with(10_000)

    assert work_of(lambda: asked_with(10_000)) < 2.1 * work_of(lambda: asked_with(5_000))
    assert faults == [
        {
            "path": "tiers",
            "value": "[…]",
            "fault": "There are 10000 tiers, more than the 200 that are computed at once.",
            "remedy": "Divide the input.",
        }
    ]


def test_too_many_payments_are_refused_before_they_are_computed():
    payees = [{"payee": f"N{number}", "amount": "1.00"} for number in range(150)]
    deal = {
        "periods": [{"id": f"P{number}"} for number in range(1200)],
        "tiers": [{"id": f"T{number}", "type": "recoup", "payees": payees} for number in range(9)],
    }

    faults = asked(KINDS["waterfall"], deal)

    assert [fault["fault"] for fault in faults] == [
        "There are 1620000 payments, more than the 250000 that are computed at once."
    ]


@pytest.mark.parametrize(
    ("key", "path"),
    [("tiers", "tiers[6].id"), ("periods", "periods[2].id"), ("pools", "pools[1].id")],
)
def test_id_that_stands_twice_is_refused(key, path):
    example = KINDS["waterfall"].example
    twice = {**example, key: [*example[key], example[key][0]]}

    assert path in [fault["path"] for fault in asked(KINDS["waterfall"], twice)]


def test_territory_in_two_pools_is_refused():
    pools = [{"id": name, "distributor": "D", "territories": [{"id": "FR"}]} for name in ("X", "Y")]

    faults = asked(KINDS["waterfall"], {"pools": pools, "periods": [], "tiers": []})

    assert [fault["path"] for fault in faults] == ["pools[1].territories[0].id"]


def test_months_a_thousand_years_apart_are_refused():
    costs = [{"month": "1926-01", "amount": "1.00"}, {"month": "9926-01", "amount": "1.00"}]

    faults = asked(KINDS["cash-flow"], {"costs": costs})

    assert [fault["path"] for fault in faults] == ["costs"]


def test_all_faults_come_together():
    deal = {
        "periods": [{"id": "P1", "receipts": [{"amount": "1e3", "rate": "0"}]}, {"id": "P1"}],
        "tiers": [{"id": "T1", "type": "fee", "payee": "", "pct": 1.5, "base": "net", "x": 1}, 5],
    }

    faults = asked(KINDS["waterfall"], deal)

    assert sorted(fault["path"] for fault in faults) == [
        "periods[0].receipts[0].amount",
        "periods[0].receipts[0].rate",
        "periods[1].id",
        "tiers[0].base",
        "tiers[0].payee",
        "tiers[0].pct",
        "tiers[0].x",
        "tiers[1]",
    ]
