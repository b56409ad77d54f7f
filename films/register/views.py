"""The page of one film."""

from django.shortcuts import get_object_or_404, render

from films.register.film import Film


def film(request, public_id):
    """An announced film with every published fact."""
    found = get_object_or_404(Film.objects.announced(), public_id=public_id)
    return render(request, "films/register/film.html", {"film": found})
