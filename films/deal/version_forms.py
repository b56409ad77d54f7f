"""What people fill in about versions, comments and notes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod.editing.forms import LockedForm
from films.deal.deal import Comment, Note
from films.deal.version import Version
from partners.company.models import Company


class VersionField(forms.ModelChoiceField):
    """A version by its number; of drafts of two companies that have the same, the newest."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except Version.MultipleObjectsReturned:
            return self.queryset.filter(number=value).order_by("-made_at", "-pk").first()


class BeginForm(forms.Form):
    """A new version: from which earlier one, for which company, and why."""

    based_on = VersionField(
        label=gettext_lazy("Start from"),
        queryset=Version.objects.none(),
        to_field_name="number",
        required=False,
        empty_label=gettext_lazy("an empty sheet"),
    )
    reason = forms.CharField(label=gettext_lazy("Why this version"), max_length=500, required=False)
    company = forms.ModelChoiceField(
        label=gettext_lazy("For"), queryset=Company.objects.none(), to_field_name="public_id"
    )

    def __init__(self, *args, versions, companies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["based_on"].queryset = versions
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
