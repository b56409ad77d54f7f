"""Where filtering, counting and paging meet: one object per asked list.

Given a judged filter set it gives the ids of the page, the exact count, the facets and the
totals. This one asks the database in plain SQL; another may stand in its place without a page
noticing, as long as it gives the same answers.
"""

from functools import cached_property

from coprod.lists.filterset import NoSuchPage


class Counting:
    """The answer to one filter set over one queryset."""

    def __init__(self, filterset, queryset, totals=None):
        self.filterset, self.queryset, self._totals = filterset, queryset, totals

    @cached_property
    def rows(self):
        """The filtered rows, in no order."""
        return self.filterset.narrowed(self.queryset).order_by()

    @cached_property
    def count(self):
        return self.rows.count()

    @property
    def pages(self):
        return max(1, -(-self.count // self.filterset.page_size))

    @cached_property
    def page_ids(self):
        """Primary keys of the asked page, in order."""
        page, size = self.filterset.page, self.filterset.page_size
        if page > self.pages:
            raise NoSuchPage(page, self.pages)
        ordered = self.filterset.ordered(self.rows).values_list("pk", flat=True)
        return list(ordered[(page - 1) * size : page * size])

    def all_ids(self):
        """Primary keys of every filtered row, in order; for files."""
        return self.filterset.ordered(self.rows).values_list("pk", flat=True)

    @cached_property
    def facets(self):
        """{parameter: choices}; each facet ignores its own selection and no other."""
        facets = {}
        for name, one in self.filterset.filters.items():
            if one.has_facet:
                chosen = self.filterset.chosen.get(name)
                rows = self.filterset.narrowed(self.queryset, but=name) if chosen else self.rows
                facets[name] = one.facet(self.filterset, rows)
        return facets

    @cached_property
    def totals(self):
        """Sums over every filtered row, as the list declares them."""
        return self._totals(self.rows) if self._totals else {}
