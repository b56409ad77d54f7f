"""Fields that judge the text of one parameter, strictly; each refusal names the value."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coprod.text import MAX_QUERY, MAX_TERMS, terms


class WholeNumberField(forms.Field):
    """A number in plain digits; Django's own field takes full-width digits and 1_000."""

    def __init__(self, *, lowest=0, highest=2**31 - 1, **kwargs):
        self.lowest, self.highest = lowest, highest
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)

    def to_python(self, value):
        if value in (None, ""):
            return None
        if not re.fullmatch(r"[0-9]{1,10}", value) or not (
            self.lowest <= int(value) <= self.highest
        ):
            raise ValidationError(
                _("“%(value)s” is not a whole number from %(lowest)s to %(highest)s: correct it."),
                params={"value": value[:40], "lowest": self.lowest, "highest": self.highest},
            )
        return int(value)


class ExactNumberField(forms.Field):
    """A number with a decimal point, without exponents and thousands marks."""

    def __init__(self, *, highest, places, **kwargs):
        self.highest, self.places = Decimal(highest), places
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def to_python(self, value):
        if value in (None, ""):
            return None
        if (
            not re.fullmatch(rf"[0-9]{{1,18}}(\.[0-9]{{1,{self.places}}})?", value)
            or Decimal(value) > self.highest
        ):
            raise ValidationError(
                _("“%(value)s” is not a number from 0 to %(highest)s: write it like 12.5."),
                params={"value": value[:40], "highest": f"{self.highest:f}"},
            )
        return Decimal(value)


class SeveralField(forms.Field):
    """Values of a parameter that may be repeated."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, judge, single=False, **kwargs):
        self.judge, self.single = judge, single
        super().__init__(**kwargs)

    def clean(self, value):
        values = list(dict.fromkeys(text for text in value or [] if text != ""))
        if self.single and len(values) > 1:
            raise ValidationError(_("Give this parameter once."))
        if len(values) > 100:
            raise ValidationError(_("At most 100 values at once: drop some."))
        return self.judge(values) if values else None


class WordsField(forms.CharField):
    """Words to search for, at most so many."""

    def clean(self, value):
        text = (value or "").strip()
        if not text:
            return ""
        if len(text) > MAX_QUERY:
            raise ValidationError(
                _("The text has more than %(most)s characters: shorten it."),
                params={"most": MAX_QUERY},
            )
        words = terms(text)
        if not words:
            raise ValidationError(
                _("“%(value)s” has no letter or digit to search for."), params={"value": text[:40]}
            )
        if len(words) > MAX_TERMS:
            raise ValidationError(
                _("The text has more than %(most)s words: shorten it."), params={"most": MAX_TERMS}
            )
        return text


class OneOfField(forms.Field):
    """One value from a fixed list."""

    def __init__(self, *, values, default="", **kwargs):
        self.values, self.default = values, default
        super().__init__(**kwargs)

    def clean(self, value):
        if value in (None, ""):
            return self.default
        if value not in self.values:
            raise ValidationError(
                _("“%(value)s” is not one of: %(choices)s."),
                params={"value": value[:40], "choices": ", ".join(self.values)},
            )
        return value
