"""Choosing one row out of many by typing: in forms without a query for each, and in filters."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.forms.models import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from coprod.editing.values import is_key
from coprod.secrecy import SecretQuerySet


class KnownSelect(AutocompleteSelect):
    """An autocomplete that does not ask for the row it shows when its page has it already."""

    known: dict = {}

    def optgroups(self, name, value, attr=None):
        chosen = [str(key) for key in value if key]
        if not all(key in self.known for key in chosen):
            return super().optgroups(name, value, attr)
        options = []
        if not self.is_required:
            options.append(self.create_option(name, "", "", False, 0))
        for key in chosen:
            options.append(self.create_option(name, key, str(self.known[key]), True, len(options)))
        return [(None, options, 0)]


class SeveralSelect(AutocompleteSelectMultiple):
    """An autocomplete of several rows; each is taken away by itself, not all at once."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        # The button that clears all stands inside the list of the chosen, where none belongs.
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


def readable_rows(model, user):
    """The rows of a table that this person may choose from: secret ones need a reader."""
    rows = model._default_manager.get_queryset()
    return rows.visible_to(user) if isinstance(rows, SecretQuerySet) else rows


def linked_fields(model):
    """Names of all fields that point to other rows."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [field.name for field in fields if field.remote_field and field.editable]


def foreign_keys(model):
    """Names of the fields to join, so that a row is shown without further queries."""
    return [field.name for field in model._meta.concrete_fields if field.remote_field]


def name_widgets(form):
    """Name each field of a row: the heads of columns are no labels to a screen reader."""
    for field in form.fields.values():
        widget = getattr(field.widget, "widget", field.widget)
        widget.attrs.setdefault("aria-label", str(field.label))


def remember_chosen(form):
    """Tell a form's autocompletes the rows that its instance has loaded."""
    for name, field in form.fields.items():
        widget = getattr(field, "widget", None)
        widget = getattr(widget, "widget", widget)
        if isinstance(field, ModelChoiceField) and isinstance(widget, KnownSelect):
            row = form.instance._state.fields_cache.get(name)
            widget.known = {str(row.pk): row} if row else {}


class ByTyping:
    """For admins and inlines: every link is chosen by typing."""

    def get_autocomplete_fields(self, request):
        registered = self.admin_site.is_registered
        return [
            name
            for name in linked_fields(self.model)
            if registered(self.model._meta.get_field(name).related_model)
        ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault(
                "widget", KnownSelect(db_field, self.admin_site, using=kwargs.get("using"))
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault(
                "widget", SeveralSelect(db_field, self.admin_site, using=kwargs.get("using"))
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class ChosenFilter(admin.ListFilter):
    """Narrows a list to the rows that point to one other row, found by typing."""

    template = "admin/chosen_filter.html"
    field = None
    link = None
    parameter_name = ""

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.admin_site, self.user = model_admin.admin_site, request.user
        value = (params.pop(self.parameter_name, None) or [""])[-1]
        target = self.field.related_model
        if value and not is_key(target, value):
            raise IncorrectLookupParameters
        if value:
            self.used_parameters[self.parameter_name] = value

    def has_output(self):
        return True

    def expected_parameters(self):
        return [self.parameter_name]

    def queryset(self, request, queryset):
        value = self.used_parameters.get(self.parameter_name)
        if not value:
            return queryset
        if self.link is None:
            return queryset.filter(**{self.field.name: value})
        # A join would repeat a row once for each that points to it.
        rows = self.field.model._base_manager.filter(**{self.field.name: value})
        return queryset.filter(pk__in=rows.values(self.link))

    def choices(self, changelist):
        rows = readable_rows(self.field.related_model, self.user)
        form_field = self.field.formfield(required=False, queryset=rows)
        widget = KnownSelect(self.field, self.admin_site, attrs={"data-width": "100%"})
        widget.is_required, widget.choices = False, form_field.choices
        value = self.used_parameters.get(self.parameter_name, "")
        others = changelist.get_filters_params()
        others.pop(self.parameter_name, None)
        if changelist.query:
            others["q"] = [changelist.query]
        yield {
            "chooser": widget.render(
                self.parameter_name, value, {"id": f"filter-{self.parameter_name}"}
            ),
            "label_for": f"filter-{self.parameter_name}",
            "others": [(name, one) for name, values in others.items() for one in values],
            "is_chosen": bool(value),
            "without": changelist.get_query_string(remove=[self.parameter_name]),
        }


def chosen_filter(model, name, *, link=None, title=None, parameter=None):
    """A filter by the row that a field points to.

    With ``link`` the field belongs to rows below the listed ones, and ``link`` leads back up.
    """
    field = model._meta.get_field(name)
    return type(
        f"{model.__name__}{name.title()}Filter",
        (ChosenFilter,),
        {
            "field": field,
            "link": link,
            "title": title or field.verbose_name,
            "parameter_name": parameter or name,
        },
    )


class ValuesFilter(admin.AllValuesFieldListFilter):
    """Every value of a column; the empty one is a link that can be seen."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or _("not stated")}


def chooser_media():
    """The scripts and styles of autocompletes, for lists that filter by them."""
    return AutocompleteSelect(None, None).media


class FilledFilter(admin.SimpleListFilter):
    """Yes or no: whether a field that may stay empty is filled."""

    field_name = ""
    yes, no = _("yes"), _("no")

    def lookups(self, request, model_admin):
        return [("yes", self.yes), ("no", self.no)]

    def queryset(self, request, queryset):
        if self.value() not in {"yes", "no", None}:
            raise IncorrectLookupParameters
        if self.value() is None:
            return queryset
        return queryset.filter(**{f"{self.field_name}__isnull": self.value() == "no"})
