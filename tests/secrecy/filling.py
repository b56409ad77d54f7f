"""A row of any kind, filled in by what its fields ask; so that a new kind is covered by itself."""

import os
import random
import uuid
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from unittest import mock

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction

from coprod import fields as our
from coprod.secrecy import SecretQuerySet

OURS = ("coprod", "partners", "films")


def project_models():
    """Every model of ours that has a table, histories apart."""
    return [
        model
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        if not is_history(model)
    ]


def is_history(model):
    return model.__name__.startswith("Historical")


def is_secret(model):
    return isinstance(model._default_manager.get_queryset(), SecretQuerySet)


def secret_models():
    """Every model whose rows are read on somebody's behalf only."""
    return [model for model in project_models() if is_secret(model)]


def _free(field, order):
    """A row of the public world that no row of this kind points to yet."""
    taken = field.model._base_manager.all()
    if is_secret(field.model):
        taken = field.model._default_manager.for_the_product("a test takes a free row")
    rows = field.remote_field.model._base_manager.order_by(order)
    return rows.exclude(pk__in=list(taken.values_list(field.attname, flat=True))).first()


@contextmanager
def chance(seed):
    """Whatever is drawn at random inside the block is drawn alike in both worlds."""
    drawn = random.Random(seed)
    with (
        mock.patch.object(os, "urandom", drawn.randbytes),
        mock.patch.object(random, "_urandom", drawn.randbytes),
        mock.patch.object(uuid, "uuid4", lambda: uuid.UUID(int=drawn.getrandbits(128), version=4)),
    ):
        yield


class Filler:
    """Makes rows whose texts all contain one word, and whose numbers all begin alike.

    ``known`` holds, for each model, the row that links to it are set to.
    """

    def __init__(self, word, number, known, *, take="-pk"):
        self.word, self.number, self.known = word, number, dict(known)
        # From which end free rows of the public world are taken.
        self.take = take
        self.made = 0

    def can_make(self, model):
        return all(
            self._target(field) is not None
            for field in model._meta.concrete_fields
            if field.remote_field and not field.null
        )

    def every(self, kinds, **given):
        """A row of each of these kinds, in an order in which their links allow it."""
        waiting, rows = list(kinds), []
        while waiting:
            ready = [model for model in waiting if self.can_make(model)]
            assert ready, f"No row can be made of {waiting}: their links lead nowhere."
            for model in ready:
                rows.append(self.make(model, **given))
            waiting = [model for model in waiting if model not in ready]
        return rows

    def make(self, model, **given):
        """A row with as many of its fields filled as its rules permit."""
        names = {field.name for field in model._meta.concrete_fields}
        given = {name: value for name, value in given.items() if name in names}
        optional = {
            field.name
            for field in model._meta.concrete_fields
            if field.null or field.blank or field.has_default()
        } - given.keys()
        faulty: set[str] = set()
        # Where two fields exclude each other, one of them stays empty; at worst all stay so.
        attempts = [set(), *({name} for name in sorted(optional)), optional]
        while attempts:
            left_out = attempts.pop(0) | faulty
            try:
                return self._saved(model, given, left_out)
            except (ValidationError, IntegrityError) as fault:
                wrong = set(getattr(fault, "error_dict", {})) & optional - left_out
                if wrong:
                    faulty |= wrong
                    attempts.insert(0, set())
                elif not attempts:
                    raise
        raise AssertionError(f"No row of {model.__name__} can be made.")

    def _saved(self, model, given, left_out):
        self.made += 1
        values = dict(given)
        for field in model._meta.concrete_fields:
            if field.name in values or field.name in left_out or not self._is_ours(field):
                continue
            value = self._target(field) if field.remote_field else self.value(field)
            if value is not None:
                values[field.name] = value
        with chance(f"{self.word} {model.__name__}"):
            row = model(**values)
        with transaction.atomic():
            row.full_clean()
            row.save()
        self.known.setdefault(model, row)
        return row

    @staticmethod
    def _is_ours(field):
        """Whether a person fills it in: keys and derived columns fill themselves."""
        return not field.primary_key and (field.editable or not field.has_default())

    def _target(self, field):
        target = self.known.get(field.remote_field.model)
        if field.one_to_one and target is not None and not is_secret(type(target)):
            return _free(field, self.take)
        return target

    def value(self, field):
        if field.choices:
            return next(value for value, _label in field.flatchoices if value != "")
        for kind, value in self._values().items():
            if isinstance(field, kind):
                return value
        if isinstance(field, models.CharField | models.TextField):
            return f"{self.word} {field.name} {self.made}"[: field.max_length or 200]
        return None

    def _values(self):
        """By kind of field, the special ones first."""
        return {
            our.MoneyField: Decimal(self.number + self.made),
            our.CurrencyField: "EUR",
            our.PercentField: Decimal(17),
            our.NumberField: "7.125",
            our.MonthField: "2031-05",
            our.TerritoryField: "UZ",
            our.PartialDateField: "2031-05-07",
            models.DateTimeField: datetime(2031, 5, 7, tzinfo=UTC),
            models.DateField: date(2031, 5, 7),
            models.BooleanField: False,
            models.UUIDField: None,
            models.JSONField: ["shares"],
            models.FileField: ContentFile(self.word.encode(), name="paper.txt"),
            models.EmailField: "secret@example.org",
            models.URLField: f"https://example.org/{self.made}",
            models.SlugField: f"word-{self.number}-{self.made}",
            models.PositiveSmallIntegerField: 7,
            models.PositiveBigIntegerField: 77,
            models.IntegerField: 7,
        }
