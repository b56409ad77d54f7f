"""What every editable row has: a revision against lost updates, a history, a random public id."""

import secrets
from contextlib import contextmanager

from anyascii import anyascii
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coprod.text import MAX_TERMS, terms

# Without the letters and digits that people confuse.
ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_public_id(name):
    """A readable id that tells nothing about how many others there are: ``tulpan-x7k2q9``."""
    start = slugify(anyascii(name))[:40].strip("-") or "x"
    return f"{start}-{''.join(secrets.choice(ID_ALPHABET) for _letter in range(7))}"


class SearchableQuerySet(models.QuerySet):
    """Rows with a folded text beside their names."""

    def matching(self, question):
        """Rows whose folded text has every word of the question."""
        found = self
        for term in terms(question)[:MAX_TERMS]:
            found = found.filter(search_text__contains=term)
        return found


class StaleRecord(Exception):
    """Somebody else saved this row first."""

    def __init__(self, record):
        self.record = record
        super().__init__(
            _(
                "“%(record)s” was changed by somebody else since this page was opened: "
                "compare both versions and save again."
            )
            % {"record": record}
        )


class LinkedHistory(HistoricalRecords):
    """A history that keeps a row's links to many others too, whichever they are."""

    def get_m2m_fields_from_model(self, model):
        return list(model._meta.local_many_to_many)


HISTORY = LinkedHistory(inherit=True, use_base_model_db=True)


class Record(models.Model):
    """A row that people edit: it keeps its history, and the second of two writers is told."""

    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    history = HISTORY

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if self._state.adding:
            return super().save(*args, update_fields=update_fields, **kwargs)
        with transaction.atomic(using=self._state.db):
            unchanged = type(self)._base_manager.filter(pk=self.pk, revision=self.revision)
            if not unchanged.update(revision=self.revision + 1):
                raise StaleRecord(self)
            self.revision += 1
            if update_fields is not None:
                update_fields = {*update_fields, "revision"}
            try:
                return super().save(*args, update_fields=update_fields, **kwargs)
            except BaseException:
                self.revision -= 1
                raise

    @contextmanager
    def one_entry(self):
        """Whatever is saved of this row and its links inside the block is one entry of history."""
        kind = "+" if self._state.adding else "~"
        self.skip_history_when_saving = True
        try:
            with transaction.atomic(using=self._state.db):
                yield self
                HISTORY.create_historical_record(self, kind, using=self._state.db)
        finally:
            del self.skip_history_when_saving


class NamedRecord(Record):
    """A row with a page of its own: found by a random id, never by a number that counts up."""

    public_id = models.SlugField(_("public id"), max_length=60, unique=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self.public_id:
            self.public_id = new_public_id(str(self))
        super().save(*args, **kwargs)
