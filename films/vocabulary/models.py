"""The words that films and deals are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod.records import Record
from partners.source.models import NamedInLanguages, Sourced
from partners.vocabulary.models import Term, TermQuerySet


class Genre(Term):
    """A genre of film."""

    class Meta(Term.Meta):
        verbose_name = _("genre")
        verbose_name_plural = _("genres")


class Theme(Term):
    """What a film is about, in the words of the field."""

    class Meta(Term.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class Language(NamedInLanguages, Sourced, Record):
    """A language, by its shortest ISO 639 code."""

    code = models.SlugField(_("code"), max_length=8, unique=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["name_en", "code"]

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["partners.source"]


class ReleaseChannel(Term):
    """A way a film reaches its audience."""

    class Meta(Term.Meta):
        verbose_name = _("release channel")
        verbose_name_plural = _("release channels")


class DevelopmentPhase(Term):
    """A stage a film goes through before it is shot."""

    class Meta(Term.Meta):
        verbose_name = _("development phase")
        verbose_name_plural = _("development phases")


class DealStage(Term):
    """A stage of the negotiation between co-producers."""

    class Meta(Term.Meta):
        verbose_name = _("stage of a deal")
        verbose_name_plural = _("stages of a deal")


class ObligationKind(Term):
    """What a co-producer promises besides money."""

    class Meta(Term.Meta):
        verbose_name = _("kind of obligation")
        verbose_name_plural = _("kinds of obligations")


class GovernanceMatter(Term):
    """A matter that the co-producers decide together, or how they do."""

    class Meta(Term.Meta):
        verbose_name = _("matter of governance")
        verbose_name_plural = _("matters of governance")
