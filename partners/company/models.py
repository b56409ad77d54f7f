"""Companies that make films together."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprod.records import NamedRecord
from coprod.text import normalise, sort_key
from partners.country.models import Country
from partners.source.models import CountedQuerySet, Sourced


class CompanyQuerySet(CountedQuerySet):
    def get_by_natural_key(self, public_id):
        return self.get(public_id=public_id)


class Company(Sourced, NamedRecord):
    """A production company, or another body that takes part in films."""

    name = models.CharField(_("name"), max_length=250)
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), null=True, blank=True
    )
    register_number = models.CharField(_("register number"), max_length=60, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    sort_name = models.CharField(max_length=120, editable=False, blank=True, db_index=True)
    search_text = models.CharField(max_length=300, editable=False, db_index=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="company_name_given",
                violation_error_message=_("A company needs a name."),
            )
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.public_id,)

    natural_key.dependencies = ["partners.country", "partners.source"]

    def get_absolute_url(self):
        return reverse("partners:company", args=[self.public_id])

    def save(self, *args, **kwargs):
        self.sort_name, self.search_text = sort_key(self.name), normalise(self.name)[:300]
        super().save(*args, **kwargs)
