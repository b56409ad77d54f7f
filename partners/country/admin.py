"""Admin of countries, living and withdrawn, with the spellings that stand for them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from coprod.editing.admin import RecordAdmin, RecordInline
from coprod.editing.choices import FilledFilter, chosen_filter
from partners.country.models import Country, CountryAlias, NationalCinema, Region
from partners.source.admin import PROVENANCE_FIELDSET, SourcedAdmin
from partners.source.models import ByName
from partners.vocabulary.admin import NAMES, NAMES_FIELDSET, TermAdmin, term_fieldsets


@admin.register(Region)
class RegionAdmin(RecordAdmin):
    list_display = ["code", *NAMES, "parent"]
    list_select_related = ["parent"]
    list_filter = [chosen_filter(Region, "parent")]
    search_fields = ["code", *NAMES]
    folded = ["code", *NAMES]
    fields = ["code", "parent", *NAMES]


class WithdrawnFilter(FilledFilter):
    title = _("withdrawn")
    parameter_name = "withdrawn"
    field_name = "valid_to"


class AliasInline(RecordInline):
    model = CountryAlias
    fields = ["text"]


@admin.register(Country)
class CountryAdmin(SourcedAdmin):
    list_display = ["code", *NAMES, "region", "valid_from", "valid_to"]
    list_select_related = ["region"]
    list_filter = [
        WithdrawnFilter,
        "confidence",
        chosen_filter(Country, "region"),
        chosen_filter(Country, "source"),
    ]
    search_fields = ["code", *NAMES]
    fieldsets = [
        (None, {"fields": ["code", "alpha_2", "alpha_3", "numeric", "region", "currency"]}),
        NAMES_FIELDSET,
        (_("Existed"), {"fields": ["valid_from", "valid_to", "successors"]}),
        (_("Film authority"), {"fields": ["authority", "authority_url"]}),
        PROVENANCE_FIELDSET,
    ]
    inlines = [AliasInline]

    def get_ordering(self, request):
        """Choices of a form stand as the list does: by the names that the reader sees."""
        return [ByName(Country).asc()]


@admin.register(CountryAlias)
class CountryAliasAdmin(RecordAdmin):
    list_display = ["text", "country"]
    list_select_related = ["country"]
    list_filter = [chosen_filter(CountryAlias, "country")]
    search_fields = ["text"]
    folded = ["text", "country__code", "country__name_en", "country__name_ru", "country__name_kk"]
    fields = ["text", "country"]


@admin.register(NationalCinema)
class NationalCinemaAdmin(TermAdmin):
    fieldsets = term_fieldsets("countries")
