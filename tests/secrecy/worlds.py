"""Two worlds: the same register with and without a secret deal and an unannounced film.

`make_public_world` is what everybody may know, with one deal of an outsider's own. `hidden_world`
adds, and takes away again, a deal with a row of every secret kind and an unannounced film with a
row of every kind; and yields every row that it made.
"""

import re
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from unittest import mock

from django.db import transaction
from django.db.models.signals import post_save

from coprod.lists.models import SavedFilter
from films.deal import negotiation
from films.deal.version import VersionPart
from films.models import CalendarFeed, Deal, Film, Rate
from films.register.index import INDEX
from partners.models import Membership, Source
from tests import factories as make
from tests.registers import make_register
from tests.secrecy.filling import Filler, chance, project_models, secret_models

SECRET = "Құпия жоба"
PLAIN = "Ordinary matter"
SLUG = re.compile(r"[-a-zA-Z0-9_]{2,80}")
# The kinds of readers for whom a hidden row must not exist.
READERS = ("stranger", "researcher", "outsider", "former")


@dataclass
class PublicWorld:
    """What is there in both worlds."""

    people: dict = field(default_factory=dict)
    companies: dict = field(default_factory=dict)
    film: object = None
    source: object = None
    paper: object = None
    rows: list = field(default_factory=list)


@contextmanager
def noting():
    """Every row that is saved inside the block, histories included."""
    rows: list = []

    def note(sender, instance, raw=False, **kwargs):
        rows.append(instance)

    post_save.connect(note, weak=False)
    try:
        yield rows
    finally:
        post_save.disconnect(note)


def make_public_world():
    with noting() as rows, chance(PLAIN), mock.patch.object(make, "_numbers", count(1)):
        world = _make_public_world()
    world.rows = rows
    return world


def _make_public_world():
    make_register(films=10)
    make.make_country("UZ")
    for number in range(6):
        make.make_source(f"Paper {number}")
    world = PublicWorld()
    for name in ("ours", "theirs", "gone", "elsewhere", "beside"):
        world.companies[name] = make.make_company(f"House {name}", country=make.make_country("KZ"))
    world.film = make.make_film(
        "Ordinary film",
        year=2020,
        between=[make.make_country("KZ")],
        budget_amount=Decimal(1000),
        budget_currency="EUR",
    )
    # Cited by nothing announced: only what is hidden rests on it.
    world.source = make.make_source("Minutes of a meeting")
    make_words()
    for name in ("researcher", "former", "invited"):
        world.people[name] = make.make_user(name)
    for name, company in [("editor", "ours"), ("partner", "theirs"), ("left", "gone")]:
        world.people[name] = make.make_user(name, signatory_at=world.companies[company])
    world.people["outsider"] = make.make_user("outsider", signatory_at=world.companies["elsewhere"])
    world.people["beside"] = make.make_user("beside", editor_at=world.companies["beside"])
    for name in ("researcher", "former", "outsider"):
        CalendarFeed.objects.create(user=world.people[name])
        SavedFilter.objects.create(
            user=world.people[name], list_name="films:films", name="mine", query="q=tulpan"
        )
    world.paper = make.make_source("Another paper")
    add_deal_of_outsider(world)
    return world


def add_deal_of_outsider(public, word=PLAIN, **more):
    """A deal that one of the readers knows well: it is that reader's own."""
    return _make_deal(
        word,
        300_000,
        parties=[public.companies["elsewhere"], public.companies["beside"]],
        people=[public.people["outsider"], public.people["beside"]],
        film=public.film,
        source=public.paper,
        **more,
    )


def make_words():
    """A word of every vocabulary, for rows to point to."""
    for model in project_models():
        fields = {one.name for one in model._meta.concrete_fields}
        if {"code", "name_en"} <= fields and not model._base_manager.exists():
            model._base_manager.create(code=model.__name__.lower()[:12], name_en=model.__name__)


def _known(**rows):
    """The row of each public kind that links are set to."""
    known = {}
    for model in project_models():
        if model in secret_models() or model is Film:
            continue
        if (row := model._base_manager.order_by("pk").first()) is not None:
            known[model] = row
    return {**known, **{type(row): row for row in rows.values()}}


def _make_deal(word, number, *, parties, people, film, source, **more):
    """A deal with a row of every kind: a signed version, a proposal and a draft above it."""
    first, second = parties[:2]
    author, answerer = people[:2]
    deal = make.make_deal(f"{word} deal", between=parties, film=film, logline=f"{word} logline")
    version = make.make_version(deal, company=first, author=author, reason=f"{word} reason")
    known = _known(company=first, author=author, film=film, source=source)
    filler = Filler(word, number, {**known, Deal: deal, type(version): version}, **more)
    filler.known[type(deal.parties.first())] = deal.parties.first()
    for place, partner in enumerate(version.partners.all()):
        partner.code = f"{word} {place}"
        partner.save()
        filler.known.setdefault(type(partner), partner)
    # The rows are of one currency, and nothing is converted into itself.
    filler.make(Rate, version=version, currency="USD")
    secret = secret_models()
    there = {Deal, type(version), *filler.known}
    parts = [one for one in secret if issubclass(one, VersionPart) and one not in there]
    filler.every(parts, version=version)
    version.refresh_from_db()
    version.deal = deal
    moment = make.ANNOUNCED
    negotiation.propose(version, user=author, at=moment)
    for company, person in [(second, answerer), *zip(parties[2:], people[2:], strict=False)]:
        negotiation.agree(version, company=company, user=person, at=moment)
    for company, person in zip(parties, people, strict=False):
        negotiation.sign(version, company=company, user=person, at=moment)
    kinds = [one for one in secret if one not in filler.known]
    for model in kinds:
        if _exists(model, deal):
            filler.known[model] = _exists(model, deal)
    rest = [one for one in kinds if one not in filler.known]
    rest += [one for one in project_models() if one not in secret and _points_to(one, secret)]
    filler.every(rest, deal=deal)
    # Drafts on top of it, one of each side; a row of one is gone again, its history is not.
    for company, person in ((second, answerer), (first, author)):
        draft = negotiation.begin(
            deal, company=company, author=person, at=moment, based_on=version, reason=word
        )
        draft.financerows.first().delete()
        if company is second:
            negotiation.propose(draft, user=person, at=moment)
    return deal


def _exists(model, deal):
    rows = model._default_manager.for_the_product("a test looks for a row")
    names = {one.name for one in model._meta.concrete_fields}
    if "deal" in names:
        return rows.filter(deal=deal).first()
    if "version" in names:
        return rows.filter(version__deal=deal).first()
    return None


def _points_to(model, secret):
    return any(
        one.remote_field and one.remote_field.model in secret for one in model._meta.concrete_fields
    )


@contextmanager
def hidden_world(public):
    """The second world, for as long as the block lasts; every row that was made of it."""
    INDEX.forget()
    with transaction.atomic():
        # Every time the same ids, as far as the database does not count them.
        with noting() as rows, chance(SECRET):
            add_hidden_world(public)
        # Whoever has the link of a shared filter may open it: it is nobody's to guess.
        yield [row for row in rows if row.pk is not None and not isinstance(row, SavedFilter)]
        transaction.set_rollback(True)
    INDEX.forget()


def add_hidden_world(public):
    film = make_hidden_film(public)
    houses, people = public.companies, public.people
    parties = [houses["ours"], houses["theirs"], houses["gone"]]
    those = [people["editor"], people["partner"], people["left"]]
    # Somebody who worked on it, and does so no longer.
    past = Membership.objects.create(
        user=people["former"], company=houses["ours"], role=Membership.Role.SIGNATORY
    )
    deal = _make_deal(
        SECRET, 777_000, parties=parties, people=those, film=film, source=public.source
    )
    for rows in (deal.team, deal.comments):
        row = rows.first()
        row.pk, row._state.adding = None, True
        setattr(row, "user" if hasattr(row, "user") else "author", people["former"])
        row.save()
    note = deal.notes.for_the_product("a test").first()
    note.pk, note._state.adding, note.author = None, True, people["former"]
    note.save()
    negotiation.leave(deal.parties.get(company=houses["gone"]), on=date(2026, 1, 1))
    past.delete()
    # An announced film may carry a deal that nobody else knows of; and one with no film at all.
    again = [*those[1:2], *those[:1]]
    _make_deal(
        f"{SECRET} 2", 888_000, parties=parties[1::-1], people=again,
        film=public.film, source=public.source,
    )  # fmt: skip
    SavedFilter.objects.create(
        user=people["editor"], list_name="films:films", name=SECRET, query=f"q={SECRET}"
    )


def make_hidden_film(public):
    """A film that nobody announced, with a row of every kind that a film may have."""
    film = make.make_hidden_film(
        f"{SECRET} film",
        original_title=f"{SECRET} original",
        year=2031,
        stage="development",
        kind="animation",
        official="yes",
        budget_amount=Decimal(777_777),
        budget_currency="EUR",
        imdb_id="tt7777777",
        wikidata_id="Q7777777",
        genres=[make.make_genre("drama")],
        themes=[make.make_theme("memory")],
        languages=[make.make_language("kk")],
        **make.sourced(public.source),
    )
    person = make.make_person(f"{SECRET} person", **make.sourced(public.source))
    known = _known(source=public.source, company=public.companies["ours"])
    known |= {Film: film, type(person): person}
    filler = Filler(SECRET, 777_000, known)
    secret = secret_models()
    kinds = [
        model
        for model in project_models()
        if model not in secret and _points_to(model, [Film]) and _requires(model, Film)
    ]
    filler.every(kinds, film=film)
    make.make_participation(
        film, country=make.make_country("UZ"), share=Decimal(61), role="majority"
    )
    make.make_selection(film, make.make_festival("cannes"))
    film.refresh_from_db()
    film.synopsis = f"{SECRET} synopsis"
    film.save()
    return film


def _requires(model, target):
    return any(
        one.remote_field and one.remote_field.model is target and not one.null
        for one in model._meta.concrete_fields
    )


def values_of(rows):
    """{kind of value: values} of all columns of these rows, and {column: values}, to draw from.

    Under the name of a public table stand the codes of its rows that these rows point to; under
    the name of their own table their keys.
    """
    pools: dict[str, list] = {"int": [], "uuid": [], "slug": [], "str": [], "decimal": []}
    for row in rows:
        for one in row._meta.concrete_fields:
            value = getattr(row, one.attname, None)
            if value in (None, "") or isinstance(value, bool):
                continue
            for kind, written in _written(value):
                pools[kind].append(written)
                pools.setdefault(one.name, []).append(written)
        pools.setdefault(f"{row._meta.label}.pk", []).append(str(row.pk))
        for target in _pointed_to(row):
            pools.setdefault(type(target)._meta.label, []).append(code_of(target))
    return {kind: sorted(dict.fromkeys(found), key=str) for kind, found in pools.items()}


def code_of(row):
    if isinstance(row, Source):
        return row.key
    return getattr(row, "public_id", None) or getattr(row, "code", None)


def _pointed_to(row):
    """The rows with codes that a row points to, as far as it has read them."""
    targets = list(row._state.fields_cache.values())
    for links in row._meta.many_to_many if isinstance(row, Film) else ():
        targets += getattr(row, links.name).all()
    return [one for one in targets if one is not None and code_of(one)]


def _written(value):
    """[(converter of an address that takes it, the value as it is written there)]."""
    if isinstance(value, uuid.UUID):
        yield "uuid", str(value)
    elif isinstance(value, Decimal):
        yield "decimal", f"{value:f}"
    elif isinstance(value, int):
        yield "int", value
    elif isinstance(value, str):
        yield "str", value[:200]
        if SLUG.fullmatch(value):
            yield "slug", value
