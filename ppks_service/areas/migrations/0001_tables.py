import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import ppks_service.text


class Migration(migrations.Migration):
    """Provinces, regencies, districts and villages."""

    replaces = [
        ("areas", "0001_initial"),
    ]

    initial = True

    dependencies = [
        ("platform", "0001_search_functions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "code",
                    models.CharField(
                        help_text="As 12.71.01.1001.",
                        max_length=13,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Provinsi"),
                            (2, "Kabupaten/kota"),
                            (3, "Kecamatan"),
                            (4, "Desa/kelurahan"),
                        ]
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "full_name",
                    models.CharField(help_text="The name and the areas around it.", max_length=260),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=ppks_service.text.Fold("full_name"),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.F("search"), name="gin_trgm_ops"
                        ),
                        name="area_search_trigram",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", [1, 2, 3, 4])), name="area_level_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", 1), ("parent__isnull", True)),
                            models.Q(("level__gt", 1), ("parent__isnull", False)),
                            _connector="OR",
                        ),
                        name="area_has_a_parent_below_province",
                    ),
                ],
            },
        ),
    ]
