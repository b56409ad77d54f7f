"""Addresses of the list of films, filtered."""

from urllib.parse import urlencode

from django.urls import reverse


def films_where(**filters):
    """The list of films under these filters; a list of values repeats its parameter."""
    return f"{reverse('films:films')}?{urlencode(filters, doseq=True)}"
