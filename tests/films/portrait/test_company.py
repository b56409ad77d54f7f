"""The page of one company."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def make_company_with_films():
    company = make.make_company("Kazakhfilm")
    kazakhstan, france = make.make_country("KZ"), make.make_country("FR")
    for title, others in [("Nomad", [france]), ("Alone", [])]:
        film = make.make_film(title, year=2005, between=others)
        make.make_participation(film, country=kazakhstan, company=company)
    for film in (
        make.make_film("Invented", between=[france], confidence="fictional"),
        make.make_hidden_film("Secret", between=[france]),
    ):
        make.make_participation(film, country=kazakhstan, company=company)
    return company


def test_company_page_counts_real_films_and_shows_announced_ones(client):
    company = make_company_with_films()

    answer = client.get(company.get_absolute_url())

    page = answer.content.decode()
    assert (answer.context["film_count"], answer.context["joint_count"]) == (2, 1)
    assert "Nomad" in page
    assert "Invented" in page
    assert "Secret" not in page


def test_company_with_one_film_has_a_figure_that_agrees(client):
    company = make.make_company("Pallas")
    make.make_participation(make.make_film("Tulpan"), company=company)

    page = client.get(company.get_absolute_url()).content.decode()

    assert "<dt>film</dt>" in page


def test_company_figures_equal_the_lists_they_lead_to(client):
    context = client.get(make_company_with_films().get_absolute_url()).context

    def listed(address):
        return client.get(address.replace("/films/?", "/films.json?")).json()["count"]

    assert listed(context["films_address"]) == context["film_count"]
    assert listed(context["joint_address"]) == context["joint_count"]
    for _country, films, address in context["partner_rows"]:
        assert listed(address) == films


def test_company_page_says_that_a_company_is_fictional(client):
    company = make.make_company("Mysal Film", confidence="fictional")

    page = client.get(company.get_absolute_url()).content.decode()

    assert "Fictional: this company was invented" in page


def test_company_page_of_an_unknown_id_is_not_found(client):
    assert client.get("/companies/nobody-2345678/").status_code == 404


def test_company_page_needs_as_many_queries_for_many_rows_as_for_one(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    company = make_company_with_films()
    with django_assert_max_num_queries(12) as few:
        client.get(company.get_absolute_url())
    for code in ("RU", "TR", "IT"):
        film = make.make_film(between=[make.make_country(code)])
        make.make_participation(film, company=company, **make.sourced())

    with django_assert_num_queries(len(few)):
        client.get(company.get_absolute_url())
