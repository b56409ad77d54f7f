"""Who may exploit the film where, in which medium and for how long."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coprod.fields import CurrencyField, MoneyField
from films.deal.version import Partner, VersionPart


class Right(VersionPart):
    """A territory and a medium with their owner; nobody's until it is agreed."""

    class Medium(models.TextChoices):
        ALL = "all", _("all rights")
        CINEMA = "cinema", _("cinemas")
        TELEVISION = "television", _("television")
        STREAMING = "streaming", _("streaming")
        VIDEO = "video", _("video")
        INFLIGHT = "inflight", _("ships and planes")
        DERIVED = "derived", _("remake and derived works")

    territory = models.CharField(
        _("territory"),
        max_length=60,
        help_text=_("A country's code, or ROW for the rest of the world."),
    )
    medium = models.CharField(_("right"), max_length=12, choices=Medium, default=Medium.ALL)
    owner = models.ForeignKey(
        Partner,
        models.SET_NULL,
        verbose_name=_("owner"),
        related_name="rights",
        null=True,
        blank=True,
    )
    shared_by = models.CharField(
        _("shared by"),
        max_length=300,
        blank=True,
        help_text=_("Several owners with their parts: Dala:60|Rive Nord:40."),
    )
    starts_on = models.DateField(pgettext_lazy("first day", "from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    amount = MoneyField(_("price"), null=True, blank=True)
    currency = CurrencyField(_("currency"))
    buyer = models.CharField(_("sold to"), max_length=200, blank=True)

    class Meta(VersionPart.Meta):
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        constraints = [
            *VersionPart.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="right_window_in_order",
                violation_error_message=_("A window cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.territory} {self.get_medium_display()}"
