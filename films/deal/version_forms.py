"""What people fill in about versions, comments and notes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod.editing.forms import LockedForm
from films.deal.deal import Comment, Note
from films.deal.version import with_twins
from partners.company.models import Company


class VersionField(forms.ChoiceField):
    """One of the versions that are offered; of drafts that have one number, each by its company."""

    def __init__(self, *, empty_label, **kwargs):
        super().__init__(**kwargs)
        self.empty_label = empty_label
        self.offer([])

    def offer(self, versions):
        self.versions = {one.choice: one for one in with_twins(list(versions))}
        offered = [(choice, one.title) for choice, one in self.versions.items()]
        self.choices = [("", self.empty_label), *offered]

    def to_python(self, value):
        """A choice; a bare number that several drafts have means the newest of them."""
        typed = super().to_python(value)
        if typed in self.versions:
            return typed
        of_number = (name for name, one in self.versions.items() if str(one.number) == typed)
        return next(of_number, typed)

    def clean(self, value):
        return self.versions.get(super().clean(value))


class BeginForm(forms.Form):
    """A new version: from which earlier one, for which company, and why."""

    based_on = VersionField(
        label=gettext_lazy("Start from"),
        required=False,
        empty_label=gettext_lazy("an empty sheet"),
    )
    reason = forms.CharField(label=gettext_lazy("Why this version"), max_length=500, required=False)
    company = forms.ModelChoiceField(
        label=gettext_lazy("For"), queryset=Company.objects.none(), to_field_name="public_id"
    )

    def __init__(self, *args, versions, companies, **kwargs):
        super().__init__(*args, **kwargs)
        start = self.fields["based_on"]
        start.offer(versions)
        asked = start.to_python(self.initial.get("based_on"))
        self.initial["based_on"] = (
            asked if asked in start.versions else next(iter(start.versions), "")
        )
        self.fields["company"].queryset = companies
        if len(companies) == 1:
            self.fields["company"].widget = forms.HiddenInput()
        if companies:
            self.initial.setdefault("company", companies[0].public_id)

    def clean(self):
        super().clean()
        if self.cleaned_data.get("based_on") and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say in a few words what this version changes and why."))
        return self.cleaned_data


class CommentForm(LockedForm):
    """What is said to everybody at the table, about the deal or about one proposal."""

    class Meta:
        model = Comment
        fields = ("text", "version")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, versions=None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk or versions is None:
            # It stays about what it was about.
            del self.fields["version"]
            return
        choice = self.fields["version"]
        choice.queryset = versions.filter(frozen_at__isnull=False)
        choice.label = _("About")
        choice.empty_label = _("the deal")
        choice.to_field_name = "number"


class NoteForm(LockedForm):
    """What a company keeps to itself."""

    class Meta:
        model = Note
        fields = ("kind", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
