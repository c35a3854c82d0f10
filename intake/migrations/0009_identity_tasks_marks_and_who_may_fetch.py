import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RESULT_FROM_FOUND = "UPDATE intake_identitycheck SET result = 'not_found' WHERE NOT found"
FOUND_FROM_RESULT = "UPDATE intake_identitycheck SET found = (result = 'found')"
REFUSAL_WITHOUT_EVIDENCE = """
UPDATE intake_familycontact SET evidence = 'Belum dicatat (sebelum bukti diminta)'
WHERE result = 'refused' AND evidence = ''
"""


class Migration(migrations.Migration):
    """Rungs as tasks, tries by their means, marks and statements; who may fetch, and the lock."""

    dependencies = [
        ("intake", "0008_sync_item"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BodyMark",
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
                            ("scar", "Bekas luka"),
                            ("birthmark", "Tanda lahir"),
                            ("mole", "Tahi lalat"),
                            ("tattoo", "Tato"),
                            ("piercing", "Tindik"),
                            ("missing", "Bagian tubuh tidak ada"),
                            ("shape", "Bentuk tubuh khas"),
                            ("other", "Lainnya"),
                        ],
                        max_length=10,
                        verbose_name="tanda",
                    ),
                ),
                (
                    "region",
                    models.CharField(
                        choices=[
                            ("face_right", "Wajah, kanan"),
                            ("face_left", "Wajah, kiri"),
                            ("head_back", "Kepala belakang"),
                            ("neck", "Leher"),
                            ("nape", "Tengkuk"),
                            ("chest_right", "Dada kanan"),
                            ("chest_left", "Dada kiri"),
                            ("belly", "Perut"),
                            ("upper_back", "Punggung atas"),
                            ("lower_back", "Punggung bawah"),
                            ("arm_right", "Lengan atas kanan"),
                            ("arm_left", "Lengan atas kiri"),
                            ("forearm_right", "Lengan bawah kanan"),
                            ("forearm_left", "Lengan bawah kiri"),
                            ("hand_right", "Tangan kanan"),
                            ("hand_left", "Tangan kiri"),
                            ("thigh_right", "Paha kanan"),
                            ("thigh_left", "Paha kiri"),
                            ("leg_right", "Betis atau tulang kering kanan"),
                            ("leg_left", "Betis atau tulang kering kiri"),
                            ("foot_right", "Kaki kanan"),
                            ("foot_left", "Kaki kiri"),
                        ],
                        max_length=15,
                        verbose_name="di mana",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="keterangan")),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Collector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="nama")),
                (
                    "relation",
                    models.CharField(
                        help_text="Misalnya: adik kandung.", max_length=80, verbose_name="sebagai"
                    ),
                ),
                (
                    "relation_proof",
                    models.CharField(
                        blank=True,
                        help_text="KK, atau dua saksi.",
                        max_length=200,
                        verbose_name="hubungan terbukti oleh",
                    ),
                ),
                (
                    "home_proof",
                    models.CharField(
                        blank=True,
                        help_text="Kapan, oleh siapa, hasilnya.",
                        max_length=200,
                        verbose_name="rumah sudah dilihat",
                    ),
                ),
                (
                    "own_will",
                    models.CharField(
                        blank=True,
                        help_text="Setuju pulang kepadanya?",
                        max_length=200,
                        verbose_name="kata orangnya sendiri",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Diusulkan"),
                            ("allowed", "Boleh menjemput"),
                            ("barred", "Tidak boleh"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="alasan"
                    ),
                ),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="IdentityTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("unknown", "Belum dikenal"),
                            ("asserted", "Pengakuan sendiri"),
                            ("family", "Dibenarkan keluarga"),
                            ("document", "Dokumen terlihat"),
                            ("nik", "NIK diverifikasi"),
                            ("biometric", "Biometrik Dukcapil"),
                        ],
                        max_length=10,
                        verbose_name="tingkat",
                    ),
                ),
                (
                    "asked_of",
                    models.CharField(blank=True, max_length=160, verbose_name="diajukan kepada"),
                ),
                ("letter", models.CharField(blank=True, max_length=80, verbose_name="nomor surat")),
                ("due_on", models.DateField(verbose_name="ditagih tanggal")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Diajukan"),
                            ("done", "Selesai"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="hasil"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PersonStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("name", "Nama"),
                            ("age", "Usia"),
                            ("origin", "Asal"),
                            ("family", "Keluarga"),
                            ("story", "Bagaimana sampai di jalan"),
                            ("other", "Lainnya"),
                        ],
                        max_length=10,
                        verbose_name="tentang",
                    ),
                ),
                ("words", models.CharField(max_length=400, verbose_name="kata-katanya")),
                ("said_on", models.DateField(verbose_name="dikatakan tanggal")),
                ("heard_by", models.CharField(max_length=120, verbose_name="didengar oleh")),
                (
                    "language",
                    models.CharField(blank=True, max_length=60, verbose_name="dalam bahasa"),
                ),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="ReunionLock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="dugaan")),
                ("locked_at", models.DateTimeField(auto_now_add=True)),
                ("cleared_at", models.DateTimeField(editable=False, null=True)),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="dasar membuka kunci",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="familycontact",
            name="evidence",
            field=models.CharField(
                blank=True,
                help_text="Surat pernyataan, rekaman, atau siapa yang menyaksikan.",
                max_length=200,
                verbose_name="bukti penolakan",
            ),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="method",
            field=models.CharField(
                choices=[
                    ("speech", "Ucapan sendiri"),
                    ("family", "Keluarga"),
                    ("witness", "Saksi atau perangkat desa"),
                    ("document", "Dokumen"),
                    ("register", "Kueri Dukcapil"),
                    ("finger", "Sidik jari"),
                    ("iris", "Iris mata"),
                    ("face", "Wajah"),
                    ("inafis", "Inafis Polri"),
                    ("media", "Media sosial"),
                    ("other", "Lainnya"),
                ],
                default="other",
                max_length=10,
                verbose_name="cara",
            ),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="result",
            field=models.CharField(
                choices=[
                    ("found", "Cocok"),
                    ("not_found", "Tidak ditemukan"),
                    ("impossible", "Tidak dapat dilakukan"),
                ],
                default="found",
                max_length=10,
                verbose_name="hasil",
            ),
        ),
        migrations.RunSQL(RESULT_FROM_FOUND, reverse_sql=FOUND_FROM_RESULT),
        migrations.RemoveField(
            model_name="identitycheck",
            name="found",
        ),
        migrations.RunSQL(REFUSAL_WITHOUT_EVIDENCE, reverse_sql=migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="familycontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "refused"), _negated=True),
                    models.Q(("evidence", ""), _negated=True),
                    _connector="OR",
                ),
                name="family_contact_refusal_has_evidence",
                violation_error_message="Penolakan keluarga memerlukan bukti.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitycheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "method__in",
                        [
                            "speech",
                            "family",
                            "witness",
                            "document",
                            "register",
                            "finger",
                            "iris",
                            "face",
                            "inafis",
                            "media",
                            "other",
                        ],
                    )
                ),
                name="identity_check_method_is_known",
                violation_error_message="Nilai method tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitycheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["found", "not_found", "impossible"])),
                name="identity_check_result_is_known",
                violation_error_message="Nilai result tidak dikenal.",
            ),
        ),
        migrations.AddField(
            model_name="bodymark",
            name="noted_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="bodymark",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="body_marks",
                to="intake.person",
            ),
        ),
        migrations.AddField(
            model_name="collector",
            name="decided_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="collector",
            name="noted_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="collector",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="collectors",
                to="intake.person",
            ),
        ),
        migrations.AddField(
            model_name="identitytask",
            name="closed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="identitytask",
            name="opened_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="identitytask",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="identity_tasks",
                to=settings.AUTH_USER_MODEL,
                verbose_name="petugas",
            ),
        ),
        migrations.AddField(
            model_name="identitytask",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="identity_tasks",
                to="intake.person",
            ),
        ),
        migrations.AddField(
            model_name="personstatement",
            name="noted_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personstatement",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statements",
                to="intake.person",
            ),
        ),
        migrations.AddField(
            model_name="reunionlock",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reunion_locks",
                to="intake.case",
            ),
        ),
        migrations.AddField(
            model_name="reunionlock",
            name="cleared_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reunionlock",
            name="locked_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="bodymark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "scar",
                            "birthmark",
                            "mole",
                            "tattoo",
                            "piercing",
                            "missing",
                            "shape",
                            "other",
                        ],
                    )
                ),
                name="body_mark_kind_is_known",
                violation_error_message="Nilai kind tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodymark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "region__in",
                        [
                            "face_right",
                            "face_left",
                            "head_back",
                            "neck",
                            "nape",
                            "chest_right",
                            "chest_left",
                            "belly",
                            "upper_back",
                            "lower_back",
                            "arm_right",
                            "arm_left",
                            "forearm_right",
                            "forearm_left",
                            "hand_right",
                            "hand_left",
                            "thigh_right",
                            "thigh_left",
                            "leg_right",
                            "leg_left",
                            "foot_right",
                            "foot_left",
                        ],
                    )
                ),
                name="body_mark_region_is_known",
                violation_error_message="Nilai region tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collector",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["proposed", "allowed", "barred"])),
                name="collector_status_is_known",
                violation_error_message="Nilai status tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collector",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="collector_decided_by_and_at",
                violation_error_message="Isi semua: decided_by, decided_at, atau tidak sama sekali.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collector",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "proposed"), ("decided_at__isnull", False), _connector="OR"
                ),
                name="collector_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="collector",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "allowed"), _negated=True),
                    models.Q(
                        models.Q(("relation_proof", ""), _negated=True),
                        models.Q(("home_proof", ""), _negated=True),
                        models.Q(("own_will", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="collector_allowed_on_three_proofs",
                violation_error_message="Belum boleh menjemput: lengkapi bukti hubungan, kunjungan rumah, dan kata orangnya sendiri.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collector",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "barred"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="collector_barred_says_why",
                violation_error_message="Tulis mengapa orang ini tidak boleh menjemput.",
            ),
        ),
        migrations.AddIndex(
            model_name="identitytask",
            index=models.Index(fields=["owner", "status", "due_on"], name="identity_task_by_owner"),
        ),
        migrations.AddConstraint(
            model_name="identitytask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("level__in", ["unknown", "asserted", "family", "document", "nik", "biometric"])
                ),
                name="identity_task_level_is_known",
                violation_error_message="Nilai level tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitytask",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "done", "cancelled"])),
                name="identity_task_status_is_known",
                violation_error_message="Nilai status tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitytask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="identity_task_closed_by_and_at",
                violation_error_message="Isi semua: closed_by, closed_at, atau tidak sama sekali.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitytask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("status", "open")),
                    models.Q(
                        models.Q(("status", "open"), _negated=True),
                        ("closed_at__isnull", False),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="identity_task_closed_says_how",
                violation_error_message="Tulis hasil tugas ini, atau mengapa dibatalkan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitytask",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "open")),
                fields=("person", "level"),
                name="identity_task_one_open_a_rung",
                violation_error_message="Tugas untuk tingkat ini sudah ada dan belum selesai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="personstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("topic__in", ["name", "age", "origin", "family", "story", "other"])
                ),
                name="person_statement_topic_is_known",
                violation_error_message="Nilai topic tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reunionlock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cleared_at__isnull", True), ("cleared_by__isnull", True)),
                    models.Q(("cleared_at__isnull", False), ("cleared_by__isnull", False)),
                    _connector="OR",
                ),
                name="reunion_lock_cleared_by_and_at",
                violation_error_message="Isi semua: cleared_by, cleared_at, atau tidak sama sekali.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reunionlock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cleared_at__isnull", True),
                    models.Q(("ground", ""), _negated=True),
                    _connector="OR",
                ),
                name="reunion_lock_cleared_says_why",
                violation_error_message="Tulis dasar membuka kunci: siapa memeriksa, apa hasilnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reunionlock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cleared_by__isnull", True),
                    models.Q(("cleared_by", models.F("locked_by")), _negated=True),
                    _connector="OR",
                ),
                name="reunion_lock_cleared_by_another",
                violation_error_message="Yang mengunci tidak membuka kuncinya sendiri.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reunionlock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cleared_at__isnull", True)),
                fields=("case",),
                name="reunion_lock_one_open",
                violation_error_message="Reunifikasi kasus ini sudah terkunci.",
            ),
        ),
    ]
