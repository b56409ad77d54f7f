"""Admin of sources, and what every sourced row has: filters and bulk acts of its provenance."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from coprod.editing.acts import Act
from coprod.editing.admin import RecordAdmin, RecordInline
from coprod.editing.choices import KnownSelect, chosen_filter
from partners.source.models import Confidence, Paragraph, Source

PROVENANCE = ["source", "locator", "confidence", "checked_on"]
PROVENANCE_FIELDSET = (_("Where it comes from"), {"fields": PROVENANCE})


class ConfidenceForm(forms.Form):
    confidence = forms.ChoiceField(label=_("Confidence"), choices=Confidence.choices)
    checked_on = forms.DateField(
        label=_("Checked on"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Empty leaves the day of each row as it is."),
    )


class SetConfidence(Act):
    """Says of all chosen rows how far their source was trusted."""

    name = "set_confidence"
    label = _("Set the confidence")
    explanation = _("All these rows get the same confidence:")
    fields = ("confidence", "checked_on")

    def form_class(self, rows):
        return ConfidenceForm

    def change(self, row, data):
        before = row.confidence, row.checked_on
        row.confidence = data["confidence"]
        row.checked_on = data["checked_on"] or row.checked_on
        return (row.confidence, row.checked_on) != before


class SourceForm(forms.Form):
    source = forms.ModelChoiceField(Source.objects.all(), label=_("Source"))
    locator = forms.CharField(
        label=_("Place in the source"),
        max_length=400,
        required=False,
        help_text=_("The same for all rows; empty when the new source has no such place."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        source = self.fields["source"]
        source.widget = KnownSelect(Paragraph._meta.get_field("source"), admin.site)
        source.widget.choices = source.choices


class SetSource(Act):
    """Gives all chosen rows the same source."""

    name = "set_source"
    label = _("Set the source")
    explanation = _("All these rows get the same source and place in it:")
    fields = ("source", "locator")

    def form_class(self, rows):
        return SourceForm

    def change(self, row, data):
        before = row.source_id, row.locator
        row.source, row.locator = data["source"], data["locator"]
        return (row.source_id, row.locator) != before


class SourcedAdmin(RecordAdmin):
    """A row whose facts come from somewhere."""

    acts = [*RecordAdmin.acts, SetConfidence(), SetSource()]


class ParagraphInline(RecordInline):
    model = Paragraph
    fields = ["number", "summary"]


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ["title", "key", "kind", "publisher", "published_on"]
    list_filter = ["kind"]
    search_fields = ["title", "key", "publisher"]
    folded = ["title", "key", "publisher"]
    fields = ["key", "title", "kind", "publisher", "url", "published_on", "licence", "note"]
    inlines = [ParagraphInline]


@admin.register(Paragraph)
class ParagraphAdmin(RecordAdmin):
    list_display = ["source", "number", "summary"]
    list_display_links = ["number"]
    list_select_related = ["source"]
    list_filter = [chosen_filter(Paragraph, "source")]
    search_fields = ["summary"]
    folded = ["summary", "number", "source__title"]
    fields = ["source", "number", "summary"]
