"""Takes the films of a file into the register: all of them, or none."""

import hashlib
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from coprod.bulk import count_anew
from coprod.exchange.limits import Unreadable
from coprod.exchange.report import Report
from coprod.exchange.table import open_table
from films.exchange import layouts
from films.exchange.judging import Judge
from films.exchange.matching import KEYS, Matching
from films.exchange.models import ImportedFile
from films.exchange.naming import Companies, People
from films.exchange.updating import Updating
from films.exchange.writing import Writer
from films.register.film import Film, FilmTitle
from films.register.participation import Participation
from films.register.person import Credit, Person
from films.register.showing import LanguageVersion, Selection
from partners.company.models import Company
from partners.country.models import Country
from partners.country.spelling import NotFound
from partners.source.models import Source

# Countries, languages, festivals; genres and what else the seed article names.
REFERENCE = ("reference", "document")
# Imports wait for one another; the number is ours and means nothing else.
LOCK = 7_336_001
# After so many rows the tables are not what they were.
MANY = 500
WRITTEN = (
    Film, Film.genres.through, Film.languages.through, Participation, FilmTitle, Credit, Selection,
    LanguageVersion, Company, Person,
)  # fmt: skip
PATIENCE = "SET LOCAL statement_timeout = '10min'; SET LOCAL lock_timeout = '2min'"


class Refused(Exception):
    """The file has errors: nothing of it was stored."""

    def __init__(self, outcome):
        self.outcome = outcome
        super().__init__(outcome.summary)


@dataclass(frozen=True)
class Wishes:
    """How somebody wants a file to be read."""

    layout: str = ""
    match: str = ""
    source: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


NO_WISHES = Wishes()


@dataclass
class Outcome:
    """What an import did, would do, or why it did nothing."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    report: Report = field(default_factory=Report)
    told: list[str] = field(default_factory=list)
    earlier: ImportedFile | None = None

    @property
    def counts(self):
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused,
        }

    @property
    def summary(self):
        # Read by programs too, so in one language.
        return ", ".join(f"{name} {count}" for name, count in self.counts.items())


def import_films(path, *, at, wishes=NO_WISHES, user=None, dry_run=False):
    """Import a file, or only say what would happen; raises `Refused` with everything wrong."""
    act = _Import(path, wishes, at, user, dry_run)
    has_reference = Country.objects.exists()
    # The reference comes with the first import, and goes again if that is refused.
    with nullcontext() if has_reference else transaction.atomic():
        if not has_reference:
            act.load_reference()
        act.run(savepoint=has_reference)
        if dry_run and not has_reference:
            transaction.set_rollback(True)
    return act.outcome


class _Import:
    """One file on its way."""

    def __init__(self, path, wishes, at, user, dry_run):
        self.path, self.name, self.wishes = path, Path(path).name, wishes
        self.at, self.user, self.dry_run = at, user, dry_run
        self.outcome = Outcome()
        self.report = self.outcome.report
        self.stamp = {"at": at, "user": user, "reason": f"import {self.name}"}

    def load_reference(self):
        call_command("load_fixtures", *REFERENCE, verbosity=0)
        self.outcome.told.append(_("The register was empty: its reference was loaded first."))

    def run(self, *, savepoint=True):
        """Import the file; without a savepoint, a fault undoes what its caller did as well."""
        self.sha256 = _sha256(self.path)
        if self._is_known():
            return
        entries = self._read()
        if not entries:
            self._refuse_errors()
        if self.dry_run or self.report.errors:
            # What the register objects to in the sound rows is told with the faults of the others.
            self._place(entries)
            return
        try:
            # Within a savepoint SQLite takes longer for each row, the more rows came before it.
            with transaction.atomic(savepoint=savepoint):
                self._wait_for_others()
                if not self._is_known():
                    self._place(entries)
        except IntegrityError:
            reason = _("Somebody changed the same rows meanwhile: import the file again.")
            self.report.error(0, "", "", reason)
            self._refuse_errors()

    def _is_known(self):
        earlier = ImportedFile.objects.filter(sha256=self.sha256).first()
        if earlier:
            self.outcome.earlier = earlier
            self.outcome.unchanged = earlier.rows
            self.outcome.told.append(
                _("Nothing changed: this file was imported on %(day)s as “%(name)s”.")
                % {"day": earlier.imported_at.date().isoformat(), "name": earlier.name}
            )
        return earlier is not None

    def _read(self):
        """The entries of all sound rows; what is wrong with the others is on the report."""
        wishes = self.wishes
        try:
            with open_table(
                self.path, encoding=wishes.encoding, delimiter=wishes.delimiter, sheet=wishes.sheet
            ) as table:
                self.layout = layouts.choose(wishes.layout, table.columns)
                self.layout.check(table.columns, also={wishes.match} & {"public_id"})
                self._check_match(table.columns)
                self.judge = Judge(
                    self.layout,
                    self.report,
                    default_source=self._default_source(),
                    file_is_source=not (wishes.source or self.layout.is_foreign),
                )
                told = {"format": table.described, "layout": self.layout.name}
                self.outcome.told.append(_("Read as %(format)s, layout %(layout)s.") % told)
                return [entry for line in table.lines(self.report) if (entry := self._entry(line))]
        except Unreadable as fault:
            self.report.error(fault.row, fault.column, fault.value, fault.reason)
        except NotFound as refusal:
            self.report.error(0, "source", wishes.source, refusal)
        return []

    def _entry(self, line):
        errors = len(self.report.errors)
        row = self.layout.read(line, self.report)
        entry = self.judge.entry(row)
        return entry if len(self.report.errors) == errors else None

    def _check_match(self, columns):
        key = self.wishes.match
        if not key:
            return
        if key not in KEYS:
            known = ", ".join(KEYS)
            reason = _("“%(key)s” is no key to match by: use one of %(known)s.")
            raise Unreadable(reason % {"key": key[:40], "known": known})
        if key != "title_year" and self.layout.column(key) not in columns:
            reason = _("The file has no column “%(key)s” to match by: add it.")
            raise Unreadable(reason % {"key": key}, row=1)

    def _default_source(self):
        """What rows come from that name no source: what was asked for, a list's own, the file."""
        if self.wishes.source:
            return self.wishes.source
        if known := self.layout.source:
            return Source(
                key=known.key, title=known.title, kind=Source.Kind.DATASET,
                publisher=known.publisher, url=known.url, licence=known.licence,
            )  # fmt: skip
        return Source(
            key=f"file-{self.sha256[:16]}", title=self.name[:400], kind=Source.Kind.IMPORT
        )

    def _place(self, entries):
        """Compare with the register and, unless it is only asked for, write the difference."""
        Matching(self.report, self.layout, self.wishes.match).match(entries)
        companies, people = (kind(self.report, self.layout) for kind in (Companies, People))
        for names in (companies, people):
            names.find(entries)
        self._refuse_errors()
        if not self.dry_run:
            self._save_words(entries)
            for names in (companies, people):
                names.add(self.stamp)
        writer = Writer(companies, people, self.stamp)
        updating = Updating(self.report, self.layout, writer)
        new = [entry for entry in entries if entry.film is None]
        known = [entry for entry in entries if entry.film is not None]
        self.outcome.updated, self.outcome.unchanged = updating.compare(
            known, is_locked=not self.dry_run
        )
        self.outcome.created = len(new)
        self._refuse_errors()
        for entry in new:
            self.report.note(entry.line, self.layout.column("title"), entry.title, _("new"))
        if not self.dry_run:
            writer.add_films(new)
            updating.write()
            self._remember()
            if self.outcome.created + self.outcome.updated >= MANY:
                count_anew(*WRITTEN)

    def _save_words(self, entries):
        """Write the sources and words that the file brings, as far as a film uses them."""
        judge = self.judge
        used = {id(entry.source) for entry in entries}
        new = [source for source in judge.sources.new if id(source) in used]
        for source in new:
            self._save(source)
        for vocabulary in (judge.genres, judge.languages):
            for word in vocabulary.new:
                word.source = judge.default_source
                self._save(word)
            if vocabulary.new:
                words = ", ".join(str(word) for word in vocabulary.new)
                told = _("Added to the vocabulary: %(words)s.") % {"words": words}
                self.outcome.told.append(told)
        for festival in judge.festivals.values():
            if festival.pk is None:
                festival.source = judge.default_source
                self._save(festival)

    def _save(self, row):
        row._history_user = self.user
        row._change_reason = self.stamp["reason"]
        row.save()

    def _remember(self):
        ImportedFile.objects.create(
            sha256=self.sha256, name=self.name[:255], layout=self.layout.name,
            created=self.outcome.created, updated=self.outcome.updated,
            unchanged=self.outcome.unchanged, imported_at=self.at, user=self.user,
        )  # fmt: skip

    def _refuse_errors(self):
        if self.report.errors:
            self.report.errors.sort(key=lambda error: error.row)
            outcome = self.outcome
            outcome.created = outcome.updated = outcome.unchanged = 0
            outcome.refused = self.report.refused_rows
            raise Refused(outcome)

    def _wait_for_others(self):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(PATIENCE)
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
