"""With whom films are made most often."""

from django.db.models import Count
from django.utils.translation import gettext as _

from coprod.charts.bars import bars
from coprod.charts.marks import Mark
from films.register.addresses import films_where
from films.register.film import Film
from films.register.participation import Participation
from partners.country.models import Country

MOST = 12


def partners_of(country):
    """[(country, films together, address of these films)], most frequent first."""
    own = Participation.objects.filter(country=country).values("film")
    found = _frequent(Film.objects.figures().filter(pk__in=own), without=country)
    return [
        (
            partner,
            films,
            films_where(partner=[country.code, partner.code], partner_match="all"),
        )
        for partner, films in found
    ]


def countries_of(company):
    """[(country, films, address of these films)] of a company's films, most frequent first."""
    own = Participation.objects.filter(company=company).values("film")
    found = _frequent(Film.objects.figures().filter(pk__in=own))
    return [
        (country, films, films_where(company=company.public_id, partner=country.code))
        for country, films in found
    ]


def _frequent(films, without=None):
    parts = Participation.objects.filter(film__in=films, country__isnull=False)
    if without:
        parts = parts.exclude(country=without)
    counted = parts.order_by().values_list("country").annotate(films=Count("film", distinct=True))
    counted = list(counted.order_by("-films", "country__code")[:MOST])
    countries = Country.objects.in_bulk([key for key, _films in counted])
    return [(countries[key], films) for key, films in counted]


def chart(rows, label):
    """The rows as bars, each leading to its films."""
    if not rows:
        return None
    marks = [
        Mark(
            label=f"{country.code}  {country.name}",
            value=films,
            address=address,
            title=_("%(country)s: %(films)s") % {"country": country.name, "films": films},
        )
        for country, films, address in rows
    ]
    return bars("partners", label, marks)
