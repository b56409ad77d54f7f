"""Admin of funding sources, their rules and vocabularies."""

from django.contrib import admin

from coprod.editing.acts import MergeDuplicates
from coprod.editing.admin import RecordInline
from coprod.editing.choices import chosen_filter
from partners.funding.models import Condition, ContentTheme, FundingKind, FundingSource, FundRule
from partners.source.admin import PROVENANCE, PROVENANCE_FIELDSET, SourcedAdmin
from partners.vocabulary.admin import NAMES, TermAdmin, term_fieldsets


@admin.register(FundingKind)
class FundingKindAdmin(TermAdmin):
    list_display = ["code", *NAMES, "parent", "confidence", "position"]
    list_select_related = ["parent"]
    fieldsets = term_fieldsets("parent")


@admin.register(Condition)
class ConditionAdmin(TermAdmin):
    pass


@admin.register(ContentTheme)
class ContentThemeAdmin(TermAdmin):
    pass


class FundRuleInline(RecordInline):
    model = FundRule
    fields = ["title", "text", *PROVENANCE]


@admin.register(FundingSource)
class FundingSourceAdmin(SourcedAdmin):
    list_display = ["name", "kind", "country", "body", "confidence", "source"]
    list_select_related = ["kind", "country", "source"]
    list_filter = [
        "confidence",
        chosen_filter(FundingSource, "kind"),
        chosen_filter(FundingSource, "country"),
        chosen_filter(FundingSource, "conditions"),
        chosen_filter(FundingSource, "themes"),
        chosen_filter(FundingSource, "source"),
    ]
    search_fields = ["name", "body"]
    fieldsets = [
        (None, {"fields": ["name", "public_id", "kind", "country", "body", "url"]}),
        (None, {"fields": ["conditions", "themes", "note"]}),
        PROVENANCE_FIELDSET,
    ]
    readonly_fields = ["public_id"]
    inlines = [FundRuleInline]
    acts = [*SourcedAdmin.acts, MergeDuplicates()]


@admin.register(FundRule)
class FundRuleAdmin(SourcedAdmin):
    list_display = ["title", "fund", "confidence", "source"]
    list_select_related = ["fund", "source"]
    list_filter = ["confidence", chosen_filter(FundRule, "fund"), chosen_filter(FundRule, "source")]
    search_fields = ["title"]
    folded = ["title", "text", "fund__name"]
    fieldsets = [(None, {"fields": ["fund", "title", "text"]}), PROVENANCE_FIELDSET]
