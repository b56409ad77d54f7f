"""Admin of imported files: what was taken in when, to be read only."""

from django.contrib import admin

from coprod.editing.admin import LockedAdmin
from coprod.editing.choices import chosen_filter
from films.exchange.models import ImportedFile


@admin.register(ImportedFile)
class ImportedFileAdmin(LockedAdmin):
    list_display = ["name", "layout", "imported_at", "user", "created", "updated", "unchanged"]
    list_select_related = ["user"]
    list_filter = ["layout", chosen_filter(ImportedFile, "user")]
    search_fields = ["name"]
    folded = ["name"]
    fields = ["name", "layout", "sha256", "imported_at", "user", "created", "updated", "unchanged"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
