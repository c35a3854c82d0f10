from django.db import migrations, models


class Migration(migrations.Migration):
    """Clocks."""

    replaces = [
        ("worklist", "0001_initial"),
        ("worklist", "0002_clocks_of_the_partner_desk"),
        ("worklist", "0003_clocks_of_escalation"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("assessment", "Asesmen awal"),
                            ("plan", "Rencana layanan"),
                            ("decision", "Keputusan rujukan"),
                            ("child_decision", "Keputusan rujukan anak"),
                            ("answer", "Jawaban penerima rujukan"),
                            ("reminder", "Pengingat kepada penerima rujukan"),
                            ("silence", "Penerima diam: naik ke Kepala Seksi"),
                            ("partner_link", "Tautan mitra berlaku"),
                            ("hold", "Tempat dipesan"),
                            ("shelter", "Penampungan sementara"),
                            ("hospital", "Rawat RSJ"),
                            ("visit", "Kunjungan bimbingan lanjut"),
                            ("raid_closing", "Penutupan razia"),
                            ("triage", "Triase temuan"),
                            ("escalate_division", "Keputusan lewat batas: ke Kepala Bidang"),
                            ("escalate_department", "Keputusan lewat batas: ke Kepala Dinas"),
                        ],
                        max_length=20,
                        unique=True,
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField(verbose_name="lama")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("hours", "jam"),
                            ("days", "hari"),
                            ("working_days", "hari kerja"),
                        ],
                        max_length=15,
                        verbose_name="satuan",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="dasar")),
                (
                    "confirmed",
                    models.BooleanField(default=False, verbose_name="sudah dipastikan Dinas"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "assessment",
                                    "plan",
                                    "decision",
                                    "child_decision",
                                    "answer",
                                    "reminder",
                                    "silence",
                                    "partner_link",
                                    "hold",
                                    "shelter",
                                    "hospital",
                                    "visit",
                                    "raid_closing",
                                    "triage",
                                    "escalate_division",
                                    "escalate_department",
                                ],
                            )
                        ),
                        name="clock_code_is_known",
                        violation_error_message="Nilai code tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit__in", ["hours", "days", "working_days"])),
                        name="clock_unit_is_known",
                        violation_error_message="Nilai unit tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="clock_amount_is_positive",
                        violation_error_message="Lama jam paling sedikit 1.",
                    ),
                ],
            },
        ),
    ]
