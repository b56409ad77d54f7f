"""Published funding of a film, with the link that published it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprod.fields import CurrencyField, MoneyField, PartialDateField
from coprod.money import Money
from coprod.records import NamedRecord
from films.register.film import Film
from partners.country.models import Country
from partners.funding.models import FundingKind, FundingSource
from partners.source.models import Sourced


class PublishedFundingQuerySet(models.QuerySet):
    def get_by_natural_key(self, public_id):
        return self.get(public_id=public_id)


class PublishedFunding(Sourced, NamedRecord):
    """Money for a film that its giver or a film body made public."""

    film = models.ForeignKey(Film, models.CASCADE, verbose_name=_("film"), related_name="funding")
    fund = models.ForeignKey(
        FundingSource,
        models.PROTECT,
        verbose_name=_("funding source"),
        related_name="awards",
        null=True,
        blank=True,
    )
    kind = models.ForeignKey(FundingKind, models.PROTECT, verbose_name=_("kind"))
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country of the money"), null=True, blank=True
    )
    amount = MoneyField(
        _("amount"), null=True, blank=True, help_text=_("Empty when it is not known, never 0.")
    )
    currency = CurrencyField(_("currency"), blank=True)
    awarded_on = PartialDateField(_("awarded"), blank=True)
    url = models.URLField(_("published at"), max_length=500, blank=True)

    objects = PublishedFundingQuerySet.as_manager()

    class Meta:
        verbose_name = _("published funding")
        verbose_name_plural = _("published funding")
        ordering = ["film", "pk"]
        indexes = [
            models.Index(fields=["kind", "film"], name="funding_kind_film"),
            models.Index(fields=["fund", "film"], name="funding_fund_film"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                name="publishedfunding_amount_positive",
                violation_error_message=_(
                    "An amount of funding must be above zero: leave it empty when it is unknown."
                ),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, currency="")
                | (Q(amount__isnull=False) & ~Q(currency="")),
                name="publishedfunding_has_currency",
                violation_error_message=_(
                    "An amount needs its currency, and a currency its amount."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.film}: {self.fund or self.kind}"

    def natural_key(self):
        return (self.public_id,)

    natural_key.dependencies = [
        "films.film",
        "partners.fundingsource",
        "partners.fundingkind",
        "partners.country",
    ]

    @property
    def money(self):
        """The amount with its currency, or None when it is not known."""
        return None if self.amount is None else Money(self.amount, self.currency)
