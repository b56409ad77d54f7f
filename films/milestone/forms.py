"""Forms of milestones, approvals and deliveries."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coprod.editing.forms import LockedForm
from films.deal.deal import DealParty
from films.milestone.models import Approval, Fulfilment, Milestone


def day_box():
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PartyField(forms.ModelChoiceField):
    """A party to the deal, by its place among the parties: a number of a row tells too much."""

    def __init__(self, parties, **kwargs):
        self.parties = list(parties)
        self.places = {party.pk: str(place) for place, party in enumerate(self.parties, start=1)}
        super().__init__(parties, **kwargs)

    def prepare_value(self, value):
        key = value.pk if isinstance(value, DealParty) else value
        return self.places.get(key, "") if isinstance(key, int) else key

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, DealParty):
            return value
        for party in self.parties:
            if self.places[party.pk] == str(value):
                return party
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class SentOnce(forms.Form):
    """A form of a new row that carries the row's id: sent twice, it makes one row."""

    once = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def offer_once(self):
        if self.instance.pk:
            del self.fields["once"]
        else:
            self.initial["once"] = uuid.uuid4()

    def sent_before(self):
        """The row that this very form has made already; otherwise the new row takes its id."""
        once = self.cleaned_data.get("once")
        if once is None:
            return None
        rows = type(self.instance).objects.for_the_product("whether a form was sent twice")
        known = rows.filter(uid=once).first()
        if known is None:
            self.instance.uid = once
        # An id of another deal is nobody's business here: the row keeps one of its own.
        return known if known and known.deal_id == self.instance.deal_id else None


class DealRowForm(SentOnce, LockedForm):
    """A form of one row of a deal; what must hold in the deal is judged with it."""

    def __init__(self, *args, deal=None, **kwargs):
        super().__init__(*args, **kwargs)
        # An earlier version of a row, to be compared with what was typed, brings its own.
        self.instance.deal = self.deal = deal or self.instance.deal
        self.offer_once()

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"deal"}


class MilestoneForm(DealRowForm):
    class Meta:
        model = Milestone
        fields = [
            "title", "kind", "phase", "due_on", "ends_on", "done_on", "party", "place",
            "participants", "script_version", "cost", "currency", "note",
        ]  # fmt: skip
        widgets = {name: day_box() for name in ("due_on", "ends_on", "done_on")} | {
            "note": forms.Textarea(attrs={"rows": 4})
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parties = self.deal.parties.select_related("company").order_by("pk")
        self.fields["party"] = PartyField(
            parties, required=False, label=_("Who owes it"), empty_label=_("nobody in particular")
        )
        if not self.instance.pk:
            self.initial["currency"] = self.deal.currency

    def judge(self, row):
        if row.ends_on and row.due_on is None:
            yield _("It has a last day, but no first one: say when it begins.")
        elif row.ends_on and row.ends_on < row.due_on:
            yield _("It ends before it begins: check both days.")
        if row.phase_id and row.kind != Milestone.Kind.PHASE:
            yield _("Only a development phase has a phase: choose that kind, or leave it empty.")


class ApprovalForm(DealRowForm):
    class Meta:
        model = Approval
        fields = ["country", "authority", "kind", "outcome", "day", "expires_on", "reference"]
        widgets = {name: day_box() for name in ("day", "expires_on")}

    def judge(self, row):
        if row.day is None and row.outcome != Approval.Outcome.APPLIED:
            yield _("What was granted or refused has its day.")
        if row.day and row.expires_on and row.expires_on < row.day:
            yield _("It expires before its day: check both.")
        if row.expires_on and row.outcome == Approval.Outcome.REFUSED:
            yield _("What was refused does not expire.")


class DeliveryForm(DealRowForm):
    class Meta:
        model = Fulfilment
        fields = ["day", "quantity", "evidence"]
        widgets = {"day": day_box()}

    def clean_quantity(self):
        quantity = self.cleaned_data["quantity"]
        if quantity == 0:
            raise ValidationError(_("Nothing was delivered: leave the delivery out."))
        return quantity

    def judge(self, row):
        if row.quantity is not None and row.quantity > 1_000_000:
            yield _("%(count)s is more than anybody delivers: check the number.") % {
                "count": row.quantity
            }
