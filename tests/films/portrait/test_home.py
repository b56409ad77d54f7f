"""The start page and the page about the data."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_home_figures_leave_out_demonstrations_and_hidden_films(client):
    kazakhstan, france = make.make_country("KZ"), make.make_country("FR")
    make.make_country("DE")
    make.make_film("Nomad", between=[kazakhstan, france])
    make.make_film("Alone", between=[kazakhstan])
    make.make_film("Invented", between=[make.make_country("IT")], confidence="fictional")
    make.make_hidden_film("Secret", between=[make.make_country("RU")])
    make.make_company("Kazakhfilm")
    make.make_company("Invented", confidence="fictional")

    figures = {str(what): number for what, number, _address in client.get("/").context["figures"]}

    assert figures == {
        "films": 2,
        "of two countries or more": 1,
        "countries taking part": 2,
        "company": 1,
        "funding sources": 0,
        "treaties and memoranda": 0,
        "festivals": 0,
        "sources": 0,
    }


def test_home_leads_every_figure_and_question_to_a_page(client):
    for code in ("KZ", "FR", "DE", "SUHH"):
        make.make_country(code)
    make.make_funding_kind("direct_public")
    context = client.get("/").context

    addresses = [address for _what, _number, address in context["figures"]]
    addresses += [address for _question, address in context["questions"]]

    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_home_answers_the_question_of_the_researcher_in_one_click(client):
    kazakhstan, france, germany = (make.make_country(code) for code in ("KZ", "FR", "DE"))
    wanted = make.make_film("Harmony Lessons", year=2013, between=[kazakhstan, france, germany])
    make.make_film("Ulzhan", year=2007, between=[kazakhstan, france, germany])
    make.make_film("Chouga", year=2010, between=[kazakhstan, france])
    address = client.get("/").context["questions"][0][1]

    results = client.get(address.replace("/films/?", "/films.json?")).json()["results"]

    assert [film["id"] for film in results] == [wanted.public_id]


def test_home_draws_every_year_that_has_films(client):
    kazakhstan, france = make.make_country("KZ"), make.make_country("FR")
    make.make_film(year=2008, between=[kazakhstan, france])
    make.make_film(year=2008, between=[kazakhstan])
    make.make_film(year=2010, between=[kazakhstan])

    periods = client.get("/").context["years"]

    assert [(period.label, period.kinds) for period in periods] == [
        ("2008", {"yes": 1, "no": 1}),
        ("2010", {"no": 1}),
    ]


def test_home_names_the_films_changed_last(client):
    first, second = make.make_film("First"), make.make_film("Second")
    make.make_hidden_film("Secret")
    make.make_film("Invented", confidence="fictional")
    first.refresh_from_db()
    first.year = 2008
    first.save()

    changed = client.get("/").context["changed"]

    assert [film for film, _day in changed] == [first, second]


def test_home_of_an_empty_register_says_so(client):
    page = client.get("/").content.decode()

    assert "The register is empty" in page


def test_home_is_the_same_for_every_reader(client):
    stranger = client.get("/").content

    client.force_login(make.make_admin())

    assert client.get("/").content == stranger


def test_home_needs_as_many_queries_for_many_rows_as_for_one(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    make.make_film(year=2001)
    with django_assert_max_num_queries(12) as few:
        client.get("/")
    for year in (2002, 2003, 2004):
        make.make_film(year=year, between=[make.make_country("KZ"), make.make_country("FR")])

    with django_assert_num_queries(len(few)):
        client.get("/")


def test_about_page_explains_the_fields_and_words(client):
    make.make_theme("steppe", meaning="Land without fences.", **make.sourced())

    page = client.get("/about/data/").content.decode()

    assert 'id="theme-steppe"' in page
    assert "Land without fences." in page
    for word in ("CC BY 4.0", "original_title", "majority"):
        assert word in page


def test_about_page_explains_no_field_that_readers_never_see(client):
    page = client.get("/about/data/").content.decode()

    for name in ("search_text", "sort_title", "folded_title", "revision", "country_count"):
        assert f">{name}<" not in page
