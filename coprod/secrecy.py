"""Rows that are read on somebody's behalf only.

A query on a secret table that names no reader raises `NoReader` before the database is asked, so
that a page that forgot the rule fails in its first test instead of leaking. A reader is named by
``visible_to(user)``, or, for the product's own work, by ``for_the_product(reason)``. Rows reached
from a row that was read already (``version.tiers.all()``) need no reader of their own, unless
their class says that it is not as visible as what it belongs to.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.db.models import sql

from coprod.records import Record

_is_judging = ContextVar("is_judging", default=False)


class NoReader(RuntimeError):
    """Secret rows were asked for on nobody's behalf."""


@contextmanager
def judging():
    """Inside, constraints may look at all rows: they answer yes or no and show none."""
    token = _is_judging.set(True)
    try:
        yield
    finally:
        _is_judging.reset(token)


class SecretQuery(sql.Query):
    """A query that is compiled only once it has a reader."""

    reader = None

    def get_compiler(self, *args, **kwargs):
        self.need_reader()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass=None):
        if klass is not None:  # An update or a deletion begins here.
            self.need_reader()
        return super().chain(klass)

    def need_reader(self):
        if self.reader is None and not self.is_empty() and not _is_judging.get():
            raise NoReader(
                f"{self.model.__name__} is secret: ask {self.model.__name__}.objects"
                ".visible_to(user), or for_the_product(reason)."
            )


class SecretQuerySet(models.QuerySet):
    """Declare ``readable_by(user)``: the condition under which a person may read a row."""

    # Whether whoever holds a row may read the rows of this class that belong to it.
    follows_its_parent = True

    def __init__(self, model=None, query=None, using=None, hints=None):
        super().__init__(model, query or SecretQuery(model), using, hints)

    def visible_to(self, user):
        """The rows that exist for this person."""
        rows = self._read_by(user)
        if not user.is_authenticated or not user.is_active:
            return rows.none()
        if user.is_superuser:
            return rows
        return rows.filter(self.readable_by(user))

    def for_the_product(self, reason):
        """All rows, for what the product does by itself; the reason stands in the code."""
        return self._read_by(reason)

    def readable_by(self, user):
        raise TypeError(f"{type(self).__name__} declares no readers.")

    def _read_by(self, reader):
        rows = self._chain()
        rows.query.reader = reader
        return rows

    def _add_hints(self, **hints):
        super()._add_hints(**hints)
        if self.follows_its_parent and "instance" in hints and self.query.reader is None:
            self.query.reader = hints["instance"]


class SecretRow(models.Model):
    """A row that exists for some people only; its constraints judge it against all rows."""

    class Meta:
        abstract = True

    def validate_unique(self, exclude=None):
        with judging():
            super().validate_unique(exclude)

    def validate_constraints(self, exclude=None):
        with judging():
            super().validate_constraints(exclude)


class SecretRecord(SecretRow, Record):
    """An editable row that exists for some people only."""

    class Meta:
        abstract = True
