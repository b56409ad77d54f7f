"""People with accounts, and the companies they act for."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod.records import Record
from partners.company.models import Company


class User(AbstractUser):
    """A person with an account."""

    email = models.EmailField(_("email address"), blank=True)


class Membership(Record):
    """A person acts for a company, in a role."""

    class Role(models.TextChoices):
        READER = "reader", _("reader")
        EDITOR = "editor", _("editor")
        SIGNATORY = "signatory", _("signatory")

    user = models.ForeignKey(
        User, models.CASCADE, verbose_name=_("user"), related_name="memberships"
    )
    company = models.ForeignKey(
        Company, models.CASCADE, verbose_name=_("company"), related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.READER)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["company", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "company"],
                name="membership_once",
                violation_error_message=_("This person belongs to the company already."),
            )
        ]

    def __str__(self):
        return f"{self.user} – {self.company}: {self.get_role_display()}"


class Invitation(Record):
    """Somebody may join a company in a role, by a link that is good for some days and once."""

    company = models.ForeignKey(
        Company, models.CASCADE, verbose_name=_("company"), related_name="invitations"
    )
    role = models.CharField(
        _("role"), max_length=12, choices=Membership.Role, default=Membership.Role.READER
    )
    email = models.EmailField(_("email address"), blank=True)
    # Only its hash is kept: whoever reads the database cannot use the link.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, models.CASCADE, verbose_name=_("invited by"), related_name="+"
    )
    expires_at = models.DateTimeField(_("good until"))
    accepted_by = models.ForeignKey(
        User,
        models.SET_NULL,
        verbose_name=_("accepted by"),
        related_name="+",
        null=True,
        blank=True,
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-expires_at", "pk"]

    def __str__(self):
        return f"{self.email or '–'} → {self.company}: {self.get_role_display()}"
