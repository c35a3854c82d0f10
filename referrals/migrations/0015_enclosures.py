import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Papers of the file may be chosen to go with the letter of a referral."""

    dependencies = [
        ("intake", "0025_paper_sheets"),
        ("referrals", "0014_decisions_can_be_paused"),
    ]

    operations = [
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.paper",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enclosures",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referral", "paper"),
                        name="enclosure_once",
                        violation_error_message="Berkas ini sudah dilampirkan.",
                    )
                ],
            },
        ),
    ]
