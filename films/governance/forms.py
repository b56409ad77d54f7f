"""Forms of proposals, answers and documents."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from films.governance.models import Decision, Vote
from films.governance.outcome import ADOPTED, REJECTED
from films.milestone.forms import SentOnce


class ProposalForm(SentOnce, forms.ModelForm):
    """What is put to the parties; a rule's own days go before the day that is typed."""

    class Meta:
        model = Decision
        fields = ["matter", "proposal", "answer_by"]
        widgets = {
            "matter": forms.TextInput(attrs={"list": "matters", "autocomplete": "off"}),
            "proposal": forms.Textarea(attrs={"rows": 8}),
            "answer_by": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {
            "answer_by": _("Where a rule names the days to answer, these count instead."),
        }

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.offer_once()

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day and day < self.on:
            raise ValidationError(_("This day is over: name one that is still to come."))
        return day


class VoteForm(forms.Form):
    """The answer of one company; `seen` is the answer that stood there when the page was made."""

    company = forms.CharField(widget=forms.HiddenInput, max_length=60)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    answer = forms.ChoiceField(
        label=_("Answer"), choices=Vote.Answer.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)


class SettlingForm(forms.Form):
    """What whoever breaks a tie has said."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(ADOPTED, _("adopted")), (REJECTED, _("rejected"))],
        widget=forms.RadioSelect,
    )


class DocumentForm(forms.Form):
    """A file and what it belongs to: the deal, a version, or one of its rows."""

    file = forms.FileField(label=_("File"), allow_empty_file=True)
    about = forms.ChoiceField(label=_("Belongs to"))
    is_private = forms.BooleanField(label=_("For our own company only"), required=False)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = choices
