"""The benchmarks, over a register made for them.

    python -m tests.benchmarks                 all of them
    python -m tests.benchmarks lists load      some

SIZE says how many films (10,000), DATABASE_URL names an empty database; without it a SQLite file
in a temporary folder is made, and goes again.
"""

import os
import sys
import tempfile
from importlib import import_module
from time import perf_counter

NAMES = {"lists": "bench_lists", "export": "bench_export", "load": "load",
         "waterfall": "bench_waterfall", "refusals": "bench_refusals",
         "deals": "bench_deals"}  # fmt: skip


def main(names: list[str]) -> int:
    if wrong := [name for name in names if name not in NAMES]:
        print(f"No benchmark is called {wrong[0]}: choose among {', '.join(NAMES)}.")
        return 2
    with tempfile.TemporaryDirectory(prefix="coprod-benchmarks-") as folder:
        os.environ["COPROD_VAR"] = folder
        os.environ["COPROD_MODE"] = "demonstration"
        os.environ["DJANGO_SETTINGS_MODULE"] = "coprod.settings"
        prepare(int(os.environ.get("SIZE") or 10_000))
        for name in names or NAMES:
            import_module(f"tests.benchmarks.{NAMES[name]}").main()
            print(flush=True)
    return 0


def prepare(films: int) -> None:
    """A database of so many synthetic films, and the files that pages load."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from coprod.running import static

    call_command("migrate", verbosity=0, interactive=False)
    static.collect()
    start = perf_counter()
    call_command("generate_films", films=films, seed=1, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{films} films on {connection.vendor}, made in {perf_counter() - start:.1f} s\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
