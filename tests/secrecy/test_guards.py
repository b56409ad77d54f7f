"""What every secret model and every page of the workspace has, whoever adds one."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coprod.secrecy import NoReader, SecretQuerySet, SecretRecord, SecretRow
from films.models import Deal
from tests import factories as make
from tests.secrecy import worlds
from tests.secrecy.asking import Asking, Request
from tests.secrecy.comparing import calm, client_of
from tests.secrecy.filling import is_history, is_secret, project_models, secret_models
from tests.secrecy.routes import every_route
from tests.test_architecture import PUBLIC, SECRET, imports, modules

# Below deals/, but answered to a calendar, which knows a secret link and no session.
NO_WORKSPACE = {"deals/calendar/<str:token>.ics"}
# Not secret by their class, because only admins and one's own pages read them.
OF_THE_PRODUCT = {"DealReading", "CalendarFeed"}


def test_every_secret_record_is_guarded():
    records = [model for model in project_models() if issubclass(model, SecretRow)]

    assert len(records) > 25
    assert [model for model in records if not is_secret(model)] == []
    assert [model for model in secret_models() if not issubclass(model, SecretRow)] == []


@pytest.mark.django_db
def test_every_secret_model_refuses_a_question_without_a_reader():
    unguarded = []
    for model in secret_models():
        for manager in model._meta.managers:
            try:
                list(manager.all()[:1])
            except NoReader:
                continue
            unguarded.append(f"{model.__name__}.{manager.name}")

    assert unguarded == []


@pytest.mark.django_db
def test_every_secret_model_declares_who_reads_it():
    reader = make.make_user()

    shown = {model: list(model._default_manager.visible_to(reader)) for model in secret_models()}

    assert shown == {model: [] for model in secret_models()}


def test_public_models_have_no_way_back_to_secret_ones():
    ways = [
        f"{model.__name__} to {relation.related_model.__name__} by {relation.get_accessor_name()}"
        for model in [*project_models(), *apps.get_models()]
        if not is_history(model) and not is_secret(model)
        for relation in model._meta.related_objects
        if is_secret(relation.related_model) and not relation.hidden
    ]

    assert ways == []


def test_secret_models_live_where_no_public_module_looks():
    places = {model.__module__ for model in secret_models()}
    wrong = [place for place in places if not any(place.startswith(f"{one}.") for one in SECRET)]

    assert wrong == []
    assert [
        f"{module} imports {name}"
        for module, file in modules()
        if any(module == one or module.startswith(f"{one}.") for one in [*PUBLIC, "partners"])
        and not module.endswith(".admin")
        for name in imports(file)
        if name in places
    ] == []


def test_what_points_to_a_secret_row_is_secret_itself():
    open_ones = {
        model.__name__
        for model in project_models()
        if not is_secret(model)
        for field in model._meta.concrete_fields
        if field.remote_field and is_secret(field.remote_field.model)
    }

    assert open_ones <= OF_THE_PRODUCT


def test_rows_for_one_company_follow_their_own_rule():
    """A private row below a deal is not shown to whoever holds the deal."""
    private = [
        model
        for model in secret_models()
        if {"company", "deal"} <= {one.name for one in model._meta.concrete_fields}
        and (
            model._meta.model_name == "note"
            or "is_private" in {one.name for one in model._meta.concrete_fields}
        )
    ]

    assert private
    for model in private:
        assert model._default_manager.get_queryset().follows_its_parent is False, model


@pytest.mark.parametrize("model", [one for one in secret_models() if issubclass(one, SecretRecord)])
def test_constraints_of_a_secret_record_need_no_reader(model):
    assert model.validate_constraints is SecretRow.validate_constraints
    assert model.validate_unique is SecretRow.validate_unique


def test_every_page_below_deals_is_a_page_of_the_workspace():
    open_ones = {
        route.pattern
        for route in every_route()
        if route.pattern.startswith("deals") and not route.is_workspace
    }

    assert open_ones <= NO_WORKSPACE


@pytest.fixture
def world(db):
    public = worlds.make_public_world()
    with worlds.noting() as rows:
        worlds.add_hidden_world(public)
    public.hidden = [row for row in rows if row.pk]
    return public


@pytest.mark.parametrize("reader", ["stranger", "researcher", "former", "editor"])
def test_private_answers_are_stored_by_nobody(world, reader):
    """Whatever the status is: also what is refused or not found is told to one person alone."""
    client = client_of(world, reader)
    asking = Asking(reader, worlds.values_of(world.hidden), worlds.values_of(world.rows))
    own = r"^(read|write|list) (deals|account/|imports/|invitations/|calendar/|api/v1/deals)"

    statuses, wrong = set(), []
    with calm():
        for request in asking.requests(80, only=own):
            status, headers, _cookies, _body = request.send(client)
            statuses.add(status)
            if not {"private", "no-store"} <= set(headers.get("Cache-Control", "").split(", ")):
                wrong.append(f"{request}: {status} {headers.get('Cache-Control')}")

    assert not wrong, "\n".join(wrong)
    assert reader == "stranger" or 404 in statuses


def test_an_answer_to_a_token_is_stored_by_nobody(client, db):
    response = client.get("/api/v1/films/", headers={"Authorization": "Token never-issued"})

    assert response.status_code == 401
    assert response["Cache-Control"] == "private, no-store"


def test_public_pages_may_be_stored(client, db):
    assert "Cache-Control" not in client.get("/films/")


@pytest.mark.parametrize("reader", ["researcher", "outsider", "former"])
def test_hidden_and_never_issued_cost_as_many_queries(world, reader):
    """Fetching first and judging then would take longer for what is there."""
    client = client_of(world, reader)
    hidden = Deal.objects.for_the_product("a test").get(title=f"{worlds.SECRET} deal")
    never = "5f0c4a52-3c1f-4d2b-9a11-7c8de1f2a3b4"
    different = []
    for route in every_route():
        if not route.pattern.startswith(("deals/<uuid:pk>/", "api/v1/deals/<uuid:pk>/")):
            continue
        values = dict.fromkeys(route.parameters, "1")
        for name, converter in route.parameters.items():
            if converter == "uuid":
                values[name] = never
        for method in ("GET", "POST"):
            counts = [
                queries_of(client, method, route.address({**values, "pk": key}))
                for key in (hidden.pk, never)
            ]
            if counts[0] != counts[1]:
                different.append(f"{method} {route.pattern}: {counts}")

    assert not different, "\n".join(different)


def queries_of(client: Client, method, path):
    with CaptureQueriesContext(connection) as captured:
        Request("", path, method).send(client)
    return len(captured)


def test_a_class_without_a_rule_for_readers_cannot_be_asked(db):
    class Forgotten(SecretQuerySet):
        pass

    with pytest.raises(TypeError):
        Forgotten(Deal).visible_to(make.make_user())
