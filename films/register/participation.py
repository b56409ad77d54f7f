"""Who takes part in a film: country, company, role, share; and what each is credited with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprod.fields import PercentField
from coprod.records import Record
from films.register.film import Film
from partners.company.models import Company
from partners.country.models import Country
from partners.source.models import Sourced


class ParticipationQuerySet(models.QuerySet):
    def get_by_natural_key(self, film, country, company):
        return self.get(film__public_id=film, country__code=country, company__public_id=company)


class Participation(Sourced, Record):
    """A country or a company takes part in a film, in a role and with a published share."""

    class Role(models.TextChoices):
        MAJORITY = "majority", _("majority")
        MINORITY = "minority", _("minority")
        PARITY = "parity", _("parity")
        FINANCIAL = "financial", _("financial only")

    film = models.ForeignKey(
        Film, models.CASCADE, verbose_name=_("film"), related_name="participations"
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("country"),
        related_name="participations",
        null=True,
        blank=True,
    )
    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="participations",
        null=True,
        blank=True,
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, blank=True)
    share = PercentField(
        _("published share in per cent"),
        null=True,
        blank=True,
        help_text=_("Of the film's finance; empty when it is not published."),
    )
    is_delegate = models.BooleanField(_("delegate producer"), default=False)
    position = models.PositiveSmallIntegerField(_("credit order"), default=0)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["film", "position", "pk"]
        indexes = [
            models.Index(fields=["country", "film"], name="participation_country_film"),
            models.Index(fields=["company", "film"], name="participation_company_film"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(country__isnull=False) | Q(company__isnull=False),
                name="participation_has_somebody",
                violation_error_message=_("Name a country, a company or both."),
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=100),
                name="participation_share_in_range",
                violation_error_message=_(
                    "A share is above 0 and at most 100 per cent: check the number."
                ),
            ),
            models.UniqueConstraint(
                fields=["film", "country", "company"],
                name="participation_once",
                violation_error_message=_("The film has this participation already."),
            ),
            models.UniqueConstraint(
                fields=["film", "country"],
                condition=Q(company__isnull=True),
                name="participation_country_once",
                violation_error_message=_("The film has this country already."),
            ),
            models.UniqueConstraint(
                fields=["film", "company"],
                condition=Q(country__isnull=True),
                name="participation_company_once",
                violation_error_message=_("The film has this company already."),
            ),
        ]

    def __str__(self):
        return " – ".join(str(part) for part in (self.country, self.company) if part)

    def natural_key(self):
        return (
            self.film.public_id,
            self.country and self.country.code,
            self.company and self.company.public_id,
        )

    natural_key.dependencies = ["films.film", "partners.country", "partners.company"]


class CreditSplitQuerySet(models.QuerySet):
    def get_by_natural_key(self, film, country):
        return self.get(film__public_id=film, country__code=country)


class PublishedCredit(Sourced, Record):
    """How a film is split between its countries, as far as it was published."""

    film = models.ForeignKey(
        Film, models.CASCADE, verbose_name=_("film"), related_name="credit_splits"
    )
    country = models.ForeignKey(Country, models.PROTECT, verbose_name=_("country"))
    finance = PercentField(_("finance in per cent"), null=True, blank=True)
    ownership = PercentField(_("ownership in per cent"), null=True, blank=True)
    revenue = PercentField(_("revenue in per cent"), null=True, blank=True)
    points = PercentField(_("creative points in per cent"), null=True, blank=True)

    objects = CreditSplitQuerySet.as_manager()

    class Meta:
        verbose_name = _("published credit split")
        verbose_name_plural = _("published credit splits")
        ordering = ["film", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "country"],
                name="publishedcredit_once",
                violation_error_message=_("The film has a credit split of this country already."),
            ),
            *[
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True})
                    | Q(**{f"{name}__gte": 0, f"{name}__lte": 100}),
                    name=f"publishedcredit_{name}_in_range",
                    violation_error_message=_("A percentage lies between 0 and 100."),
                )
                for name in ("finance", "ownership", "revenue", "points")
            ],
        ]

    def __str__(self):
        return f"{self.film}: {self.country}"

    def natural_key(self):
        return (self.film.public_id, self.country.code)

    natural_key.dependencies = ["films.film", "partners.country"]
