"""Admin of treaties: parties, terms and points tests, each with its article and source."""

from django.contrib import admin

from coprod.editing.admin import RecordInline
from coprod.editing.choices import chosen_filter
from partners.source.admin import PROVENANCE, PROVENANCE_FIELDSET, SourcedAdmin
from partners.treaty.models import PointsElement, Treaty, TreatyParty, TreatyTerm
from partners.vocabulary.admin import NAMES

PARTY = ["country", "in_force_on", "ended_on"]
TERM = [
    "rule",
    "scope",
    "minimum",
    "maximum",
    "is_discretionary",
    "article",
    "valid_from",
    "valid_to",
]
POINTS = ["scope", "element", "points", "position"]


class PartyInline(RecordInline):
    model = TreatyParty
    fields = [*PARTY, *PROVENANCE]


class TermInline(RecordInline):
    model = TreatyTerm
    fields = [*TERM, *PROVENANCE]


class PointsInline(RecordInline):
    model = PointsElement
    fields = ["element", "scope", "points", "position", *PROVENANCE]


@admin.register(Treaty)
class TreatyAdmin(SourcedAdmin):
    list_display = ["code", "name_en", "kind", "signed_on", "in_force_on", "ended_on", "confidence"]
    list_filter = [
        "kind",
        "confidence",
        chosen_filter(TreatyParty, "country", link="treaty"),
        chosen_filter(Treaty, "source"),
    ]
    search_fields = ["code", *NAMES]
    fieldsets = [
        (None, {"fields": ["code", *NAMES, "kind", "url", "replaced_by", "note"]}),
        (None, {"fields": ["signed_on", "in_force_on", "ended_on"]}),
        PROVENANCE_FIELDSET,
    ]
    inlines = [PartyInline, TermInline, PointsInline]


class RowOfTreatyAdmin(SourcedAdmin):
    """A row that belongs to one treaty."""

    list_select_related = ["treaty", "source"]
    searched_through = "treaty"
    search_fields = [f"treaty__{name}" for name in NAMES]


@admin.register(TreatyParty)
class TreatyPartyAdmin(RowOfTreatyAdmin):
    list_display = ["treaty", *PARTY, "confidence"]
    list_select_related = ["treaty", "country"]
    list_filter = [
        "confidence",
        chosen_filter(TreatyParty, "treaty"),
        chosen_filter(TreatyParty, "country"),
        chosen_filter(TreatyParty, "source"),
    ]
    fieldsets = [(None, {"fields": ["treaty", *PARTY]}), PROVENANCE_FIELDSET]


@admin.register(TreatyTerm)
class TreatyTermAdmin(RowOfTreatyAdmin):
    list_display = ["treaty", "rule", "scope", "minimum", "maximum", "article", "confidence"]
    list_filter = [
        "rule",
        "scope",
        "confidence",
        chosen_filter(TreatyTerm, "treaty"),
        chosen_filter(TreatyTerm, "source"),
    ]
    fieldsets = [(None, {"fields": ["treaty", *TERM]}), PROVENANCE_FIELDSET]


@admin.register(PointsElement)
class PointsElementAdmin(RowOfTreatyAdmin):
    list_display = ["treaty", *POINTS, "confidence"]
    list_filter = [
        "scope",
        "confidence",
        chosen_filter(PointsElement, "treaty"),
        chosen_filter(PointsElement, "source"),
    ]
    fieldsets = [(None, {"fields": ["treaty", *POINTS]}), PROVENANCE_FIELDSET]
