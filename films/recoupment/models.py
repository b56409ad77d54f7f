"""In which order receipts repay whom, and the receipts themselves."""

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from coprod.fields import CurrencyField, MoneyField, NumberField, PercentField
from coprod.money import Money
from films.deal.deal import DealPart, DealPartQuerySet
from films.deal.version import VersionPart


class Tier(VersionPart):
    """A step of the recoupment: a fee, a recoupment, a corridor or a split."""

    class Type(models.TextChoices):
        FEE = "fee", _("fee")
        RECOUP = "recoup", _("recoupment")
        CORRIDOR = "corridor", _("corridor")
        SPLIT = "split", _("split")

    class Way(models.TextChoices):
        GROSS = "gross", _("of all receipts")
        TIER_INPUT = "tier_input", _("of what reaches it")
        PRO_RATA = "pro_rata", _("in proportion")
        SEQUENTIAL = "sequential", _("one after the other")
        EQUAL = "equal", _("in equal parts")

    code = models.CharField(_("tier"), max_length=100)
    label = models.CharField(_("name"), max_length=200, blank=True)
    type = models.CharField(_("kind"), max_length=10, choices=Type)
    way = models.CharField(_("how"), max_length=12, choices=Way, blank=True)
    cap = MoneyField(_("at most"), null=True, blank=True)
    currency = CurrencyField(_("currency"))

    class Meta(VersionPart.Meta):
        verbose_name = _("tier of the recoupment")
        verbose_name_plural = _("tiers of the recoupment")
        constraints = [
            *VersionPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "code"],
                name="tier_code_once",
                violation_error_message=_("Another tier has this name: change one."),
            ),
        ]

    def __str__(self):
        return self.label or self.code


class TierPayee(VersionPart):
    """Whom a tier pays: a partner by its short name, or a third such as the sales agent."""

    tier = models.ForeignKey(Tier, models.CASCADE, verbose_name=_("tier"), related_name="payees")
    payee = models.CharField(_("payee"), max_length=100)
    takes_corridor = models.BooleanField(
        _("takes the corridor"),
        default=False,
        help_text=_("In a corridor: the one to whom the percentage is diverted."),
    )
    percent = PercentField(_("per cent"), null=True, blank=True)
    owed = MoneyField(_("owed"), null=True, blank=True)
    paid_outside = MoneyField(_("paid outside"), null=True, blank=True)
    currency = CurrencyField(_("currency"))
    hands_on = models.CharField(
        _("hands on"),
        max_length=300,
        blank=True,
        help_text=_("To whom and how many per cent: Director:10."),
    )

    class Meta(VersionPart.Meta):
        verbose_name = _("payee of a tier")
        verbose_name_plural = _("payees of tiers")

    def __str__(self):
        return f"{self.tier} → {self.payee}"


class PoolTerritory(VersionPart):
    """A territory that passes a distributor; those of one pool are cross-collateralised."""

    pool = models.CharField(_("pool"), max_length=100)
    distributor = models.CharField(_("distributor"), max_length=100)
    territory = models.CharField(_("territory"), max_length=100)
    fee = PercentField(_("fee %"), null=True, blank=True)
    expenses = MoneyField(_("expenses"), null=True, blank=True)
    guarantee = MoneyField(_("minimum guarantee"), null=True, blank=True)
    currency = CurrencyField(_("currency"))

    class Meta(VersionPart.Meta):
        verbose_name = _("territory of a pool")
        verbose_name_plural = _("territories of pools")
        constraints = [
            *VersionPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "territory"],
                name="poolterritory_once",
                violation_error_message=_("This territory stands in a pool already."),
            ),
        ]

    def __str__(self):
        return f"{self.pool}: {self.territory}"


class Receipt(DealPart):
    """Money that came in after release, at the rate of its day."""

    period = models.CharField(_("period"), max_length=60)
    day = models.DateField(_("day"), null=True, blank=True)
    territory = models.CharField(_("territory"), max_length=100, blank=True)
    amount = MoneyField(_("amount"), null=True, blank=True)
    currency = CurrencyField(_("currency"))
    rate = NumberField(_("rate"), blank=True)
    document = models.CharField(_("source document"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = DealPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["deal", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(period=""),
                name="receipt_period_given",
                violation_error_message=_("A receipt belongs to a period: name it."),
            )
        ]

    def __str__(self):
        return f"{self.period} {self.territory}".strip()

    @property
    def money(self):
        return None if self.amount is None else Money(self.amount, self.currency)

    def save(self, *args, **kwargs):
        # Its place among the deal's receipts is how pages call it: a key would count all deals.
        if self._state.adding and not self.position:
            last = self.deal.receipts.aggregate(last=Max("position"))["last"] or 0
            self.position = last + 1
        super().save(*args, **kwargs)
