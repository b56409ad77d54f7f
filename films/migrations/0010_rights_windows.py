"""One right of one territory may have several windows, one after the other."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("films", "0009_idempotent_submissions")]

    operations = [migrations.RemoveConstraint(model_name="right", name="right_once")]
