"""Words of the trade that other rows choose from, each with its source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod.records import Record
from partners.source.models import NamedInLanguages, Sourced


class TermQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class Term(NamedInLanguages, Sourced, Record):
    """A word of one vocabulary, known by its code."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    meaning = models.TextField(_("meaning"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["partners.source"]
