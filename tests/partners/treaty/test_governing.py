"""Which instrument governs, and why the others do not."""

from dataclasses import replace
from datetime import date

import pytest

from partners.treaty.governing import first_to_hold, governing, in_order_of_preference
from partners.treaty.instrument import Kind
from tests.partners.treaty.conventions import ITALY_JAPAN, NEWER, OLDER, ON_FILE, RATIFIED
from tests.partners.treaty.plans import TODAY, make_case, make_condition, make_instrument


@pytest.mark.parametrize(
    ("companies", "expected"),
    [
        (["NL 40", "HR 40", "RO 20"], "COE-220"),
        # Germany is bound by the older convention alone.
        (["NL 40", "HR 30", "RO 10", "DE 20"], "COE-147"),
        # Kazakhstan is in neither: it decides nothing.
        (["NL 40", "HR 30", "RO 10", "KZ 20"], "COE-220"),
        (["IT 50", "JP 50"], "IT-JP"),
        # A third country joins: the treaty of the two still governs.
        (["IT 40", "JP 40", "KZ 20"], "IT-JP"),
        (["KZ 50", "CN 50"], "KZ-CN-2017"),
        # Two Parties are too few for either convention, and a memorandum is no treaty.
        (["NL 50", "DE 50"], None),
        (["KZ 50", "TR 50"], None),
        (["KZ 50", "US 50"], None),
    ],
)
def test_one_instrument_governs_or_none(companies, expected):
    choice = governing(ON_FILE, make_case(*companies))

    assert (choice.instrument.id if choice.instrument else None) == expected


def test_a_country_bound_later_still_belongs_to_the_older_convention():
    companies = ["NL 40", "HR 40", "RO 20"]
    before = make_case(*companies, on=date(2021, 6, 30))

    assert governing(ON_FILE, before).instrument is OLDER
    assert governing(ON_FILE, replace(before, on=RATIFIED)).instrument is NEWER


def test_each_instrument_passed_over_says_why():
    choice = governing(ON_FILE, make_case("NL 40", "HR 30", "RO 10", "DE 20"))

    reasons = {one.instrument.id: str(one.reason) for one in choice.passed_over}
    assert reasons == {
        "IT-JP": "It needs 2 Party countries; of this plan it binds 0 on that day.",
        "KZ-CN-2017": "It needs 2 Party countries; of this plan it binds 0 on that day.",
        "KZ-TR-MOU-2025": "It is a memorandum, not a treaty.",
        "COE-220": "It gives way to COE-147, which alone binds DE.",
    }


def test_an_ended_instrument_does_not_govern():
    ended = replace(ITALY_JAPAN, valid_to=date(2026, 1, 14))
    case = make_case("IT 50", "JP 50")

    assert governing([ended], case).instrument is None
    assert governing([ended], replace(case, on=date(2026, 1, 14))).instrument is ended


def test_a_convention_stands_in_where_two_parties_have_no_treaty_of_their_own():
    stand_in = OLDER.stand_in()
    on_file = [*ON_FILE, stand_in]
    own = make_instrument("NL DE", make_condition("share", minimum="20"), kind=Kind.BILATERAL)

    assert governing(on_file, make_case("NL 50", "DE 50")).instrument is stand_in
    assert governing([*on_file, own], make_case("NL 50", "DE 50")).instrument is own
    assert governing(on_file, make_case("NL 40", "HR 30", "DE 30")).instrument is OLDER


def test_a_newer_convention_stands_in_before_an_older_one():
    on_file = [OLDER.stand_in(), NEWER.stand_in()]

    assert governing(on_file, make_case("NL 50", "HR 50")).instrument.id == "COE-220 (bilateral)"
    assert governing(on_file, make_case("NL 50", "DE 50")).instrument.id == "COE-147 (bilateral)"


def test_a_text_without_shares_for_two_countries_does_not_stand_in():
    assert ITALY_JAPAN.stand_in() is None


def test_newer_conventions_come_first_and_stand_ins_last():
    treaties = [OLDER.stand_in(), ITALY_JAPAN, OLDER, NEWER]

    ordered = [treaty.id for treaty in in_order_of_preference(treaties)]

    assert ordered == ["COE-220", "COE-147", "IT-JP", "COE-147 (bilateral)"]


def test_a_list_in_order_of_preference_is_taken_as_it_is():
    # The first that does not give way is used even where its conditions will fail.
    rules = [make_instrument("NL HR", gives_way_to="unheard of"), OLDER]

    assert first_to_hold(rules, ("KZ", "US"), TODAY).instrument is rules[0]


def test_a_rule_without_anything_to_fall_back_on_may_leave_none():
    rules = [NEWER, replace(OLDER, gives_way_to="oldest"), make_instrument("DE", id="oldest")]
    only = replace(rules[0], gives_way_to="oldest")

    choice = first_to_hold([only, replace(rules[2], gives_way_to="COE-220")], ("DE",), TODAY)

    assert choice.instrument.id == "oldest"
    assert first_to_hold([], ("DE",), TODAY).instrument is None
