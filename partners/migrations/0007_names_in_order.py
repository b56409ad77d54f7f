"""Companies and funding sources stand in the order of their letters, not of their search text."""

from django.db import migrations, models

from coprod.text import sort_key

MODELS = ("Company", "FundingSource", "HistoricalCompany", "HistoricalFundingSource")


def fill(apps, schema_editor):
    for name in MODELS:
        model = apps.get_model("partners", name)
        rows = list(model.objects.only("pk", "name"))
        for row in rows:
            row.sort_name = sort_key(row.name)
        model.objects.bulk_update(rows, ["sort_name"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("partners", "0006_invitations")]
    operations = [
        migrations.AlterModelOptions(
            name="company",
            options={
                "ordering": ["sort_name", "pk"],
                "verbose_name": "company",
                "verbose_name_plural": "companies",
            },
        ),
        migrations.AlterModelOptions(
            name="fundingsource",
            options={
                "ordering": ["sort_name", "pk"],
                "verbose_name": "funding source",
                "verbose_name_plural": "funding sources",
            },
        ),
        *(
            migrations.AddField(
                model_name=model,
                name="sort_name",
                field=models.CharField(
                    blank=True,
                    editable=False,
                    max_length=120,
                    db_index=model.endswith("company"),
                ),
            )
            for model in ("company", "fundingsource", "historicalcompany", "historicalfundingsource")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
