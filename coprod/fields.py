"""Model fields for amounts and percentages that stay exact on every database.

SQLite keeps decimals as floats, so both are stored as integers: an amount in minor units of
its currency, a percentage in millionths of a per cent. In Python both are ``Decimal``.
"""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprod.currency_names import ever_issued
from coprod.money import MAX_MINOR, from_minor, parse_amount, to_minor
from coprod.typed import typed_amount, typed_money, unmistakable

STEPS_PER_PERCENT = 1_000_000


class PatternField(models.CharField):
    """A text of one shape: each kind names its ``longest``, its ``pattern`` and the ``fault``."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", self.longest)
        kwargs.setdefault("validators", [RegexValidator(self.pattern, self.fault)])
        super().__init__(*args, **kwargs)


class CurrencyField(PatternField):
    """An ISO 4217 code, empty when there is no amount."""

    longest = 3
    pattern = r"^[A-Z]{3}$"
    fault = _("A currency is three capitals, such as EUR.")

    def validate(self, value, model_instance):
        """Three capitals that stand for no money are a slip; a currency of former days is none."""
        super().validate(value, model_instance)
        if value and re.match(self.pattern, value) and value not in ever_issued():
            fault = _("“%(value)s” is no currency: write its ISO code, such as EUR.")
            raise ValidationError(fault, params={"value": value})


class Minor(int):
    """Minor units as they came from the database, not yet read in their currency."""


class Amount(Decimal):
    """An amount that remembers its minor units, so that it may be stored and compared."""

    minor: int

    @classmethod
    def of(cls, value, currency):
        amount = cls(value)
        amount.minor = to_minor(Decimal(value), currency)
        return amount


class _Amount:
    """Gives the amount of a row as Decimal; its currency stands in a second column."""

    def __init__(self, field):
        self.field = field

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        value = instance.__dict__[self.field.attname]
        if isinstance(value, Minor):
            currency = getattr(instance, self.field.currency)
            value = Amount.of(from_minor(int(value), currency), currency)
            instance.__dict__[self.field.attname] = value
        elif type(value) is Decimal and getattr(instance, self.field.currency, ""):
            # A raw save of a fixture stores what it finds here; a wrong amount stays as it was
            # typed, for `clean` to name its fault.
            with suppress(ValueError):
                value = Amount.of(value, getattr(instance, self.field.currency))
        return value

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


def told(fault: ValueError) -> str:
    """A refusal of an amount in the reader's language."""
    return fault.args[0].translated(gettext)


class MoneyFormField(forms.CharField):
    """An amount as people type it, read strictly."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            return typed_money(text)
        except ValueError as fault:
            raise ValidationError(told(fault)) from fault

    def prepare_value(self, value):
        return unmistakable(f"{value:f}") if isinstance(value, Decimal) else value

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


class MoneyField(models.BigIntegerField):
    """An amount of money, at most 10^15 minor units; ``currency`` names the column beside it.

    Filters compare minor units (``amount__gte=to_minor(...)``): an amount without its currency
    cannot be compared.
    """

    descriptor_class = _Amount

    def __init__(self, *args, currency="currency", **kwargs):
        self.currency = currency
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.currency != "currency":
            kwargs["currency"] = self.currency
        return name, path, args, kwargs

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        setattr(cls, self.attname, _Amount(self))

    def from_db_value(self, value, expression, connection):
        return None if value is None else Minor(value)

    def to_python(self, value):
        if value is None or isinstance(value, Decimal | Minor):
            return value
        if isinstance(value, str):
            try:
                return parse_amount(value)
            except ValueError as fault:
                raise ValidationError(told(fault)) from fault
        return Decimal(value)

    def get_prep_value(self, value):
        if isinstance(value, Amount):
            value = value.minor
        if isinstance(value, Decimal):
            raise TypeError("Compare minor units: an amount without its currency means nothing.")
        return super().get_prep_value(None if value is None else int(value))

    def pre_save(self, model_instance, add):
        value = getattr(model_instance, self.attname)
        if value is None:
            return None
        return Minor(to_minor(Decimal(value), getattr(model_instance, self.currency)))

    def clean(self, value, model_instance):
        value = self.to_python(value)
        if value is None:
            if not self.null:
                raise ValidationError(self.error_messages["null"], code="null")
            return None
        currency = getattr(model_instance, self.currency)
        if not currency:
            raise ValidationError(
                _("%(value)s has no currency: name one."), params={"value": value}
            )
        try:
            minor = int(value) if isinstance(value, Minor) else to_minor(value, currency)
        except ValueError as fault:
            raise ValidationError(told(fault)) from fault
        if abs(minor) > MAX_MINOR:
            raise ValidationError(
                _("%(value)s is above the cap of 10^15 minor units: check the amount."),
                params={"value": value},
            )
        return value

    def value_to_string(self, obj):
        value = self.value_from_object(obj)
        return None if value is None else f"{value:f}"

    def value_from_object(self, obj):
        return getattr(obj, self.attname)

    def formfield(self, **kwargs):
        return models.Field.formfield(self, form_class=MoneyFormField, **kwargs)


class PercentField(models.BigIntegerField):
    """A percentage from 0 to 100, or to ``highest``, exact to six decimals."""

    def __init__(self, *args, highest=100, **kwargs):
        self.highest = highest
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.highest != 100:
            kwargs["highest"] = self.highest
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return None if value is None else Decimal(int(value)) / STEPS_PER_PERCENT

    def to_python(self, value):
        if value is None or isinstance(value, Decimal):
            return value
        try:
            number = Decimal(str(value))
        except InvalidOperation as fault:
            raise ValidationError(
                _("“%(value)s” is not a percentage: write a number such as 33.33."),
                params={"value": value},
            ) from fault
        if not number.is_finite():
            raise ValidationError(
                _("“%(value)s” is not a percentage: write a number such as 33.33."),
                params={"value": value},
            )
        return number

    def get_prep_value(self, value):
        value = self.to_python(value)
        return None if value is None else int((value * STEPS_PER_PERCENT).to_integral_value())

    def value_to_string(self, obj):
        value = self.value_from_object(obj)
        return None if value is None else f"{self.to_python(value).normalize():f}"

    def clean(self, value, model_instance):
        value = self.to_python(value)
        if value is None:
            if not self.null:
                raise ValidationError(self.error_messages["null"], code="null")
            return None
        if not value.is_finite() or not 0 <= value <= self.highest:
            raise ValidationError(
                _("%(value)s %% is not between 0 and %(highest)s: check the percentage."),
                params={"value": str(value), "highest": self.highest},
            )
        if value * STEPS_PER_PERCENT != (value * STEPS_PER_PERCENT).to_integral_value():
            raise ValidationError(
                _("%(value)s %% has more than six decimals: round it."),
                params={"value": f"{value:f}"},
            )
        return value

    def formfield(self, **kwargs):
        return models.Field.formfield(self, form_class=forms.DecimalField, **kwargs)


class NumberFormField(forms.CharField):
    """A number as people type it; what is none is left for the field to refuse."""

    def to_python(self, value):
        text = super().to_python(value)
        try:
            return f"{typed_amount(text):f}"
        except ValueError:
            return text


class NumberField(PatternField):
    """An exact number as its digits, such as a rate or points: ``0.001750``."""

    longest = 30
    pattern = r"^[0-9]{1,16}(\.[0-9]{1,12})?$"
    fault = _("A number is written in digits with a decimal point, such as 0.00175.")

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": NumberFormField, **kwargs})


class MonthField(PatternField):
    """A month: 2026-05."""

    longest = 7
    pattern = r"^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])$"
    fault = _("A month is written as 2026-05.")


class TerritoryField(PatternField):
    """A country or a region of one, by ISO 3166: ``FR``, ``FR-NAQ``; ``INT`` for no country."""

    longest = 12
    pattern = r"^[A-Z]{2,4}(-[A-Z0-9]{1,6})?$"
    fault = _("A place is a country's code, such as FR, or a region's, such as FR-NAQ.")


class PartialDateFormField(forms.CharField):
    """A day or a month as the calendars of neighbours write it, 28.07.2021 and 07.2021, as well."""

    def to_python(self, value):
        text = super().to_python(value)
        found = re.fullmatch(r"(?:([0-9]{1,2})\.)?([0-9]{1,2})\.([0-9]{4})", text)
        if not found:
            return text
        day, month, year = found.groups()
        return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])


class PartialDateField(PatternField):
    """A date as far as it is known: 1992, 2025-10 or 2017-06-08; sorts as text."""

    longest = 10
    pattern = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
    fault = _("Write a date as far as it is known: 1992, 2025-10 or 2017-06-08.")

    def validate(self, value, model_instance):
        """A day that no calendar has, such as 2025-02-31, is a slip."""
        super().validate(value, model_instance)
        if not value or not re.match(self.pattern, value) or len(value) < self.longest:
            return
        try:
            date.fromisoformat(value)
        except ValueError as slip:
            fault = _("No calendar has the day %(value)s: check the date.")
            raise ValidationError(fault, params={"value": value}) from slip

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})
