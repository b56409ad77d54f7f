"""The listed rows of a public list as bitmaps in memory: the same for every reader.

A process builds the index at its first question and asks the log of changes before every other,
so that each answer shows what was committed before it. Filters that bitmaps cannot answer (text,
shares, amounts) are asked of the database and joined in as one more set of rows.
"""

import threading
from functools import cached_property

from django.db import transaction
from pyroaring import BitMap

from coprod.lists.bitmaps import Sums, Values
from coprod.lists.counting import Counting

# Up to so many rows their keys are handed to the database to be ordered; more are filtered there.
FEW = 2_000
CHUNK = 5_000


class Index:
    """One list's rows as bitmaps.

    ``queryset()`` gives the rows, ``relations`` {name: relation with ``pairs``}, ``measures``
    {name: function(keys or None) giving (key, row, whole number)}, ``log`` the log of changes.
    """

    def __init__(self, queryset, relations, measures, log):
        self.queryset, self.relations, self.measures, self.log = queryset, relations, measures, log
        self._lock = threading.RLock()
        self.forget()

    def forget(self):
        """Read everything anew at the next question."""
        self._moment = None
        self._state = None

    def current(self):
        """The bitmaps as of now; never changed again once given out."""
        with self._lock:
            moment = self.log.now()
            changed = None if self._moment is None else self.log.since(self._moment)
            if changed is None:
                self._state = self._read(None)
            elif changed:
                self._state = self._reread(changed)
            self._moment = moment
            return self._state

    def _read(self, keys):
        state = State()
        with transaction.atomic():
            self._fill(state, keys)
        return state

    def _reread(self, changed):
        """A copy of the state with the changed rows read again; readers keep the old one."""
        state = self._state.copy()
        state.forget(BitMap(changed))
        with transaction.atomic():
            for start in range(0, len(changed), CHUNK):
                self._fill(state, changed[start : start + CHUNK])
        return state

    def _fill(self, state, keys):
        rows = self.queryset()
        if keys is not None:
            rows = rows.filter(pk__in=keys)
        found = BitMap(rows.order_by().values_list("pk", flat=True).iterator(chunk_size=CHUNK))
        state.rows |= found
        for name, relation in self.relations.items():
            pairs = relation.pairs(rows, keys)
            state.values.setdefault(name, Values()).add(
                (row, value) for row, value in pairs if row in found
            )
        for name, measure in self.measures.items():
            gathered = {}
            for key, row, number in measure(keys):
                if row in found:
                    gathered.setdefault(key, []).append((row, number))
            sums = state.sums.setdefault(name, {})
            for key, pairs in gathered.items():
                sums.setdefault(key, Sums()).add(pairs)


class State:
    """Bitmaps at one moment."""

    def __init__(self):
        self.rows = BitMap()
        self.values: dict[str, Values] = {}
        self.sums: dict[str, dict[object, Sums]] = {}

    def copy(self):
        """Bitmaps share their memory until one of them is changed."""
        other = State()
        other.rows = self.rows.copy()
        for name, values in self.values.items():
            copied = other.values[name] = Values()
            copied.rows = {value: rows.copy() for value, rows in values.rows.items()}
        for name, by_key in self.sums.items():
            other.sums[name] = {key: sums.copy() for key, sums in by_key.items()}
        return other

    def forget(self, rows):
        self.rows -= rows
        for values in self.values.values():
            values.forget(rows)
        for by_key in self.sums.values():
            for sums in by_key.values():
                sums.forget(rows)


class IndexedCounting(Counting):
    """Counts by bitmaps; asks the database for words, amounts and the order of the page."""

    def __init__(self, filterset, queryset, totals=None, *, index):
        super().__init__(filterset, queryset, totals)
        self.index = index

    @cached_property
    def state(self):
        return self.index.current()

    @cached_property
    def _parts(self):
        """{filter: the rows it leaves}; a filter not in use leaves all and is not here."""
        parts = {}
        for name, one in self.filterset.filters.items():
            value = self.filterset.chosen.get(name)
            found = one.bits(self.state, value)
            if found is NotImplemented:
                narrowed = one.filter(self.queryset.order_by(), value)
                found = BitMap(narrowed.values_list("pk", flat=True))
            if found is not None:
                parts[name] = found
        return parts

    def _bits(self, but=None):
        parts = [rows for name, rows in self._parts.items() if name != but]
        return BitMap.intersection(self.state.rows, *parts) if parts else self.state.rows

    @cached_property
    def bits(self):
        """The filtered rows."""
        return self._bits()

    @cached_property
    def count(self):
        return len(self.bits)

    @cached_property
    def rows(self):
        if self.count <= FEW:
            return self.queryset.filter(pk__in=list(self.bits)).order_by()
        return super().rows

    @cached_property
    def facets(self):
        facets = {}
        for name, one in self.filterset.filters.items():
            if one.has_facet:
                among = self._bits(but=name) if name in self._parts else self.bits
                counted = one.counts_of_bits(self.state, among)
                if counted is NotImplemented:
                    others = self.filterset.narrowed(self.queryset, but=name)
                    counted = one.counts(self.filterset, others)
                facets[name] = one.choices_of(self.filterset, dict(counted))
        return facets

    @cached_property
    def totals(self):
        return self._totals(self.state, self.bits) if self._totals else {}
