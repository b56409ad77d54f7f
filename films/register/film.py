"""The film: what the public register is about."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprod.fields import CurrencyField, MoneyField
from coprod.money import Money
from coprod.records import NamedRecord, Record, SearchableQuerySet
from coprod.text import match_key, sort_key
from films.vocabulary.models import Genre, Language, Theme
from partners.source.models import Confidence, Sourced
from partners.treaty.models import Treaty

FIRST_YEAR, LAST_YEAR = 1890, 2100


def in_figures(path=""):
    """The films that count, as a condition across a relation: ``in_figures("film__")``."""
    return Q(**{f"{path}announced_at__isnull": False}) & ~Q(
        **{f"{path}confidence": Confidence.FICTIONAL}
    )


class FilmQuerySet(SearchableQuerySet):
    def get_by_natural_key(self, public_id):
        return self.get(public_id=public_id)

    def announced(self):
        """Films that exist for readers."""
        return self.filter(announced_at__isnull=False)

    def figures(self):
        """Announced films that count: a demonstration is in no figure."""
        return self.filter(in_figures())


class Film(Sourced, NamedRecord):
    """A film, announced to the public or not yet."""

    class YearKind(models.TextChoices):
        PRODUCTION = "production", _("year of production")
        PREMIERE = "premiere", _("year of first showing")
        RELEASE = "release", _("year of release")

    class Stage(models.TextChoices):
        DEVELOPMENT = "development", _("development")
        FINANCING = "financing", _("financing")
        PRE_PRODUCTION = "pre_production", _("pre-production")
        PRODUCTION = "production", _("production")
        POST_PRODUCTION = "post_production", _("post-production")
        COMPLETED = "completed", _("completed")
        RELEASED = "released", _("released")
        ABANDONED = "abandoned", _("abandoned")

    class Kind(models.TextChoices):
        FICTION = "fiction", _("fiction")
        DOCUMENTARY = "documentary", _("documentary")
        ANIMATION = "animation", _("animation")
        HYBRID = "hybrid", _("hybrid of fiction and documentary")
        SERIES = "series", _("series")
        SHORT = "short", _("short film")

    class Official(models.TextChoices):
        YES = "yes", _("official co-production")
        NO = "no", _("unofficial co-production")

    title = models.CharField(_("title in English"), max_length=300)
    original_title = models.CharField(_("original title"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[
            MinValueValidator(FIRST_YEAR, _("Films start in 1890: check the year.")),
            MaxValueValidator(LAST_YEAR, _("The year is after 2100: check the year.")),
        ],
    )
    year_kind = models.CharField(
        _("meaning of the year"), max_length=12, choices=YearKind, default=YearKind.PRODUCTION
    )
    stage = models.CharField(_("stage"), max_length=16, choices=Stage, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, blank=True)
    official = models.CharField(
        _("official co-production"),
        max_length=3,
        choices=Official,
        blank=True,
        help_text=_("Recognised by the authorities under a treaty; empty when not known."),
    )
    treaty = models.ForeignKey(
        Treaty, models.PROTECT, verbose_name=_("treaty used"), null=True, blank=True
    )
    length = models.PositiveSmallIntegerField(_("length in minutes"), null=True, blank=True)
    synopsis = models.TextField(_("synopsis"), blank=True)
    genres = models.ManyToManyField(Genre, verbose_name=_("genres"), blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True)
    languages = models.ManyToManyField(Language, verbose_name=_("languages"), blank=True)
    budget_amount = MoneyField(
        _("published budget"), null=True, blank=True, currency="budget_currency"
    )
    budget_currency = CurrencyField(_("currency of the budget"), blank=True)
    imdb_id = models.CharField(
        _("IMDb id"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^tt[0-9]{7,9}$", _("An IMDb id looks like tt0436854."))],
    )
    wikidata_id = models.CharField(
        _("Wikidata id"),
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9][0-9]*$", _("A Wikidata id looks like Q1234."))],
    )
    eidr = models.CharField(_("EIDR"), max_length=40, blank=True)
    isan = models.CharField(_("ISAN"), max_length=40, blank=True)
    announced_at = models.DateTimeField(
        _("announced"),
        null=True,
        blank=True,
        help_text=_("Readers see the film from this moment on; empty keeps it unannounced."),
    )
    # Derived from the rows below it by films/register/derived.py.
    country_count = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_title = models.CharField(max_length=120, editable=False, blank=True)
    folded_title = models.CharField(max_length=120, editable=False, blank=True)
    search_text = models.TextField(editable=False, blank=True)

    _history_m2m_fields = [genres, themes, languages]
    objects = FilmQuerySet.as_manager()

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["sort_title", "pk"]
        indexes = [
            models.Index(fields=["sort_title", "id"], name="film_by_title"),
            models.Index(fields=["folded_title"], name="film_by_folded_title"),
            models.Index(fields=["year", "id"], name="film_by_year"),
            models.Index(fields=["source", "locator"], name="film_by_locator"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="film_title_given",
                violation_error_message=_("A film needs a title."),
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="film_year_plausible",
                violation_error_message=_("Films start in 1890: check the year."),
            ),
            models.CheckConstraint(
                condition=Q(budget_amount__isnull=True, budget_currency="")
                | (Q(budget_amount__isnull=False) & ~Q(budget_currency="")),
                name="film_budget_has_currency",
                violation_error_message=_(
                    "A budget needs its currency, and a currency its budget."
                ),
            ),
            models.CheckConstraint(
                condition=Q(budget_amount__isnull=True) | Q(budget_amount__gt=0),
                name="film_budget_positive",
                violation_error_message=_(
                    "A published budget must be above zero: leave it empty when it is not known."
                ),
            ),
            models.UniqueConstraint(
                fields=["imdb_id"],
                condition=~Q(imdb_id=""),
                name="film_imdb_once",
                violation_error_message=_("Another film has this IMDb id: check which is meant."),
            ),
            models.UniqueConstraint(
                fields=["wikidata_id"],
                condition=~Q(wikidata_id=""),
                name="film_wikidata_once",
                violation_error_message=_(
                    "Another film has this Wikidata id: check which is meant."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.year})" if self.year else self.title

    def natural_key(self):
        return (self.public_id,)

    natural_key.dependencies = [
        "partners.treaty",
        "partners.source",
        "films.genre",
        "films.theme",
        "films.language",
    ]

    def get_absolute_url(self):
        return reverse("films:film", args=[self.public_id])

    @property
    def is_announced(self):
        return self.announced_at is not None

    @property
    def budget(self):
        """The published budget, or None when it is not known."""
        if self.budget_amount is None:
            return None
        return Money(self.budget_amount, self.budget_currency)

    @property
    def home_country(self):
        return settings.HOME_COUNTRY

    def save(self, *args, **kwargs):
        self.sort_title, self.folded_title = sort_key(self.title), match_key(self.title)
        super().save(*args, **kwargs)


class TitleQuerySet(models.QuerySet):
    def get_by_natural_key(self, film, text):
        return self.get(film__public_id=film, text=text)


class FilmTitle(Sourced, Record):
    """Another title of a film, in a language and a script."""

    class Script(models.TextChoices):
        LATIN = "Latn", _("Latin")
        CYRILLIC = "Cyrl", _("Cyrillic")
        ARABIC = "Arab", _("Arabic")
        HAN = "Hani", _("Chinese")
        JAPANESE = "Jpan", _("Japanese")
        KOREAN = "Kore", _("Korean")
        OTHER = "Zyyy", _("another script")

    film = models.ForeignKey(Film, models.CASCADE, verbose_name=_("film"), related_name="titles")
    text = models.CharField(_("title"), max_length=300)
    language = models.ForeignKey(
        Language, models.PROTECT, verbose_name=_("language"), null=True, blank=True
    )
    script = models.CharField(_("script"), max_length=4, choices=Script, blank=True)

    objects = TitleQuerySet.as_manager()

    class Meta:
        verbose_name = _("other title")
        verbose_name_plural = _("other titles")
        ordering = ["film", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "text"],
                name="filmtitle_once",
                violation_error_message=_("The film has this title already."),
            )
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (self.film.public_id, self.text)

    natural_key.dependencies = ["films.film", "films.language"]


class CitationQuerySet(models.QuerySet):
    def get_by_natural_key(self, film, source, locator):
        return self.get(film__public_id=film, source__key=source, locator=locator)


class Citation(Sourced, Record):
    """A further source of facts about a film."""

    film = models.ForeignKey(Film, models.CASCADE, verbose_name=_("film"), related_name="citations")
    about = models.CharField(_("about"), max_length=200, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("further source")
        verbose_name_plural = _("further sources")
        ordering = ["film", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "source", "locator"],
                name="citation_once",
                violation_error_message=_("The film cites this place already."),
            )
        ]

    def __str__(self):
        return f"{self.source} {self.locator}".strip()

    def natural_key(self):
        return (self.film.public_id, self.source.key, self.locator)

    natural_key.dependencies = ["films.film", "partners.source"]
