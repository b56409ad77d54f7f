"""Companies and people behind the names of a file: those of the register, and new ones."""

from collections import defaultdict

from django.utils.translation import gettext as _

from coprod.bulk import batches, insert, reserve
from coprod.history import record
from coprod.records import new_public_id
from coprod.text import normalise, sort_key
from films.exchange.matching import AT_ONCE
from films.register.person import Person
from partners.company.models import Company


class Names:
    """The names of one column, each with the row of the register that bears it."""

    def __init__(self, report, layout):
        self.report, self.layout = report, layout
        self.keys = {}  # {name: primary key}
        self.texts = {}  # {primary key: the name as the register spells it}
        self._folded = {}
        self._first_use = {}

    def find(self, entries):
        """Take the rows that the register has; a name that several bear is reported."""
        for entry in entries:
            for name in self.of(entry):
                self._first_use.setdefault(name, entry)
        self._folded = {name: normalise(self.text(name)) for name in self._first_use}
        self._find_public_ids()
        self._find_places()
        bearers = self._bearers()
        for name, entry in self._first_use.items():
            if name not in self.keys and (found := bearers.get(self.identity(name))):
                self._take(name, entry, found)

    def rows(self, names):
        """{primary key: name} of these names, each once; in a rehearsal new ones have no key."""
        return {
            key: self.texts.get(key) or self.text(name)
            for name in names
            for key in [self.keys.get(name, name)]
        }

    def add(self, stamp):
        """Write a row for each name that the register lacks."""
        first = {}
        missing = [name for name in self._first_use if name not in self.keys]
        for name in missing:
            first.setdefault(self.identity(name), name)
        keys = dict(zip(first, reserve(self.model, len(first)), strict=True))
        rows = (self._row(keys[identity], name) for identity, name in first.items())
        columns = ["id", "public_id", "name", *self.derived, "source_id", "locator", "confidence"]
        insert(self.model, columns, rows)
        record(self.model, keys.values(), "+", **stamp)
        self.keys |= {name: keys[self.identity(name)] for name in missing}
        self.texts |= {keys[identity]: self.text(name) for identity, name in first.items()}

    def _row(self, key, name):
        entry, text = self._first_use[name], self.text(name)
        locator = getattr(name, "place", "") or entry.locator
        about = (entry.source.pk, locator, entry.trust)
        return (key, new_public_id(text), text, *self.derive(text, self._folded[name]), *about)

    def _find_public_ids(self):
        """A public id in the place of a name says which of several is meant."""
        if self.layout.is_foreign:
            return
        texts = {self.text(name): name for name in self._first_use}
        for batch in batches([text for text in texts if "-" in text and " " not in text], AT_ONCE):
            rows = self.model.objects.filter(public_id__in=batch)
            for public_id, key, text in rows.values_list("public_id", "pk", "name"):
                self._know(texts[public_id], key, text)

    def _find_places(self):
        """Names that a data set tells apart by ids of its own: nothing here."""

    def _bearers(self):
        """{identity: the rows of the register that bear it}."""
        bearers = defaultdict(list)
        columns = ("pk", "public_id", "name", "source_id", "locator")
        for batch in batches(set(self._folded.values()), AT_ONCE):
            rows = self.model.objects.filter(**{f"{self.found_by}__in": self.cut(batch)})
            for row in rows.order_by("pk").values_list(*columns):
                bearers[self.identity_of_row(row)].append(row)
        return bearers

    def _know(self, name, key, text):
        self.keys[name] = key
        self.texts[key] = text

    def _take(self, name, entry, found):
        if len(found) > 1:
            ids = ", ".join(public_id for _key, public_id, *_rest in found[:5])
            column = self.layout.column(self.column)
            if not self.layout.is_foreign:
                reason = _("Several have this name: write the id of one, %(ids)s.") % {"ids": ids}
                self.report.error(entry.line, column, self.text(name), reason)
                return
            reason = _("Several have this name; the first is taken of %(ids)s.") % {"ids": ids}
            self.report.warn(entry.line, column, self.text(name), reason)
        self._know(name, found[0][0], found[0][2])


class Companies(Names):
    """Companies, the same when their names are, in capitals or not."""

    model = Company
    column = "companies"
    derived = ("sort_name", "search_text")
    found_by = "search_text"

    def of(self, entry):
        return entry.companies

    def text(self, name):
        return name.name

    def identity(self, name):
        return name.place or name.name.casefold()

    def identity_of_row(self, row):
        return row[2].casefold()

    def cut(self, folded):
        return [text[:300] for text in folded]

    def derive(self, text, folded):
        return (sort_key(text), folded[:300])

    def _find_places(self):
        """Namesakes of one data set are told apart by its own ids."""
        by_place = {name.place: name for name in self._first_use if name.place}
        for batch in batches(by_place, AT_ONCE):
            source = self._first_use[by_place[batch[0]]].source.pk or 0
            rows = Company.objects.filter(source=source, locator__in=batch)
            for place, key, text in rows.values_list("locator", "pk", "name"):
                self._know(by_place[place], key, text)
        self._find_elsewhere([name for name in by_place.values() if name not in self.keys])

    def _find_elsewhere(self, names):
        """A company from another source is the same when nobody else has its name."""
        namesakes = defaultdict(list)
        for name in names:
            namesakes[name.name.casefold()].append(name)
        for text, found in self._bearers().items():
            same = namesakes.get(text, [])
            if len(same) == len(found) == 1 and not found[0][4].startswith("company "):
                self._know(same[0], found[0][0], found[0][2])


class People(Names):
    """People, the same when their names fold to the same text."""

    model = Person
    column = "directors"
    derived = ("sort_name", "search_text")
    found_by = "sort_name"

    def of(self, entry):
        return entry.directors

    def text(self, name):
        return name

    def identity(self, name):
        return self._folded[name][:250] or name

    def identity_of_row(self, row):
        return normalise(row[2])[:250] or row[2]

    def cut(self, folded):
        return [text[:120] for text in folded]

    def derive(self, text, folded):
        return (folded[:120], folded[:250])
