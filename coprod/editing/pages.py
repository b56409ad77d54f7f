"""The page of one row in the admin: locked while it is saved, conflicts shown, deletion too."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import router, transaction
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from coprod.editing.conflict import conflict_page, conflict_with
from coprod.editing.deleting import deleted_objects
from coprod.editing.forms import LockedForm, conflicts_of, reason, revision_of
from coprod.records import StaleRecord


class LockedPage(admin.ModelAdmin):
    """A row that two people may open at once: the second to save is shown both versions."""

    form = LockedForm
    # Fields of the form that are none of the row.
    machinery = ("seen_revision",)

    def problems(self, row):
        """Sentences that forbid a row as it would become."""
        return []

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj and not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (None, {"fields": self.machinery})]

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return [name for name in fields if name not in self.machinery]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.judge = lambda _form, row: self.problems(row)
        return form

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        writes = router.db_for_write(self.model)
        if row and request.method == "POST" and transaction.get_connection(writes).in_atomic_block:
            # Until this edit is done nobody else may edit the row or the rows below it.
            rows = self.get_queryset(request).using(writes).select_for_update(of=("self",))
            row = rows.filter(pk=row.pk).first()
        return row

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id is not None:
            pk = unquote(object_id)
            deletion = self.deletion(pk)
            if deletion and self.get_object(request, pk) is None:
                return self._gone(request, deletion)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleRecord:
            # Saved between our look and our save: the second look finds the new revision.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def deletion(self, pk):
        """The entry of the history that tells of the deletion of a row, if it has one."""
        return None

    def _gone(self, request, deletion):
        """The row was deleted while somebody edited it: what was typed is shown, not lost."""
        form = self.get_form(request)(request.POST)
        form.set_gone(deletion)
        form.full_clean()
        return conflict_page(self, request, [form.conflict()], gone=self.restore_url(deletion))

    def restore_url(self, deletion):
        """Where a deleted row is brought back."""
        return ""

    def render_change_form(self, request, context, *args, **kwargs):
        forms = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            forms += inline.formset.forms
        context["conflicts"] = conflicts_of(forms)
        response = super().render_change_form(request, context, *args, **kwargs)
        if context["conflicts"]:
            response.status_code = 409
        return response

    def view_on_site(self, obj):
        """Where readers find the row; nothing when they do not."""
        try:
            return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None
        except NoReverseMatch:  # A code that was typed and refused makes no address.
            return None

    def delete_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, unquote(object_id))
        revision = revision_of(row) if row else ""
        seen = request.POST.get("revision", "")
        if row and request.method == "POST" and seen != revision:
            why = reason(request) or ""
            return conflict_page(
                self,
                request,
                [conflict_with(row, seen)],
                again=[("post", "yes"), ("why", why), ("revision", revision)],
                button=_("Delete it all the same"),
            )
        return super().delete_view(
            request, object_id, {"revision": revision, **(extra_context or {})}
        )

    def delete_model(self, request, obj):
        obj._change_reason = reason(request)
        obj.delete()

    def get_deleted_objects(self, objs, request):
        return deleted_objects(objs, request, self.admin_site)
