"""What was typed in somebody's own words, in the words of the input.

Countries and currencies by their names, choices by any of theirs, days and months as they are
written elsewhere, amounts with their currency beside them. What can mean two things, or nothing
here, stays as it was typed, and is refused where it stands.
"""

import re

import pycountry

from coprod.currency_names import currency_called, may_mean
from coprod.typed import amount_in
from coprod.written import written
from films.calculators.grid.cell import Column, Table, Typed, text_of
from films.calculators.grid.choices import choice_of
from films.calculators.grid.days import day_of, month_of
from partners.country.spelling import Countries

COUNTRIES = {"country", "place", "countries"}
REGION = re.compile("[A-Za-z]{2}-[A-Za-z0-9]{1,6}")
# Several countries in one cell, each with its part: “NL:1/2|Румыния:1/2”.
NAME = re.compile(r"(?<![^|])[^|:]+")
# Digits with nothing around them; every cell shows them as they were typed.
PLAIN = re.compile(r"-?[0-9]([0-9.,'’\s]*[0-9])?")
BASE = ("base_currency", "currency")
# No country has a longer name, and no sheet names more: the rest stays as it was typed.
LONGEST_NAME, MOST_NAMES = 200, 2_000


def with_codes(fields: tuple[Column, ...], tables: tuple[Table, ...], typed: Typed) -> None:
    """Write codes, days and digits for what means one thing only."""
    countries = Codes()
    coded(fields, typed.fields, countries)
    base = next((typed.fields[name] for name in BASE if typed.fields.get(name)), "")
    amounts_apart(fields, typed.fields, base)
    for table in tables:
        has_currency = any(column.kind == "currency" for column in table.columns)
        for row in typed.rows(table.name):
            coded(table.columns, row.texts, countries)
            if has_currency:
                amounts_apart(table.columns, row.texts)
            else:
                amounts_apart(table.columns, row.texts, base if table.is_in_base else "")


def coded(columns, texts: dict[str, str], countries: "Codes") -> None:
    for column in columns:
        text = texts.get(column.name)
        if not text:
            continue
        if column.kind in COUNTRIES:
            text = NAME.sub(lambda found: countries.of(found[0]), text)
        elif column.kind == "currency":
            text = currency_called(text) or text
        elif column.kind == "choice":
            text = choice_of(text, column.options)
        elif column.kind == "date":
            text = day_of(text)
        elif column.kind == "month":
            text = month_of(text)
        texts[column.name] = text


def amounts_apart(columns, texts: dict[str, str], base: str | None = None) -> None:
    """Amounts such as “300 000 €” and “420 млн” in digits, the currency in its own cell.

    ``base`` is the currency of a row without such a cell. An amount that contradicts the currency
    beside it stays as it was typed.
    """
    for column in columns:
        found = written(texts.get(column.name, "")) if column.kind == "amount" else None
        if found is None or PLAIN.fullmatch(texts[column.name]):
            continue
        amount = amount_in(found)
        if amount is None:
            continue
        if found.word:
            current = texts.get("currency", "") if base is None else base
            if base is None and not current:
                current = texts["currency"] = currency_called(found.word)
            if not may_mean(found.word, current):
                if not current:
                    texts.pop("currency", None)
                continue
        digits = f"{amount:f}"
        texts[column.name] = text_of(digits, "amount")


class Codes:
    """The code of a country under any of its names; they are asked for once, when needed."""

    def __init__(self):
        self._countries = None
        self._found: dict[str, str] = {}

    def of(self, text: str) -> str:
        if text not in self._found:
            if len(text) > LONGEST_NAME or len(self._found) >= MOST_NAMES:
                return text
            self._found[text] = self._searched(text)
        return self._found[text]

    def _searched(self, text: str) -> str:
        name = text.strip()
        if pycountry.countries.get(alpha_2=name.upper()) or REGION.fullmatch(name):
            return text
        self._countries = self._countries or Countries()
        country = self._countries.known(name)
        return country.code if country else text
