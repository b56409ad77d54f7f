"""Whole answers of public lists, kept as long as nothing at all is written to the database.

A public answer follows from its address, the language and the rows alone, and is the same for
every reader. Labels of vocabularies, sources and companies are rows too, so no single log tells
all that an answer depends on; but each database tells whether anything was committed since:

- PostgreSQL by its snapshot: two equal snapshots see the same rows, by the definition of MVCC;
- SQLite by ``PRAGMA data_version``, which changes for one connection when another one commits.

The state is read before the rows. An answer made while somebody commits is filed under the state
before, which never comes again, so nothing kept can be older than the last commit.
"""

import os
import sqlite3
import threading
from collections import OrderedDict

from django.db import connection
from django.http import HttpResponse
from django.utils.translation import get_language

MOST_BYTES = 48 * 2**20


class Kept:
    """The answers to one state of the database."""

    def __init__(self):
        self._lock = threading.Lock()
        self._watch = Watch()
        self.forget()

    def forget(self):
        self._state, self._answers, self._bytes = None, OrderedDict(), 0

    def answer(self, request, form, make):
        """The kept answer to this address, or the one that is made now."""
        state = self._watch.state() if request.method == "GET" else None
        if state is None:
            return make()
        key = (form, request.build_absolute_uri(), get_language())
        if found := self._find(state, key):
            return HttpResponse(found[0], content_type=found[1])
        response = make()
        if response.status_code == 200:
            self._keep(state, key, (response.content, response.headers["Content-Type"]))
        return response

    def _find(self, state, key):
        with self._lock:
            if state != self._state:
                self.forget()
                self._state = state
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def _keep(self, state, key, answer):
        with self._lock:
            if state != self._state or key in self._answers:
                return
            self._answers[key] = answer
            self._bytes += len(answer[0])
            while self._bytes > MOST_BYTES:
                _key, (content, _type) = self._answers.popitem(last=False)
                self._bytes -= len(content)


class Watch:
    """Tells states of the database apart."""

    def __init__(self):
        self._lock = threading.Lock()
        self._file, self._connection = None, None

    def state(self):
        """A value that is another after every commit; None where that cannot be known."""
        if connection.in_atomic_block:
            return None  # What this transaction wrote is seen by it alone.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_current_snapshot()::text")
                return cursor.fetchone()
        return self._state_of_file(str(connection.settings_dict["NAME"]))

    def _state_of_file(self, path):
        try:
            found = os.stat(path)
        except OSError:
            return None  # A database in memory has no second connection.
        file = (path, found.st_dev, found.st_ino)
        with self._lock:
            if file != self._file:  # Another file in its place, such as a backup restored.
                if self._connection:
                    self._connection.close()
                self._connection = sqlite3.connect(
                    path, check_same_thread=False, isolation_level=None
                )
                self._file = file
            # A connection that never writes, so every commit is another's.
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return (*file, version)


KEPT = Kept()
