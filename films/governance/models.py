"""Who decides what and how; what was decided; the papers."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprod.secrecy import SecretRow
from films.deal.deal import DealPart, DealPartQuerySet
from films.deal.version import Version, VersionPart
from films.vocabulary.models import GovernanceMatter
from partners.access.companies import own_companies
from partners.company.models import Company


class DecisionRule(VersionPart):
    """How one matter is decided: by whom, by how many votes, in which time, what breaks a tie."""

    class TieBreak(models.TextChoices):
        CASTING_VOTE = "casting_vote", _("casting vote")
        EXPERT = "expert", _("expert")
        MEDIATION = "mediation", _("mediation")
        NONE = "none", _("none: the matter stays open")

    matter = models.CharField(_("matter"), max_length=120)
    word = models.ForeignKey(
        GovernanceMatter,
        models.PROTECT,
        verbose_name=_("word of the field"),
        related_name="+",
        null=True,
        blank=True,
    )
    decided_by = models.CharField(
        _("who decides"),
        max_length=200,
        blank=True,
        help_text=_("Short names of partners apart by |; empty: all together."),
    )
    quorum = models.PositiveSmallIntegerField(_("votes needed"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days to answer"), null=True, blank=True)
    tie_break = models.CharField(_("tie-break"), max_length=14, choices=TieBreak, blank=True)
    tie_break_by = models.CharField(_("by whom"), max_length=120, blank=True)

    class Meta(VersionPart.Meta):
        verbose_name = _("rule of decision")
        verbose_name_plural = _("rules of decision")

    def __str__(self):
        return self.matter


class Decision(DealPart):
    """A proposal, put to the parties until a day, and what came of it."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    matter = models.CharField(_("matter"), max_length=120)
    proposal = models.TextField(_("proposal"), max_length=10_000)
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("proposed by"), related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("author"), related_name="+"
    )
    proposed_on = models.DateField(_("proposed on"))
    answer_by = models.DateField(_("to be answered by"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    # The sentence as template and numbers: it is told to every party in its own language.
    reason = models.JSONField(_("why"), default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["deal", "-proposed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="open", decided_on__isnull=True)
                | (~Q(outcome="open") & Q(decided_on__isnull=False)),
                name="decision_has_day",
                violation_error_message=_("A decision that is not open has its day."),
            )
        ]

    def __str__(self):
        return self.matter


class VoteQuerySet(DealPartQuerySet):
    to_deal = "decision__deal"


class Vote(SecretRow):
    """What a company answers to a proposal; it may answer again while the matter is open."""

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        ABSTAIN = "abstain", _("abstains")

    decision = models.ForeignKey(
        Decision, models.CASCADE, verbose_name=_("decision"), related_name="votes"
    )
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    at = models.DateTimeField(_("given at"))

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["decision", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "company"],
                name="vote_once",
                violation_error_message=_("This company has voted already."),
            )
        ]

    def __str__(self):
        return f"{self.company}: {self.get_answer_display()}"


class DocumentQuerySet(DealPartQuerySet):
    follows_its_parent = False

    def readable_by(self, user):
        """Shared papers: whoever reads the deal, and the version they hang on; private ones: the
        company's own people."""
        shared = Q(version__isnull=True) | Q(
            version__in=Version.objects.visible_to(user).values("pk")
        )
        own = Q(company__in=own_companies(user))
        return super().readable_by(user) & ((Q(is_private=False) & shared) | own)


def stored_as(document, name):
    """A name that tells nothing; the real one stands in the row."""
    return f"deals/{document.deal_id}/{uuid.uuid4().hex}"


class Document(DealPart):
    """A file attached to a deal, a version, or one row of it."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        Version,
        models.CASCADE,
        verbose_name=_("version"),
        related_name="documents",
        null=True,
        blank=True,
    )
    about_key = models.CharField(
        _("row"), max_length=12, blank=True, help_text=_("The key of the term it belongs to.")
    )
    about = models.CharField(_("about"), max_length=200, blank=True)
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("uploaded by"), related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+"
    )
    is_private = models.BooleanField(_("for our own company only"), default=False)
    file = models.FileField(_("file"), upload_to=stored_as, max_length=120)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    at = models.DateTimeField(_("uploaded at"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["deal", "-at", "-pk"]

    def __str__(self):
        return self.name
