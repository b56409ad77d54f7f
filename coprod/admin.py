"""Admin of the project's own rows, and the name of the whole admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from coprod.editing.admin import LockedAdmin
from coprod.editing.choices import chosen_filter
from coprod.editing.secret import ForAdmins
from coprod.lists.models import SavedFilter

admin.site.site_header = _("coprod: editing the register")
admin.site.site_title = _("coprod")
admin.site.index_title = _("What is edited here")


@admin.register(SavedFilter)
class SavedFilterAdmin(ForAdmins, LockedAdmin):
    """What people keep may name what is secret: the title that somebody looked for."""

    list_display = ["name", "list_name", "user", "saved_at"]
    list_select_related = ["user"]
    list_filter = ["list_name", chosen_filter(SavedFilter, "user")]
    search_fields = ["name"]
    folded = ["name", "list_name", "user__username"]
    fields = ["user", "list_name", "name", "query"]
