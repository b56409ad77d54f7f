"""A list in the admin: searched in every script, quick with many rows, locked in bulk too."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db import DataError
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod.editing.acts import DeleteChosen
from coprod.editing.choices import chooser_media
from coprod.editing.forms import LONGEST_REASON, ListForm, conflicts_of, revision_of
from coprod.editing.values import is_key
from coprod.records import Record, StaleRecord
from coprod.text import MAX_TERMS, normalise, terms


class WhyActionForm(ActionForm):
    """The bar of bulk acts, with a place to say why."""

    why = forms.CharField(
        label=gettext_lazy("Why:"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"size": 30, "autocomplete": "off"}),
    )


class BadFilter(Exception):
    """An address that asks for a list by something it cannot be asked by."""


class LockedChangeList(ChangeList):
    """A list that loads what it shows of linked rows at once."""

    def get_queryset(self, request, exclude_parameters=None):
        rows = super().get_queryset(request, exclude_parameters)
        return rows.prefetch_related(*self.model_admin.list_prefetch_related, *self._marked_by())

    def _marked_by(self):
        """Links that tell whether a row without a revision was edited."""
        links = [] if issubclass(self.model, Record) else self.model._meta.many_to_many
        return [field.name for field in links]


class LockedList(admin.ModelAdmin):
    """A list whose rows carry their revision, for bulk acts and for editing in the list."""

    action_form = WhyActionForm
    acts = [DeleteChosen()]
    list_per_page = 50
    list_max_show_all = 200
    list_prefetch_related = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    # Columns that are folded here for searching: for short tables without a search text.
    folded = ()
    # The field that leads to the row whose search text is searched instead.
    searched_through = ""

    @property
    def media(self):
        return super().media + chooser_media()

    def get_changelist(self, request, **kwargs):
        return LockedChangeList

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except (IncorrectLookupParameters, OverflowError, DataError) as fault:
            raise BadFilter from fault

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **{"form": ListForm, **kwargs})

    def action_checkbox(self, obj):
        return format_html(
            '{}<input type="hidden" name="revision-{}" value="{}">',
            super().action_checkbox(obj),
            obj.pk,
            revision_of(obj),
        )

    def get_actions(self, request):
        if IS_POPUP_VAR in request.GET:
            return {}
        return {
            act.name: (act, act.name, act.label)
            for act in self.acts
            if getattr(self, f"has_{act.permission}_permission")(request)
        }

    def response_action(self, request, queryset):
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if all(is_key(self.model, key) for key in chosen):
            return super().response_action(request, queryset)
        sentence = _(
            "Items must be selected in order to perform actions on them. "
            "No items have been changed."
        )
        self.message_user(request, sentence, messages.WARNING)
        return None

    def changelist_view(self, request, extra_context=None):
        try:
            response = self._list(request, extra_context)
        except BadFilter:
            return self._bad_filter(request)
        formset = getattr(getattr(response, "context_data", {}).get("cl"), "formset", None)
        if formset is not None and formset.is_bound:
            response.context_data["conflicts"] = conflicts_of(formset.forms)
            if response.context_data["conflicts"]:
                response.status_code = 409
        return response

    def _list(self, request, extra_context):
        try:
            return super().changelist_view(request, extra_context)
        except StaleRecord:
            # Saved between our look and our save: the second look finds the new revision.
            return super().changelist_view(request, extra_context)

    def _bad_filter(self, request):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("This list cannot be narrowed like that"),
            "asked": list(request.GET.items()),
        }
        return TemplateResponse(request, "admin/bad_filter.html", context, status=400)

    def get_search_results(self, request, queryset, search_term):
        words = terms(search_term)[:MAX_TERMS]
        if not words:
            return (queryset.none() if search_term.strip() else queryset), False
        if self.searched_through:
            target = self.opts.get_field(self.searched_through).related_model
            rows = target._default_manager.matching(search_term)
            return queryset.filter(**{f"{self.searched_through}__in": rows.values("pk")}), False
        if self.folded:
            return queryset.filter(pk__in=self._folded_hits(queryset, words)), False
        if hasattr(queryset, "matching"):
            return queryset.matching(search_term), False
        return super().get_search_results(request, queryset, search_term)

    def _folded_hits(self, queryset, words):
        for pk, *texts in queryset.order_by().values_list("pk", *self.folded):
            text = " ".join(normalise(str(text)) for text in texts if text)
            if all(word in text for word in words):
                yield pk
