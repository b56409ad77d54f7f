"""A small register with every kind of row, drawn from a seed; for comparing answers."""

import random
from decimal import Decimal

from django.db import transaction

from films.models import Film, Participation
from films.register import derived
from partners.models import Treaty
from tests import factories as make

CODES = ["KZ", "FR", "DE", "RU", "SUHH"]
TITLES = ["Қыз Жібек", "Tulpan", "Монгол", "Ayka", "Étoile", "100% steppe_", "Schizo", "Ozen"]


def make_register(seed=1, films=20):
    """Films with one to four countries, in all combinations of the other columns."""
    with transaction.atomic(), derived.once():
        return _make(random.Random(seed), films)


def _make(draw, films):
    asia = make.make_region("142", name_en="Asia")
    central = make.make_region("143", name_en="Central Asia", parent=asia)
    europe = make.make_region("150", name_en="Europe")
    regions = dict(zip(CODES, [central, europe, europe, europe, None], strict=True))
    countries = [make.make_country(code, region=regions[code]) for code in CODES]
    top = make.make_funding_kind("direct_public")
    kinds = [
        top,
        make.make_funding_kind("grant", parent=top),
        make.make_funding_kind("broadcaster"),
    ]
    words = {
        "genres": [make.make_genre(code) for code in ("drama", "epic", "documentary")],
        "themes": [make.make_theme(code) for code in ("memory", "steppe")],
        "languages": [make.make_language(code) for code in ("kk", "ru", "fr")],
    }
    companies = [make.make_company(f"Studio {letter}") for letter in "ABC"]
    people = [make.make_person(name) for name in ("Айгуль Сатова", "Jean Noël")]
    funds = [make.make_funding_source(name) for name in ("Eurimages", "Qazaq fund")]
    festivals = [make.make_festival(code) for code in ("cannes", "berlinale")]
    treaty = Treaty.objects.filter(code="KZ-FR").first() or make.make_treaty("KZ-FR")
    source = make.make_source()
    made = []
    for number in range(films):
        film = make.make_film(
            f"{draw.choice(TITLES)} {number}",
            year=draw.choice([None, 1975, 2009, 2010, 2015, 2019, 2021]),
            stage=draw.choice(["", "released", "development"]),
            kind=draw.choice(["", "fiction", "documentary"]),
            official=draw.choice(["", "yes", "no"]),
            treaty=draw.choice([None, treaty]),
            confidence=draw.choice(["read", "secondary", "unverified", "fictional"]),
            source=source,
            genres=draw.sample(words["genres"], draw.randint(0, 2)),
            themes=draw.sample(words["themes"], draw.randint(0, 1)),
            languages=draw.sample(words["languages"], draw.randint(0, 2)),
            **_budget(draw),
        )
        _people_and_money(draw, film, countries, companies, people, funds, kinds, festivals)
        made.append(film)
    hidden = [film.pk for film in made[3::6]]
    Film.objects.filter(pk__in=hidden).update(announced_at=None)
    return made


def _budget(draw):
    if draw.random() < 0.4:
        return {}
    amount = draw.choice(["1000.50", "250000", "1200000"])
    return {"budget_amount": Decimal(amount), "budget_currency": draw.choice(["EUR", "KZT"])}


def _people_and_money(draw, film, countries, companies, people, funds, kinds, festivals):
    partners = draw.sample(countries, draw.randint(0, 4))
    for place, country in enumerate(partners):
        make.make_participation(
            film,
            country=country,
            role=draw.choice(["", Participation.Role.MAJORITY, Participation.Role.MINORITY]),
            share=draw.choice([None, Decimal(100) / 4]),
            position=place,
            company=draw.choice([None, draw.choice(companies)]),
        )
    if draw.random() < 0.3:
        make.make_participation(film, company=draw.choice(companies))
    for person in draw.sample(people, draw.randint(0, 2)):
        make.make_credit(film, person)
    for _row in range(draw.randint(0, 2)):
        make.make_funding(
            film,
            amount=draw.choice([None, "5000.10", "7"]),
            kind=draw.choice(kinds),
            fund=draw.choice([None, *funds]),
        )
    if draw.random() < 0.4:
        make.make_selection(film, draw.choice(festivals))
