"""Admin of rules, decisions, votes and documents."""

from django.contrib import admin

from coprod.editing.choices import chosen_filter
from coprod.editing.secret import SecretAdmin
from films.deal.admin import ViewOnly
from films.deal.admin_base import DealRowAdmin, OfDeal, VersionRowAdmin
from films.governance.models import Decision, DecisionRule, Document, Vote


@admin.register(DecisionRule)
class DecisionRuleAdmin(VersionRowAdmin):
    list_display = ["matter", "deal", "version", "quorum", "days", "tie_break"]
    list_filter = [*VersionRowAdmin.list_filter, "tie_break"]
    found_by = ["matter", "decided_by"]
    fields = [
        "version", "matter", "word", "decided_by", "quorum", "days", "tie_break", "tie_break_by",
        "position",
    ]  # fmt: skip


@admin.register(Decision)
class DecisionAdmin(DealRowAdmin):
    list_display = ["matter", "deal", "company", "proposed_on", "answer_by", "outcome"]
    list_select_related = ["deal", "company"]
    list_filter = ["outcome", chosen_filter(Decision, "company"), chosen_filter(Decision, "deal")]
    found_by = ["matter", "proposal"]
    fields = [
        "deal", "matter", "proposal", "company", "author", "proposed_on", "answer_by", "outcome",
        "decided_on",
    ]  # fmt: skip


@admin.register(Vote)
class VoteAdmin(ViewOnly, OfDeal, SecretAdmin):
    to_deal = found_through = "decision__deal"
    list_display = ["company", "decision", "answer", "user", "at"]
    list_select_related = ["company", "decision__deal", "user"]
    list_filter = ["answer", chosen_filter(Vote, "company")]
    found_by = ["decision__matter", "reason"]
    fields = ["decision", "company", "user", "answer", "reason", "at"]


@admin.register(Document)
class DocumentAdmin(DealRowAdmin):
    """What is known of a file; the file itself is opened on the pages of its deal."""

    list_display = ["name", "deal", "company", "is_private", "content_type", "size", "at"]
    list_select_related = ["deal", "company"]
    list_filter = [
        "is_private",
        chosen_filter(Document, "company"),
        chosen_filter(Document, "deal"),
    ]
    found_by = ["name", "about"]
    fields = [
        "deal", "version", "about", "company", "author", "is_private", "name", "content_type",
        "size", "digest", "at",
    ]  # fmt: skip
    readonly_fields = ["company", "author", "content_type", "size", "digest", "at"]
    acts = []

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
