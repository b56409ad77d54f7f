"""Filters of lists: what an address may ask, judged strictly, each refusal naming its field."""

import re
from dataclasses import dataclass

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coprod.currency_names import ever_issued
from coprod.lists.fields import SeveralField, WordsField
from coprod.text import alphabetical

PAGE_SIZE, MAX_PAGE_SIZE = 50, 200


@dataclass(frozen=True)
class Choice:
    """One value of a facet with the rows it would give."""

    value: str
    label: str
    count: int
    is_chosen: bool


class ListFilter(django_filters.Filter):
    """A parameter of a list. ``narrows(filterset, queryset, value)`` may replace its relation."""

    field_class = forms.Field
    has_facet = False

    def __init__(self, *args, narrows=None, section="", **kwargs):
        self.narrows, self.section = narrows, section
        super().__init__(*args, **kwargs)

    def filter(self, qs, value):
        if value in (None, "", [], {}):
            return qs
        return self.narrows(self.parent, qs, value) if self.narrows else self.narrow(qs, value)

    def narrow(self, queryset, value):
        """The rows that answer the value; what a filter does unless told ``narrows``."""
        return queryset

    def bits(self, state, value):
        """The same rows out of an index: None for all, NotImplemented to ask the database."""
        return None if value in (None, "", [], {}) else NotImplemented

    def shown(self, value):
        """[(value in the address, label)] of what is chosen, for the chips."""
        return [] if value in (None, "") else [(str(value), str(value))]


class TextFilter(ListFilter):
    """Words that a row must all contain, in any script."""

    def narrow(self, queryset, value):
        return queryset.matching(value)

    @property
    def field(self):
        return WordsField(required=False, label=self.label)


class NumberFilter(ListFilter):
    """A bound of a range."""

    def __init__(self, *, number, **kwargs):
        self.number = number
        super().__init__(**kwargs)

    @property
    def field(self):
        self.number.label, self.number.required = self.label, False
        return self.number


class ValuesFilter(ListFilter):
    """Values that a row has at least one of; shown as a facet with counts."""

    has_facet = True

    def __init__(self, *, relation=None, single=False, most=None, **kwargs):
        self.relation, self.single, self.most = relation, single, most
        super().__init__(**kwargs)

    @property
    def field(self):
        return SeveralField(judge=self.judge, single=self.single, required=False, label=self.label)

    def narrow(self, queryset, value):
        return self.relation.narrow(queryset, self.keys(value))

    def keys(self, value):
        return list(value.values())

    def counts(self, filterset, queryset):
        """[(key, rows)] under every other filter; a list may say otherwise for one filter."""
        return self.relation.count(queryset)

    def bits(self, state, value):
        if not value:
            return None
        if self.narrows:
            return NotImplemented
        return self.bits_of(state, self.keys(value))

    def bits_of(self, state, keys):
        """Rows of the index with one of these keys."""
        return state.values[self.parameter].of(keys)

    def counts_of_bits(self, state, among):
        """[(key, rows)] out of an index, or NotImplemented to ask the database."""
        return state.values[self.parameter].counts(among)

    def facet(self, filterset, queryset):
        """Choices of this parameter, most frequent first, the chosen ones always among them."""
        return self.choices_of(filterset, dict(self.counts(filterset, queryset)))

    def choices_of(self, filterset, counted):
        """The counted keys as choices."""
        chosen = filterset.form.cleaned_data.get(self.parameter) or {}
        if self.most and len(counted) > self.most:
            # Only the most frequent are looked up by name, and those with as many as the last.
            least = sorted(counted.values(), reverse=True)[self.most - 1]
            kept = {key: count for key, count in counted.items() if count >= least}
            counted = kept if len(kept) <= 20 * self.most else dict(
                sorted(kept.items(), key=lambda one: (-one[1], one[0]))[: self.most]
            )  # fmt: skip
        for key in self.keys(chosen) if chosen else ():
            counted.setdefault(key, 0)
        described = self.described(counted)
        codes = {described[key][0] for key in self.keys(chosen)} if chosen else set()
        choices = []
        for key, count in counted.items():
            if key in described:
                code, label = described[key]
                choices.append(Choice(code, label, count, code in codes))
        choices.sort(key=self.order)
        if self.most:
            choices = [
                choice for place, choice in enumerate(choices)
                if place < self.most or choice.is_chosen
            ]  # fmt: skip
        return choices

    def order(self, choice):
        return (-choice.count, alphabetical(choice.label))

    @property
    def parameter(self):
        return next(name for name, one in self.parent.filters.items() if one is self)

    def shown(self, value):
        if not value:
            return []
        described = self.described(self.keys(value))
        return [described[key] for key in self.keys(value) if key in described]


class CodesFilter(ValuesFilter):
    """Values that are rows of a table, written as codes."""

    def __init__(self, *, lookup, **kwargs):
        self.lookup = lookup
        super().__init__(**kwargs)

    def judge(self, values):
        return self.lookup.resolve(values)

    def described(self, keys):
        return self.lookup.described(keys)


class NestedFilter(CodesFilter):
    """Codes of a tree: asking for one asks for all below it."""

    def bits_of(self, state, keys):
        below = self.relation.below()
        return state.values[self.parameter].of(set().union(*(below[key] for key in keys)))

    def counts_of_bits(self, state, among):
        values = state.values[self.parameter]
        counted = (
            (key, values.of(keys).intersection_cardinality(among))
            for key, keys in self.relation.below().items()
        )
        return [(key, count) for key, count in counted if count]


class UncountedFilter(CodesFilter):
    """Codes that are typed, not picked from a facet."""

    has_facet = False


class ChoicesFilter(ValuesFilter):
    """Values from a fixed list. ``choices``: [(value in the address, label)]."""

    def __init__(self, *, choices, **kwargs):
        self.choices = choices
        super().__init__(**kwargs)

    def judge(self, values):
        known = {str(value) for value, _label in self.choices}
        if wrong := [value for value in values if value not in known]:
            raise ValidationError(
                _("“%(value)s” is not one of: %(choices)s."),
                params={"value": wrong[0][:40], "choices": ", ".join(sorted(known))},
            )
        return {value: value for value in values}

    def described(self, keys):
        labels = {str(value): label for value, label in self.choices}
        return {key: (str(key), str(labels[str(key)])) for key in keys if str(key) in labels}

    def order(self, choice):
        return [str(value) for value, _label in self.choices].index(choice.value)


class CurrencyFilter(ValuesFilter):
    """One currency, by its ISO 4217 code."""

    def judge(self, values):
        if values[0] not in ever_issued():
            raise ValidationError(
                _("“%(value)s” is no currency: write its ISO code, such as EUR."),
                params={"value": values[0][:40]},
            )
        return {value: value for value in values}

    def described(self, keys):
        return {key: (key, key) for key in keys}


class DecadeFilter(ValuesFilter):
    """Decades of a year column: 2010 stands for 2010 to 2019."""

    def __init__(self, *, column, **kwargs):
        self.column = column
        super().__init__(**kwargs)

    def judge(self, values):
        for value in values:
            if not re.fullmatch(r"(1[89]|20|21)[0-9]0", value):
                raise ValidationError(
                    _("“%(value)s” is not a decade: write its first year, such as 2010."),
                    params={"value": value[:40]},
                )
        return {value: int(value) for value in values}

    def bits_of(self, state, keys):
        years = state.values["year"]
        return years.of(year for decade in keys for year in range(decade, decade + 10))

    def counts_of_bits(self, state, among):
        decades = {}
        for year, count in state.values["year"].counts(among):
            decades[year // 10 * 10] = decades.get(year // 10 * 10, 0) + count
        return decades.items()

    def narrow(self, queryset, value):
        years = [year for decade in value.values() for year in range(decade, decade + 10)]
        return queryset.filter(**{f"{self.column}__in": years})

    def counts(self, filterset, queryset):
        from django.db.models import Count

        decades = {}
        rows = queryset.order_by().values_list(self.column).annotate(rows=Count("pk"))
        for year, count in rows:
            if year is not None:
                decades[year // 10 * 10] = decades.get(year // 10 * 10, 0) + count
        return decades.items()

    def described(self, keys):
        return {key: (str(key), f"{key}–{key + 9}") for key in keys}

    def order(self, choice):
        return -int(choice.value)


class ControlFilter(ListFilter):
    """A parameter that shapes the answer and narrows nothing by itself."""

    def __init__(self, *, control, **kwargs):
        self.control = control
        super().__init__(**kwargs)

    @property
    def field(self):
        self.control.required, self.control.label = False, self.label
        return self.control

    def bits(self, state, value):
        return None

    def shown(self, value):
        return []
