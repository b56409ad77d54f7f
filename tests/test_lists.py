"""Every declared list, found by itself: one filter for page, files, JSON and API."""

import csv
import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from openpyxl import load_workbook

from coprod.lists.page import ListPage
from tests import factories as make
from tests.films.workspace.making import make_many
from tests.registers import make_register


def every_list():
    assert get_resolver().url_patterns  # Whatever has an address is imported now.
    found, classes = [], [ListPage]
    while classes:
        for page in classes.pop().__subclasses__():
            classes.append(page)
            found.append(page)
    return sorted(found, key=lambda page: page.name)


LISTS = every_list()
HOSTILE = [
    "\x00", "9" * 30, "-1", "1e3", "１２", "1_000", "NaN", "%", "'", "../../etc", "KZ\u202e",
    "a" * 5000, "10000", "9223372036854775808", "[]", "true", "0x10", "+", "∞",
]  # fmt: skip


def address(listed, form="", **query):
    name = listed.url_name() + (f"-{form}" if form else "")
    return reverse(name), query


def ask(client, listed, form="", **query):
    url, query = address(listed, form, **query)
    return client.get(url, query)


def rows_of_csv(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def rows_of_xlsx(response):
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)), read_only=True)
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=False)) for row in rows]


def api(listed):
    return f"/api/v1/{listed.name}/"


def fill(client, listed, films=20):
    """Rows for a list; a private one is asked by somebody who has some, among rows of others."""
    make_register(films=films)
    if listed.is_private:
        countries = [make.make_country("KZ"), make.make_country("FR"), make.make_country("DE")]
        ours, theirs, others = (make.make_company(country=country) for country in countries)
        user = make.make_user(editor_at=ours)
        make_many(user, [ours, theirs], deals=12, rows=4)
        make_many(user, [others, theirs], deals=3, rows=4)
        client.force_login(user)


def more(listed):
    """Twice as many rows for the same person."""
    if not listed.is_private:
        return make_register(seed=2, films=24)
    deal = make.Deal.objects.for_the_product("a test").earliest("title")
    version = deal.versions.for_the_product("a test").get()
    companies = [party.company for party in deal.parties.order_by("pk")]
    return make_many(version.author, companies, deals=12, rows=8, start=50)


@pytest.mark.django_db
@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
def test_list_gives_the_same_rows_in_every_form(client, listed):
    fill(client, listed)

    json = ask(client, listed, "json", page_size=200).json()
    from_csv = rows_of_csv(ask(client, listed, "csv"))
    from_xlsx = rows_of_xlsx(ask(client, listed, "xlsx"))
    from_api = client.get(api(listed), {"page_size": 200}).json()
    shown = ask(client, listed, page_size=200).content.decode()

    assert json["count"] == len(json["results"]) > 0
    assert from_api == {**json, "next": None, "previous": None}
    key = "code" if "code" in from_csv[0] and "id" not in from_csv[0] else "id"
    ids = [str(row["id"]) for row in json["results"]]
    assert [row[key] for row in from_csv] == ids
    assert [str(row[key]) for row in from_xlsx] == ids
    assert all(row["url"].removeprefix("http://testserver") in shown.replace("&amp;", "&")
               for row in json["results"])  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
def test_list_facets_equal_asking_each_value(client, listed):
    fill(client, listed)

    facets = ask(client, listed, "json", facets=1).json()["facets"]

    assert facets
    for name, choices in facets.items():
        for choice in choices:
            answer = ask(client, listed, "json", **{name: choice["value"]}).json()
            assert (name, choice["value"], answer["count"]) == (
                name,
                choice["value"],
                choice["count"],
            )


@pytest.mark.django_db
@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
def test_list_refuses_hostile_values_by_name(client, listed):
    fill(client, listed, films=4)

    for name in listed.filterset_class.base_filters:
        for value in HOSTILE:
            response = ask(client, listed, "json", **{name: value})
            page = ask(client, listed, "", **{name: value})
            assert page.status_code == response.status_code, (name, value)
            if name == "q" and response.status_code == 200:
                continue  # Users' text is literal: it may simply match nothing.
            assert response.status_code == 400, (name, value)
            if response["Content-Type"] == "application/json":
                named = response.json()["errors"]
                assert name in named or (name.startswith("amount_") and "currency" in named)


@pytest.mark.django_db
def test_list_names_a_refused_filter_as_its_readers_do(client):
    page = client.get("/films/?partner=ZZ&nonsense=1").content.decode()

    assert "<dt>Partner country <code>partner</code></dt>" in page
    assert "<code>nonsense</code>" in page


@pytest.mark.django_db
@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
@pytest.mark.parametrize("form", ["", "csv", "xlsx", "json"])
def test_list_refuses_an_unknown_parameter(client, listed, form):
    client.force_login(make.make_user())

    # Some of them are names of our own functions' parameters.
    for name in ("partnr", "self", "path", "changes", "request", "name"):
        if name in listed.filterset_class.base_filters:
            continue
        response = ask(client, listed, form, **{name: "KZ"})

        assert response.status_code == 400, name
        assert name in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
def test_list_refuses_a_page_beyond_the_last(client, listed):
    client.force_login(make.make_user())

    response = ask(client, listed, "json", page=10**9)
    page = ask(client, listed, "", page=10**9, sort=next(iter(listed.filterset_class.sorts)))

    assert (response.status_code, page.status_code) == (400, 400)
    assert list(response.json()["errors"]) == ["page"]
    # The way back keeps what was right.
    assert re.search(r'href="[^"]+\?sort=[a-z]+"', page.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
def test_list_asks_the_database_as_often_for_many_rows_as_for_few(client, listed):
    fill(client, listed, films=24)
    counts = [_queries(client, listed)]
    more(listed)
    counts.append(_queries(client, listed))

    assert counts[1] == counts[0]
    assert counts[0] < 60


def _queries(client, listed):
    ask(client, listed)  # An index reads what changed at the first question after it.
    with CaptureQueriesContext(connection) as captured:
        assert ask(client, listed).status_code == 200
    return len(captured)


@pytest.mark.django_db
@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
def test_list_sorts_alike_and_pages_without_loss(client, listed):
    fill(client, listed)
    for sort in listed.filterset_class.sorts:
        forth = _all_pages(client, listed, sort)
        back = _all_pages(client, listed, f"-{sort}")

        assert len(set(forth)) == len(forth)
        assert sorted(forth) == sorted(back)


def _all_pages(client, listed, sort):
    ids, number = [], 1
    while True:
        answer = ask(client, listed, "json", sort=sort, page=number, page_size=7).json()
        ids += [row["id"] for row in answer["results"]]
        if answer["next"] is None:
            return ids
        number += 1


@pytest.mark.django_db
def test_list_neutralises_formulas_in_files(client):
    make.make_film("=HYPERLINK(1)")

    (row,) = rows_of_csv(client.get("/films.csv"))
    workbook = b"".join(client.get("/films.xlsx").streaming_content)

    assert row["title"] == "'=HYPERLINK(1)"
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.django_db
def test_list_says_which_filter_to_drop_when_nothing_is_found(client):
    make.make_film(between=[make.make_country("KZ")], year=2010)
    make.make_country("FR")

    page = client.get("/films/", {"partner": "FR", "decade": "2010"}).content.decode()

    assert "Drop “Partner country: France”" in page
    assert "1 row" in page


@pytest.mark.django_db
def test_list_marks_the_chosen_columns_in_page_and_file(client):
    make.make_film("Tulpan", year=2008)

    rows = rows_of_csv(client.get("/films.csv?columns=year&columns=title"))

    assert rows == [{"title": "Tulpan", "year": "2008"}]


PRIVATE = [listed for listed in LISTS if listed.is_private]


@pytest.mark.django_db
@pytest.mark.parametrize("listed", PRIVATE, ids=lambda listed: listed.name)
@pytest.mark.parametrize("form", ["", "csv", "xlsx", "json"])
def test_private_list_asks_for_a_sign_in_and_is_kept_by_nobody(client, listed, form):
    asked = ask(client, listed, form)

    fill(client, listed)
    answer = ask(client, listed, form)
    _read = b"".join(answer.streaming_content) if answer.streaming else answer.content

    assert (asked.status_code, asked.url.partition("?")[0]) == (302, "/account/login/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("listed", PRIVATE, ids=lambda listed: listed.name)
def test_private_list_is_private_in_the_api_too(client, listed):
    asked = client.get(api(listed))

    fill(client, listed)
    answer = client.get(api(listed))

    assert asked.status_code == 401
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("listed", PRIVATE, ids=lambda listed: listed.name)
def test_private_list_is_made_anew_for_every_person(client, listed):
    fill(client, listed)
    own = ask(client, listed, "json", facets=1).json()
    client.force_login(make.make_user())

    others = ask(client, listed, "json", facets=1).json()

    assert own["count"] > 0
    assert others["results"] == []
    assert [name for name, choices in others["facets"].items() if choices] == []
