"""Treaties as data: who is bound since when, which limits stand in which article."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprod.fields import PartialDateField, PercentField
from coprod.records import Record, SearchableQuerySet
from coprod.text import normalise
from partners.country.models import Country
from partners.source.models import NamedInLanguages, Sourced
from partners.treaty.functions import in_language


class TreatyQuerySet(SearchableQuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class Treaty(NamedInLanguages, Sourced, Record):
    """An agreement between states, or their film bodies, on making films together."""

    class Kind(models.TextChoices):
        MULTILATERAL = "multilateral", _("multilateral treaty")
        BILATERAL = "bilateral", _("bilateral treaty")
        MEMORANDUM = "memorandum", _("memorandum, not a treaty")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300, blank=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    signed_on = PartialDateField(_("signed"), blank=True)
    in_force_on = PartialDateField(_("in force since"), blank=True)
    ended_on = PartialDateField(_("ended"), blank=True)
    url = models.URLField(_("link to the text"), max_length=300, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("gives way to"),
        null=True,
        blank=True,
        help_text=_("The newer instrument that governs where every country is bound by it."),
    )
    note = models.TextField(_("note"), blank=True)

    search_text = models.CharField(max_length=1000, blank=True, editable=False)

    objects = TreatyQuerySet.as_manager()

    class Meta:
        verbose_name = _("treaty")
        verbose_name_plural = _("treaties")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on="")
                | models.Q(in_force_on="")
                | models.Q(ended_on__gte=models.F("in_force_on")),
                name="treaty_dates_in_order",
                violation_error_message=_("A treaty cannot end before it is in force."),
            )
        ]

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["partners.source"]

    def get_absolute_url(self):
        return reverse("partners:treaty", args=[self.code])

    def save(self, *args, **kwargs):
        names = [self.code, self.name_en, self.name_ru, self.name_kk]
        self.search_text = " | ".join(filter(None, map(normalise, names)))[:1000]
        super().save(*args, **kwargs)


class PartyQuerySet(models.QuerySet):
    def get_by_natural_key(self, treaty, country):
        return self.get(treaty__code=treaty, country__code=country)


class TreatyParty(Sourced, Record):
    """A country bound by a treaty, from a day on."""

    treaty = models.ForeignKey(
        Treaty, models.CASCADE, verbose_name=_("treaty"), related_name="parties"
    )
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), related_name="treaty_parties"
    )
    in_force_on = PartialDateField(_("in force since"), blank=True)
    ended_on = PartialDateField(_("ended"), blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party to a treaty")
        verbose_name_plural = _("parties to treaties")
        ordering = ["treaty", "country"]
        constraints = [
            models.UniqueConstraint(
                fields=["treaty", "country"],
                name="treatyparty_once",
                violation_error_message=_("This country is a party to the treaty already."),
            )
        ]

    def __str__(self):
        return f"{self.treaty.code}: {self.country}"

    def natural_key(self):
        return (self.treaty.code, self.country.code)

    natural_key.dependencies = ["partners.treaty", "partners.country"]


class TermQuerySet(models.QuerySet):
    def get_by_natural_key(self, treaty, rule, scope, valid_from):
        return self.get(treaty__code=treaty, rule=rule, scope=scope, valid_from=valid_from)


class TreatyTerm(Sourced, Record):
    """A limit of a treaty: which rule, with which numbers, under which article, since when."""

    class Rule(models.TextChoices):
        SHARE = "share", _("share of one party")
        NON_PARTY_SHARE = "non_party_share", _("share of all non-parties together")
        THIRD_PARTY_SHARE = "third_party_share", _("share of one third party")
        COMPANY_SHARE = "company_share", _("share of one company")
        FINANCIAL_ONLY = "financial_only", _("financial contribution only")
        REDUCED_ACCESS = "reduced_access", _("share below which support may be refused")
        PARTNERS = "partners", _("number of partner countries")
        POINTS = "points", _("points of creative and technical work")
        BALANCE = "balance", _("balance of money and work")

    class Scope(models.TextChoices):
        ANY = "any", _("any co-production")
        BILATERAL = "bilateral", _("two countries")
        MULTILATERAL = "multilateral", _("three countries or more")
        FICTION = "fiction", _("fiction")
        ANIMATION = "animation", _("animation")
        DOCUMENTARY = "documentary", _("documentary")

    treaty = models.ForeignKey(
        Treaty, models.CASCADE, verbose_name=_("treaty"), related_name="terms"
    )
    rule = models.CharField(_("rule"), max_length=20, choices=Rule)
    scope = models.CharField(_("applies to"), max_length=16, choices=Scope, default=Scope.ANY)
    minimum = PercentField(_("at least"), null=True, blank=True)
    maximum = PercentField(_("at most"), null=True, blank=True)
    is_discretionary = models.BooleanField(_("authorities may waive it"), default=False)
    article = models.CharField(_("article"), max_length=60, blank=True)
    valid_from = PartialDateField(_("valid from"), blank=True)
    valid_to = PartialDateField(_("valid to"), blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term of a treaty")
        verbose_name_plural = _("terms of treaties")
        ordering = ["treaty", "rule", "scope", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["treaty", "rule", "scope", "valid_from"],
                name="treatyterm_once",
                violation_error_message=_("The treaty has this rule already."),
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=True)
                | models.Q(maximum__isnull=True)
                | models.Q(maximum__gte=models.F("minimum")),
                name="treatyterm_limits_in_order",
                violation_error_message=_("The highest value cannot be below the lowest."),
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=False) | models.Q(maximum__isnull=False),
                name="treatyterm_says_something",
                violation_error_message=_("Give a lowest or a highest value, or both."),
            ),
        ]

    def __str__(self):
        return f"{self.treaty.code}: {self.get_rule_display()}"

    def natural_key(self):
        return (self.treaty.code, self.rule, self.scope, self.valid_from)

    natural_key.dependencies = ["partners.treaty"]


class PointsQuerySet(models.QuerySet):
    def get_by_natural_key(self, treaty, scope, element):
        return self.get(treaty__code=treaty, scope=scope, element=element)


class PointsElement(Sourced, Record):
    """A function of the points test and its weight."""

    treaty = models.ForeignKey(
        Treaty, models.CASCADE, verbose_name=_("treaty"), related_name="points"
    )
    scope = models.CharField(
        _("applies to"), max_length=16, choices=TreatyTerm.Scope, default=TreatyTerm.Scope.FICTION
    )
    element = models.CharField(_("function"), max_length=80)
    points = models.PositiveSmallIntegerField(_("points"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = PointsQuerySet.as_manager()

    class Meta:
        verbose_name = _("function in a points test")
        verbose_name_plural = _("points tests")
        ordering = ["treaty", "scope", "position", "element"]
        constraints = [
            models.UniqueConstraint(
                fields=["treaty", "scope", "element"],
                name="pointselement_once",
                violation_error_message=_("The points test has this function already."),
            )
        ]

    def __str__(self):
        return f"{self.function}: {self.points}"

    @property
    def function(self):
        return in_language(self.element)

    def natural_key(self):
        return (self.treaty.code, self.scope, self.element)

    natural_key.dependencies = ["partners.treaty"]
