"""Bulk acts: one thing done to all chosen rows or to none.

An act goes through each row's ``save``, or writes all rows together where nothing follows from
what it changes; either way history and revision are kept. The list sends the revision of every row
it showed: rows that moved on since are shown field by field before anything is done.
"""

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coprod.editing.conflict import conflict_page, conflict_with
from coprod.editing.forms import reason, revision_of
from coprod.editing.merging import merge, problems_with_merging
from coprod.editing.together import save_together
from coprod.records import StaleRecord

MOST_ROWS = 1_000
SAME = gettext_lazy("Two of these rows would say the same: choose fewer, or answer otherwise.")
ROWS_LISTED = 50


class Act:
    """A bulk act of a list; when it needs to know more, it asks on a page of its own first."""

    name = ""
    label = ""
    explanation = ""
    permission = "change"
    # The only fields that it changes, where nothing else is made of them; else empty.
    fields: tuple[str, ...] = ()

    def form_class(self, rows):
        """The form that asks what the act needs to know; None when it needs nothing."""
        return None

    def problems(self, rows, data, *, admin, request):
        """Why the act cannot be done to these rows, one sentence each."""
        return []

    def change(self, row, data):
        """Change one row in memory; False when it is so already."""
        raise NotImplementedError

    def perform(self, rows, data, why):
        """Do it to all rows; how many changed."""
        changed = [row for row in rows if self.change(row, data)]
        if self.fields:
            save_together(changed, self.fields, why)
            return len(changed)
        for row in changed:
            row._change_reason = why
            row.save()
        return len(changed)

    def done(self, count):
        """What is said of the rows that changed."""
        return ngettext("%(count)d row was changed.", "%(count)d rows were changed.", count)

    def context(self, admin, request, rows):
        """More for the page that asks."""
        return {}

    def __call__(self, admin, request, queryset):
        """A page to show, or None to go back to the list."""
        rows = list(queryset[: MOST_ROWS + 1])
        if len(rows) > MOST_ROWS:
            sentence = _("At most %(most)d rows are changed at once: narrow the list first.")
            admin.message_user(request, sentence % {"most": MOST_ROWS}, messages.ERROR)
            return None
        admin.admin_site.note(request, rows)
        if moved := _moved_on(request, rows):
            return self._conflict(admin, request, rows, moved)
        form, data = self._form(request, rows), {}
        if form is not None:
            if not form.is_valid():
                return self._ask(admin, request, rows, form)
            data = form.cleaned_data
        if problems := self.problems(rows, data, admin=admin, request=request):
            for sentence in problems:
                admin.message_user(request, sentence, messages.ERROR)
            return None if form is None else self._ask(admin, request, rows, form)
        return self._do(admin, request, rows, form, data)

    def _form(self, request, rows):
        form_class = self.form_class(rows)
        return form_class and form_class(request.POST if "do" in request.POST else None)

    def _do(self, admin, request, rows, form, data):
        try:
            with transaction.atomic():
                count = self.perform(rows, data, reason(request))
        except StaleRecord as stale:
            row = type(stale.record)._base_manager.filter(pk=stale.record.pk).first()
            moved = [conflict_with(row or stale.record, str(stale.record.revision))]
            return self._conflict(admin, request, rows, moved)
        except IntegrityError:
            if not self.fields:
                raise
            form = self._form(request, rows)
            if form is None or form.is_valid():  # Else what was chosen is gone meanwhile.
                admin.message_user(request, SAME, messages.ERROR)
            return None if form is None else self._ask(admin, request, rows, form)
        said = [self.done(count) % {"count": count}]
        if same := len(rows) - count:
            sentence = ngettext("%(same)d was so already.", "%(same)d were so already.", same)
            said.append(sentence % {"same": same})
        admin.message_user(request, " ".join(said), messages.SUCCESS)
        return None

    def _conflict(self, admin, request, rows, moved):
        again = _repeated(request, rows)
        return conflict_page(
            admin, request, moved, again=again, button=_("Do it all the same: %s") % self.label
        )

    def _ask(self, admin, request, rows, form):
        own = {"do", "why", *(form.add_prefix(name) for name in form.fields)}
        context = {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": self.label,
            "explanation": self.explanation,
            "rows": rows[:ROWS_LISTED],
            "more": max(len(rows) - ROWS_LISTED, 0),
            "form": form,
            "why": reason(request) or "",
            "again": _repeated(request, rows, without=own),
            "media": admin.media + form.media,
            **self.context(admin, request, rows),
        }
        return TemplateResponse(request, "admin/bulk_act.html", context)


def _moved_on(request, rows):
    """Conflicts with the rows that changed since the list showed them."""
    moved = []
    for row in rows:
        seen = request.POST.get(f"revision-{row.pk}")
        if seen is not None and seen != revision_of(row):
            moved.append(conflict_with(row, seen))
    return moved


def _repeated(request, rows, without=()):
    """What has to be posted to do the same again, with the revisions that are stored now."""
    left_out = {"csrfmiddlewaretoken", *without}
    pairs = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in left_out and not name.startswith(("revision-", "form-"))
        for value in values
    ]
    return pairs + [(f"revision-{row.pk}", revision_of(row)) for row in rows]


class DeleteChosen(Act):
    """Deletes the chosen rows, each with its entry in the history."""

    name = "delete_selected"
    label = gettext_lazy("Delete")
    explanation = gettext_lazy("These rows are deleted with everything below them:")
    permission = "delete"

    def form_class(self, rows):
        return forms.Form

    def problems(self, rows, data, *, admin, request):
        _tree, _counts, lacking, protected = admin.get_deleted_objects(rows, request)
        problems = [_("You may not delete: %(what)s.") % {"what": what} for what in lacking]
        if protected:
            sentence = _("Other rows point to what you delete: {rows}. Change or merge them first.")
            names = format_html_join("; ", "{}", ((row,) for row in protected))
            problems.append(format_html(sentence, rows=names))
        return problems

    def context(self, admin, request, rows):
        _tree, counts, _lacking, _protected = admin.get_deleted_objects(rows, request)
        return {"counts": dict(counts).items()}

    def perform(self, rows, data, why):
        for row in rows:
            row._change_reason = why
            row.delete()
        return len(rows)

    def done(self, count):
        return ngettext("%(count)d row was deleted.", "%(count)d rows were deleted.", count)


class MergeDuplicates(Act):
    """Makes one row of those chosen; everything that points to the others moves to it."""

    name = "merge"
    label = gettext_lazy("Merge duplicates")
    explanation = gettext_lazy(
        "One of these rows is kept. Everything that points to the others will point to it, its "
        "gaps are filled from them, and they are deleted:"
    )

    def form_class(self, rows):
        choices = [(row.pk, f"{row} – {row.public_id}") for row in rows]
        keep = forms.TypedChoiceField(
            label=_("Keep"), choices=choices, coerce=int, widget=forms.RadioSelect
        )
        return type("KeepForm", (forms.Form,), {"keep": keep})

    def _parted(self, rows, data):
        kept = next(row for row in rows if row.pk == data["keep"])
        return kept, [row for row in rows if row is not kept]

    def problems(self, rows, data, *, admin, request):
        if len(rows) < 2:
            return [_("Choose at least two rows: there is nothing to merge.")]
        return problems_with_merging(*self._parted(rows, data))

    def perform(self, rows, data, why):
        kept, others = self._parted(rows, data)
        merge(kept, others, why=why or _("merged with %(rows)s") % {"rows": _list_of(others)})
        return len(rows)

    def done(self, count):
        return ngettext("%(count)d row was merged.", "%(count)d rows became one.", count)


def _list_of(rows):
    return ", ".join(row.public_id for row in rows)[:60]
