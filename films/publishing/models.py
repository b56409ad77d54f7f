"""What left the secret world, by whose act and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from films.deal.deal import DealPart
from films.deal.version import Version
from partners.source.models import Source


class Publication(DealPart):
    """Chosen parts of a signed version, written into the register with this as their source.

    Only rows whose source is ``source`` belong to it; withdrawing takes exactly these out.
    """

    class Part(models.TextChoices):
        SHARES = "shares", _("shares of the countries")
        FUNDING = "funding", _("sources of finance, without amounts")
        AMOUNTS = "amounts", _("amounts of the sources")
        CREDITS = "credits", _("credit split")

    version = models.ForeignKey(
        Version, models.PROTECT, verbose_name=_("version"), related_name="publications"
    )
    source = models.OneToOneField(
        Source, models.PROTECT, verbose_name=_("source in the register"), related_name="+"
    )
    parts = models.JSONField(_("what was published"), default=list)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+"
    )
    at = models.DateTimeField(_("published at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["deal", "-at", "-pk"]

    def __str__(self):
        return f"{self.deal}: {', '.join(self.parts)}"
