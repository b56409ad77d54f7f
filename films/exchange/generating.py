"""A synthetic register with the skew of a real one, drawn from a seed; for benchmarks only.

The same seed and number of films give the same rows and the same public ids in an empty register
with the same vocabularies. Films are written some thousands at a time, each lot in a transaction
of its own, so that a million of them need no more memory than the names they share.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime

from anyascii import anyascii
from django.db import transaction
from django.utils.text import slugify

from coprod.bulk import insert, reserve
from coprod.history import record
from coprod.money import exponent
from coprod.records import ID_ALPHABET
from coprod.text import match_key, normalise, sort_key
from films.exchange.synthetic_words import (
    ADJECTIVES,
    CURRENCIES,
    FAMILIES,
    FIRST_NAMES,
    FREQUENT,
    FUNDS,
    HOUSES,
    NOUNS,
    ORIGINALS,
    PLACES,
)
from films.register.film import Film
from films.register.funding import PublishedFunding
from films.register.participation import Participation
from films.register.person import Credit, Person
from films.register.showing import Festival, Selection
from films.vocabulary.models import Genre, Language, Theme
from partners.company.models import Company
from partners.country.models import Country
from partners.funding.models import FundingKind, FundingSource
from partners.source.models import Confidence, Source
from partners.treaty.models import Treaty

LOT = 5_000
PREFIX = "synthetic-"
ANNOUNCED = datetime(2025, 1, 1, tzinfo=UTC)
YEARS = range(1950, 2026)
STEPS = 1_000_000  # of a per cent, as shares are stored

SOURCED = ("source_id", "locator", "confidence")
NAMED = ("id", "public_id", "name", "sort_name", "search_text", *SOURCED)
FILM_COLUMNS = (
    "id", "public_id", "title", "original_title", "sort_title", "folded_title",
    "search_text", "country_count",
    "year", "stage", "kind", "official", "treaty_id", "length", "budget_amount",
    "budget_currency", "announced_at", *SOURCED,
)  # fmt: skip
PART_COLUMNS = ("film_id", "country_id", "company_id", "role", "share", "position", *SOURCED)
CREDIT_COLUMNS = ("film_id", "person_id", "function", "position", *SOURCED)
FUNDING_COLUMNS = (
    "film_id", "public_id", "fund_id", "kind_id", "amount", "currency", "awarded_on", *SOURCED,
)  # fmt: skip
SELECTION_COLUMNS = ("film_id", "festival_id", "year", "prize", *SOURCED)


class Draw(random.Random):
    """Chance with the habits of the trade."""

    def happens(self, per_cent):
        return self.random() * 100 < per_cent

    def early(self, items):
        """One of the items, the first ones far more often, as Zipf found it of words."""
        return items[int((len(items) + 1) ** self.random()) - 1]

    def several(self, items, most):
        """Up to so many different items, the first ones far more often."""
        wanted = int((most + 1) ** self.random())
        return list(dict.fromkeys(self.early(items) for _one in range(wanted))) if items else []

    def public_id(self, name):
        start = slugify(anyascii(name))[:40].strip("-") or "x"
        return f"{start}-{''.join(self.choices(ID_ALPHABET, k=7))}"

    def amount(self, currency):
        """Thousands of the currency, in minor units: many small, few large."""
        return int(self.lognormvariate(6.5, 1.3) + 1) * 1000 * 10 ** exponent(currency)


@dataclass(frozen=True)
class Name:
    """A company or person of the register."""

    key: int
    text: str
    folded: str


class Register:
    """What the films are made of."""

    def __init__(self, films, seed, stamp):
        self.draw, self.stamp = Draw(f"{seed}"), stamp
        self.source = Source.objects.create(
            key=f"{PREFIX}{seed}",
            title=f"Synthetic register of seed {seed}, for benchmarks",
            kind=Source.Kind.DEMONSTRATION,
        )
        self.origin = (self.source.pk, "", Confidence.UNVERIFIED)
        by_code = dict(Country.objects.filter(valid_to=None).values_list("code", "pk"))
        codes = [code for code in FREQUENT if code in by_code]
        codes += sorted(by_code.keys() - {*codes})
        self.countries = [by_code[code] for code in codes]
        self.genres, self.themes, self.languages, self.festivals, self.treaties, self.kinds = (
            list(model.objects.order_by("code").values_list("pk", flat=True))
            for model in (Genre, Theme, Language, Festival, Treaty, FundingKind)
        )
        self.draw.shuffle(self.languages)
        self.funds = self._funds()
        self.companies = self._names(Company, max(20, films // 8), self._company)
        self.people = self._names(Person, max(20, films // 5), self._person)

    def _company(self):
        return f"{self.draw.choice(FAMILIES)} {self.draw.choice(PLACES)} {self.draw.choice(HOUSES)}"

    def _person(self):
        return f"{self.draw.choice(FIRST_NAMES)} {self.draw.choice(FAMILIES)}"

    def _names(self, model, count, name):
        """So many rows of companies or people, written."""
        texts = [name() for _row in range(count)]
        names = [
            Name(key, text, normalise(text))
            for key, text in zip(reserve(model, count), texts, strict=True)
        ]
        sort_name = match_key if model is Person else sort_key
        rows = (
            (
                one.key, self.draw.public_id(one.text), one.text, sort_name(one.text), one.folded,
                *self.origin,
            )
            for one in names
        )  # fmt: skip
        insert(model, NAMED, rows)
        record(model, [one.key for one in names], "+", **self.stamp)
        return names

    def _funds(self):
        """[(key, kind)] of funding sources, written."""
        keys = reserve(FundingSource, len(FUNDS))
        funds = [(key, self.draw.choice(self.kinds)) for key in keys]
        rows = (
            (
                key, self.draw.public_id(name), name, sort_key(name), normalise(name),
                *self.origin, kind,
            )
            for (key, kind), name in zip(funds, FUNDS, strict=True)
        )  # fmt: skip
        insert(FundingSource, (*NAMED, "kind_id"), rows)
        record(FundingSource, keys, "+", **self.stamp)
        return funds


class Lot:
    """Some thousands of films with their rows, not yet written."""

    def __init__(self, register, count):
        self.register, self.draw, self.origin = register, register.draw, register.origin
        self.films, self.parts, self.credits, self.funding, self.selections = [], [], [], [], []
        self.links = {"genres": [], "themes": [], "languages": []}
        self.keys = reserve(Film, count)
        for key in self.keys:
            self._film(key)

    def write(self):
        insert(Film, FILM_COLUMNS, self.films)
        for name, pairs in self.links.items():
            field = Film._meta.get_field(name)
            columns = (field.m2m_column_name(), field.m2m_reverse_name())
            insert(field.remote_field.through, columns, pairs)
        record(Film, self.keys, "+", **self.register.stamp)
        for model, columns, rows in (
            (Participation, PART_COLUMNS, self.parts),
            (Credit, CREDIT_COLUMNS, self.credits),
            (PublishedFunding, FUNDING_COLUMNS, self.funding),
            (Selection, SELECTION_COLUMNS, self.selections),
        ):
            keys = reserve(model, len(rows)) if rows else []
            numbered = ((key, *row) for key, row in zip(keys, rows, strict=True))
            insert(model, ("id", *columns), numbered)
            record(model, keys, "+", **self.register.stamp)

    def _film(self, key):
        draw, register = self.draw, self.register
        title, original, year = self._title(), "", self._year()
        if draw.happens(20):
            original = f"{draw.choice(ORIGINALS)} {draw.choice(ORIGINALS)}"
        countries = self._countries()
        companies = draw.several(register.companies, 4)
        people = draw.several(register.people, 4)
        folded = [normalise(title), normalise(original)]
        public_id = draw.public_id(f"{title} {year}" if year else title)
        joint = len(countries) > 1
        official = draw.choice(("yes", "yes", "no")) if joint and draw.happens(30) else ""
        treaty = draw.choice(register.treaties) if official == "yes" and register.treaties else None
        budget, currency = self._money(35)
        self.films.append(
            (
                key, public_id, title, original, sort_key(title), match_key(title),
                " | ".join(filter(None, [*folded, *(one.folded for one in (*people, *companies))])),
                len(countries), year, self._stage(year), draw.early(KINDS), official, treaty,
                draw.randint(70, 160) if draw.happens(60) else None, budget, currency, ANNOUNCED,
                *self.origin,
            )
        )  # fmt: skip
        self._parts(key, countries, companies)
        for position, person in enumerate(people):
            function = FUNCTIONS[min(position, len(FUNCTIONS) - 1)]
            self.credits.append((key, person.key, function, position, *self.origin))
        if draw.happens(30):
            self._funding(key, public_id, year)
        if register.festivals and draw.happens(15):
            prize = "Grand prize" if draw.happens(10) else ""
            self.selections.append((key, draw.early(register.festivals), year, prize, *self.origin))
        for name, most in (("genres", 3), ("themes", 1), ("languages", 2)):
            if name != "themes" or draw.happens(10):
                words = draw.several(getattr(register, name), most)
                self.links[name].extend((key, word) for word in words)

    def _title(self):
        draw = self.draw
        title = f"{draw.choice(ADJECTIVES)} {draw.choice(NOUNS)}"
        return f"{title} of {draw.choice(PLACES)}" if draw.happens(40) else title

    def _year(self):
        """More films the later, and some without a year."""
        if self.draw.happens(2):
            return None
        return YEARS[int(len(YEARS) * self.draw.random() ** 0.6)]

    def _stage(self, year):
        if year is None or year < 2023:
            return Film.Stage.RELEASED if self.draw.happens(80) else ""
        return self.draw.choice(Film.Stage.values[:-1])

    def _countries(self):
        """One country for most films, up to six for the others."""
        draw = self.draw
        wanted = 1 if draw.happens(65) else 1 + int(6 ** draw.random())
        found = {}
        while len(found) < min(wanted, len(self.register.countries)):
            found[draw.early(self.register.countries)] = None
        return list(found)

    def _money(self, per_cent):
        """(minor units, currency) for so many of a hundred rows, (None, "") for the others."""
        if not self.draw.happens(per_cent):
            return None, ""
        currency = self.draw.early(CURRENCIES)
        return self.draw.amount(currency), currency

    def _parts(self, film, countries, companies):
        draw, origin = self.draw, self.origin
        roles, shares = [""] * len(countries), [None] * len(countries)
        if len(countries) > 1 and draw.happens(50):
            roles = ["majority", *["minority"] * (len(countries) - 1)]
            if draw.happens(50):
                shares = self._shares(len(countries))
        for position, country in enumerate(countries):
            self.parts.append(
                (film, country, None, roles[position], shares[position], position, *origin)
            )
        for position, company in enumerate(companies, start=len(countries)):
            self.parts.append((film, None, company.key, "", None, position, *origin))

    def _shares(self, count):
        """Whole per cent that add up to 100, the largest first; at least 5 each."""
        free = 100 - 5 * count
        cuts = sorted(self.draw.randint(0, free) for _cut in range(count - 1))
        parts = [end - start for start, end in zip([0, *cuts], [*cuts, free], strict=True)]
        return [(5 + part) * STEPS for part in sorted(parts, reverse=True)]

    def _funding(self, film, film_id, year):
        stem = film_id.rpartition("-")[0]
        for fund, kind in self.draw.several(self.register.funds, 4):
            amount, currency = self._money(70)
            public_id = self.draw.public_id(stem)
            self.funding.append(
                (film, public_id, fund, kind, amount, currency, str(year or ""), *self.origin)
            )


KINDS = Film.Kind.values
FUNCTIONS = [Credit.Function.DIRECTOR, Credit.Function.WRITER, Credit.Function.LEAD]


def generate_films(films, seed, *, at):
    """Write so many films into the register; yields how many are written so far."""
    stamp = {"at": at, "reason": f"synthetic register of seed {seed}"}
    with transaction.atomic():
        register = Register(films, seed, stamp)
    for written in range(0, films, LOT):
        count = min(LOT, films - written)
        with transaction.atomic():
            Lot(register, count).write()
        yield written + count
