"""The rows below a record, edited on its page: judged together, locked one by one."""

from django import forms
from django.core.exceptions import ValidationError

from coprod.editing.choices import name_widgets
from coprod.editing.forms import STALE, typed_over
from coprod.editing.values import number_in
from coprod.editing.versions import latest, version_at
from coprod.records import StaleRecord


class RecordFormSet(forms.BaseInlineFormSet):
    """The rows below a record, as one page sent them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # {place of a form: the entry of the history that deleted its row}
        self.gone = {}
        if self.is_bound and self.instance.pk:
            self._set_gone_rows_apart()

    def judge(self, rows):
        """Sentences that forbid these rows together."""
        return []

    def clean(self):
        super().clean()
        for form in self.forms:
            if self._is_deleted(form) and form.is_stale:
                raise ValidationError(str(StaleRecord(form.instance)), code=STALE)
        if any(self.errors):
            return
        problems = self.judge(self._resulting_rows())
        if problems:
            raise ValidationError(problems)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        name_widgets(form)
        if index in self.gone:
            form.set_gone(self.gone[index])

    def _is_deleted(self, form):
        return self.can_delete and self._should_delete_form(form)

    def _resulting_rows(self):
        """What the rows will be: those of the page, and those that the page does not know."""
        kept = [form for form in self.forms if not self._is_deleted(form)]
        typed = [form.instance for form in kept if form.instance.pk or form.has_changed()]
        known = {form.instance.pk for form in self.forms}
        return [*typed, *(row for row in self.get_queryset() if row.pk not in known)]

    def _set_gone_rows_apart(self):
        """Rows that somebody deleted meanwhile: forgotten when untouched, else offered anew."""
        count, total = self.initial_form_count(), self.total_form_count()
        living = {str(row.pk) for row in self.get_queryset()}
        here = [index for index in range(count) if self._posted(index, "id") in living]
        if len(here) == count:
            return
        lost = [index for index in range(count) if index not in here]
        anew = [index for index in lost if self._was_touched(index)]
        self.gone = {
            len(here) + place: latest(self.model, self._posted(index, "id"))
            for place, index in enumerate(anew)
        }
        self._renumber([*here, *anew, *range(count, total)], total=total, existing=len(here))

    def _posted(self, index, name):
        return self.data.get(f"{self.add_prefix(index)}-{name}", "")

    def _was_touched(self, index):
        pk = self._posted(index, "id")
        if self._posted(index, "DELETE") or number_in(pk) is None:
            return False
        entry = version_at(self.model(pk=pk), self._posted(index, "seen_revision"))
        if entry is None or getattr(entry, self.fk.attname) != self.instance.pk:
            return False
        return bool(typed_over(self.form, self.data, self.add_prefix(index), entry))

    def _renumber(self, order, *, total, existing):
        """Give the posted rows new places: ``order`` lists the old ones."""
        data = self.data.copy()
        for index in range(total):
            for key, _name in self._keys(index):
                del data[key]
        for new, old in enumerate(order):
            for key, name in self._keys(old):
                data.setlist(f"{self.add_prefix(new)}-{name}", self.data.getlist(key))
            if existing <= new < existing + len(self.gone):
                data[f"{self.add_prefix(new)}-id"] = ""
                data[f"{self.add_prefix(new)}-seen_revision"] = ""
        data[f"{self.prefix}-TOTAL_FORMS"] = str(len(order))
        data[f"{self.prefix}-INITIAL_FORMS"] = str(existing)
        self.data = data
        self.__dict__.pop("management_form", None)

    def _keys(self, index):
        """(key, field name) of what was posted for one row."""
        start = f"{self.add_prefix(index)}-"
        return [(key, key[len(start) :]) for key in self.data if key.startswith(start)]
