"""Load the fixtures: create what is missing, renew what nobody touched, keep what people did.

Django's own loaddata writes rows raw, without history and derived columns, and overwrites.
"""

import json
from collections import Counter
from contextlib import nullcontext

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from films.register import derived

FILES = ["reference", "document", "research", "demonstration"]
FOLDER = "fixtures/"


class NotThereYet(Exception):
    """A row refers to one that is not in the database, perhaps because it stands further down."""


class GivenUp(Exception):
    """A row refers to one that a fixture once wrote and people have removed or renamed since."""


class Command(BaseCommand):
    help = "Load the register's fixtures; rows that people have changed or removed stay so."

    def add_arguments(self, parser):
        parser.add_argument(
            "names",
            nargs="*",
            metavar="name",
            help=f"fixtures to load, of {', '.join(FILES)} (default: all there are; "
            "in production all but demonstration)",
        )

    @transaction.atomic
    def handle(self, *, names, verbosity, **options):
        if unknown := set(names) - set(FILES):
            raise CommandError(
                f"There is no fixture “{sorted(unknown)[0]}”: choose from {', '.join(FILES)}."
            )
        stored = StoredRows()
        with derived.once():
            for name in names or usual_files():
                file = settings.FIXTURE_DIRS[0] / f"{name}.json"
                if file.exists():
                    outcome = Loading(f"{FOLDER}{name}", stored).load(json.loads(file.read_bytes()))
                    if verbosity:
                        self.stdout.write(f"{name}: {told(outcome)}")


def usual_files():
    """A register in production starts without invented films."""
    return FILES[:-1] if settings.MODE == "production" else FILES


def told(outcome):
    """The counts of a loading in words: created and unchanged always, the rest when it happens."""
    counts = {"created": 0, "unchanged": 0} | outcome
    return ", ".join(f"{count} {what}" for what, count in counts.items())


class StoredRows:
    """Rows of the database by their natural keys."""

    def __init__(self):
        self._rows = {}
        self._has_others = {}
        self._past = {}

    def get(self, model, key):
        """The row of this key, or None."""
        if model not in self._rows:
            self._rows[model] = {row.natural_key(): row for row in _written_before(model)}
            self._has_others[model] = model._default_manager.exists()
        rows = self._rows[model]
        if key not in rows and self._has_others[model]:
            try:
                rows[key] = model._default_manager.get_by_natural_key(*key)
            except ObjectDoesNotExist:
                return None
        return rows.get(key)

    def add(self, row):
        self._rows[type(row)][row.natural_key()] = row

    def is_given_up(self, model, key):
        """Whether a fixture wrote this row before, though it is not there now."""
        if model not in self._past:
            self._past[model] = {_past_key(entry) for entry in _entries(model)}
        return key in self._past[model]


def _entries(model):
    return model.history.filter(history_change_reason__startswith=FOLDER)


def _written_before(model):
    """The rows that fixtures wrote, with all that their keys and links need."""
    rows = model._default_manager.filter(pk__in=_entries(model).values(model._meta.pk.attname))
    parents = [field.name for field in model._meta.fields if field.many_to_one]
    links = [field.name for field in model._meta.many_to_many]
    return rows.select_related(*parents).prefetch_related(*links)


def _past_key(entry):
    try:
        return entry.instance.natural_key()
    except ObjectDoesNotExist:
        return None  # What it belonged to is gone as well.


class Loading:
    """One file on its way into the database."""

    def __init__(self, reason, stored):
        self.reason = reason
        self.stored = stored
        self.outcome = Counter()

    def load(self, lines):
        """Load every line, those that refer further down once that is there."""
        waiting = list(enumerate(lines, 1))
        while waiting:
            postponed = [numbered for numbered in waiting if not self._load(*numbered)]
            if len(postponed) == len(waiting):
                self._load(*postponed[0], last_chance=True)
            waiting = postponed
        return self.outcome

    def _load(self, number, line, last_chance=False):
        """Load one line; False when it has to wait."""
        try:
            self.outcome[self._put(line)] += 1
        except GivenUp:
            self.outcome["left out"] += 1
        except NotThereYet as missing:
            if last_chance:
                raise CommandError(self._fault(number, line, missing)) from missing
            return False
        except (LookupError, FieldDoesNotExist, ValidationError, DatabaseError) as fault:
            raise CommandError(self._fault(number, line, fault)) from fault
        return True

    def _fault(self, number, line, fault):
        return f"{self.reason}.json, row {number} ({line.get('model')}): {fault}"

    def _put(self, line):
        """Bring one row in; the word that says what became of it."""
        row, links = self._read(apps.get_model(line["model"]), line["fields"])
        key = row.natural_key()
        there = self.stored.get(type(row), key)
        if there is None:
            if self.stored.is_given_up(type(row), key):
                raise GivenUp(key)
            self._save(row, {name: linked for name, linked in links.items() if linked})
            return "created"
        if _is_same(there, row, links):
            return "unchanged"
        if there.history.exclude(history_change_reason__startswith=FOLDER).exists():
            return "kept as people changed them"
        for field in _editable(row):
            setattr(there, field.attname, getattr(row, field.attname))
        self._save(there, links)
        return "updated"

    def _read(self, model, fields):
        """The row as the file has it, and its links to many others."""
        row = model()
        links = {field.name: [] for field in model._meta.many_to_many}
        for name, value in fields.items():
            field = model._meta.get_field(name)
            if field.many_to_many:
                links[name] = [self._find(field, key) for key in value]
            elif field.is_relation:
                setattr(row, name, self._find(field, value))
            else:
                setattr(row, name, field.to_python(value))
        return row, links

    def _find(self, field, key):
        """The row that a natural key refers to."""
        if key is None:
            return None
        model, key = field.related_model, tuple(key)
        if found := self.stored.get(model, key):
            return found
        named = f"{field.name} {', '.join(map(str, key))} is not in the database: load it first."
        raise (GivenUp if self.stored.is_given_up(model, key) else NotThereYet)(named)

    def _save(self, row, links):
        """Save a row with its links as one entry of its history."""
        row._change_reason = self.reason
        # Most rows have no links, and are spared two savepoints each.
        with row.one_entry() if links else nullcontext():
            row.save()
            for name, linked in links.items():
                getattr(row, name).set(linked)
        self.stored.add(row)


def _editable(row):
    return [
        field for field in row._meta.concrete_fields if field.editable and not field.primary_key
    ]


def _is_same(there, row, links):
    """Whether the stored row says what the file says; derived columns follow by themselves."""
    return all(
        getattr(there, field.attname) == getattr(row, field.attname) for field in _editable(row)
    ) and all(
        {linked.pk for linked in getattr(there, name).all()}
        == {linked.pk for linked in links[name]}
        for name in links
    )
