"""The start page, and the page about the data."""

from django.conf import settings
from django.db.models import Count, Exists, OuterRef
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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
from partners.company.models import Company
from partners.country.models import Country, NationalCinema
from partners.funding.models import Condition, ContentTheme, FundingKind, FundingSource
from partners.source.models import Confidence, Source
from partners.source.references import References
from partners.treaty.models import Treaty, TreatyParty, TreatyTerm

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


def home(request):
    """Three doors for three kinds of reader, and the figures of the register."""
    context = {
        "figures": figures(),
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


def figures():
    """[(what, number, address of the rows behind it)]."""
    films = Film.objects.figures()
    parts = Participation.objects.filter(country=OuterRef("pk"), film__in=films)
    counted = films.order_by().aggregate(films=Count("pk"))
    return [
        (_("films"), counted["films"], reverse("films:films")),
        (
            _("made by two countries or more"),
            films.filter(country_count__gte=2).count(),
            films_where(coproduction="yes"),
        ),
        (
            _("countries taking part"),
            Country.objects.filter(Exists(parts)).count(),
            reverse("partners:countries"),
        ),
        (_("companies"), Company.objects.figures().count(), reverse("partners:companies")),
        (
            _("funding sources"),
            FundingSource.objects.figures().count(),
            reverse("partners:funding-sources"),
        ),
        (
            _("treaties and memoranda"),
            Treaty.objects.exclude(confidence=Confidence.FICTIONAL).count(),
            reverse("partners:treaties"),
        ),
        (_("festivals"), Festival.objects.figures().count(), reverse("films:festivals")),
        (_("sources"), Source.objects.count(), reverse("partners:sources")),
    ]


def last_changed():
    """[(film, day)] of the films whose own record was written last; demonstrations stay out."""
    entries = Film.history.filter(id__in=Film.objects.figures().values("pk"))
    entries = entries.order_by("-history_id").values_list("id", "history_date")[:LAST_ENTRIES]
    days = {}
    for key, moment in entries:
        days.setdefault(key, moment.date())
    newest = list(days)[:NEWEST]
    films = Film.objects.in_bulk(newest)
    return [(films[key], days[key]) for key in newest]


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
