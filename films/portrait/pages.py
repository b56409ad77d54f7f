"""The lists of countries, companies, funding sources and treaties, seen from their films."""

from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprod.lists.columns import Column
from coprod.lists.filters import ChoicesFilter, CodesFilter, TextFilter
from coprod.lists.filterset import ListFilterSet
from coprod.lists.lookups import Lookup
from coprod.lists.page import ListPage
from coprod.lists.relations import Linked, Nested, Own
from coprod.templatetags.shown import day
from films.register.counts import films_through
from films.register.film import Film
from films.register.filters import kinds_below
from films.register.funding import PublishedFunding
from films.register.pages import source_of
from films.register.participation import Participation
from partners.company.models import Company
from partners.country.lookup import CountryLookup, regions_below
from partners.country.models import Country, Region
from partners.funding.models import FundingKind, FundingSource
from partners.source.models import ByName, Confidence
from partners.treaty.models import Treaty, TreatyParty

# Every list but the films' leaves demonstrations out altogether.
REAL = [choice for choice in Confidence.choices if choice[0] != Confidence.FICTIONAL]


def real_confidence():
    return ChoicesFilter(
        label=_("Confidence of the source"), choices=REAL, relation=Own("confidence")
    )


def films_link(page, **query):
    address = "&".join(f"{name}={value}" for name, value in query.items())
    return page.request.build_absolute_uri(f"{reverse('films:films')}?{address}")


# --- Countries ----------------------------------------------------------------------------------


class CountryFilter(ListFilterSet):
    """What can be asked of the countries."""

    sorts = {"name": [ByName(Country).asc()], "code": ["code"], "films": ["film_count"]}
    tie = (ByName(Country).asc(), "pk")
    default_sort = "-films"

    q = TextFilter(label=_("Name or code"))
    region = CodesFilter(
        label=_("Region"),
        lookup=Lookup(Region.objects.all, what=_("an M49 region")),
        relation=Nested(Country.objects.all, "pk", "region", regions_below),
    )
    treaty = CodesFilter(
        label=_("Party to"),
        lookup=Lookup(Treaty.objects.all, what=_("a treaty"), label=lambda row: row.code),
        relation=Linked(TreatyParty.objects.all, "country", "treaty"),
    )


class CountryList(ListPage):
    """Living and withdrawn countries with their films."""

    name = "countries"
    namespace = "partners"
    title = _("Countries")
    filterset_class = CountryFilter
    columns = [
        Column("code", _("Code"), lambda country: country.code, sort="code"),
        Column("name", _("Name"), lambda country: country.name, link=True, sort="name"),
        Column(
            "films", _("Films"), lambda country: country.film_count, numeric=True, sort="films",
            template="films/portrait/_country_films_cell.html",
        ),
        Column(
            "coproductions", _("With other countries"), lambda country: country.joint_count,
            numeric=True, template="films/portrait/_country_joint_cell.html",
        ),
        Column("region", _("Region"), lambda country: str(country.region or "")),
        Column(
            "valid", _("Existed"),
            lambda country: (
                f"{country.valid_from.year if country.valid_from else ''}–{country.valid_to.year}"
                if country.valid_to else ""
            ),
        ),
        Column("currency", _("Currency"), lambda country: country.currency, is_shown=False),
        Column("source", _("Source"), lambda country: str(country.source or ""), is_shown=False),
    ]  # fmt: skip

    @staticmethod
    def queryset():
        return Country.objects.annotate(
            film_count=films_through(Participation, "country"),
            joint_count=films_through(Participation, "country", film__country_count__gte=2),
        )

    @staticmethod
    def loaded(queryset):
        return queryset.select_related("region", "source")

    def result(self, country):
        return {
            "id": country.code,
            "url": self.request.build_absolute_uri(country.get_absolute_url()),
            "code": country.code,
            "name": country.name,
            "films": country.film_count,
            "coproductions": country.joint_count,
            "films_url": films_link(self, partner=country.code),
            "region": country.region and country.region.code,
            "valid_from": country.valid_from and country.valid_from.isoformat(),
            "valid_to": country.valid_to and country.valid_to.isoformat(),
            "currency": country.currency or None,
            "source": source_of(country),
        }


# --- Companies ----------------------------------------------------------------------------------


class CompanyFilter(ListFilterSet):
    """What can be asked of the companies."""

    sorts = {"name": ["sort_name"], "films": ["film_count"]}
    tie = ("sort_name", "pk")
    default_sort = "name"

    q = TextFilter(label=_("Name"))
    country = CodesFilter(label=_("Country"), lookup=CountryLookup(), relation=Own("country"))
    source_confidence = real_confidence()


class CompanyList(ListPage):
    """Companies with their films."""

    name = "companies"
    namespace = "partners"
    title = _("Companies")
    filterset_class = CompanyFilter
    columns = [
        Column("id", _("Id"), lambda company: company.public_id, is_shown=False),
        Column("name", _("Name"), lambda company: company.name, link=True, sort="name"),
        Column(
            "country", _("Country"), lambda company: company.country and company.country.code,
            template="lists/_country_cell.html",
        ),
        Column(
            "films", _("Films"), lambda company: company.film_count, numeric=True, sort="films",
            template="films/portrait/_company_films_cell.html",
        ),
        Column("website", _("Website"), lambda company: company.website, is_shown=False),
        Column("source", _("Source"), lambda company: str(company.source or "")),
        Column("confidence", _("Confidence"), lambda company: company.confidence, is_shown=False),
    ]  # fmt: skip

    @staticmethod
    def queryset():
        return Company.objects.figures().annotate(
            film_count=films_through(Participation, "company")
        )

    @staticmethod
    def loaded(queryset):
        return queryset.select_related("country", "source")

    def result(self, company):
        return {
            "id": company.public_id,
            "url": self.request.build_absolute_uri(company.get_absolute_url()),
            "name": company.name,
            "country": company.country and company.country.code,
            "films": company.film_count,
            "films_url": films_link(self, company=company.public_id),
            "source": source_of(company),
        }


# --- Funding sources ----------------------------------------------------------------------------


class FundingSourceFilter(ListFilterSet):
    """What can be asked of the funding sources."""

    sorts = {"name": ["sort_name"], "films": ["film_count"]}
    tie = ("sort_name", "pk")
    default_sort = "name"

    q = TextFilter(label=_("Name or body"))
    country = CodesFilter(label=_("Country"), lookup=CountryLookup(), relation=Own("country"))
    funding_kind = CodesFilter(
        label=_("Kind of funding"),
        lookup=Lookup(FundingKind.objects.all, what=_("a kind of funding")),
        relation=Nested(FundingSource.objects.all, "pk", "kind", kinds_below),
    )
    source_confidence = real_confidence()


class FundingSourceList(ListPage):
    """Funds, incentives and other givers of money."""

    name = "funding-sources"
    namespace = "partners"
    title = _("Funding sources")
    filterset_class = FundingSourceFilter
    columns = [
        Column("id", _("Id"), lambda fund: fund.public_id, is_shown=False),
        Column("name", _("Name"), lambda fund: fund.name, link=True, sort="name"),
        Column("kind", _("Kind"), lambda fund: str(fund.kind or "")),
        Column(
            "country", _("Country"), lambda fund: fund.country and fund.country.code,
            template="lists/_country_cell.html",
        ),
        Column("body", _("Body or region"), lambda fund: fund.body),
        Column(
            "films", _("Films"), lambda fund: fund.film_count, numeric=True, sort="films",
            template="films/portrait/_fund_films_cell.html",
        ),
        Column("website", _("Website"), lambda fund: fund.url, is_shown=False),
        Column("source", _("Source"), lambda fund: str(fund.source or "")),
        Column("confidence", _("Confidence"), lambda fund: fund.confidence, is_shown=False),
    ]  # fmt: skip

    @staticmethod
    def queryset():
        return FundingSource.objects.figures().annotate(
            film_count=films_through(PublishedFunding, "fund")
        )

    @staticmethod
    def loaded(queryset):
        return queryset.select_related("country", "source", "kind")

    def result(self, fund):
        return {
            "id": fund.public_id,
            "url": self.request.build_absolute_uri(fund.get_absolute_url()),
            "name": fund.name,
            "kind": fund.kind and fund.kind.code,
            "country": fund.country and fund.country.code,
            "body": fund.body,
            "films": fund.film_count,
            "films_url": films_link(self, funding_source=fund.public_id),
            "source": source_of(fund),
        }


# --- Treaties -----------------------------------------------------------------------------------


class TreatyFilter(ListFilterSet):
    """What can be asked of the treaties."""

    sorts = {
        "code": ["code"],
        "name": [ByName(Treaty).asc()],
        "signed": [NullIf("signed_on", Value("")).asc(nulls_last=True)],
    }
    tie = ("code",)
    default_sort = "code"

    q = TextFilter(label=_("Name or code"))
    partner = CodesFilter(
        label=_("Party"),
        lookup=CountryLookup(),
        relation=Linked(TreatyParty.objects.all, "treaty", "country"),
    )
    kind = ChoicesFilter(label=_("Kind"), choices=Treaty.Kind.choices, relation=Own("kind"))
    source_confidence = real_confidence()


def _counted(rows):
    counted = rows.filter(treaty=OuterRef("pk")).order_by().values("treaty")
    counted = counted.annotate(rows=Count("pk"))
    return Coalesce(Subquery(counted.values("rows"), output_field=IntegerField()), 0)


class TreatyList(ListPage):
    """Treaties and memoranda on co-production."""

    name = "treaties"
    namespace = "partners"
    title = _("Treaties")
    filterset_class = TreatyFilter
    columns = [
        Column("code", _("Code"), lambda treaty: treaty.code, link=True, sort="code"),
        Column("name", _("Name"), lambda treaty: treaty.name, sort="name"),
        Column(
            "kind", _("Kind"), lambda treaty: treaty.kind,
            template="films/portrait/_treaty_kind_cell.html",
        ),
        Column(
            "signed", _("Signed"), lambda treaty: treaty.signed_on, sort="signed",
            markup=lambda treaty: treaty.signed_on and day(treaty.signed_on),
        ),
        Column(
            "in_force", _("In force since"), lambda treaty: treaty.in_force_on,
            markup=lambda treaty: treaty.in_force_on and day(treaty.in_force_on),
        ),
        Column("parties", _("Parties"), lambda treaty: treaty.party_count, numeric=True),
        Column(
            "films", _("Films"), lambda treaty: treaty.film_count, numeric=True,
            template="films/portrait/_treaty_films_cell.html",
        ),
        Column("source", _("Source"), lambda treaty: str(treaty.source or ""), is_shown=False),
        Column("confidence", _("Confidence"), lambda treaty: treaty.confidence, is_shown=False),
    ]  # fmt: skip

    @staticmethod
    def queryset():
        return Treaty.objects.exclude(confidence=Confidence.FICTIONAL).annotate(
            party_count=_counted(TreatyParty.objects.all()),
            film_count=_counted(Film.objects.figures()),
        )

    @staticmethod
    def loaded(queryset):
        return queryset.select_related("source")

    def result(self, treaty):
        return {
            "id": treaty.code,
            "url": self.request.build_absolute_uri(treaty.get_absolute_url()),
            "code": treaty.code,
            "name": treaty.name,
            "kind": treaty.kind,
            "signed_on": treaty.signed_on or None,
            "in_force_on": treaty.in_force_on or None,
            "parties": treaty.party_count,
            "films": treaty.film_count,
            "films_url": films_link(self, treaty=treaty.code),
            "source": source_of(treaty),
        }
