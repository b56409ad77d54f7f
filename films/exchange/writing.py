"""Writes new films and all that hangs on them, many at once."""

import unicodedata
from dataclasses import dataclass

from django.db import connection

from coprod.bulk import among, batches, insert, reserve
from coprod.fields import PercentField
from coprod.history import record
from coprod.records import new_public_id
from films.exchange.naming import Companies, People
from films.register.derived import search_text
from films.register.film import Film, FilmTitle
from films.register.participation import Participation
from films.register.person import Credit
from films.register.showing import LanguageVersion, Selection

SOURCED = ("source_id", "locator", "confidence")
PART_COLUMNS = ("film_id", "country_id", "company_id", "role", "share", "position", *SOURCED)
TITLE_COLUMNS = ("film_id", "text", "script", *SOURCED)
CREDIT_COLUMNS = ("film_id", "person_id", "position", *SOURCED)
SELECTION_COLUMNS = ("film_id", "festival_id", "year", *SOURCED)
VERSION_COLUMNS = ("film_id", "language_id", *SOURCED)
FILM_COLUMNS = (
    "id", "public_id", "title", "original_title", "year", "year_kind", "stage", "kind", "length",
    "synopsis", "budget_amount", "budget_currency", "imdb_id", "wikidata_id", "country_count",
    "sort_title", "folded_title", "search_text", *SOURCED,
)  # fmt: skip

SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "CJK": "Hani", "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan", "HANGUL": "Kore",
}  # fmt: skip
IN_MILLIONTHS: PercentField = Participation._meta.get_field("share")


@dataclass
class Writer:
    """Writes with the rows that companies and people were found to have."""

    companies: Companies
    people: People
    stamp: dict  # when, by whom and why, for the history

    def add_films(self, entries):
        """Write these films, announced from now on."""
        keys = reserve(Film, len(entries))
        pairs = list(zip(keys, entries, strict=True))
        rows = (self._film(key, entry) for key, entry in pairs)
        insert(Film, FILM_COLUMNS, rows, announced_at=self.stamp["at"])
        for name in ("genres", "languages"):
            self.link(name, ((key, word) for key, entry in pairs for word in getattr(entry, name)))
        record(Film, keys, "+", **self.stamp)
        self.add(Participation, PART_COLUMNS, _all(pairs, self.parts))
        self.add(FilmTitle, TITLE_COLUMNS, _all(pairs, titles))
        self.add(Credit, CREDIT_COLUMNS, _all(pairs, self.credits), function=DIRECTOR)
        self.add(Selection, SELECTION_COLUMNS, _all(pairs, selections))
        self.add(LanguageVersion, VERSION_COLUMNS, _all(pairs, originals), kind=ORIGINAL)

    def add(self, model, columns, rows, **constants):
        """Write rows of one kind, and their history."""
        rows = list(rows)
        keys = reserve(model, len(rows)) if rows else []
        numbered = ((key, *row) for key, row in zip(keys, rows, strict=True))
        insert(model, ("id", *columns), numbered, **constants)
        record(model, keys, "+", **self.stamp)

    def link(self, name, pairs):
        """Link films to words of a vocabulary."""
        field = Film._meta.get_field(name)
        columns = (field.m2m_column_name(), field.m2m_reverse_name())
        insert(field.remote_field.through, columns, ((film, word.pk) for film, word in pairs))

    def relink(self, name, words):
        """Link films to these words instead of those before: {film: words}."""
        field = Film._meta.get_field(name)
        through = field.remote_field.through
        for batch in batches(words):
            condition, parameter = among(field.m2m_column_name(), batch)
            with connection.cursor() as cursor:
                cursor.execute(
                    f'DELETE FROM "{through._meta.db_table}" WHERE {condition}', [parameter]
                )
        self.link(name, ((film, word) for film, linked in words.items() for word in linked))

    def parts(self, film, entry):
        """Countries first, in the order of the file, then companies."""
        rows = [
            (film, part.country.pk, None, part.role, millionths(part.share), position)
            for position, part in enumerate(entry.parts)
        ]
        companies = enumerate(self.companies.rows(entry.companies), start=len(rows))
        rows += [(film, None, company, "", None, position) for position, company in companies]
        return rows

    def credits(self, film, entry):
        people = enumerate(self.people.rows(entry.directors))
        return [(film, person, position) for position, person in people]

    def _film(self, key, entry):
        shown = f"{entry.title} ({entry.year})" if entry.year else entry.title
        return (
            key, new_public_id(shown), entry.title, entry.original_title, entry.year,
            entry.year_meaning, entry.stage, entry.kind, entry.length, entry.synopsis,
            entry.budget_amount, entry.budget_currency, entry.imdb_id, entry.wikidata_id,
            len(entry.parts), entry.sort_title, entry.folded_title,
            self._search_text(entry), *origin(entry),
        )  # fmt: skip

    def _search_text(self, entry):
        return search_text(
            [entry.title, entry.original_title, *entry.other_titles],
            self.people.rows(entry.directors).values(),
            self.companies.rows(entry.companies).values(),
        )


DIRECTOR = Credit.Function.DIRECTOR
ORIGINAL = LanguageVersion.Kind.ORIGINAL


def origin(entry):
    """Where the rows of an entry come from."""
    return (entry.source.pk, entry.locator, entry.trust)


def titles(film, entry):
    return [(film, text, script(text)) for text in entry.other_titles]


def selections(film, entry):
    return [(film, entry.festival.pk, entry.year)] if entry.festival else []


def originals(film, entry):
    return [(film, entry.original_language.pk)] if entry.original_language else []


def millionths(share):
    return IN_MILLIONTHS.get_prep_value(share)


def script(text):
    """The script that a title is written in, by its first letter."""
    letter = next(filter(str.isalpha, text), "")
    if not letter:
        return ""
    return SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0], "Zyyy")


def _all(pairs, rows_of):
    """The rows of every film, each with where it comes from."""
    return ((*row, *origin(entry)) for film, entry in pairs for row in rows_of(film, entry))
