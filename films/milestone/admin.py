"""Admin of milestones, approvals, obligations and calendar feeds."""

from django.contrib import admin

from coprod.editing.acts import DeleteChosen
from coprod.editing.choices import chosen_filter
from coprod.editing.secret import SecretAdmin
from films.deal.admin_base import DealRowAdmin, VersionRowAdmin
from films.milestone.models import Approval, CalendarFeed, Fulfilment, Milestone, Obligation


@admin.register(Milestone)
class MilestoneAdmin(DealRowAdmin):
    list_display = ["title", "deal", "kind", "due_on", "done_on"]
    list_filter = ["kind", chosen_filter(Milestone, "deal")]
    found_by = ["title", "note"]
    date_hierarchy = "due_on"
    fields = [
        "deal", "kind", "phase", "title", ("due_on", "ends_on", "done_on"), "party", "place",
        "participants", "script_version", ("cost", "currency"), "note",
    ]  # fmt: skip


@admin.register(Approval)
class ApprovalAdmin(DealRowAdmin):
    list_display = ["country", "deal", "kind", "outcome", "day", "expires_on"]
    list_select_related = ["deal", "country"]
    list_filter = ["kind", "outcome", chosen_filter(Approval, "country")]
    found_by = ["authority", "reference"]
    fields = [
        "deal", "country", "authority", "kind", "outcome", "day", "expires_on", "reference",
    ]  # fmt: skip


@admin.register(Obligation)
class ObligationAdmin(VersionRowAdmin):
    list_display = ["__str__", "deal", "version", "kind", "owed_by", "quantity", "due_on"]
    list_select_related = ["version__deal", "kind", "owed_by"]
    list_filter = [*VersionRowAdmin.list_filter, chosen_filter(Obligation, "kind")]
    found_by = ["text", "evidence"]
    fields = [
        "version", "kind", "text", "owed_by", "quantity", "unit", "due_on", "evidence", "position",
    ]  # fmt: skip


@admin.register(Fulfilment)
class FulfilmentAdmin(DealRowAdmin):
    list_display = ["day", "deal", "obligation_key", "quantity", "evidence"]
    found_by = ["obligation_key", "evidence"]
    fields = ["deal", "obligation_key", "day", "quantity", "evidence"]


@admin.register(CalendarFeed)
class CalendarFeedAdmin(SecretAdmin):
    """Whose calendar has a link; the link itself is nobody else's, and is only taken away."""

    acts = [DeleteChosen()]
    list_display = ["user"]
    list_select_related = ["user"]
    found_by = ["user__username"]
    fields = ["user"]

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
