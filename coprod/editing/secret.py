"""Admin of secret rows: for those who see all, on their behalf, and each reading is kept.

Every query of these pages names the admin as its reader, choosers and inlines too.
"""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied

from coprod.editing.acts import DeleteChosen
from coprod.editing.admin import LockedAdmin, RecordAdmin, RecordInline
from coprod.editing.choices import readable_rows
from coprod.editing.formsets import RecordFormSet
from coprod.editing.values import is_key
from coprod.secrecy import SecretQuerySet
from coprod.text import MAX_TERMS, terms


class ForAdmins:
    """For admins and inlines: no matter of single permissions, but of whoever sees all."""

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    def has_add_permission(self, request, obj=None):
        return self.has_view_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_view_permission(request) and self.is_open(obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_view_permission(request) and self.is_open(obj)

    def is_open(self, row):
        """Whether a row may still be changed; without one, whether any may."""
        return True


class ReadByAdmin(ForAdmins):
    """For admins and inlines: rows and choices are those of the admin who asks."""

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if isinstance(rows, SecretQuerySet) else rows

    def get_field_queryset(self, db, db_field, request):
        related = db_field.remote_field.model
        if isinstance(related._default_manager.get_queryset(), SecretQuerySet):
            return readable_rows(related, request.user)
        return super().get_field_queryset(db, db_field, request)


class DeleteOpen(DeleteChosen):
    """Deletes the chosen rows; what is frozen stays, and says so."""

    def problems(self, rows, data, *, admin, request):
        frozen = [row for row in rows if not admin.is_open(row)]
        if frozen:
            return [f"{row}: {admin.frozen_sentence(row)}" for row in frozen[:5]]
        return super().problems(rows, data, admin=admin, request=request)


class SecretList(ReadByAdmin):
    """A list and pages of secret rows. ``found_by`` names the fields that searching looks into;
    ``found_through`` the field that leads to the row whose folded text is searched as well."""

    acts = [DeleteOpen()]
    # Django offers a search where this is filled; what is searched stands below.
    search_fields = ["pk"]
    found_by = ()
    found_through = ""

    def get_queryset(self, request):
        # Pages about one row name it by the same links as the list.
        rows = super().get_queryset(request)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def note(self, request, *rows):
        """Keep that an admin has read these rows."""

    def note_gone(self, request, *entries):
        """Keep that an admin has read what these entries of the history tell of deleted rows."""

    def frozen_sentence(self, row):
        """Why a row that is not open cannot be changed."""
        return ""

    def get_search_results(self, request, queryset, search_term):
        words = terms(search_term)[:MAX_TERMS]
        if not words:
            return (queryset.none() if search_term.strip() else queryset), False
        found = queryset.none()
        if hasattr(queryset, "matching"):
            return queryset.matching(search_term), False
        if self.found_through:
            *_path, target = self._targets()
            rows = readable_rows(target, request.user).matching(search_term)
            found = queryset.filter(**{f"{self.found_through}__in": rows.values("pk")})
        for name in self.found_by:
            found = found | queryset.filter(**{f"{name}__icontains": search_term.strip()})
        return found, False

    def _targets(self):
        model = self.model
        for name in self.found_through.split("__"):
            model = model._meta.get_field(name).related_model
            yield model

    # Every page about a row is a reading of it, and so is every list.

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        if (shown := (getattr(response, "context_data", None) or {}).get("cl")) is not None:
            self.note(request, *shown.result_list)
        return response

    def _reached(self, request, object_id):
        row = self.get_object(request, unquote(object_id))
        if row is not None:
            self.note(request, row)
        return row

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self._reached(request, object_id)
        if row is not None and request.method == "GET" and not self.is_open(row):
            messages.info(request, self.frozen_sentence(row))
        return super().change_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        self.admin_site.note(request, _secret_choices(context["adminform"].form))
        return super().render_change_form(request, context, *args, **kwargs)

    def delete_view(self, request, object_id, extra_context=None):
        row = self._reached(request, object_id)
        if row is not None and not self.has_delete_permission(request, row):
            raise PermissionDenied
        return super().delete_view(request, object_id, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        self._reached(request, object_id)
        return super().history_view(request, object_id, extra_context)


def _secret_choices(form):
    """The secret rows that a form shows as chosen, by its address or by what was posted."""
    for name, field in form.fields.items():
        rows = getattr(field, "queryset", None)
        if isinstance(rows, SecretQuerySet) and is_key(rows.model, str(form[name].value())):
            yield from rows.filter(pk=form[name].value())


class SecretAdmin(SecretList, LockedAdmin):
    """Secret rows without a history."""


class SecretRecordAdmin(SecretList, RecordAdmin):
    """Secret rows with a history and the way back."""

    def problems(self, row):
        return [] if self.is_open(row) else [self.frozen_sentence(row)]

    def _reached(self, request, object_id):
        row = super()._reached(request, object_id)
        if row is None and (deletion := self.deletion(unquote(object_id))):
            self.note_gone(request, deletion)
        return row

    def deleted_view(self, request):
        response = super().deleted_view(request)
        changes = response.context_data["changes"]
        self.note_gone(request, *(one["change"].entry for one in changes))
        return response

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        self._reached(request, object_id)
        return super().history_form_view(request, object_id, version_id, extra_context)


class SecretFormSet(RecordFormSet):
    """Secret rows below a record: the key of a row is looked up among those that are read."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        key = form.fields.get(self.model._meta.pk.name)
        if key is not None and hasattr(key, "queryset"):
            key.queryset = self.queryset


class SecretInline(ReadByAdmin, RecordInline):
    """Secret rows edited on the page of the record they belong to."""

    formset = SecretFormSet
