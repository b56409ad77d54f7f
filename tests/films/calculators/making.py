"""Calculators as their tests ask them."""

import re

from django.urls import reverse

from films.calculators.state import query_of

PLAN = {
    "base_currency": "EUR",
    "lines-0-country": "KZ",
    "lines-0-amount": "1 000.00",
    "coproducers-0-id": "Dala Film",
    "coproducers-0-country": "kz",
    "sources-0-id": "Own money",
    "sources-0-type": "own_investment",
    "sources-0-status": "paid",
    "sources-0-amount": "600",
    "sources-0-counts_for": "Dala Film",
}


def address(slug="finance-plan", **query):
    page = reverse("calculators:calculator", args=[slug])
    return f"{page}?{query_of(query['given'])}" if "given" in query else page


def text_of(response):
    """The words of a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
