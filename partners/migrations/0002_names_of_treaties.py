"""Names of treaties in each language of the interface; what stood there is the English one."""

from django.db import migrations, models


def named(verbose_name):
    return models.CharField(blank=True, max_length=300, verbose_name=verbose_name)


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_who_takes_part")]

    operations = [
        operation
        for model in ("treaty", "historicaltreaty")
        for operation in (
            migrations.RenameField(model, "name", "name_en"),
            migrations.AlterField(
                model, "name_en", models.CharField(max_length=300, verbose_name="name in English")
            ),
            migrations.AddField(model, "name_ru", named("name in Russian")),
            migrations.AddField(model, "name_kk", named("name in Kazakh")),
            migrations.AlterField(
                model,
                "search_text",
                models.CharField(blank=True, editable=False, max_length=1000),
            ),
        )
    ]
