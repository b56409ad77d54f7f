"""The start page, and the page about the data."""

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext
from django.views.decorators.http import require_safe

from coprod.charts.columns import columns
from coprod.charts.marks import Mark
from films.models import (
    Commitment,
    Credit,
    DealStage,
    DevelopmentPhase,
    Festival,
    Film,
    FilmTitle,
    Genre,
    GovernanceMatter,
    LanguageVersion,
    ObligationKind,
    Participation,
    PublishedCredit,
    PublishedFunding,
    Release,
    ReleaseChannel,
    Selection,
    Theme,
)
from films.register.addresses import films_where
from films.register.periods import spread
from partners.company.models import Company
from partners.country.models import Country, NationalCinema
from partners.funding.models import Condition, ContentTheme, FundingKind, FundingSource
from partners.source.models import Confidence, Source
from partners.source.references import References
from partners.treaty.models import Treaty, TreatyParty, TreatyTerm

JOINT, ALONE = "yes", "no"
KINDS = [
    (JOINT, "solid", _("of two countries or more")),
    (ALONE, "stripes", _("of one country, or of none known")),
]
NEWEST = 8
# Enough of the history to find so many different films in it.
LAST_ENTRIES = 80

# What the page about the data explains, in the order of the film page.
DICTIONARY = [
    Film,
    FilmTitle,
    Participation,
    PublishedCredit,
    PublishedFunding,
    Credit,
    Selection,
    Release,
    LanguageVersion,
    Commitment,
    Company,
    Country,
    FundingSource,
    Treaty,
    TreatyParty,
    TreatyTerm,
    Source,
]
VOCABULARIES = [
    Genre,
    Theme,
    FundingKind,
    Condition,
    ContentTheme,
    ReleaseChannel,
    DevelopmentPhase,
    DealStage,
    ObligationKind,
    GovernanceMatter,
    NationalCinema,
]
NOT_EXPLAINED = {"id", "revision", "film", "treaty_ptr", "position"}


@require_safe
def home(request):
    """Three doors for three kinds of reader, and the figures of the register."""
    years = by_year()
    context = {
        "figures": figures(),
        "years_chart": chart(years),
        "years_legend": [
            (filling, words)
            for kind, filling, words in KINDS
            if any(period.kinds.get(kind) for period in years)
        ],
        "years": [period for period in years if period.films],
        "changed": last_changed(),
        "questions": questions(),
        "is_demonstration": not settings.PRODUCTION,
    }
    return render(request, "films/portrait/home.html", context)


def questions():
    """[(question, address of its answer)]: what a researcher asks, one click away."""
    return [
        (
            _("Which Kazakh films of the 2010s were made with France and Germany?"),
            films_where(partner=["KZ", "FR", "DE"], partner_match="all", decade=2010),
        ),
        (
            _("Which films name the funds that financed them?"),
            films_where(funding_kind="direct_public"),
        ),
        (
            _("Which films of Soviet times had partners abroad?"),
            films_where(partner="SUHH", coproduction="yes"),
        ),
    ]


def by_year():
    """The films that count, by year, those of two countries or more apart."""
    films = Film.objects.figures().filter(year__isnull=False).order_by()
    joint = Count("pk", filter=Q(country_count__gte=2))
    rows = list(films.values_list("year").annotate(films=Count("pk"), joint=joint))
    counts = [(year, JOINT, number) for year, _films, number in rows]
    counts += [(year, ALONE, number - together) for year, number, together in rows]
    return spread({year: number for year, number, _joint in rows}, counts)


def chart(years):
    """The films of the register as columns, or None while there are none."""
    if not years:
        return None
    rows = [
        (
            str(period.first),
            [
                Mark(
                    label=period.label,
                    value=period.kinds[kind],
                    address=films_where(coproduction=kind, **period.span),
                    title=f"{period.label}, {words}: {period.kinds[kind]}",
                    filling=filling,
                )
                for kind, filling, words in KINDS
                if period.kinds.get(kind)
            ],
        )
        for period in years
    ]
    return columns("years", _("Films of the register by year"), rows)


def figures():
    """[(what, number, address of the rows behind it)]; what stands below its number, and agrees."""
    films = Film.objects.figures()
    of_country = films.filter(participations__country=OuterRef("pk"))
    counted = films.order_by().aggregate(
        films=Count("pk"), joint=Count("pk", filter=Q(country_count__gte=2))
    )
    film_count, joint = counted["films"], counted["joint"]
    countries = Country.objects.filter(Exists(of_country)).count()
    companies = Company.objects.figures().count()
    funds = FundingSource.objects.figures().count()
    treaties = Treaty.objects.exclude(confidence=Confidence.FICTIONAL).count()
    festivals = Festival.objects.figures().count()
    sources = Source.objects.figures().count()
    return [
        (npgettext("figure", "film", "films", film_count), film_count, reverse("films:films")),
        (_("of two countries or more"), joint, films_where(coproduction="yes")),
        (
            npgettext("figure", "country taking part", "countries taking part", countries),
            countries,
            reverse("partners:countries"),
        ),
        (
            npgettext("figure", "company", "companies", companies),
            companies,
            reverse("partners:companies"),
        ),
        (
            npgettext("figure", "funding source", "funding sources", funds),
            funds,
            reverse("partners:funding-sources"),
        ),
        (
            npgettext("figure", "treaty or memorandum", "treaties and memoranda", treaties),
            treaties,
            reverse("partners:treaties"),
        ),
        (
            npgettext("figure", "festival", "festivals", festivals),
            festivals,
            reverse("films:festivals"),
        ),
        (npgettext("figure", "source", "sources", sources), sources, reverse("partners:sources")),
    ]


def last_changed():
    """[(film, day)] of the films whose own record was written last; demonstrations stay out."""
    entries = Film.history.filter(Exists(Film.objects.figures().filter(pk=OuterRef("id"))))
    # What rested on a source that was withdrawn never happened, nor did its taking out.
    before = Film.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = before.order_by("-history_id").values("source")[:1]
    entries = entries.annotate(source_before=Subquery(before))
    entries = entries.filter(_stands("source"), _stands("source_before"))
    entries = entries.order_by("-history_id").values_list("id", "history_date")[:LAST_ENTRIES]
    days = {}
    for key, moment in entries:
        days.setdefault(key, moment.date())
    newest = list(days)[:NEWEST]
    films = Film.objects.in_bulk(newest)
    return [(films[key], days[key]) for key in newest]


def _stands(name):
    """Whether the source that an entry names is in the register; one without a source stands."""
    return Q(**{f"{name}__isnull": True}) | Exists(Source.objects.filter(pk=OuterRef(name)))


@require_safe
def about_data(request):
    """What the fields mean, which words they use, under which licence, and how to cite."""
    references = References()
    context = {
        "dictionary": [(model._meta.verbose_name, explained(model)) for model in DICTIONARY],
        "vocabularies": [
            (
                model._meta.verbose_name_plural,
                model._meta.model_name,
                references.cite_all(model.objects.select_related("source")),
            )
            for model in VOCABULARIES
        ],
        "confidences": Confidence.choices,
        "references": references,
        "register_address": request.build_absolute_uri(reverse("home")),
    }
    return render(request, "films/portrait/about_data.html", context)


def explained(model):
    """[(name of the field, what it is called, what it means, permitted values)]."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [
        (field.name, field.verbose_name, field.help_text, [label for _v, label in _choices(field)])
        for field in fields
        if field.editable and field.name not in NOT_EXPLAINED
    ]


def _choices(field):
    return [choice for choice in field.choices or [] if choice[0]]
