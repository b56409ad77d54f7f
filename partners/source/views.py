"""The sources of the register, and what rests on each."""

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from partners.source import resting
from partners.source.models import Source


@require_safe
def sources(request):
    """Every source, by kind."""
    rows = Source.objects.annotate(paragraph_count=Count("paragraphs")).order_by("title", "pk")
    kinds = [(kind.label, [row for row in rows if row.kind == kind.value]) for kind in Source.Kind]
    context = {
        "kinds": [(label, rows) for label, rows in kinds if rows],
        "count": sum(row.kind != Source.Kind.DEMONSTRATION for row in rows),
    }
    return render(request, "partners/source/sources.html", context)


@require_safe
def source(request, key):
    """One source: what it is, what it says in our words, what rests on it."""
    found = get_object_or_404(Source, key=key)
    counted = resting.counts(found)
    kind = _asked_kind(request, counted)
    context = {
        "source": found,
        "paragraphs": found.paragraphs.order_by("number"),
        "counted": counted,
        "total": sum(number for _kind, number in counted),
        "kind": kind,
        "rows": kind.first_rows(found) if kind else [],
        "most_rows": resting.MOST_ROWS,
    }
    return render(request, "partners/source/source.html", context)


def _asked_kind(request, counted):
    """The kind whose rows are asked for; a kind with no rows here is no page of this source."""
    asked = request.GET.get("rests")
    if asked is None:
        return None
    for kind, _number in counted:
        if kind.slug == asked:
            return kind
    raise Http404
