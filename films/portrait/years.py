"""The films of one country over the years, by the role it had in them."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _

from coprod.charts.columns import columns
from coprod.charts.marks import Mark
from films.register.addresses import films_where
from films.register.film import Film
from films.register.participation import Participation

# Longer spans are shown by decades: their columns could not be told apart.
MOST_YEARS = 45
UNKNOWN = ""
ROLES = [
    (Participation.Role.MAJORITY, "solid"),
    (Participation.Role.PARITY, "pale"),
    (Participation.Role.MINORITY, "stripes"),
    (Participation.Role.FINANCIAL, "cross"),
    (UNKNOWN, "dots"),
]


@dataclass
class Period:
    """A year or a decade: how many films in each role, how many in all."""

    label: str
    first: int
    last: int
    films: int = 0
    roles: dict[str, int] = field(default_factory=dict)

    def address(self, country, role=UNKNOWN):
        """The list of these films; films without a known role are among all of the period."""
        span = {"year_min": self.first, "year_max": self.last}
        if role == UNKNOWN:
            return films_where(partner=country.code, **span)
        return films_where(home=country.code, home_role=role, **span)


def role_names():
    return {**dict(Participation.Role.choices), UNKNOWN: _("role not published")}


def periods(country):
    """Every year from the first film to the last, or every decade; films that count only."""
    parts = Participation.objects.filter(country=country, film__in=Film.objects.figures())
    parts = parts.filter(film__year__isnull=False).order_by()
    films = Count("film", distinct=True)
    every = dict(parts.values_list("film__year").annotate(films=films))
    if not every:
        return []
    found = _empty_periods(min(every), max(every))
    known = parts.exclude(role=UNKNOWN)
    for year, number in every.items():
        _at(found, year).films += number
    for year, role, number in known.values_list("film__year", "role").annotate(films=films):
        period = _at(found, year)
        period.roles[role] = period.roles.get(role, 0) + number
    for year, number in known.values_list("film__year").annotate(films=films):
        every[year] -= number
    for year, number in every.items():
        if number:
            period = _at(found, year)
            period.roles[UNKNOWN] = period.roles.get(UNKNOWN, 0) + number
    return found


def _empty_periods(first, last):
    if last - first < MOST_YEARS:
        return [Period(str(year), year, year) for year in range(first, last + 1)]
    return [
        Period(f"{decade}–{decade + 9}", decade, decade + 9)
        for decade in range(first // 10 * 10, last + 1, 10)
    ]


def _at(found, year):
    length = found[0].last - found[0].first + 1
    return found[(year - found[0].first) // length]


def chart(country, found):
    """The periods as columns, split by role."""
    if not found:
        return None
    names = role_names()
    rows = [
        (
            str(period.first),
            [
                Mark(
                    label=period.label,
                    value=period.roles[role],
                    address=period.address(country, role),
                    title=f"{period.label}, {names[role]}: {period.roles[role]}",
                    filling=filling,
                )
                for role, filling in ROLES
                if period.roles.get(role)
            ],
        )
        for period in found
    ]
    return columns("years", _("Films of the country by year and role"), rows)


def used_roles(found):
    """The roles that occur, in the order of the chart: [(role, filling, words)]."""
    names = role_names()
    return [
        (role, filling, names[role])
        for role, filling in ROLES
        if any(period.roles.get(role) for period in found)
    ]


def table(country, found, roles):
    """The same rows as a table: [(period, address, [(films, address) for each role])]."""
    return [
        (
            period,
            period.address(country),
            [
                (period.roles.get(role, 0), period.address(country, role))
                for role, _filling, _words in roles
            ],
        )
        for period in found
        if period.films
    ]
