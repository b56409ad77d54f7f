"""What can be asked of the films of the register; names and meanings are a public contract."""

from decimal import Decimal

from django.conf import settings
from django.db.models import F, Sum, Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from coprod.fields import PercentField
from coprod.lists.fields import ExactNumberField, OneOfField, WholeNumberField
from coprod.lists.filters import (
    ChoicesFilter,
    CodesFilter,
    ControlFilter,
    CurrencyFilter,
    DecadeFilter,
    NestedFilter,
    NumberFilter,
    TextFilter,
    UncountedFilter,
)
from coprod.lists.filterset import ListFilterSet
from coprod.lists.lookups import Lookup
from coprod.lists.relations import Linked, Nested, Own
from coprod.money import exponent
from films.register.film import FIRST_YEAR, LAST_YEAR, Film
from films.register.funding import PublishedFunding
from films.register.participation import Participation
from films.register.person import Credit, Person
from films.register.showing import Festival, Selection
from films.vocabulary.models import Genre, Language, Theme
from partners.company.models import Company
from partners.country.lookup import CountryLookup, regions_below
from partners.country.models import Country, Region
from partners.funding.models import FundingKind, FundingSource
from partners.source.models import Confidence
from partners.treaty.models import Treaty

YES_NO = [("yes", _("yes")), ("no", _("no"))]
MATCH = ("any", "all", "only")
MOST_CHOICES = 30


def participations():
    return Participation.objects.all()


def of_role(role):
    return lambda: Participation.objects.filter(role=role)


def kinds_below():
    """{kind of funding: it and the kinds within it}."""
    below, parents = {}, dict(FundingKind.objects.values_list("pk", "parent"))
    for kind in parents:
        step = kind
        while step is not None:
            below.setdefault(step, set()).add(kind)
            step = parents[step]
    return below


class PartnerFilter(CodesFilter):
    """Countries that took part; ``partner_match`` says how several combine."""

    def narrow(self, queryset, value):
        match = self.parent.chosen.get("partner_match") or "any"
        keys = self.keys(value)
        if match == "any":
            return super().narrow(queryset, value)
        for key in keys:
            queryset = self.relation.narrow(queryset, [key])
        return queryset.filter(country_count=len(keys)) if match == "only" else queryset

    def bits_of(self, state, keys):
        match = self.parent.chosen.get("partner_match") or "any"
        if match == "any":
            return super().bits_of(state, keys)
        each = BitMap.intersection(*(super(PartnerFilter, self).bits_of(state, [k]) for k in keys))
        return each & state.values["country_count"].of([len(keys)]) if match == "only" else each

    def counts_of_bits(self, state, among):
        if self.parent.chosen.get("partner_match") == "only":
            among = among & state.values["country_count"].of([1])
        return super().counts_of_bits(state, among)

    def counts(self, filterset, queryset):
        # Under "only" a choice gives the films of that one country alone.
        if filterset.chosen.get("partner_match") == "only":
            queryset = queryset.filter(country_count=1)
        return super().counts(filterset, queryset)


class HomeRoleFilter(ChoicesFilter):
    """The role of the home country."""

    def narrow(self, queryset, value):
        return self._relation().narrow(queryset, self.keys(value))

    def bits_of(self, state, keys):
        home = Country.objects.filter(code=self.parent.home_code).values_list("pk", flat=True)
        return state.values["country_role"].of((country, key) for country in home for key in keys)

    def counts_of_bits(self, state, among):
        counted = (
            (role, self.bits_of(state, [role]).intersection_cardinality(among))
            for role, _label in self.choices
        )
        return [(role, count) for role, count in counted if count]

    def counts(self, filterset, queryset):
        return self._relation().count(queryset)

    def _relation(self):
        home = self.parent.home_code
        return Linked(lambda: Participation.objects.filter(country__code=home), "film", "role")


class ConfidenceFilter(ChoicesFilter):
    """How far the film's source was trusted; without it, demonstrations stay out."""

    def filter(self, qs, value):
        if not value:
            return qs.exclude(confidence=Confidence.FICTIONAL)
        return super().filter(qs, value)

    def bits(self, state, value):
        invented = state.values[self.parameter].of([Confidence.FICTIONAL])
        return super().bits(state, value) if value else state.rows - invented

    def counts_of_bits(self, state, among):
        counted = super().counts_of_bits(state, among)
        return [pair for pair in counted if pair[0] != Confidence.FICTIONAL or self._asks_for_it()]

    def counts(self, filterset, queryset):
        if not self._asks_for_it():
            queryset = queryset.exclude(confidence=Confidence.FICTIONAL)
        return super().counts(filterset, queryset)

    def _asks_for_it(self):
        """Only a reader who asks for demonstrations by name is told how many there are."""
        chosen = self.parent.chosen.get(self.parameter) or {}
        return Confidence.FICTIONAL in self.keys(chosen)


def together(films, yes):
    return films.filter(country_count__gte=2) if yes else films.filter(country_count__lt=2)


class TogetherFilter(ChoicesFilter):
    """Two countries or more, or not."""

    def narrow(self, queryset, value):
        if len(value) == 2:
            return queryset
        return together(queryset, "yes" in value)

    def bits_of(self, state, keys):
        few = state.values["country_count"].of([0, 1])
        kinds = {"yes": state.rows - few, "no": few}
        return BitMap.union(*(kinds[key] for key in keys))

    def counts_of_bits(self, state, among):
        counted = (
            (answer, self.bits_of(state, [answer]).intersection_cardinality(among))
            for answer, _label in YES_NO
        )
        return [(answer, count) for answer, count in counted if count]

    def counts(self, filterset, queryset):
        return [
            (answer, count)
            for answer, _label in YES_NO
            if (count := together(queryset, answer == "yes").count())
        ]


def share_bound(lookup):
    def narrow(filterset, films, bound):
        shares = (
            Participation.objects.filter(country__code=filterset.home_code, share__isnull=False)
            .values("film")
            .annotate(total=Sum("share", output_field=PercentField()))
            .filter(**{f"total__{lookup}": bound})
        )
        return films.filter(pk__in=shares.values("film"))

    return narrow


def amount_bound(lookup):
    def narrow(filterset, films, bound):
        (currency,) = filterset.chosen["currency"].values()
        minor = int(bound * Decimal(10) ** exponent(currency))
        return films.filter(budget_currency=currency, **{f"budget_amount__{lookup}": minor})

    return narrow


def amount_field():
    return ExactNumberField(highest=10**15, places=4)


class YearBound(NumberFilter):
    """The first or the last year asked for."""

    def __init__(self, *, lookup, **kwargs):
        self.lookup = lookup
        number = WholeNumberField(lowest=FIRST_YEAR, highest=LAST_YEAR)
        super().__init__(number=number, **kwargs)

    def narrow(self, queryset, value):
        return queryset.filter(**{f"year__{self.lookup}": value})

    def bits(self, state, value):
        if value is None:
            return None
        years = range(value, LAST_YEAR + 1) if self.lookup == "gte" else range(1, value + 1)
        return state.values["year"].of(years)


class FilmFilter(ListFilterSet):
    """The parameters of ``/films/``, on page, files and API alike."""

    sorts = {
        "title": ["sort_title"],
        "year": [F("year").asc(nulls_last=True)],
        "countries": ["country_count"],
        # Amounts of different currencies are never compared: the currency comes first.
        "amount": [
            NullIf("budget_currency", Value("")).asc(nulls_last=True),
            F("budget_amount").asc(nulls_last=True),
        ],
    }
    tie = ("sort_title", "pk")
    default_sort = "title"
    sections = [
        ("", ["partner", "partner_match", "coproduction", "decade", "year_min", "year_max"]),
        (_("Countries"), ["partner_not", "region", "lead", "official", "treaty"]),
        (_("Seen from home"), ["home", "home_role", "share_min", "share_max"]),
        (_("The film"), ["kind", "genre", "theme", "language", "stage"]),
        (_("Money"), ["funding_kind", "funding_source", "funding_currency",
                      "currency", "amount_min", "amount_max"]),
        (_("Companies, people, festivals"), ["company", "person", "festival"]),
        (_("Source"), ["source_confidence"]),
    ]  # fmt: skip
    options = {
        "partner_match": [
            ("any", _("at least one of them")),
            ("all", _("all of them together")),
            ("only", _("all of them and no other")),
        ]
    }

    q = TextFilter(label=_("Title, person or company"))
    partner = PartnerFilter(
        label=_("Partner country"),
        lookup=CountryLookup(),
        relation=Linked(participations, "film", "country"),
        section="partners",
    )
    partner_match = ControlFilter(
        control=OneOfField(values=MATCH), label=_("Several partner countries")
    )
    partner_not = UncountedFilter(
        label=_("Without country"),
        lookup=CountryLookup(),
        narrows=lambda _set, films, value: films.exclude(
            pk__in=Participation.objects.filter(country__in=value.values()).values("film")
        ),
    )
    region = NestedFilter(
        label=_("Region"),
        lookup=Lookup(Region.objects.all, what=_("an M49 region")),
        relation=Nested(participations, "film", "country__region", regions_below),
    )
    lead = CodesFilter(
        label=_("Majority country"),
        lookup=CountryLookup(),
        relation=Linked(of_role(Participation.Role.MAJORITY), "film", "country"),
    )
    home = UncountedFilter(
        label=_("Home country"),
        lookup=CountryLookup(),
        single=True,
        narrows=lambda _set, films, _value: films,
    )
    home_role = HomeRoleFilter(label=_("Role of home"), choices=Participation.Role.choices)
    share_min = NumberFilter(
        label=_("Home share from"),
        number=ExactNumberField(highest=100, places=6),
        narrows=share_bound("gte"),
    )
    share_max = NumberFilter(
        label=_("Home share to"),
        number=ExactNumberField(highest=100, places=6),
        narrows=share_bound("lte"),
    )
    coproduction = TogetherFilter(label=_("Two countries or more"), choices=YES_NO)
    official = ChoicesFilter(
        label=_("Official co-production"), choices=YES_NO, relation=Own("official")
    )
    treaty = CodesFilter(
        label=_("Treaty"),
        lookup=Lookup(Treaty.objects.all, what=_("a treaty"), label=lambda row: row.code),
        relation=Own("treaty"),
    )
    company = CodesFilter(
        label=_("Company"),
        lookup=Lookup(Company.objects.all, code="public_id", what=_("a company")),
        relation=Linked(participations, "film", "company"),
        most=MOST_CHOICES,
    )
    person = CodesFilter(
        label=_("Person"),
        lookup=Lookup(Person.objects.credited, code="public_id", what=_("a person")),
        relation=Linked(Credit.objects.all, "film", "person"),
        most=MOST_CHOICES,
    )
    genre = CodesFilter(
        label=_("Genre"),
        lookup=Lookup(Genre.objects.all, what=_("a genre")),
        relation=Linked(Film.genres.through.objects.all, "film", "genre"),
    )
    theme = CodesFilter(
        label=_("Theme"),
        lookup=Lookup(Theme.objects.all, what=_("a theme")),
        relation=Linked(Film.themes.through.objects.all, "film", "theme"),
    )
    language = CodesFilter(
        label=_("Language"),
        lookup=Lookup(Language.objects.all, what=_("a language")),
        relation=Linked(Film.languages.through.objects.all, "film", "language"),
    )
    kind = ChoicesFilter(label=_("Kind"), choices=Film.Kind.choices, relation=Own("kind"))
    stage = ChoicesFilter(label=_("Stage"), choices=Film.Stage.choices, relation=Own("stage"))
    year_min = YearBound(label=_("Year from"), lookup="gte")
    year_max = YearBound(label=_("Year to"), lookup="lte")
    decade = DecadeFilter(label=_("Decade"), column="year")
    funding_kind = NestedFilter(
        label=_("Kind of funding"),
        lookup=Lookup(FundingKind.objects.all, what=_("a kind of funding")),
        relation=Nested(PublishedFunding.objects.all, "film", "kind", kinds_below),
    )
    funding_source = CodesFilter(
        label=_("Funding source"),
        lookup=Lookup(FundingSource.objects.all, code="public_id", what=_("a funding source")),
        relation=Linked(PublishedFunding.objects.all, "film", "fund"),
        most=MOST_CHOICES,
    )
    funding_currency = CurrencyFilter(
        label=_("Currency of the funding"),
        single=True,
        relation=Linked(PublishedFunding.objects.all, "film", "currency"),
    )
    amount_min = NumberFilter(
        label=_("Budget from"), number=amount_field(), narrows=amount_bound("gte")
    )
    amount_max = NumberFilter(
        label=_("Budget to"), number=amount_field(), narrows=amount_bound("lte")
    )
    currency = CurrencyFilter(
        label=_("Currency of the budget"), single=True, relation=Own("budget_currency")
    )
    festival = CodesFilter(
        label=_("Festival"),
        lookup=Lookup(Festival.objects.all, what=_("a festival")),
        relation=Linked(Selection.objects.all, "film", "festival"),
        most=MOST_CHOICES,
    )
    source_confidence = ConfidenceFilter(
        label=_("Confidence of the source"),
        choices=Confidence.choices,
        relation=Own("confidence"),
    )

    def judge_together(self, cleaned):
        bounded = any(cleaned.get(name) is not None for name in ("amount_min", "amount_max"))
        if bounded and not cleaned.get("currency") and "currency" not in self.form.errors:
            return {"currency": _("Name the currency: amounts of different ones do not compare.")}
        return {}

    @property
    def home_code(self):
        """Code of the country from whose side roles and shares are seen."""
        chosen = self.chosen.get("home")
        return (
            next(iter(self.filters["home"].described(chosen.values()).values()))[0]
            if (chosen)
            else settings.HOME_COUNTRY
        )
