"""Titles are found by one key and ordered by another: the folded one sorted Yellow before Killer."""

from django.db import migrations, models
from django.db.models import F

from coprod.text import sort_key

BATCH = 2_000


def fill(apps, schema_editor):
    film, history = (apps.get_model("films", name) for name in ("Film", "HistoricalFilm"))
    for model in (film, history):
        model.objects.update(folded_title=F("sort_title"))
    for model in (film, history):
        changed = []
        for row in model.objects.only("pk", "title", "sort_title").iterator(chunk_size=BATCH):
            if (key := sort_key(row.title)) != row.sort_title:
                row.sort_title = key
                changed.append(row)
        model.objects.bulk_update(changed, ["sort_title"], batch_size=500)


def restore(apps, schema_editor):
    for name in ("Film", "HistoricalFilm"):
        apps.get_model("films", name).objects.update(sort_title=F("folded_title"))


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0014_newest_films_first"),
        ("partners", "0006_invitations"),
    ]
    operations = [
        migrations.AddField(
            model_name="film",
            name="folded_title",
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name="historicalfilm",
            name="folded_title",
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddIndex(
            model_name="film",
            index=models.Index(fields=["folded_title"], name="film_by_folded_title"),
        ),
        migrations.RunPython(fill, restore),
    ]
