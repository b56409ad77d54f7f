"""Where money for films comes from: funds, incentives and their kinds."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprod.records import NamedRecord, Record
from coprod.text import normalise, sort_key
from partners.country.models import Country
from partners.source.models import CountedQuerySet, Sourced
from partners.vocabulary.models import Term


class FundingKind(Term):
    """A kind of film finance; the top level is the European Audiovisual Observatory's."""

    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True
    )

    class Meta(Term.Meta):
        verbose_name = _("kind of funding")
        verbose_name_plural = _("kinds of funding")


class Condition(Term):
    """What a funder or partner expects in return for its money."""

    class Meta(Term.Meta):
        verbose_name = _("condition of funding")
        verbose_name_plural = _("conditions of funding")


class ContentTheme(Term):
    """A theme that some incentives reward."""

    class Meta(Term.Meta):
        verbose_name = _("rewarded theme")
        verbose_name_plural = _("rewarded themes")


class FundingSourceQuerySet(CountedQuerySet):
    def get_by_natural_key(self, public_id):
        return self.get(public_id=public_id)


class FundingSource(Sourced, NamedRecord):
    """A fund, incentive, broadcaster or other body that finances films."""

    name = models.CharField(_("name"), max_length=250)
    kind = models.ForeignKey(
        FundingKind, models.PROTECT, verbose_name=_("kind"), null=True, blank=True
    )
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), null=True, blank=True
    )
    body = models.CharField(
        _("supranational body or region"),
        max_length=120,
        blank=True,
        help_text=_("Where the source belongs to no single country, such as Council of Europe."),
    )
    url = models.URLField(_("link"), max_length=300, blank=True)
    conditions = models.ManyToManyField(Condition, verbose_name=_("conditions"), blank=True)
    themes = models.ManyToManyField(ContentTheme, verbose_name=_("rewarded themes"), blank=True)
    note = models.TextField(_("note"), blank=True)
    sort_name = models.CharField(max_length=120, editable=False, blank=True)
    search_text = models.CharField(max_length=400, editable=False)

    _history_m2m_fields = [conditions, themes]
    objects = FundingSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="fundingsource_name_given",
                violation_error_message=_("A funding source needs a name."),
            )
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.public_id,)

    natural_key.dependencies = [
        "partners.country",
        "partners.source",
        "partners.fundingkind",
        "partners.condition",
        "partners.contenttheme",
    ]

    def get_absolute_url(self):
        return reverse("partners:funding-source", args=[self.public_id])

    def save(self, *args, **kwargs):
        self.sort_name = sort_key(self.name)
        self.search_text = normalise(f"{self.name} {self.body}")[:400]
        super().save(*args, **kwargs)


class FundRuleQuerySet(models.QuerySet):
    def get_by_natural_key(self, fund, title):
        return self.get(fund__public_id=fund, title=title)


class FundRule(Sourced, Record):
    """A published rule, deadline or habit of a funding source, in our words."""

    fund = models.ForeignKey(
        FundingSource, models.CASCADE, verbose_name=_("funding source"), related_name="rules"
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what it says"))

    objects = FundRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of a fund")
        verbose_name_plural = _("rules of funds")
        ordering = ["fund", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "title"],
                name="fundrule_title_once",
                violation_error_message=_("This fund has a rule of that title already."),
            )
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.fund.public_id, self.title)

    natural_key.dependencies = ["partners.fundingsource"]
