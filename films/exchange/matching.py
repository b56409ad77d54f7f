"""Which film of the register a row is about, and which others look like it."""

from collections import defaultdict

from django.utils.translation import gettext as _

from coprod.bulk import batches
from films.register.film import Citation, Film

# A database takes only so many values in one question.
AT_ONCE = 900
MOST_ALIKE = 3
KEYS = ("imdb_id", "wikidata_id", "public_id", "title_year")
NUMBERS = {"imdb_id": "imdb_id", "wikidata_id": "wikidata_id", "public_id": "public_id"}


class Matching:
    """Finds each entry's film, and refuses what would make two films one or one film two."""

    def __init__(self, report, layout, key=""):
        self.report, self.layout, self.key = report, layout, key
        self._public_ids = {}

    def match(self, entries):
        """Set the film of every entry that the register has already."""
        self._named = {name: self._by_number(entries, name) for name in NUMBERS}
        self._alike = self._by_title(entries)
        self._placed = self._by_place(entries)
        self._refuse_repeated(entries)
        taken = {}
        for entry in entries:
            entry.film = self._film(entry)
            if entry.film is not None and entry.film in taken:
                reason = _("Row %(row)s is about the same film: make them one.")
                self._refuse(entry, "title", entry.title, reason % {"row": taken[entry.film]})
            elif entry.film is not None:
                taken[entry.film] = entry.line
        self._warn_of_doubles(entries)

    def _film(self, entry):
        named = {
            films[number]
            for name, films in self._named.items()
            if (number := getattr(entry, name)) and number in films
        }
        if self.key == "title_year":
            named.update(self._alike[entry.folded_title].get(entry.year, []))
        if entry.public_id and entry.public_id not in self._named["public_id"]:
            self._refuse(entry, "public_id", entry.public_id, _("No film has this public id."))
        if len(named) > 1:
            reason = _("The row names %(count)s films of the register: check its ids.")
            self._refuse(entry, "title", entry.title, reason % {"count": len(named)})
        if named:
            return min(named)
        return self._film_at_place(entry)

    def _film_at_place(self, entry):
        """The one film from the same place of the same source."""
        place = (entry.source.pk, entry.locator)
        candidates = self._placed.get(place, {})
        same_title = {film for film, title in candidates.items() if title == entry.folded_title}
        # A place that several films share, such as a page, tells them apart by title.
        if len(candidates) > 1 or self._rows_at[place] > 1:
            candidates = same_title
        if len(candidates) > 1:
            reason = _("%(count)s films come from this place of the source: give the row an id.")
            self._refuse(
                entry, "source_locator", entry.locator, reason % {"count": len(candidates)}
            )
        if not candidates:
            return None
        film = min(candidates)
        if film not in same_title:
            reason = _("A film from the same place of the source gets this title.")
            self.report.warn(entry.line, self.layout.column("title"), entry.title, reason)
        return film

    # Questions to the register

    def _by_number(self, entries, name):
        """{number: film} for the numbers that rows name."""
        numbers = {getattr(entry, name) for entry in entries} - {""}
        return {
            number: film
            for batch in batches(numbers, AT_ONCE)
            for number, film in Film.objects.filter(**{f"{name}__in": batch}).values_list(
                name, "pk"
            )
        }

    def _by_title(self, entries):
        """{folded title: {year: films}}."""
        films = defaultdict(lambda: defaultdict(list))
        for batch in batches({entry.folded_title for entry in entries}, AT_ONCE):
            rows = Film.objects.filter(folded_title__in=batch).order_by("pk")
            rows = rows.values_list("folded_title", "year", "pk", "public_id")
            for title, year, film, public_id in rows:
                films[title][year].append(film)
                self._public_ids[film] = public_id
        return films

    def _by_place(self, entries):
        """{source and place in it: {film: folded title}}."""
        places = defaultdict(set)
        self._rows_at = defaultdict(int)
        for entry in entries:
            if entry.source.pk and entry.locator:
                places[entry.source.pk].add(entry.locator)
                self._rows_at[entry.source.pk, entry.locator] += 1
        films = defaultdict(dict)
        for source, locators in places.items():
            for batch in batches(locators, AT_ONCE):
                where = {"source": source, "locator__in": batch}
                for found in (
                    Film.objects.filter(**where).values_list("locator", "pk", "folded_title"),
                    Citation.objects.filter(**where).values_list(
                        "locator", "film", "film__folded_title"
                    ),
                ):
                    for locator, film, title in found:
                        films[source, locator][film] = title
        return films

    # What is told

    def _refuse_repeated(self, entries):
        """Two rows cannot both be the film of one id, or of one place and title."""
        seen = {}
        for entry in entries:
            for name in NUMBERS:
                number = getattr(entry, name)
                first = seen.setdefault((name, number), entry.line) if number else entry.line
                if first != entry.line:
                    reason = _("Row %(row)s has this id already: check which film is meant.")
                    self._refuse(entry, name, number, reason % {"row": first})
            place = (entry.source.key, entry.locator, entry.folded_title, entry.year)
            first = seen.setdefault(place, entry.line) if entry.locator else entry.line
            if first != entry.line:
                reason = _("Row %(row)s has the same title, year and place: remove one.")
                self._refuse(entry, "title", entry.title, reason % {"row": first})

    def _warn_of_doubles(self, entries):
        """New films that look like one of the register, or of the file."""
        rows = defaultdict(dict)
        for entry in entries:
            if entry.film is not None:
                continue
            above = rows[entry.folded_title]
            if line := next((above[year] for year in _near(entry.year, above)), None):
                self._warn(
                    entry, _("Row %(row)s is a film of this title and time.") % {"row": line}
                )
            alike = self._alike[entry.folded_title]
            if found := [film for year in _near(entry.year, alike) for film in alike[year]]:
                ids = ", ".join(self._public_ids[film] for film in found[:MOST_ALIKE])
                reason = _("The register has a film of this title and time: %(ids)s.")
                self._warn(entry, reason % {"ids": ids})
            above.setdefault(entry.year, entry.line)

    def _refuse(self, entry, column, value, reason):
        self.report.error(entry.line, self.layout.column(column), value, reason)

    def _warn(self, entry, reason):
        title = f"{entry.title} ({entry.year})" if entry.year else entry.title
        self.report.warn(entry.line, self.layout.column("title"), title, reason)


def _near(year, years):
    """Those of the years that may be the same; an unknown year may be any."""
    if year is None:
        return list(years)
    return [near for near in (year, year - 1, year + 1, None) if near in years]
