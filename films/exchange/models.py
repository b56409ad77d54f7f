"""The files that were imported, each once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedFile(models.Model):
    """A file whose films were taken into the register; its bytes are known again."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    name = models.CharField(_("name of the file"), max_length=255)
    layout = models.CharField(_("layout"), max_length=20)
    created = models.PositiveIntegerField(_("films created"))
    updated = models.PositiveIntegerField(_("films updated"))
    unchanged = models.PositiveIntegerField(_("films unchanged"))
    imported_at = models.DateTimeField(_("imported"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("imported by"),
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["-imported_at", "pk"]

    def __str__(self):
        return self.name

    @property
    def rows(self):
        return self.created + self.updated + self.unchanged
