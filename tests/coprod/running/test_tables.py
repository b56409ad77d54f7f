"""Tables that name each other are made in one step and taken away again."""

import pytest
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from coprod.running.tables import Tables

TABLES = Tables(
    [
        migrations.CreateModel(
            "Reel",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("film", models.ForeignKey("made_up.Film", models.CASCADE)),
                ("number", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["film", "number"], name="made_up_reel_once")
                ]
            },
        ),
        migrations.CreateModel(
            "Film",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("first_reel", models.ForeignKey("made_up.Reel", models.SET_NULL, null=True)),
            ],
        ),
    ]
)
NAMES = {"made_up_reel", "made_up_film"}


@pytest.mark.django_db(transaction=True)
def test_tables_that_name_each_other_are_made_with_their_constraints_and_taken_away():
    before, after = ProjectState(), ProjectState()
    TABLES.state_forwards("made_up", after)
    with connection.schema_editor() as editor:
        TABLES.database_forwards("made_up", editor, before, after)

    try:
        made = NAMES & {*connection.introspection.table_names()}
        film = after.apps.get_model("made_up", "Film").objects.create()
        reels = after.apps.get_model("made_up", "Reel").objects
        reels.create(film=film, number=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            reels.create(film=film, number=1)
    finally:
        with connection.schema_editor() as editor:
            TABLES.database_backwards("made_up", editor, after, before)

    assert made == NAMES
    assert not NAMES & {*connection.introspection.table_names()}
