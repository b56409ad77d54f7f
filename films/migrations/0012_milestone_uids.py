"""Deadlines and decisions are reached by ids that tell nothing about how many others there are."""

import uuid

from django.db import migrations, models

WITH_UID = ("milestone", "approval", "fulfilment", "decision")


def fill(apps, schema_editor):
    """Every row that stands there already gets an id of its own, and so does its history."""
    for name in WITH_UID:
        model = apps.get_model("films", name)
        history = apps.get_model("films", f"historical{name}")
        keys = {*model.objects.values_list("pk", flat=True)}
        for key in keys | {*history.objects.values_list("id", flat=True)}:
            uid = uuid.uuid4()
            model.objects.filter(pk=key).update(uid=uid)
            history.objects.filter(id=key).update(uid=uid)


def forget(apps, schema_editor):
    """The columns go, and the ids with them."""


class Migration(migrations.Migration):
    dependencies = [("films", "0011_publishing_consents")]

    operations = [
        *(
            migrations.AddField(
                model_name=f"{start}{name}",
                name="uid",
                field=models.UUIDField(null=True, default=None, editable=False),
            )
            for name in WITH_UID
            for start in ("", "historical")
        ),
        migrations.RunPython(fill, forget),
        *(
            migrations.AlterField(
                model_name=name,
                name="uid",
                field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
            )
            for name in WITH_UID
        ),
        *(
            migrations.AlterField(
                model_name=f"historical{name}",
                name="uid",
                field=models.UUIDField(db_index=True, default=uuid.uuid4, editable=False),
            )
            for name in WITH_UID
        ),
        *(
            migrations.AddField(
                model_name=name,
                name="reason",
                field=models.JSONField(
                    blank=True, default=dict, editable=False, verbose_name="why"
                ),
            )
            for name in ("decision", "historicaldecision")
        ),
    ]
