"""Where a film was shown: festivals and prizes, releases, language versions; what it promised."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprod.fields import PartialDateField
from coprod.records import Record
from coprod.text import normalise
from films.register.film import FIRST_YEAR, LAST_YEAR, Film
from films.vocabulary.models import Language, ObligationKind, ReleaseChannel
from partners.company.models import Company
from partners.country.models import Country
from partners.source.models import CountedQuerySet, Sourced


class FestivalQuerySet(CountedQuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class Festival(Sourced, Record):
    """A film festival, or an academy that gives prizes."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=200)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), null=True, blank=True
    )
    url = models.URLField(_("website"), max_length=300, blank=True)
    search_text = models.CharField(max_length=350, editable=False)

    objects = FestivalQuerySet.as_manager()

    class Meta:
        verbose_name = _("festival")
        verbose_name_plural = _("festivals")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="festival_name_given",
                violation_error_message=_("A festival needs a name."),
            )
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["partners.country", "partners.source"]

    def get_absolute_url(self):
        return f"{reverse('films:films')}?festival={self.code}"

    def save(self, *args, **kwargs):
        self.search_text = normalise(f"{self.name} {self.city}")[:350]
        super().save(*args, **kwargs)


class SelectionQuerySet(models.QuerySet):
    def get_by_natural_key(self, film, festival, year, section, prize):
        return self.get(
            film__public_id=film, festival__code=festival, year=year, section=section, prize=prize
        )


class Selection(Sourced, Record):
    """A festival showed a film, perhaps gave it a prize."""

    film = models.ForeignKey(
        Film, models.CASCADE, verbose_name=_("film"), related_name="selections"
    )
    festival = models.ForeignKey(
        Festival, models.PROTECT, verbose_name=_("festival"), related_name="selections"
    )
    year = models.PositiveSmallIntegerField(
        _("year of the festival"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    section = models.CharField(_("section"), max_length=120, blank=True)
    prize = models.CharField(_("prize"), max_length=200, blank=True)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection and prize")
        verbose_name_plural = _("selections and prizes")
        ordering = ["film", "year", "pk"]
        indexes = [models.Index(fields=["festival", "film"], name="selection_festival_film")]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "festival", "year", "section", "prize"],
                name="selection_once",
                violation_error_message=_("The film has this selection already."),
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="selection_year_plausible",
                violation_error_message=_("Festivals of films start after 1890: check the year."),
            ),
        ]

    def __str__(self):
        return f"{self.festival} {self.year or ''}".strip()

    def natural_key(self):
        return (self.film.public_id, self.festival.code, self.year, self.section, self.prize)

    natural_key.dependencies = ["films.film", "films.festival"]


class ReleaseQuerySet(models.QuerySet):
    def get_by_natural_key(self, film, country, channel, released_on):
        return self.get(
            film__public_id=film,
            country__code=country,
            channel__code=channel,
            released_on=released_on,
        )


class Release(Sourced, Record):
    """A film comes out in a territory, through a channel."""

    film = models.ForeignKey(Film, models.CASCADE, verbose_name=_("film"), related_name="releases")
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("territory"),
        null=True,
        blank=True,
        help_text=_("Empty for the whole world."),
    )
    channel = models.ForeignKey(
        ReleaseChannel, models.PROTECT, verbose_name=_("window"), null=True, blank=True
    )
    released_on = PartialDateField(_("released"), blank=True)
    until = PartialDateField(_("until"), blank=True)
    distributor = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("distributor"), null=True, blank=True
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["film", "released_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until="") | Q(released_on="") | Q(until__gte=models.F("released_on")),
                name="release_in_order",
                violation_error_message=_("A release cannot end before it begins."),
            )
        ]

    def __str__(self):
        where = self.country or _("whole world")
        return f"{where} {self.released_on}".strip()

    def natural_key(self):
        return (
            self.film.public_id,
            self.country and self.country.code,
            self.channel and self.channel.code,
            self.released_on,
        )

    natural_key.dependencies = ["films.film", "partners.country", "films.releasechannel"]


class VersionQuerySet(models.QuerySet):
    def get_by_natural_key(self, film, language, kind):
        return self.get(film__public_id=film, language__code=language, kind=kind)


class LanguageVersion(Sourced, Record):
    """A version of a film in one language: original, dubbed or subtitled."""

    class Kind(models.TextChoices):
        ORIGINAL = "original", _("original")
        DUBBED = "dubbed", _("dubbed")
        SUBTITLED = "subtitled", _("subtitled")

    film = models.ForeignKey(
        Film, models.CASCADE, verbose_name=_("film"), related_name="language_versions"
    )
    language = models.ForeignKey(Language, models.PROTECT, verbose_name=_("language"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    owner = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("made by"), null=True, blank=True
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ["film", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "language", "kind"],
                name="languageversion_once",
                violation_error_message=_("The film has this language version already."),
            )
        ]

    def __str__(self):
        return f"{self.language}, {self.get_kind_display()}"

    def natural_key(self):
        return (self.film.public_id, self.language.code, self.kind)

    natural_key.dependencies = ["films.film", "films.language"]


class CommitmentQuerySet(models.QuerySet):
    def get_by_natural_key(self, film, kind, country):
        return self.get(film__public_id=film, kind__code=kind, country__code=country)


class Commitment(Sourced, Record):
    """What a partner made public of its promises besides money: training, jobs, workshops."""

    film = models.ForeignKey(
        Film, models.CASCADE, verbose_name=_("film"), related_name="commitments"
    )
    kind = models.ForeignKey(ObligationKind, models.PROTECT, verbose_name=_("kind"))
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("promised by"), null=True, blank=True
    )
    quantity = models.PositiveIntegerField(_("quantity"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("published commitment")
        verbose_name_plural = _("published commitments")
        ordering = ["film", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "kind", "country"],
                name="commitment_once",
                violation_error_message=_("The film has this commitment already."),
            )
        ]

    def __str__(self):
        return f"{self.film}: {self.kind}"

    def natural_key(self):
        return (self.film.public_id, self.kind.code, self.country and self.country.code)

    natural_key.dependencies = ["films.film", "films.obligationkind", "partners.country"]
