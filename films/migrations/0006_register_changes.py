from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("films", "0005_sources_of_regions_and_languages")]

    operations = [
        migrations.CreateModel(
            name="RegisterChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row_id", models.BigIntegerField()),
                ("at", models.BigIntegerField(db_index=True, null=True)),
            ],
            options={"default_permissions": ()},
        ),
    ]
