"""Every input that fits the ledgers comes back from them as it was."""

import pytest
from django.utils.translation import override

from films.calculators.desk import DESKS
from films.calculators.grid.cell import (
    Cell,
    Column,
    DoesNotFit,
    joined,
    parted,
    text_of,
    typed_again,
    value_of,
)
from films.calculators.grid.ledger import field, places, shown_fault
from films.calculators.grid.posted import typed_in
from tests.factories import make_alias, make_country
from tests.films.calculators.cases import ACCEPTANCE_CASES, WORKED_EXAMPLES, cases

LEDGERS = {slug: desk.sheet for slug, desk in DESKS.items() if desk.sheet}
INPUTS = [
    pytest.param(slug, case["input"], id=case["id"])
    for folder in (WORKED_EXAMPLES, ACCEPTANCE_CASES)
    for case in (cases(folder) if folder.is_dir() else [])
    if (slug := case["kind"].replace("_", "-")) in LEDGERS
] + [
    pytest.param(slug, example.input, id=example.name)
    for slug in LEDGERS
    for example in DESKS[slug].examples
]


def said(slug, given):
    """What the calculation answers, whether it can be computed or not."""
    try:
        answer, _aside = DESKS[slug].calculate(given)
    except ValueError as error:
        return str(error)
    return answer.as_json()


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "given"), INPUTS)
def test_ledger_gives_back_the_input_it_was_filled_from(slug, given):
    sheet = LEDGERS[slug]

    again = sheet.read(typed_again(sheet.fill(given)))

    assert said(slug, again) == said(slug, given)


# What has no cells of its own is said as exactly as what has.
EXACT = {
    "spend": [
        {"budget_total": "1.00", "spend": {"KZ": None}, "parents": {"KZ-ALA": "KZ", "FR-1": "FR"}},
        {"budget_total": "1.00", "spend": {"": "2.00"}, "note": "kept"},
        {
            "budget_total": "1.00",
            "obligations": [{"id": "O", "note": "n", "cap": {"pct": "5", "pct_of_aid": "160"}}],
            "incentives": [{"id": "I", "label": "l", "valid_from": "2026-01-01"}],
        },
    ],
    "aggregate": [
        {"rule": {"min_deals": 1, "fewest": 2}, "rows": []},
        {
            "currency": "KZT",
            "rows": [
                {"deal": "D", "company": "C", "group": "G", "amount": None, "consent": False},
                {"deal": "E", "company": "C", "group": "G", "amount": "1.00", "consent": True},
            ],
        },
        {"rule": {"min_deals": "few", "dominance_k_pct": "85.5"}, "rows": []},
    ],
}


@pytest.mark.parametrize(
    ("slug", "given"),
    [one for one in INPUTS if one.values[0] in EXACT]
    + [(slug, given) for slug, inputs in EXACT.items() for given in inputs],
)
def test_ledger_says_spend_and_sums_word_for_word(slug, given):
    sheet = LEDGERS[slug]

    assert sheet.read(typed_again(sheet.fill(given))) == given


@pytest.mark.parametrize(
    ("slug", "given"),
    [
        ("spend", {"spend": [{"territory": "KZ", "amount": "1.00"}]}),
        ("spend", {"spend": {"kz": "1.00"}}),
        ("spend", {"parents": {"KZ-ALA": "kz"}}),
        ("spend", {"parents": {"KZ-ALA": None}}),
        ("spend", {"spend": {"KZ-ALA": None}, "parents": {"KZ-ALA": "KZ"}}),
        ("spend", {"spend": {"": None}}),
        ("spend", {"incentives": [{"id": "I", "recipient_country": "fr"}]}),
        ("spend", {"obligations": [{"id": "O", "cap": 5}]}),
        ("aggregate", {"rule": [], "rows": []}),
        ("aggregate", {"rule": {"min_deals": "5"}, "rows": []}),
        ("aggregate", {"rule": {"min_deals": True}, "rows": []}),
        ("aggregate", {"rows": {"deal": "D"}}),
        ("aggregate", {"rows": [{"deal": {}}]}),
    ],
)
def test_ledger_refuses_what_it_would_say_differently(slug, given):
    with pytest.raises(DoesNotFit):
        LEDGERS[slug].fill(given)


def test_place_that_is_typed_twice_keeps_both_rows_and_is_refused_where_it_stands():
    sheet = LEDGERS["spend"]
    form = {
        "budget_total": "9",
        "spend-0-territory": "fr-bre", "spend-0-parent": "fr", "spend-0-amount": "10.50",
        "spend-1-territory": "KZ-ALA", "spend-1-parent": "KZ",
        "spend-2-territory": "FR-BRE", "spend-2-amount": "1 000",
    }  # fmt: skip
    rows = typed_in(sheet, form.items())

    given = sheet.read(rows)
    with pytest.raises(ValueError) as bad:
        DESKS["spend"].calculate(given)

    assert given == {
        "budget_total": "9",
        "parents": {"FR-BRE": "FR", "KZ-ALA": "KZ"},
        "spend": {"FR-BRE": "10.50", "FR-BRE ": "1000"},
    }
    known = places(sheet, sheet.fill(given), rows)
    told = [shown_fault(fault, known) for fault in bad.value.faults]
    assert [(one.cell, one.fault) for one in told] == [
        ("spend-2-territory", "“FR-BRE” stands here twice.")
    ]


def test_more_places_than_a_page_shows_do_not_fit():
    form = {f"spend-{number}-territory": "KZ" for number in range(1_301)}

    with pytest.raises(DoesNotFit):
        LEDGERS["spend"].read(typed_in(LEDGERS["spend"], form.items()))


@pytest.mark.parametrize("rest", ['{"rule":{"min_deals":5}}', '{"rule":"x"}', '{"rows":1}'])
def test_hidden_cells_that_somebody_broke_are_refused_or_kept(client, rest):
    form = {"rest": rest, "rows-0-deal": "D", "min_deals": "2", "obligations-0-rest": "[]"}

    response = client.post("/calculators/aggregate/", form, follow=True)

    assert response.status_code in (200, 400)


def test_hidden_cap_that_somebody_broke_is_no_fault_of_the_server(client):
    form = {"obligations-0-rest": '{"cap":"x"}', "obligations-0-id": "O", "budget_total": "1"}

    assert client.post("/calculators/spend/", form, follow=True).status_code == 200


@pytest.mark.parametrize(
    "given", [given for slug, given in (one.values for one in INPUTS) if slug == "version-diff"]
)
def test_ledger_of_a_version_difference_gives_back_every_leaf(given):
    sheet = LEDGERS["version-diff"]

    assert sheet.read(typed_again(sheet.fill(given))) == given


@pytest.mark.parametrize(
    "given",
    [{"budget": "much"}, {"sources": {"id": 1}}, {"base_currency": {}}, {"coproducers": [1]}],
)
def test_ledger_refuses_what_it_has_no_cells_for(given):
    with pytest.raises(DoesNotFit):
        LEDGERS["finance-plan"].fill(given)


def test_ledger_keeps_what_no_column_shows():
    sheet = LEDGERS["finance-plan"]
    source = {
        "id": "Fund",
        "note": "by letter",
        "instalments": [{"month": "2026-01", "pct": "100"}],
    }

    again = sheet.read(typed_again(sheet.fill({"sources": [source]})))

    assert again["sources"] == [{**source, "amount": None}]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1 250 000.00", "1250000.00"),
        ("1,250,000.5", "1250000.5"),
        ("-20", "-20"),
        ("12,5", "12,5"),
        ("much", "much"),
    ],
)
def test_amount_is_read_with_its_groups_and_kept_as_typed_where_it_is_none(text, meant):
    assert value_of(text, "amount") == meant


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("9,996", "percent", "9.996"),
        ("33,33", "percent", "33.33"),
        ("0,925", "number", "0.925"),
        ("0,0018", "number", "0.0018"),
        ("12,5", "number", "12.5"),
        ("1,085", "number", "1,085"),
        ("1234,567", "number", "1234.567"),
        ("13,500.25", "number", "13500.25"),
        ("0,925", "amount", "0,925"),
    ],
)
def test_decimal_comma_is_never_read_a_thousandfold(text, kind, meant):
    assert value_of(text, kind) == meant


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize(
    ("text", "meant"),
    [("300 000,00", "300000.00"), ("0,00175", "0.00175"), ("33.3", "33.3"), ("1,250", "1,250")],
)
def test_decimal_comma_is_read_where_the_language_has_it(language, text, meant):
    with override(language):
        assert value_of(text, "number") == meant


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("kind", ["amount", "number", "percent"])
@pytest.mark.parametrize(
    "value",
    ["1250000.00", "0.920", "12.345", "1.2500", "999.999", "1234567.125", "-7.5", "40", "1.2.3",
     "much"],
)  # fmt: skip
def test_number_shown_in_a_cell_is_read_as_the_same(language, kind, value):
    column = Column("amount", "Amount", kind)
    with override(language):
        shown = field(column, "amount", "Amount", Cell(text_of(value, kind)), set())

        assert value_of(shown.text, kind) == value


def test_cells_have_the_decimal_sign_of_the_language():
    column, cell = Column("amount", "Amount", "amount"), Cell("1 250 000.50")
    with override("kk"):
        assert field(column, "amount", "Amount", cell, set()).text == "1 250 000,50"
        # 12,345 would be refused: it can be read in two ways.
        assert field(column, "amount", "Amount", Cell("12.345"), set()).text == "12.345"


def test_amount_stands_in_groups_of_three():
    assert [text_of(one, "amount") for one in ("1250000.00", "999.5", "-1000", "much", None)] == [
        "1 250 000.00", "999.5", "-1 000", "much", "",
    ]  # fmt: skip


def test_parts_of_several_stand_in_one_cell():
    assert joined([("Dala Film", "60"), ("Rive Nord", "40")]) == "Dala Film:60|Rive Nord:40"
    assert parted("Dala Film:60| Rive Nord:40") == [("Dala Film", "60"), ("Rive Nord", "40")]


@pytest.mark.parametrize("parts", [[("A|B", "1")], [("", "1")], [("A", "")]])
def test_parts_that_would_be_misread_do_not_fit(parts):
    with pytest.raises(DoesNotFit):
        joined(parts)


def test_tier_goes_on_in_rows_without_a_name():
    form = {
        "tiers-0-id": "T1", "tiers-0-type": "corridor", "tiers-0-payee": "A", "tiers-0-pct": "15",
        "tiers-2-payee": "B", "tiers-2-amount": "100",
        "tiers-3-id": "T2", "tiers-3-type": "split", "tiers-3-payee": "A", "tiers-3-pct": "100",
    }  # fmt: skip

    given = LEDGERS["waterfall"].read(typed_in(LEDGERS["waterfall"], form.items()))

    assert given["tiers"] == [
        {
            "id": "T1", "type": "corridor", "payee": "A", "pct": "15",
            "main": [{"payee": "B", "amount": "100"}],
        },
        {"id": "T2", "type": "split", "payees": [{"payee": "A", "pct": "100"}]},
    ]  # fmt: skip


def test_instalment_of_an_unknown_source_asks_for_the_source():
    form = {"instalments-0-source": "Fund", "instalments-0-month": "2026-01"}

    given = LEDGERS["cash-flow"].read(typed_in(LEDGERS["cash-flow"], form.items()))

    assert given["sources"] == [{"id": "Fund", "instalments": [{"month": "2026-01"}]}]


def test_fault_is_told_at_the_cell_it_stands_in():
    sheet = LEDGERS["finance-plan"]
    rows = typed_in(sheet, {"sources-3-id": "Fund", "sources-3-amount": "12,5"}.items())
    given = sheet.read(rows)
    try:
        DESKS["finance-plan"].calculate(given)
    except ValueError as bad:
        fault = next(one for one in bad.faults if one.path == "sources[0].amount")

    told = shown_fault(fault, places(sheet, sheet.fill(given), rows))

    assert (told.cell, told.place, told.fault) == (
        "sources-3-amount",
        "Sources of finance, row 4, Amount",
        "“12,5” can be read in two ways: write 12.5 or 125.",
    )


def test_place_and_amount_that_are_not_typed_yet_are_missing_in_their_cells():
    sheet = LEDGERS["spend"]
    form = {"budget_total": "9", "spend-0-amount": "5", "spend-1-territory": "FR"}
    rows = typed_in(sheet, form.items())
    given = sheet.read(rows)

    with pytest.raises(ValueError) as bad:
        DESKS["spend"].calculate(given)

    known = places(sheet, sheet.fill(given), rows)
    told = [shown_fault(fault, known) for fault in bad.value.faults]
    assert [(one.cell, one.value, one.fault) for one in told] == [
        ("spend-0-territory", "", "This is missing."),
        ("spend-1-amount", "", "This is missing."),
    ]


@pytest.mark.parametrize(
    ("column", "typed", "read"),
    [
        ("sources-0-country", "France", "FR"),
        ("sources-0-country", "Франция", "FR"),
        ("sources-0-country", "қазақстан", "KZ"),
        ("sources-0-country", "UK", "GB"),
        ("sources-0-country", "Peru", "PE"),
        ("sources-0-country", "SUHH", "SUHH"),
        ("sources-0-country", "INT", "INT"),
        ("sources-0-country", "Nowhere", "Nowhere"),
        ("coproducers-0-country", "fr", "FR"),
        ("coproducers-0-id", "France", "France"),
    ],
)
@pytest.mark.django_db
def test_country_may_be_typed_by_its_name(column, typed, read):
    make_country("FR", name_en="France", name_ru="Франция")
    make_country("KZ", name_kk="Қазақстан")
    make_country("PE", name_en="Peru")
    make_country("SUHH")
    make_alias("UK", make_country("GB"))
    sheet = LEDGERS["finance-plan"]

    given = sheet.read(typed_in(sheet, {column: typed}.items()))

    table, _number, name = column.split("-")
    assert given[table][0][name] == read


@pytest.mark.django_db
def test_countries_of_one_function_may_be_typed_by_their_names():
    make_country("NL", name_en="Netherlands")
    make_country("RO", name_ru="Румыния")
    sheet = LEDGERS["qualification"]
    form = {"elements-0-role": "director", "elements-0-filled_by": "Netherlands:1/2| Румыния:1/2"}

    given = sheet.read(typed_in(sheet, form.items()))

    parts = given["elements"][0]["parts"]
    assert [one["country"] for one in parts] == ["NL", "RO"]


def test_codes_are_read_without_asking_the_database():
    form = {"elements-0-filled_by": "NL:1/2|ro:1/2", "coproducers-0-country": "kz"}

    LEDGERS["qualification"].read(typed_in(LEDGERS["qualification"], form.items()))
