import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Closed months, visits and outcomes."""

    replaces = [
        ("evaluation", "0001_initial"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuedReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="The first day of the month.", unique=True)),
                (
                    "figures",
                    models.JSONField(help_text="``evaluation.reports.MonthlyReport`` as JSON."),
                ),
                (
                    "figures_hash",
                    models.CharField(help_text="SHA-256 of the canonical JSON.", max_length=64),
                ),
                (
                    "rows",
                    models.JSONField(
                        default=dict,
                        help_text="The keys of the rows behind each count, so that changes can be told.",
                    ),
                ),
                (
                    "restatements",
                    models.JSONField(
                        default=list,
                        help_text="What changed in earlier months since they were closed.",
                    ),
                ),
                ("notes", models.TextField(blank=True, verbose_name="masalah dan tindak lanjut")),
                ("closed_at", models.DateTimeField()),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issueddocument",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)),
                        name="issued_report_month_starts_on_1",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="direncanakan")),
                (
                    "purpose",
                    models.CharField(blank=True, max_length=160, verbose_name="tujuan kunjungan"),
                ),
                (
                    "held_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="waktu kunjungan"),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Ditemui"),
                            ("family_only", "Ditemui keluarganya saja"),
                            ("moved", "Pindah"),
                            ("not_found", "Tidak ditemui"),
                            ("refused", "Menolak"),
                            ("died", "Meninggal"),
                        ],
                        max_length=12,
                        verbose_name="hasil",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "Datang ke tempat"),
                            ("phone", "Telepon"),
                            ("other_office", "Lewat Dinsos kabupaten/kota"),
                        ],
                        max_length=12,
                        verbose_name="cara",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="tempat")),
                (
                    "signals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("attendance", "Kehadiran"),
                                ("drop_out", "Pemutusan dini"),
                                ("repeat_request", "Permintaan ulang"),
                                ("referred_by_client", "Rujukan dari klien terdahulu"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="tanda kepuasan",
                    ),
                ),
                (
                    "quality",
                    models.JSONField(blank=True, default=dict, verbose_name="mutu layanan"),
                ),
                (
                    "before",
                    models.JSONField(blank=True, default=dict, verbose_name="keadaan sebelum"),
                ),
                (
                    "after",
                    models.JSONField(blank=True, default=dict, verbose_name="keadaan sekarang"),
                ),
                ("own_words", models.TextField(blank=True, verbose_name="kata orangnya sendiri")),
                ("findings", models.TextField(blank=True, verbose_name="temuan")),
                ("follow_up", models.TextField(blank=True, verbose_name="tindak lanjut")),
                ("cancelled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="alasan batal"
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="petugas",
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("held_at__isnull", True)),
                        fields=["planned_on"],
                        name="visit_awaiting",
                    ),
                    models.Index(fields=["held_at"], name="visit_by_holding"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "result__in",
                                ["", "met", "family_only", "moved", "not_found", "refused", "died"],
                            )
                        ),
                        name="visit_result_is_known",
                        violation_error_message="Nilai result tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["", "in_person", "phone", "other_office"])),
                        name="visit_way_is_known",
                        violation_error_message="Nilai way tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at__isnull", True), ("held_by__isnull", True)),
                            models.Q(("held_at__isnull", False), ("held_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="visit_held_by_and_at",
                        violation_error_message="Isi semua: held_at, held_by, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", True), ("cancelled_by__isnull", True)
                            ),
                            models.Q(
                                ("cancelled_at__isnull", False), ("cancelled_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="visit_cancelled_by_and_at",
                        violation_error_message="Isi semua: cancelled_at, cancelled_by, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "signals__contained_by",
                                ["attendance", "drop_out", "repeat_request", "referred_by_client"],
                            )
                        ),
                        name="visit_signals_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at__isnull", True), ("result", "")),
                            models.Q(
                                ("held_at__isnull", False), models.Q(("result", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="visit_held_has_result",
                        violation_error_message="Kunjungan yang sudah dilakukan memerlukan hasil.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True),
                            models.Q(
                                ("held_at__isnull", True),
                                models.Q(("cancel_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="visit_cancelled_says_why",
                        violation_error_message="Tulis mengapa kunjungan dibatalkan.",
                    ),
                ],
            },
        ),
    ]
