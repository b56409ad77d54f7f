"""The films of one country over the years, by the role it had in them."""

from django.db.models import Count
from django.utils.translation import gettext as _

from coprod.charts.columns import columns
from coprod.charts.marks import Mark
from films.portrait.counting import of_films_that_count
from films.register.addresses import films_where
from films.register.participation import Participation
from films.register.periods import spread

UNKNOWN = ""
ROLES = [
    (Participation.Role.MAJORITY, "solid"),
    (Participation.Role.PARITY, "pale"),
    (Participation.Role.MINORITY, "stripes"),
    (Participation.Role.FINANCIAL, "cross"),
    (UNKNOWN, "dots"),
]


def role_names():
    return {**dict(Participation.Role.choices), UNKNOWN: _("role not published")}


def address(country, period, role=UNKNOWN):
    """The list of these films; films without a known role are among all of the period."""
    if role == UNKNOWN:
        return films_where(partner=country.code, **period.span)
    return films_where(home=country.code, home_role=role, **period.span)


def periods(country):
    """Every year from the first film to the last, or every decade; films that count only."""
    parts = of_films_that_count(Participation.objects.filter(country=country))
    parts = parts.filter(film__year__isnull=False).order_by()
    known = parts.exclude(role=UNKNOWN)
    films = Count("film", distinct=True)
    every = dict(parts.values_list("film__year").annotate(films=films))
    with_role = dict(known.values_list("film__year").annotate(films=films))
    counts = list(known.values_list("film__year", "role").annotate(films=films))
    counts += [(year, UNKNOWN, number - with_role.get(year, 0)) for year, number in every.items()]
    return spread(every, counts)


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
                    value=period.kinds[role],
                    address=address(country, period, role),
                    title=f"{period.label}, {names[role]}: {period.kinds[role]}",
                    filling=filling,
                )
                for role, filling in ROLES
                if period.kinds.get(role)
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
        if any(period.kinds.get(role) for period in found)
    ]


def table(country, found, roles):
    """The same rows as a table: [(period, address, [(films, address) for each role])]."""
    return [
        (
            period,
            address(country, period),
            [
                (period.kinds.get(role, 0), address(country, period, role))
                for role, _filling, _words in roles
            ],
        )
        for period in found
        if period.films
    ]
