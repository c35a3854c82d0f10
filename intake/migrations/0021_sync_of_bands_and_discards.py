from django.db import migrations, models


class Migration(migrations.Migration):
    """A phone sends bands too, and says what it gave up of the refused and why."""

    dependencies = [("intake", "0020_paper_bands")]

    operations = [
        migrations.RemoveConstraint(
            model_name="syncitem",
            name="sync_item_kind_is_known",
        ),
        migrations.AlterField(
            model_name="syncitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("raid.open", "Razia baru"),
                    ("stop.add", "Titik baru"),
                    ("stop.count", "Hitungan titik"),
                    ("encounter.record", "Orang ditemui"),
                    ("encounter.edit", "Perubahan catatan"),
                    ("encounters.bare", "Beberapa orang tanpa nama"),
                    ("photo.attach", "Foto"),
                    ("band.attach", "Gelang"),
                    ("item.discard", "Kiriman dibuang"),
                    ("conflict.resolve", "Pilihan atas perubahan yang berbeda"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="syncitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "raid.open",
                            "stop.add",
                            "stop.count",
                            "encounter.record",
                            "encounter.edit",
                            "encounters.bare",
                            "photo.attach",
                            "band.attach",
                            "item.discard",
                            "conflict.resolve",
                        ],
                    )
                ),
                name="sync_item_kind_is_known",
                violation_error_message="Nilai kind tidak dikenal.",
            ),
        ),
    ]
