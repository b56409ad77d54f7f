"""The filter set of a list: its own filters, and the parameters every list has."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coprod.lists.fields import OneOfField, SeveralField, WholeNumberField
from coprod.lists.filters import MAX_PAGE_SIZE, PAGE_SIZE, ControlFilter


class ListFilterSet(django_filters.FilterSet):
    """Filters declared by a list; refuses a parameter it does not know.

    ``sorts`` maps a sort's name to the columns it orders by, ascending; its name after a minus
    turns them round. ``tie`` ends every order and is never turned.
    """

    sorts: dict = {}
    default_sort = ""
    tie = ("pk",)
    columns: tuple = ()
    # [(label, names)]: how the rail groups the filters; the rest follows without a label.
    sections: tuple = ()
    # {name: [(value, label)]} of filters that are chosen from a short list without counts.
    options: dict = {}

    @classmethod
    def get_filters(cls):
        filters = super().get_filters()
        names = [name for sort in cls.sorts for name in (sort, f"-{sort}")]
        filters["sort"] = ControlFilter(
            control=OneOfField(values=names, default=cls.default_sort), label=_("Order")
        )
        filters["page"] = ControlFilter(
            control=WholeNumberField(lowest=1, highest=10**9), label=_("Page")
        )
        filters["page_size"] = ControlFilter(
            control=WholeNumberField(lowest=1, highest=MAX_PAGE_SIZE), label=_("Rows per page")
        )
        filters["columns"] = ControlFilter(
            control=SeveralField(judge=cls.judge_columns), label=_("Columns")
        )
        filters["facets"] = ControlFilter(
            control=OneOfField(values=("0", "1")), label=_("With facets")
        )
        return filters

    @classmethod
    def judge_columns(cls, names):
        known = [column.name for column in cls.columns]
        if wrong := [name for name in names if name not in known]:
            raise ValidationError(
                _("“%(value)s” is not one of: %(choices)s."),
                params={"value": wrong[0][:40], "choices": ", ".join(known)},
            )
        return {name: name for name in names}

    def get_form_class(self):
        known = set(self.filters)

        class Form(super().get_form_class()):
            def clean(form):
                cleaned = super().clean()
                for name in form.data:
                    if name not in known:
                        form.errors[_printable(name)] = form.error_class(
                            [_("This list has no such parameter: remove it.")]
                        )
                for name in self.repeated():
                    form.add_error(name, _("Give this parameter once."))
                for name, sentence in self.judge_together(cleaned).items():
                    form.add_error(name, sentence)
                return cleaned

        return Form

    def repeated(self):
        """Parameters of one value that the address gives several of: none may win unseen."""
        for name, field in self.form.fields.items():
            values = {value for value in self.data.getlist(name) if value}
            if len(values) > 1 and not isinstance(field, SeveralField):
                yield name

    def judge_together(self, cleaned):
        """{parameter: sentence} where values that are right alone are wrong together."""
        return {}

    @property
    def chosen(self):
        """The judged values, by parameter."""
        return self.form.cleaned_data

    def narrowed(self, queryset, but=None):
        """The rows under every filter, or under every filter but one."""
        for name, one in self.filters.items():
            if name != but:
                queryset = one.filter(queryset, self.chosen.get(name))
        return queryset

    def ordered(self, queryset):
        return queryset.order_by(*self.order())

    def order(self):
        sort = self.chosen.get("sort") or self.default_sort
        columns = self.sorts[sort.removeprefix("-")]
        ties = [column for column in self.tie if column not in columns]
        if sort.startswith("-"):
            columns = [self._backwards(column) for column in columns]
        return [*columns, *ties]

    @staticmethod
    def _backwards(column):
        if isinstance(column, str):
            return column.removeprefix("-") if column.startswith("-") else f"-{column}"
        backwards = column.copy()
        # Django would turn "last" into "first" as well: what is not known stays last.
        backwards.descending = not backwards.descending
        return backwards

    @property
    def page(self):
        return self.chosen.get("page") or 1

    @property
    def page_size(self):
        return self.chosen.get("page_size") or PAGE_SIZE

    @property
    def problems(self):
        """{parameter: [sentences]} of everything wrong with the address."""
        return {
            name: [str(sentence) for sentence in sentences]
            for name, sentences in self.form.errors.items()
        }


def _printable(name):
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:60]


class NoSuchPage(forms.ValidationError):
    """A page beyond the last one."""

    def __init__(self, page, pages):
        super().__init__(
            _("Page %(page)s does not exist: the last one is %(pages)s."),
            params={"page": page, "pages": pages},
        )
