"""What stands around the rows of a list: facets, chips, sorting links, paging."""

from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse

from coprod.lists.columns import needs_of

FIRST_SHOWN = 8
# Parameters that the rail does not show: the toolbar and the head of the page do.
ELSEWHERE = {"page", "columns", "facets", "sort", "page_size", "q"}


@dataclass
class Group:
    """One filter in the rail: a facet's choices, or a field to type into."""

    name: str
    label: str
    kind: str
    choices: list = field(default_factory=list)
    values: list = field(default_factory=list)
    options: list = field(default_factory=list)
    mode: str = ""
    is_single: bool = False

    @property
    def first(self):
        """Choices in sight at once: the chosen ones and the most frequent."""
        return [
            one for place, one in enumerate(self.choices) if place < FIRST_SHOWN or one.is_chosen
        ]

    @property
    def rest(self):
        return [
            one
            for place, one in enumerate(self.choices)
            if place >= FIRST_SHOWN and not one.is_chosen
        ]

    @property
    def value(self):
        return self.values[0] if self.values else ""

    @property
    def is_used(self):
        return any(self.values) or any(choice.is_chosen for choice in self.choices)

    @property
    def is_worth_showing(self):
        return self.kind != "facet" or bool(self.choices)


@dataclass
class Section:
    """Filters that belong together; open when one of them is in use."""

    label: str
    groups: list

    @property
    def is_open(self):
        return any(group.is_used for group in self.groups)


class Rail:
    """Everything the list's templates show besides the rows, prepared."""

    def __init__(self, page):
        self.page, self.query = page, page.request.GET
        self.filterset, self.counting = page.filterset, page.counting

    # --- Filters --------------------------------------------------------------------------------

    @cached_property
    def sections(self):
        groups = {name: self._group(name) for name in self.filterset.filters}
        sections = [
            Section(label, [groups[name] for name in names if groups[name].is_worth_showing])
            for label, names in self._named_sections()
        ]
        return [section for section in sections if section.groups]

    def _named_sections(self):
        named = list(self.filterset.sections)
        placed = {name for _label, names in named for name in names} | ELSEWHERE
        others = [name for name in self.filterset.filters if name not in placed]
        return [*named, ("", others)] if others else named

    def _group(self, name):
        one = self.filterset.filters[name]
        if one.has_facet:
            choices = self.counting.facets[name]
            return Group(name, one.label, "facet", choices=choices, is_single=one.single)
        typed = self.query.getlist(name) or [""]
        if name in self.filterset.options:
            return Group(
                name, one.label, "choice", values=typed, options=self.filterset.options[name]
            )
        widget = self.filterset.form.fields[name].widget
        mode = widget.attrs.get("inputmode", "")
        return Group(name, one.label, "text", values=typed, mode=mode)

    @property
    def has_question(self):
        return "q" in self.filterset.filters

    @property
    def question_label(self):
        return self.filterset.filters["q"].label

    @property
    def question(self):
        return self.query.get("q", "")

    @property
    def shows_demonstration(self):
        return "fictional" in self.query.getlist("source_confidence")

    # --- Chips ----------------------------------------------------------------------------------

    @cached_property
    def chips(self):
        """[(what, value, address without it)] of every filter in use."""
        return [
            (self.filterset.filters[name].label, label, self._address_without(name, value))
            for name, value, label in self._in_use()
        ]

    def _in_use(self):
        for name, one in self.filterset.filters.items():
            chosen = self.filterset.chosen.get(name)
            if name in self.query and chosen not in (None, "", {}):
                for value, label in one.shown(chosen):
                    yield name, value, label

    def _without(self, name, value):
        one, chosen = self.filterset.filters[name], self.filterset.chosen[name]
        if not isinstance(chosen, dict):
            return []
        codes = one.described(chosen.values())
        return [
            written
            for written in self.query.getlist(name)
            if written in chosen and codes.get(chosen[written], ("",))[0] != value
        ]

    def _address_without(self, name, value):
        return self.page.address(**{name: self._without(name, value) or None, "page": None})

    @property
    def ways_out(self):
        """[(what, value, address, rows)]: which chip to drop, and what that would give."""
        ways = []
        for name, value, label in self._in_use():
            address = self._address_without(name, value)
            rows = type(self.page).rows_at(self.page.request, address)
            if rows:
                ways.append((self.filterset.filters[name].label, label, address, rows))
        return sorted(ways, key=lambda way: -way[3])

    @cached_property
    def cleared(self):
        return reverse(self.page.url_name())

    @property
    def this_address(self):
        return self.page.address(page=None)

    # --- Rows -----------------------------------------------------------------------------------

    @property
    def sort(self):
        return self.filterset.chosen.get("sort") or self.filterset.default_sort

    @property
    def headings(self):
        """[(column, address that sorts by it, aria-sort)]."""
        return [(column, *self._sorting(column)) for column in self.page.shown_columns]

    def _sorting(self, column):
        if not column.sort:
            return "", ""
        ascending, descending = column.sort, f"-{column.sort}"
        first, second = (descending, ascending) if column.numeric else (ascending, descending)
        following = second if self.sort == first else first
        state = {ascending: "ascending", descending: "descending"}.get(self.sort, "")
        return self.page.address(sort=following, page=None), state

    @property
    def table(self):
        """[(row, [(column, text)])] of the page."""
        columns = self.page.shown_columns
        rows = self.page.rows(needs_of(columns))
        return [(row, [(column, column.text(row)) for column in columns]) for row in rows]

    @cached_property
    def pager(self):
        page, pages, size = self.filterset.page, self.counting.pages, self.filterset.page_size
        return {
            "page": page,
            "pages": pages,
            "first": self.page.address(page=None),
            "previous": self.page.address(page=str(page - 1)) if page > 1 else "",
            "next": self.page.address(page=str(page + 1)) if page < pages else "",
            "from": (page - 1) * size + 1,
            "to": min(page * size, self.counting.count),
        }

    @property
    def files(self):
        """[(label, address)] of the same rows as files."""
        return [
            (form.upper(), self.page.address(reverse(f"{self.page.url_name()}-{form}"), page=None))
            for form in ("csv", "xlsx", "json")
        ]

    # --- Toolbar --------------------------------------------------------------------------------

    @property
    def column_choices(self):
        shown = {column.name for column in self.page.shown_columns}
        return [(column, column.name in shown) for column in self.page.columns]

    @property
    def sizes(self):
        sizes = sorted({25, 50, 100, 200, self.filterset.page_size})
        return [(size, size == self.filterset.page_size) for size in sizes]

    @property
    def sort_options(self):
        labels = {column.sort: column.label for column in self.page.columns if column.sort}
        return [
            (f"{sign}{sort}", label, arrow, f"{sign}{sort}" == self.sort)
            for sort, label in labels.items()
            for sign, arrow in (("", "↑"), ("-", "↓"))
        ]

    @property
    def kept(self):
        """[(name, value)] that the rail's form carries besides its own fields."""
        return self._pairs(("sort", "page_size", "columns"))

    @property
    def filter_pairs(self):
        """[(name, value)] of the filters, for the toolbar's form."""
        return self._pairs(
            name for name in self.query if name not in {"page", "sort", "page_size", "columns"}
        )

    def _pairs(self, names):
        return [(name, value) for name in names for value in self.query.getlist(name) if value]
