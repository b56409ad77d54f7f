"""Countries that were typed by their names, as their codes."""

import re

import pycountry

from films.calculators.grid.cell import Column, Table, Typed
from partners.country.spelling import Countries

KINDS = {"country", "place", "countries"}
REGION = re.compile("[A-Za-z]{2}-[A-Za-z0-9]{1,6}")
# Several countries in one cell, each with its part: “NL:1/2|Румыния:1/2”.
NAME = re.compile(r"(?<![^|])[^|:]+")


def with_codes(fields: tuple[Column, ...], tables: tuple[Table, ...], typed: Typed) -> None:
    """Write the code for each name of a country; what is no country stays as it was typed."""
    codes = Codes()
    coded(fields, typed.fields, codes)
    for table in tables:
        for row in typed.rows(table.name):
            coded(table.columns, row.texts, codes)


def coded(columns, texts: dict[str, str], codes: "Codes") -> None:
    for column in columns:
        text = texts.get(column.name)
        if text and column.kind in KINDS:
            texts[column.name] = NAME.sub(lambda found: codes.of(found[0]), text)


class Codes:
    """The code of a country under any of its names; they are asked for once, when needed."""

    def __init__(self):
        self._countries = None

    def of(self, text: str) -> str:
        name = text.strip()
        if pycountry.countries.get(alpha_2=name.upper()) or REGION.fullmatch(name):
            return text
        self._countries = self._countries or Countries()
        country = self._countries.known(name)
        return country.code if country else text
