"""What a repeated submission is known by."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    """A write with an idempotency key: who sent it, what it said, and the row that came of it.

    The answer itself is not kept: a repetition is answered from the row as the person may see it
    now.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="+"
    )
    key = models.CharField(_("idempotency key"), max_length=100)
    digest = models.CharField(_("digest of what was sent"), max_length=64)
    made = models.CharField(_("what came of it"), max_length=60, blank=True)
    at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="submission_once",
                violation_error_message=_("This key was used already."),
            )
        ]

    def __str__(self):
        return self.key
