"""The page of one treaty: who is bound, by which terms, and the films made under it."""

from django.db.models import F
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from coprod.templatetags.shown import percent
from coprod.text import alphabetical
from films.register.addresses import films_where
from films.register.film import Film
from partners.source.references import References
from partners.treaty.models import Treaty, TreatyTerm

MOST_FILMS = 50
# Their limits are counts, not percentages.
COUNTED_RULES = {TreatyTerm.Rule.POINTS, TreatyTerm.Rule.PARTNERS}


@require_safe
def treaty(request, code):
    """One treaty or memorandum."""
    found = get_object_or_404(Treaty.objects.select_related("source", "replaced_by"), code=code)
    references = References()
    references.cite(found)
    terms = references.cite_all(
        found.terms.select_related("source").order_by("rule", "scope", "valid_from", "pk")
    )
    points = references.cite_all(
        found.points.select_related("source").order_by("scope", "position", "element")
    )
    context = {
        "treaty": found,
        "references": references,
        "parties": references.cite_all(parties_of(found)),
        "replaces": list(Treaty.objects.filter(replaced_by=found).order_by("code")),
        "terms": [(term, limit(term, term.minimum), limit(term, term.maximum)) for term in terms],
        "tables": points_tables(points),
        "films": references.cite_all(films_under(found)),
        "film_count": Film.objects.figures().filter(treaty=found).count(),
        "films_address": films_where(treaty=found.code),
        "most_films": MOST_FILMS,
    }
    return render(request, "films/portrait/treaty.html", context)


def parties_of(found):
    """Parties in the order in which they were bound; those of unknown day at the end."""
    parties = found.parties.select_related("country", "source").order_by("pk")
    return sorted(
        parties,
        key=lambda party: (
            not party.in_force_on,
            party.in_force_on,
            alphabetical(party.country.name),
        ),
    )


def limit(term, value):
    """A limit as it is read: a number of points or partners, or a percentage; empty if not set."""
    if value is None:
        return ""
    return f"{value.normalize():f}" if term.rule in COUNTED_RULES else percent(value)


def points_tables(points):
    """[(what it applies to, its functions, sum of points)]."""
    tables = {}
    for point in points:
        tables.setdefault(point.scope, []).append(point)
    return [
        (rows[0].get_scope_display(), rows, sum(row.points for row in rows))
        for rows in tables.values()
    ]


def films_under(found):
    films = Film.objects.announced().filter(treaty=found).select_related("source")
    return films.order_by(F("year").desc(nulls_last=True), "sort_title", "pk")[:MOST_FILMS]
