import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who lives in one place may have another held: one place per case and kind at a time."""

    dependencies = [("upt_facilities", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(
            model_name="occupancy",
            name="occupancy_one_place_per_case",
        ),
        migrations.AddConstraint(
            model_name="occupancy",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("case__isnull", False)),
                expressions=[("case", "="), ("kind", "="), ("period", "&&")],
                name="occupancy_one_place_per_case_and_kind",
                violation_error_message="Orang ini sudah menempati atau sudah dipesankan tempat lain pada waktu itu.",
            ),
        ),
    ]
