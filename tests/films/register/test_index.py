"""The list counted by bitmaps against the same list counted by the database."""

import random
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test import RequestFactory

from coprod.lists.bitmaps import BitMap, Sums
from coprod.lists.counting import Counting
from films.models import Film, Participation, RegisterChange
from films.register import log, totals
from films.register.pages import FilmList
from tests import factories as make
from tests.registers import CODES, make_register

CHOICES = {
    "partner": CODES,
    "partner_match": ["any", "all", "only"],
    "partner_not": CODES,
    "region": ["142", "143", "150"],
    "lead": CODES,
    "home": CODES,
    "home_role": ["majority", "minority"],
    "share_min": ["25", "26"],
    "share_max": ["25", "24.5"],
    "coproduction": ["yes", "no"],
    "official": ["yes", "no"],
    "treaty": ["KZ-FR"],
    "genre": ["drama", "epic"],
    "theme": ["memory"],
    "language": ["kk", "ru"],
    "kind": ["fiction", "documentary"],
    "stage": ["released"],
    "year_min": ["2010", "2016"],
    "year_max": ["2015", "1980"],
    "decade": ["2010", "1970"],
    "funding_kind": ["direct_public", "grant"],
    "currency": ["EUR"],
    "funding_currency": ["EUR"],
    "funding_amount": ["published", "unknown"],
    "budget": ["published", "unknown"],
    "amount_min": ["2000"],
    "festival": ["cannes"],
    "source_confidence": ["read", "fictional"],
    "q": ["kyz", "steppe"],
    "sort": ["-year", "countries", "-amount"],
}
SINGLE = {"partner_match", "home", "share_min", "share_max", "year_min", "year_max", "currency",
          "funding_currency", "amount_min", "q", "sort"}  # fmt: skip


def query(draw):
    """A filter of up to five parameters, drawn at random."""
    asked = {}
    for name in draw.sample(sorted(CHOICES), draw.randint(0, 5)):
        most = 1 if name in SINGLE else 2
        asked[name] = draw.sample(CHOICES[name], min(most, len(CHOICES[name])))
    if "amount_min" in asked:
        asked["currency"] = ["EUR"]
    return {**asked, "facets": ["1"]}


def answers(asked):
    """(by bitmaps, by the database) of one filter."""
    request = RequestFactory().get("/films.json", asked)
    indexed, plain = FilmList(request), FilmList(request)
    assert indexed.filterset.is_valid() and plain.filterset.is_valid(), plain.filterset.problems
    plain.counting = Counting(plain.filterset, FilmList.queryset(), totals.totals)
    return indexed.answer(), plain.answer()


@pytest.mark.django_db
def test_bitmaps_and_database_give_the_same_answer():
    make_register(films=60)
    draw = random.Random(7)

    for _attempt in range(150):
        asked = query(draw)
        indexed, plain = answers(asked)
        assert indexed == plain, asked


@pytest.mark.django_db
def test_a_figure_leads_to_as_many_films_as_it_counts():
    for film in make_register(films=60)[::7]:
        make.make_funding(film, confidence="fictional")
    draw, linked = random.Random(11), 0

    for _attempt in range(100):
        asked = query(draw)
        page = FilmList(RequestFactory().get("/films/", asked))
        assert page.filterset.is_valid()
        for address, count in figures(page):
            (told,) = {by_bitmaps(address), by_the_database(address)}
            assert told == count, (asked, address)
            linked += 1

    assert linked > 100


def figures(page):
    """[(address, films)] of every figure of the totals that leads somewhere."""
    counted = page.counting.totals
    found = [
        (page.joint_address, counted["coproductions"]),
        (page.unknown_budgets, counted["budget_unknown"]),
        (page.unknown_funding, counted["funding_unknown_films"]),
        *((address, total["rows"]) for total, address in page.sums["budget"]),
    ]
    return [(address, count) for address, count in found if address]


def by_bitmaps(address):
    return FilmList.rows_at(RequestFactory().get("/films/"), address)


def by_the_database(address):
    page = FilmList(RequestFactory().get(address))
    assert page.filterset.is_valid()
    return Counting(page.filterset, FilmList.queryset()).count


@pytest.mark.django_db
def test_every_change_shows_in_the_next_answer(client):
    make_register(films=12)
    film = make.make_film("Tulpan", year=2008)
    french = make.make_country("FR")
    steps = [
        lambda: make.make_participation(film, country=french, role="majority"),
        lambda: Participation.objects.filter(film=film).update(role="minority"),
        lambda: film.genres.add(make.make_genre("epic")),
        lambda: make.make_funding(film, amount="5", currency="KZT"),
        lambda: film.funding.all().delete(),
        lambda: film.genres.clear(),
        lambda: Film.objects.filter(pk=film.pk).update(year=1999),
        lambda: Film.objects.filter(pk=film.pk).update(announced_at=None),
        lambda: Film.objects.filter(pk=film.pk).update(announced_at=make.ANNOUNCED),
        lambda: Film.objects.bulk_create(
            [Film(title="Bulk", public_id="bulk-2222222", announced_at=make.ANNOUNCED)]
        ),
        lambda: film.delete(),
        lambda: type(french).objects.filter(pk=french.pk).update(region=None),
    ]
    client.get("/films.json")

    for number, step in enumerate(steps):
        step()
        indexed, plain = answers({"facets": ["1"], "page_size": ["200"]})
        assert indexed == plain, number


@pytest.mark.django_db(transaction=True)
def test_a_change_rolled_back_never_shows(client):
    film = make.make_film("Kept")
    client.get("/films.json")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        film.delete()
        raise ZeroDivisionError

    assert client.get("/films.json").json()["count"] == 1


@pytest.mark.django_db
def test_setting_the_triggers_again_changes_nothing():
    log.after_migration(sender=None, using="default")
    RegisterChange.objects.all().delete()

    film = Film.objects.create(title="Once")

    logged = RegisterChange.objects.filter(row_id=film.pk)
    assert logged.exists()
    assert connection.vendor != "postgresql" or logged.filter(at__isnull=False).exists()


@pytest.mark.parametrize("numbers", [[0], [1, 2, 3], [10**15, 1, 10**15 - 1], [2**40] * 5])
def test_sums_are_exact_over_any_rows(numbers):
    sums = Sums()
    sums.add(enumerate(numbers))

    assert sums.total(BitMap(range(len(numbers)))) == sum(numbers)
    assert sums.total(BitMap(range(0, len(numbers), 2))) == sum(numbers[::2])
    assert sums.count(BitMap([0, 99])) == 1

    sums.forget(BitMap([0]))

    assert sums.total(BitMap(range(len(numbers)))) == sum(numbers[1:])


@pytest.mark.django_db
def test_sums_of_the_page_stay_exact_far_from_zero(client):
    for _film in range(3):
        make.make_film(budget_amount=Decimal("9999999999999.99"), budget_currency="EUR")

    assert client.get("/films.json").json()["totals"]["budget"] == [
        {"currency": "EUR", "amount": "29999999999999.97", "rows": 3}
    ]
