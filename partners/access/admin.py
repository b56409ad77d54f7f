"""Admin of people with accounts, and of the companies they act for."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm

from coprod.editing.admin import LockedAdmin, RecordAdmin, RecordInline
from coprod.editing.choices import chosen_filter
from coprod.editing.forms import LockedForm
from partners.access.models import Membership, User


class MembershipInline(RecordInline):
    model = Membership
    fields = ["user", "company", "role"]


class UserForm(LockedForm, UserChangeForm):
    """An account; its password has a page of its own."""


@admin.register(User)
class UserAdmin(LockedAdmin, DjangoUserAdmin):
    form = UserForm
    list_display = ["username", "email", "first_name", "last_name", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_superuser", "is_active"]
    search_fields = ["username", "first_name", "last_name", "email"]
    folded = ["username", "first_name", "last_name", "email"]
    filter_horizontal = []
    inlines = [MembershipInline]
    acts = []

    def get_fieldsets(self, request, obj=None):
        # A new account asks for its name and password first, on a form of Django's own.
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
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
