"""Admin of tiers, pools and receipts."""

from django.contrib import admin

from films.deal.admin_base import DealRowAdmin, TermInline, VersionRowAdmin
from films.recoupment.models import PoolTerritory, Receipt, Tier, TierPayee

FILTERS = VersionRowAdmin.list_filter


class TierPayeeInline(TermInline):
    model = TierPayee
    fields = [
        "payee", "takes_corridor", "percent", "owed", "paid_outside", "currency", "hands_on",
        "position",
    ]  # fmt: skip


@admin.register(Tier)
class TierAdmin(VersionRowAdmin):
    list_display = ["__str__", "deal", "version", "type", "way", "cap", "currency", "position"]
    list_filter = [*FILTERS, "type"]
    found_by = ["code", "label"]
    fields = ["version", "code", "label", "type", "way", ("cap", "currency"), "position"]
    inlines = [TierPayeeInline]


@admin.register(TierPayee)
class TierPayeeAdmin(VersionRowAdmin):
    list_display = ["__str__", "deal", "version", "percent", "owed", "currency"]
    list_select_related = ["version__deal", "tier"]
    found_by = ["payee"]
    fields = [
        "version", "tier", "payee", "takes_corridor", "percent", "owed", "paid_outside",
        "currency", "hands_on", "position",
    ]  # fmt: skip


@admin.register(PoolTerritory)
class PoolTerritoryAdmin(VersionRowAdmin):
    list_display = ["pool", "territory", "deal", "version", "distributor", "fee", "guarantee"]
    found_by = ["pool", "territory", "distributor"]
    fields = [
        "version", "pool", "distributor", "territory", "fee", "expenses", "guarantee", "currency",
        "position",
    ]  # fmt: skip


@admin.register(Receipt)
class ReceiptAdmin(DealRowAdmin):
    list_display = ["period", "deal", "territory", "amount", "currency", "day"]
    list_filter = ["currency"]
    found_by = ["period", "territory", "document"]
    fields = [
        "deal", "period", "day", "territory", ("amount", "currency"), "rate", "document",
        "position",
    ]  # fmt: skip
