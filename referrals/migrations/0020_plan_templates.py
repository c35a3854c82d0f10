import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a plan can be begun with, as data that admin data writes."""

    dependencies = [
        ("referrals", "0019_held_conferences_are_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanTemplate",
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
                        editable=False, help_text="As lansia-telantar.", max_length=30
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(editable=False)),
                ("title", models.CharField(max_length=120, verbose_name="judul")),
                (
                    "types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        blank=True,
                        default=list,
                        help_text="Tanpa pilihan: ditawarkan untuk semua jenis.",
                        verbose_name="untuk jenis PPKS",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("published", "Berlaku"),
                            ("retired", "Tidak dipakai lagi"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "retired"])),
                        name="plan_template_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        fields=("code", "version"), name="plan_template_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "published")),
                        fields=("code",),
                        name="plan_template_one_published",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("code",),
                        name="plan_template_one_draft",
                        violation_error_message="Versi baru templat ini sudah dimulai; lanjutkan drafnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="plan_template_published_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateGoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "domain",
                    models.CharField(
                        choices=[
                            ("shelter", "Tempat tinggal dan perawatan"),
                            ("food", "Makan dan sandang"),
                            ("health", "Kesehatan"),
                            ("mental", "Kesehatan jiwa"),
                            ("identity", "Identitas kependudukan"),
                            ("family", "Keluarga"),
                            ("education", "Pendidikan"),
                            ("work", "Keterampilan dan pekerjaan"),
                            ("protection", "Perlindungan dan hukum"),
                            ("return", "Pemulangan"),
                            ("aid", "Alat bantu"),
                            ("other", "Lainnya"),
                        ],
                        max_length=12,
                        verbose_name="untuk kebutuhan",
                    ),
                ),
                ("goal", models.CharField(max_length=300, verbose_name="tujuan")),
                ("measure", models.CharField(max_length=160, verbose_name="ukuran")),
                ("target", models.CharField(max_length=120, verbose_name="target")),
                (
                    "within_days",
                    models.PositiveSmallIntegerField(verbose_name="tercapai dalam (hari)"),
                ),
                (
                    "template",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="referrals.plantemplate",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TemplateAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="tindakan")),
                (
                    "by_kind",
                    models.CharField(
                        choices=[
                            ("office", "Dinas"),
                            ("partner", "Mitra atau UPT"),
                            ("family", "Keluarga"),
                            ("person", "Orangnya sendiri"),
                        ],
                        max_length=10,
                        verbose_name="oleh",
                    ),
                ),
                ("within_days", models.PositiveSmallIntegerField(verbose_name="dalam (hari)")),
                (
                    "cost_source",
                    models.CharField(
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
                (
                    "goal",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="referrals.templategoal",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="templategoal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "domain__in",
                        [
                            "shelter",
                            "food",
                            "health",
                            "mental",
                            "identity",
                            "family",
                            "education",
                            "work",
                            "protection",
                            "return",
                            "aid",
                            "other",
                        ],
                    )
                ),
                name="template_goal_domain_is_known",
                violation_error_message="Nilai domain tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="templategoal",
            constraint=models.CheckConstraint(
                condition=models.Q(("within_days__gt", 0)),
                name="template_goal_within_is_positive",
                violation_error_message="Waktunya paling sedikit 1 hari.",
            ),
        ),
        migrations.AddConstraint(
            model_name="templateaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_kind__in", ["office", "partner", "family", "person"])),
                name="template_action_by_is_known",
                violation_error_message="Nilai by_kind tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="templateaction",
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
                name="template_action_cost_is_known",
                violation_error_message="Nilai cost_source tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="templateaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("within_days__gt", 0)),
                name="template_action_within_is_positive",
                violation_error_message="Waktunya paling sedikit 1 hari.",
            ),
        ),
    ]
