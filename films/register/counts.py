"""How many films of the register hang on a row of another table."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from films.register.film import in_figures


def films_through(links, to, **where):
    """For each outer row: films that count, linked to it by ``links`` rows through ``to``."""
    rows = links.objects.filter(in_figures("film__"), **{to: OuterRef("pk")}, **where)
    counted = rows.order_by().values(to).annotate(films=Count("film", distinct=True))
    return Coalesce(Subquery(counted.values("films"), output_field=IntegerField()), 0)
