"""Countries, living and withdrawn, their regions and the names people write for them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprod.fields import CurrencyField
from coprod.records import Record, SearchableQuerySet
from coprod.text import normalise
from partners.source.models import ByName, NamedInLanguages, Sourced
from partners.vocabulary.models import Term


class RegionQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)

    def within(self, code):
        """This region and all regions inside it."""
        level = list(self.filter(code=code))
        found = []
        while level:
            found += level
            level = list(self.filter(parent__in=level))
        return found


class Region(NamedInLanguages, Sourced, Record):
    """A region of the United Nations' M49 standard."""

    code = models.CharField(_("M49 code"), max_length=3, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["partners.source"]


class CountryQuerySet(SearchableQuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)

    def by_name(self):
        """In the order of the names that the reader sees."""
        return self.order_by(ByName(Country).asc())


class Country(NamedInLanguages, Sourced, Record):
    """A country or a withdrawn state, known by ISO 3166: alpha-2 if living, four letters if not."""

    code = models.CharField(_("code"), max_length=4, unique=True)
    alpha_2 = models.CharField(_("alpha-2"), max_length=2)
    alpha_3 = models.CharField(_("alpha-3"), max_length=3, blank=True)
    numeric = models.CharField(_("numeric code"), max_length=3, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name=_("region"), null=True, blank=True
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self",
        verbose_name=_("successors"),
        symmetrical=False,
        related_name="predecessors",
        blank=True,
    )
    currency = CurrencyField(_("currency"), blank=True)
    authority = models.CharField(_("film authority"), max_length=200, blank=True)
    authority_url = models.URLField(_("link of the authority"), max_length=300, blank=True)

    search_text = models.CharField(max_length=700, blank=True, editable=False)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name_en", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^([A-Z]{2}|[A-Z]{4})$"),
                name="country_code_form",
                violation_error_message=_(
                    "A country's code is two capitals, or four for a withdrawn state."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="country_valid_in_order",
                violation_error_message=_("A country cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["partners.region", "partners.source"]

    def get_absolute_url(self):
        return reverse("partners:country", args=[self.code])

    def save(self, *args, **kwargs):
        names = [self.code, self.alpha_3, self.name_en, self.name_ru, self.name_kk]
        self.search_text = " | ".join(filter(None, map(normalise, names)))[:700]
        super().save(*args, **kwargs)

    @property
    def is_withdrawn(self):
        return len(self.code) == 4


class AliasQuerySet(models.QuerySet):
    def get_by_natural_key(self, country, text):
        return self.get(country__code=country, text=text)


class CountryAlias(Sourced, Record):
    """Another spelling that imported files use for a country; one may stand for several."""

    country = models.ForeignKey(
        Country, models.CASCADE, verbose_name=_("country"), related_name="aliases"
    )
    text = models.CharField(_("spelling"), max_length=120)
    normalised = models.CharField(max_length=120, editable=False, db_index=True)

    objects = AliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("alias of a country")
        verbose_name_plural = _("aliases of countries")
        ordering = ["country", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "text"],
                name="countryalias_once",
                violation_error_message=_("This country has that spelling already."),
            )
        ]

    def __str__(self):
        return f"{self.text} → {self.country.code}"

    def natural_key(self):
        return (self.country.code, self.text)

    natural_key.dependencies = ["partners.country", "partners.source"]

    def save(self, *args, **kwargs):
        self.normalised = normalise(self.text)
        super().save(*args, **kwargs)


class NationalCinema(Term):
    """A cinema that is studied as one, of a nation, a people or a region."""

    countries = models.ManyToManyField(
        Country, verbose_name=_("countries"), related_name="cinemas", blank=True
    )

    class Meta(Term.Meta):
        verbose_name = _("national cinema")
        verbose_name_plural = _("national cinemas")
