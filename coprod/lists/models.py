"""Filters that people keep."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_token():
    return secrets.token_urlsafe(12)


class SavedFilterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own saved filters."""
        return self.filter(user=user)


class SavedFilter(models.Model):
    """A list's filter under a name; whoever has its link may open it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("user"),
        related_name="saved_filters",
    )
    list_name = models.CharField(_("list"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(_("filter"), max_length=4000, blank=True)
    token = models.CharField(max_length=24, unique=True, default=new_token, editable=False)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["list_name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list_name", "name"],
                name="savedfilter_name_once",
                violation_error_message=_("You have a filter of this name already."),
            )
        ]

    def __str__(self):
        return self.name
