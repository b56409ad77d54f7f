"""The rows below many films at once, for lists and files: a query a table, and plain values.

A film so read carries them as ``film.read``; ``rows_of`` gives them, or asks the database for a
film that was fetched alone. Rows of both kinds have the same attributes.
"""

from typing import NamedTuple

from films.register.film import Film
from films.register.funding import PublishedFunding
from films.register.participation import Participation
from films.register.person import Credit, Person
from partners.company.models import Company
from partners.country.models import Country
from partners.funding.models import FundingSource


class Part(NamedTuple):
    """A country or a company that takes part."""

    country: Country | None
    company: "Named | None"
    role: str
    share: object


class Credited(NamedTuple):
    """A person with a function."""

    person: "Named"
    function: str


class Award(NamedTuple):
    """Published funding, as far as a list names it."""

    fund: FundingSource | None


class Named(NamedTuple):
    """Somebody with a page or a filter of their own."""

    public_id: str
    name: str


class Word(NamedTuple):
    """A word of a vocabulary."""

    code: str


def rows_of(film, name):
    """A film's rows of one kind."""
    read = vars(film).get("read", {})
    return read[name] if name in read else getattr(film, name).all()


def read(films, names):
    """Read these kinds of rows of all these films, and give the films."""
    films = list(films)
    by_film = {film.pk: film for film in films}
    for film in films:
        film.read = {name: [] for name in names}
    for name in names:
        for key, row in READERS[name](list(by_film)):
            by_film[key].read[name].append(row)
    return films


def _participations(films):
    parts = Participation.objects.filter(film__in=films).order_by("position", "pk")
    parts = list(parts.values_list("film_id", "country_id", "company_id", "role", "share"))
    countries = _rows(Country, {part[1] for part in parts}, "code", "name_en", "name_ru", "name_kk")
    companies = _named(Company, {part[2] for part in parts})
    for film, country, company, role, share in parts:
        yield film, Part(countries.get(country), companies.get(company), role, share)


def _directors(films):
    credits = Credit.objects.filter(film__in=films, function=Credit.Function.DIRECTOR)
    credits = credits.order_by("position", "pk").values_list("film_id", "person_id", "function")
    credits = list(credits)
    people = _named(Person, {person for _film, person, _function in credits})
    for film, person, function in credits:
        yield film, Credited(people[person], function)


def _funding(films):
    rows = PublishedFunding.objects.filter(film__in=films).order_by("pk")
    rows = list(rows.values_list("film_id", "fund_id"))
    funds = _rows(FundingSource, {fund for _film, fund in rows}, "public_id", "name")
    for film, fund in rows:
        yield film, Award(funds.get(fund))


def _words(name):
    field = Film._meta.get_field(name)
    links, word = field.remote_field.through.objects, field.m2m_reverse_field_name()
    order = [f"{word}__{column}" for column in field.related_model._meta.ordering]

    def words(films):
        rows = links.filter(film__in=films).order_by(*order)
        for film, code in rows.values_list("film_id", f"{word}__code"):
            yield film, Word(code)

    return words


def _rows(model, keys, *columns):
    return model.objects.only(*columns).in_bulk(keys - {None})


def _named(model, keys):
    rows = model.objects.filter(pk__in=keys - {None}).order_by()
    return {key: Named(*row) for key, *row in rows.values_list("pk", *Named._fields)}


READERS = {
    "participations": _participations,
    "credits": _directors,
    "funding": _funding,
    "genres": _words("genres"),
    "languages": _words("languages"),
}
