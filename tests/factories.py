"""Rows for tests: each function fills in what the test is not about."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from films.deal import negotiation
from films.models import (
    Commitment,
    Credit,
    Deal,
    DealParty,
    Festival,
    Film,
    FilmTitle,
    Genre,
    Language,
    LanguageVersion,
    ObligationKind,
    Participation,
    Person,
    PublishedCredit,
    PublishedFunding,
    Release,
    ReleaseChannel,
    Selection,
    Theme,
)
from partners.models import (
    Company,
    Country,
    CountryAlias,
    FundingKind,
    FundingSource,
    Membership,
    PointsElement,
    Region,
    Source,
    Treaty,
    TreatyParty,
    TreatyTerm,
    User,
)

COUNTRIES = {
    "KZ": "Kazakhstan",
    "FR": "France",
    "DE": "Germany",
    "RU": "Russia",
    "TR": "Turkey",
    "UZ": "Uzbekistan",
    "IT": "Italy",
    "US": "United States",
    "SUHH": "Soviet Union",
    "CSHH": "Czechoslovakia",
}
ANNOUNCED = datetime(2025, 10, 29, tzinfo=UTC)

_numbers = count(1)


def make_user(name="", *, reader_at=None, editor_at=None, signatory_at=None, **fields):
    """A person with an account, perhaps acting for companies."""
    user = User.objects.create_user(name or f"person-{next(_numbers)}", **fields)
    for company, role in [
        (reader_at, Membership.Role.READER),
        (editor_at, Membership.Role.EDITOR),
        (signatory_at, Membership.Role.SIGNATORY),
    ]:
        if company:
            Membership.objects.create(user=user, company=company, role=role)
    return user


def make_admin(name=""):
    """A person who may edit everything."""
    return make_user(name, is_staff=True, is_superuser=True)


def make_source(title="Yearbook of the film centre", **fields):
    fields.setdefault("key", f"source-{next(_numbers)}")
    return Source.objects.create(title=title, **fields)


def make_region(code="143", **fields):
    fields.setdefault("name_en", f"Region {code}")
    return Region.objects.get_or_create(code=code, defaults=fields)[0]


def make_country(code="KZ", **fields):
    """A country; the one that is there already when its code is."""
    fields.setdefault("alpha_2", code[:2])
    fields.setdefault("name_en", COUNTRIES.get(code, f"Country {code}"))
    return Country.objects.get_or_create(code=code, defaults=fields)[0]


def make_alias(text, country):
    return CountryAlias.objects.create(text=text, country=country)


def make_company(name="", **fields):
    return Company.objects.create(name=name or f"Company {next(_numbers)}", **fields)


def make_person(name="", **fields):
    return Person.objects.create(name=name or f"Person {next(_numbers)}", **fields)


def make_genre(code="drama", **fields):
    return _make_word(Genre, code, fields)


def make_theme(code="memory", **fields):
    return _make_word(Theme, code, fields)


def make_language(code="kk", **fields):
    return _make_word(Language, code, fields)


def make_release_channel(code="cinema", **fields):
    return _make_word(ReleaseChannel, code, fields)


def make_obligation_kind(code="training", **fields):
    return _make_word(ObligationKind, code, fields)


def make_funding_kind(code="direct_public", **fields):
    return _make_word(FundingKind, code, fields)


def _make_word(model, code, fields):
    """A word of a vocabulary; the one that is there already when its code is."""
    fields.setdefault("name_en", code.replace("_", " ").capitalize())
    return model.objects.get_or_create(code=code, defaults=fields)[0]


def make_funding_source(name="", **fields):
    return FundingSource.objects.create(name=name or f"Fund {next(_numbers)}", **fields)


def make_treaty(code="", *, between=(), **fields):
    """A treaty and its parties."""
    code = code or f"treaty-{next(_numbers)}"
    fields.setdefault("name_en", f"Agreement {code}")
    fields.setdefault("kind", Treaty.Kind.BILATERAL)
    treaty = Treaty.objects.create(code=code, **fields)
    for country in between:
        TreatyParty.objects.create(treaty=treaty, country=country)
    return treaty


def make_treaty_term(treaty=None, **fields):
    fields.setdefault("rule", TreatyTerm.Rule.SHARE)
    fields.setdefault("minimum", Decimal(10))
    return TreatyTerm.objects.create(treaty=treaty or make_treaty(), **fields)


def make_points_element(treaty=None, **fields):
    fields.setdefault("element", f"Function {next(_numbers)}")
    fields.setdefault("points", 1)
    return PointsElement.objects.create(treaty=treaty or make_treaty(), **fields)


def make_film(title="", *, between=(), genres=(), themes=(), languages=(), **fields):
    """An announced film, with one participation for each country it is made between."""
    fields.setdefault("announced_at", ANNOUNCED)
    film = Film.objects.create(title=title or f"Film {next(_numbers)}", **fields)
    film.genres.set(genres)
    film.themes.set(themes)
    film.languages.set(languages)
    for country in between:
        make_participation(film, country=country)
    film.refresh_from_db()
    return film


def make_hidden_film(title="", **fields):
    """A film that does not exist for readers."""
    return make_film(title, announced_at=None, **fields)


def make_film_title(film=None, text="", **fields):
    return FilmTitle.objects.create(
        film=film or make_film(), text=text or f"Title {next(_numbers)}", **fields
    )


def make_participation(film=None, **fields):
    """A participation of a country or a company; of Kazakhstan when neither is named."""
    if not (fields.get("country") or fields.get("company")):
        fields["country"] = make_country()
    return Participation.objects.create(film=film or make_film(), **fields)


def make_credit_split(film=None, country=None, **fields):
    return PublishedCredit.objects.create(
        film=film or make_film(), country=country or make_country(), **fields
    )


def make_funding(film=None, amount=None, currency="", **fields):
    """Published funding; its amount is not known unless the test gives one."""
    if "kind" not in fields:
        fields["kind"] = make_funding_kind()
    amount = None if amount is None else Decimal(amount)
    if amount is not None and not currency:
        currency = "EUR"
    return PublishedFunding.objects.create(
        film=film or make_film(), amount=amount, currency=currency, **fields
    )


def make_credit(film=None, person=None, **fields):
    return Credit.objects.create(film=film or make_film(), person=person or make_person(), **fields)


def make_festival(code="", **fields):
    code = code or f"festival-{next(_numbers)}"
    fields.setdefault("name", code.replace("-", " ").capitalize())
    return Festival.objects.get_or_create(code=code, defaults=fields)[0]


def make_selection(film=None, festival=None, **fields):
    return Selection.objects.create(
        film=film or make_film(), festival=festival or make_festival(), **fields
    )


def make_release(film=None, **fields):
    return Release.objects.create(film=film or make_film(), **fields)


def make_language_version(film=None, language=None, **fields):
    fields.setdefault("kind", LanguageVersion.Kind.SUBTITLED)
    return LanguageVersion.objects.create(
        film=film or make_film(), language=language or make_language(), **fields
    )


def make_commitment(film=None, kind=None, **fields):
    return Commitment.objects.create(
        film=film or make_film(), kind=kind or make_obligation_kind(), **fields
    )


def sourced(source=None, **fields):
    """Fields that say where a fact comes from: ``make_film(**sourced())``."""
    return {
        "source": source or make_source(),
        "locator": "p. 12",
        "confidence": "read",
        "checked_on": date(2025, 10, 29),
        **fields,
    }


# --- Deals: secret, so each is made for somebody --------------------------------------------------


def make_deal(title="", *, between=(), owner=None, **fields):
    """A deal whose parties all sit at the table already; the first one has logged it."""
    companies = list(between) or [make_company(), make_company()]
    deal = Deal.objects.create(
        title=title or f"Deal {next(_numbers)}", owner=owner or companies[0], **fields
    )
    for company in companies:
        make_party(deal, company)
    return deal


def make_party(deal, company=None, **fields):
    """A company at the table; pass ``joined_at=None`` for one that has seen nothing yet."""
    fields.setdefault("joined_at", ANNOUNCED)
    fields.setdefault("country", (company and company.country) or make_country())
    return DealParty.objects.create(deal=deal, company=company, **fields)


def make_version(deal=None, *, company=None, author=None, **fields):
    """A draft with every party in its place."""
    deal = deal or make_deal()
    fields.setdefault("at", ANNOUNCED)
    return negotiation.begin(
        deal, company=company or deal.owner, author=author or make_user(), **fields
    )
