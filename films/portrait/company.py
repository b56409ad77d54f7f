"""The page of one company: its films and the countries it works with."""

from django.db.models import F
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from films.portrait import partners
from films.register.addresses import films_where
from films.register.film import Film
from films.register.participation import Participation
from partners.company.models import Company
from partners.source.references import References

MOST_FILMS = 50


@require_safe
def company(request, public_id):
    """One company."""
    rows = Company.objects.select_related("country", "source")
    found = get_object_or_404(rows, public_id=public_id)
    references = References()
    references.cite(found)
    own = Participation.objects.filter(company=found, film__in=Film.objects.announced())
    parts = references.cite_all(newest(own))
    country_rows = partners.countries_of(found)
    context = {
        "company": found,
        "references": references,
        "parts": parts,
        "has_roles": any(part.role or part.is_delegate for part in parts),
        "has_shares": any(part.share is not None for part in parts),
        "most_films": MOST_FILMS,
        "film_count": counted(own).count(),
        "joint_count": counted(own).filter(country_count__gte=2).count(),
        "films_address": films_where(company=found.public_id),
        "joint_address": films_where(company=found.public_id, coproduction="yes"),
        "partner_rows": country_rows,
        "partners_chart": partners.chart(country_rows, _("Countries of its films")),
    }
    return render(request, "films/portrait/company.html", context)


def counted(own):
    """The films behind these participations that count."""
    return Film.objects.figures().filter(pk__in=own.values("film"))


def newest(own):
    """The newest films first; undated ones at the end."""
    rows = own.select_related("film", "country", "source")
    return rows.order_by(F("film__year").desc(nulls_last=True), "film__sort_title", "pk")[
        :MOST_FILMS
    ]
