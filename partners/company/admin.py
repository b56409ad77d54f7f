"""Admin of companies."""

from django.contrib import admin

from coprod.editing.acts import MergeDuplicates
from coprod.editing.choices import chosen_filter
from partners.access.admin import MembershipInline
from partners.company.models import Company
from partners.source.admin import PROVENANCE_FIELDSET, SourcedAdmin


@admin.register(Company)
class CompanyAdmin(SourcedAdmin):
    list_display = ["name", "country", "register_number", "confidence", "source"]
    list_select_related = ["country", "source"]
    list_filter = [
        "confidence",
        chosen_filter(Company, "country"),
        chosen_filter(Company, "source"),
    ]
    search_fields = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "public_id", "country", "register_number", "website"]}),
        PROVENANCE_FIELDSET,
    ]
    readonly_fields = ["public_id"]
    inlines = [MembershipInline]
    acts = [*SourcedAdmin.acts, MergeDuplicates()]
