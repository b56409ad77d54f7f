"""The form of a receipt."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coprod.editing.forms import LockedForm
from coprod.exchange.faults import UNPRINTABLE
from films.recoupment.models import Receipt


class ReceiptForm(LockedForm):
    """Money that came in; a receipt without an amount only opens its period.

    A form of a new one carries the ``last`` place that was taken: sent twice, it makes one.
    """

    last = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = Receipt
        fields = ["period", "day", "territory", "amount", "currency", "rate", "document"]
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def judge(self, row):
        return [_("A rate is above zero.")] if row.rate and not Decimal(row.rate) else []

    def clean_period(self):
        return printable(self.cleaned_data["period"])

    def clean_territory(self):
        return printable(self.cleaned_data["territory"])


def printable(text):
    if UNPRINTABLE.search(text):
        raise ValidationError(_("This text holds an unprintable character."))
    return text
