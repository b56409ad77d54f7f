from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from films.models import Credit, Film, Participation, PublishedFunding, Selection
from films.register import derived
from partners.models import Company, FundingSource, Source
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vocabulary():
    """What films are made of; the command would load the whole reference for an empty register."""
    for code in ("KZ", "FR", "DE", "US", "IT", "ES", "JP"):
        make.make_country(code)
    for code in ("drama", "comedy", "epic"):
        make.make_genre(code)
    for code in ("kk", "ru", "fr"):
        make.make_language(code)
    make.make_funding_kind("direct_public")
    make.make_festival("cannes")


def generate(films=150, seed=1, **options):
    said = StringIO()
    call_command("generate_films", films=films, seed=seed, stdout=said, **options)
    return said.getvalue()


def rows():
    """Everything that was made, without the numbers that the database gives."""
    return {
        model.__name__: list(model.objects.order_by("pk").values_list(*columns))
        for model, columns in {
            Film: ("public_id", "title", "year", "search_text", "budget_amount", "country_count"),
            Participation: ("film__public_id", "country__code", "company__public_id", "share"),
            Credit: ("film__public_id", "person__public_id", "function"),
            PublishedFunding: ("public_id", "film__public_id", "fund__name", "amount", "currency"),
            Selection: ("film__public_id", "festival__code", "year", "prize"),
        }.items()
    }


def test_the_same_seed_gives_the_same_rows():
    drawn = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            generate(seed=seed)
            drawn.append(rows())
            transaction.set_rollback(True)

    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_generated_films_are_announced_and_count():
    said = generate()

    assert "150 films" in said
    assert Film.objects.figures().count() == 150
    assert Source.objects.get(key="synthetic-1").kind == Source.Kind.DEMONSTRATION
    assert {*range(1, 6)} & {*Film.objects.values_list("country_count", flat=True)}
    assert Participation.objects.filter(country__code="KZ").exists()


def test_generated_films_repeat_the_rows_below_them():
    generate()
    written = dict(Film.objects.values_list("pk", "search_text"))
    counted = dict(Film.objects.values_list("pk", "country_count"))

    derived.refresh(written)

    assert counted == dict(Film.objects.values_list("pk", "country_count"))
    for key, text in Film.objects.values_list("pk", "search_text"):
        assert {*text.split()} == {*written[key].split()}


def test_generated_rows_are_sound_and_have_a_history():
    generate(films=60)

    for model in (Film, Participation, Credit, PublishedFunding, Selection, Company, FundingSource):
        assert model.history.filter(history_type="+").count() == model.objects.count() > 0
        for row in model.objects.all():
            row.full_clean()


@override_settings(PRODUCTION=True)
def test_generate_films_refuses_in_production():
    with pytest.raises(CommandError, match="production"):
        generate()

    assert not Film.objects.exists()


def test_generate_films_refuses_beside_other_films():
    make.make_film("Tulpan")

    with pytest.raises(CommandError, match="--force"):
        generate()
    generate(films=3, force=True)

    assert Film.objects.count() == 4


def test_generate_films_refuses_a_seed_that_is_there():
    generate(films=3)

    with pytest.raises(CommandError, match="another seed"):
        generate(films=3)
    generate(films=3, seed=2)

    assert Film.objects.count() == 6
