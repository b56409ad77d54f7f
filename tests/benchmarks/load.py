"""Fifty readers at once, a hundred slow ones beside them, against the real server on loopback."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles

from django.db import connections

from films.models import Film

READERS, SLOW = 50, 100
SECONDS, MOST_REQUESTS = 20, 5_000
MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
PAGES = [
    "/films/", "/films/?partner=KZ", "/films/?partner=KZ&partner=FR&partner_match=all",
    "/films/?coproduction=yes&decade=2010", "/films/?q=steppe", "/films/?sort=-year&page=3",
    "/films.json?facets=1", "/films.json?partner=DE&facets=1", "/countries/KZ/", "/",
    "/festivals/", "/countries/",
]  # fmt: skip


def main() -> None:
    films = Film.objects.announced().order_by("pk").values_list("public_id", flat=True)
    pages = [*PAGES, *(f"/films/{public_id}/" for public_id in films[:12])]
    connections.close_all()
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, str(MANAGE), "serve"], env={**os.environ, "PORT": str(port)}
    )
    try:
        wait_for(port, server)
        for slow in (0, SLOW):
            print(f"{READERS} readers at once for {SECONDS} s, {slow} slow clients:")
            print(Load(port, pages, slow).run(), flush=True)
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen) -> None:
    for _attempt in range(600):
        if server.poll() is not None:
            raise RuntimeError("The server ended before it answered.")
        try:
            # The first question builds the index: readers come to a server that is warm.
            connection = HTTPConnection("127.0.0.1", port, timeout=120)
            connection.request("GET", "/films.json")
            connection.getresponse().read()
            return
        except ConnectionError:
            time.sleep(0.1)
    raise RuntimeError("The server does not answer.")


class Load:
    """Readers that ask one page after another until time is up."""

    def __init__(self, port: int, pages: list[str], slow: int):
        self.port, self.pages, self.slow = port, pages, slow
        self.times: list[float] = []
        self.faults: Counter[str] = Counter()
        self.end = 0.0

    def run(self) -> str:
        start = time.perf_counter()
        self.end = start + SECONDS
        acts = [(self.read, number) for number in range(READERS)]
        threads = [threading.Thread(target=act, args=(number,)) for act, number in acts]
        threads.append(threading.Thread(target=self.dawdle))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - start
        if len(self.times) < 2:
            return f"  no answers; faults: {dict(self.faults)}"
        percentiles = quantiles(self.times, n=100)
        return (
            f"  {len(self.times)} answers, {len(self.times) / took:.1f} a second, "
            f"p50 {percentiles[49] * 1000:.0f} ms, p95 {percentiles[94] * 1000:.0f} ms, "
            f"errors: {dict(self.faults) or 'none'}"
        )

    def read(self, number: int) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        for page in islice(cycle(self.pages), number, number + MOST_REQUESTS // READERS):
            if time.perf_counter() > self.end:
                break
            start = time.perf_counter()
            try:
                connection.request("GET", page)
                response = connection.getresponse()
                response.read()
            except (OSError, HTTPException) as fault:
                self.faults[type(fault).__name__] += 1
                connection.close()
                continue
            if response.status == 200:
                self.times.append(time.perf_counter() - start)
            else:
                self.faults[f"{response.status} {page}"] += 1
        connection.close()

    def dawdle(self) -> None:
        """Clients that ask for a page and take some bytes of it now and then."""
        clients = []
        for _client in range(self.slow):
            client = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            client.sendall(b"GET /films/ HTTP/1.1\r\nHost: localhost\r\n")
            client.setblocking(False)
            clients.append(client)
        for number, client in enumerate(clients):
            if number % 2:  # The others never finish asking.
                client.sendall(b"\r\n")
        while time.perf_counter() < self.end:
            time.sleep(0.5)
            for client in clients:
                try:
                    client.recv(200)
                except BlockingIOError:
                    continue
                except OSError as fault:
                    self.faults[f"slow client: {type(fault).__name__}"] += 1
        for client in clients:
            client.close()
