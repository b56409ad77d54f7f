"""Who is credited with what: functions by nationality, copyright, revenue, credit on screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod.fields import NumberField
from films.deal.version import Partner, VersionPart


class CreditShare(VersionPart):
    """What a partner owns, earns, is credited with and decides."""

    partner = models.OneToOneField(
        Partner, models.CASCADE, verbose_name=_("partner"), related_name="credit_share"
    )
    ownership = NumberField(_("copyright %"), blank=True)
    revenue = NumberField(_("revenue %"), blank=True)
    votes = models.PositiveSmallIntegerField(_("votes"), null=True, blank=True)
    credit_order = models.PositiveSmallIntegerField(_("order on screen"), null=True, blank=True)
    wording = models.CharField(_("wording on screen"), max_length=200, blank=True)
    reason_credit = models.CharField(_("reason for the credit"), max_length=300, blank=True)
    reason_revenue = models.CharField(_("reason for the revenue"), max_length=300, blank=True)
    reason_ownership = models.CharField(_("reason for the copyright"), max_length=300, blank=True)

    class Meta(VersionPart.Meta):
        verbose_name = _("credit split")
        verbose_name_plural = _("credit splits")

    def __str__(self):
        return str(self.partner)


class CreditFunction(VersionPart):
    """A creative or technical function: its points, and from which countries it is filled."""

    function = models.CharField(_("function"), max_length=120)
    points = NumberField(_("points"), default="0")
    person = models.CharField(_("person"), max_length=200, blank=True)
    filled_from = models.CharField(
        _("filled from"),
        max_length=200,
        blank=True,
        help_text=_("A country, or several in parts: NL:1/2|RO:1/2."),
    )
    partner = models.ForeignKey(
        Partner,
        models.SET_NULL,
        verbose_name=_("counts for"),
        related_name="functions",
        null=True,
        blank=True,
        help_text=_("Empty: the first partner of the country."),
    )
    wording = models.CharField(_("wording on screen"), max_length=200, blank=True)

    class Meta(VersionPart.Meta):
        verbose_name = _("credited function")
        verbose_name_plural = _("credited functions")

    def __str__(self):
        return self.function
