"""The announced films as bitmaps: what the list of films is counted by."""

from django.db.models import Count, Q, Sum

from coprod.lists.changes import Log
from coprod.lists.index import Index
from coprod.lists.relations import Own, Paired
from coprod.money import from_minor
from films.register.film import Film
from films.register.filters import FilmFilter, participations
from films.register.funding import PublishedFunding
from partners.source.models import Confidence


def relations():
    """{name: relation}: those of the filters, and what filters ask besides."""
    found = {
        name: one.relation
        for name, one in FilmFilter.base_filters.items()
        if getattr(one, "relation", None)
    }
    return {
        **found,
        "year": Own("year"),
        "country_count": Own("country_count"),
        "country_role": Paired(participations, "film", "country", second="role"),
    }


def budgets(keys):
    """(currency, film, minor units) of every published budget."""
    films = Film.objects.announced().filter(budget_amount__isnull=False)
    if keys is not None:
        films = films.filter(pk__in=keys)
    found = films.order_by().values_list("budget_currency", "pk", "budget_amount")
    return ((currency, film, int(minor)) for currency, film, minor in found.iterator())


def _funding(keys):
    rows = PublishedFunding.objects.exclude(confidence=Confidence.FICTIONAL)
    return (rows if keys is None else rows.filter(film__in=keys)).order_by()


def funding(keys):
    """(currency, film, minor units) of published funding, added up for each film."""
    known = _funding(keys).filter(amount__isnull=False)
    sums = known.values_list("currency", "film").annotate(total=Sum("amount"))
    return ((currency, film, int(minor)) for currency, film, minor in sums.iterator())


def funding_rows(keys):
    """(currency, film, number of amounts), and under no currency the unknown amounts."""
    counted = _funding(keys).values_list("currency", "film").annotate(rows=Count("pk"))
    return counted.filter(Q(amount__isnull=False) | Q(currency="")).iterator()


INDEX = Index(
    queryset=Film.objects.announced,
    relations=relations(),
    measures={"budget": budgets, "funding": funding, "funding_rows": funding_rows},
    log=Log("films_registerchange"),
)


def totals(state, films):
    """The same figures as films.register.totals, out of the bitmaps."""
    counted = films - state.values["source_confidence"].of([Confidence.FICTIONAL])
    countries, sums = state.values["country_count"], state.sums
    budgets, rows = sums.get("budget", {}), sums.get("funding_rows", {})
    unknown = len(counted) - sum(one.count(counted) for one in budgets.values())
    return {
        "films": len(counted),
        "coproductions": len(counted - countries.of([0, 1])),
        "without_country": countries.of([0]).intersection_cardinality(counted),
        "budget_unknown": unknown,
        "budget": _by_currency(budgets, counted),
        "funding": _by_currency(sums.get("funding", {}), counted, rows),
        "funding_unknown": rows[""].total(counted) if "" in rows else 0,
        "funding_unknown_films": rows[""].count(counted) if "" in rows else 0,
    }


def _by_currency(sums, counted, rows=None):
    """[{currency, amount, rows}] of what occurs among the counted films."""
    found = []
    for currency in sorted(sums):
        number = rows[currency].total(counted) if rows else sums[currency].count(counted)
        if number:
            amount = from_minor(sums[currency].total(counted), currency)
            found.append({"currency": currency, "amount": f"{amount:f}", "rows": number})
    return found
