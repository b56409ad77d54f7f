"""What can be asked of the films of the register; names and meanings are a public contract."""

from django.conf import settings
from django.db.models import F, Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coprod.lists.fields import ExactNumberField, OneOfField
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
from films.register.film import Film
from films.register.funding import PublishedFunding
from films.register.narrowing import (
    BudgetFilter,
    ConfidenceFilter,
    FundingAmountFilter,
    HomeRoleFilter,
    PartnerFilter,
    TogetherFilter,
    YearBound,
    amount_bound,
    amount_field,
    share_bound,
)
from films.register.participation import Participation
from films.register.person import Credit, Person
from films.register.showing import Festival, Selection
from films.vocabulary.models import Genre, Language, Theme
from partners.company.models import Company
from partners.country.lookup import CountryLookup, regions_below
from partners.country.models import Region
from partners.funding.models import FundingKind, FundingSource
from partners.source.models import Confidence
from partners.treaty.models import Treaty

YES_NO = [("yes", _("yes")), ("no", _("no"))]
PUBLISHED_OR_NOT = [
    ("published", pgettext_lazy("amount", "published")),
    ("unknown", pgettext_lazy("amount", "not published")),
]
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
        (_("Money"), ["funding_kind", "funding_source", "funding_amount", "funding_currency",
                      "budget", "currency", "amount_min", "amount_max"]),
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
    funding_amount = FundingAmountFilter(label=_("Amount of the funding"), choices=PUBLISHED_OR_NOT)
    budget = BudgetFilter(label=_("Budget"), choices=PUBLISHED_OR_NOT)
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
