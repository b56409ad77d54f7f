"""The lists of films and festivals."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprod.lists.columns import Column
from coprod.lists.filters import ChoicesFilter, CodesFilter, TextFilter
from coprod.lists.filterset import ListFilterSet
from coprod.lists.index import IndexedCounting
from coprod.lists.page import ListPage
from coprod.lists.relations import Own
from films.register import cells, charts, index
from films.register.counts import films_through
from films.register.film import Film
from films.register.filters import FilmFilter
from films.register.funding import PublishedFunding
from films.register.participation import Participation
from films.register.person import Credit
from films.register.reading import read, rows_of
from films.register.showing import Festival, Selection
from partners.country.lookup import CountryLookup
from partners.source.models import Confidence


def plain(value):
    """A percentage without trailing zeros, as text."""
    return None if value is None else f"{value.normalize():f}"


def countries_of(film):
    """[(country, role, share)] of a film, one a country, its companies' shares added up."""
    countries = {}
    for part in rows_of(film, "participations"):
        if part.country is None:
            continue
        role, share = countries.get(part.country, ("", None))
        if part.share is not None:
            share = part.share if share is None else share + part.share
        countries[part.country] = (role or part.role, share)
    return [(country, role, share) for country, (role, share) in countries.items()]


def companies_of(film):
    return [part.company for part in rows_of(film, "participations") if part.company]


def directors_of(film):
    return [credit.person for credit in rows_of(film, "credits") if credit.function == "director"]


def funds_of(film):
    """The funding sources that published money for a film, each once."""
    return list(dict.fromkeys(row.fund for row in rows_of(film, "funding") if row.fund))


# What columns need besides the film's own row.
LINKED = ("source", "treaty")
PARTS = ("participations", "credits", "funding", "genres", "languages")


class FilmList(ListPage):
    """The announced films."""

    name = "films"
    namespace = "films"
    title = _("Films")
    lead = _(
        "Announced films: who made them together, with whose money, and where that is known from."
    )
    filterset_class = FilmFilter
    totals_template = "films/register/_totals.html"
    result_needs = ("source", "treaty", "participations", "credits", "genres", "languages")
    chart_template = "films/register/_charts.html"
    columns = [
        Column("id", _("Id"), lambda film: film.public_id, is_shown=False),
        Column(
            "title",
            _("Title"),
            lambda film: film.title,
            link=True,
            sort="title",
            markup=cells.title,
        ),
        Column("original_title", _("Original title"), lambda film: film.original_title),
        Column("year", _("Year"), lambda film: film.year, numeric=True, sort="year"),
        Column(
            "countries",
            _("Countries"),
            lambda film: [country.code for country, _role, _share in countries_of(film)],
            sort="countries",
            markup=lambda film: cells.countries(countries_of(film)),
            needs=("participations",),
        ),
        Column(
            "shares",
            _("Published shares"),
            lambda film: [
                f"{country.code}:{plain(share)}"
                for country, _role, share in countries_of(film)
                if share is not None
            ],
            is_shown=False,
            needs=("participations",),
        ),
        Column(
            "lead_country",
            _("Majority country"),
            lambda film: [
                country.code for country, role, _share in countries_of(film) if role == "majority"
            ],
            is_shown=False,
            needs=("participations",),
        ),
        Column(
            "directors",
            _("Directors"),
            lambda film: [person.name for person in directors_of(film)],
            markup=lambda film: cells.directors(directors_of(film)),
            needs=("credits",),
        ),
        Column(
            "companies",
            _("Companies"),
            lambda film: [company.name for company in companies_of(film)],
            is_shown=False,
            needs=("participations",),
        ),
        Column(
            "genres",
            _("Genres"),
            lambda film: [g.code for g in rows_of(film, "genres")],
            is_shown=False,
            needs=("genres",),
        ),
        Column(
            "languages",
            _("Languages"),
            lambda film: [one.code for one in rows_of(film, "languages")],
            is_shown=False,
            needs=("languages",),
        ),
        Column(
            "stage",
            _("Stage"),
            lambda film: film.stage,
            markup=cells.stage,
            is_shown=False,
        ),
        Column("kind", _("Kind"), lambda film: film.kind, is_shown=False),
        Column("official", _("Official"), lambda film: film.official, is_shown=False),
        Column(
            "treaty",
            _("Treaty"),
            lambda film: film.treaty.code if film.treaty else "",
            is_shown=False,
            needs=("treaty",),
        ),
        Column(
            "funding_sources",
            _("Published funding"),
            lambda film: [fund.name for fund in funds_of(film)],
            markup=lambda film: cells.funds(funds_of(film)),
            needs=("funding",),
        ),
        Column(
            "budget_amount",
            _("Published budget"),
            lambda film: film.budget_amount,
            numeric=True,
            sort="amount",
            markup=cells.budget,
        ),
        Column("budget_currency", _("Currency"), lambda film: film.budget_currency, is_shown=False),
        Column("imdb_id", _("IMDb id"), lambda film: film.imdb_id, is_shown=False),
        Column("wikidata_id", _("Wikidata id"), lambda film: film.wikidata_id, is_shown=False),
        Column(
            "source",
            _("Source"),
            lambda film: str(film.source or ""),
            markup=cells.source,
            needs=("source",),
        ),
        Column(
            "source_locator", _("Place in the source"), lambda film: film.locator, is_shown=False
        ),
        Column("confidence", _("Confidence"), lambda film: film.confidence, is_shown=False),
    ]

    @staticmethod
    def queryset():
        return Film.objects.announced()

    @staticmethod
    def count_with(filterset, queryset):
        return IndexedCounting(filterset, queryset, index.totals, index=index.INDEX)

    @staticmethod
    def loaded(queryset):
        parts = Participation.objects.select_related("country", "company")
        directors = Credit.objects.filter(function="director").select_related("person")
        return queryset.select_related("source", "treaty").prefetch_related(
            Prefetch("participations", parts.order_by("position", "pk")),
            Prefetch("credits", directors.order_by("position", "pk")),
            Prefetch("funding", PublishedFunding.objects.select_related("fund")),
            "genres",
            "languages",
        )

    @classmethod
    def load(cls, queryset, needs):
        queryset = queryset.defer("search_text", "synopsis")
        if linked := [name for name in LINKED if name in needs]:
            queryset = queryset.select_related(*linked)
        return read(queryset, [name for name in PARTS if name in needs])

    def page_context(self):
        return {
            "years_chart": charts.over_years(self),
            "countries_chart": charts.by_country(self),
            "charts_legend": charts.legend(),
        }

    def films_behind(self, name, value):
        """The address of the films that a figure counts; empty where no address says just that.

        A figure counts no demonstration, and of two choices that go together an address can only
        say that one is enough.
        """
        chosen = self.filterset.chosen.get(name)
        asked = self.filterset.chosen.get("source_confidence") or {}
        counted = [one for one in asked if one != Confidence.FICTIONAL]
        if (chosen and value not in chosen) or (asked and not counted):
            return ""
        return self.address(**{name: value, "source_confidence": counted or None, "page": None})

    @property
    def joint_address(self):
        """The same films, as far as two countries or more made them."""
        return self.films_behind("coproduction", "yes")

    @property
    def unknown_budgets(self):
        """The same films, as far as their budget is not published."""
        return self.films_behind("budget", "unknown")

    @property
    def unknown_funding(self):
        """The same films, as far as some of their published funding lacks its amount."""
        return self.films_behind("funding_amount", "unknown")

    @property
    def sums(self):
        """Totals per currency, each with the address of the films behind it.

        {"budget": [(sum, address)], "funding": [(sum, address)]}, those of most rows first.
        """
        parameters = {"budget": "currency", "funding": "funding_currency"}
        return {
            name: [
                (total, self.films_behind(parameter, total["currency"]))
                for total in sorted(self.counting.totals[name], key=lambda one: -one["rows"])
            ]
            for name, parameter in parameters.items()
        }

    def result(self, film):
        return {
            "id": film.public_id,
            "url": self.request.build_absolute_uri(film.get_absolute_url()),
            "title": film.title,
            "original_title": film.original_title,
            "year": film.year,
            "year_kind": film.year_kind,
            "stage": film.stage,
            "kind": film.kind,
            "official": film.official or None,
            "treaty": film.treaty.code if film.treaty else None,
            "countries": [
                {"code": country.code, "role": role or None, "share": plain(share)}
                for country, role, share in countries_of(film)
            ],
            "companies": [
                {"id": company.public_id, "name": company.name} for company in companies_of(film)
            ],
            "directors": [
                {"id": person.public_id, "name": person.name} for person in directors_of(film)
            ],
            "genres": [genre.code for genre in rows_of(film, "genres")],
            "languages": [language.code for language in rows_of(film, "languages")],
            "budget": None
            if film.budget is None
            else {"amount": f"{film.budget.amount:f}", "currency": film.budget.currency},
            "source": source_of(film),
        }


def source_of(row):
    """Where a row's facts come from, for JSON."""
    return {
        "key": row.source.key if row.source else None,
        "title": str(row.source) if row.source else None,
        "locator": row.locator,
        "confidence": row.confidence,
        "checked_on": row.checked_on.isoformat() if row.checked_on else None,
    }


class FestivalFilter(ListFilterSet):
    """What can be asked of the festivals."""

    sorts = {"name": ["name"], "films": ["film_count"]}
    tie = ("name", "pk")
    default_sort = "name"

    q = TextFilter(label=_("Name or city"))
    country = CodesFilter(label=_("Country"), lookup=CountryLookup(), relation=Own("country"))
    source_confidence = ChoicesFilter(
        label=_("Confidence of the source"),
        choices=Confidence.choices[:-1],
        relation=Own("confidence"),
    )


class FestivalList(ListPage):
    """Festivals and the films they showed."""

    name = "festivals"
    namespace = "films"
    title = _("Festivals")
    filterset_class = FestivalFilter
    columns = [
        Column("code", _("Code"), lambda festival: festival.code, is_shown=False),
        Column("name", _("Name"), lambda festival: festival.name, link=True, sort="name"),
        Column("city", _("City"), lambda festival: festival.city),
        Column(
            "country", _("Country"), lambda festival: festival.country and festival.country.code,
            template="lists/_country_cell.html",
        ),
        Column(
            "films", _("Films"), lambda festival: festival.film_count, numeric=True, sort="films",
            template="films/register/_festival_films_cell.html",
        ),
        Column("website", _("Website"), lambda festival: festival.url, is_shown=False),
        Column("source", _("Source"), lambda festival: str(festival.source or ""), is_shown=False),
    ]  # fmt: skip

    @staticmethod
    def queryset():
        return Festival.objects.figures().annotate(film_count=films_through(Selection, "festival"))

    @staticmethod
    def loaded(queryset):
        return queryset.select_related("country", "source")

    def result(self, festival):
        return {
            "id": festival.code,
            "url": self.request.build_absolute_uri(festival.get_absolute_url()),
            "name": festival.name,
            "city": festival.city,
            "country": festival.country and festival.country.code,
            "films": festival.film_count,
            "films_url": self.request.build_absolute_uri(
                f"{reverse('films:films')}?festival={festival.code}"
            ),
            "source": source_of(festival),
        }
