from importlib import import_module

from django.db import migrations

ALIKE = import_module("intake.migrations.0003_rules").ALIKE


class Migration(migrations.Migration):
    """A name with one letter wrong is found through the keys of names: no trigrams are asked for it."""

    dependencies = [("intake", "0008_double_letters_without_a_pattern")]
    operations = [
        migrations.RunSQL("DROP FUNCTION ppks_alike(text[], integer);", reverse_sql=ALIKE),
    ]
