"""The orders of the list of films: what is not known comes last, whichever way they run."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import RequestFactory

from coprod.lists.counting import Counting
from films.register.pages import FilmList
from tests import factories as make

pytestmark = pytest.mark.django_db

ORDERS = {
    "year": ["B", "D", "C", "A", "E"],
    "-year": ["C", "B", "D", "A", "E"],
    "amount": ["D", "C", "B", "A", "E"],
    "-amount": ["B", "C", "D", "A", "E"],
    "countries": ["A", "B", "D", "E", "C"],
    "-countries": ["C", "A", "B", "D", "E"],
    "-title": ["E", "D", "C", "B", "A"],
}


def make_films():
    for title, year, amount, currency in [
        ("E", None, None, ""),
        ("D", 2008, "5", "EUR"),
        ("C", 2010, "900", "EUR"),
        ("B", 2008, "7", "USD"),
        ("A", None, None, ""),
    ]:
        budget = amount and Decimal(amount)
        make.make_film(title, year=year, budget_amount=budget, budget_currency=currency)
    make.make_participation(FilmList.queryset().get(title="C"), country=make.make_country("KZ"))


def titles(answer):
    return [film["title"] for film in answer["results"]]


@pytest.mark.parametrize(("sort", "expected"), ORDERS.items())
def test_unknown_values_come_last_on_every_page_and_in_every_file(client, sort, expected):
    make_films()

    paged = [
        titles(client.get(f"{path}?sort={sort}&page_size=2&page={page}").json())
        for path in ("/films.json", "/api/v1/films/")
        for page in (1, 2, 3)
    ]
    file = b"".join(client.get(f"/films.csv?sort={sort}").streaming_content).decode()

    assert paged == [expected[:2], expected[2:4], expected[4:]] * 2
    assert [row["title"] for row in csv.DictReader(io.StringIO(file))] == expected


def test_titles_stand_in_the_order_of_their_letters_and_not_of_their_search(client):
    in_order = ["Killer", "Quiet", "Water", "Yellow Cat", "Zhibek"]
    for title in reversed(in_order):
        make.make_film(title)

    assert titles(client.get("/films.json").json()) == in_order
    assert titles(client.get("/films.json?q=jibek").json()) == ["Zhibek"]


@pytest.mark.parametrize(("sort", "expected"), ORDERS.items())
def test_bitmaps_and_database_order_alike(sort, expected):
    make_films()
    page = FilmList(RequestFactory().get("/films.json", {"sort": sort}))
    assert page.filterset.is_valid()

    page.counting = Counting(page.filterset, FilmList.queryset(), lambda films: {})

    assert titles(page.answer()) == expected
