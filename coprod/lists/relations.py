"""How a listed row hangs together with the values it is filtered and counted by.

A relation narrows a queryset to the rows that have a value, and counts the rows per value. Both
go through a subquery on the linking table, so that no join repeats a row.
"""

from dataclasses import dataclass

from django.db.models import Count, Q


class Relation:
    """Never changes, so the filter sets' copies for every request share it."""

    def __deepcopy__(self, memo):
        return self


@dataclass(frozen=True)
class Own(Relation):
    """A column of the listed rows themselves."""

    column: str

    def narrow(self, queryset, values):
        return queryset.filter(**{f"{self.column}__in": values})

    def count(self, queryset):
        """[(value, rows)] of every value that occurs."""
        # Counted afresh by key: the rows may carry counts of their own, which would group too.
        rows = queryset.model._base_manager.filter(pk__in=queryset.order_by().values("pk"))
        rows = rows.order_by().values_list(self.column).annotate(rows=Count("pk"))
        return [(value, count) for value, count in rows if value not in (None, "")]

    def pairs(self, rows, keys):
        """(row, value) of these rows, for an index."""
        pairs = rows.order_by().values_list("pk", self.column).iterator(chunk_size=5_000)
        return ((row, value) for row, value in pairs if value not in (None, ""))


@dataclass(frozen=True)
class Linked(Relation):
    """A value in rows of another table, several to a listed row: ``of`` points to the row."""

    links: object
    of: str
    to: str

    def linked(self, queryset):
        """The linking rows."""
        return self.links()

    def narrow(self, queryset, values):
        links = self.linked(queryset).filter(**{f"{self.to}__in": values})
        return queryset.filter(pk__in=links.values(self.of))

    def count(self, queryset):
        links = self.linked(queryset).filter(**{f"{self.to}__isnull": False})
        links = links.filter(**{f"{self.of}__in": queryset.order_by().values("pk")})
        rows = links.order_by().values_list(self.to).annotate(rows=Count(self.of, distinct=True))
        return [(value, count) for value, count in rows if value != ""]

    def pairs(self, rows, keys):
        """(row, value), of the rows with these keys or of all, for an index."""
        links = self.links().filter(**{f"{self.to}__isnull": False})
        if keys is not None:
            links = links.filter(**{f"{self.of}__in": keys})
        pairs = links.order_by().values_list(self.of, self.to).iterator(chunk_size=5_000)
        return ((row, value) for row, value in pairs if value != "")


@dataclass(frozen=True)
class SecretLinked(Linked):
    """The same over secret rows: ``links(reader)`` gives those that the list's reader may read."""

    def linked(self, queryset):
        return self.links(queryset.query.reader)


@dataclass(frozen=True)
class Paired(Linked):
    """Two values of one linked row together, such as a country with its role."""

    second: str = ""

    def pairs(self, rows, keys):
        links = self.links().exclude(**{self.second: ""})
        if keys is not None:
            links = links.filter(**{f"{self.of}__in": keys})
        found = links.order_by().values_list(self.of, self.to, self.second)
        return ((row, (one, other)) for row, one, other in found.iterator(chunk_size=5_000))


@dataclass(frozen=True)
class Nested(Linked):
    """A value in a tree: asking for one asks for all below it. ``below`` gives {key: keys}."""

    below: object = None

    def narrow(self, queryset, values):
        below = self.below()
        return super().narrow(queryset, set().union(*(below[value] for value in values)))

    def count(self, queryset):
        below = self.below()
        if not below:
            return []
        links = self.links().filter(**{f"{self.of}__in": queryset.order_by().values("pk")})
        counts = links.aggregate(
            **{
                f"below_{key}": Count(self.of, distinct=True, filter=Q(**{f"{self.to}__in": keys}))
                for key, keys in below.items()
            }
        )
        return [(key, counts[f"below_{key}"]) for key in below if counts[f"below_{key}"]]
