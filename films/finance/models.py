"""The money of a version: budget, finance plan, instalments, costs by month, spend, incentives."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coprod.fields import CurrencyField, MoneyField, MonthField, PercentField, TerritoryField
from films.deal.version import Partner, VersionPart
from partners.funding.models import FundingSource

# Where money comes from: another word in some languages than where a fact is taken from.
SOURCE = pgettext_lazy("of finance", "source")


class BudgetLine(VersionPart):
    """A cost: which country covers it, and, kept apart, where it is spent. A credit is negative."""

    account = models.CharField(_("account"), max_length=100, blank=True)
    covered_by = TerritoryField(_("covered by"), blank=True)
    spent_in = TerritoryField(_("spent in"), blank=True)
    amount = MoneyField(_("amount"))
    currency = CurrencyField(_("currency"))

    class Meta(VersionPart.Meta):
        verbose_name = _("line of the budget")
        verbose_name_plural = _("lines of the budget")

    def __str__(self):
        return self.account or self.covered_by


class FinanceRow(VersionPart):
    """Money from one source; an amount that is not known stays empty."""

    class Type(models.TextChoices):
        SELECTIVE_FUND = "selective_fund", _("selective fund")
        AUTOMATIC_FUND = "automatic_fund", _("automatic fund")
        REGIONAL_FUND = "regional_fund", _("regional fund")
        INTERNATIONAL_FUND = "international_fund", _("international fund")
        TAX_INCENTIVE = "tax_incentive", _("tax incentive, rebate")
        BROADCASTER = "broadcaster", _("broadcaster")
        PRE_SALE = "pre_sale", _("pre-sale")
        MINIMUM_GUARANTEE = "minimum_guarantee", _("minimum guarantee")
        OWN_INVESTMENT = "own_investment", _("own investment")
        PRIVATE_EQUITY = "private_equity", _("private equity")
        GAP_LOAN = "gap_loan", _("gap loan")
        BRIDGE_LOAN = "bridge_loan", _("bridge loan")
        DEFERRAL = "deferral", _("deferral")
        IN_KIND = "in_kind", _("in kind")
        SPONSORSHIP = "sponsorship", _("sponsorship")
        CROWDFUNDING = "crowdfunding", _("crowdfunding")
        OTHER = "other", _("other")

    class Status(models.TextChoices):
        APPLIED = "applied", _("applied")
        LOI = "loi", _("letter of intent")
        CONDITIONAL = "conditional", _("conditional")
        CONFIRMED = "confirmed", _("confirmed")
        PAID = "paid", _("paid")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    code = models.CharField(SOURCE, max_length=100)
    type = models.CharField(_("type"), max_length=20, choices=Type, default=Type.OTHER)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.APPLIED)
    amount = MoneyField(_("amount"), null=True, blank=True)
    currency = CurrencyField(_("currency"))
    origin = TerritoryField(_("origin"), blank=True)
    recoupable = models.BooleanField(_("recouped"), default=False)
    fund = models.ForeignKey(
        FundingSource,
        models.PROTECT,
        verbose_name=_("fund in the register"),
        related_name="+",
        null=True,
        blank=True,
    )
    evidence = models.CharField(_("evidence"), max_length=200, blank=True)
    expires_on = models.DateField(_("evidence expires on"), null=True, blank=True)
    conditions = models.CharField(_("conditions"), max_length=500, blank=True)

    class Meta(VersionPart.Meta):
        verbose_name = _("row of the finance plan")
        verbose_name_plural = _("rows of the finance plan")
        constraints = [
            *VersionPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "code"],
                name="financerow_code_once",
                violation_error_message=_("Another row has this name: change one."),
            ),
        ]

    def __str__(self):
        return self.code


class FinanceShare(VersionPart):
    """For which partner a source counts, and with how much of it; without a partner, unassigned."""

    class Unit(models.TextChoices):
        WHOLE = "whole", _("the whole of it")
        PERCENT = "percent", _("per cent")
        WEIGHT = "weight", _("weight")

    row = models.ForeignKey(FinanceRow, models.CASCADE, verbose_name=SOURCE, related_name="shares")
    partner = models.ForeignKey(
        Partner, models.CASCADE, verbose_name=_("partner"), related_name="finance_shares"
    )
    unit = models.CharField(_("unit"), max_length=8, choices=Unit, default=Unit.WHOLE)
    part = models.CharField(_("part"), max_length=30, blank=True)

    class Meta(VersionPart.Meta):
        verbose_name = _("share of a source")
        verbose_name_plural = _("shares of sources")

    def __str__(self):
        return f"{self.row} → {self.partner} {self.part}".strip()


class Instalment(VersionPart):
    """A part of a source that arrives in a month: a percentage of it, or an amount."""

    row = models.ForeignKey(
        FinanceRow, models.CASCADE, verbose_name=SOURCE, related_name="instalments"
    )
    month = MonthField(_("month"))
    percent = PercentField(_("per cent"), null=True, blank=True)
    amount = MoneyField(_("amount"), null=True, blank=True)
    currency = CurrencyField(_("currency"))

    class Meta(VersionPart.Meta):
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        constraints = [
            *VersionPart.Meta.constraints,
            models.CheckConstraint(
                condition=Q(percent__isnull=True, amount__isnull=False)
                | Q(percent__isnull=False, amount__isnull=True),
                name="instalment_one_of_both",
                violation_error_message=_("An instalment is either a percentage or an amount."),
            ),
        ]

    def __str__(self):
        return f"{self.row} {self.month}"


class Cost(VersionPart):
    """Money that has to be paid in a month, for the cash flow."""

    month = MonthField(_("month"))
    account = models.CharField(_("account"), max_length=100, blank=True)
    amount = MoneyField(_("amount"))
    currency = CurrencyField(_("currency"))

    class Meta(VersionPart.Meta):
        verbose_name = _("cost by month")
        verbose_name_plural = _("costs by month")

    def __str__(self):
        return f"{self.month} {self.account}".strip()


class SpendObligation(VersionPart):
    """A funder's demand to spend in a place."""

    class Basis(models.TextChoices):
        AID = "pct_of_aid", _("per cent of the aid")
        BUDGET = "pct_of_budget", _("per cent of the budget")
        FIXED = "fixed", _("fixed amount")

    code = models.CharField(_("obligation"), max_length=100)
    territory = TerritoryField(_("place"))
    basis = models.CharField(_("basis"), max_length=14, choices=Basis)
    percent = PercentField(_("per cent"), null=True, blank=True, highest=1000)
    aid = MoneyField(_("aid"), null=True, blank=True)
    amount = MoneyField(_("fixed amount"), null=True, blank=True)
    currency = CurrencyField(_("currency"))
    additive = models.BooleanField(_("adds to the others"), default=False)
    cap_of_aid = PercentField(_("cap, per cent of the aid"), null=True, blank=True, highest=1000)
    cap_of_budget = PercentField(
        _("cap, per cent of the budget"), null=True, blank=True, highest=1000
    )

    class Meta(VersionPart.Meta):
        verbose_name = _("spend obligation")
        verbose_name_plural = _("spend obligations")
        constraints = [
            *VersionPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "code"],
                name="spendobligation_code_once",
                violation_error_message=_("Another obligation has this name: change one."),
            ),
        ]

    def __str__(self):
        return self.code


class PlannedSpend(VersionPart):
    """What is planned to be spent in a place; a region's spend is not repeated in its country."""

    territory = TerritoryField(_("place"))
    amount = MoneyField(_("amount"))
    currency = CurrencyField(_("currency"))

    class Meta(VersionPart.Meta):
        verbose_name = _("planned spend")
        verbose_name_plural = _("planned spend")
        constraints = [
            *VersionPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "territory"],
                name="plannedspend_once",
                violation_error_message=_("This place has its planned spend already."),
            ),
        ]

    def __str__(self):
        return self.territory


class Incentive(VersionPart):
    """A rebate or credit on local spend, with what it asks."""

    code = models.CharField(_("incentive"), max_length=100)
    territory = TerritoryField(_("place"), blank=True)
    rate = PercentField(_("rate in per cent"))
    eligible_spend = MoneyField(_("eligible spend"))
    minimum_spend = MoneyField(_("least spend"), null=True, blank=True)
    most = MoneyField(_("at most"), null=True, blank=True)
    currency = CurrencyField(_("currency"))
    recipient_must_be_foreign = models.BooleanField(_("for foreign recipients only"), default=False)
    recipient_country = TerritoryField(_("recipient's country"), blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta(VersionPart.Meta):
        verbose_name = _("incentive")
        verbose_name_plural = _("incentives")
        constraints = [
            *VersionPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "code"],
                name="incentive_code_once",
                violation_error_message=_("Another incentive has this name: change one."),
            ),
        ]

    def __str__(self):
        return self.code
