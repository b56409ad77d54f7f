"""The history of a row in the admin: every change with its lines, and the way back."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms.models import _get_foreign_key
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from coprod.editing.conflict import conflict_page, conflict_with
from coprod.editing.forms import RecordForm, reason
from coprod.editing.values import (
    Names,
    editable_fields,
    is_key,
    number_in,
    side_by_side,
    stored_values,
)
from coprod.editing.versions import (
    History,
    changes,
    deleted_with,
    latest,
    restore,
    values_at,
)
from coprod.records import Record, StaleRecord

PAGE_SIZE = 50
LAST_PAGE = 200


class HistoryPages(SimpleHistoryAdmin):
    """Saving leaves one entry with its reason; any version can be brought back."""

    form = RecordForm
    machinery = ("why", "seen_revision")

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_deleted"
        deleted = path("deleted/", self.admin_site.admin_view(self.deleted_view), name=name)
        return [deleted, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        name = f"{self.opts.app_label}_{self.opts.model_name}_deleted"
        url = reverse(f"{self.admin_site.name}:{name}")
        return super().changelist_view(request, {"deleted_url": url, **(extra_context or {})})

    # Saving

    def save_model(self, request, obj, form, change):
        if change and not form.changed_data:
            return
        obj._change_reason = reason(request)
        with obj.one_entry():
            super().save_model(request, obj, form, change)
            form.save_m2m()

    def save_formset(self, request, form, formset, change):
        for row in formset.forms:
            row.instance._change_reason = reason(request)
        super().save_formset(request, form, formset, change)

    # Reading

    def histories(self, pk):
        """The history of a row and of the rows that are edited on its page."""
        found = [History(self.model, self.model.history.filter(id=pk))]
        for inline, link in self._rows_below():
            entries = inline.model.history.filter(**{link.attname: pk})
            names = naming(inline.model, inline.fields)
            found.append(History(inline.model, entries, names, link.name))
        return found

    def _rows_below(self):
        """(inline, its foreign key) of the records that are edited on the page of a row."""
        for inline in self.inlines:
            if issubclass(inline.model, Record):
                yield inline, _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)

    def history_view(self, request, object_id, extra_context=None):
        pk = unquote(object_id)
        row, last = self.get_object(request, pk), self._latest(pk)
        if row is None and last is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        self._may_look(request, row)
        page = _page(request)
        told, more = changes(self.histories(pk), start=(page - 1) * PAGE_SIZE, size=PAGE_SIZE)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "object": row or last.instance,
            "is_deleted": row is None,
            "title": _("History of “%(row)s”") % {"row": row or last.instance},
            "module_name": self.opts.verbose_name_plural,
            "changes": [self._linked(request, change) for change in told],
            "newer": page - 1,
            "older": page + 1 if more else None,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "simple_history/object_history.html", context)

    def deleted_view(self, request):
        """The rows that were deleted last, each with the way back."""
        self._may_look(request, None)
        living = self.model._base_manager.values("pk")
        gone = self.model.history.filter(history_type="-").exclude(id__in=living)
        history = History(self.model, gone, naming(self.model, self.list_display))
        told, _more = changes([history], start=0, size=PAGE_SIZE * 2)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Deleted: %(rows)s") % {"rows": self.opts.verbose_name_plural},
            "module_name": self.opts.verbose_name_plural,
            "changes": [self._linked(request, change) for change in told],
        }
        return TemplateResponse(request, "simple_history/object_history.html", context)

    def _linked(self, request, change):
        """A change with the addresses of its version and of its undoing."""
        if not self.admin_site.is_registered(change.model):
            return {"change": change}
        page = self.admin_site.get_model_admin(change.model)
        undo = change.undone_by if page.has_change_permission(request) else None
        return {
            "change": change,
            "url": page.version_url(change.entry),
            "undo_url": page.version_url(undo) if undo else "",
        }

    def version_url(self, entry):
        name = f"{self.opts.app_label}_{self.opts.model_name}_simple_history"
        return reverse(f"{self.admin_site.name}:{name}", args=[entry.id, entry.pk])

    restore_url = version_url

    def _latest(self, pk):
        return latest(self.model, pk) if is_key(self.model, str(pk)) else None

    def deletion(self, pk):
        entry = self._latest(pk)
        return entry if entry and entry.history_type == "-" else None

    def _may_look(self, request, row):
        if not self.has_view_history_or_change_history_permission(request, row):
            raise PermissionDenied

    # Going back

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One version beside what is stored now; posting brings it back."""
        entry = self._entry_or_404(object_id, version_id)
        row = self.model._base_manager.filter(pk=entry.id).first()
        self._may_look(request, row)
        if request.method == "POST":
            if not self.has_change_permission(request, row):
                raise PermissionDenied
            answer = self._restore(request, entry, row)
            if answer:
                return answer
        return self._version_page(request, entry, row)

    def _entry_or_404(self, object_id, version_id):
        if not (is_key(self.model, object_id) and number_in(version_id) is not None):
            raise Http404
        entries = self.model.history.select_related("history_user")
        entry = entries.filter(id=object_id, history_id=version_id).first()
        if entry is None:
            raise Http404
        return entry

    def _version_page(self, request, entry, row):
        names = Names()
        then = values_at(entry)
        now = stored_values(row) if row else {}
        for values in (then, now):
            names.want(self.model, values)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "object": row or entry.instance,
            "title": _("Version %(revision)s of “%(row)s”")
            % {"revision": entry.revision, "row": row or entry.instance},
            "module_name": self.opts.verbose_name_plural,
            "entry": entry,
            "is_deleted": row is None,
            "is_current": row is not None and then == now,
            "lines": side_by_side(self.model, then, now, names),
            "revision": row.revision if row else "",
            "why": reason(request) or "",
            "may_restore": self.has_change_permission(request, row),
        }
        return TemplateResponse(request, "simple_history/object_history_form.html", context)

    def _restore(self, request, entry, row):
        why, seen = reason(request), request.POST.get("revision", "")
        try:
            with transaction.atomic():
                restored, objections = restore(
                    entry, revision=seen, why=why, problems=self.problems
                )
                if not objections and row is None:
                    self._restore_rows_below(request, entry, why)
        except StaleRecord:
            return self._restore_conflict(request, entry, seen)
        if objections:
            for sentence in objections:
                messages.error(request, sentence)
            return None
        self.log_change(request, restored, restored._change_reason)
        messages.success(
            request,
            _("“%(row)s” is again what it was in version %(revision)s.")
            % {"row": restored, "revision": entry.revision},
        )
        name = f"{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:{name}", args=[restored.pk]))

    def _restore_rows_below(self, request, entry, why):
        for inline, link in self._rows_below():
            for lost in deleted_with(entry, inline.model, link.name):
                row, objections = restore(lost, revision="", why=why, problems=lambda row: [])
                for sentence in objections:
                    messages.warning(request, f"{row._meta.verbose_name}: {sentence}")

    def _restore_conflict(self, request, entry, seen):
        row = self.model._base_manager.filter(pk=entry.id).first()
        found = [conflict_with(row, seen)] if row else []
        again = [("why", reason(request) or ""), ("revision", row.revision if row else "")]
        return conflict_page(
            self, request, found, again=again, button=_("Go back to this version all the same")
        )


def naming(model, names):
    """The first two of these names that are fields: enough to tell rows of one parent apart."""
    fields = {field.name for field in editable_fields(model)}
    return [name for name in names or () if name in fields][:2]


def _page(request):
    number = request.GET.get("p", "")
    return min(max(number_in(number) or 1, 1), LAST_PAGE)
