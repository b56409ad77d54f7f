"""Changes films that the register has already, to what a file says of them.

A file changes only what it has values for; a cell with several values lists them all. A foreign
list completes a film that came from elsewhere, and overrules only its own.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from coprod import bulk
from coprod.history import record
from coprod.text import match_key, sort_key
from films.exchange.standing import COLUMNS, standing
from films.exchange.writing import (
    CREDIT_COLUMNS,
    DIRECTOR,
    ORIGINAL,
    PART_COLUMNS,
    SELECTION_COLUMNS,
    TITLE_COLUMNS,
    VERSION_COLUMNS,
    millionths,
    origin,
    script,
)
from films.register import derived
from films.register.film import Citation, Film, FilmTitle
from films.register.participation import Participation
from films.register.person import Credit
from films.register.showing import LanguageVersion, Selection

CITATION_COLUMNS = ("film_id", "source_id", "locator", "confidence", "about")
# Values that mean something only together.
TOGETHER = [
    ("title",), ("original_title",), ("year", "year_kind"), ("stage",), ("kind",), ("length",),
    ("synopsis",), ("budget_amount", "budget_currency"), ("imdb_id",), ("wikidata_id",),
]  # fmt: skip
UNKNOWN = ("", None)
# Columns behind a film's text for searching and its number of countries.
DERIVED_FROM = {
    "title", "original_title", "other_titles", "countries", "companies", "directors",
}  # fmt: skip


@dataclass
class Changes:
    """What is to be written for all films together."""

    films: list = field(default_factory=list)
    derived: list = field(default_factory=list)
    links: dict = field(default_factory=lambda: defaultdict(dict))
    added: dict = field(default_factory=lambda: defaultdict(list))
    removed: dict = field(default_factory=lambda: defaultdict(list))
    parts: list = field(default_factory=list)
    credits: list = field(default_factory=list)


class Updating:
    """Compares entries with their films, and writes the difference."""

    def __init__(self, report, layout, writer):
        self.report, self.layout, self.writer = report, layout, writer
        self.changes = Changes()

    def compare(self, entries, *, is_locked):
        """How many of these films change, and how many stay as they are."""
        changed = unchanged = 0
        for entry, film in standing(entries, is_locked=is_locked):
            if _Comparison(self, entry, film).has_changes():
                changed += 1
            else:
                unchanged += 1
        return changed, unchanged

    def write(self):
        """Write what the comparison found."""
        changes, stamp = self.changes, self.writer.stamp
        for model, keys in changes.removed.items():
            record(model, keys, "-", **stamp)
            bulk.delete(model, keys)
        for model, columns, rows in (
            (Participation, ("role", "share", "position"), changes.parts),
            (Credit, ("position",), changes.credits),
        ):
            bulk.update(model, columns, rows)
            record(model, [row[-1] for row in rows], "~", **stamp)
        for model, columns, constants in (
            (Participation, PART_COLUMNS, {}),
            (FilmTitle, TITLE_COLUMNS, {}),
            (Credit, CREDIT_COLUMNS, {"function": DIRECTOR}),
            (Selection, SELECTION_COLUMNS, {}),
            (LanguageVersion, VERSION_COLUMNS, {"kind": ORIGINAL}),
            (Citation, CITATION_COLUMNS, {}),
        ):
            self.writer.add(model, columns, changes.added[model], **constants)
        for name, words in changes.links.items():
            self.writer.relink(name, words)
        bulk.update(Film, (*COLUMNS, "sort_title", "folded_title"), changes.films)
        keys = [row[-1] for row in changes.films]
        derived.refresh(changes.derived)
        record(Film, keys, "~", **stamp)


class _Comparison:
    """One entry beside its film."""

    def __init__(self, updating, entry, film):
        self.entry, self.film = entry, film
        self.report, self.layout = updating.report, updating.layout
        self.names, self.changes = updating.writer, updating.changes
        is_orphan = film.values["source_id"] is None
        self.is_own = film.values["source_id"] == entry.source.pk and not is_orphan
        self.completes = self.layout.is_foreign and not self.is_own
        self.is_own = self.is_own or (is_orphan and not self.layout.is_foreign)
        self.told = []

    def has_changes(self):
        """Compare everything, and put each difference on the list of changes."""
        values = dict(self.film.values)
        self._compare_values(values)
        self._compare_countries()
        self._compare_companies()
        self._compare_directors()
        self._compare_titles()
        self._compare_links("genres")
        self._compare_links("languages")
        self._compare_showing()
        self._compare_origin(values)
        if self.told:
            keys = sort_key(values["title"]), match_key(values["title"])
            row = (*values.values(), *keys, self.film.key)
            self.changes.films.append(row)
        if DERIVED_FROM.intersection(self.told):
            self.changes.derived.append(self.film.key)
        return bool(self.told)

    def _tell(self, column, new, old=""):
        self.told.append(column)
        was = _("was “%(old)s”") % {"old": old} if old not in UNKNOWN else _("was unknown")
        self.report.note(self.entry.line, self.layout.column(column), str(new), was)

    def _may_set(self, has_value):
        return not (self.completes and has_value)

    def _compare_values(self, values):
        for together in TOGETHER:
            if getattr(self.entry, together[0]) in UNKNOWN:
                continue
            if not self._may_set(values[together[0]] not in UNKNOWN):
                continue
            for name in together:
                self._compare_value(values, name, getattr(self.entry, name))

    def _compare_value(self, values, name, new):
        if new not in UNKNOWN and new != values[name]:
            self._tell(name, new, values[name])
            values[name] = new

    def _compare_countries(self):
        now = defaultdict(list)
        for part in self.film.parts:
            if part.country:
                now[part.country].append(part)
        if not self.entry.parts or not self._may_set(now):
            return
        wanted = [part.country.pk for part in self.entry.parts]
        is_reordered = [key for key in now if key in wanted] != [
            key for key in wanted if key in now
        ]
        about = origin(self.entry)
        for position, part in enumerate(self.entry.parts):
            rows = now.get(part.country.pk, [])
            if not rows:
                self._tell("countries", part.country.code)
                share = millionths(part.share)
                row = (self.film.key, part.country.pk, None, part.role, share, position, *about)
                self.changes.added[Participation].append(row)
            elif len(rows) == 1:
                self._compare_part(rows[0], part, position if is_reordered else rows[0].position)
            elif part.share is not None and part.share != sum(row.share or 0 for row in rows):
                reason = _("The register divides this share between companies: change it there.")
                column = self.layout.column("shares")
                self.report.error(self.entry.line, column, part.country.code, reason)
        for key in now:
            for row in now[key] if key not in wanted else []:
                # A company's part says more than the file can: it stays.
                if row.company is None:
                    self._tell(
                        "countries", "|".join(part.country.code for part in self.entry.parts)
                    )
                    self.changes.removed[Participation].append(row.key)

    def _compare_part(self, row, part, position):
        share = row.share if part.share is None else part.share
        role = part.role or row.role
        if share != row.share:
            self._tell("shares", f"{part.country.code}:{share.normalize():f}", row.share)
        if role != row.role:
            self._tell("lead_country", f"{part.country.code}: {role}", row.role)
        if position != row.position:
            self._tell("countries", part.country.code, row.position)
        if (role, share, position) != (row.role, row.share, row.position):
            self.changes.parts.append((role, millionths(share), position, row.key))

    def _compare_companies(self):
        alone = {part.company: part for part in self.film.parts if part.country is None}
        with_country = {part.company for part in self.film.parts if part.country and part.company}
        if not self.entry.companies or not self._may_set(alone or with_country):
            return
        wanted = self.names.companies.rows(self.entry.companies)
        wanted = {key: name for key, name in wanted.items() if key not in with_country}
        base = len({part.country for part in self.film.parts if part.country})
        about = origin(self.entry)
        for key, position in self._new_order("companies", list(alone), wanted):
            if key in alone:
                row = alone[key]
                change = (row.role, millionths(row.share), base + position, row.key)
                self.changes.parts.append(change)
            else:
                row = (self.film.key, None, key, "", None, base + position, *about)
                self.changes.added[Participation].append(row)
        gone = [row.key for key, row in alone.items() if key not in wanted]
        self.changes.removed[Participation] += gone

    def _compare_directors(self):
        now = self.film.directors
        if not self.entry.directors or not self._may_set(now):
            return
        wanted = self.names.people.rows(self.entry.directors)
        about = origin(self.entry)
        for key, position in self._new_order("directors", list(now), wanted):
            if key in now:
                self.changes.credits.append((position, now[key]))
            else:
                self.changes.added[Credit].append((self.film.key, key, position, *about))
        self.changes.removed[Credit] += [row for key, row in now.items() if key not in wanted]

    def _new_order(self, column, now, wanted):
        """The rows that are new or move, with their places; tells of any difference."""
        order = list(wanted)
        if now == order:
            return []
        self._tell(column, "|".join(wanted.values()))
        left = [key for key in now if key in wanted]
        is_kept = left == order[: len(left)]
        return [
            (key, position) for position, key in enumerate(order) if key not in left or not is_kept
        ]

    def _compare_titles(self):
        now, wanted = self.film.titles, self.entry.other_titles
        if not wanted or not self._may_set(now) or set(now) == set(wanted):
            return
        self._tell("other_titles", "|".join(wanted), "|".join(now))
        about = origin(self.entry)
        self.changes.added[FilmTitle] += [
            (self.film.key, text, script(text), *about) for text in wanted if text not in now
        ]
        self.changes.removed[FilmTitle] += [row for text, row in now.items() if text not in wanted]

    def _compare_links(self, name):
        now, words = getattr(self.film, name), getattr(self.entry, name)
        if words and self._may_set(now) and {word.pk for word in words} != now:
            self._tell(name, "|".join(word.code for word in words))
            self.changes.links[name][self.film.key] = words

    def _compare_showing(self):
        """Festivals and the original language are only ever added."""
        entry, key, about = self.entry, self.film.key, origin(self.entry)
        if entry.festival and (entry.festival.pk, entry.year) not in self.film.selections:
            self._tell("festival", f"{entry.festival.code} {entry.year}")
            row = (key, entry.festival.pk, entry.year, *about)
            self.changes.added[Selection].append(row)
        language = entry.original_language
        if language and language.pk not in self.film.originals and not self.film.originals:
            self._tell("original_language", language.code)
            self.changes.added[LanguageVersion].append((key, language.pk, *about))

    def _compare_origin(self, values):
        """A film keeps its source; another one that speaks of it is cited beside."""
        entry, source = self.entry, self.entry.source.pk
        if self.is_own and entry.confidence:
            self._compare_value(values, "confidence", entry.confidence)
        # A file that names no source is one itself, which alone is no news of a film.
        if not entry.names_source and not self.told:
            return
        if self.is_own:
            if values["source_id"] is None:
                self._tell("source", entry.source.title)
                values["source_id"] = source
            self._compare_value(values, "locator", entry.locator)
        elif (source, entry.locator) not in self.film.citations:
            about = ", ".join(dict.fromkeys(self.told))[:200]
            self._tell("source", entry.source.title)
            row = (self.film.key, source, entry.locator, entry.trust, about)
            self.changes.added[Citation].append(row)
