"""Which listed rows changed since a process last looked, told by the database itself.

Triggers write the key of every changed row into a log, whichever door the change came through; a
reader asks what was written since. On PostgreSQL a transaction may commit after one that began
later, so a reader remembers the oldest transaction still open, and asks again for all since it.
"""

from dataclasses import dataclass

from django.db import connection

# Reading more changes than this costs more than reading everything anew.
MOST_CHANGES = 20_000
# How far back the log reaches, in changes (SQLite) or transactions (PostgreSQL).
MEMORY = 1_000_000
# The key that triggers write when every row may have changed.
EVERYTHING = 0


@dataclass(frozen=True)
class Moment:
    """Up to where the log was read, and how far back it reached then."""

    first: int
    upto: int


@dataclass(frozen=True)
class Log:
    """The log of one kind of row: a table with ``id``, ``row_id`` and ``at``."""

    table: str

    def now(self):
        """The present moment."""
        if connection.vendor == "postgresql":
            upto = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1"
        else:
            upto = f"SELECT coalesce(max(id), 0) FROM {self.table}"
        with connection.cursor() as cursor:
            # Each by itself is a step into the index; asked together they read the whole log.
            first = f"SELECT coalesce(min({self._at}), 0) FROM {self.table}"
            cursor.execute(f"SELECT ({first}), ({upto})")
            return Moment(*map(int, cursor.fetchone()))

    def since(self, moment):
        """Keys of the rows changed since; None when everything must be read anew."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT row_id FROM {self.table} WHERE {self._at} > %s LIMIT %s",
                [moment.upto, MOST_CHANGES + 1],
            )
            rows = [row for (row,) in cursor.fetchall()]
        return None if EVERYTHING in rows or len(rows) > MOST_CHANGES else rows

    def shorten(self):
        """Drop what no process can still be waiting for."""
        oldest = self.now().upto - MEMORY
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table} WHERE {self._at} < %s", [oldest])

    @property
    def _at(self):
        return "at" if connection.vendor == "postgresql" else "id"
