"""Years side by side, or decades where the years are too many to tell apart."""

from dataclasses import dataclass, field

MOST_YEARS = 45


@dataclass
class Period:
    """A year or a decade: how many films in all, and how many of each kind."""

    label: str
    first: int
    last: int
    films: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def span(self):
        """The parameters that ask the list of films for this period."""
        return {"year_min": self.first, "year_max": self.last}


def spread(films, counts):
    """Every period from the first film to the last, the empty ones too.

    ``films`` is {year: number of films}, ``counts`` [(year, kind, number)] of the same films.
    """
    if not films:
        return []
    found = _empty(min(films), max(films))
    for year, number in films.items():
        _at(found, year).films += number
    for year, kind, number in counts:
        if number:
            kinds = _at(found, year).kinds
            kinds[kind] = kinds.get(kind, 0) + number
    return found


def _empty(first, last):
    if last - first < MOST_YEARS:
        return [Period(str(year), year, year) for year in range(first, last + 1)]
    return [
        Period(f"{decade}–{decade + 9}", decade, decade + 9)
        for decade in range(first // 10 * 10, last + 1, 10)
    ]


def _at(found, year):
    length = found[0].last - found[0].first + 1
    return found[(year - found[0].first) // length]
