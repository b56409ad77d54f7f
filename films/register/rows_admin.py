"""Admin of the rows below a film: on the film's page, and each kind in a list of its own."""

from django.contrib import admin

from coprod.editing.admin import RecordInline
from coprod.editing.choices import ValuesFilter, chosen_filter
from films.register.film import Citation, FilmTitle
from films.register.funding import PublishedFunding
from films.register.judging import problems_with_shares, problems_with_splits
from films.register.participation import Participation, PublishedCredit
from films.register.person import Credit
from films.register.showing import Commitment, LanguageVersion, Release, Selection
from partners.source.admin import PROVENANCE, PROVENANCE_FIELDSET, SourcedAdmin

PARTICIPATION = ["country", "company", "role", "share", "is_delegate", "position"]
SPLIT = ["country", "finance", "ownership", "revenue", "points"]
FUNDING = ["fund", "kind", "country", "amount", "currency", "awarded_on", "url"]
CREDIT = ["person", "function", "nationality", "position"]
TITLE = ["text", "language", "script"]
SELECTION = ["festival", "year", "section", "prize"]
RELEASE = ["country", "channel", "released_on", "until", "distributor"]
VERSION = ["language", "kind", "owner"]
COMMITMENT = ["kind", "country", "quantity", "note"]
CITATION = ["about", *PROVENANCE]


class ParticipationInline(RecordInline):
    model = Participation
    fields = [*PARTICIPATION, *PROVENANCE]
    classes = []

    def problems(self, rows):
        return problems_with_shares(row.share for row in rows)


class SplitInline(RecordInline):
    model = PublishedCredit
    fields = [*SPLIT, *PROVENANCE]

    def problems(self, rows):
        return problems_with_splits(rows)


class FundingInline(RecordInline):
    model = PublishedFunding
    fields = [*FUNDING, *PROVENANCE]


class CreditInline(RecordInline):
    model = Credit
    fields = [*CREDIT, *PROVENANCE]


class TitleInline(RecordInline):
    model = FilmTitle
    fields = [*TITLE, *PROVENANCE]


class SelectionInline(RecordInline):
    model = Selection
    fields = [*SELECTION, *PROVENANCE]


class ReleaseInline(RecordInline):
    model = Release
    fields = [*RELEASE, *PROVENANCE]


class VersionInline(RecordInline):
    model = LanguageVersion
    fields = [*VERSION, *PROVENANCE]


class CommitmentInline(RecordInline):
    model = Commitment
    fields = [*COMMITMENT, *PROVENANCE]


class CitationInline(RecordInline):
    model = Citation
    fields = CITATION


ROWS_OF_A_FILM = [
    ParticipationInline,
    SplitInline,
    FundingInline,
    CreditInline,
    TitleInline,
    SelectionInline,
    ReleaseInline,
    VersionInline,
    CommitmentInline,
    CitationInline,
]


class RowOfFilmAdmin(SourcedAdmin):
    """A row that belongs to one film."""

    searched_through = "film"
    search_fields = ["film__title"]

    def siblings(self, row):
        """The other rows of the same film."""
        return list(self.model._base_manager.filter(film=row.film_id).exclude(pk=row.pk))


@admin.register(Participation)
class ParticipationAdmin(RowOfFilmAdmin):
    list_display = ["film", "country", "company", "role", "share", "is_delegate", "confidence"]
    list_select_related = ["film", "country", "company"]
    list_filter = [
        "role",
        "is_delegate",
        "confidence",
        chosen_filter(Participation, "country"),
        chosen_filter(Participation, "company"),
        chosen_filter(Participation, "film"),
        chosen_filter(Participation, "source"),
    ]
    fieldsets = [(None, {"fields": ["film", *PARTICIPATION]}), PROVENANCE_FIELDSET]

    def problems(self, row):
        return problems_with_shares(one.share for one in [*self.siblings(row), row])


@admin.register(PublishedCredit)
class SplitAdmin(RowOfFilmAdmin):
    list_display = ["film", *SPLIT, "confidence"]
    list_select_related = ["film", "country"]
    list_filter = [
        "confidence",
        chosen_filter(PublishedCredit, "country"),
        chosen_filter(PublishedCredit, "film"),
        chosen_filter(PublishedCredit, "source"),
    ]
    fieldsets = [(None, {"fields": ["film", *SPLIT]}), PROVENANCE_FIELDSET]

    def problems(self, row):
        return problems_with_splits([*self.siblings(row), row])


@admin.register(PublishedFunding)
class FundingAdmin(RowOfFilmAdmin):
    list_display = ["film", "fund", "kind", "country", "amount", "currency", "awarded_on"]
    list_select_related = ["film", "fund", "kind", "country"]
    list_filter = [
        "confidence",
        ("currency", ValuesFilter),
        chosen_filter(PublishedFunding, "fund"),
        chosen_filter(PublishedFunding, "kind"),
        chosen_filter(PublishedFunding, "country"),
        chosen_filter(PublishedFunding, "film"),
        chosen_filter(PublishedFunding, "source"),
    ]
    fieldsets = [
        (None, {"fields": ["film", "public_id", *FUNDING]}),
        PROVENANCE_FIELDSET,
    ]
    readonly_fields = ["public_id"]


@admin.register(Credit)
class CreditAdmin(RowOfFilmAdmin):
    list_display = ["film", "person", "function", "nationality", "confidence"]
    list_select_related = ["film", "person", "nationality"]
    list_filter = [
        "function",
        "confidence",
        chosen_filter(Credit, "person"),
        chosen_filter(Credit, "nationality"),
        chosen_filter(Credit, "film"),
        chosen_filter(Credit, "source"),
    ]
    fieldsets = [(None, {"fields": ["film", *CREDIT]}), PROVENANCE_FIELDSET]


@admin.register(FilmTitle)
class TitleAdmin(RowOfFilmAdmin):
    list_display = ["film", *TITLE, "confidence"]
    list_select_related = ["film", "language"]
    list_filter = [
        "script",
        "confidence",
        chosen_filter(FilmTitle, "language"),
        chosen_filter(FilmTitle, "film"),
        chosen_filter(FilmTitle, "source"),
    ]
    fieldsets = [(None, {"fields": ["film", *TITLE]}), PROVENANCE_FIELDSET]


@admin.register(Selection)
class SelectionAdmin(RowOfFilmAdmin):
    list_display = ["film", *SELECTION, "confidence"]
    list_select_related = ["film", "festival"]
    list_filter = [
        "confidence",
        chosen_filter(Selection, "festival"),
        chosen_filter(Selection, "film"),
        chosen_filter(Selection, "source"),
    ]
    fieldsets = [(None, {"fields": ["film", *SELECTION]}), PROVENANCE_FIELDSET]


@admin.register(Release)
class ReleaseAdmin(RowOfFilmAdmin):
    list_display = ["film", *RELEASE, "confidence"]
    list_select_related = ["film", "country", "channel", "distributor"]
    list_filter = [
        "confidence",
        chosen_filter(Release, "country"),
        chosen_filter(Release, "channel"),
        chosen_filter(Release, "distributor"),
        chosen_filter(Release, "film"),
        chosen_filter(Release, "source"),
    ]
    fieldsets = [(None, {"fields": ["film", *RELEASE]}), PROVENANCE_FIELDSET]


@admin.register(LanguageVersion)
class VersionAdmin(RowOfFilmAdmin):
    list_display = ["film", *VERSION, "confidence"]
    list_select_related = ["film", "language", "owner"]
    list_filter = [
        "kind",
        "confidence",
        chosen_filter(LanguageVersion, "language"),
        chosen_filter(LanguageVersion, "owner"),
        chosen_filter(LanguageVersion, "film"),
        chosen_filter(LanguageVersion, "source"),
    ]
    fieldsets = [(None, {"fields": ["film", *VERSION]}), PROVENANCE_FIELDSET]


@admin.register(Commitment)
class CommitmentAdmin(RowOfFilmAdmin):
    list_display = ["film", *COMMITMENT, "confidence"]
    list_select_related = ["film", "kind", "country"]
    list_filter = [
        "confidence",
        chosen_filter(Commitment, "kind"),
        chosen_filter(Commitment, "country"),
        chosen_filter(Commitment, "film"),
        chosen_filter(Commitment, "source"),
    ]
    fieldsets = [(None, {"fields": ["film", *COMMITMENT]}), PROVENANCE_FIELDSET]


@admin.register(Citation)
class CitationAdmin(RowOfFilmAdmin):
    list_display = ["film", "about", "source", "locator", "confidence"]
    list_select_related = ["film", "source"]
    list_filter = [
        "confidence",
        chosen_filter(Citation, "film"),
        chosen_filter(Citation, "source"),
    ]
    fieldsets = [(None, {"fields": ["film", "about"]}), PROVENANCE_FIELDSET]
