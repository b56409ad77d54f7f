"""What importing films costs, beside saving the same films one by one.

    python -m tests.benchmarks.bench_import [--films 50000] [--sample 500]

Each runs in a process of its own on a new database: SQLite in a temporary file, or what
DATABASE_URL names, which must be empty. Nothing is asserted on time.
"""

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COUNTRIES = ["KZ", "FR", "DE", "RU", "US", "GB", "IT", "ES", "TR", "KG", "UZ", "BE", "PL", "JP"]
GENRES = ["action", "comedy", "crime", "family", "fantasy", "history", "horror", "war"]
LANGUAGES = ["kk", "ru", "en", "fr", "de", "es", "tr"]
WORDS = ["steppe", "river", "night", "mother", "road", "wolf", "дала", "жол", "город", "мать"]


def write_films(path: Path, count: int) -> None:
    """A file of our template with realistic rows, the same for the same count."""
    draw = random.Random(1)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(film(draw, 0)))
        writer.writeheader()
        writer.writerows(film(draw, number) for number in range(count))


def film(draw: random.Random, number: int) -> dict[str, str]:
    countries = draw.sample(COUNTRIES, draw.choice([1, 1, 2, 2, 3, 4]))
    is_shared = len(countries) > 1 and draw.random() < 0.5
    each = 100 // len(countries)
    return {
        "title": f"{' '.join(draw.choices(WORDS, k=3))} {number}".capitalize(),
        "other_titles": " ".join(draw.choices(WORDS, k=2)) if draw.random() < 0.5 else "",
        "year": str(draw.randint(1950, 2025)),
        "stage": draw.choice(["released", "completed", ""]),
        "countries": "|".join(countries),
        "shares": "|".join(f"{code}:{each}" for code in countries) if is_shared else "",
        "companies": "|".join(f"Company {draw.randint(1, 20_000)}" for _one in range(2)),
        "directors": f"Director {draw.randint(1, 20_000)}",
        "genres": "|".join(draw.sample(GENRES, 2)),
        "languages": draw.choice(LANGUAGES),
        "imdb_id": f"tt{1_000_000 + number}" if number % 2 else "",
        "source": "Yearbook",
        "source_locator": f"no. {number}",
    }


def save_one_by_one(path: Path) -> None:
    """The same rows through the models' own save, as a script written in an hour would."""
    import django

    django.setup()
    from django.db import transaction

    from coprod.exchange.report import Report
    from coprod.exchange.table import open_table
    from films.exchange.judging import Judge
    from films.exchange.template import TEMPLATE
    from films.models import Credit, Film, FilmTitle, Participation, Person
    from partners.models import Company

    with open_table(path) as table, transaction.atomic():
        report = Report()
        judge = Judge(TEMPLATE, report, default_source="One by one")
        for line in table.lines(report):
            entry = judge.entry(TEMPLATE.read(line, report))
            if entry.source.pk is None:
                entry.source.save()
            said = {"source": entry.source, "locator": entry.locator}
            plain = {"title": entry.title, "year": entry.year, "imdb_id": entry.imdb_id}
            saved = Film.objects.create(stage=entry.stage, **plain, **said)
            saved.genres.set(entry.genres)
            saved.languages.set(entry.languages)
            for title in entry.other_titles:
                FilmTitle.objects.create(film=saved, text=title, **said)
            for part in entry.parts:
                named = {"country": part.country, "role": part.role, "share": part.share}
                Participation.objects.create(film=saved, **named, **said)
            for name in entry.companies:
                company, _new = Company.objects.get_or_create(name=name.name, defaults=said)
                Participation.objects.create(film=saved, company=company, **said)
            for name in entry.directors:
                person, _new = Person.objects.get_or_create(name=name, defaults=said)
                Credit.objects.create(film=saved, person=person, **said)


def measured(command: list[str]) -> dict[str, float]:
    """Seconds and megabytes of a process."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return {
        "wall": time.perf_counter() - start,
        "processor": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--films", type=int, default=50_000)
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--one-by-one", type=Path, help=argparse.SUPPRESS)
    wishes = parser.parse_args()
    if wishes.one_by_one:
        save_one_by_one(wishes.one_by_one)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod.settings")
    with tempfile.TemporaryDirectory(prefix="coprod-bench-") as folder:
        os.environ["COPROD_VAR"] = folder
        compare(Path(folder), wishes.films, wishes.sample)


def compare(folder: Path, films: int, sample: int) -> None:
    many, few = folder / "many.csv", folder / "few.csv"
    write_films(many, films)
    write_films(few, sample)
    for command in (["migrate", "-v0"], ["load_fixtures", "reference", "-v0"]):
        measured(["manage.py", *command])
    start = measured(["manage.py", "check"])["processor"]
    alone = measured(["-m", "tests.benchmarks.bench_import", "--one-by-one", str(few)])
    together = measured(["manage.py", "import_films", str(many)])
    one = (alone["processor"] - start) / sample
    each = (together["processor"] - start) / films
    print(f"{films} films imported: {told(together)}")
    print(f"{sample} films saved one by one: {told(alone)}")
    print(f"ratio of processor time a film: {one / each:.0f}")


def told(used: dict[str, float]) -> str:
    wall, processor, megabytes = used["wall"], used["processor"], used["megabytes"]
    return f"{wall:.1f} s, {processor:.1f} s of processor, at most {megabytes:.0f} MB"


if __name__ == "__main__":
    main()
