"""Admin of the money of versions."""

from django.contrib import admin

from coprod.editing.choices import chosen_filter
from films.deal.admin_base import TermInline, VersionRowAdmin
from films.finance.models import (
    BudgetLine,
    Cost,
    FinanceRow,
    FinanceShare,
    Incentive,
    Instalment,
    PlannedSpend,
    SpendObligation,
)

FILTERS = VersionRowAdmin.list_filter


@admin.register(BudgetLine)
class BudgetLineAdmin(VersionRowAdmin):
    list_display = ["__str__", "deal", "version", "covered_by", "spent_in", "amount", "currency"]
    list_filter = [*FILTERS, "currency"]
    found_by = ["account"]
    fields = ["version", "account", "covered_by", "spent_in", "amount", "currency", "position"]


class FinanceShareInline(TermInline):
    model = FinanceShare
    fields = ["partner", "unit", "part", "position"]


class InstalmentInline(TermInline):
    model = Instalment
    fields = ["month", "percent", "amount", "currency", "position"]


@admin.register(FinanceRow)
class FinanceRowAdmin(VersionRowAdmin):
    list_display = ["code", "deal", "version", "type", "status", "amount", "currency", "expires_on"]
    list_filter = [*FILTERS, "status", "type", "currency", chosen_filter(FinanceRow, "fund")]
    found_by = ["code", "evidence", "conditions"]
    fields = [
        "version", "code", "type", "status", ("amount", "currency"), "origin", "recoupable",
        "fund", "evidence", "expires_on", "conditions", "position",
    ]  # fmt: skip
    inlines = [FinanceShareInline, InstalmentInline]


@admin.register(FinanceShare)
class FinanceShareAdmin(VersionRowAdmin):
    list_display = ["__str__", "deal", "version", "unit", "part"]
    list_select_related = ["version__deal", "row", "partner"]
    list_filter = [*FILTERS, "unit"]
    found_by = ["row__code", "partner__code"]
    fields = ["version", "row", "partner", "unit", "part", "position"]


@admin.register(Instalment)
class InstalmentAdmin(VersionRowAdmin):
    list_display = ["__str__", "deal", "version", "percent", "amount", "currency"]
    list_select_related = ["version__deal", "row"]
    list_filter = [*FILTERS, "currency"]
    found_by = ["row__code", "month"]
    fields = ["version", "row", "month", "percent", ("amount", "currency"), "position"]


@admin.register(Cost)
class CostAdmin(VersionRowAdmin):
    list_display = ["month", "deal", "version", "account", "amount", "currency"]
    list_filter = [*FILTERS, "currency"]
    found_by = ["account", "month"]
    fields = ["version", "month", "account", ("amount", "currency"), "position"]


@admin.register(SpendObligation)
class SpendObligationAdmin(VersionRowAdmin):
    list_display = ["code", "deal", "version", "territory", "basis", "percent", "amount"]
    list_filter = [*FILTERS, "basis"]
    found_by = ["code", "territory"]
    fields = [
        "version", "code", "territory", "basis", "percent", "aid", "amount", "currency",
        "additive", "cap_of_aid", "cap_of_budget", "position",
    ]  # fmt: skip


@admin.register(PlannedSpend)
class PlannedSpendAdmin(VersionRowAdmin):
    list_display = ["territory", "deal", "version", "amount", "currency"]
    list_filter = [*FILTERS, "currency"]
    found_by = ["territory"]
    fields = ["version", "territory", ("amount", "currency"), "position"]


@admin.register(Incentive)
class IncentiveAdmin(VersionRowAdmin):
    list_display = ["code", "deal", "version", "territory", "rate", "eligible_spend", "valid_to"]
    list_filter = [*FILTERS, "recipient_must_be_foreign"]
    found_by = ["code", "territory"]
    fields = [
        "version", "code", "territory", "rate", "eligible_spend", "minimum_spend", "most",
        "currency", "recipient_must_be_foreign", "recipient_country", "valid_from", "valid_to",
        "position",
    ]  # fmt: skip
