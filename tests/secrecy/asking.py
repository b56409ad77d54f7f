"""Requests drawn from a seed, over every route, with half of their values from hidden rows."""

import io
import json
import random
import re
import uuid
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.contrib import admin

from coprod.lists.fields import OneOfField, WholeNumberField
from coprod.lists.filters import (
    ChoicesFilter,
    CodesFilter,
    ControlFilter,
    CurrencyFilter,
    DecadeFilter,
    NumberFilter,
    TextFilter,
)
from films.calculators.desk import DESKS
from tests.secrecy.routes import every_route

# What answers need not share: they differ from one moment to the next for one reader too.
EXCUSED_HEADERS = {"Date", "X-Request-Id"}
EXCUSED_COOKIES = {"csrftoken", "sessionid"}
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
MADE_AT = re.compile(rb"<dcterms:\w+ [^>]*>[^<]*<")
HEADERS = [
    {},
    {},
    {},
    {"HX-Request": "true"},
    {"Accept-Language": "ru"},
    {"Accept-Language": "kk"},
    {"If-None-Match": '"1"'},
    {"Accept": "application/json"},
]
WRITTEN = ("POST", "POST", "POST", "PUT", "PATCH", "DELETE")
# They shape a list, and narrow nothing.
CONTROLS = {"page", "page_size", "columns", "facets", "sort", "q"}
HOW_MANY = (0, 0, 1, 1, 1, 1, 2, 3)
# The pool for a parameter whose name is the name of several columns.
OF_PARAMETERS = {("pk", "uuid"): ["films.Deal.pk"], ("key", "slug"): ["partners.Source"]}
# How often a surface is asked, beside a plain route.
OFTEN = {"films": 8, "list": 3, "write": 1, "admin": 12, "calculate": 3, "keep": 4, "sign-in": 3}


@dataclass(frozen=True)
class Request:
    """One request as a reader sends it."""

    surface: str
    path: str
    method: str = "GET"
    body: str = ""
    is_json: bool = False
    headers: tuple = field(default=())

    def __str__(self):
        return f"{self.method} {self.path} {self.body}".strip()

    def send(self, client):
        """Status, headers, cookies and body, without what is excused."""
        kind = "application/json" if self.is_json else "application/x-www-form-urlencoded"
        sent = {} if self.method == "GET" else {"data": self.body, "content_type": kind}
        ask = getattr(client, self.method.lower())
        response = ask(self.path, headers=dict(self.headers), **sent)
        return answer(response)


def answer(response):
    """What a reader gets, without what is excused."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: value for name, value in response.items() if name not in EXCUSED_HEADERS}
    cookies = {
        name: morsel.OutputString()
        for name, morsel in response.cookies.items()
        if name not in EXCUSED_COOKIES
    }
    if body.startswith(b"PK"):
        headers.pop("Content-Length", None)
        return response.status_code, headers, cookies, _unpacked(body)
    return response.status_code, headers, cookies, CSRF.sub(b"csrf", body)


def _unpacked(body):
    """The parts of a workbook; when it was made stands in one of them."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = [name.encode() + b"\n" + archive.read(name) for name in archive.namelist()]
    return MADE_AT.sub(b"", b"\n".join(parts))


class Asking:
    """Draws requests: half of their values are of the hidden rows, most of the rest of public."""

    def __init__(self, seed, hidden, public):
        self.draw = random.Random(seed)
        self.hidden, self.public = hidden, public
        self.routes = every_route()
        self.lists = {}
        self.parent = None
        for route in self.routes:
            if route.list_page:
                self.lists[route.list_page.name] = route.list_page

    def requests(self, number, only=None):
        """So many requests, each surface in its turn; ``only`` narrows to some surfaces."""
        surfaces = [one for one in self._surfaces if only is None or re.search(only, one[0])]
        assert surfaces, f"No surface is called {only}."
        found = []
        while len(found) < number:
            self.draw.shuffle(surfaces)
            for name, make in surfaces[: number - len(found)]:
                found.append(make(name))
        return found

    @cached_property
    def _surfaces(self):
        """[(name, function that draws a request)], each as often as it counts."""
        found = []
        for route in self.routes:
            if self._list_of(route):
                often = OFTEN["films" if "films" in route.pattern else "list"]
                found += [(f"list {route.pattern}", self._of_list(route))] * often
            found.append((f"read {route.pattern}", self._of_route(route)))
            found += [(f"write {route.pattern}", self._write(route))] * OFTEN["write"]
        found += [("admin", self._of_admin)] * OFTEN["admin"]
        found += [("calculate", self._calculate)] * OFTEN["calculate"]
        found += [("keep", self._keep)] * OFTEN["keep"]
        found += [("sign in", self._sign_in)] * OFTEN["sign-in"]
        return found

    def _list_of(self, route):
        """The list that a route gives; one of the API goes by its name."""
        stem = route.pattern.removeprefix("api/v1/").strip("/")
        return route.list_page or self.lists.get(stem)

    # --- Values ---------------------------------------------------------------------------------

    def value(self, *kinds):
        """A value of one of these kinds: of a hidden row every other time."""
        chance = self.draw.random()
        pools = self.hidden if chance < 0.5 else self.public
        for kind in kinds:
            if chance > 0.9 and kind in NEVER_ISSUED:
                return NEVER_ISSUED[kind](self.draw)
            if pools.get(kind):
                return self.draw.choice(pools[kind])
        return NEVER_ISSUED.get(kinds[-1], NEVER_ISSUED["decimal"])(self.draw)

    def addresses(self, route, number):
        """Some addresses of a route, of existing rows as far as possible."""
        return sorted({self._address(route) for _time in range(number)})

    def _address(self, route):
        values = {}
        for name, converter in route.parameters.items():
            kinds = {"pk": [], "id": ["public_id", "code"]}.get(name, [name])
            kinds = OF_PARAMETERS.get((name, converter), kinds)
            if converter == "slug" and name == "slug":
                values[name] = self.draw.choice([*DESKS, self.value("slug")])
                continue
            fitting = [kind for kind in kinds if self._fits(kind, converter)]
            values[name] = self.value(*fitting, converter)
        return route.address(values)

    def _fits(self, kind, converter):
        pools = (self.hidden, self.public)
        among = {str(value) for pool in pools for value in pool.get(converter, ())}
        pool = [*self.hidden.get(kind, ()), *self.public.get(kind, ())]
        return all(str(one) in among for one in pool)

    def _words(self):
        text = str(
            self.value(self.draw.choice(["str", "title", "title", "name", "decimal", "public_id"]))
        )
        words = text.split()
        if words and self.draw.random() < 0.5:
            return " ".join(words[: self.draw.choice([1, 1, 2])])
        return text[: self.draw.choice([3, 6, 60, 200])]

    def _headers(self):
        return tuple(self.draw.choice(HEADERS).items())

    # --- Surfaces -------------------------------------------------------------------------------

    def _of_route(self, route):
        def make(name):
            query = {}
            if self.draw.random() < 0.4:
                key = self.draw.choice(["q", "rests", "keep", "next", "version", "page", "facets"])
                query[key] = self._words()
            return self._read(name, self._address(route), query)

        return make

    def _read(self, name, path, query):
        path = f"{path}?{urlencode(query, doseq=True)}" if query else path
        return Request(name, path, headers=self._headers())

    def _of_list(self, route):
        page = self._list_of(route)

        def make(name):
            self.parent = page.filterset_class
            filters = self.parent.base_filters
            names = sorted(filters.keys() - CONTROLS)
            names += [name for name in names if self._is_telling(filters[name])] * 3
            chosen = self.draw.sample(names, min(self.draw.choice(HOW_MANY), len(names)))
            if self.draw.random() < 0.25:
                chosen.append("q")
            if self.draw.random() < 0.15:
                chosen.append(self.draw.choice(["page", "page_size", "columns"]))
            query = {key: self._asked(key, filters[key]) for key in chosen if key in filters}
            if {"amount_min", "amount_max"} & query.keys() and self.draw.random() < 0.9:
                query["currency"] = "EUR"
            if self.draw.random() < 0.5:
                query["facets"] = "1"
            if self.draw.random() < 0.4 and self.parent.sorts:
                query["sort"] = self.draw.choice(["", "-"]) + self.draw.choice(
                    sorted(self.parent.sorts)
                )
            return self._read(name, self._address(route), query)

        return make

    def _is_telling(self, one):
        """Whether a hidden row has something to say to a filter."""
        if isinstance(one, CodesFilter):
            with suppress(TypeError):
                return bool(self.hidden.get(one.lookup.rows().model._meta.label))
        return isinstance(one, NumberFilter)

    def _asked(self, name, one):
        """A value of a filter, as the filter's kind expects it."""
        if isinstance(one, TextFilter):
            return self._words()
        if isinstance(one, CodesFilter):
            return [self._code(one) for _time in range(self.draw.choice([1, 1, 2]))]
        if isinstance(one, ChoicesFilter):
            return self.draw.choice([value for value, _label in one.choices])
        if isinstance(one, CurrencyFilter):
            return self.draw.choice(["EUR", "KZT", "USD"])
        if isinstance(one, DecadeFilter):
            return self.draw.choice(["2010", "2020", "2030"])
        if isinstance(one, ControlFilter):
            if isinstance(one.control, OneOfField):
                return self.draw.choice(list(one.control.values))
            if isinstance(one.control, WholeNumberField):
                return self.draw.choice(["1", "2", "3", "5"])
            return self.draw.choice([column.name for column in self.parent.columns])
        column = "year" if "year" in name else "share" if "share" in name else "decimal"
        return str(self.value(column, "decimal"))

    def _code(self, one):
        """A code that a hidden row has or points to, or any that may be asked for."""
        lookup = one.lookup
        try:
            rows = lookup.rows()
        except TypeError:
            return self._words()  # A choice that depends on who asks.
        if self.draw.random() < 0.5:
            kind = self.draw.choice([rows.model._meta.label, rows.model._meta.label, lookup.code])
            return str(self.value(kind, "slug"))
        codes = list(rows.order_by(lookup.code).values_list(lookup.code, flat=True)[:50])
        return self.draw.choice(codes) if codes else self._words()

    def _write(self, route):
        def make(name):
            body = {}
            for _field in range(self.draw.choice([0, 1, 3, 5])):
                column = self.draw.choice(sorted(self.hidden))
                body[column] = str(self.value(column, "str"))
            is_json = route.pattern.startswith("api/")
            written = json.dumps(body) if is_json else urlencode(body)
            method = self.draw.choice(WRITTEN)
            return Request(name, self._address(route), method, written, is_json, self._headers())

        return make

    def _calculate(self, name):
        """A calculator is told hidden values: it knows nothing of where they come from."""
        slug = self.draw.choice(sorted(DESKS))
        given = self.draw.choice(DESKS[slug].examples).input
        given[self.draw.choice(["title", "currency", "countries"])] = self._words()
        path = f"/api/v1/calculate/{slug}/"
        return Request(name, path, "POST", json.dumps(given), True, self._headers())

    def _keep(self, name):
        """A filter kept under a name, which may be that of a hidden row."""
        listed = self.draw.choice(["films", "companies", "deals", "festivals"])
        address = f"/{listed}/?{urlencode({'q': self._words()})}"
        body = {"name": self._words()[:100], "address": address}
        return Request(name, "/account/filters/keep/", "POST", urlencode(body))

    def _sign_in(self, name):
        body = {"username": self._words()[:150], "password": self._words()}
        return Request(name, "/account/login/", "POST", urlencode(body))

    def _of_admin(self, name):
        """Addresses of the administration: its lists, rows, histories and autocompletes."""
        models = sorted(admin.site._registry, key=lambda model: model._meta.label)
        model = self.draw.choice(models)
        meta = model._meta
        links = [one for one in meta.concrete_fields if one.remote_field]
        if links and self.draw.random() < 0.5:
            query = {
                "app_label": meta.app_label,
                "model_name": meta.model_name,
                "field_name": self.draw.choice(links).name,
                "term": self._words(),
            }
            return self._read(name, "/admin/autocomplete/", query)
        start = f"/admin/{meta.app_label}/{meta.model_name}/"
        key = self.value("uuid" if meta.pk.get_internal_type() == "UUIDField" else "int")
        end = self.draw.choice(["", f"{key}/", f"{key}/change/", f"{key}/history/", "add/"])
        query = {"q": self._words()} if not end and self.draw.random() < 0.5 else {}
        return self._read(name, start + end, query)


NEVER_ISSUED = {
    "uuid": lambda draw: str(uuid.UUID(int=draw.getrandbits(128), version=4)),
    "int": lambda draw: draw.randint(10_000, 99_999),
    "slug": lambda draw: f"never-issued-{draw.randint(1_000_000, 9_999_999)}",
    "path": lambda draw: f"never/issued/{draw.randint(1_000, 9_999)}/",
    "str": lambda draw: f"never issued {draw.randint(1_000_000, 9_999_999)}",
    "decimal": lambda draw: str(draw.randint(1_000_000, 9_999_999)),
}
