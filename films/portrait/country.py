"""The page of one country: its films, its partners, its treaties, its money."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from films.portrait import partners, years
from films.register.addresses import films_where
from films.register.counts import films_through
from films.register.film import Film
from films.register.funding import PublishedFunding
from films.register.participation import Participation
from partners.company.models import Company
from partners.country.models import Country
from partners.funding.models import FundingSource
from partners.source.references import References
from partners.treaty.models import TreatyParty

MOST_COMPANIES = 20
MOST_FUNDS = 20


@require_safe
def country(request, code):
    """One country or withdrawn state."""
    found = Country.objects.select_related("region", "source").filter(code=code.upper()).first()
    if found is None:
        raise Http404
    if found.code != code:
        return redirect(found, permanent=True)
    references = References()
    references.cite(found)
    context = {"country": found, "references": references, "is_home": is_home(found)}
    context.update(films(found))
    context.update(law_and_money(found, references))
    return render(request, "films/portrait/country.html", context)


def is_home(found):
    return found.code == settings.HOME_COUNTRY


def films(found):
    """Its films over the years, and with whom they were made."""
    own = Participation.objects.filter(country=found).values("film")
    counted = Film.objects.figures().filter(pk__in=own)
    periods = years.periods(found)
    roles = years.used_roles(periods)
    partner_rows = partners.partners_of(found)
    return {
        "film_count": counted.count(),
        "joint_count": counted.filter(country_count__gte=2).count(),
        "without_year": counted.filter(year__isnull=True).count(),
        "films_address": films_where(partner=found.code),
        "joint_address": films_where(partner=found.code, coproduction="yes"),
        "roles": roles,
        "years_chart": years.chart(found, periods),
        "years_legend": [(filling, words) for _role, filling, words in roles],
        "years_table": years.table(found, periods, roles),
        "partner_rows": partner_rows,
        "partners_chart": partners.chart(partner_rows, _("Most frequent partners")),
    }


def law_and_money(found, references):
    """The treaties that bind it, its funds, its companies, the cinemas it belongs to."""
    parties = TreatyParty.objects.filter(country=found).select_related("treaty", "source")
    funds = FundingSource.objects.figures().filter(country=found).select_related("kind", "source")
    funds = funds.annotate(film_count=films_through(PublishedFunding, "fund"))
    companies = Company.objects.figures().filter(country=found).select_related("source")
    companies = companies.annotate(film_count=films_through(Participation, "company"))
    return {
        "parties": references.cite_all(parties.order_by("treaty__code")),
        "funds": references.cite_all(funds.order_by("-film_count", "name")[:MOST_FUNDS]),
        "companies": references.cite_all(
            companies.order_by("-film_count", "name", "pk")[:MOST_COMPANIES]
        ),
        "cinemas": references.cite_all(found.cinemas.select_related("source").all()),
        "predecessors": list(found.predecessors.order_by("code")),
        "successors": list(found.successors.order_by("code")),
    }
