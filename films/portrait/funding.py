"""The page of one funding source: its rules, and what it gave to which films."""

from django.db.models import Count, F, Sum
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from coprod.money import Money, from_minor
from films.portrait.counting import of_films_that_count
from films.register.addresses import films_where
from films.register.film import Film
from films.register.funding import PublishedFunding
from partners.funding.models import FundingSource
from partners.source.models import Confidence
from partners.source.references import References

MOST_AWARDS = 50


@require_safe
def funding_source(request, public_id):
    """One fund, incentive or other giver of money."""
    rows = FundingSource.objects.select_related("kind__parent", "country", "source")
    found = get_object_or_404(rows, public_id=public_id)
    references = References()
    references.cite(found)
    announced = PublishedFunding.objects.filter(fund=found, film__in=Film.objects.announced())
    counting = counted(announced)
    context = {
        "fund": found,
        "references": references,
        "rules": references.cite_all(found.rules.select_related("source").order_by("title", "pk")),
        "conditions": references.cite_all(found.conditions.select_related("source")),
        "themes": references.cite_all(found.themes.select_related("source")),
        "awards": references.cite_all(newest(announced)),
        "most_awards": MOST_AWARDS,
        "totals": totals(counting),
        "unknown_count": counting.filter(amount__isnull=True).count(),
        "film_count": counting.aggregate(films=Count("film", distinct=True))["films"],
        "films_address": films_where(funding_source=found.public_id),
    }
    return render(request, "films/portrait/funding_source.html", context)


def counted(awards):
    """Awards that count: to films that count, themselves not invented."""
    return of_films_that_count(awards).exclude(confidence=Confidence.FICTIONAL)


def totals(awards):
    """[(sum of the known amounts, number of awards)], one a currency: never added across."""
    known = awards.filter(amount__isnull=False).order_by()
    sums = known.values_list("currency").annotate(total=Sum("amount"), awards=Count("pk"))
    return [
        (Money(from_minor(int(total), currency), currency), number)
        for currency, total, number in sums.order_by("currency")
    ]


def newest(awards):
    rows = awards.select_related("film", "kind", "country", "source")
    return rows.order_by(F("film__year").desc(nulls_last=True), "film__sort_title", "pk")[
        :MOST_AWARDS
    ]
