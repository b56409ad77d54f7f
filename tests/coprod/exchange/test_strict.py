"""Strict reading: everything wrong is listed, with its path, its value and the remedy."""

import pytest

from coprod.exchange.faults import BadInput
from coprod.exchange.json_text import read_json
from coprod.exchange.strict import given, read
from tests.work import work_of


def faults_of(value, build):
    with pytest.raises(BadInput) as bad:
        read(value, build)
    return [(fault.path, str(fault.fault)) for fault in bad.value.faults]


def film(node):
    node.is_object({"id", "budget", "months", "shot"}, required={"id", "budget"})
    months = [item.month() for item in node["months"].items(3, "months")]
    return node["id"].id(), node["budget"].money(), months, node["shot"].date()


def test_read_gives_what_was_built():
    value = {"id": "F1", "budget": "12.345", "months": ["2026-05"]}

    assert read(value, film) == ("F1", 1235, ["2026-05"], None)


def test_read_lists_all_faults_together():
    value = {
        "id": "",
        "budget": "1e3",
        "months": ["2026-13", 5],
        "year": 2026,
        "shot": "2026-02-30",
    }

    assert faults_of(value, film) == [
        ("year", "This key is unknown here."),
        ("months[0]", "“2026-13” is not a month since 1900."),
        ("months[1]", "“5” is not a month since 1900."),
        ("id", "An id is not empty and has no space around it."),
        ("budget", "1e3 is not a number in quotes, of at most 16 digits and 12 decimals."),
        ("shot", "“2026-02-30” is not a day."),
    ]


def test_read_names_what_is_missing():
    assert faults_of({"id": "F1"}, film) == [("budget", "This is missing.")]


@pytest.mark.parametrize("value", [None, 1, "text", [], True])
def test_read_wants_an_object(value):
    assert faults_of(value, film)[0] == ("input", "This is not an object.")


def test_fault_gives_value_and_remedy():
    with pytest.raises(BadInput) as bad:
        read({"id": "F1", "budget": "½"}, film)

    assert bad.value.faults[0].as_json() == {
        "path": "budget",
        "value": "½",
        "fault": "½ is not a number in quotes, of at most 16 digits and 12 decimals.",
        "remedy": 'Write digits with a decimal point in quotes, for example "1250.00".',
    }
    assert "budget: ½" in str(bad.value)


@pytest.mark.parametrize(
    "number",
    [
        1.5, float("nan"), float("inf"), True, None, [], {}, "", "1e3", "1E3", "1_000", "+1", " 1",
        "1 ", "1.", ".5", "--1", "１２", "٣", "NaN", "Infinity", "0x1", "1,000", "1" * 17,
        "0." + "1" * 13, 10**16, pytest.param(10**5000, id="endless"), "1\n", "1\x00",
    ],
)  # fmt: skip
def test_decimal_refuses_what_is_not_plain_digits(number):
    found = faults_of({"n": number}, lambda node: node["n"].decimal())

    assert [path for path, _fault in found] == ["n"]


@pytest.mark.parametrize(
    ("number", "text"), [("1250.00", "1250.00"), ("-3", "-3"), (7, "7"), ("-0.00", "0.00")]
)
def test_decimal_reads_plain_digits(number, text):
    assert str(read({"n": number}, lambda node: node["n"].decimal())) == text


@pytest.mark.parametrize(
    ("amount", "minor"), [("10000000000000.00", 10**15), ("0.005", 1), ("-0.005", -1)]
)
def test_money_is_whole_hundredths(amount, minor):
    assert read({"n": amount}, lambda node: node["n"].money()) == minor


def test_money_has_a_cap():
    found = faults_of({"n": "10000000000000.01"}, lambda node: node["n"].money())

    assert found[0][1].startswith("10000000000000.01 is above the largest amount")


@pytest.mark.parametrize("text", ["\x00", "a\nb", "\ud800", "a\u202eb", "x" * 301, 5, None])
def test_text_refuses_what_cannot_be_printed(text):
    assert len(faults_of({"t": text}, lambda node: node["t"].text())) == 1


@pytest.mark.parametrize("name", ["", " A", "A ", "\x00", "x" * 101, 5])
def test_id_refuses_what_cannot_be_named(name):
    assert {path for path, _fault in faults_of({"i": name}, lambda node: node["i"].id())} == {"i"}


def test_items_refuse_an_id_that_stands_twice():
    def rows(node):
        return [item["id"].id() for item in node.items(9, "rows", unique="id")]

    assert faults_of([{"id": "A"}, {"id": "B"}, {"id": "A"}], rows) == [
        ("[2].id", "“A” stands here twice.")
    ]


def test_items_and_entries_have_a_limit():
    assert faults_of([1] * 4, lambda node: list(node.items(3, "rows"))) == [
        ("input", "There are 4 rows, more than the 3 that are computed at once.")
    ]
    assert faults_of({"a": 1, "b": 2}, lambda node: list(node.entries(1, "rows"))) == [
        ("input", "There are 2 rows, more than the 1 that are computed at once.")
    ]


def test_choice_whole_flag_and_positive_name_their_faults():
    def build(node):
        node["choice"].choice(("gross", "net"))
        node["whole"].whole(1, 9)
        node["flag"].flag()
        node["rate"].positive()

    value = {"choice": "all", "whole": 10, "flag": "yes", "rate": "0"}
    assert faults_of(value, build) == [
        ("choice", "“all” is not a choice here."),
        ("whole", "This is not a whole number from 1 to 9."),
        ("flag", "This is neither true nor false."),
        ("rate", "0 is not above zero."),
    ]


def test_given_lets_null_and_missing_be_unknown():
    def build(node):
        return [given(node[key], type(node).money) for key in "abc"]

    assert read({"a": None, "c": "1"}, build) == [None, None, 100]


def test_free_takes_any_value_but_fractions_and_unprintable_text():
    sound = {"a": ["x", 1, None, True, {"b": "2.5"}]}

    assert read(sound, lambda node: node.free()) == sound
    assert [path for path, _ in faults_of({"a": [1.5, {"b\x00": "\x00"}]}, lambda n: n.free())] == [
        "a[0]",
        "a[1].b\N{REPLACEMENT CHARACTER}",
        "a[1].b\N{REPLACEMENT CHARACTER}",
    ]


def test_read_refuses_what_is_too_deep_or_too_large_at_once():
    deep = []
    for _level in range(100_000):
        deep = [deep]
    large = [[0] * 1000 for _row in range(300)]

    assert "deeper than 12 levels" in faults_of(deep, film)[0][1]
    assert "more than 200000 values" in faults_of(large, film)[0][1]
    # Nothing inside is read: what is large costs no more calls than what is small.
    small = [[[[[[[[[[[[[[]]]]]]]]]]]]]]
    assert work_of(lambda: faults_of(deep, film)) == work_of(lambda: faults_of(small, film))
    assert work_of(lambda: faults_of([[]] * 400_000, film)) < work_of(
        lambda: faults_of(small, film)
    )


def test_read_notes_the_same_fault_once():
    def build(node):
        node["n"].decimal()
        node["n"].decimal()

    assert len(faults_of({"n": "x"}, build)) == 1


def test_read_lists_at_most_a_hundred_faults():
    assert len(faults_of({f"k{number}": 1 for number in range(5000)}, film)) == 100


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[1,]", "not JSON"),
        (b"\xff\xfe\xff", "not JSON"),
        ("[" * 100_000, "nested deeper than 12 levels"),
        ("1" * 5_000, "not a number in quotes"),
        ("[NaN]", "NaN is not a number"),
        ("[-Infinity]", "-Infinity is not a number"),
        ('{"a": 1, "a": 2}', "“a” stands here twice"),
    ],
)
def test_read_json_refuses_malformed_text(text, fault):
    with pytest.raises(BadInput, match=fault):
        read_json(text)


def test_read_json_names_the_place_of_each_constant():
    with pytest.raises(BadInput) as refusal:
        read_json('{"tiers": [{"pct": NaN}, {"pct": "5", "cap": -Infinity}], "limit": Infinity}')

    assert [(fault.path, fault.value) for fault in refusal.value.faults] == [
        ("tiers[0].pct", "NaN"),
        ("tiers[1].cap", "-Infinity"),
        ("limit", "Infinity"),
    ]


def test_read_json_names_the_place_of_a_repeated_key():
    with pytest.raises(BadInput) as refusal:
        read_json('{"tiers": [{"id": "T1"}, {"id": "T2", "pct": "5", "pct": "6", "pct": "7"}]}')

    assert [(fault.path, fault.value) for fault in refusal.value.faults] == [
        ("tiers[1].pct", "pct")
    ]


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1e5", "0.10", "1E-7", "9" * 5_000])
def test_number_is_refused_at_its_place_as_it_was_written(number):
    with pytest.raises(BadInput) as refusal:
        read(read_json('{"tiers": [{"cap": ' + number + "}]}"), first_cap)

    (fault,) = refusal.value.faults
    assert (fault.path, fault.value) == ("tiers[0].cap", number[:60])
    assert "is not a number in quotes" in str(fault.fault)


def first_cap(node):
    return [item["cap"].money() for item in node["tiers"].items(5, "tiers")]


def test_read_json_of_many_constants_costs_no_more_than_their_number():
    def refused(count):
        text = "[" * 900 + ",".join(["NaN"] * count) + "]" * 900
        with pytest.raises(BadInput, match=r"holds more than|nested deeper"):
            read_json(text)

    assert work_of(lambda: refused(400_000)) < 2.1 * work_of(lambda: refused(200_000))


def test_read_json_gives_the_value():
    assert read_json('{"a": ["1.50", 2, null]}') == {"a": ["1.50", 2, None]}
