"""What two people change in one sheet is put together; what both change is asked about."""

import random

import pytest

from films.deal.merging import differences, is_same, merge

BASE = {
    "currency": "EUR",
    "rows": [
        {"key": "a", "id": "A", "amount": "1.00", "split": {"X": "50", "Y": "50"}},
        {"key": "b", "id": "B", "amount": "2.00", "flag": False},
        {"key": "c", "id": "C", "amount": None},
    ],
}


def changed(key="", **cells):
    """The base with one row changed, or with other single values."""
    rows = [{**row, **cells} if row["key"] == key else dict(row) for row in BASE["rows"]]
    return {**BASE, **({} if key else cells), "rows": rows}


def amounts(merged):
    return {row["id"]: row.get("amount") for row in merged.given["rows"]}


def test_changes_of_different_cells_are_both_kept():
    merged = merge(BASE, changed("a", amount="5"), changed("a", id="A2"))

    assert merged.clashes == []
    assert amounts(merged) == {"A2": "5", "B": "2.00", "C": None}


def test_the_same_change_twice_is_no_clash():
    merged = merge(BASE, changed("a", amount="5.00"), changed("a", amount="5"))

    assert merged.clashes == []


def test_a_clash_names_its_place_and_all_three_values():
    merged = merge(BASE, changed("a", amount="5"), changed("a", amount="6"))

    (clash,) = merged.clashes
    assert clash.place == ("rows", "a", "amount")
    assert (clash.base, clash.stored, clash.typed) == ("1.00", "5", "6")
    assert amounts(merged)["A"] == "6"
    stored = merge(BASE, changed("a", amount="5"), changed("a", amount="6"), prefer="stored")
    assert amounts(stored)["A"] == "5"


def test_an_empty_cell_is_a_value_like_any_other():
    typed = changed("b")
    del typed["rows"][1]["amount"]

    assert amounts(merge(BASE, BASE, typed))["B"] is None
    assert len(merge(BASE, changed("b", amount="3"), typed).clashes) == 1


def test_a_cell_that_is_left_out_because_it_is_false_was_not_touched():
    typed = changed()
    del typed["rows"][1]["flag"]

    assert merge(BASE, changed("b", flag=True), typed).given["rows"][1]["flag"] is True


@pytest.mark.parametrize("swapped", [False, True])
def test_a_row_that_one_removed_and_the_other_changed_is_asked_about(swapped):
    removed = {**BASE, "rows": BASE["rows"][:1] + BASE["rows"][2:]}
    pair = [removed, changed("b", amount="9")]
    stored, typed = reversed(pair) if swapped else pair

    assert [one.place for one in merge(BASE, stored, typed).clashes] == [("rows", "b")]


def test_a_row_that_one_removed_and_nobody_changed_is_gone():
    removed = {**BASE, "rows": BASE["rows"][1:]}

    assert list(amounts(merge(BASE, removed, changed("c", amount="3")))) == ["B", "C"]
    assert list(amounts(merge(BASE, changed("c", amount="3"), removed))) == ["B", "C"]


def test_new_rows_of_both_stand_beside_each_other_and_moved_rows_stay_moved():
    rows = BASE["rows"]
    stored = {**BASE, "rows": [rows[0], {"key": "n", "id": "N", "amount": "7"}, *rows[1:]]}
    typed = {**BASE, "rows": [rows[2], rows[0], rows[1], {"id": "M", "amount": "8"}]}

    merged = merge(BASE, stored, typed)

    assert list(amounts(merged)) == ["C", "A", "N", "B", "M"]


def test_a_row_without_a_key_is_known_by_its_name_or_its_place():
    typed = {**BASE, "rows": [{"id": "A", "amount": "4"}, {"amount": "5"}, {"id": "C"}]}

    merged = merge(BASE, BASE, typed)

    assert [row["key"] for row in merged.given["rows"]] == ["a", "b", "c"]


@pytest.mark.parametrize("seed", range(40))
def test_edits_of_disjoint_cells_never_clash_and_are_never_lost(seed):
    chance = random.Random(seed)
    rows = [{"key": f"k{n}", "id": f"R{n}", "amount": str(n), "note": "x"} for n in range(6)]
    base = {"rows": rows}
    cells = [(n, name) for n in range(6) for name in ("id", "amount", "note")]
    chance.shuffle(cells)
    cut = chance.randint(0, len(cells))

    def edited(places):
        found = [dict(row) for row in rows]
        for number, name in places:
            found[number][name] = f"{name} {number} {chance.randint(100, 999)}"
        return {"rows": found}

    stored, typed = edited(cells[:cut]), edited(cells[cut:])

    merged = merge(base, stored, typed)

    assert merged.clashes == []
    for number, name in cells[:cut]:
        assert merged.given["rows"][number][name] == stored["rows"][number][name]
    for number, name in cells[cut:]:
        assert merged.given["rows"][number][name] == typed["rows"][number][name]


def test_differences_are_told_leaf_by_leaf():
    told = differences(BASE, changed("a", amount="5", split={"X": "50"}))

    assert [(one.place, one.old, one.new) for one in told] == [
        (("rows", "a", "amount"), "1.00", "5"),
        (("rows", "a", "split", "Y"), "50", None),
    ]


def test_what_says_nothing_is_alike_and_numbers_are_numbers():
    assert is_same({"a": None, "b": "", "c": False, "d": "1.0"}, {"d": "1"})
    assert not is_same({"d": "1"}, {"d": "2"})
