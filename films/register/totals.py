"""Sums over the films of a list: per currency, never across, and never of a demonstration."""

from django.db.models import Count, Q, Sum

from coprod.money import from_minor
from films.register.funding import PublishedFunding
from partners.source.models import Confidence


def totals(films):
    """Counts and sums of these films: amounts as strings, unknown ones counted and named."""
    counted = films.exclude(confidence=Confidence.FICTIONAL)
    counts = counted.aggregate(
        films=Count("pk"),
        coproductions=Count("pk", filter=Q(country_count__gte=2)),
        without_country=Count("pk", filter=Q(country_count=0)),
        budget_unknown=Count("pk", filter=Q(budget_amount__isnull=True)),
    )
    funding = PublishedFunding.objects.filter(film__in=counted.values("pk"))
    funding = funding.exclude(confidence=Confidence.FICTIONAL)
    unknown = funding.filter(amount__isnull=True)
    return {
        **counts,
        "budget": _by_currency(counted, "budget_amount", "budget_currency"),
        "funding": _by_currency(funding, "amount", "currency"),
        "funding_unknown": unknown.count(),
        "funding_unknown_films": unknown.values("film").distinct().count(),
    }


def _by_currency(rows, amount, currency):
    known = rows.filter(**{f"{amount}__isnull": False}).order_by()
    sums = known.values_list(currency).annotate(total=Sum(amount), rows=Count("pk"))
    return [
        {"currency": code, "amount": f"{from_minor(int(total), code):f}", "rows": count}
        for code, total, count in sorted(sums)
    ]
