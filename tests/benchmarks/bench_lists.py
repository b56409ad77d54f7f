"""The list of films against the floor, and against what one would take instead."""

import asyncio
from collections.abc import Callable
from importlib.util import find_spec

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, RequestFactory

from coprod.lists.counting import Counting
from coprod.lists.kept import KEPT
from films.models import Film
from films.register import totals
from films.register.index import INDEX
from films.register.pages import FilmList
from tests.benchmarks.measuring import milliseconds

FILTERED = {
    "partner": ["KZ", "FR"], "coproduction": "yes", "year_min": "1990", "kind": "fiction",
}  # fmt: skip
FACETS = ("year", "kind", "stage", "official", "budget_currency", "country_count")


def main() -> None:
    client = Client()
    floor = milliseconds(floor_of_sql())
    print("milliseconds, fastest and median of some rounds; times the floor:")
    show("50 rows by key, plain SQL", floor, floor)
    for name, act in measures(client).items():
        show(name, milliseconds(act), floor)
    if find_spec("datasette"):
        show("Datasette, 6 facets of one table", datasette(), floor)
    else:
        print("  Datasette is not installed (pip install datasette): not compared.")


def show(name: str, times: tuple[float, float], floor: tuple[float, float]) -> None:
    print(f"  {name:<48}{times[0]:9.1f}{times[1]:9.1f}{times[0] / floor[0]:9.0f} x", flush=True)


def measures(client: Client) -> dict[str, Callable[[], object]]:
    return {
        "/films/": lambda: got(client, "/films/"),
        "/films/ again, nothing written since": lambda: client.get("/films/"),
        "/films/ with four filters": lambda: got(client, "/films/", FILTERED),
        "/films.json with all facets": lambda: got(client, "/films.json", {"facets": "1"}),
        "/films.json, four filters, all facets": lambda: got(
            client, "/films.json", {**FILTERED, "facets": "1"}
        ),
        "one edit": edit,
        "one edit, then /films.json with all facets": lambda: (
            edit(),
            got(client, "/films.json", {"facets": "1"}),
        ),
        "the index built anew": lambda: (INDEX.forget(), INDEX.current()),
        "the same JSON by plain SQL": lambda: plain({}),
        "the same JSON by plain SQL, four filters": lambda: plain(FILTERED),
        "Django's admin list": lambda: got(admin(), "/admin/films/film/"),
        "Django's admin list with its facets": lambda: got(
            admin(), "/admin/films/film/", {"_facets": "True"}
        ),
    }


def floor_of_sql() -> Callable[[], object]:
    keys = list(Film.objects.order_by("sort_title").values_list("pk", flat=True)[:50])
    sql = f"SELECT * FROM films_film WHERE id IN ({', '.join(map(str, keys))})"

    def fetch() -> list:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return fetch


def got(client: Client, address: str, query: dict | None = None) -> bytes:
    KEPT.forget()  # What is measured is the making of the answer.
    response = client.get(address, query or {})
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}.")
    return response.content


def edit() -> None:
    film = Film.objects.order_by("pk").first()
    film.year = 1990 + (film.revision % 30)
    film.save()


def plain(query: dict) -> dict:
    """Django-filter with a count by GROUP BY for every facet."""
    page = FilmList(RequestFactory().get("/films.json", {**query, "facets": "1"}))
    page.counting = Counting(page.filterset, page.queryset(), totals.totals)
    if problems := page.problems():
        raise RuntimeError(problems)
    return page.answer()


_admin: list[Client] = []


def admin() -> Client:
    """Somebody signed in who may see the administration."""
    if not _admin:
        _admin.append(Client())
        name = "benchmark"
        user = get_user_model().objects.create_superuser(name, f"{name}@example.org", name)
        _admin[0].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return _admin[0]


def datasette() -> tuple[float, float]:
    """The table of films on the same file, with as many facets as one table has."""
    from datasette.app import Datasette

    limits = {"sql_time_limit_ms": 60_000, "facet_time_limit_ms": 60_000}
    served = Datasette([connection.settings_dict["NAME"]], settings=limits)
    facets = "&".join(f"_facet={name}" for name in FACETS)
    database = next(iter(served.databases.keys() - {"_internal"}))
    address = f"/{database}/films_film?_size=50&{facets}"

    async def ask() -> None:
        response = await served.client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"Datasette answers {response.status_code} to {address}.")

    with asyncio.Runner() as runner:
        runner.run(served.invoke_startup())
        return milliseconds(lambda: runner.run(ask()))
