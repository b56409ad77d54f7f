"""What a film's row repeats of the rows below it: its text for searching, its country count.

The rows stay the truth; these columns only make lists quick, and are written again whenever a
row they are taken from is saved or deleted.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models.signals import post_delete, post_save

from coprod.text import normalise
from films.register.film import Film, FilmTitle
from films.register.participation import Participation
from films.register.person import Credit, Person
from partners.company.models import Company

BATCH = 500
_waiting: ContextVar = ContextVar("waiting", default=None)


def search_text(titles, people, companies):
    """One searchable text: every title first, then people, then companies."""
    return " | ".join(filter(None, map(normalise, dict.fromkeys([*titles, *people, *companies]))))


def refresh(film_ids):
    """Write the derived columns of these films again."""
    ids = list(film_ids)
    for start in range(0, len(ids), BATCH):
        _refresh_batch(ids[start : start + BATCH])


def _refresh_batch(ids):
    films = list(Film.objects.filter(pk__in=ids).only("title", "original_title"))
    titles = _gather(FilmTitle.objects.filter(film__in=ids).values_list("film_id", "text"))
    people = _gather(Credit.objects.filter(film__in=ids).values_list("film_id", "person__name"))
    parts = Participation.objects.filter(film__in=ids)
    companies = _gather(parts.filter(company__isnull=False).values_list("film_id", "company__name"))
    countries = _gather(parts.filter(country__isnull=False).values_list("film_id", "country_id"))
    for film in films:
        film.search_text = search_text(
            [film.title, film.original_title, *titles.get(film.pk, [])],
            people.get(film.pk, []),
            companies.get(film.pk, []),
        )
        film.country_count = len(set(countries.get(film.pk, [])))
    # Not an edit: derived columns have no history and no revision of their own.
    Film.objects.bulk_update(films, ["search_text", "country_count"], batch_size=BATCH)


def _gather(pairs):
    gathered = {}
    for key, value in pairs:
        gathered.setdefault(key, []).append(value)
    return gathered


@contextmanager
def once():
    """Inside, changed films are only noted; each is written once at the end."""
    waiting = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    refresh(waiting)


def changed(film_ids):
    """These films' rows changed: write their derived columns now, or at the end of ``once``."""
    waiting = _waiting.get()
    if waiting is None:
        refresh(film_ids)
    else:
        waiting.update(film_ids)


def _of_film(sender, instance, **kwargs):
    if not kwargs.get("raw"):
        changed([instance.pk])


def _of_part(sender, instance, **kwargs):
    if not kwargs.get("raw"):
        changed([instance.film_id])


def _of_company(sender, instance, **kwargs):
    if not kwargs.get("raw"):
        changed(Participation.objects.filter(company=instance).values_list("film_id", flat=True))


def _of_person(sender, instance, **kwargs):
    if not kwargs.get("raw"):
        changed(Credit.objects.filter(person=instance).values_list("film_id", flat=True))


def listen():
    """Keep the derived columns true from now on."""
    post_save.connect(_of_film, sender=Film)
    post_save.connect(_of_company, sender=Company)
    post_save.connect(_of_person, sender=Person)
    for part in (FilmTitle, Participation, Credit):
        post_save.connect(_of_part, sender=part)
        post_delete.connect(_of_part, sender=part)
