import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What the tables of evaluation refer to in other apps."""

    replaces = [
        ("evaluation", "0002_closed_months_are_permanent"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("evaluation", "0001_tables"),
        ("intake", "0002_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="case",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visits",
                to="intake.case",
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["case", "-planned_on"], name="visit_by_case"),
        ),
    ]
