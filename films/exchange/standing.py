"""What the register holds of films before a file speaks of them."""

from dataclasses import dataclass, field
from decimal import Decimal

from coprod.bulk import batches
from films.exchange.matching import AT_ONCE
from films.register.film import Citation, Film, FilmTitle
from films.register.participation import Participation
from films.register.person import Credit
from films.register.showing import LanguageVersion, Selection

COLUMNS = (
    "title", "original_title", "year", "year_kind", "stage", "kind", "length", "synopsis",
    "budget_amount", "budget_currency", "imdb_id", "wikidata_id", "source_id", "locator",
    "confidence",
)  # fmt: skip


@dataclass(slots=True)
class StandingPart:
    """A row of participation as it stands."""

    key: int
    country: int | None
    company: int | None
    role: str
    share: Decimal | None
    position: int


@dataclass(slots=True)
class Standing:
    """One film as it stands."""

    key: int
    values: dict
    parts: list[StandingPart] = field(default_factory=list)
    directors: dict = field(default_factory=dict)  # {person: primary key of the credit}, in order
    titles: dict = field(default_factory=dict)  # {title: primary key}
    genres: set = field(default_factory=set)
    languages: set = field(default_factory=set)
    selections: set = field(default_factory=set)
    originals: set = field(default_factory=set)
    citations: set = field(default_factory=set)


def standing(entries, *, is_locked):
    """Each entry that has a film, with the film as it stands."""
    for batch in batches(entries, AT_ONCE):
        films = _load([entry.film for entry in batch], is_locked)
        for entry in batch:
            yield entry, films[entry.film]


def _load(keys, is_locked):
    rows = Film.objects.filter(pk__in=keys).order_by("pk").values_list("pk", *COLUMNS)
    if is_locked:
        # Nobody else may change what is being compared.
        rows = rows.select_for_update()
    films = {key: Standing(key, dict(zip(COLUMNS, values, strict=True))) for key, *values in rows}
    of_films = {"film__in": keys}
    columns = ("film", "pk", "country", "company", "role", "share", "position")
    for film, *values in Participation.objects.filter(**of_films).values_list(*columns):
        films[film].parts.append(StandingPart(*values))
    directors = Credit.objects.filter(**of_films, function=Credit.Function.DIRECTOR)
    for film, key, person in directors.values_list("film", "pk", "person"):
        films[film].directors[person] = key
    for film, key, text in FilmTitle.objects.filter(**of_films).values_list("film", "pk", "text"):
        films[film].titles[text] = key
    for name, pairs in _sets(of_films).items():
        for film, *value in pairs:
            getattr(films[film], name).add(value[0] if len(value) == 1 else tuple(value))
    return films


def _sets(of_films):
    originals = LanguageVersion.objects.filter(**of_films, kind=LanguageVersion.Kind.ORIGINAL)
    return {
        "genres": Film.genres.through.objects.filter(**of_films).values_list("film", "genre"),
        "languages": Film.languages.through.objects.filter(**of_films).values_list(
            "film", "language"
        ),
        "selections": Selection.objects.filter(**of_films).values_list("film", "festival", "year"),
        "originals": originals.values_list("film", "language"),
        "citations": Citation.objects.filter(**of_films).values_list("film", "source", "locator"),
    }
