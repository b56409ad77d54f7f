"""The page of one country: every figure equals the list it leads to."""

import pytest

from films.portrait import partners, years
from films.register.periods import spread
from tests import factories as make

pytestmark = pytest.mark.django_db


def make_films():
    """Kazakh films of four years; a demonstration and a hidden film that count nowhere."""
    kazakhstan, france, germany = (make.make_country(code) for code in ("KZ", "FR", "DE"))
    for title, year, role, others in [
        ("A", 2008, "majority", [france]),
        ("B", 2008, "minority", [france, germany]),
        ("C", 2010, "", [germany]),
        ("D", None, "majority", []),
    ]:
        film = make.make_film(title, year=year, between=others)
        make.make_participation(film, country=kazakhstan, role=role)
    for film in (
        make.make_film("E", year=2009, between=[france], confidence="fictional"),
        make.make_hidden_film("F", year=2009, between=[france]),
    ):
        make.make_participation(film, country=kazakhstan, role="majority")
    return kazakhstan


def listed(client, address):
    return client.get(address.replace("/films/?", "/films.json?")).json()["count"]


def test_periods_count_films_by_year_and_role():
    kazakhstan = make_films()

    found = years.periods(kazakhstan)

    assert [(period.label, period.films, period.kinds) for period in found] == [
        ("2008", 2, {"majority": 1, "minority": 1}),
        ("2009", 0, {}),
        ("2010", 1, {"": 1}),
    ]


def test_periods_count_a_film_once_however_many_companies_it_has():
    kazakhstan = make.make_country("KZ")
    film = make.make_film(year=2008, between=[kazakhstan])
    make.make_participation(film, country=kazakhstan, company=make.make_company())

    (period,) = years.periods(kazakhstan)

    assert (period.films, period.kinds) == (1, {"": 1})


@pytest.mark.parametrize(("last", "labels"), [(2004, 45), (2005, 5)], ids=["by year", "by decade"])
def test_spread_turns_to_decades_where_years_are_too_many(last, labels):
    found = spread({1960: 1, last: 2}, [(1960, "majority", 1), (last, "majority", 2)])

    assert len(found) == labels
    assert sum(period.films for period in found) == 3


def test_figures_of_the_chart_equal_the_lists_they_lead_to(client):
    kazakhstan = make_films()

    for period in years.periods(kazakhstan):
        assert listed(client, years.address(kazakhstan, period)) == period.films
        for role, number in period.kinds.items():
            if role:
                assert listed(client, years.address(kazakhstan, period, role)) == number


def test_partners_are_counted_and_lead_to_the_films_of_both(client):
    kazakhstan = make_films()

    rows = partners.partners_of(kazakhstan)

    assert [(country.code, films) for country, films, _address in rows] == [("DE", 2), ("FR", 2)]
    for _country, films, address in rows:
        assert listed(client, address) == films


def test_country_page_shows_treaties_funds_and_companies(client):
    kazakhstan = make_films()
    treaty = make.make_treaty("KZ-FR", between=[kazakhstan])
    fund = make.make_funding_source("State Center", country=kazakhstan)
    company = make.make_company("Kazakhfilm", country=kazakhstan)
    make.make_company("Invented", country=kazakhstan, confidence="fictional")

    page = client.get("/countries/KZ/").content.decode()

    for row in (treaty, fund, company):
        assert row.get_absolute_url() in page
    assert "Invented" not in page


def test_country_page_names_what_came_before_and_after(client):
    soviet = make.make_country("SUHH")
    soviet.successors.add(make.make_country("KZ"))

    before, after = (client.get(f"/countries/{code}/") for code in ("SUHH", "KZ"))

    assert "withdrawn state" in before.content.decode()
    assert '<a href="/countries/KZ/">' in before.content.decode()
    assert '<a href="/countries/SUHH/">' in after.content.decode()


def test_country_page_of_an_unknown_code_is_not_found(client):
    assert client.get("/countries/QQ/").status_code == 404


def test_country_page_has_one_address(client):
    make.make_country("KZ")

    answer = client.get("/countries/kz/")

    assert (answer.status_code, answer["Location"]) == (301, "/countries/KZ/")


def test_country_page_is_drawn_without_films(client):
    make.make_country("KZ")

    page = client.get("/countries/KZ/").content.decode()

    assert "No film of this country is in the register yet." in page


def test_country_page_needs_as_many_queries_for_many_rows_as_for_one(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    kazakhstan = make_films()
    make.make_treaty(between=[kazakhstan])
    make.make_company(country=kazakhstan, **make.sourced())
    make.make_funding_source(country=kazakhstan, **make.sourced())
    with django_assert_max_num_queries(25) as few:
        client.get("/countries/KZ/")
    for code in ("RU", "TR", "IT"):
        make.make_film(year=2012, between=[kazakhstan, make.make_country(code)])
        make.make_treaty(between=[kazakhstan])
        make.make_company(country=kazakhstan, **make.sourced())
        make.make_funding_source(country=kazakhstan, **make.sourced())

    with django_assert_num_queries(len(few)):
        client.get("/countries/KZ/")
