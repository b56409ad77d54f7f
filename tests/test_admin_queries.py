"""Every page of the admin needs as many queries with many rows as with few."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coprod.lists.models import SavedFilter
from films.models import (
    CalendarFeed,
    Cost,
    DealStage,
    DecisionRule,
    DevelopmentPhase,
    GovernanceMatter,
    ImportedFile,
    Incentive,
    ObligationKind,
    PlannedSpend,
    PoolTerritory,
    Rate,
    ReleaseChannel,
    SpendObligation,
    Theme,
)
from partners.models import (
    Condition,
    ContentTheme,
    FundRule,
    Invitation,
    NationalCinema,
    Paragraph,
    User,
)
from tests import factories as make
from tests.films.deal.making import fill_version, make_full_deal

pytestmark = pytest.mark.django_db
# The pages of these vocabularies are those of Genre, word for word.
ALIKE = [DealStage, DevelopmentPhase, GovernanceMatter, Condition, ContentTheme]
ALIKE += [Theme, ReleaseChannel, ObligationKind]
# Those of these terms are those of a line of the budget: nothing but a version is named on them.
ALIKE += [Cost, DecisionRule, Incentive, PlannedSpend, PoolTerritory, Rate, SpendObligation]
OURS = [
    model
    for model in admin.site._registry
    if model.__module__.startswith(("coprod.", "partners.", "films.")) and model not in ALIKE
]
FEW, MANY = 2, 8
NO_FILMS = {"created": 0, "updated": 0, "unchanged": 0}
CODES = ["KZ", "FR", "DE", "RU", "TR", "UZ", "IT", "US", "SUHH", "CSHH"]


def fill(number):
    """One more row of every kind: of its own, and below the first film, treaty, fund and source."""
    said = make.sourced(make.make_source(f"Yearbook {number}"))
    country = make.make_country(CODES[number], region=make.make_region(f"{number:03d}"), **said)
    make.make_alias(f"Land {number}", country)
    company = make.make_company(country=country, **said)
    person = make.make_person(**said)
    word = {"code": f"word-{number}"}
    genre, theme = make.make_genre(**word, **said), make.make_theme(**word, **said)
    language, channel = make.make_language(f"l{number}"), make.make_release_channel(**word)
    kind = make.make_funding_kind(**word, parent=make.make_funding_kind("public"))
    fund = make.make_funding_source(kind=kind, country=country, **said)
    festival = make.make_festival(country=country, **said)
    user = make.make_user(editor_at=company, is_staff=True)
    SavedFilter.objects.create(user=user, list_name="films", name="mine")
    ImportedFile.objects.create(
        sha256=number, name="films.csv", user=user, imported_at=make.ANNOUNCED, **NO_FILMS
    )
    NationalCinema.objects.create(name_en=f"Cinema {number}", **word, **said)
    film = make.make_film(
        genres=[genre], themes=[theme], languages=[language], treaty=make.make_treaty(), **said
    )
    for below in {film, type(film).objects.earliest("pk")}:
        make.make_participation(below, country=country, company=company, share=Decimal(9), **said)
        make.make_credit_split(below, country, finance=Decimal(9), **said)
        make.make_funding(below, "100", fund=fund, kind=kind, country=country, **said)
        make.make_credit(below, person, nationality=country, **said)
        make.make_film_title(below, language=language, **said)
        make.make_selection(below, festival, **said)
        make.make_release(below, country=country, channel=channel, distributor=company, **said)
        make.make_language_version(below, language, owner=company, **said)
        make.make_commitment(below, make.make_obligation_kind(**word), country=country, **said)
        below.citations.create(**said)
    first = type(film.treaty).objects.earliest("pk")
    make.TreatyParty.objects.create(treaty=first, country=country, **said)
    make.make_treaty_term(first, valid_from=f"{2000 + number}", **said)
    make.make_points_element(first, **said)
    draft = make_full_deal(f"Road {number}", between=[company, make.make_company()], user=user)
    make.Deal.objects.for_the_product("more of a deal").filter(pk=draft.deal_id).update(
        stage="talks"
    )
    if number:
        oldest = type(draft).objects.for_the_product("more of a version").earliest("pk")
        fill_version(oldest, number)
        make.make_party(oldest.deal, company)
    Invitation.objects.create(
        company=company, invited_by=user, digest=number, expires_at=make.ANNOUNCED
    )
    FundRule.objects.create(fund=type(fund).objects.earliest("pk"), title=f"{number}", **said)
    Paragraph.objects.create(source=make.Source.objects.earliest("pk"), number=number, summary="?")


def asked_by_an_admin():
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_staff=True)
    return request


def addresses():
    """(name, address) of every page that shows rows of ours."""
    for model in OURS:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._base_manager.earliest("pk")
        yield f"{name} list", reverse(f"{name}_changelist")
        yield f"{name} search", reverse(f"{name}_changelist") + "?q=a"
        yield f"{name} page", reverse(f"{name}_change", args=[row.pk])
        if model is not CalendarFeed:
            yield f"{name} history", reverse(f"{name}_history", args=[row.pk])
        page, request = admin.site.get_model_admin(model), asked_by_an_admin()
        if page.has_add_permission(request):  # What was imported is only read, as an example.
            yield f"{name} add", reverse(f"{name}_add")
        if page.has_delete_permission(request, row):
            yield f"{name} delete", reverse(f"{name}_delete", args=[row.pk])
    yield "index", reverse("admin:index")


def counted(client):
    counts = {}
    for name, address in addresses():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200, (name, response.status_code)
        counts[name] = len(queries)
    return counts


def test_admin_pages_ask_no_more_with_many_rows(client):
    client.force_login(make.make_admin())
    for number in range(FEW):
        fill(number)
    # Kinds of rows are remembered from page to page: ask for them before counting.
    ContentType.objects.get_for_models(*OURS)
    few = counted(client)

    for number in range(FEW, MANY):
        fill(number)
    many = counted(client)

    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
    assert {name: count for name, count in many.items() if count > 60} == {}
