"""A film on its way into the register: as a file tells it, then as it was judged."""

from dataclasses import dataclass, field
from decimal import Decimal

from films.register.film import Film
from films.register.showing import Festival
from films.vocabulary.models import Genre, Language
from partners.country.models import Country
from partners.source.models import Source


@dataclass(slots=True)
class FilmRow:
    """One film in the words of a file, sorted into the columns of our template.

    What a file may spell in several ways, a code and a name, is a tuple of its spellings.
    """

    line: int
    title: str = ""
    original_title: str = ""
    other_titles: list[str] = field(default_factory=list)
    year: str = ""
    year_kind: str = ""
    stage: str = ""
    kind: str = ""
    countries: list[tuple[str, ...]] = field(default_factory=list)
    lead_country: str = ""
    shares: list[str] = field(default_factory=list)
    companies: list["CompanyName"] = field(default_factory=list)
    directors: list[str] = field(default_factory=list)
    genres: list[tuple[str, ...]] = field(default_factory=list)
    languages: list[tuple[str, ...]] = field(default_factory=list)
    original_language: tuple[str, ...] = ()
    length: str = ""
    synopsis: str = ""
    budget_amount: str = ""
    budget_currency: str = ""
    imdb_id: str = ""
    wikidata_id: str = ""
    public_id: str = ""
    source: str = ""
    source_locator: str = ""
    confidence: str = ""
    festival: str = ""


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A company as a file names it; the place tells namesakes of one data set apart."""

    name: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A country's part in a film."""

    country: Country
    role: str = ""
    share: Decimal | None = None


@dataclass(slots=True)
class Entry:
    """One film as it is to stand in the register; what is empty is not known."""

    line: int
    title: str
    original_title: str
    other_titles: tuple[str, ...]
    year: int | None
    year_kind: str
    stage: str
    kind: str
    parts: tuple[Part, ...]
    companies: tuple[CompanyName, ...]
    directors: tuple[str, ...]
    genres: tuple[Genre, ...]
    languages: tuple[Language, ...]
    original_language: Language | None
    length: int | None
    synopsis: str
    budget_amount: int | None  # in minor units
    budget_currency: str
    imdb_id: str
    wikidata_id: str
    public_id: str
    source: Source
    names_source: bool
    locator: str
    confidence: str  # as the row says it
    trust: str  # and where it says nothing, as its kind of file is trusted
    festival: Festival | None
    sort_title: str
    folded_title: str
    # The film that the register has already, found by matching.
    film: int | None = None

    @property
    def year_meaning(self):
        return self.year_kind or Film.YearKind.PRODUCTION
