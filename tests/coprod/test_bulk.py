import pytest
from django.db import connection

from coprod import bulk
from coprod.history import record
from films.models import Film, Genre, Participation
from partners.models import Company
from tests.factories import make_company, make_film, make_genre, make_user
from tests.films.exchange.files import AT

pytestmark = pytest.mark.django_db


def test_insert_gives_other_columns_their_defaults():
    first, second = bulk.reserve(Company, 2)

    bulk.insert(
        Company,
        ("id", "name", "public_id"),
        [(first, "Ark", "ark-1"), (second, "“Bee”\t\\N", "bee-1")],
        confidence="read",
    )

    assert list(Company.objects.order_by("pk").values_list("pk", "name", "confidence")) == [
        (first, "Ark", "read"),
        (second, "“Bee”\t\\N", "read"),
    ]
    assert (Company.objects.first().revision, Company.objects.first().website) == (1, "")


def test_reserve_gives_keys_that_nobody_else_gets():
    make_company().delete()
    kept = make_company()

    reserved = bulk.reserve(Company, 3)
    bulk.insert(Company, ("id", "name", "public_id"), [(key, "A", f"a-{key}") for key in reserved])
    later = make_company()

    assert len({kept.pk, *reserved, later.pk}) == 5


def test_update_changes_rows_and_counts_their_revisions_up():
    changed, other = make_company("Ark"), make_company("Bee")

    bulk.update(Company, ("name", "website"), [("ARK", "https://example.org/", changed.pk)])

    changed.refresh_from_db()
    other.refresh_from_db()
    assert (changed.name, changed.website, changed.revision) == ("ARK", "https://example.org/", 2)
    assert (other.name, other.revision) == ("Bee", 1)


def test_delete_removes_the_rows_of_the_keys(django_assert_num_queries):
    companies = [make_company() for _number in range(3)]

    with django_assert_num_queries(1):
        bulk.delete(Company, [company.pk for company in companies[:2]])

    assert list(Company.objects.all()) == companies[2:]


def test_no_rows_are_no_work(django_assert_num_queries):
    bulk.insert(Company, ("id", "name"), [])
    bulk.update(Company, ("name",), [])
    bulk.delete(Company, [])

    assert not Company.objects.exists()


def test_record_writes_what_saving_would():
    user = make_user()
    film = make_film("Ozen", genres=[make_genre("drama"), make_genre("epic")], year=1998)
    saved = film.history.first()

    record(Film, [film.pk], "~", at=AT, reason="a reason " * 20, user=user)

    entry = film.history.get(history_user=user)
    assert (entry.history_type, entry.history_date) == ("~", AT)
    assert entry.history_change_reason == ("a reason " * 20)[:100]
    columns = [field.attname for field in Film._meta.concrete_fields if field.name != "search_text"]
    assert [getattr(entry, name) for name in columns] == [getattr(saved, name) for name in columns]
    assert {link.genre for link in entry.genres.all()} == set(Genre.objects.all())
    assert entry.instance == film


def test_record_links_only_the_entries_it_writes():
    film, other = make_film(genres=[make_genre()]), make_film(genres=[make_genre()])
    before = [entry.genres.count() for entry in Film.history.order_by("history_id")]

    record(Film, [film.pk], "~", at=AT)
    record(Film, [other.pk], "~", at=AT)

    after = [entry.genres.count() for entry in Film.history.order_by("history_id")]
    assert after == [*before, 1, 1]


def test_record_of_rows_about_to_go_keeps_them():
    film = make_film(between=[])
    part = film.participations.create(company=make_company("Ark"), position=3)

    record(Participation, [part.pk], "-", at=AT)
    bulk.delete(Participation, [part.pk])

    gone = Participation.history.filter(history_type="-").get()
    assert (gone.id, gone.company.name, gone.position) == (part.pk, "Ark", 3)


@pytest.mark.parametrize("keys", [[1, 2], [1, 2**40]])
def test_keys_are_looked_up_as_what_the_column_holds(keys):
    """However small they are: keys of another type are compared with each row one by one."""
    condition, parameter = bulk.among("id", keys)
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"

    with connection.cursor() as cursor:
        cursor.execute(f"{explain} SELECT * FROM films_film WHERE {condition}", [parameter])
        plan = str(cursor.fetchall())

    assert "::bigint[]" in plan or "USING INTEGER PRIMARY KEY" in plan
