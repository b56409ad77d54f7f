"""The page of one funding source: sums per currency, unknown amounts named."""

import pytest

from coprod.money import Money
from tests import factories as make

pytestmark = pytest.mark.django_db


def make_fund_with_awards():
    fund = make.make_funding_source("Hubert Bals Fund")
    film = make.make_film("Tulpan", year=2008)
    make.make_funding(film, amount="40000", currency="EUR", fund=fund)
    make.make_funding(film, amount="10000.5", currency="EUR", fund=fund)
    make.make_funding(make.make_film("Ayka"), amount="5000", currency="JPY", fund=fund)
    make.make_funding(make.make_film("Killer"), fund=fund)
    make.make_funding(film, amount="1", currency="EUR", fund=fund, confidence="fictional")
    for other in (
        make.make_film("Invented", confidence="fictional"),
        make.make_hidden_film("Secret"),
    ):
        make.make_funding(other, amount="7", currency="EUR", fund=fund)
    return fund


def test_totals_add_each_currency_apart_and_count_unknown_amounts(client):
    context = client.get(make_fund_with_awards().get_absolute_url()).context

    totals = [(str(total), number) for total, number in context["totals"]]
    assert totals == [("50000.50 EUR", 2), ("5000 JPY", 1)]
    assert isinstance(context["totals"][0][0], Money)
    assert context["unknown_count"] == 1


def test_fund_page_shows_no_award_to_a_hidden_film(client):
    page = client.get(make_fund_with_awards().get_absolute_url()).content.decode()

    assert "Secret" not in page
    assert "not published" in page


def test_fund_figure_equals_the_list_it_leads_to(client):
    context = client.get(make_fund_with_awards().get_absolute_url()).context

    address = context["films_address"].replace("/films/?", "/films.json?")
    assert client.get(address).json()["count"] == context["film_count"] == 3


def test_fund_page_shows_rules_with_their_source(client):
    fund = make.make_funding_source()
    fund.rules.create(title="Shares", text="At least ten per cent.", **make.sourced())

    page = client.get(fund.get_absolute_url()).content.decode()

    assert "At least ten per cent." in page
    assert 'href="#source-1"' in page


def test_fictional_fund_has_a_banner_and_no_figures(client):
    fund = make.make_funding_source(confidence="fictional")

    page = client.get(fund.get_absolute_url()).content.decode()

    assert "Fictional: this funding source was invented" in page
    assert 'class="figures"' not in page


def test_fund_page_of_an_unknown_id_is_not_found(client):
    assert client.get("/funding-sources/nobody-2345678/").status_code == 404


def test_fund_page_needs_as_many_queries_for_many_rows_as_for_one(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    fund = make_fund_with_awards()
    fund.rules.create(title="One", text="One.", **make.sourced())
    with django_assert_max_num_queries(14) as few:
        client.get(fund.get_absolute_url())
    for number in range(3):
        country = make.make_country("RU")
        make.make_funding(amount="3", fund=fund, country=country, **make.sourced())
        fund.rules.create(title=f"Rule {number}", text="More.", **make.sourced())

    with django_assert_num_queries(len(few)):
        client.get(fund.get_absolute_url())
