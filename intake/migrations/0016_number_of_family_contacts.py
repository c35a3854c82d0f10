import django.contrib.postgres.indexes
from django.db import migrations, models

import intake.models.persons


class Migration(migrations.Migration):
    """The number that was called has a column of its own; a phone typed elsewhere is still found.

    PostgreSQL does not change what a generated column is made of: the column is made anew.
    """

    dependencies = [("intake", "0015_names_that_look_alike")]

    operations = [
        migrations.AddField(
            model_name="familycontact",
            name="number",
            field=models.CharField(blank=True, default="", max_length=40, verbose_name="nomor"),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="familycontact", name="family_contact_by_phone"),
        migrations.RemoveField(model_name="familycontact", name="phone"),
        migrations.AddField(
            model_name="familycontact",
            name="phone",
            field=models.GeneratedField(
                db_persist=True,
                expression=intake.models.persons.Digits("number", "channel", "whom"),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="familycontact",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("phone"), name="gin_trgm_ops"),
                name="family_contact_by_phone",
            ),
        ),
    ]
