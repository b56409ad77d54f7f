"""The deal: what companies negotiate about a film. Secret from the first line."""

import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprod.fields import CurrencyField
from coprod.secrecy import SecretQuerySet, SecretRecord
from coprod.text import MAX_TERMS, normalise, terms
from films.register.film import Film
from partners.access.companies import WRITERS, own_companies
from partners.company.models import Company
from partners.country.models import Country
from partners.treaty.models import Treaty


class DealQuerySet(SecretQuerySet):
    def readable_by(self, user):
        """A company at the table reads it; one that has left, only if it signed a version."""
        signed = self._parties(user).filter(has_signed=True)
        return self._at_the_table(user) | Exists(signed)

    def open_to(self, user):
        """Deals in which a company of this person still takes part."""
        return self._narrowed(user)

    def editable_by(self, user):
        """Deals for which this person may write."""
        return self._narrowed(user, *WRITERS)

    def with_seat(self, user):
        """The same with ``has_seat``: whether a company of this person still takes part."""
        sits = Value(True) if user.is_superuser else self._at_the_table(user)
        return self.annotate(has_seat=sits)

    def matching(self, question):
        found = self
        for term in terms(question)[:MAX_TERMS]:
            found = found.filter(search_text__contains=term)
        return found

    def _narrowed(self, user, *roles):
        rows = self.visible_to(user)
        if user.is_superuser or not user.is_authenticated:
            return rows
        return rows.filter(self._at_the_table(user, *roles))

    def _at_the_table(self, user, *roles):
        return Exists(self._parties(user, *roles).filter(left_on__isnull=True))

    @staticmethod
    def _parties(user, *roles):
        return DealParty.objects.for_the_product("who sits at the table").filter(
            deal=OuterRef("pk"),
            company__in=own_companies(user, *roles),
            joined_at__isnull=False,
        )


class Deal(SecretRecord):
    """What companies negotiate about a film."""

    class Stage(models.TextChoices):
        LEAD = "lead", _("lead")
        TALKS = "talks", _("talks")
        LOI = "loi", _("letter of intent")
        DEAL_MEMO = "deal_memo", _("deal memo")
        LONG_FORM = "long_form", _("long form agreement")
        PROVISIONAL = "provisional", _("provisional approval")
        FINAL = "final", _("final approval")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("working title"), max_length=300)
    film = models.ForeignKey(
        Film,
        models.PROTECT,
        verbose_name=_("film in the register"),
        related_name="+",
        null=True,
        blank=True,
    )
    owner = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("logged by"),
        related_name="+",
        help_text=_("The company that logged the deal."),
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.LEAD)
    currency = CurrencyField(_("base currency"), default="EUR")
    treaty = models.ForeignKey(
        Treaty, models.PROTECT, verbose_name=_("treaty"), related_name="+", null=True, blank=True
    )
    logline = models.TextField(_("in a few lines"), blank=True)
    statistics_consent = models.BooleanField(
        _("may be counted in statistics"),
        default=False,
        help_text=_("Only in aggregates that show no single deal."),
    )
    search_text = models.TextField(editable=False, blank=True)

    objects = DealQuerySet.as_manager()

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="deal_title_given",
                violation_error_message=_("A deal needs a working title."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="deal_currency_given",
                violation_error_message=_("A deal needs its base currency, such as EUR."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deals:deal", args=[self.pk])

    def save(self, *args, **kwargs):
        if not getattr(self, "has_seat", True):
            # It carries the title that somebody reads who has left.
            raise PermissionDenied(_("You may read this deal, but not change it."))
        self.search_text = normalise(self.title)
        super().save(*args, **kwargs)

    @property
    def home_country(self):
        return settings.HOME_COUNTRY


class DealPartQuerySet(SecretQuerySet):
    """Rows that belong to a deal: whoever sits at its table reads them."""

    to_deal = "deal"

    def readable_by(self, user):
        return Q(**{f"{self.to_deal}__in": Deal.objects.open_to(user).values("pk")})

    def editable_by(self, user):
        """Rows of deals that this person may write for."""
        rows = self.visible_to(user)
        return rows.filter(**{f"{self.to_deal}__in": Deal.objects.editable_by(user).values("pk")})


class DealPart(SecretRecord):
    """A row of a deal that is no term of its agreement, such as a deadline."""

    deal = models.ForeignKey(
        Deal, models.CASCADE, verbose_name=_("deal"), related_name="%(class)ss"
    )

    objects = DealPartQuerySet.as_manager()

    class Meta:
        abstract = True


class DealParty(DealPart):
    """A company that takes part in a deal; one without an account is only named."""

    deal = models.ForeignKey(Deal, models.CASCADE, verbose_name=_("deal"), related_name="parties")
    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name=_("company"),
        related_name="+",
        null=True,
        blank=True,
    )
    name = models.CharField(_("name of a company without an account"), max_length=250, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), related_name="+"
    )
    joined_at = models.DateTimeField(
        _("at the table since"),
        null=True,
        blank=True,
        help_text=_("From this moment on its people see the deal."),
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)
    has_signed = models.BooleanField(_("has signed a version"), default=False, editable=False)

    class Meta:
        verbose_name = _("party to a deal")
        verbose_name_plural = _("parties to deals")
        ordering = ["deal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(company__isnull=False) | ~Q(name=""),
                name="dealparty_has_somebody",
                violation_error_message=_("Choose a company, or write the name of one."),
            ),
            models.UniqueConstraint(
                fields=["deal", "company"],
                condition=Q(company__isnull=False),
                name="dealparty_once",
                violation_error_message=_("This company is a party to the deal already."),
            ),
        ]

    def __str__(self):
        return self.name or str(self.company)

    def clean(self):
        """What a version says of a party is said of one company, also years later."""
        stored = DealParty.objects.for_the_product("a party stays the company that it is")
        known = stored.filter(pk=self.pk, company__isnull=False).exclude(company=self.company_id)
        if self.pk and known.exists():
            raise ValidationError(_("A party stays the company that it is: add the other one."))

    @property
    def is_present(self):
        return self.left_on is None

    @property
    def can_sign(self):
        """Whether somebody with an account can act for it here."""
        return self.company_id is not None and self.is_present


class TeamMember(DealPart):
    """A person who works on a deal, and what for; rights come from the company alone."""

    class Function(models.TextChoices):
        PRODUCER = "producer", _("producer")
        LINE_PRODUCER = "line_producer", _("line producer")
        LAWYER = "lawyer", _("lawyer")
        ACCOUNTANT = "accountant", _("accountant")
        COORDINATOR = "coordinator", _("coordinator")
        OBSERVER = "observer", _("observer")

    deal = models.ForeignKey(Deal, models.CASCADE, verbose_name=_("deal"), related_name="team")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="+"
    )
    function = models.CharField(
        _("function"), max_length=16, choices=Function, default=Function.PRODUCER
    )
    wants_digest = models.BooleanField(_("gets the digest of deadlines by e-mail"), default=True)

    class Meta:
        verbose_name = _("member of a deal's team")
        verbose_name_plural = _("members of deals' teams")
        ordering = ["deal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "user", "function"],
                name="teammember_once",
                violation_error_message=_("This person has that function already."),
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.get_function_display()}"


class CommentQuerySet(DealPartQuerySet):
    def readable_by(self, user):
        """What is said about a draft would tell the others that there is one."""
        return super().readable_by(user) & Q(
            Q(version__isnull=True) | Q(version__frozen_at__isnull=False)
        )


class Comment(DealPart):
    """What a party says to the others about a deal, or about one version of it."""

    version = models.ForeignKey(
        "films.Version",
        models.CASCADE,
        verbose_name=_("version"),
        related_name="comments",
        null=True,
        blank=True,
    )
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("author"), related_name="+"
    )
    text = models.TextField(_("comment"), max_length=10_000)
    at = models.DateTimeField(_("written at"))

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:60]


class NoteQuerySet(SecretQuerySet):
    follows_its_parent = False

    def readable_by(self, user):
        """A company's own people, while the company may see the deal."""
        return Q(
            company__in=own_companies(user),
            deal__in=Deal.objects.visible_to(user).values("pk"),
        )

    def editable_by(self, user):
        rows = self.visible_to(user)
        return rows if user.is_superuser else rows.filter(company__in=own_companies(user, *WRITERS))


class Note(SecretRecord):
    """What a company keeps to itself about a deal: a thought, or a limit of its mandate."""

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        LIMIT = "limit", _("limit")

    deal = models.ForeignKey(Deal, models.CASCADE, verbose_name=_("deal"), related_name="notes")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("author"), related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.NOTE)
    text = models.TextField(_("text"), max_length=10_000)
    at = models.DateTimeField(_("written at"))

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:60]


class DealReading(models.Model):
    """An admin has read a deal that is not of his own company."""

    # Whoever deletes a deal does not delete who has read it: its key stays.
    deal = models.ForeignKey(
        Deal,
        models.DO_NOTHING,
        verbose_name=_("deal"),
        related_name="+",
        db_constraint=False,
        null=True,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("admin"), related_name="+"
    )
    at = models.DateTimeField(_("read at"))
    address = models.CharField(_("address"), max_length=300)

    class Meta:
        verbose_name = _("reading by an admin")
        verbose_name_plural = _("readings by admins")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.user} {self.at:%Y-%m-%d %H:%M}"
