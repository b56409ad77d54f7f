"""Admin of vocabularies: words with their names in three languages, in an order of their own."""

from django.utils.translation import gettext_lazy as _

from partners.source.admin import PROVENANCE_FIELDSET, SourcedAdmin

NAMES = ["name_en", "name_ru", "name_kk"]
NAMES_FIELDSET = (_("Names"), {"fields": NAMES})


def term_fieldsets(*more):
    """The fields of a word, with further ones of its own vocabulary."""
    return [
        (None, {"fields": ["code", "position", "meaning", *more]}),
        NAMES_FIELDSET,
        PROVENANCE_FIELDSET,
    ]


class TermAdmin(SourcedAdmin):
    """The words of one vocabulary; their order is changed in the list."""

    list_display = ["code", *NAMES, "confidence", "position"]
    list_editable = ["position"]
    list_filter = ["confidence"]
    search_fields = ["code", *NAMES]
    folded = ["code", *NAMES, "meaning"]
    fieldsets = term_fieldsets()
