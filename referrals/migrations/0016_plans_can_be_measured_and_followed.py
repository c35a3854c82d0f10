import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What was written before its reason or result was asked says so, so that the new checks hold.
FILL = """
    UPDATE referrals_planaction SET status_note = 'Selesai; hasil belum ditanyakan saat itu.'
        WHERE status = 'done' AND status_note = '';
    UPDATE referrals_serviceplan SET revision_reason = 'Disusun sebelum alasan ditanyakan.'
        WHERE version > 1 AND revision_reason = '';
"""


class Migration(migrations.Migration):
    """Goals that can be measured, acts with somebody of the office and a payer, reasons of a revision."""

    dependencies = [
        ("documents", "0004_signatures_are_permanent"),
        ("intake", "0025_paper_sheets"),
        ("referrals", "0015_enclosures"),
        ("upt_facilities", "0011_published_criteria_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanAgreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agreed_by",
                    models.CharField(
                        choices=[
                            ("person", "Orangnya sendiri"),
                            ("guardian", "Wali atau keluarga"),
                            ("nobody", "Tidak ada yang menyepakati"),
                        ],
                        max_length=10,
                        verbose_name="disepakati oleh",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="mengapa tidak disepakati"
                    ),
                ),
                (
                    "aid",
                    models.CharField(
                        blank=True,
                        help_text="Juru bahasa isyarat, penerjemah, gambar, terjemahan di ponsel.",
                        max_length=160,
                        verbose_name="juru bahasa atau alat bantu",
                    ),
                ),
                ("asked_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="planaction",
            name="cost_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("province", "APBD provinsi"),
                    ("city", "APBD kabupaten/kota"),
                    ("nation", "APBN (Kementerian Sosial)"),
                    ("bpjs", "BPJS Kesehatan"),
                    ("local_health", "Jaminan kesehatan daerah"),
                    ("baznas", "BAZNAS atau lembaga zakat"),
                    ("charity", "Lembaga sosial atau donatur"),
                    ("family", "Keluarga"),
                    ("person", "Orangnya sendiri"),
                    ("none", "Tanpa biaya"),
                ],
                max_length=12,
                verbose_name="sumber biaya",
            ),
        ),
        migrations.AddField(
            model_name="planaction",
            name="former",
            field=models.ForeignKey(
                editable=False,
                help_text="The same act in the version before.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="later",
                to="referrals.planaction",
            ),
        ),
        migrations.AddField(
            model_name="planaction",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                help_text="Muncul di Pekerjaan saya miliknya. Bila kosong, pada penanggung jawab kasus.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="petugas yang mengurus",
            ),
        ),
        migrations.AddField(
            model_name="planaction",
            name="settled_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="planaction",
            name="settled_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="plangoal",
            name="by_on",
            field=models.DateField(blank=True, null=True, verbose_name="tercapai paling lambat"),
        ),
        migrations.AddField(
            model_name="plangoal",
            name="measure",
            field=models.CharField(
                blank=True,
                help_text="Apa yang dilihat atau dihitung: hari tinggal tanpa kabur, KTP terbit, nilai Barthel.",
                max_length=160,
                verbose_name="ukuran",
            ),
        ),
        migrations.AddField(
            model_name="plangoal",
            name="target",
            field=models.CharField(
                blank=True,
                help_text="Kapan dianggap tercapai: terbit, 12 ke atas.",
                max_length=120,
                verbose_name="target",
            ),
        ),
        migrations.AddField(
            model_name="serviceplan",
            name="revision_reason",
            field=models.CharField(
                blank=True,
                help_text="Misalnya: sesudah kunjungan 3 November, keluarga bersedia menerima.",
                max_length=300,
                verbose_name="mengapa direvisi",
            ),
        ),
        migrations.AlterField(
            model_name="planaction",
            name="by_name",
            field=models.CharField(
                blank=True,
                help_text="Nama keluarga, mitra, atau petugas luar.",
                max_length=120,
                verbose_name="siapa",
            ),
        ),
        migrations.AlterField(
            model_name="planaction",
            name="status_note",
            field=models.CharField(blank=True, max_length=200, verbose_name="hasil atau alasan"),
        ),
        migrations.RunSQL(FILL, reverse_sql=migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="planaction",
            index=models.Index(
                condition=models.Q(("status", "planned")), fields=["due_on"], name="plan_action_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="planaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "cost_source__in",
                        [
                            "",
                            "province",
                            "city",
                            "nation",
                            "bpjs",
                            "local_health",
                            "baznas",
                            "charity",
                            "family",
                            "person",
                            "none",
                        ],
                    )
                ),
                name="plan_action_cost_is_known",
                violation_error_message="Nilai cost_source tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                    _connector="OR",
                ),
                name="plan_action_settled_by_and_at",
                violation_error_message="Isi semua: settled_by, settled_at, atau tidak sama sekali.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "done"), _negated=True),
                    models.Q(("status_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="plan_action_done_says_result",
                violation_error_message="Tulis hasil tindakan ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("version", 1),
                    models.Q(("revision_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="plan_revision_says_why",
                violation_error_message="Tulis mengapa rencana direvisi.",
            ),
        ),
        migrations.AddField(
            model_name="planagreement",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreements",
                to="referrals.serviceplan",
            ),
        ),
        migrations.AddField(
            model_name="planagreement",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="planagreement",
            name="signature",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.signature",
            ),
        ),
        migrations.AddConstraint(
            model_name="planagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreed_by__in", ["person", "guardian", "nobody"])),
                name="plan_agreement_by_is_known",
                violation_error_message="Nilai agreed_by tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_by", "nobody"), ("signature__isnull", True)),
                    models.Q(
                        models.Q(("agreed_by", "nobody"), _negated=True),
                        ("signature__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="plan_agreement_is_signed",
                violation_error_message="Bubuhkan tanda tangan, atau tulis mengapa tidak ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_by", "nobody"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="plan_agreement_refused_says_why",
                violation_error_message="Tulis mengapa rencana tidak disepakati.",
            ),
        ),
    ]
