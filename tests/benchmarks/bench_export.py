"""How many rows a second the files of a list carry."""

from time import perf_counter

from django.db import connection
from django.test import Client

from coprod.lists.kept import KEPT
from films.models import Film
from tests.benchmarks.measuring import clock

ROUNDS = 3
FILES = {
    "CSV": "/films.csv",
    "CSV of title, year, countries": "/films.csv?columns=title&columns=year&columns=countries",
    "XLSX": "/films.xlsx",
}
JSON_PAGE = "/films.json?page_size=200"


def main() -> None:
    client, films = Client(), Film.objects.announced().count()
    print(f"rows a second, all {films} films, fastest of {ROUNDS}; the floor is plain SQL:")
    show("the films' own rows, plain SQL", films, floor)
    for name, address in FILES.items():
        show(name, films, lambda address=address: drain(client.get(address)))
    show("JSON, a page of 200", min(200, films), lambda: drain(made(client, JSON_PAGE)))


def show(name: str, rows: int, act) -> None:
    times, began = [], perf_counter()
    while len(times) < ROUNDS and (not times or perf_counter() - began < 60):
        start = clock()
        act()
        times.append(clock() - start)
    print(f"  {name:<34}{rows / min(times):12,.0f}", flush=True)


def floor() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM films_film")
        while cursor.fetchmany(1000):
            pass


def made(client: Client, address: str):
    """The answer made anew, not the one that was kept."""
    KEPT.forget()
    return client.get(address)


def drain(response) -> None:
    if response.status_code != 200:
        raise RuntimeError(f"The file answers {response.status_code}.")
    for _part in response.streaming_content if response.streaming else [response.content]:
        pass
