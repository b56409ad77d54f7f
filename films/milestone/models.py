"""What is due when: phases, workshops, applications, approvals, deliveries, obligations."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from coprod.fields import CurrencyField, MoneyField
from films.deal.deal import DealPart, DealPartQuerySet, DealParty
from films.deal.version import Partner, VersionPart
from films.vocabulary.models import DevelopmentPhase, ObligationKind
from partners.country.models import Country


class Milestone(DealPart):
    """Something that is due on a day, and done or not."""

    class Kind(models.TextChoices):
        PHASE = "phase", _("development phase")
        WORKSHOP = "workshop", _("script workshop")
        EXCHANGE = "exchange", _("exchange")
        APPLICATION = "application", _("application")
        DELIVERY = "delivery", _("delivery")
        PAYMENT = "payment", _("payment")
        REPORT = "report", _("report")
        MEETING = "meeting", _("meeting")
        OTHER = "other", _("other")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    phase = models.ForeignKey(
        DevelopmentPhase,
        models.PROTECT,
        verbose_name=_("development phase"),
        related_name="+",
        null=True,
        blank=True,
    )
    title = models.CharField(_("what"), max_length=200)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    party = models.ForeignKey(
        DealParty,
        models.SET_NULL,
        verbose_name=_("who owes it"),
        related_name="+",
        null=True,
        blank=True,
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    participants = models.CharField(_("participants"), max_length=500, blank=True)
    script_version = models.CharField(_("version of the script"), max_length=60, blank=True)
    cost = MoneyField(_("cost"), null=True, blank=True)
    currency = CurrencyField(_("currency"), blank=True)
    note = models.TextField(_("note"), blank=True, max_length=5_000)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="milestone_title_given",
                violation_error_message=_("Say what is due."),
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | ~Q(currency=""),
                name="milestone_cost_has_currency",
                violation_error_message=_("A cost needs its currency."),
            ),
        ]

    def __str__(self):
        return self.title

    def is_overdue(self, on):
        return self.done_on is None and self.due_on is not None and self.due_on < on


class Approval(DealPart):
    """What an authority of one country has decided about the co-production."""

    class Kind(models.TextChoices):
        PROVISIONAL = "provisional", _("provisional approval")
        FINAL = "final", _("final approval")

    class Outcome(models.TextChoices):
        APPLIED = "applied", _("applied for")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), related_name="+"
    )
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.APPLIED)
    day = models.DateField(_("day"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    reference = models.CharField(_("reference"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["deal", "country", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "country", "kind"],
                name="approval_once",
                violation_error_message=_("This approval of this country stands there already."),
            )
        ]

    def __str__(self):
        return f"{self.country.code} {self.get_kind_display()}"


class Obligation(VersionPart):
    """What a partner promises besides money, such as training places."""

    kind = models.ForeignKey(
        ObligationKind, models.PROTECT, verbose_name=_("kind"), related_name="+"
    )
    text = models.CharField(_("what is promised"), max_length=300, blank=True)
    owed_by = models.ForeignKey(
        Partner,
        models.SET_NULL,
        verbose_name=_("who owes it"),
        related_name="obligations",
        null=True,
        blank=True,
    )
    quantity = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    unit = models.CharField(_("of what"), max_length=60, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    evidence = models.CharField(_("evidence to be given"), max_length=300, blank=True)

    class Meta(VersionPart.Meta):
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")

    def __str__(self):
        return self.text or str(self.kind)


class FulfilmentQuerySet(DealPartQuerySet):
    def readable_by(self, user):
        """What came of a promise in another company's draft would tell of that draft."""
        promised = Obligation.objects.visible_to(user).filter(
            version__deal=OuterRef("deal"), key=OuterRef("obligation_key")
        )
        return super().readable_by(user) & Exists(promised)


class Fulfilment(DealPart):
    """What was delivered of an obligation, which is known by its key in every version."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    obligation_key = models.CharField(_("obligation"), max_length=12)
    day = models.DateField(_("day"))
    quantity = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)

    objects = FulfilmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery of an obligation")
        verbose_name_plural = _("deliveries of obligations")
        ordering = ["deal", "day", "pk"]

    def __str__(self):
        return f"{self.day} {self.quantity or ''}".strip()


def new_token():
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """The secret link under which a person's deadlines can be read by a calendar."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="+"
    )
    token = models.CharField(_("token"), max_length=64, unique=True, default=new_token)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        default_permissions = ("view", "delete")

    def __str__(self):
        return str(self.user)
