"""What left the secret world, by whose act and when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from films.deal.deal import DealPart
from films.deal.version import Version
from films.register.film import Film
from partners.company.models import Company
from partners.source.models import Source


class Announcement(DealPart):
    """A company of the deal has made its film public; the film's first rows name it as source."""

    film = models.ForeignKey(Film, models.PROTECT, verbose_name=_("film"), related_name="+")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="+"
    )
    # A source that is withdrawn leaves the register; what it was stands in its history.
    source = models.OneToOneField(
        Source,
        models.SET_NULL,
        verbose_name=_("source in the register"),
        related_name="+",
        null=True,
        blank=True,
    )
    participations = models.JSONField(
        _("keys of the participations it wrote"), default=list, blank=True
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+"
    )
    at = models.DateTimeField(_("announced at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["deal", "-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal"],
                condition=Q(withdrawn_at__isnull=True),
                name="announcement_one_at_a_time",
                violation_error_message=_("The film of this deal was announced already."),
            )
        ]

    def __str__(self):
        return f"{self.film}: {self.company}"


class Publication(DealPart):
    """Chosen parts of a signed version, written into the register with this as their source.

    Only rows whose source is ``source`` belong to it; withdrawing takes exactly these out.
    """

    class Part(models.TextChoices):
        SHARES = "shares", _("shares of the countries")
        FUNDING = "funding", _("sources of finance, without amounts")
        AMOUNTS = "amounts", _("amounts of the sources")
        UNSECURED = "unsecured", _("sources that are not confirmed yet, too")
        BUDGET = "budget", _("total of the budget")
        CREDITS = "credits", _("credit split")

    version = models.ForeignKey(
        Version, models.PROTECT, verbose_name=_("version"), related_name="publications"
    )
    source = models.OneToOneField(
        Source,
        models.SET_NULL,
        verbose_name=_("source in the register"),
        related_name="+",
        null=True,
        blank=True,
    )
    parts = models.JSONField(_("what was published"), default=list)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+"
    )
    at = models.DateTimeField(pgettext_lazy("moment", "published at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["deal", "-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal"],
                condition=Q(withdrawn_at__isnull=True),
                name="publication_one_at_a_time",
                violation_error_message=_("The deal has a publication already: replace it."),
            )
        ]

    def __str__(self):
        return f"{self.deal}: {', '.join(self.parts)}"

    @property
    def part_names(self):
        return part_names(self.parts)


class PublicationConsent(DealPart):
    """A company agrees that exactly these parts of a signed version become public.

    The consent of the last party publishes them, and is then of that publication.
    """

    version = models.ForeignKey(
        Version, models.PROTECT, verbose_name=_("version"), related_name="publication_consents"
    )
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="+"
    )
    parts = models.JSONField(_("what may be published"), default=list)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+"
    )
    at = models.DateTimeField(_("given at"))
    publication = models.ForeignKey(
        Publication,
        models.PROTECT,
        verbose_name=_("publication"),
        related_name="consents",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("consent to a publication")
        verbose_name_plural = _("consents to publications")
        ordering = ["deal", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "company"],
                condition=Q(publication__isnull=True),
                name="publicationconsent_open_once",
                violation_error_message=_("This company has an open consent already."),
            )
        ]

    def __str__(self):
        return f"{self.company}: {', '.join(self.parts)}"


def part_names(parts):
    """What was chosen, in words and always in the same order."""
    return [one.label for one in Publication.Part if one in parts]
