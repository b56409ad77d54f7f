"""The bases of every admin page: ``RecordAdmin`` and ``RecordInline``, and for rows without a
history ``LockedAdmin``."""

from django.contrib import admin
from django.db import models

from coprod.editing.choices import ByTyping, foreign_keys, remember_chosen
from coprod.editing.forms import LockedForm
from coprod.editing.formsets import RecordFormSet
from coprod.editing.history import HistoryPages
from coprod.editing.lists import LockedList
from coprod.editing.pages import LockedPage
from coprod.fields import MoneyField, PercentField

FIELDS = {
    # Browsers refuse thousands apart in a number field.
    MoneyField: {"widget": admin.widgets.AdminTextInputWidget},
    PercentField: {"widget": admin.widgets.AdminTextInputWidget},
    models.URLField: {"assume_scheme": "https"},
}


class LockedAdmin(ByTyping, LockedPage, LockedList):
    """A list and its pages, locked against lost edits."""

    formfield_overrides = FIELDS


class RecordAdmin(HistoryPages, LockedAdmin):
    """A list and its pages, locked against lost edits, with a history and the way back."""


class InlineForm(LockedForm):
    """One row on the page of the record it belongs to."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        remember_chosen(self)


class RecordInline(ByTyping, admin.TabularInline):
    """Rows edited on the page of the record they belong to."""

    form = InlineForm
    formset = RecordFormSet
    formfield_overrides = FIELDS
    extra = 0
    show_change_link = True
    classes = ["collapse"]

    def problems(self, rows):
        """Sentences that forbid these rows together."""
        return []

    def get_fields(self, request, obj=None):
        fields = [name for name in super().get_fields(request, obj) if name != "seen_revision"]
        return [*fields, "seen_revision"] if self.has_change_permission(request, obj) else fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*foreign_keys(self.model))

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.judge = lambda _formset, rows: self.problems(rows)
        return formset
