"""A version of a deal: terms that somebody proposes, and that are frozen from then on."""

import secrets
from collections import defaultdict

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from coprod.fields import CurrencyField, MoneyField, NumberField
from coprod.records import ID_ALPHABET
from coprod.secrecy import SecretQuerySet, SecretRecord
from films.deal.deal import Deal, DealParty
from partners.access.companies import WRITERS, own_companies
from partners.company.models import Company
from partners.country.models import Country

# In an address and in a session: whose draft is meant, where two have one number.
OF = "of"


def new_key():
    """What a term is known by in every version that has it."""
    return "".join(secrets.choice(ID_ALPHABET) for _letter in range(10))


class VersionQuerySet(SecretQuerySet):
    follows_its_parent = False

    def readable_by(self, user):
        """A draft: its company's people. A proposal: everybody at the table; who has left reads
        what it signed."""
        signed = Consent.objects.for_the_product("what a company has signed").filter(
            version=OuterRef("pk"), kind=Consent.Kind.SIGNED, company__in=own_companies(user)
        )
        at_the_table = Q(deal__in=Deal.objects.open_to(user).values("pk"))
        own = Q(company__in=own_companies(user))
        return (at_the_table & (own | Q(frozen_at__isnull=False))) | Exists(signed)

    def _fetch_all(self):
        """Each version remembers who reads it: what belongs to the deal is read for the same."""
        super()._fetch_all()
        for row in self._result_cache:
            if isinstance(row, Version):
                row.reader = self.query.reader

    def editable_by(self, user):
        """Drafts of a company for which this person may write."""
        rows = self.visible_to(user).filter(frozen_at__isnull=True)
        if user.is_superuser:
            return rows
        return rows.filter(
            company__in=own_companies(user, *WRITERS),
            deal__in=Deal.objects.editable_by(user).values("pk"),
        )


class Version(SecretRecord):
    """Terms of a deal as one company wrote them down: a draft, then a proposal, then signed."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("proposed")
        COUNTERED = "countered", _("countered")
        AGREED = "agreed", _("agreed")
        SIGNED = "signed", _("signed by all")
        TAKEN_BACK = "taken_back", _("taken back")

    deal = models.ForeignKey(Deal, models.CASCADE, verbose_name=_("deal"), related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("written by"), related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("author"), related_name="+"
    )
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("based on"),
        related_name="successors",
        null=True,
        blank=True,
    )
    reason = models.CharField(_("why this version"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("begun at"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    frozen_at = models.DateTimeField(_("proposed at"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    currency = CurrencyField(_("base currency"), default="EUR")
    declared_total = MoneyField(_("stated total of the budget"), null=True, blank=True)
    opening_balance = MoneyField(_("opening balance"), null=True, blank=True)
    as_of = models.DateField(_("day of the application"), null=True, blank=True)
    genre = models.CharField(_("genre for the points test"), max_length=12, blank=True)
    derogation_granted = models.BooleanField(_("derogation granted"), default=False)
    tolerance = NumberField(_("tolerance of the equity ledger in points"), default="5")

    # The person, or the product's own reason, that it was read for; none for a new one.
    reader = None
    # Drafts of the same number that this person may read as well; see `with_twins`.
    twins = ()

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a deal")
        verbose_name_plural = _("versions of deals")
        ordering = ["deal", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "number"],
                condition=Q(frozen_at__isnull=False),
                name="version_number_once",
                violation_error_message=_("The deal has a version of this number already."),
            ),
            # Drafts of two companies may have one number: each counts what it sees.
            models.UniqueConstraint(
                fields=["deal", "company", "number"],
                name="version_number_once_a_company",
                violation_error_message=_("The deal has a version of this number already."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", frozen_at__isnull=True)
                | (~Q(status="draft") & Q(frozen_at__isnull=False)),
                name="version_draft_is_open",
                violation_error_message=_("Only a draft is open; a proposal is frozen."),
            ),
            models.CheckConstraint(
                condition=Q(status="signed", signed_on__isnull=False)
                | (~Q(status="signed") & Q(signed_on__isnull=True)),
                name="version_signed_has_day",
                violation_error_message=_("A signed version has the day it was signed on."),
            ),
        ]

    def __str__(self):
        return _("Version %(number)s") % {"number": self.number}

    def get_absolute_url(self):
        return self._address("deals:version")

    @property
    def dossier_address(self):
        """Where the version is to be had on paper."""
        return self._address("deals:version-dossier")

    def _address(self, name):
        address = reverse(name, args=[self.deal_id, self.number])
        return f"{address}?{OF}={self.company.public_id}" if self.twins else address

    @property
    def title(self):
        """Its name among all that the person may read."""
        return f"{self}, {self.company}" if self.twins else str(self)

    @property
    def choice(self):
        """What stands for it in a choice among all that the person may read: “2”, or
        “2.dala-film-x7k2m” where another has the same number."""
        return f"{self.number}.{self.company.public_id}" if self.twins else str(self.number)

    @property
    def identity(self):
        """What tells it from the other versions: the number of a draft moves when the other side
        proposes. A digest, for the others are not told when a draft was begun."""
        return self._digest("")

    @property
    def mark(self):
        """Which version in which revision a page was filled from; it tells nobody how often a
        proposal was saved while it was a draft."""
        return f"{self._digest(self.revision)}.{self.identity}"

    def _digest(self, of):
        # Never of its key, which would count the versions of other deals.
        begun = f"{self.deal_id} {self.made_at.timestamp()} {of}"
        return salted_hmac("films.version", begun).hexdigest()[:16]

    @property
    def law_day(self):
        """The day whose law judges the version: that of the application, or else that of the
        proposal; a draft is judged by the day on which it was begun."""
        return self.as_of or (self.frozen_at or self.made_at).date()

    @property
    def is_open(self):
        return self.frozen_at is None

    @property
    def is_signed(self):
        return self.signed_on is not None


def with_twins(versions):
    """The same versions, each knowing the others of its number: two companies of one person may
    each have a draft of it."""
    by_number = defaultdict(list)
    for version in versions:
        by_number[version.number].append(version)
    for version in versions:
        version.twins = [one for one in by_number[version.number] if one is not version]
    return versions


class VersionPartQuerySet(SecretQuerySet):
    def readable_by(self, user):
        return Q(version__in=Version.objects.visible_to(user).values("pk"))


class VersionPart(SecretRecord):
    """A term: carried into the next version under the same key, compared and exported."""

    version = models.ForeignKey(
        Version, models.CASCADE, verbose_name=_("version"), related_name="%(class)ss"
    )
    key = models.CharField(_("key"), max_length=12, default=new_key, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = VersionPartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["version", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="%(class)s_key_once")
        ]


class PartnerManager(models.Manager.from_queryset(VersionPartQuerySet)):
    """A partner comes with its country: hardly anybody asks for one without the other."""

    def get_queryset(self):
        return super().get_queryset().select_related("country")


class Partner(VersionPart):
    """A party's place in one version: its country, its role, what it is called in the sheets."""

    class Role(models.TextChoices):
        MAJORITY = "majority", _("majority")
        MINORITY = "minority", _("minority")
        PARITY = "parity", _("parity")
        FINANCIAL = "financial", _("financial only")
        THIRD_COUNTRY = "third_country", _("third country")
        EXECUTIVE = "executive", _("executive producer")

    party = models.ForeignKey(
        DealParty, models.PROTECT, verbose_name=_("party"), related_name="places"
    )
    code = models.CharField(_("short name"), max_length=40)
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), related_name="+"
    )
    role = models.CharField(_("role"), max_length=14, choices=Role, blank=True)
    is_delegate = models.BooleanField(_("delegate producer"), default=False)
    holds_rights = models.BooleanField(_("holds the original rights"), default=False)

    objects = PartnerManager()

    class Meta(VersionPart.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            *VersionPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "code"],
                name="partner_code_once",
                violation_error_message=_("Another partner has this short name: change one."),
            ),
            models.UniqueConstraint(
                fields=["version", "party"],
                name="partner_party_once",
                violation_error_message=_("This party stands in the version already."),
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(code__contains="|") & ~Q(code__contains=":"),
                name="partner_code_form",
                violation_error_message=_("A short name is not empty and has no | and no colon."),
            ),
        ]

    def __str__(self):
        return self.code


class Rate(VersionPart):
    """Base units for one unit of a currency, on a day, from somewhere."""

    currency = CurrencyField(_("currency"))
    rate = NumberField(_("rate"))
    day = models.DateField(_("day"), null=True, blank=True)
    origin = models.CharField(_("origin of the rate"), max_length=200, blank=True)

    class Meta(VersionPart.Meta):
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        constraints = [
            *VersionPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "currency"],
                name="rate_once",
                violation_error_message=_("This version has a rate of that currency already."),
            ),
        ]

    def __str__(self):
        return f"{self.currency} {self.rate}"


class Consent(SecretRecord):
    """A party agrees to a version, or signs it; the fingerprint says to which terms."""

    class Kind(models.TextChoices):
        AGREED = "agreed", _("has agreed")
        SIGNED = "signed", _("has signed")

    version = models.ForeignKey(
        Version, models.CASCADE, verbose_name=_("version"), related_name="consents"
    )
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    at = models.DateTimeField(_("given at"))
    fingerprint = models.CharField(_("fingerprint of the terms"), max_length=64)

    objects = VersionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "company", "kind"],
                name="consent_once",
                violation_error_message=_("This company has given that consent already."),
            )
        ]

    def __str__(self):
        return f"{self.company}: {self.get_kind_display()}"
