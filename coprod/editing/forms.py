"""Forms that tell the second of two writers, and keep what was typed.

A page carries the revision it was filled from. When the row has moved on since, the form refuses
with the code ``stale``, shows both versions, keeps the typed text and carries the new revision,
so that saving once more is a decision. A row that its page only carried along, untouched, takes
the stored values instead: nobody's work is lost either way.
"""

import hashlib

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import ModelMultipleChoiceField
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from coprod.editing.choices import name_widgets
from coprod.editing.conflict import Conflict
from coprod.editing.values import Line, Names, editable_fields, shown, versions_values
from coprod.editing.versions import latest, version_at
from coprod.records import Record, StaleRecord

STALE = "stale"
MACHINERY = {"seen_revision", "why"}
# They change without anybody editing the row.
NOT_EDITED = {"last_login", "password"}
LONGEST_REASON = 100
MOMENTS = (forms.DateTimeField, forms.SplitDateTimeField)


def revision_of(row):
    """What changes with every edit: the revision, or a fingerprint of a row that has none."""
    if isinstance(row, Record):
        return str(row.revision)
    fields = [field for field in row._meta.concrete_fields if field.name not in NOT_EDITED]
    values = [field.value_to_string(row) for field in fields]
    for field in row._meta.many_to_many:
        # A list has fetched them for all of its rows.
        values.append(str(sorted(linked.pk for linked in getattr(row, field.name).all())))
    return hashlib.sha256("\x1f".join(map(str, values)).encode()).hexdigest()[:16]


class LockedForm(forms.ModelForm):
    """A form of one row that knows which revision of it the person saw."""

    seen_revision = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_stale = False
        self.deletion = None
        self._name_parts()
        # A row may have its key before it is stored.
        is_stored = not self.instance._state.adding
        stored = revision_of(self.instance) if is_stored else ""
        self.initial["seen_revision"] = stored
        if not (self.is_bound and is_stored):
            return
        seen = self.posted_revision()
        if seen != stored:
            self.is_stale = not self._was_untouched(seen)
            self.data = self.data.copy()
            self.data[self.add_prefix("seen_revision")] = stored
            if not self.is_stale:
                self._take_stored()

    def _name_parts(self):
        """A day and its time are two boxes under one label: each gets a name of its own."""
        for field in self.fields.values():
            for part in getattr(field.widget, "widgets", ()):
                part.attrs.setdefault("aria-label", str(field.label))

    def posted_revision(self):
        """The revision that the page was filled from."""
        return self.data.get(self.add_prefix("seen_revision"), "")

    @cached_property
    def changed_data(self):
        return [name for name in super().changed_data if name not in MACHINERY]

    def judge(self, row):
        """Sentences that forbid the row as it would become; the page's own rules go here."""
        return []

    def clean(self):
        super().clean()
        if self.is_stale:
            raise ValidationError(str(StaleRecord(self.instance)), code=STALE)
        for name, field in self.fields.items():
            # Pages show moments without their fractions of a second: not a change.
            if isinstance(field, MOMENTS) and name not in self.changed_data:
                self.cleaned_data[name] = self.initial.get(name)
        return self.cleaned_data

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            for sentence in self.judge(self.instance):
                self.add_error(None, sentence)

    def _was_untouched(self, seen):
        """Whether the page gives back exactly what it was filled with."""
        if not isinstance(self.instance, Record) or self.add_prefix("DELETE") in self.data:
            return False
        entry = version_at(self.instance, seen)
        return entry is not None and not typed_over(type(self), self.data, self.prefix, entry)

    def _take_stored(self):
        for name, field in self.fields.items():
            if name in MACHINERY:
                continue
            value = field.prepare_value(self.get_initial_for_field(field, name))
            _type(self.data, self.add_prefix(name), field, value)

    def set_gone(self, entry):
        """Somebody deleted the row; it is offered anew."""
        self.is_stale, self.deletion = True, entry

    def conflict(self):
        """Both versions of a stale row, in the fields that differ."""
        model, names, pairs = type(self.instance), Names(), []
        for field in editable_fields(model):
            if field.name in self.fields and self._differs(field):
                pairs.append((field, self._stored(field), self._typed(field)))
        for field, stored, typed in pairs:
            names.want(model, {field.name: stored})
            if not self.errors.get(field.name):
                names.want(model, {field.name: typed})
        lines = [
            Line(
                str(field.verbose_name),
                shown(field, stored, names),
                str(typed) if self.errors.get(field.name) else shown(field, typed, names),
            )
            for field, stored, typed in pairs
        ]
        if self.deletion:
            return Conflict(str(model._meta.verbose_name), self.deletion, lines)
        entry = latest(model, self.instance.pk) if isinstance(self.instance, Record) else None
        return Conflict(str(model._base_manager.get(pk=self.instance.pk)), entry, lines)

    def _differs(self, field):
        if self.deletion:
            return self._typed(field) not in (None, "", ())
        return field.name in self.changed_data

    def _stored(self, field):
        value = None if self.deletion else self.initial.get(field.name)
        if value is None:
            return () if field.many_to_many else None
        return tuple(sorted(row.pk for row in value)) if field.many_to_many else value

    def _typed(self, field):
        if self.errors.get(field.name):
            return self[field.name].value()
        value = (self.cleaned_data or {}).get(field.name)
        if field.many_to_many:
            return tuple(sorted(row.pk for row in value or ()))
        return value.pk if field.remote_field and value else value


class RecordForm(LockedForm):
    """The page of one record: its fields, and why they are changed."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Kept in the history beside your name and the time."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class ListForm(LockedForm):
    """One row of an editable list; its revision stands beside its checkbox."""

    seen_revision = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_widgets(self)

    def posted_revision(self):
        return self.data.get(f"revision-{self.instance.pk}", "")


def typed_over(form_class, data, prefix, entry):
    """Names of the fields in which posted data differs from an earlier version of its row."""
    model = entry.instance_type
    opened = form_class(data, prefix=prefix, instance=entry.instance)
    links = versions_values(model, [entry])[entry.pk]
    for field in model._meta.local_many_to_many:
        opened.initial[field.name] = list(links[field.name])
    return opened.changed_data


def _type(data, key, field, value):
    """Write a value into posted data as a browser would."""
    if isinstance(field.widget, forms.MultiWidget):
        for index, part in enumerate(field.widget.decompress(value)):
            data[f"{key}_{index}"] = "" if part is None else str(part)
    elif isinstance(field, ModelMultipleChoiceField):
        data.setlist(key, [str(one) for one in value or ()])
    elif isinstance(field, forms.BooleanField):
        data.pop(key, None)
        if value:
            data[key] = "on"
    else:
        data[key] = "" if value is None else str(value)


def conflicts_of(forms_of_page):
    """The rows among the forms of a page that were refused because somebody else was first."""
    return [
        form.conflict()
        for form in forms_of_page
        if getattr(form, "is_stale", False) and form.has_error(NON_FIELD_ERRORS, STALE)
    ]


def reason(request):
    """Why, as typed on any page of the admin."""
    return request.POST.get("why", "").strip()[:LONGEST_REASON] or None
