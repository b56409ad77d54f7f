"""Sets of rows as compressed bitmaps, and sums over such sets."""

from collections.abc import Iterable

from pyroaring import BitMap


class Values:
    """For each value of a filter, the rows that have it."""

    def __init__(self):
        self.rows: dict[object, BitMap] = {}

    def add(self, pairs: Iterable[tuple[int, object]]):
        """Note (row, value) pairs."""
        gathered: dict[object, list[int]] = {}
        for row, value in pairs:
            gathered.setdefault(value, []).append(row)
        for value, rows in gathered.items():
            self.rows.setdefault(value, BitMap()).update(rows)

    def forget(self, rows: BitMap):
        """Take rows out of every value."""
        for value in list(self.rows):
            self.rows[value] -= rows
            if not self.rows[value]:
                del self.rows[value]

    def of(self, values: Iterable[object]) -> BitMap:
        """The rows that have at least one of these values."""
        found = [self.rows[value] for value in values if value in self.rows]
        return BitMap.union(*found) if found else BitMap()

    def counts(self, among: BitMap) -> list[tuple[object, int]]:
        """[(value, how many of these rows have it)], for values that occur among them."""
        counted = [
            (value, rows.intersection_cardinality(among)) for value, rows in self.rows.items()
        ]
        return [(value, count) for value, count in counted if count]


class Sums:
    """A whole number for each row, bit by bit: one bitmap for each binary place.

    The sum over any set of rows is then a few intersections, however many rows there are. Bit
    slices after O'Neil and Quass, "Improved query performance with variant indexes" (1997).
    """

    def __init__(self):
        self.places: list[BitMap] = []
        self.known = BitMap()

    def add(self, pairs: Iterable[tuple[int, int]]):
        """Note the number of each row; a row already noted is forgotten first by the caller."""
        gathered: list[list[int]] = []
        for row, number in pairs:
            if number < 0:
                raise ValueError(f"{number} of row {row} is below zero: only amounts are summed.")
            self.known.add(row)
            for place in range(number.bit_length()):
                if place == len(gathered):
                    gathered.append([])
                if number >> place & 1:
                    gathered[place].append(row)
        while len(self.places) < len(gathered):
            self.places.append(BitMap())
        for place, rows in enumerate(gathered):
            self.places[place].update(rows)

    def copy(self):
        other = Sums()
        other.places = [rows.copy() for rows in self.places]
        other.known = self.known.copy()
        return other

    def forget(self, rows: BitMap):
        self.known -= rows
        for place in range(len(self.places)):
            self.places[place] -= rows

    def count(self, among: BitMap) -> int:
        """How many of these rows have a number."""
        return self.known.intersection_cardinality(among)

    def total(self, among: BitMap) -> int:
        """The exact sum of the numbers of these rows."""
        return sum(
            rows.intersection_cardinality(among) << place for place, rows in enumerate(self.places)
        )
