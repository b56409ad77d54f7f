"""Every route, reader and method gets what tests/secrecy/matrix.py says, and nothing is written
for anybody without the right to it."""

import re

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.utils import translation

from films.models import Deal, Document, Film
from tests import factories as make
from tests.secrecy import worlds
from tests.secrecy.asking import answer
from tests.secrecy.filling import chance
from tests.secrecy.matrix import ANSWERS, METHODS, READERS, group_of, missing
from tests.secrecy.routes import admin_routes, every_route

SIGN_IN = ("/account/login/", "/admin/login/")
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)
# What any answer may leave behind: sessions, counted sign-ins, an admin's readings.
LEFT_BEHIND = ("django_session", "axes_", "films_dealreading")
NEVER = {
    "path": "never/issued",
    "uuid": "5f0c4a52-3c1f-4d2b-9a11-7c8de1f2a3b4",
    "int": "987654",
    "slug": "never-issued",
    "str": "never-issued",
}


def test_every_route_is_listed():
    lines, _outdated = missing()

    assert not lines, "Add to ROUTES in tests/secrecy/matrix.py:\n" + "\n".join(lines)


class World:
    """A deal with everything in it, its readers, and an address for every route."""

    def __init__(self):
        self.public = worlds.make_public_world()
        with worlds.noting() as self.rows, chance(worlds.SECRET):
            worlds.add_hidden_world(self.public)
        ours = self.public.companies["ours"]
        self.people = {
            **self.public.people,
            "reader": make.make_user("reader", reader_at=ours),
            "editor": make.make_user("writer", editor_at=ours),
            "signatory": make.make_user("signatory", signatory_at=ours),
            "admin": make.make_admin("admin"),
        }
        every = Deal.objects.for_the_product("a test")
        self.deal = every.get(title=f"{worlds.SECRET} deal")
        self.public_values = self._public_values()

    def client(self, reader):
        client = Client()
        if reader != "stranger":
            client.force_login(self.people[reader])
        return client

    def address(self, route, *, never=False):
        """The route's address of the hidden deal, or the same of one that was never issued."""
        group, rows = group_of(route.pattern)
        values = {}
        for name, converter in route.parameters.items():
            values[name] = NEVER[converter]
            # Which sheets there are is no secret.
            if not never or (name == "slug" and "sheets/" in route.pattern):
                values[name] = self._value(route, name, converter, group, rows)
        return route.address(values)

    def _value(self, route, name, converter, group, rows):
        if converter == "uuid" and name == "pk":
            return self.deal.pk
        if name == "number":
            return 3 if group.version == "draft" else 1
        if name == "slug":
            return "finance-plan"
        if name in rows:
            return self._row(*rows[name].rsplit(".", 1))
        for start, value in self.public_values.items():
            if route.pattern.startswith(start):
                return value
        return NEVER[converter]

    def _row(self, model, column):
        """The column of the newest row of a model in the deal, such as "films.Comment.pk"."""
        for row in reversed(self.rows):
            if row._meta.label == model and row.pk and getattr(row, "deal", self.deal) == self.deal:
                return getattr(row, column)
        raise AssertionError(f"The world of the matrix has no {model}.")

    def _public_values(self):
        film = Film.objects.announced().first()
        company = self.public.companies["elsewhere"]
        token = self.public.people["outsider"].saved_filters.get().token
        found = {
            "films/": film.public_id,
            "companies/": company.public_id,
            "countries/": "KZ",
            "treaties/": "KZ-FR",
            "funding-sources/": make.make_funding_source().public_id,
            "festivals/": make.make_festival("cannes").code,
            "sources/": self.public.source.key,
            "calculators/": "finance-plan",
            "filters/": token,
            "language/": "ru",
        }
        return {**found, **{f"api/v1/{start}": value for start, value in found.items()}}


@pytest.fixture
def world(db):
    return World()


def ask(client, method, path):
    """(answer, tables that were written, how many queries it took); undone afterwards."""
    written, queries = set(), []

    def note(execute, sql, params, many, context):
        queries.append(sql)
        if found := WRITES.match(sql):
            written.add(found[1])
        return execute(sql, params, many, context)

    cookies = client.cookies.copy()
    with transaction.atomic(), connection.execute_wrapper(note):
        found = answer(getattr(client, method.lower())(path))
        transaction.set_rollback(True)
    client.cookies = cookies
    translation.activate("en")
    written = {table for table in written if not table.startswith(LEFT_BEHIND)}
    return found, written, len(queries)


def word(found):
    """What an answer is called in the matrix, as far as its status does not say it."""
    status, headers, _cookies, _body = found
    if status == 302 and headers["Location"].startswith(SIGN_IN):
        return {"sign in"}
    return {name for name, statuses in ANSWERS.items() if status in statuses} - {"sign in"}


@pytest.mark.parametrize("reader", READERS)
def test_matrix(world, reader):
    client = world.client(reader)
    wrong = []
    for route in every_route():
        group, _rows = group_of(route.pattern)
        path = world.address(route)
        for method in METHODS:
            found, written, _queries = ask(client, method, path)
            expected = group.expected(reader, method)
            if not word(found) & expected:
                wrong.append(f"{method} {path}: {found[0]}, not {' or '.join(expected)}")
            if written and not group.may(reader, method):
                wrong.append(f"{method} {path} wrote {', '.join(written)}")

    assert not wrong, f"{reader}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("reader", ["stranger", "researcher", "outsider", "former", "left"])
def test_hidden_and_never_issued_answer_alike(world, reader):
    client = world.client(reader)
    different = []
    for route in every_route():
        group, _rows = group_of(route.pattern)
        exists = reader in group.sees and not (reader == "stranger" and group.strangers)
        if not route.parameters or exists or (reader == "left" and group.left):
            continue
        hidden, never = world.address(route), world.address(route, never=True)
        for method in METHODS:
            one, other = (told(ask(client, method, path), path) for path in (hidden, never))
            if reader == "left":  # Whoever has left knows that there was a deal.
                one, other = one[:-1], other[:-1]
            if one != other:
                different.append(f"{method} {hidden}: {one[0]}, {one[-1]!r:.40} and "
                                 f"{other[0]}, {other[-1]!r:.40}")  # fmt: skip

    assert not different, "\n".join(different)


def told(asked, path):
    """What an answer says, and how long it took as far as a test can tell: by its queries."""
    found, _written, queries = asked
    return *said(found, path), queries


def said(found, path):
    """An answer with the address it was asked at, or parts of it, replaced."""
    status, headers, cookies, body = found
    parts = [path, *sorted(path.strip("/").split("/"), key=len, reverse=True)]
    for part in parts:
        if part in NEVER.values() or len(part) > 8 or part == path:
            body = body.replace(part.encode(), b"ID")
            headers = {name: value.replace(part, "ID") for name, value in headers.items()}
    headers.pop("Content-Length", None)
    return status, headers, cookies, body


@pytest.mark.parametrize("reader", [one for one in READERS if one != "admin"])
def test_administration_is_for_admins(world, reader):
    client = world.client(reader)
    sites = {f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
             for model in admin.site._registry}  # fmt: skip
    paths = {"/admin/", *sites, *(f"{start}1/change/" for start in sites)}
    assert len(admin_routes()) > len(sites)

    answers = {path: ask(client, method, path) for path in paths for method in ("GET", "POST")}

    assert {
        path for path, (found, _written, _queries) in answers.items() if word(found) != {"sign in"}
    } == set()
    assert not any(written for _found, written, _queries in answers.values())


def test_papers_of_the_deal_are_among_the_rows(world):
    assert Document.objects.for_the_product("a test").filter(deal=world.deal).exists()
