"""The lists beside the films: their order in the language of the reader."""

import pytest
from django.utils.translation import override

from films.deal.forms import living_countries
from tests import factories as make

pytestmark = pytest.mark.django_db

NAMES = {
    "AT": ("Austria", "Австрия", "Аустрия"),
    "AZ": ("Azerbaijan", "Азербайджан", "Әзербайжан"),
    "GH": ("Ghana", "Гана", "Гана"),
    "HU": ("Hungary", "Венгрия", "Мажарстан"),
    "KZ": ("Kazakhstan", "Казахстан", "Қазақстан"),
    "UA": ("Ukraine", "Украина", "Украина"),
}
BY_NAME = {
    "en": ["AT", "AZ", "GH", "HU", "KZ", "UA"],
    "ru": ["AT", "AZ", "HU", "GH", "KZ", "UA"],
    "kk": ["AT", "AZ", "GH", "KZ", "HU", "UA"],
}


def make_countries():
    for code, (english, russian, kazakh) in reversed(NAMES.items()):
        make.make_country(code, name_en=english, name_ru=russian, name_kk=kazakh)


@pytest.mark.parametrize(("language", "expected"), BY_NAME.items())
def test_countries_stand_in_the_order_of_the_names_that_are_shown(client, language, expected):
    make_countries()
    client.cookies["language"] = language

    by_name = client.get("/countries.json?sort=name").json()["results"]
    backwards = client.get("/countries.json?sort=-name").json()["results"]
    by_films = client.get("/countries.json").json()["results"]

    assert [country["code"] for country in by_name] == expected
    assert [country["code"] for country in backwards] == expected[::-1]
    assert [country["code"] for country in by_films] == expected


@pytest.mark.parametrize(("language", "expected"), BY_NAME.items())
def test_choices_of_a_form_stand_in_the_order_of_the_names_that_are_shown(language, expected):
    make_countries()

    with override(language):
        assert [country.code for country in living_countries()] == expected


@pytest.mark.parametrize(("language", "expected"), BY_NAME.items())
def test_values_of_a_facet_that_are_as_frequent_stand_by_name(client, language, expected):
    make_countries()
    for code in NAMES:
        make.make_film(between=[make.make_country(code)])
    client.cookies["language"] = language

    facet = client.get("/films.json?facets=1").json()["facets"]["partner"]

    assert [choice["value"] for choice in facet] == expected


@pytest.mark.parametrize(
    ("path", "made"),
    [("companies", make.make_company), ("funding-sources", make.make_funding_source)],
)
def test_names_stand_in_the_order_of_their_letters(client, path, made):
    in_order = ["Étoile", "Kino", "Quad", "Vega", "Warner", "Yash"]
    for name in reversed(in_order):
        made(name)

    rows = client.get(f"/{path}.json?sort=name").json()["results"]

    assert [row["name"] for row in rows] == in_order


@pytest.mark.parametrize(
    ("language", "day"), [("en", "Jul 28, 2021"), ("ru", "28 июл. 2021"), ("kk", "28 шіл.")]
)
def test_day_of_a_treaty_is_written_for_readers_and_stays_plain_in_files(
    client, settings, language, day
):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    make.make_treaty("A", signed_on="2021-07-28", in_force_on="")

    page = client.get("/treaties/").content.decode()
    file = b"".join(client.get("/treaties.csv")).decode()

    assert day in page
    assert "2021-07-28" not in page
    assert "2021-07-28" in file
    assert client.get("/treaties.json").json()["results"][0]["signed_on"] == "2021-07-28"


def test_treaties_of_unknown_day_come_last_both_ways(client):
    for code, day in [("A", ""), ("B", "1992-05"), ("C", "2017")]:
        make.make_treaty(code, signed_on=day)

    forth = client.get("/treaties.json?sort=signed").json()["results"]
    back = client.get("/treaties.json?sort=-signed").json()["results"]

    assert [treaty["code"] for treaty in forth] == ["B", "C", "A"]
    assert [treaty["code"] for treaty in back] == ["C", "B", "A"]
