"""Admin of the project's own rows, and of those that packages bring."""

from axes.admin import AccessAttemptAdmin, AccessLogAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from rest_framework.authtoken.admin import TokenProxy

from coprod.editing.admin import LockedAdmin
from coprod.editing.choices import chosen_filter
from coprod.editing.lists import LockedList
from coprod.editing.secret import ForAdmins
from coprod.lists.models import SavedFilter

# What is written nowhere needs no page; and a token is shown to its owner alone, once.
admin.site.unregister([AccessAttempt, AccessFailureLog, AccessLog, TokenProxy])


@admin.register(AccessAttempt)
class AttemptAdmin(LockedList, AccessAttemptAdmin):
    """Sign-ins that failed: whoever is locked out may try again once theirs is deleted."""


@admin.register(AccessLog)
class SignInAdmin(LockedList, AccessLogAdmin):
    pass


@admin.register(SavedFilter)
class SavedFilterAdmin(ForAdmins, LockedAdmin):
    """What people keep may name what is secret: the title that somebody looked for."""

    list_display = ["name", "list_name", "user", "saved_at"]
    list_select_related = ["user"]
    list_filter = ["list_name", chosen_filter(SavedFilter, "user")]
    search_fields = ["name"]
    folded = ["name", "list_name", "user__username"]
    fields = ["user", "list_name", "name", "query"]
