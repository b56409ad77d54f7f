"""Admin of the words that films and deals are described with."""

from django.contrib import admin

from coprod.editing.admin import RecordAdmin
from films.vocabulary.models import (
    DealStage,
    DevelopmentPhase,
    Genre,
    GovernanceMatter,
    Language,
    ObligationKind,
    ReleaseChannel,
    Theme,
)
from partners.vocabulary.admin import NAMES, TermAdmin


@admin.register(
    DealStage, DevelopmentPhase, Genre, GovernanceMatter, ObligationKind, ReleaseChannel, Theme
)
class WordAdmin(TermAdmin):
    pass


@admin.register(Language)
class LanguageAdmin(RecordAdmin):
    list_display = ["code", *NAMES]
    search_fields = ["code", *NAMES]
    folded = ["code", *NAMES]
    fields = ["code", *NAMES]
