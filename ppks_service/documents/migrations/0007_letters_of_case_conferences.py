from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Invitation and minutes of a case conference have numbers of their own."""

    dependencies = [
        ("documents", "0006_parts_of_a_paper_are_permanent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="issueddocument",
            name="issued_document_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="numberseries",
            name="number_series_kind_is_known",
        ),
        migrations.AlterField(
            model_name="issueddocument",
            name="kind",
            field=models.CharField(
                choices=[
                    ("raid_minutes", "Berita acara hasil razia"),
                    ("recommendation", "Surat rekomendasi masuk UPT"),
                    ("referral", "Surat rujukan"),
                    ("handover", "Berita acara serah terima"),
                    ("monthly_report", "Laporan evaluasi bulanan"),
                    ("conference_call", "Undangan pembahasan kasus"),
                    ("conference_minutes", "Notulen pembahasan kasus"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="numberseries",
            name="kind",
            field=models.CharField(
                choices=[
                    ("raid_minutes", "Berita acara hasil razia"),
                    ("recommendation", "Surat rekomendasi masuk UPT"),
                    ("referral", "Surat rujukan"),
                    ("handover", "Berita acara serah terima"),
                    ("monthly_report", "Laporan evaluasi bulanan"),
                    ("conference_call", "Undangan pembahasan kasus"),
                    ("conference_minutes", "Notulen pembahasan kasus"),
                ],
                max_length=20,
                unique=True,
                verbose_name="jenis surat",
            ),
        ),
        migrations.AddConstraint(
            model_name="issueddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "raid_minutes",
                            "recommendation",
                            "referral",
                            "handover",
                            "monthly_report",
                            "conference_call",
                            "conference_minutes",
                        ],
                    )
                ),
                name="issued_document_kind_is_known",
                violation_error_message="Nilai kind tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "raid_minutes",
                            "recommendation",
                            "referral",
                            "handover",
                            "monthly_report",
                            "conference_call",
                            "conference_minutes",
                        ],
                    )
                ),
                name="number_series_kind_is_known",
                violation_error_message="Nilai kind tidak dikenal.",
            ),
        ),
    ]
