"""Rows as people keep them in spreadsheets: read where they mean one thing, else refused."""

from datetime import date

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from films.calculators.desk import DESKS
from films.calculators.grid import spelled
from films.calculators.grid.choices import CALLED, choice_of, names_of
from films.calculators.grid.days import day_of, month_of
from films.calculators.grid.finance_plan import STATUSES, TYPES
from films.calculators.grid.ledger import places, readings, shown_fault
from films.calculators.grid.posted import typed_in
from partners.country.spelling import Countries

PLAN = DESKS["finance-plan"].sheet


def source(sheet=PLAN, **typed):
    cells = {f"sources-0-{name}": text for name, text in typed.items()}
    return sheet.read(typed_in(sheet, {"base_currency": "EUR", **cells}.items()))["sources"][0]


def refusals(slug, form):
    sheet = DESKS[slug].sheet
    typed = typed_in(sheet, form.items())
    given = sheet.read(typed)
    with pytest.raises(ValueError) as bad:
        DESKS[slug].calculate(given)
    known = places(sheet, sheet.fill(given), typed)
    return {one.cell: one for one in (shown_fault(fault, known) for fault in bad.value.faults)}


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    ("amount", "currency", "read"),
    [
        ("€ 300.000,00", "", ("300000.00", "EUR")),
        ("300 000 €", "", ("300000", "EUR")),
        ("300 000 €", "Euro", ("300000", "EUR")),
        ("420 млн", "₸", ("420000000", "KZT")),
        ("420 млн тенге", "", ("420000000", "KZT")),
        ("$1,250,000", "US$", ("1250000", "USD")),
        ("$1,250,000", "cad", ("1250000", "CAD")),
        ("1.250.000", "тенге", ("1250000", "KZT")),
        ("−12 500,-", "", ("-12500", None)),
    ],
)
def test_amount_and_currency_are_read_together(language, amount, currency, read):
    with override(language):
        found = source(amount=amount, currency=currency)

    assert (found["amount"], found.get("currency")) == read


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("300 000 €", "KZT"),
        ("$1,250,000", ""),
        ("$1,250,000", "EUR"),
        ("300 000 XYZ", ""),
        ("-€ -300", ""),
        ("EUR --300", "EUR"),
        ("300 or", ""),
        ("1.250 €", ""),
        ("300 000 руб.", ""),
    ],
)
def test_amount_whose_currency_is_in_doubt_is_refused_and_never_guessed(amount, currency):
    form = {
        "base_currency": "EUR", "sources-0-id": "Fund", "sources-0-type": "other",
        "sources-0-status": "applied", "sources-0-amount": amount, "sources-0-currency": currency,
    }  # fmt: skip

    assert set(refusals("finance-plan", form)) == {"sources-0-amount"}


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("300.000", "“300.000” can be read in two ways: write 300.00 or 300 000."),
        ("300.000 €", "“300.000” can be read in two ways: write 300.00 or 300 000."),
        ("$ 20,000", "“$” is the sign of several currencies. Write the code of the currency into "
                     "its own cell, such as USD."),
        ("$ 300", "“$” is the sign of several currencies. Write the code of the currency into its "
                  "own cell, such as USD."),
        ("₸ 300", "“₸ 300” names a currency that its row does not have. Write the currency into "
                  "its own cell, or the digits alone."),
        ("(12,500)", "“(12,500)” is not a number. Write - before a negative amount, and no "
                     "brackets."),
        ("TBC", "“TBC” is not a number. Leave the cell empty where the amount is not known; "
                "nothing is 0."),
        ("#N/A", "“#N/A” is not a number. Leave the cell empty where the amount is not known; "
                 "nothing is 0."),
        ("—", "“—” is not a number. Leave the cell empty where the amount is not known; "
              "nothing is 0."),
    ],
)  # fmt: skip
def test_refusal_of_an_amount_says_what_to_write_instead(amount, told):
    currency = "" if "$" in amount else "EUR"
    form = {
        "base_currency": "EUR", "sources-0-id": "Fund", "sources-0-type": "other",
        "sources-0-status": "applied", "sources-0-amount": amount, "sources-0-currency": currency,
    }  # fmt: skip

    one = refusals("finance-plan", form)["sources-0-amount"]

    assert f"{one.fault} {one.remedy}".strip() == told


def test_amounts_without_a_cell_for_their_currency_are_in_that_of_the_ledger():
    sheet = DESKS["waterfall"].sheet
    form = {"currency": "Euro", "tiers-0-id": "T", "tiers-0-type": "recoup",
            "tiers-0-payee": "A", "tiers-0-amount": "€ 300.000,00",
            "tiers-1-payee": "B", "tiers-1-amount": "300 000 ₸"}  # fmt: skip

    found = sheet.read(typed_in(sheet, form.items()))

    assert found["currency"] == "EUR"
    assert [one["amount"] for one in found["tiers"][0]["payees"]] == ["300000.00", "300 000 ₸"]


def test_instalment_in_another_currency_than_the_base_stays_as_it_was_typed():
    sheet = DESKS["cash-flow"].sheet
    form = {"currency": "EUR", "sources-0-id": "Fund", "sources-0-currency": "KZT",
            "instalments-0-source": "Fund", "instalments-0-amount": "300 €"}  # fmt: skip

    found = sheet.read(typed_in(sheet, form.items()))

    assert found["sources"][0]["instalments"] == [{"amount": "300 €"}]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    ("text", "options", "value"),
    [
        ("Confirmed", STATUSES, "confirmed"),
        ("подтверждено", STATUSES, "confirmed"),
        ("бекітілді", STATUSES, "confirmed"),
        ("bestätigt", STATUSES, "confirmed"),
        ("LOI", STATUSES, "loi"),
        ("Letter of Intent", STATUSES, "loi"),
        ("applied", STATUSES, "applied"),
        ("MG", TYPES, "minimum_guarantee"),
        ("pre-sale", TYPES, "pre_sale"),
        ("Presales", TYPES, "pre_sale"),
        ("tax rebate", TYPES, "tax_incentive"),
        ("Own investment", TYPES, "own_investment"),
        ("Eurimages", TYPES, "international_fund"),
        ("secured", STATUSES, "secured"),
        ("TBC", STATUSES, "TBC"),
        ("equity", TYPES, "equity"),
        ("fund", TYPES, "fund"),
    ],
)
def test_choice_is_read_by_any_name_that_means_it_alone(language, text, options, value):
    with override(language):
        assert choice_of(text, options) == value


def test_every_nickname_belongs_to_one_choice():
    assert set(CALLED) <= dict(TYPES).keys() | dict(STATUSES).keys()
    for options in (TYPES, STATUSES):
        names_of.cache_clear()
        assert {len(values) for values in names_of(options).values()} == {1}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31.05.2026", "2026-05-31"),
        ("5.6.2026 г.", "2026-06-05"),
        ("31/05/2026", "2026-05-31"),
        ("05/31/2026", "2026-05-31"),
        ("05/05/2026", "2026-05-05"),
        ("2026/05/31", "2026-05-31"),
        ("2026-05-31 00:00:00", "2026-05-31"),
        ("31 мая 2026", "2026-05-31"),
        ("31 мамыр 2026", "2026-05-31"),
        ("31. Mai 2026", "2026-05-31"),
        ("31 mai 2026", "2026-05-31"),
        ("31-May-2026", "2026-05-31"),
        ("May 31, 2026", "2026-05-31"),
        ("31 мая 2026 года", "2026-05-31"),
        ("31\u00a0мая 2026\u00a0г.", "2026-05-31"),
        ("2026 ж. 31 мамыр", "2026-05-31"),
        ("2026 жылғы 31 мамыр", "2026-05-31"),
        ("2026 ж. 31 ақпан", "2026 ж. 31 ақпан"),
        ("05/06/2026", "05/06/2026"),
        ("31.02.2026", "31.02.2026"),
        ("31.05.26", "31.05.26"),
        ("46173", "46173"),
        ("soon", "soon"),
    ],
)
def test_day_is_read_unless_it_may_be_another_one(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-05", "2026-05"),
        ("05.2026", "2026-05"),
        ("5/2026", "2026-05"),
        ("2026/05", "2026-05"),
        ("May 2026", "2026-05"),
        ("май 2026 г.", "2026-05"),
        ("мамыр 2026", "2026-05"),
        ("May-26", "2026-05"),
        ("mai 26", "2026-05"),
        ("May 26", "May 26"),
        ("Sep 12", "Sep 12"),
        ("Sep '26", "2026-09"),
        ("2026 ж. мамыр", "2026-05"),
        ("2026 ж. 31 мамыр", "2026-05"),
        ("01.05.2026", "2026-05"),
        ("2026-05-01", "2026-05"),
        ("05/06/2026", "05/06/2026"),
        ("13.2026", "13.2026"),
        ("26", "26"),
    ],
)
def test_month_is_read_unless_it_may_be_another_one(text, month):
    assert month_of(text) == month


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("month", range(1, 13))
def test_days_and_months_of_our_own_pages_are_read(language, month):
    day = date(2026, month, 27)
    with override(language):
        shown = [date_format(day, name) for name in ("DATE_FORMAT", "SHORT_DATE_FORMAT")]
        named = date_format(day, "YEAR_MONTH_FORMAT")

    assert [day_of(text) for text in shown] == [day.isoformat()] * 2
    assert month_of(named) == f"2026-{month:02}"


def test_percentage_may_have_its_sign():
    found = source(counts_for="A:60%|B:39,5 %|C:0,5")

    assert found["split_pct"] == {"A": "60", "B": "39.5", "C": "0.5"}


@pytest.mark.django_db
def test_nonsense_in_place_of_countries_is_looked_up_only_so_often(monkeypatch):
    asked = []
    monkeypatch.setattr(Countries, "known", lambda self, text: asked.append(text))
    monkeypatch.setattr(spelled, "MOST_NAMES", 3)
    countries = spelled.Codes()
    texts = ["Atlantis", "Atlantis", "x" * 10**6, "Lemuria", "Hyperborea", "Avalon"]

    assert [countries.of(text) for text in texts] == texts
    assert asked == ["Atlantis", "Lemuria", "Hyperborea"]


def test_page_is_told_what_its_cells_mean():
    form = {"base_currency": "Euro", "sources-2-amount": "1,5 млн тенге", "sources-2-id": "Fund",
            "sources-2-status": "LOI", "sources-3-amount": "300"}  # fmt: skip
    with override("ru"):
        typed = typed_in(PLAN, form.items())

        assert readings(PLAN, typed) == [
            ("base_currency", "EUR"),
            ("sources-2-amount", "1 500 000"),
            ("sources-2-currency", "KZT"),
            ("sources-2-status", "loi"),
        ]
