"""One declared list: a page, files and JSON with the same filter, columns and order."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coprod.lists import files
from coprod.lists.columns import needs_of
from coprod.lists.counting import Counting
from coprod.lists.kept import KEPT
from coprod.lists.private import privately
from coprod.lists.rail import Rail

CHUNK = 1000
# Files are too long to be kept.
KEPT_FORMS = ("page", "json")


class ListPage:
    """Declare ``name``, ``title``, ``filterset_class``, ``columns`` and the three functions below.

    ``queryset()`` gives the rows that may be listed; ``loaded(queryset)`` fetches what the
    columns read, in a constant number of queries; ``totals(rows)`` sums the filtered rows.

    A private list (``is_private``) declares ``queryset(user)``: the rows that this person may
    read, out of which everything else is made. It asks for a sign-in, and no answer is kept.
    """

    name = ""
    namespace = ""
    title: object = ""
    is_private = False
    template = "lists/list.html"
    lead: object = ""
    noun: object = ""
    filterset_class: type = None
    columns: list = []
    # What ``result`` reads besides the row itself, as columns name it.
    result_needs: tuple = ()
    totals_template = ""
    chart_template = ""

    def __init__(self, request):
        self.request = request

    # --- What a list declares -------------------------------------------------------------------

    @staticmethod
    def queryset(*reader):
        raise TypeError("A list declares its queryset.")

    @staticmethod
    def loaded(queryset):
        return queryset

    @classmethod
    def load(cls, queryset, needs):
        """The same with only what is needed; a list with little to load loads all."""
        return cls.loaded(queryset)

    def fetch(self, queryset, needs):
        """The same on behalf of whoever asks, for a list whose columns depend on that."""
        return self.load(queryset, needs)

    def result(self, row):
        """One row of the JSON."""
        return {column.name: column.value(row) for column in self.columns}

    def page_context(self):
        """More for the list's own partials."""
        return {}

    # --- Its parts ------------------------------------------------------------------------------

    def listed(self):
        """The rows that exist for whoever asks."""
        return self.queryset(self.request.user) if self.is_private else self.queryset()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.filterset_class:
            cls.filterset_class.columns = cls.columns

    @cached_property
    def filterset(self):
        return self.filterset_class(self.request.GET, self.listed(), request=self.request)

    @cached_property
    def counting(self):
        return self.count_with(self.filterset, self.listed())

    @staticmethod
    def count_with(filterset, queryset):
        """What counts, pages and sums this list's rows."""
        return Counting(filterset, queryset)

    def rows(self, needs):
        """The rows of the asked page, in order, with what is needed of them."""
        return self._in_order(self.counting.page_ids, needs)

    def every_row(self):
        """All filtered rows in order, a thousand at a time, for files."""
        ids, needs = list(self.counting.all_ids()), needs_of(self.file_columns)
        for start in range(0, len(ids), CHUNK):
            yield from self._in_order(ids[start : start + CHUNK], needs)

    def _in_order(self, ids, needs):
        # SQLite takes 250,000 parameters at most; a chunk stays far below.
        rows = self.listed().filter(pk__in=ids).order_by()
        found = {row.pk: row for row in self.fetch(rows, needs)}
        return [found[pk] for pk in ids if pk in found]

    @property
    def shown_columns(self):
        chosen = self.filterset.chosen.get("columns")
        return [
            column
            for column in self.columns
            if (column.name in chosen if chosen else column.is_shown)
        ]

    @property
    def file_columns(self):
        chosen = self.filterset.chosen.get("columns")
        return [column for column in self.columns if not chosen or column.name in chosen]

    # --- Addresses ------------------------------------------------------------------------------

    @classmethod
    def url_name(cls):
        return f"{cls.namespace}:{cls.name}" if cls.namespace else cls.name

    def address(self, path=None, /, **changes):
        """This list's address with some parameters changed; None drops one, a list repeats it."""
        data = self.request.GET.copy()
        for name in list(data):
            if not any(data.getlist(name)):
                del data[name]
        for name, value in changes.items():
            if value is None:
                data.pop(name, None)
            else:
                data.setlist(name, value if isinstance(value, list) else [value])
        query = urlencode([(name, value) for name, values in data.lists() for value in values])
        path = path or reverse(self.url_name())
        return f"{path}?{query}" if query else path

    @classmethod
    def paths(cls):
        """The routes of the list: page, CSV, XLSX and JSON."""
        stem = slugify(cls.name)
        return [
            path(f"{stem}/", cls.as_page(), name=cls.name),
            path(f"{stem}.csv", cls.as_view("csv"), name=f"{cls.name}-csv"),
            path(f"{stem}.xlsx", cls.as_view("xlsx"), name=f"{cls.name}-xlsx"),
            path(f"{stem}.json", cls.as_view("json"), name=f"{cls.name}-json"),
        ]

    @classmethod
    def as_page(cls):
        return cls.as_view("page")

    @classmethod
    def as_view(cls, form):
        @require_safe
        def view(request):
            make = getattr(cls(request), f"answer_{form}")
            is_kept = form in KEPT_FORMS and not cls.is_private
            return KEPT.answer(request, form, make) if is_kept else make()

        view.__name__ = f"{cls.name}_{form}".replace("-", "_")
        view.list_page = cls
        return privately(view) if cls.is_private else view

    @classmethod
    def rows_at(cls, request, address):
        """How many rows another address of this list would give."""
        asked = cls(request)
        asked.filterset = cls.filterset_class(
            QueryDict(urlsplit(address).query), asked.listed(), request=request
        )
        return asked.counting.count if asked.filterset.is_valid() else 0

    # --- Answers --------------------------------------------------------------------------------

    def answer_page(self):
        problems = self.problems()
        context = {"list": self}
        if problems:
            named = [(name, self._label(name), faults) for name, faults in problems.items()]
            context.update(problems=named, address=reverse(self.url_name()))
            context["without"] = self._without(problems)
            return render(self.request, "lists/refused.html", context, status=400)
        context.update(rail=Rail(self), **self.page_context())
        return render(self.request, self.template, context)

    def answer_json(self):
        if problems := self.problems():
            return JsonResponse({"errors": problems}, status=400)
        return JsonResponse(self.answer())

    def answer_csv(self):
        if problems := self.problems():
            return files.refused(problems)
        return files.csv(self.name, self.file_columns, self.every_row())

    def answer_xlsx(self):
        if problems := self.problems():
            return files.refused(problems)
        about = [
            (_("List"), str(self.title)),
            (_("Filter"), self.request.build_absolute_uri(self.address())),
            (_("Rows"), self.counting.count),
            (_("Day"), localdate().isoformat()),
        ]
        if not self.is_private:
            cited = self.request.build_absolute_uri(reverse("about-data"))
            about.append((_("How to cite"), cited))
        return files.xlsx(self.name, self.file_columns, self.every_row(), about)

    def answer(self):
        """The JSON of the list, the same for the page's JSON and the API."""
        counting, page = self.counting, self.filterset.page
        here = self.request.path
        return {
            "count": counting.count,
            "next": self._absolute(here, page + 1) if page < counting.pages else None,
            "previous": self._absolute(here, page - 1) if page > 1 else None,
            "facets": {
                name: [
                    {"value": choice.value, "label": choice.label, "count": choice.count}
                    for choice in choices
                ]
                for name, choices in (
                    counting.facets.items() if self.filterset.chosen.get("facets") == "1" else ()
                )
            },
            "totals": counting.totals,
            "results": [self.result(row) for row in self.rows(self.result_needs)],
        }

    def _absolute(self, path, page):
        return self.request.build_absolute_uri(self.address(path, page=str(page)))

    def _label(self, parameter):
        """What readers call a parameter; nothing for one that the list does not have."""
        asked = self.filterset.filters.get(parameter)
        return asked.label if asked else ""

    def _without(self, problems):
        """The address that keeps what is right, or nothing if that asks nothing or is wrong too."""
        rest = urlsplit(self.address(**dict.fromkeys([*problems, "page"]))).query
        asked = self.filterset_class(QueryDict(rest), self.listed(), request=self.request)
        return f"{reverse(self.url_name())}?{rest}" if rest and asked.is_valid() else ""

    def problems(self):
        """{parameter: sentences}; empty when the address asks something that can be answered."""
        if not self.filterset.is_valid():
            return self.filterset.problems
        try:
            _ids = self.counting.page_ids
        except ValidationError as refusal:
            return {"page": [str(sentence) for sentence in refusal.messages]}
        return {}

    @property
    def home_country(self):
        return self.filterset.chosen.get("home") or settings.HOME_COUNTRY
