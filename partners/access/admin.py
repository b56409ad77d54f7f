"""Admin of people with accounts, and of the companies they act for.

Whoever lets somebody act for a company, or signs in as somebody who does, reads its deals: only
those who see all of them anyway administer this.
"""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from rest_framework.authtoken.models import Token

from coprod.editing.acts import Act
from coprod.editing.admin import LockedAdmin, RecordAdmin, RecordInline
from coprod.editing.choices import chosen_filter
from coprod.editing.forms import LockedForm
from coprod.editing.secret import ForAdmins
from partners.access.models import Invitation, Membership, User


class MembershipInline(ForAdmins, RecordInline):
    model = Membership
    fields = ["user", "company", "role"]


class TakeTokens(Act):
    """Takes the API tokens of people away; programs that used them are refused from then on."""

    name = "take_tokens"
    label = _("Take the API tokens away")

    def perform(self, rows, data, why):
        taken, _kinds = Token.objects.filter(user__in=rows).delete()
        return taken

    def done(self, count):
        one, many = "%(count)d token was taken away.", "%(count)d tokens were taken away."
        return ngettext(one, many, count)


class UserForm(LockedForm, UserChangeForm):
    """An account; its password has a page of its own."""


@admin.register(User)
class UserAdmin(ForAdmins, LockedAdmin, DjangoUserAdmin):
    form = UserForm
    list_display = ["username", "email", "first_name", "last_name", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_superuser", "is_active"]
    search_fields = ["username", "first_name", "last_name", "email"]
    folded = ["username", "first_name", "last_name", "email"]
    filter_horizontal = []
    inlines = [MembershipInline]
    acts = [TakeTokens()]

    def get_fieldsets(self, request, obj=None):
        # A new account asks for its name and password first, on a form of Django's own.
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(LockedAdmin):
    list_display = ["name"]
    search_fields = folded = ["name"]
    fields = ["name", "permissions"]


@admin.register(Permission)
class PermissionAdmin(LockedAdmin):
    """What may be allowed: chosen by typing, never edited."""

    list_select_related = ["content_type"]
    search_fields = ["name"]
    folded = ["name", "content_type__model"]

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Membership)
class MembershipAdmin(ForAdmins, RecordAdmin):
    list_display = ["user", "company", "role"]
    list_select_related = ["user", "company"]
    list_filter = [
        "role",
        chosen_filter(Membership, "company"),
        chosen_filter(Membership, "user"),
    ]
    search_fields = ["user__username"]
    folded = ["user__username", "user__last_name", "company__name"]
    fields = ["user", "company", "role"]


@admin.register(Invitation)
class InvitationAdmin(ForAdmins, RecordAdmin):
    """Who was invited; the link is known to nobody, and is made on the company's own page."""

    list_display = ["email", "company", "role", "invited_by", "expires_at", "accepted_by"]
    list_select_related = ["company", "invited_by", "accepted_by"]
    list_filter = [
        "role",
        chosen_filter(Invitation, "company"),
        chosen_filter(Invitation, "invited_by"),
    ]
    search_fields = ["email"]
    folded = ["email", "company__name", "invited_by__username"]
    fields = [
        "company", "role", "email", "invited_by", "expires_at", "accepted_by", "accepted_at",
    ]  # fmt: skip
    readonly_fields = fields

    def has_add_permission(self, request, obj=None):
        return False
