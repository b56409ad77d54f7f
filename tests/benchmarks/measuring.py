"""Taking times on a machine that does other things too."""

from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from django.db import connection

ROUNDS = 15
PATIENCE = 10  # seconds that one measure may take before it is cut short


def clock() -> float:
    """Processor time where the database is in this process, the clock on the wall elsewhere."""
    return process_time() if connection.vendor == "sqlite" else perf_counter()


def milliseconds(act: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """(fastest, median) of some rounds, after one that fills the caches."""
    act()
    times: list[float] = []
    began = perf_counter()
    while len(times) < rounds and (not times or perf_counter() - began < PATIENCE):
        start = clock()
        act()
        times.append((clock() - start) * 1000)
    return min(times), median(times)
