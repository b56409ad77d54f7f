"""Admin of credits: functions, copyright, revenue, credit on screen."""

from django.contrib import admin

from films.credit.models import CreditFunction, CreditShare
from films.deal.admin_base import VersionRowAdmin


@admin.register(CreditShare)
class CreditShareAdmin(VersionRowAdmin):
    list_display = ["partner", "deal", "version", "ownership", "revenue", "votes", "credit_order"]
    list_select_related = ["version__deal", "partner"]
    found_by = ["partner__code", "wording"]
    fields = [
        "version", "partner", "ownership", "revenue", "votes", "credit_order", "wording",
        "reason_credit", "reason_revenue", "reason_ownership", "position",
    ]  # fmt: skip


@admin.register(CreditFunction)
class CreditFunctionAdmin(VersionRowAdmin):
    list_display = ["function", "deal", "version", "points", "person", "filled_from", "partner"]
    list_select_related = ["version__deal", "partner"]
    found_by = ["function", "person"]
    fields = [
        "version", "function", "points", "person", "filled_from", "partner", "wording", "position",
    ]  # fmt: skip
