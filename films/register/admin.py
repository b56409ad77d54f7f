"""Admin of films, people and festivals; the rows below a film are in ``rows_admin.py``."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from coprod.editing.acts import Act, MergeDuplicates
from coprod.editing.choices import FilledFilter, chosen_filter
from films.register.film import FIRST_YEAR, Film
from films.register.participation import Participation
from films.register.person import Credit, Person
from films.register.rows_admin import ROWS_OF_A_FILM, CreditInline
from films.register.showing import Festival, Selection
from partners.source.admin import PROVENANCE_FIELDSET, SourcedAdmin

FIRST_DECADE, LAST_DECADE = FIRST_YEAR, 2030


class Announce(Act):
    """Makes films exist for readers, from now on."""

    name = "announce"
    label = _("Announce")

    def change(self, row, data):
        if row.announced_at is not None:
            return False
        row.announced_at = timezone.now()
        return True

    def done(self, count):
        return ngettext("%(count)d film was announced.", "%(count)d films were announced.", count)


class WithdrawAnnouncement(Act):
    """Takes films away from readers."""

    name = "withdraw"
    label = _("Withdraw the announcement")

    def change(self, row, data):
        if row.announced_at is None:
            return False
        row.announced_at = None
        return True

    def done(self, count):
        return ngettext("%(count)d film was withdrawn.", "%(count)d films were withdrawn.", count)


class AnnouncedFilter(FilledFilter):
    title = _("announced")
    parameter_name = "announced"
    field_name = "announced_at"


class TogetherFilter(admin.SimpleListFilter):
    """Made by one country, by several, or not known by which."""

    title = _("number of countries")
    parameter_name = "made_by"
    CONDITIONS = {
        "none": {"country_count": 0},
        "one": {"country_count": 1},
        "several": {"country_count__gte": 2},
    }

    def lookups(self, request, model_admin):
        return [("several", _("two or more")), ("one", _("one")), ("none", _("not known"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in self.CONDITIONS:
            raise IncorrectLookupParameters
        return queryset.filter(**self.CONDITIONS[self.value()])


class DecadeFilter(admin.SimpleListFilter):
    title = _("decade")
    parameter_name = "decade"

    def lookups(self, request, model_admin):
        decades = range(LAST_DECADE, FIRST_DECADE - 1, -10)
        return [("none", _("year not known")), *((str(ten), f"{ten}–{ten + 9}") for ten in decades)]

    def queryset(self, request, queryset):
        value = self.value()
        if value is None:
            return queryset
        if value not in dict(self.lookup_choices):
            raise IncorrectLookupParameters
        if value == "none":
            return queryset.filter(year=None)
        return queryset.filter(year__range=(int(value), int(value) + 9))


@admin.register(Film)
class FilmAdmin(SourcedAdmin):
    list_display = [
        "title",
        "original_title",
        "year",
        "countries",
        "kind",
        "stage",
        "is_announced",
        "confidence",
    ]
    list_prefetch_related = ["participations__country"]
    list_filter = [
        AnnouncedFilter,
        TogetherFilter,
        chosen_filter(Participation, "country", link="film"),
        chosen_filter(Participation, "company", link="film"),
        chosen_filter(Credit, "person", link="film"),
        chosen_filter(Selection, "festival", link="film"),
        chosen_filter(Film, "treaty"),
        chosen_filter(Film, "genres"),
        chosen_filter(Film, "source"),
        "confidence",
        "kind",
        "stage",
        "official",
        DecadeFilter,
    ]
    search_fields = ["title"]
    fieldsets = [
        (None, {"fields": ["title", "original_title", "public_id", "announced_at"]}),
        (
            _("The film"),
            {
                "fields": [
                    ("year", "year_kind"),
                    ("kind", "stage"),
                    "length",
                    "genres",
                    "themes",
                    "languages",
                    "synopsis",
                ]
            },
        ),
        (_("Co-production"), {"fields": ["official", "treaty"]}),
        (_("Published budget"), {"fields": [("budget_amount", "budget_currency")]}),
        (_("Identifiers"), {"fields": ["imdb_id", "wikidata_id", "eidr", "isan"]}),
        PROVENANCE_FIELDSET,
    ]
    readonly_fields = ["public_id"]
    inlines = ROWS_OF_A_FILM
    acts = [*SourcedAdmin.acts, Announce(), WithdrawAnnouncement()]

    @admin.display(description=_("countries"))
    def countries(self, film):
        codes = (part.country.code for part in film.participations.all() if part.country)
        return " ".join(dict.fromkeys(codes))

    @admin.display(description=_("announced"), boolean=True, ordering="announced_at")
    def is_announced(self, film):
        return film.is_announced

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_announced else None


@admin.register(Person)
class PersonAdmin(SourcedAdmin):
    list_display = ["name", "confidence", "source", "locator"]
    list_select_related = ["source"]
    list_filter = [
        "confidence",
        chosen_filter(Credit, "film", link="person"),
        chosen_filter(Credit, "nationality", link="person"),
        chosen_filter(Person, "source"),
    ]
    search_fields = ["name"]
    fieldsets = [(None, {"fields": ["name", "public_id"]}), PROVENANCE_FIELDSET]
    readonly_fields = ["public_id"]
    acts = [*SourcedAdmin.acts, MergeDuplicates()]

    class CreditsInline(CreditInline):
        fields = ["film", "function", "nationality", "position"]

    inlines = [CreditsInline]


@admin.register(Festival)
class FestivalAdmin(SourcedAdmin):
    list_display = ["code", "name", "city", "country", "confidence", "source"]
    list_select_related = ["country", "source"]
    list_filter = [
        "confidence",
        chosen_filter(Festival, "country"),
        chosen_filter(Festival, "source"),
    ]
    search_fields = ["code", "name", "city"]
    fieldsets = [
        (None, {"fields": ["code", "name", "city", "country", "url"]}),
        PROVENANCE_FIELDSET,
    ]
