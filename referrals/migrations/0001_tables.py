import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Plans, conferences, referrals, decisions and partner links."""

    replaces = [
        ("referrals", "0001_initial"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
        ("documents", "0001_tables"),
        ("intake", "0002_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlacementGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        editable=False, max_length=20, unique=True, verbose_name="nomor kelompok"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("family", "Keluarga"), ("batch", "Rombongan")],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("reason", models.TextField(verbose_name="mengapa ke sana")),
                ("is_split", models.BooleanField(default=False, editable=False)),
                ("split_reason", models.TextField(blank=True, verbose_name="mengapa dipisah")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["family", "batch"])),
                        name="placement_group_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "family"), _negated=True),
                            ("is_split", False),
                            models.Q(("split_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="placement_group_split_says_why",
                        violation_error_message="Tulis mengapa keluarga ini dipisah.",
                    ),
                ],
            },
        ),
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
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        editable=False, max_length=20, unique=True, verbose_name="nomor rujukan"
                    ),
                ),
                ("reason", models.TextField(verbose_name="mengapa tempat ini")),
                (
                    "service_asked",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="layanan yang diminta"
                    ),
                ),
                (
                    "override_reason",
                    models.TextField(blank=True, verbose_name="alasan memilih tempat ini"),
                ),
                (
                    "override",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("misfit", "Ada syarat wajib yang tidak terpenuhi"),
                            ("full", "Tidak ada tempat kosong"),
                            ("not_first", "Ada tempat yang lebih sesuai"),
                        ],
                        editable=False,
                        help_text="Against what the place was chosen, as it stood when the referral was submitted.",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("submitted", "Menunggu keputusan"),
                            ("endorsed", "Menunggu keputusan kedua"),
                            ("returned", "Dikembalikan"),
                            ("refused", "Ditolak"),
                            ("approved", "Disetujui, dikirim"),
                            ("accepted", "Diterima, ditunggu"),
                            ("declined", "Tidak dapat diterima"),
                            ("arrived", "Tiba"),
                            ("done", "Selesai"),
                            ("cancelled", "Dibatalkan"),
                            ("lapsed", "Pemesanan lewat batas"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("placement", "Penempatan di UPT"),
                            ("shelter", "Penampungan sementara"),
                            ("hospital", "Rawat di rumah sakit"),
                            ("service", "Layanan tanpa menginap"),
                            ("exception", "Penempatan dengan pengecualian"),
                        ],
                        default="placement",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("needs_second", models.BooleanField(default=False, editable=False)),
                ("endorsed_at", models.DateTimeField(editable=False, null=True)),
                ("paused_at", models.DateTimeField(editable=False, null=True)),
                ("paused_until", models.DateField(editable=False, null=True)),
                ("pause_reason", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "paused_days",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, help_text="Working days of pauses that are over."
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decision_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("papers", "Surat kurang"),
                            ("assessment", "Asesmen perlu dilengkapi"),
                            ("better_place", "Ada tempat yang lebih cocok"),
                            ("family", "Keluarga mungkin dapat merawat"),
                            ("consent", "Klien belum setuju"),
                            ("other", "Lainnya"),
                            ("changed", "Isi berubah sesudah diputuskan"),
                        ],
                        editable=False,
                        max_length=15,
                    ),
                ),
                ("decision_note", models.TextField(blank=True, editable=False)),
                (
                    "decided_hash",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="SHA-256 of what was decided.",
                        max_length=64,
                    ),
                ),
                ("seen_at", models.DateTimeField(editable=False, null=True)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decline_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "Penuh"),
                            ("age", "Di luar usia"),
                            ("sex", "Jenis kelamin"),
                            ("pregnant", "Hamil"),
                            ("dependent", "Tidak mandiri"),
                            ("multiple", "Cacat ganda"),
                            ("not_calm", "Belum tenang"),
                            ("contagious", "Penyakit menular aktif"),
                            ("papers", "Dokumen kurang"),
                            ("area", "Luar wilayah"),
                            ("person_refuses", "Klien menolak"),
                            ("legal", "Masih proses hukum"),
                            ("other", "Lain"),
                        ],
                        editable=False,
                        max_length=15,
                    ),
                ),
                ("answer_note", models.TextField(blank=True, editable=False)),
                (
                    "expected_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ditunggu"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        editable=False, help_text="Done, cancelled, refused, declined.", null=True
                    ),
                ),
                ("end_note", models.TextField(blank=True, editable=False)),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="intake.case",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "endorsed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "last_edited_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "owned_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paused_by",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
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
                    models.Index(fields=["status", "submitted_at", "id"], name="referral_inbox"),
                    models.Index(fields=["case", "-id"], name="referral_by_case"),
                    models.Index(fields=["decided_at"], name="referral_by_decision"),
                    models.Index(fields=["submitted_at"], name="referral_by_submission"),
                    models.Index(fields=["answered_at"], name="referral_by_answer"),
                    models.Index(fields=["ended_at"], name="referral_by_ending"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "submitted",
                                    "endorsed",
                                    "returned",
                                    "refused",
                                    "approved",
                                    "accepted",
                                    "declined",
                                    "arrived",
                                    "done",
                                    "cancelled",
                                    "lapsed",
                                ],
                            )
                        ),
                        name="referral_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "decision_code__in",
                                [
                                    "",
                                    "papers",
                                    "assessment",
                                    "better_place",
                                    "family",
                                    "consent",
                                    "other",
                                    "changed",
                                ],
                            )
                        ),
                        name="referral_decision_code_is_known",
                        violation_error_message="Nilai decision_code tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "decline_code__in",
                                [
                                    "",
                                    "full",
                                    "age",
                                    "sex",
                                    "pregnant",
                                    "dependent",
                                    "multiple",
                                    "not_calm",
                                    "contagious",
                                    "papers",
                                    "area",
                                    "person_refuses",
                                    "legal",
                                    "other",
                                ],
                            )
                        ),
                        name="referral_decline_code_is_known",
                        violation_error_message="Nilai decline_code tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("override__in", ["", "misfit", "full", "not_first"])),
                        name="referral_override_is_known",
                        violation_error_message="Nilai override tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("override", ""),
                            models.Q(("override_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_override_says_why",
                        violation_error_message="Tulis mengapa tempat ini tetap dipilih.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("submitted_at__isnull", True), ("submitted_by__isnull", True)
                            ),
                            models.Q(
                                ("submitted_at__isnull", False), ("submitted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="referral_submitted_by_and_at",
                        violation_error_message="Isi semua: submitted_by, submitted_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_decided_by_and_at",
                        violation_error_message="Isi semua: decided_by, decided_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="referral_answered_by_and_at",
                        violation_error_message="Isi semua: answered_by, answered_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("endorsed_at__isnull", True), ("endorsed_by__isnull", True)),
                            models.Q(
                                ("endorsed_at__isnull", False), ("endorsed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="referral_endorsed_by_and_at",
                        violation_error_message="Isi semua: endorsed_by, endorsed_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paused_at__isnull", True),
                                ("paused_by__isnull", True),
                                ("paused_until__isnull", True),
                            ),
                            models.Q(
                                ("paused_at__isnull", False),
                                ("paused_by__isnull", False),
                                ("paused_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="referral_paused_by_at_and_until",
                        violation_error_message="Isi semua: paused_by, paused_at, paused_until, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paused_at__isnull", True),
                            models.Q(("pause_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_paused_says_why",
                        violation_error_message="Tulis mengapa keputusan dijeda.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["placement", "shelter", "hospital", "service", "exception"],
                            )
                        ),
                        name="referral_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", models.F("owned_by")), _negated=True),
                            models.Q(("decided_by", models.F("planned_by")), _negated=True),
                        ),
                        name="referral_decided_by_no_barred_hand",
                        violation_error_message="Jenis rujukan ini tidak diputus penanggung jawab kasus atau penyusun rencananya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("endorsed_by", models.F("submitted_by")), _negated=True),
                            models.Q(("endorsed_by", models.F("written_by")), _negated=True),
                            models.Q(("endorsed_by", models.F("assessed_by")), _negated=True),
                            models.Q(("endorsed_by", models.F("last_edited_by")), _negated=True),
                            models.Q(("endorsed_by", models.F("owned_by")), _negated=True),
                            models.Q(("endorsed_by", models.F("planned_by")), _negated=True),
                        ),
                        name="referral_endorsed_by_another",
                        violation_error_message="Keputusan pertama tidak diberikan yang ikut menyusunnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("endorsed_by")), _negated=True),
                        name="referral_second_by_another",
                        violation_error_message="Keputusan kedua diberikan orang lain daripada yang pertama.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "status__in",
                                    ["endorsed", "approved", "accepted", "arrived", "done"],
                                ),
                                _negated=True,
                            ),
                            ("needs_second", False),
                            ("endorsed_by__isnull", False),
                            _connector="OR",
                        ),
                        name="referral_second_follows_a_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "endorsed"), _negated=True),
                            ("needs_second", True),
                            _connector="OR",
                        ),
                        name="referral_endorsed_needs_second",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                            models.Q(("decided_by", models.F("written_by")), _negated=True),
                        ),
                        name="referral_decided_by_another",
                        violation_error_message="Tidak seorang pun memutus rujukannya sendiri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("assessed_by")), _negated=True),
                        name="referral_decided_by_no_assessor",
                        violation_error_message="Penyusun asesmen tidak memutus rujukan yang memakainya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", models.F("last_edited_by")), _negated=True
                        ),
                        name="referral_decided_by_no_editor",
                        violation_error_message="Penyunting terakhir tidak memutus rujukan ini.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["approved", "accepted", "arrived", "done"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("letter__isnull", False),
                                models.Q(("decided_hash", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="referral_approved_has_letter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["returned", "refused"]), _negated=True),
                            models.Q(("decision_code", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_sent_back_says_why",
                        violation_error_message="Pilih alasan mengembalikan atau menolak.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("decline_code", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_declined_says_why",
                        violation_error_message="Pilih mengapa orang ini tidak dapat diterima.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NextCandidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(editable=False)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "referral",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_candidate",
                        to="referrals.referral",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cover_letter", "Surat pengantar"),
                            ("social_report", "Laporan sosial"),
                            ("health", "Surat keterangan sehat"),
                            ("calm", "Surat dokter: tenang"),
                            ("ktp", "KTP"),
                            ("kk", "Kartu keluarga"),
                            ("birth", "Akta lahir"),
                            ("bpjs", "Kartu BPJS / KIS"),
                            ("poverty", "SKTM / desil DTSEN"),
                            ("skot", "Surat orang telantar dari kepolisian"),
                            ("lost", "Surat kehilangan"),
                            ("diploma", "Ijazah"),
                            ("photo", "Pas foto"),
                            ("family_statement", "Surat pernyataan keluarga"),
                            ("client_consent", "Persetujuan klien atau wali"),
                            ("handover", "Berita acara serah terima"),
                            ("signed_scan", "Pindaian surat bertanda tangan"),
                            ("other", "Lainnya"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("due_on", models.DateField(verbose_name="paling lambat")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="yang mengurus",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_tasks",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["owner", "due_on"], name="paper_task_by_owner")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "cover_letter",
                                    "social_report",
                                    "health",
                                    "calm",
                                    "ktp",
                                    "kk",
                                    "birth",
                                    "bpjs",
                                    "poverty",
                                    "skot",
                                    "lost",
                                    "diploma",
                                    "photo",
                                    "family_statement",
                                    "client_consent",
                                    "handover",
                                    "signed_scan",
                                    "other",
                                ],
                            )
                        ),
                        name="paper_task_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.UniqueConstraint(fields=("referral", "kind"), name="paper_task_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        help_text="Bagian atau jabatan yang menjawab, misalnya: IGD, loket rujukan.",
                        max_length=160,
                        verbose_name="diberikan kepada",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Tautan dikirim ke sini, tanpa PIN dan tanpa nama siapa pun.",
                        max_length=254,
                        verbose_name="pos-el penerima",
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("pin_hash", models.CharField(editable=False, max_length=128)),
                ("issued_at", models.DateTimeField(editable=False)),
                ("expires_at", models.DateTimeField(editable=False, verbose_name="berlaku sampai")),
                ("wrong_pins", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("locked_at", models.DateTimeField(editable=False, null=True)),
                ("last_used_at", models.DateTimeField(editable=False, null=True)),
                (
                    "asked_again_at",
                    models.DateTimeField(
                        editable=False,
                        help_text="When its holder asked for a new one, after it closed.",
                        null=True,
                    ),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "revoke_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="alasan dicabut"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="referrals.referral",
                        verbose_name="rujukan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="partner_link_revoked_by_and_at",
                        violation_error_message="Isi semua: revoked_by, revoked_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_at__isnull", True),
                            ("issued_at__isnull", True),
                            ("expires_at__gte", models.F("issued_at")),
                            _connector="OR",
                        ),
                        name="partner_link_expires_after_issue",
                        violation_error_message="Tautan harus berlaku sampai sesudah dikirim.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at__isnull", True),
                            models.Q(("revoke_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="partner_link_revoked_says_why",
                        violation_error_message="Tulis mengapa tautan dicabut.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wrong_pins__lt", 5), ("locked_at__isnull", False), _connector="OR"
                        ),
                        name="partner_link_locks_in_time",
                        violation_error_message="Tautan ini terkunci.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("referral",),
                        name="partner_link_one_standing",
                        violation_error_message="Rujukan ini sudah punya tautan yang berlaku.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_at", models.DateTimeField(editable=False)),
                (
                    "mails",
                    models.PositiveSmallIntegerField(
                        editable=False,
                        help_text="How many addresses; none, and only the list says it.",
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminder",
                        to="referrals.referral",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PartnerReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("accepted", "menerima"),
                            ("declined", "tidak dapat menerima"),
                            ("question", "bertanya"),
                            ("arrived", "mencatat kedatangan"),
                            ("done", "selesai melayani"),
                        ],
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True, editable=False)),
                ("said_at", models.DateTimeField(editable=False)),
                (
                    "said_name",
                    models.CharField(
                        blank=True,
                        help_text="Who spoke, where the account does not tell.",
                        max_length=160,
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="jawaban")),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                ("read_at", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="referrals.partnerlink",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["referral", "-id"], name="partner_reply_by_referral"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["referral"],
                        name="partner_reply_unread",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["accepted", "declined", "question", "arrived", "done"])
                        ),
                        name="partner_reply_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="partner_reply_answered_by_and_at",
                        violation_error_message="Isi semua: answered_by, answered_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("read_at__isnull", True), ("read_by__isnull", True)),
                            models.Q(("read_at__isnull", False), ("read_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="partner_reply_read_by_and_at",
                        violation_error_message="Isi semua: read_by, read_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "question"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="partner_reply_question_has_words",
                        violation_error_message="Tulis pertanyaannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            models.Q(("kind", "question"), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="partner_reply_answer_to_question",
                        violation_error_message="Tulis jawabannya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlacementMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch", models.PositiveSmallIntegerField(default=1, verbose_name="gelombang")),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.case",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="referrals.placementgroup",
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("group", "case"), name="placement_member_once"),
                    models.CheckConstraint(
                        condition=models.Q(("batch__gte", 1)),
                        name="placement_member_batch_counts_from_one",
                        violation_error_message="Gelombang dihitung dari 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.CharField(editable=False, max_length=20, verbose_name="nomor rujukan"),
                ),
                ("reason", models.TextField(verbose_name="mengapa tempat ini")),
                (
                    "service_asked",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="layanan yang diminta"
                    ),
                ),
                (
                    "override_reason",
                    models.TextField(blank=True, verbose_name="alasan memilih tempat ini"),
                ),
                (
                    "override",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("misfit", "Ada syarat wajib yang tidak terpenuhi"),
                            ("full", "Tidak ada tempat kosong"),
                            ("not_first", "Ada tempat yang lebih sesuai"),
                        ],
                        editable=False,
                        help_text="Against what the place was chosen, as it stood when the referral was submitted.",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("submitted", "Menunggu keputusan"),
                            ("endorsed", "Menunggu keputusan kedua"),
                            ("returned", "Dikembalikan"),
                            ("refused", "Ditolak"),
                            ("approved", "Disetujui, dikirim"),
                            ("accepted", "Diterima, ditunggu"),
                            ("declined", "Tidak dapat diterima"),
                            ("arrived", "Tiba"),
                            ("done", "Selesai"),
                            ("cancelled", "Dibatalkan"),
                            ("lapsed", "Pemesanan lewat batas"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("placement", "Penempatan di UPT"),
                            ("shelter", "Penampungan sementara"),
                            ("hospital", "Rawat di rumah sakit"),
                            ("service", "Layanan tanpa menginap"),
                            ("exception", "Penempatan dengan pengecualian"),
                        ],
                        default="placement",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("needs_second", models.BooleanField(default=False, editable=False)),
                ("endorsed_at", models.DateTimeField(editable=False, null=True)),
                ("paused_at", models.DateTimeField(editable=False, null=True)),
                ("paused_until", models.DateField(editable=False, null=True)),
                ("pause_reason", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "paused_days",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, help_text="Working days of pauses that are over."
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decision_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("papers", "Surat kurang"),
                            ("assessment", "Asesmen perlu dilengkapi"),
                            ("better_place", "Ada tempat yang lebih cocok"),
                            ("family", "Keluarga mungkin dapat merawat"),
                            ("consent", "Klien belum setuju"),
                            ("other", "Lainnya"),
                            ("changed", "Isi berubah sesudah diputuskan"),
                        ],
                        editable=False,
                        max_length=15,
                    ),
                ),
                ("decision_note", models.TextField(blank=True, editable=False)),
                (
                    "decided_hash",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="SHA-256 of what was decided.",
                        max_length=64,
                    ),
                ),
                ("seen_at", models.DateTimeField(editable=False, null=True)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decline_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "Penuh"),
                            ("age", "Di luar usia"),
                            ("sex", "Jenis kelamin"),
                            ("pregnant", "Hamil"),
                            ("dependent", "Tidak mandiri"),
                            ("multiple", "Cacat ganda"),
                            ("not_calm", "Belum tenang"),
                            ("contagious", "Penyakit menular aktif"),
                            ("papers", "Dokumen kurang"),
                            ("area", "Luar wilayah"),
                            ("person_refuses", "Klien menolak"),
                            ("legal", "Masih proses hukum"),
                            ("other", "Lain"),
                        ],
                        editable=False,
                        max_length=15,
                    ),
                ),
                ("answer_note", models.TextField(blank=True, editable=False)),
                (
                    "expected_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ditunggu"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        editable=False, help_text="Done, cancelled, refused, declined.", null=True
                    ),
                ),
                ("end_note", models.TextField(blank=True, editable=False)),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.case",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "endorsed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "last_edited_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "owned_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paused_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="referrals.referral",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReferralKind",
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
                            ("placement", "Penempatan di UPT"),
                            ("shelter", "Penampungan sementara"),
                            ("hospital", "Rawat di rumah sakit"),
                            ("service", "Layanan tanpa menginap"),
                            ("exception", "Penempatan dengan pengecualian"),
                        ],
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                (
                    "needs_second",
                    models.BooleanField(
                        default=False,
                        help_text="Kepala Seksi menyetujui lebih dahulu; tempat dan surat ada sesudah Kepala Bidang.",
                        verbose_name="perlu keputusan kedua Kepala Bidang",
                    ),
                ),
                (
                    "barred",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("owner", "penanggung jawab kasus"),
                                ("planner", "penyusun rencana layanan"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        help_text="Selain pengaju, penulis, pembuat asesmen, dan penyunting terakhir.",
                        verbose_name="juga tidak boleh memutus",
                    ),
                ),
                (
                    "in_batch",
                    models.BooleanField(
                        default=False,
                        help_text="Hanya yang berisiko rendah, dan hanya bila semua syarat terpenuhi.",
                        verbose_name="boleh disetujui beberapa sekaligus",
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
                                ["placement", "shelter", "hospital", "service", "exception"],
                            )
                        ),
                        name="referral_kind_code_is_known",
                        violation_error_message="Nilai code tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("barred__contained_by", ["owner", "planner"])),
                        name="referral_kind_barred_is_known",
                        violation_error_message="Ada nilai barred yang tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_second", False), ("in_batch", False), _connector="OR"
                        ),
                        name="referral_kind_second_is_no_batch",
                        violation_error_message="Yang perlu keputusan kedua tidak disetujui sekaligus.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="referrals.partnerreply",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ServiceGiven",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("DP01", "Asrama yang mudah diakses"),
                            ("DP02", "Permakanan"),
                            ("DP03", "Sandang"),
                            ("DP04", "Alat bantu"),
                            ("DP05", "Perbekalan kesehatan"),
                            ("DP06F", "Bimbingan fisik"),
                            ("DP06M", "Bimbingan mental spiritual"),
                            ("DP06S", "Bimbingan sosial"),
                            ("DP07", "Bimbingan keterampilan hidup sehari-hari"),
                            ("DP08", "Fasilitasi NIK dan dokumen"),
                            ("DP09", "Akses pendidikan dan kesehatan dasar"),
                            ("DP10", "Penelusuran keluarga"),
                            ("DP11", "Reunifikasi keluarga"),
                            ("DP12", "Pengasuhan"),
                            ("DP13", "Pemulangan ke daerah asal"),
                            ("DP14", "Pemulasaraan"),
                        ],
                        max_length=6,
                        verbose_name="kebutuhan",
                    ),
                ),
                ("given_on", models.DateField(verbose_name="tanggal")),
                (
                    "evidence",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="bukti atau keterangan"
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("cancelled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="alasan batal"
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
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="intake.case",
                    ),
                ),
                (
                    "given_by",
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
                    models.Index(fields=["given_on", "need"], name="service_by_day"),
                    models.Index(
                        condition=models.Q(("evidence", "")),
                        fields=["given_on"],
                        name="service_without_evidence",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "need__in",
                                [
                                    "DP01",
                                    "DP02",
                                    "DP03",
                                    "DP04",
                                    "DP05",
                                    "DP06F",
                                    "DP06M",
                                    "DP06S",
                                    "DP07",
                                    "DP08",
                                    "DP09",
                                    "DP10",
                                    "DP11",
                                    "DP12",
                                    "DP13",
                                    "DP14",
                                ],
                            )
                        ),
                        name="service_need_is_known",
                        violation_error_message="Nilai need tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=("case", "need", "given_on"),
                        name="service_once_a_day",
                        violation_error_message="Layanan ini sudah tercatat untuk orang ini pada hari itu.",
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
                        name="service_cancelled_by_and_at",
                        violation_error_message="Isi semua: cancelled_at, cancelled_by, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="service_cancelled_says_why",
                        violation_error_message="Tulis alasan pembatalan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServicePlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(editable=False)),
                (
                    "revision_reason",
                    models.CharField(
                        blank=True,
                        help_text="Misalnya: sesudah kunjungan 3 November, keluarga bersedia menerima.",
                        max_length=300,
                        verbose_name="mengapa direvisi",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Disusun"),
                            ("agreed", "Disepakati"),
                            ("approved", "Disetujui"),
                            ("superseded", "Digantikan"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "own_words",
                    models.TextField(blank=True, verbose_name="keinginan orangnya, kata sendiri"),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                (
                    "agreed_by",
                    models.CharField(
                        blank=True,
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
                    "agreed_name",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="nama yang menyepakati"
                    ),
                ),
                (
                    "agreed_how",
                    models.CharField(
                        blank=True,
                        help_text="Tanda tangan, cap jempol, lisan.",
                        max_length=120,
                        verbose_name="cara",
                    ),
                ),
                (
                    "not_agreed_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="mengapa belum disepakati"
                    ),
                ),
                ("agreed_at", models.DateTimeField(editable=False, null=True)),
                ("approved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="intake.case",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "agreed", "approved", "superseded"])
                        ),
                        name="plan_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed_by__in", ["", "person", "guardian", "nobody"])),
                        name="plan_agreed_by_is_known",
                        violation_error_message="Nilai agreed_by tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(
                                ("approved_at__isnull", False), ("approved_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="plan_approved_by_and_at",
                        violation_error_message="Isi semua: approved_by, approved_at, atau tidak sama sekali.",
                    ),
                    models.UniqueConstraint(fields=("case", "version"), name="plan_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "superseded"), _negated=True),
                        fields=("case",),
                        name="plan_one_current",
                        violation_error_message="Kasus ini sudah punya rencana yang berlaku.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1),
                            models.Q(("revision_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_revision_says_why",
                        violation_error_message="Tulis mengapa rencana direvisi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", models.F("written_by")), _negated=True),
                        name="plan_approved_by_another",
                        violation_error_message="Tidak seorang pun menyetujui rencananya sendiri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_by", "nobody"), _negated=True),
                            models.Q(("not_agreed_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_not_agreed_says_why",
                        violation_error_message="Tulis mengapa rencana tidak disepakati.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(("agreed_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_agreed_by_somebody",
                        violation_error_message="Pilih siapa yang menyepakati rencana.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "approved"), _negated=True),
                            ("approved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="plan_approved_has_approver",
                    ),
                ],
            },
        ),
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
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signature",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.signature",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="referrals.serviceplan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("agreed_by__in", ["person", "guardian", "nobody"])),
                        name="plan_agreement_by_is_known",
                        violation_error_message="Nilai agreed_by tidak dikenal.",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_by", "nobody"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_agreement_refused_says_why",
                        violation_error_message="Tulis mengapa rencana tidak disepakati.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanGoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("goal", models.CharField(max_length=300, verbose_name="tujuan")),
                (
                    "measure",
                    models.CharField(
                        blank=True,
                        help_text="Apa yang dilihat atau dihitung: hari tinggal tanpa kabur, KTP terbit, nilai Barthel.",
                        max_length=160,
                        verbose_name="ukuran",
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        blank=True,
                        help_text="Kapan dianggap tercapai: terbit, 12 ke atas.",
                        max_length=120,
                        verbose_name="target",
                    ),
                ),
                (
                    "by_on",
                    models.DateField(blank=True, null=True, verbose_name="tercapai paling lambat"),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="intake.need",
                        verbose_name="kebutuhan",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="referrals.serviceplan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "need"),
                        name="plan_goal_once_a_need",
                        violation_error_message="Kebutuhan ini sudah punya tujuan dalam rencana.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanAction",
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
                (
                    "by_name",
                    models.CharField(
                        blank=True,
                        help_text="Nama keluarga, mitra, atau petugas luar.",
                        max_length=120,
                        verbose_name="siapa",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="paling lambat")),
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
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Belum"),
                            ("done", "Selesai"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "status_note",
                    models.CharField(blank=True, max_length=200, verbose_name="hasil atau alasan"),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "former",
                    models.ForeignKey(
                        editable=False,
                        help_text="The same act in the version before.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later",
                        to="referrals.planaction",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Muncul di Pekerjaan saya miliknya. Bila kosong, pada penanggung jawab kasus.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="petugas yang mengurus",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="referrals.plangoal",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "planned")),
                        fields=["due_on"],
                        name="plan_action_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_kind__in", ["office", "partner", "family", "person"])
                        ),
                        name="plan_action_by_is_known",
                        violation_error_message="Nilai by_kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["planned", "done", "cancelled"])),
                        name="plan_action_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_action_settled_by_and_at",
                        violation_error_message="Isi semua: settled_by, settled_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            models.Q(("status_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_action_cancelled_says_why",
                        violation_error_message="Tulis mengapa tindakan dibatalkan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "done"), _negated=True),
                            models.Q(("status_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_action_done_says_result",
                        violation_error_message="Tulis hasil tindakan ini.",
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
            options={
                "constraints": [
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("within_days__gt", 0)),
                        name="template_goal_within_is_positive",
                        violation_error_message="Waktunya paling sedikit 1 hari.",
                    ),
                ],
            },
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_kind__in", ["office", "partner", "family", "person"])
                        ),
                        name="template_action_by_is_known",
                        violation_error_message="Nilai by_kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("within_days__gt", 0)),
                        name="template_action_within_is_positive",
                        violation_error_message="Waktunya paling sedikit 1 hari.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseConference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=20, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("called", "Diundang"),
                            ("held", "Dilaksanakan"),
                            ("cancelled", "Batal"),
                        ],
                        default="called",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="tanggal dan jam")),
                (
                    "place",
                    models.CharField(
                        help_text="Ruang, atau tautan rapat daring.",
                        max_length=160,
                        verbose_name="tempat",
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        help_text="Satu pertanyaan, misalnya: ke mana sesudah RSJ?",
                        max_length=300,
                        verbose_name="yang perlu diputuskan",
                    ),
                ),
                (
                    "agenda",
                    models.TextField(
                        blank=True, help_text="Satu pokok tiap baris.", verbose_name="acara"
                    ),
                ),
                ("called_at", models.DateTimeField(editable=False)),
                ("began_at", models.DateTimeField(editable=False, null=True, verbose_name="mulai")),
                (
                    "ended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="selesai"),
                ),
                (
                    "minutes",
                    models.TextField(
                        blank=True, editable=False, verbose_name="jalannya pembahasan"
                    ),
                ),
                (
                    "decision",
                    models.TextField(blank=True, editable=False, verbose_name="keputusan"),
                ),
                ("reasons", models.TextField(blank=True, editable=False, verbose_name="alasan")),
                ("recorded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="mengapa batal"
                    ),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conferences",
                        to="intake.case",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "minutes_paper",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["called", "held", "cancelled"])),
                        name="conference_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded_at__isnull", True), ("recorded_by__isnull", True)),
                            models.Q(
                                ("recorded_at__isnull", False), ("recorded_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="conference_recorded_by_and_at",
                        violation_error_message="Isi semua: recorded_by, recorded_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("began_at__isnull", True),
                            ("ended_at__gte", models.F("began_at")),
                            _connector="OR",
                        ),
                        name="conference_in_order",
                        violation_error_message="Selesainya mendahului mulainya.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "called")),
                        fields=("case",),
                        name="conference_one_called",
                        violation_error_message="Kasus ini sudah punya pembahasan yang diundang.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "held"), _negated=True),
                            models.Q(
                                models.Q(("minutes", ""), _negated=True),
                                models.Q(("decision", ""), _negated=True),
                                models.Q(("reasons", ""), _negated=True),
                                ("began_at__isnull", False),
                                ("ended_at__isnull", False),
                                ("recorded_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="conference_held_is_complete",
                        violation_error_message="Isi jam, jalannya pembahasan, keputusan, dan alasannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="conference_cancelled_says_why",
                        violation_error_message="Tulis mengapa pembahasan batal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("child", "Penempatan anak"),
                            ("trafficking", "Dugaan TPPO atau eksploitasi"),
                        ],
                        max_length=15,
                        verbose_name="untuk",
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        help_text="UPTD PPA, Unit PPA kepolisian, Dinas P3AKB.",
                        max_length=120,
                        verbose_name="instansi",
                    ),
                ),
                ("letter_number", models.CharField(max_length=60, verbose_name="nomor surat")),
                ("dated_on", models.DateField(verbose_name="tanggal surat")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="keterangan")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clearances",
                        to="intake.case",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["child", "trafficking"])),
                        name="clearance_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency", ""), _negated=True),
                            models.Q(("letter_number", ""), _negated=True),
                        ),
                        name="clearance_says_who",
                        violation_error_message="Tulis instansi dan nomor suratnya.",
                    ),
                    models.UniqueConstraint(
                        fields=("case", "kind", "letter_number"),
                        name="clearance_once",
                        violation_error_message="Surat ini sudah tercatat.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConferenceAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="tindakan")),
                (
                    "by_name",
                    models.CharField(blank=True, max_length=120, verbose_name="atau pihak luar"),
                ),
                ("due_on", models.DateField(verbose_name="paling lambat")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Belum"),
                            ("done", "Selesai"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "status_note",
                    models.CharField(blank=True, max_length=200, verbose_name="hasil atau alasan"),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="referrals.caseconference",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="petugas",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "planned")),
                        fields=["due_on"],
                        name="conference_action_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["planned", "done", "cancelled"])),
                        name="conference_action_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="conference_action_settled_by_and_at",
                        violation_error_message="Isi semua: settled_by, settled_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner__isnull", False),
                            models.Q(("by_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="conference_action_has_somebody",
                        violation_error_message="Pilih petugas, atau tulis pihak luar yang mengerjakan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "planned"),
                            models.Q(("status_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="conference_action_settled_says_how",
                        violation_error_message="Tulis hasilnya, atau mengapa batal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConferenceParticipant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "Pemimpin"),
                            ("clerk", "Notulis"),
                            ("member", "Peserta"),
                        ],
                        max_length=10,
                        verbose_name="peran",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nama")),
                ("agency", models.CharField(max_length=160, verbose_name="instansi atau jabatan")),
                (
                    "attendance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "Hadir"),
                            ("online", "Daring"),
                            ("excused", "Izin"),
                            ("absent", "Tidak hadir"),
                        ],
                        max_length=10,
                        verbose_name="kehadiran",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agree", "Setuju"),
                            ("dissent", "Tidak sependapat"),
                            ("abstain", "Tidak bersuara"),
                        ],
                        max_length=10,
                        verbose_name="sikap",
                    ),
                ),
                ("dissent", models.TextField(blank=True, verbose_name="pendapat berbeda")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="referrals.caseconference",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["chair", "clerk", "member"])),
                        name="conference_participant_role_is_known",
                        violation_error_message="Nilai role tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attendance__in", ["", "present", "online", "excused", "absent"])
                        ),
                        name="conference_participant_attendance_is_known",
                        violation_error_message="Nilai attendance tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["", "agree", "dissent", "abstain"])),
                        name="conference_participant_stance_is_known",
                        violation_error_message="Nilai stance tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "member"), _negated=True),
                        fields=("conference", "role"),
                        name="conference_participant_one_chair_and_clerk",
                    ),
                    models.UniqueConstraint(
                        fields=("conference", "user"),
                        name="conference_participant_once",
                        violation_error_message="Petugas ini sudah ada dalam daftar peserta.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stance", ""),
                            ("attendance__in", ("present", "online")),
                            _connector="OR",
                        ),
                        name="conference_participant_speaks_if_present",
                        violation_error_message="Sikap hanya dicatat dari yang hadir.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("stance", "dissent"), models.Q(("dissent", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("stance", "dissent"), _negated=True), ("dissent", "")
                            ),
                            _connector="OR",
                        ),
                        name="conference_participant_dissent_is_written",
                        violation_error_message="Tulis pendapat berbeda itu, utuh, dengan kata pemiliknya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConferenceSupplement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="tambahan")),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplements",
                        to="referrals.caseconference",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="conference_supplement_is_written",
                        violation_error_message="Tulis tambahannya.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("endorsed", "Disetujui sebagai keputusan pertama"),
                            ("approved", "Disetujui"),
                            ("returned", "Dikembalikan"),
                            ("refused", "Ditolak"),
                        ],
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False)),
                (
                    "decided_as",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Plh. Kepala Seksi …; empty: their own post.",
                        max_length=160,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("papers", "Surat kurang"),
                            ("assessment", "Asesmen perlu dilengkapi"),
                            ("better_place", "Ada tempat yang lebih cocok"),
                            ("family", "Keluarga mungkin dapat merawat"),
                            ("consent", "Klien belum setuju"),
                            ("other", "Lainnya"),
                            ("changed", "Isi berubah sesudah diputuskan"),
                        ],
                        editable=False,
                        max_length=15,
                    ),
                ),
                ("note", models.TextField(blank=True, editable=False)),
                (
                    "content",
                    models.JSONField(
                        editable=False,
                        help_text="The canonical form of what was decided: ``referrals.content``.",
                    ),
                ),
                (
                    "content_hash",
                    models.CharField(
                        editable=False, help_text="SHA-256 of the canonical form.", max_length=64
                    ),
                ),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "void_changes",
                    models.JSONField(
                        default=list, editable=False, help_text="What changed: label, was, now."
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.mandate",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        editable=False,
                        help_text="Whose edit took its ground away; null where the nightly job found it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["endorsed", "approved", "returned", "refused"])
                        ),
                        name="decision_outcome_is_known",
                        violation_error_message="Nilai outcome tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "",
                                    "papers",
                                    "assessment",
                                    "better_place",
                                    "family",
                                    "consent",
                                    "other",
                                    "changed",
                                ],
                            )
                        ),
                        name="decision_code_is_known",
                        violation_error_message="Nilai code tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["approved", "endorsed"]),
                            models.Q(("code", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="decision_against_says_why",
                        violation_error_message="Pilih alasan mengembalikan atau menolak.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("letter__isnull", False), ("outcome", "approved")),
                            models.Q(
                                models.Q(("outcome", "approved"), _negated=True),
                                ("letter__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_approval_has_letter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_as", ""), ("mandate__isnull", True)),
                            models.Q(
                                ("mandate__isnull", False),
                                models.Q(("decided_as", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_acting_names_the_mandate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("void_changes", []),
                                ("voided_at__isnull", True),
                                ("voided_by__isnull", True),
                            ),
                            models.Q(
                                ("outcome__in", ["approved", "endorsed"]),
                                ("voided_at__isnull", False),
                                models.Q(("void_changes", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_voided_says_what_changed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "approved"), ("voided_at__isnull", True)),
                        fields=("referral",),
                        name="decision_one_standing_approval",
                        violation_error_message="Rujukan ini sudah disetujui.",
                    ),
                ],
            },
        ),
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
        migrations.CreateModel(
            name="HealthDisclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("consent", "Persetujuan orangnya atau walinya"),
                            ("law", "Kewajiban menurut hukum"),
                        ],
                        max_length=10,
                        verbose_name="dasar",
                    ),
                ),
                (
                    "text",
                    models.TextField(verbose_name="bunyi persetujuan, atau pasal yang mewajibkan"),
                ),
                ("given_by", models.CharField(max_length=120, verbose_name="diberikan oleh")),
                ("given_on", models.DateField(verbose_name="tanggal")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "fact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.healthfact",
                        verbose_name="fakta",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["consent", "law"])),
                        name="health_disclosure_basis_is_known",
                        violation_error_message="Nilai basis tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("given_by", ""), _negated=True),
                        ),
                        name="health_disclosure_says_by_whom",
                        violation_error_message="Tulis bunyi persetujuan atau pasalnya, dan siapa yang memberikannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="health_disclosure_withdrawn_by_and_at",
                        violation_error_message="Isi semua: withdrawn_by, withdrawn_at, atau tidak sama sekali.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("referral", "fact"),
                        name="health_disclosure_once",
                        violation_error_message="Fakta ini sudah boleh disampaikan dalam surat rujukan ini.",
                    ),
                ],
            },
        ),
    ]
