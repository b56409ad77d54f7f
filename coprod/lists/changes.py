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
# So many changes are dropped in one statement: others wait for it, and it may not take long.
AT_ONCE = 100_000
# The key that triggers write when every row may have changed.
EVERYTHING = 0


@dataclass(frozen=True)
class Log:
    """The log of one kind of row: a table with ``id``, ``row_id`` and ``at``."""

    table: str

    def now(self):
        """Up to where the log can be read at present."""
        if connection.vendor == "postgresql":
            return self._number("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1")
        return self._number(f"SELECT coalesce(max(id), 0) FROM {self.table}")

    def since(self, moment):
        """Keys of the rows changed since; None when everything must be read anew."""
        # In one statement, so that nothing is dropped between the look at the log's beginning and
        # at the rest. Each minimum by itself is a step into the index.
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT row_id, (SELECT min({self._at}) FROM {self.table})"
                f" FROM {self.table} WHERE {self._at} > %s LIMIT %s",
                [moment, MOST_CHANGES + 1],
            )
            found = cursor.fetchall()
        rows = [row for row, _first in found]
        is_cut = bool(found) and found[0][1] > moment + 1
        return None if is_cut or EVERYTHING in rows or len(rows) > MOST_CHANGES else rows

    def shorten(self):
        """Drop what no process can still be waiting for, and write nothing when that is nothing.

        The last change stays, with all of its transaction: by what is left a reader that was away
        for long sees that something is gone.
        """
        self._drop_the_future()
        while (first := self._at_place(0)) is not None:
            last = self._number(f"SELECT max({self._at}) FROM {self.table}")
            end = min(self.now() - MEMORY, last)
            if first >= end:
                return
            # A transaction goes as a whole.
            place = self._at_place(AT_ONCE)
            end = end if place is None else min(end, max(place, first + 1))
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {self.table} WHERE {self._at} < %s", [end])

    def _drop_the_future(self):
        """A dump was written by a server that had counted on further than this one."""
        if connection.vendor != "postgresql":
            return
        future = (
            f"FROM {self.table} WHERE at >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
            " AND at IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint"
        )
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT EXISTS (SELECT 1 {future})")
            if cursor.fetchone()[0]:
                cursor.execute(f"DELETE {future}")

    def _at_place(self, place):
        """The moment of the change at this place from the beginning; None behind the last."""
        return self._number(
            f"SELECT {self._at} FROM {self.table} WHERE {self._at} IS NOT NULL"
            f" ORDER BY {self._at} LIMIT 1 OFFSET {place}"
        )

    def _number(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)
            row = cursor.fetchone()
        return row and row[0]

    @property
    def _at(self):
        return "at" if connection.vendor == "postgresql" else "id"
