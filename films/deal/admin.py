"""Admin of deals, their parties and versions, and of who has read them."""

from django.contrib import admin
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coprod.editing.acts import Act
from coprod.editing.choices import chosen_filter
from coprod.editing.forms import reason
from coprod.editing.secret import DeleteOpen, SecretAdmin, SecretRecordAdmin
from films.deal import stages
from films.deal.admin_base import (
    DealInline,
    DealRowAdmin,
    OfDeal,
    OfVersion,
    TermInline,
    VersionRowAdmin,
    fixed_fields,
)
from films.deal.deal import Comment, Deal, DealParty, DealReading, Note, TeamMember
from films.deal.version import Consent, Partner, Rate, Version


class ViewOnly:
    """Rows that only tell what happened."""

    acts = []

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class Leaving:
    """A party is not deleted: it leaves, on its day."""

    def has_delete_permission(self, request, obj=None):
        return False


class DealPartyInline(Leaving, DealInline):
    model = DealParty
    fields = ["company", "name", "country", "joined_at", "left_on"]


class TeamMemberInline(DealInline):
    model = TeamMember
    fields = ["user", "function", "wants_digest"]


class WithdrawDeals(Act):
    """Withdraws deals, as their parties may from any stage."""

    name = "withdraw"
    label = gettext_lazy("Withdraw the deals")

    def change(self, row, data):
        if row.stage == Deal.Stage.WITHDRAWN:
            return False
        row.stage = Deal.Stage.WITHDRAWN
        return True

    def problems(self, rows, data, *, admin, request):
        facts = stages.facts_of(rows)
        return [
            f"{row}: {sentence}"
            for row in rows
            if row.stage != Deal.Stage.WITHDRAWN
            for sentence in stages.problems_with_move(row, Deal.Stage.WITHDRAWN, facts[row.pk])
        ]

    def done(self, count):
        return ngettext("%(count)d deal was withdrawn.", "%(count)d deals were withdrawn.", count)


def problems_with_deleting(deals):
    """Why these deals cannot be deleted, one sentence each; empty when they can."""
    versions = Version.objects.for_the_product("what was proposed stays")
    frozen = versions.filter(deal__in=[deal.pk for deal in deals], frozen_at__isnull=False)
    return [
        _("“%(deal)s” has version %(number)s, which was proposed and stays: withdraw the deal.")
        % {"deal": version.deal, "number": version.number}
        for version in frozen.select_related("deal").order_by("deal__title", "number")[:5]
    ]


@transaction.atomic
def delete_deal(deal):
    """Drafts first, the newest first: they hold on to the parties and to one another."""
    drafts = Version.objects.for_the_product("the drafts of a deal that is deleted")
    for version in drafts.filter(deal=deal).order_by("-number"):
        version.delete()
    deal.delete()


class DeleteDeals(DeleteOpen):
    def perform(self, rows, data, why):
        for row in rows:
            row._change_reason = why
            delete_deal(row)
        return len(rows)


@admin.register(Deal)
class DealAdmin(OfDeal, SecretRecordAdmin):
    to_deal = ""
    list_display = ["title", "stage", "owner", "currency", "treaty"]
    list_select_related = ["owner", "treaty"]
    list_filter = [
        "stage",
        chosen_filter(Deal, "owner"),
        chosen_filter(DealParty, "company", link="deal"),
        chosen_filter(DealParty, "country", link="deal"),
        chosen_filter(Deal, "treaty"),
    ]
    fields = [
        "title", "owner", "stage", "currency", "treaty", "film", "logline", "statistics_consent",
    ]  # fmt: skip
    inlines = [DealPartyInline, TeamMemberInline]
    acts = [WithdrawDeals(), DeleteDeals()]

    def get_deleted_objects(self, objs, request):
        """Everything of a deal goes with it; a version that was proposed stays, and so does it."""
        tree, counts, _lacking, _protected = super().get_deleted_objects(objs, request)
        return tree, counts, set(), problems_with_deleting(objs)

    def delete_model(self, request, obj):
        obj._change_reason = reason(request)
        delete_deal(obj)


@admin.register(DealParty)
class DealPartyAdmin(Leaving, DealRowAdmin):
    list_display = ["__str__", "deal", "country", "joined_at", "left_on", "has_signed"]
    list_select_related = ["deal", "company", "country"]
    list_filter = [
        "has_signed",
        chosen_filter(DealParty, "deal"),
        chosen_filter(DealParty, "company"),
        chosen_filter(DealParty, "country"),
    ]
    found_by = ["name", "company__search_text"]
    fields = ["deal", "company", "name", "country", "joined_at", "left_on"]


@admin.register(TeamMember)
class TeamMemberAdmin(DealRowAdmin):
    list_display = ["user", "deal", "function", "wants_digest"]
    list_select_related = ["user", "deal"]
    list_filter = ["function", chosen_filter(TeamMember, "user"), chosen_filter(TeamMember, "deal")]
    found_by = ["user__username"]
    fields = ["deal", "user", "function", "wants_digest"]


@admin.register(Comment)
class CommentAdmin(DealRowAdmin):
    list_display = ["__str__", "deal", "company", "author", "at"]
    list_select_related = ["deal", "company", "author"]
    list_filter = [chosen_filter(Comment, "company"), chosen_filter(Comment, "deal")]
    found_by = ["text"]
    fields = ["deal", "version", "company", "author", "text", "at"]


@admin.register(Note)
class NoteAdmin(DealRowAdmin):
    list_display = ["__str__", "deal", "company", "author", "kind", "at"]
    list_select_related = ["deal", "company", "author"]
    list_filter = ["kind", chosen_filter(Note, "company"), chosen_filter(Note, "deal")]
    found_by = ["text"]
    fields = ["deal", "company", "author", "kind", "text", "at"]


class PartnerInline(TermInline):
    model = Partner
    fields = ["party", "code", "country", "role", "is_delegate", "holds_rights", "position"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("party__company")


class RateInline(TermInline):
    model = Rate
    can_be_added = True
    fields = ["currency", "rate", "day", "origin", "position"]


@admin.register(Version)
class VersionAdmin(OfVersion, SecretRecordAdmin):
    to_deal = "deal"
    found_through = "deal"
    list_display = ["__str__", "deal", "company", "author", "status", "made_at", "signed_on"]
    list_select_related = ["deal", "company", "author"]
    list_filter = [
        "status", chosen_filter(Version, "deal"), chosen_filter(Version, "company"),
    ]  # fmt: skip
    found_by = ["reason"]
    fields = [
        "deal", "number", "company", "author", "based_on", "made_at", "status", "frozen_at",
        "signed_on", "reason", "currency", "declared_total", "opening_balance", "as_of", "genre",
        "derogation_granted", "tolerance",
    ]  # fmt: skip
    # What the acts of the negotiation write is not written by hand.
    readonly_fields = [
        "number", "company", "author", "made_at", "status", "frozen_at", "signed_on",
    ]  # fmt: skip
    inlines = [PartnerInline, RateInline]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *fixed_fields(Version)]

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Partner)
class PartnerAdmin(VersionRowAdmin):
    list_display = ["code", "deal", "version", "country", "role", "is_delegate", "holds_rights"]
    list_select_related = ["version__deal", "country"]
    list_filter = [*VersionRowAdmin.list_filter, "role", chosen_filter(Partner, "country")]
    found_by = ["code"]
    fields = [
        "version", "party", "code", "country", "role", "is_delegate", "holds_rights", "position",
    ]  # fmt: skip


@admin.register(Rate)
class RateAdmin(VersionRowAdmin):
    list_display = ["currency", "deal", "version", "rate", "day", "origin"]
    list_filter = [*VersionRowAdmin.list_filter, "currency"]
    found_by = ["currency", "origin"]
    fields = ["version", "currency", "rate", "day", "origin", "position"]


@admin.register(Consent)
class ConsentAdmin(ViewOnly, OfVersion, SecretRecordAdmin):
    found_through = "version__deal"
    list_display = ["company", "version", "kind", "user", "at"]
    list_select_related = ["company", "version__deal", "user"]
    list_filter = ["kind", chosen_filter(Consent, "company"), chosen_filter(Consent, "user")]
    fields = ["version", "company", "user", "kind", "at", "fingerprint"]


@admin.register(DealReading)
class DealReadingAdmin(ViewOnly, SecretAdmin):
    found_through = "deal"
    list_display = ["at", "user", "deal", "address"]
    list_select_related = ["user", "deal"]
    list_filter = [chosen_filter(DealReading, "user"), chosen_filter(DealReading, "deal")]
    found_by = ["user__username", "address"]
    fields = ["deal", "user", "at", "address"]
