"""The page of one film."""

import re
from decimal import Decimal

import pytest

from partners.models import Source
from tests import factories as make

pytestmark = pytest.mark.django_db


def make_full_film(**fields):
    """A film with a row of every kind, each from a place of its own."""
    source = make.make_source("Yearbook", key="yearbook")

    def place(number):
        return make.sourced(source, locator=f"p. {number}")

    film = make.make_film(
        "Tulpan",
        original_title="Тюльпан",
        year=2008,
        budget_amount=Decimal("2500000"),
        budget_currency="EUR",
        imdb_id="tt0436854",
        genres=[make.make_genre("drama")],
        **{**place(1), **fields},
    )
    kazakhstan, germany = make.make_country("KZ"), make.make_country("DE")
    company = make.make_company("Pandora Film")
    make.make_participation(
        film, country=kazakhstan, role="majority", share=Decimal("66.67"), **place(2)
    )
    make.make_participation(film, country=germany, company=company, is_delegate=True, **place(3))
    make.make_credit_split(film, kazakhstan, finance=Decimal(60), **place(4))
    fund = make.make_funding_source("Hubert Bals Fund")
    make.make_funding(film, amount="40000", currency="EUR", fund=fund, **place(5))
    make.make_funding(film, **place(6))
    director = make.make_person("Sergey Dvortsevoy")
    make.make_credit(film, director, nationality=kazakhstan, **place(7))
    make.make_selection(film, make.make_festival("cannes"), year=2008, prize="Prix", **place(8))
    make.make_release(film, country=germany, released_on="2009-03", distributor=company, **place(9))
    make.make_language_version(film, owner=company, **place(10))
    make.make_commitment(film, country=germany, quantity=4, **place(11))
    make.make_film_title(film, "Қызғалдақ", language=make.make_language("kk"), **place(12))
    film.citations.create(about="IMDb id", **place(13))
    return film


def test_film_page_shows_every_kind_of_fact(client):
    film = make_full_film()

    page = client.get(film.get_absolute_url()).content.decode()

    for fact in [
        "Tulpan", "Тюльпан", "Қызғалдақ", "2008", "year of production", "majority",
        "66.67\N{NO-BREAK SPACE}%", "Pandora Film", "delegate producer", "60.00",
        "Hubert Bals Fund", "40,000.00\N{NO-BREAK SPACE}EUR", "not published",
        "Sergey Dvortsevoy", "Cannes", "Prix", "Mar 2009", "Training", "tt0436854", "Drama",
        "2,500,000.00\N{NO-BREAK SPACE}EUR", f"record {film.public_id}",
        f"http://testserver/films/{film.public_id}/",
    ]:  # fmt: skip
        assert fact in page, fact


def test_film_page_names_an_act_before_what_changed_so_that_both_agree(client):
    film = make_full_film()

    page = client.get(film.get_absolute_url()).content.decode()

    assert "Added: film" in page


def test_film_page_leads_every_fact_to_its_source(client):
    film = make_full_film()

    page = client.get(film.get_absolute_url()).content.decode()

    marks = set(re.findall(r'class="source-mark[^"]*"\s+href="#(source-\d+)"', page))
    entries = set(re.findall(r'<li id="(source-\d+)"', page))
    assert marks == entries
    assert all(f"p. {number}" in page for number in range(1, 14))
    assert "/sources/yearbook/" in page
    assert "is-unsourced" not in page


def test_film_page_gives_identifiers_the_source_that_names_them(client):
    film = make_full_film()

    numbers = client.get(film.get_absolute_url()).context["numbers"]

    assert [(name, reference.locator) for name, _id, _address, reference in numbers] == [
        ("IMDb", "p. 13")
    ]


def test_film_page_says_what_is_not_known(client):
    film = make.make_film("Tulpan", between=[make.make_country("KZ")])

    page = client.get(film.get_absolute_url()).content.decode()

    assert "The shares have not been published." in page
    assert "No funding has been published." in page
    assert "<svg width" not in page


def test_film_page_draws_more_than_the_whole_and_says_so(client):
    film = make.make_film()
    for code in ("KZ", "FR"):
        make.make_participation(film, country=make.make_country(code), share=Decimal(60))

    page = client.get(film.get_absolute_url()).content.decode()

    assert "120.00\N{NO-BREAK SPACE}%" in page
    assert "add to more than 100" in page


def test_film_page_says_that_a_film_is_fictional(client):
    invented = make.make_film(**make.sourced(confidence="fictional"))

    page = client.get(invented.get_absolute_url()).content.decode()

    assert "Fictional: this film was invented" in page


def test_film_page_of_a_real_film_has_no_banner(client):
    page = client.get(make_full_film().get_absolute_url()).content.decode()

    assert "Fictional" not in page


def test_hidden_and_unknown_films_give_the_same_answer(client):
    hidden = make.make_hidden_film("Secret")

    answers = [client.get(f"/films/{name}/") for name in (hidden.public_id, "never-was-2345678")]

    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [
        answer.content.decode().replace(name, "")
        for answer, name in zip(answers, (hidden.public_id, "never-was-2345678"), strict=True)
    ]
    assert bodies[0] == bodies[1]


def test_film_page_is_the_same_for_every_reader(client):
    film = make_full_film()
    stranger = client.get(film.get_absolute_url())

    client.force_login(make.make_admin())
    admin = client.get(film.get_absolute_url())

    assert admin.content == stranger.content
    assert not admin.cookies


def test_how_to_cite_a_film_names_where_its_record_comes_from(client):
    film = make_full_film(confidence="secondary")

    page = client.get(film.get_absolute_url()).content.decode()

    cited = " ".join(re.search(r'<p class="cite">(.*?)</p>', page, re.DOTALL)[1].split())
    assert cited.endswith("Source: Yearbook, p. 1 (read in a secondary source).")


def test_each_total_of_the_list_leads_to_its_films(client):
    for amount, currency in [("10", "EUR"), ("20", "USD"), ("3", "KZT"), ("4", "JPY")]:
        film = make.make_film(budget_amount=Decimal(amount), budget_currency=currency)
        make.make_funding(film, amount="5", currency=currency)
    make.make_funding(film)

    page = client.get("/films/").content.decode()

    for parameter in ("currency", "funding_currency"):
        linked = re.findall(rf'href="(/films/\?{parameter}=(?:EUR|USD|KZT|JPY))"', page)
        assert sorted(set(linked)) == [
            f"/films/?{parameter}={code}" for code in ("EUR", "JPY", "KZT", "USD")
        ]
    assert re.search(
        r"Published funding without its amount, 1 award</dt>\s*<dd>\s*"
        r'<a href="/films/\?funding_amount=unknown" rel="nofollow">1 film</a>',
        page,
    )
    assert 'href="/films/?budget=unknown"' not in page


def test_unknown_budgets_lead_to_their_films(client):
    make.make_film("Known", budget_amount=Decimal(5), budget_currency="EUR")
    unknown = make.make_film("Unknown")

    page = client.get("/films/").content.decode()
    files = [
        b"".join(client.get(f"/films.{form}?budget=unknown")).decode() for form in ("csv", "json")
    ]
    there = client.get("/films/?budget=unknown").content.decode()

    assert '<a href="/films/?budget=unknown" rel="nofollow">1</a>' in page
    assert [unknown.public_id in text for text in files] == [True, True]
    assert ["known-" in text.replace(unknown.public_id, "") for text in files] == [False, False]
    assert "Budget: not published" in " ".join(there.split())


def test_film_page_escapes_what_people_wrote(client):
    film = make.make_film('<script>alert("x")</script>', synopsis="<b>bold</b>")
    make.make_funding(film, url="https://example.org/?a=1&b=%22%3E")

    page = client.get(film.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_film_page_needs_as_many_queries_for_many_rows_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    film = make_full_film()
    with django_assert_max_num_queries(45) as few:
        client.get(film.get_absolute_url())
    for code in ("FR", "RU", "IT"):
        country, company = make.make_country(code), make.make_company()
        source = make.make_source()
        make.make_participation(film, country=country, company=company, **make.sourced(source))
        make.make_funding(film, country=country, fund=make.make_funding_source())
        make.make_credit(film, nationality=country, **make.sourced(source))
        make.make_selection(film, **make.sourced(source))
        make.make_release(film, country=country, distributor=company)
        make.make_film_title(film, **make.sourced(source))
        film.citations.create(source=source, locator=code)

    with django_assert_num_queries(len(few)):
        client.get(film.get_absolute_url())

    assert Source.objects.count() == 4
