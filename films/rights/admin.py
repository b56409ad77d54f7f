"""Admin of rights, territories and windows."""

from django.contrib import admin

from films.deal.admin_base import VersionRowAdmin
from films.rights.models import Right


@admin.register(Right)
class RightAdmin(VersionRowAdmin):
    list_display = ["territory", "deal", "version", "medium", "owner", "starts_on", "ends_on"]
    list_select_related = ["version__deal", "owner"]
    list_filter = [*VersionRowAdmin.list_filter, "medium"]
    found_by = ["territory", "shared_by", "buyer"]
    fields = [
        "version", "territory", "medium", "owner", "shared_by", "starts_on", "ends_on",
        ("amount", "currency"), "buyer", "position",
    ]  # fmt: skip
