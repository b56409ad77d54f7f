"""Rows of films that count."""

from django.db.models import Exists, OuterRef

from films.register.film import Film


def of_films_that_count(rows):
    """These rows, without those of unannounced films and of demonstrations.

    Asked row by row: a list of a million films would be gathered anew for every figure.
    """
    return rows.filter(Exists(Film.objects.figures().filter(pk=OuterRef("film"))))
