"""The page of one treaty."""

from decimal import Decimal

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_treaty_page_shows_terms_as_they_are_read(client):
    treaty = make.make_treaty("COE-147")
    make.make_treaty_term(
        treaty, rule="share", minimum=Decimal(10), maximum=Decimal(70), article="6"
    )
    make.make_treaty_term(
        treaty, rule="points", minimum=Decimal(15), maximum=Decimal(19), is_discretionary=True
    )

    answer = client.get(treaty.get_absolute_url())

    limits = {term.rule: (low, high) for term, low, high in answer.context["terms"]}
    assert limits == {
        "share": ("10.00\N{NO-BREAK SPACE}%", "70.00\N{NO-BREAK SPACE}%"),
        "points": ("15", "19"),
    }
    assert "authorities may waive it" in answer.content.decode()


def test_treaty_page_lists_parties_by_the_day_they_were_bound(client):
    treaty = make.make_treaty()
    for code, day in [("DE", "1995-07-01"), ("FR", ""), ("RU", "1994")]:
        treaty.parties.create(country=make.make_country(code), in_force_on=day)

    parties = client.get(treaty.get_absolute_url()).context["parties"]

    assert [party.country.code for party in parties] == ["RU", "DE", "FR"]


def test_treaty_page_adds_up_each_points_test(client):
    treaty = make.make_treaty()
    for element, points in [("Director", 3), ("Camera", 1)]:
        make.make_points_element(treaty, element=element, points=points, scope="fiction")

    tables = client.get(treaty.get_absolute_url()).context["tables"]

    assert [(str(scope), len(rows), total) for scope, rows, total in tables] == [("fiction", 2, 4)]


def test_treaty_page_shows_announced_films_and_counts_real_ones(client):
    treaty = make.make_treaty("KZ-FR")
    make.make_film("Nomad", treaty=treaty)
    make.make_film("Invented", treaty=treaty, confidence="fictional")
    make.make_hidden_film("Secret", treaty=treaty)

    answer = client.get(treaty.get_absolute_url())

    assert [film.title for film in answer.context["films"]] == ["Invented", "Nomad"]
    assert answer.context["film_count"] == 1
    assert client.get("/films.json?treaty=KZ-FR").json()["count"] == 1


def test_treaty_page_names_what_replaces_it_both_ways(client):
    newer = make.make_treaty("COE-220", name_en="Revised convention")
    older = make.make_treaty("COE-147", name_en="Older convention", replaced_by=newer)

    assert "Revised convention" in client.get(older.get_absolute_url()).content.decode()
    assert "Older convention" in client.get(newer.get_absolute_url()).content.decode()


def test_memorandum_says_that_it_is_no_treaty(client):
    memorandum = make.make_treaty(kind="memorandum")

    assert "It is no treaty" in client.get(memorandum.get_absolute_url()).content.decode()


def test_treaty_page_of_an_unknown_code_is_not_found(client):
    assert client.get("/treaties/XX-YY/").status_code == 404


def test_treaty_page_needs_as_many_queries_for_many_rows_as_for_one(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    treaty = make.make_treaty(between=[make.make_country("KZ")])
    make.make_treaty_term(treaty)
    make.make_points_element(treaty)
    make.make_film(treaty=treaty)
    with django_assert_max_num_queries(10) as few:
        client.get(treaty.get_absolute_url())
    for code in ("FR", "RU", "IT"):
        treaty.parties.create(country=make.make_country(code), **make.sourced())
        make.make_points_element(treaty, **make.sourced())
        make.make_film(treaty=treaty, **make.sourced())

    with django_assert_num_queries(len(few)):
        client.get(treaty.get_absolute_url())


@pytest.mark.parametrize(
    "language, name, function",
    [
        ("en", "Agreement on films", "Studio or shooting location"),
        ("ru", "Соглашение о фильмах", "Студия или место съёмок"),
        ("kk", "Фильмдер туралы келісім", "Студия немесе түсірілім орны"),
    ],
)
def test_treaty_is_named_in_the_language_of_the_reader(client, language, name, function):
    treaty = make.make_treaty(
        name_en="Agreement on films",
        name_ru="Соглашение о фильмах",
        name_kk="Фильмдер туралы келісім",
    )
    make.make_points_element(treaty, element="Studio or shooting location")
    make.make_points_element(treaty, element="Function of a text of our own")
    client.cookies["language"] = language

    page = client.get(treaty.get_absolute_url()).content.decode()

    assert f"<h1>{name}</h1>" in page
    assert function in page
    assert "Function of a text of our own" in page


def test_treaties_are_found_by_each_name_and_ordered_by_the_one_that_is_read(client):
    make.make_treaty("one", name_en="Zonal", name_ru="Азия", name_kk="Өңір")
    make.make_treaty("two", name_en="Bilateral", name_ru="Якутия", name_kk="Аймақ")
    make.make_treaty("none", name_en="Memorandum")

    def found(question, language="en"):
        client.cookies["language"] = language
        return [row["code"] for row in client.get(f"/treaties.json?{question}").json()["results"]]

    assert found("q=якутия") == found("q=Aimaq") == found("q=bilateral") == ["two"]
    assert found("sort=name") == ["two", "none", "one"]
    assert found("sort=-name") == ["one", "none", "two"]
    assert found("sort=name", "ru") == ["none", "one", "two"]
    assert found("sort=name", "kk") == ["none", "two", "one"]
