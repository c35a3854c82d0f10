import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import intake.models.persons
import ppks_service.text


class Migration(migrations.Migration):
    """Persons, raids, encounters, cases and what is known of them."""

    replaces = [
        ("intake", "0001_initial"),
        ("intake", "0003_case_belongings_and_open_list"),
        ("intake", "0004_case_type_end_is_no_field"),
        ("intake", "0006_versions"),
        ("intake", "0007_encounter_history"),
        ("intake", "0008_sync_item"),
        ("intake", "0009_identity_tasks_marks_and_who_may_fetch"),
        ("intake", "0011_several_sources_and_split_counts"),
        ("intake", "0012_person_links_and_promises"),
        ("intake", "0014_family_phone_numbers"),
        ("intake", "0016_number_of_family_contacts"),
        ("intake", "0017_handovers_and_belongings"),
        ("intake", "0019_bare_rows_of_a_guess"),
        ("intake", "0020_paper_bands"),
        ("intake", "0021_sync_of_bands_and_discards"),
        ("intake", "0023_registers_taken_over"),
        ("intake", "0024_one_draft_of_an_instrument"),
        ("intake", "0025_paper_sheets"),
        ("intake", "0026_guarded_facts_of_health"),
        ("intake", "0027_relatives_ties_and_bonds"),
        ("intake", "0028_needs_say_which_item"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
        ("areas", "0001_tables"),
        ("documents", "0001_tables"),
        ("intake", "0001_names"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filename", models.CharField(max_length=150, verbose_name="berkas")),
                ("sheet", models.CharField(max_length=100, verbose_name="lembar")),
                (
                    "head_first",
                    models.PositiveIntegerField(help_text="First row of the head; 0 is the top."),
                ),
                ("head_last", models.PositiveIntegerField()),
                (
                    "columns",
                    models.JSONField(
                        default=list,
                        editable=False,
                        help_text="Heads, samples and what each column becomes: imports.columns.",
                    ),
                ),
                (
                    "answers",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        help_text="What a person said that words mean: imports.reading.",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("uploaded", "Kolom dipasangkan"),
                            ("checking", "Sedang diperiksa"),
                            ("checked", "Uji coba"),
                            ("accepting", "Sedang diterima"),
                            ("accepted", "Diterima"),
                            ("undoing", "Sedang dibatalkan"),
                            ("undone", "Dibatalkan"),
                            ("dropped", "Tidak jadi"),
                        ],
                        default="uploaded",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "left_out",
                    models.PositiveIntegerField(
                        default=0, help_text="Rows that are no data: repeated heads, sums, titles."
                    ),
                ),
                ("with_warnings", models.BooleanField(default=True)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "accepted_at",
                    models.DateTimeField(
                        editable=False, help_text="The first acceptance.", null=True
                    ),
                ),
                (
                    "finished_at",
                    models.DateTimeField(
                        editable=False, help_text="When its latest row was written.", null=True
                    ),
                ),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
                (
                    "undo_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wrong_file", "Salah berkas"),
                            ("wrong_columns", "Kolom salah dipasangkan"),
                            ("already_there", "Sudah pernah dimasukkan"),
                            ("other", "Sebab lain"),
                        ],
                        max_length=15,
                        verbose_name="sebab",
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="seksi",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["office", "-uploaded_at"], name="import_by_office")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "uploaded",
                                    "checking",
                                    "checked",
                                    "accepting",
                                    "accepted",
                                    "undoing",
                                    "undone",
                                    "dropped",
                                ],
                            )
                        ),
                        name="import_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "undo_reason__in",
                                ["", "wrong_file", "wrong_columns", "already_there", "other"],
                            )
                        ),
                        name="import_undo_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                            models.Q(
                                ("accepted_at__isnull", False), ("accepted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="import_accepted_by_and_at",
                        violation_error_message="Isi semua: accepted_by, accepted_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="import_undone_by_and_at",
                        violation_error_message="Isi semua: undone_by, undone_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("head_last__gte", models.F("head_first"))),
                        name="import_head_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", True),
                            models.Q(("undo_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="import_undone_says_why",
                        violation_error_message="Pilih sebab impor dibatalkan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("head", models.CharField(help_text="Folded.", max_length=120)),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("name", "Nama"),
                            ("alias", "Sebutan atau alias"),
                            ("sex", "Jenis kelamin"),
                            ("age", "Usia atau perkiraan usia"),
                            ("born", "Tanggal lahir (boleh dengan tempat)"),
                            ("birth_place", "Tempat lahir"),
                            ("nik", "NIK"),
                            ("kk", "Nomor KK"),
                            ("origin", "Alamat atau asal"),
                            ("came", "Tanggal masuk"),
                            ("door", "Cara masuk"),
                            ("place", "Tempat ditemukan"),
                            ("type", "Jenis PPKS"),
                            ("condition", "Keadaan"),
                            ("left", "Tanggal keluar"),
                            ("end", "Hasil akhir atau tindak lanjut"),
                            ("note", "Keterangan (masuk catatan)"),
                        ],
                        max_length=12,
                    ),
                ),
                ("noted_at", models.DateTimeField(auto_now=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "field__in",
                                [
                                    "",
                                    "name",
                                    "alias",
                                    "sex",
                                    "age",
                                    "born",
                                    "birth_place",
                                    "nik",
                                    "kk",
                                    "origin",
                                    "came",
                                    "door",
                                    "place",
                                    "type",
                                    "condition",
                                    "left",
                                    "end",
                                    "note",
                                ],
                            )
                        ),
                        name="import_mapping_field_is_known",
                    ),
                    models.UniqueConstraint(fields=("office", "head"), name="import_mapping_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(help_text="As bpss.", max_length=20)),
                ("version", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120, verbose_name="judul")),
                ("definition", models.JSONField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("published", "Berlaku"),
                            ("retired", "Tidak dipakai lagi"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "retired"])),
                        name="instrument_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        fields=("code", "version"), name="instrument_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "published")),
                        fields=("code",),
                        name="instrument_one_published",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("code",),
                        name="instrument_one_draft",
                        violation_error_message="Versi baru instrumen ini sudah dimulai; lanjutkan drafnya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "register_number",
                    models.CharField(
                        editable=False, max_length=20, unique=True, verbose_name="nomor register"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As shown; “Tidak Dikenal L-000014” while nobody knows.",
                        max_length=500,
                        verbose_name="nama",
                    ),
                ),
                ("name_is_placeholder", models.BooleanField(default=False, editable=False)),
                (
                    "sex",
                    models.CharField(
                        choices=[("L", "Laki-laki"), ("P", "Perempuan"), ("U", "Tidak diketahui")],
                        default="U",
                        max_length=1,
                        verbose_name="jenis kelamin",
                    ),
                ),
                (
                    "born_on",
                    models.DateField(
                        blank=True,
                        help_text="As exact as birth_precision says; the rest is filled with 1.",
                        null=True,
                        verbose_name="lahir",
                    ),
                ),
                (
                    "birth_precision",
                    models.CharField(
                        choices=[
                            ("day", "Tepat"),
                            ("month", "Bulan dan tahun"),
                            ("year", "Tahun"),
                            ("estimate", "Perkiraan"),
                            ("unknown", "Tidak diketahui"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="ketepatan",
                    ),
                ),
                (
                    "age_said_by",
                    models.CharField(blank=True, max_length=80, verbose_name="usia menurut"),
                ),
                (
                    "birth_place",
                    models.CharField(blank=True, max_length=120, verbose_name="tempat lahir"),
                ),
                (
                    "nationality",
                    models.CharField(
                        blank=True,
                        default="Indonesia",
                        max_length=60,
                        verbose_name="kewarganegaraan",
                    ),
                ),
                ("languages", models.CharField(blank=True, max_length=120, verbose_name="bahasa")),
                (
                    "communication_aid",
                    models.CharField(blank=True, max_length=120, verbose_name="bantuan komunikasi"),
                ),
                (
                    "claimed_origin_text",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="asal diakui, kata sendiri"
                    ),
                ),
                ("marks", models.TextField(blank=True, verbose_name="ciri tubuh")),
                (
                    "is_dead",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="As the family or a paper says; drawn with a cross.",
                        verbose_name="sudah meninggal",
                    ),
                ),
                (
                    "identity_level",
                    models.CharField(
                        choices=[
                            ("unknown", "Belum dikenal"),
                            ("asserted", "Pengakuan sendiri"),
                            ("family", "Dibenarkan keluarga"),
                            ("document", "Dokumen terlihat"),
                            ("nik", "NIK diverifikasi"),
                            ("biometric", "Biometrik Dukcapil"),
                        ],
                        default="unknown",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "claimed_origin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="asal diakui",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "verified_origin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="asal terbukti",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        intake.models.persons.PersonKeys("name", "born_on", "claimed_origin"),
                        name="person_by_keys",
                    ),
                    models.Index(
                        condition=models.Q(("birth_precision", "day")),
                        fields=["born_on"],
                        name="person_by_birthday",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["L", "P", "U"])),
                        name="person_sex_is_known",
                        violation_error_message="Nilai sex tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_precision__in", ["day", "month", "year", "estimate", "unknown"])
                        ),
                        name="person_birth_precision_is_known",
                        violation_error_message="Nilai birth_precision tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "identity_level__in",
                                ["unknown", "asserted", "family", "document", "nik", "biometric"],
                            )
                        ),
                        name="person_identity_level_is_known",
                        violation_error_message="Nilai identity_level tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("birth_precision", "unknown"), ("born_on__isnull", True)),
                            models.Q(
                                ("born_on__isnull", False),
                                models.Q(("birth_precision", "unknown"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="person_birth_has_precision",
                        violation_error_message="Isi tanggal atau perkiraan lahir beserta ketepatannya.",
                    ),
                ],
            },
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
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
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
                        related_name="identity_tasks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="petugas",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity_tasks",
                        to="intake.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["owner", "status", "due_on"], name="identity_task_by_owner"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "level__in",
                                ["unknown", "asserted", "family", "document", "nik", "biometric"],
                            )
                        ),
                        name="identity_task_level_is_known",
                        violation_error_message="Nilai level tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "done", "cancelled"])),
                        name="identity_task_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="identity_task_closed_by_and_at",
                        violation_error_message="Isi semua: closed_by, closed_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
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
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("person", "level"),
                        name="identity_task_one_open_a_rung",
                        violation_error_message="Tugas untuk tingkat ini sudah ada dan belum selesai.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdentityCheck",
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
                    "method",
                    models.CharField(
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
                (
                    "result",
                    models.CharField(
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
                ("evidence", models.CharField(max_length=200, verbose_name="bukti")),
                ("checked_on", models.DateField(verbose_name="tanggal")),
                (
                    "checked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity_checks",
                        to="intake.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "level__in",
                                ["unknown", "asserted", "family", "document", "nik", "biometric"],
                            )
                        ),
                        name="identity_check_level_is_known",
                        violation_error_message="Nilai level tidak dikenal.",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["found", "not_found", "impossible"])),
                        name="identity_check_result_is_known",
                        violation_error_message="Nilai result tidak dikenal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
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
                            ("nik", "NIK"),
                            ("kk", "Nomor KK"),
                            ("bpjs", "BPJS / KIS"),
                            ("unhcr", "Kartu UNHCR"),
                            ("passport", "Paspor"),
                            ("other", "Lainnya"),
                        ],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("number_encrypted", models.BinaryField()),
                ("number_hash", models.CharField(max_length=64)),
                ("masked", models.CharField(help_text="As 1271••••••••0003.", max_length=40)),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="sumber")),
                (
                    "warnings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list
                    ),
                ),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identifiers",
                        to="intake.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["number_hash"], name="identifier_by_hash")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["nik", "kk", "bpjs", "unhcr", "passport", "other"])
                        ),
                        name="identifier_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "kind", "number_hash"),
                        name="identifier_once_a_person",
                        violation_error_message="Nomor ini sudah tercatat pada orang ini.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("contacted_at", models.DateTimeField(verbose_name="waktu")),
                ("channel", models.CharField(max_length=80, verbose_name="cara")),
                ("whom", models.CharField(blank=True, max_length=120, verbose_name="siapa")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="nomor")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("reached", "Terhubung, bersedia"),
                            ("refused", "Terhubung, menolak"),
                            ("undecided", "Terhubung, belum memutuskan"),
                            ("no_answer", "Tidak dijawab"),
                            ("dead_number", "Nomor mati"),
                            ("wrong_address", "Alamat keliru"),
                        ],
                        max_length=15,
                        verbose_name="hasil",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="catatan")),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        help_text="Surat pernyataan, rekaman, atau siapa yang menyaksikan.",
                        max_length=200,
                        verbose_name="bukti penolakan",
                    ),
                ),
                (
                    "phone",
                    models.GeneratedField(
                        db_persist=True,
                        expression=intake.models.persons.Digits("number", "channel", "whom"),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "contacted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="family_contacts",
                        to="intake.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.F("phone"), name="gin_trgm_ops"
                        ),
                        name="family_contact_by_phone",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "result__in",
                                [
                                    "reached",
                                    "refused",
                                    "undecided",
                                    "no_answer",
                                    "dead_number",
                                    "wrong_address",
                                ],
                            )
                        ),
                        name="family_contact_result_is_known",
                        violation_error_message="Nilai result tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "refused"), _negated=True),
                            models.Q(("evidence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="family_contact_refusal_has_evidence",
                        violation_error_message="Penolakan keluarga memerlukan bukti.",
                    ),
                ],
            },
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
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collectors",
                        to="intake.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["proposed", "allowed", "barred"])),
                        name="collector_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="collector_decided_by_and_at",
                        violation_error_message="Isi semua: decided_by, decided_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "proposed"), ("decided_at__isnull", False), _connector="OR"
                        ),
                        name="collector_decided_by_somebody",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "barred"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="collector_barred_says_why",
                        violation_error_message="Tulis mengapa orang ini tidak boleh menjemput.",
                    ),
                ],
            },
        ),
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
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="body_marks",
                        to="intake.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
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
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "register_number",
                    models.CharField(editable=False, max_length=20, verbose_name="nomor register"),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As shown; “Tidak Dikenal L-000014” while nobody knows.",
                        max_length=500,
                        verbose_name="nama",
                    ),
                ),
                ("name_is_placeholder", models.BooleanField(default=False, editable=False)),
                (
                    "sex",
                    models.CharField(
                        choices=[("L", "Laki-laki"), ("P", "Perempuan"), ("U", "Tidak diketahui")],
                        default="U",
                        max_length=1,
                        verbose_name="jenis kelamin",
                    ),
                ),
                (
                    "born_on",
                    models.DateField(
                        blank=True,
                        help_text="As exact as birth_precision says; the rest is filled with 1.",
                        null=True,
                        verbose_name="lahir",
                    ),
                ),
                (
                    "birth_precision",
                    models.CharField(
                        choices=[
                            ("day", "Tepat"),
                            ("month", "Bulan dan tahun"),
                            ("year", "Tahun"),
                            ("estimate", "Perkiraan"),
                            ("unknown", "Tidak diketahui"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="ketepatan",
                    ),
                ),
                (
                    "age_said_by",
                    models.CharField(blank=True, max_length=80, verbose_name="usia menurut"),
                ),
                (
                    "birth_place",
                    models.CharField(blank=True, max_length=120, verbose_name="tempat lahir"),
                ),
                (
                    "nationality",
                    models.CharField(
                        blank=True,
                        default="Indonesia",
                        max_length=60,
                        verbose_name="kewarganegaraan",
                    ),
                ),
                ("languages", models.CharField(blank=True, max_length=120, verbose_name="bahasa")),
                (
                    "communication_aid",
                    models.CharField(blank=True, max_length=120, verbose_name="bantuan komunikasi"),
                ),
                (
                    "claimed_origin_text",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="asal diakui, kata sendiri"
                    ),
                ),
                ("marks", models.TextField(blank=True, verbose_name="ciri tubuh")),
                (
                    "is_dead",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="As the family or a paper says; drawn with a cross.",
                        verbose_name="sudah meninggal",
                    ),
                ),
                (
                    "identity_level",
                    models.CharField(
                        choices=[
                            ("unknown", "Belum dikenal"),
                            ("asserted", "Pengakuan sendiri"),
                            ("family", "Dibenarkan keluarga"),
                            ("document", "Dokumen terlihat"),
                            ("nik", "NIK diverifikasi"),
                            ("biometric", "Biometrik Dukcapil"),
                        ],
                        default="unknown",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "claimed_origin",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.area",
                        verbose_name="asal diakui",
                    ),
                ),
                (
                    "created_by",
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
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="intake.person",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "verified_origin",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.area",
                        verbose_name="asal terbukti",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("photo", "Foto dibandingkan dua petugas"),
                            ("document", "KTP atau dokumen dilihat"),
                            ("family", "Keluarga mengenali"),
                            ("biometric", "Biometrik Disdukcapil"),
                            ("self", "Diakui orangnya, dengan riwayat yang cocok"),
                        ],
                        max_length=10,
                        verbose_name="dasar",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                ("linked_at", models.DateTimeField(editable=False)),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
                (
                    "undone_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan pembatalan"),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        editable=False,
                        help_text="The second officer, where one of the two is protected.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_to",
                        to="intake.person",
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="intake.person",
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_under",
                        to="intake.person",
                    ),
                ),
                (
                    "undone_by",
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
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=["root", "person"],
                        name="person_link_by_root",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground__in", ["photo", "document", "family", "biometric", "self"])
                        ),
                        name="person_link_ground_is_known",
                        violation_error_message="Nilai ground tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="person_link_undone_by_and_at",
                        violation_error_message="Isi semua: undone_at, undone_by, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", True),
                            ("linked_at__isnull", True),
                            ("undone_at__gte", models.F("linked_at")),
                            _connector="OR",
                        ),
                        name="person_link_undone_after_it_was_made",
                        violation_error_message="Penggabungan tidak dapat batal sebelum dibuat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", True),
                            models.Q(("undone_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="person_link_undone_says_why",
                        violation_error_message="Tulis mengapa penggabungan dibatalkan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("head")), _negated=True),
                        name="person_link_of_two",
                        violation_error_message="Pilih dua orang yang berbeda.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_by", models.F("linked_by")), _negated=True),
                        name="person_link_confirmed_by_another",
                        violation_error_message="Orang terlindung digabung oleh dua petugas yang berbeda.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("person",),
                        include=("root",),
                        name="person_link_one_open",
                        violation_error_message="Nomor ini sudah digabung dengan nomor lain.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicateProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "score",
                    models.FloatField(
                        editable=False, help_text="0 to 1; none where asked by hand.", null=True
                    ),
                ),
                ("reasons", models.JSONField(default=list, editable=False)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("registration", "Saat registrasi"),
                            ("nightly", "Pemeriksaan malam"),
                            ("import", "Impor"),
                            ("officer", "Petugas"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="asal",
                    ),
                ),
                ("made_at", models.DateTimeField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Belum dijawab"),
                            ("second", "Menunggu petugas kedua"),
                            ("unsure", "Belum yakin"),
                            ("same", "Orang yang sama"),
                            ("not_same", "Bukan orang yang sama"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="jawaban",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="dijawab paling lambat"),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("photo", "Foto dibandingkan dua petugas"),
                            ("document", "KTP atau dokumen dilihat"),
                            ("family", "Keluarga mengenali"),
                            ("biometric", "Biometrik Disdukcapil"),
                            ("self", "Diakui orangnya, dengan riwayat yang cocok"),
                        ],
                        max_length=10,
                        verbose_name="dasar",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penanggung jawab",
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        editable=False,
                        help_text="Whom the first officer wants shown.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.person",
                    ),
                ),
                (
                    "left",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.person",
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.person",
                    ),
                ),
                (
                    "link",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="intake.personlink",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("open", "second", "unsure"))),
                        fields=["-made_at", "-id"],
                        name="duplicate_proposal_waiting",
                    ),
                    models.Index(fields=["owner", "state"], name="duplicate_proposal_by_owner"),
                    models.Index(fields=["right"], name="duplicate_proposal_by_right"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["registration", "nightly", "import", "officer"])
                        ),
                        name="duplicate_proposal_source_is_known",
                        violation_error_message="Nilai source tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "second", "unsure", "same", "not_same"])
                        ),
                        name="duplicate_proposal_state_is_known",
                        violation_error_message="Nilai state tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground__in", ["", "photo", "document", "family", "biometric", "self"])
                        ),
                        name="duplicate_proposal_ground_is_known",
                        violation_error_message="Nilai ground tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="duplicate_proposal_decided_by_and_at",
                        violation_error_message="Isi semua: decided_at, decided_by, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("right"))),
                        name="duplicate_proposal_pair_is_ordered",
                        violation_error_message="Pilih dua orang yang berbeda.",
                    ),
                    models.UniqueConstraint(
                        fields=("left", "right"),
                        name="duplicate_proposal_once_a_pair",
                        violation_error_message="Kedua orang ini sudah pernah ditanyakan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"), ("decided_at__isnull", False), _connector="OR"
                        ),
                        name="duplicate_proposal_answer_has_who",
                        violation_error_message="Jawaban memerlukan petugas dan waktunya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["same", "second"]), _negated=True),
                            models.Q(("ground", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="duplicate_proposal_same_has_ground",
                        violation_error_message="Pilih dasar bahwa keduanya satu orang.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "unsure"), _negated=True),
                            models.Q(("due_on__isnull", False), ("owner__isnull", False)),
                            _connector="OR",
                        ),
                        name="duplicate_proposal_unsure_is_a_task",
                        violation_error_message="Belum yakin memerlukan penanggung jawab dan batas waktu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("link__isnull", False), ("state", "same")),
                            models.Q(
                                models.Q(("state", "same"), _negated=True), ("link__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="duplicate_proposal_same_has_link",
                        violation_error_message="Jawaban sama memerlukan penggabungannya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicateProposalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "score",
                    models.FloatField(
                        editable=False, help_text="0 to 1; none where asked by hand.", null=True
                    ),
                ),
                ("reasons", models.JSONField(default=list, editable=False)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("registration", "Saat registrasi"),
                            ("nightly", "Pemeriksaan malam"),
                            ("import", "Impor"),
                            ("officer", "Petugas"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="asal",
                    ),
                ),
                ("made_at", models.DateTimeField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Belum dijawab"),
                            ("second", "Menunggu petugas kedua"),
                            ("unsure", "Belum yakin"),
                            ("same", "Orang yang sama"),
                            ("not_same", "Bukan orang yang sama"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="jawaban",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="dijawab paling lambat"),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("photo", "Foto dibandingkan dua petugas"),
                            ("document", "KTP atau dokumen dilihat"),
                            ("family", "Keluarga mengenali"),
                            ("biometric", "Biometrik Disdukcapil"),
                            ("self", "Diakui orangnya, dengan riwayat yang cocok"),
                        ],
                        max_length=10,
                        verbose_name="dasar",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penanggung jawab",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="intake.duplicateproposal",
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        help_text="Whom the first officer wants shown.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.person",
                    ),
                ),
                (
                    "left",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.person",
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.person",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.personlink",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonLinkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("photo", "Foto dibandingkan dua petugas"),
                            ("document", "KTP atau dokumen dilihat"),
                            ("family", "Keluarga mengenali"),
                            ("biometric", "Biometrik Disdukcapil"),
                            ("self", "Diakui orangnya, dengan riwayat yang cocok"),
                        ],
                        max_length=10,
                        verbose_name="dasar",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                ("linked_at", models.DateTimeField(editable=False)),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
                (
                    "undone_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan pembatalan"),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        help_text="The second officer, where one of the two is protected.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.person",
                    ),
                ),
                (
                    "linked_by",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="intake.personlink",
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.person",
                    ),
                ),
                (
                    "undone_by",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=500, verbose_name="nama")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own", "Nama sendiri"),
                            ("nickname", "Sebutan"),
                            ("alias", "Alias"),
                            ("spelling", "Ejaan lain"),
                            ("temporary", "Nama sementara"),
                            ("document", "Menurut dokumen"),
                        ],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="sumber")),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=ppks_service.text.Fold("name"),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "normal",
                    models.GeneratedField(
                        db_persist=True,
                        expression=intake.models.persons.NormalName("name"),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="intake.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.F("folded"), name="gin_trgm_ops"
                        ),
                        name="person_name_trigram",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.F("normal"), name="gin_trgm_ops"
                        ),
                        name="person_name_normal_trigram",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        intake.models.persons.NameKeys("normal"), name="person_name_keys"
                    ),
                    models.Index(fields=["normal"], name="person_name_by_normal"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["own", "nickname", "alias", "spelling", "temporary", "document"],
                            )
                        ),
                        name="person_name_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "name"),
                        name="person_name_once",
                        violation_error_message="Nama ini sudah tercatat pada orang ini.",
                    ),
                ],
            },
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
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="intake.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("topic__in", ["name", "age", "origin", "family", "story", "other"])
                        ),
                        name="person_statement_topic_is_known",
                        violation_error_message="Nilai topic tidak dikenal.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PPKSType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(help_text="01 to 26.", max_length=2, unique=True)),
                ("name", models.CharField(max_length=80, verbose_name="jenis")),
                (
                    "cluster",
                    models.CharField(
                        choices=[
                            ("child", "Anak"),
                            ("disability", "Penyandang disabilitas"),
                            ("homeless", "Tuna sosial dan korban perdagangan orang"),
                            ("drugs", "Korban penyalahgunaan NAPZA"),
                            ("elderly", "Lanjut usia"),
                            ("disaster", "Korban bencana"),
                            ("other", "PPKS lainnya"),
                        ],
                        max_length=12,
                        verbose_name="klaster",
                    ),
                ),
                (
                    "spm_group",
                    models.CharField(
                        choices=[
                            ("disability", "Penyandang disabilitas telantar"),
                            ("child", "Anak telantar"),
                            ("elderly", "Lanjut usia telantar"),
                            ("homeless", "Gelandangan dan pengemis"),
                            ("none", "Di luar SPM provinsi"),
                        ],
                        max_length=12,
                        verbose_name="sasaran SPM",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="berlaku sejak")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="berlaku sampai"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cluster__in",
                                [
                                    "child",
                                    "disability",
                                    "homeless",
                                    "drugs",
                                    "elderly",
                                    "disaster",
                                    "other",
                                ],
                            )
                        ),
                        name="ppks_type_cluster_is_known",
                        violation_error_message="Nilai cluster tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "spm_group__in",
                                ["disability", "child", "elderly", "homeless", "none"],
                            )
                        ),
                        name="ppks_type_spm_group_is_known",
                        violation_error_message="Nilai spm_group tidak dikenal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Raid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "client_uuid",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_default=1,
                        default=1,
                        editable=False,
                        help_text="Counted up by a trigger at each write.",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        editable=False, max_length=20, unique=True, verbose_name="nomor operasi"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="nama operasi")),
                (
                    "order_number",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="nomor surat perintah"
                    ),
                ),
                (
                    "order_date",
                    models.DateField(blank=True, null=True, verbose_name="tanggal surat perintah"),
                ),
                ("basis", models.TextField(blank=True, verbose_name="dasar lain")),
                (
                    "assembly_point",
                    models.CharField(blank=True, max_length=160, verbose_name="tempat apel"),
                ),
                ("starts_at", models.DateTimeField(verbose_name="mulai")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai")),
                ("events", models.TextField(blank=True, verbose_name="kejadian khusus")),
                ("obstacles", models.TextField(blank=True, verbose_name="kendala")),
                ("suggestions", models.TextField(blank=True, verbose_name="saran")),
                (
                    "status",
                    models.CharField(
                        choices=[("running", "Berlangsung"), ("closed", "Ditutup")],
                        default="running",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "closing_explanation",
                    models.TextField(blank=True, editable=False, verbose_name="penjelasan selisih"),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "last_ordinal",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="The ordinal given to the latest encounter.",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "led_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="raids_led",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ketua tim",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="raids_opened",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-starts_at", "-id"], name="raid_by_start")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["running", "closed"])),
                        name="raid_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="raid_closed_by_and_at",
                        violation_error_message="Isi semua: closed_by, closed_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            ("starts_at__isnull", True),
                            ("ends_at__gte", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="raid_ends_after_start",
                        violation_error_message="Waktu selesai tidak boleh sebelum waktu mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "running"), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="raid_closed_has_closer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperSheet",
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
                        choices=[("T", "Formulir temuan"), ("R", "Formulir razia")],
                        default="T",
                        editable=False,
                        max_length=1,
                        verbose_name="formulir",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Of the printed sheet; blank if unread.",
                        max_length=12,
                    ),
                ),
                (
                    "page",
                    models.PositiveSmallIntegerField(
                        editable=False,
                        help_text="Its number among those printed together.",
                        null=True,
                        verbose_name="lembar",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu disalin"),
                            ("keyed", "Sudah disalin"),
                            ("discarded", "Tidak dipakai"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "discard_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="alasan"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
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
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "raid",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="intake.raid",
                        verbose_name="razia",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "waiting")),
                        fields=["uploaded_at", "id"],
                        name="paper_sheet_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=["code"],
                        name="paper_sheet_by_code",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["T", "R"])),
                        name="paper_sheet_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "keyed", "discarded"])),
                        name="paper_sheet_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="paper_sheet_settled_by_and_at",
                        violation_error_message="Isi semua: settled_by, settled_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("status", "waiting")),
                            models.Q(
                                models.Q(("status", "waiting"), _negated=True),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="paper_sheet_settled_once_not_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "keyed"), _negated=True),
                            ("raid__isnull", False),
                            _connector="OR",
                        ),
                        name="paper_sheet_keyed_has_raid",
                        violation_error_message="Pilih razia lembar ini sebelum menyalinnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "discarded"), _negated=True),
                            models.Q(("discard_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="paper_sheet_discarded_says_why",
                        violation_error_message="Tulis mengapa lembar ini tidak dipakai.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RaidAgency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama instansi")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Penanggung jawab"),
                            ("security", "Penertiban"),
                            ("social", "Pelayanan sosial"),
                            ("health", "Kesehatan"),
                            ("transport", "Angkutan"),
                            ("child", "Perlindungan anak"),
                            ("documentation", "Dokumentasi"),
                            ("receiving", "Penerima"),
                        ],
                        max_length=15,
                        verbose_name="peran",
                    ),
                ),
                (
                    "people",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="jumlah petugas"
                    ),
                ),
                ("leader", models.CharField(blank=True, max_length=120, verbose_name="ketua")),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="kantor",
                    ),
                ),
                (
                    "raid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="intake.raid",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "lead",
                                    "security",
                                    "social",
                                    "health",
                                    "transport",
                                    "child",
                                    "documentation",
                                    "receiving",
                                ],
                            )
                        ),
                        name="raid_agency_role_is_known",
                        violation_error_message="Nilai role tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        fields=("raid", "name"),
                        name="raid_agency_once",
                        violation_error_message="Instansi ini sudah tercatat pada razia ini.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RaidStop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "client_uuid",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_default=1,
                        default=1,
                        editable=False,
                        help_text="Counted up by a trigger at each write.",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(editable=False, verbose_name="urutan")),
                ("name", models.CharField(max_length=160, verbose_name="nama titik")),
                ("from_at", models.DateTimeField(blank=True, null=True, verbose_name="dari")),
                ("to_at", models.DateTimeField(blank=True, null=True, verbose_name="sampai")),
                (
                    "counted",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="hitungan petugas"
                    ),
                ),
                (
                    "counted_is_approximate",
                    models.BooleanField(default=False, verbose_name="kira-kira"),
                ),
                (
                    "counted_men",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="laki-laki dewasa"
                    ),
                ),
                (
                    "counted_women",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="perempuan dewasa"
                    ),
                ),
                (
                    "counted_boys",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="anak laki-laki"
                    ),
                ),
                (
                    "counted_girls",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="anak perempuan"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="wilayah",
                    ),
                ),
                (
                    "raid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stops",
                        to="intake.raid",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("raid", "order"), name="raid_stop_order_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted__isnull", True),
                            (
                                "counted__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.functions.comparison.Coalesce(
                                                models.F("counted_men"), 0
                                            ),
                                            "+",
                                            django.db.models.functions.comparison.Coalesce(
                                                models.F("counted_women"), 0
                                            ),
                                        ),
                                        "+",
                                        django.db.models.functions.comparison.Coalesce(
                                            models.F("counted_boys"), 0
                                        ),
                                    ),
                                    "+",
                                    django.db.models.functions.comparison.Coalesce(
                                        models.F("counted_girls"), 0
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="raid_stop_parts_within_count",
                        violation_error_message="Rincian menurut jenis kelamin dan usia melebihi hitungan titik ini.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_at__isnull", True),
                            ("from_at__isnull", True),
                            ("to_at__gte", models.F("from_at")),
                            _connector="OR",
                        ),
                        name="raid_stop_ends_after_start",
                        violation_error_message="Waktu sampai tidak boleh sebelum waktu dari.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted_is_approximate", False),
                            ("counted__isnull", False),
                            _connector="OR",
                        ),
                        name="raid_stop_approximate_has_count",
                        violation_error_message="“Kira-kira” memerlukan angka hitungan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Encounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_default=1,
                        default=1,
                        editable=False,
                        help_text="Counted up by a trigger at each write.",
                    ),
                ),
                (
                    "ordinal",
                    models.PositiveIntegerField(
                        editable=False, help_text="1, 2, … within the raid.", null=True
                    ),
                ),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("raid", "Razia"),
                            ("report", "Laporan masyarakat"),
                            ("walk_in", "Datang sendiri"),
                            ("police", "Kepolisian"),
                            ("hospital", "Rumah sakit"),
                            ("other_office", "Dinas lain"),
                            ("family", "Keluarga"),
                            ("viral", "Berita atau media sosial"),
                            ("register", "Register lama"),
                        ],
                        default="raid",
                        max_length=15,
                        verbose_name="pintu masuk",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        editable=False, max_length=24, unique=True, verbose_name="nomor temuan"
                    ),
                ),
                ("met_at", models.DateTimeField(verbose_name="waktu bertemu")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="tempat")),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True),
                ),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True),
                ),
                (
                    "reporter",
                    models.CharField(
                        blank=True,
                        help_text="Other doors only.",
                        max_length=160,
                        verbose_name="pelapor",
                    ),
                ),
                ("source_link", models.URLField(blank=True, verbose_name="tautan sumber")),
                (
                    "sex",
                    models.CharField(
                        choices=[("L", "Laki-laki"), ("P", "Perempuan"), ("U", "Tidak diketahui")],
                        default="U",
                        max_length=1,
                        verbose_name="jenis kelamin",
                    ),
                ),
                (
                    "age_band",
                    models.CharField(
                        choices=[
                            ("0-5", "0–5 balita"),
                            ("6-12", "6–12 anak"),
                            ("13-17", "13–17 anak"),
                            ("18-24", "18–24 dewasa"),
                            ("25-44", "25–44 dewasa"),
                            ("45-59", "45–59 dewasa"),
                            ("60+", "60+ lansia"),
                            ("unknown", "Tidak tahu"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="perkiraan usia",
                    ),
                ),
                (
                    "age_years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Kira-kira, dalam tahun.",
                        null=True,
                        verbose_name="usia",
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=500, verbose_name="nama atau sebutan"),
                ),
                (
                    "activities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("begging", "Mengemis"),
                                ("sleeping", "Tidur di jalan"),
                                ("busking", "Mengamen"),
                                ("silver", "Manusia silver"),
                                ("costume", "Badut / boneka"),
                                ("hawking", "Jual asongan"),
                                ("parking", "Parkir / lap kaca"),
                                ("scavenging", "Memulung"),
                                ("cart", "Manusia gerobak"),
                                ("none", "Tidak ada"),
                                ("other", "Lainnya"),
                                ("unknown", "Tidak tahu"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="sedang apa",
                    ),
                ),
                (
                    "conditions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("fine", "Tidak ada keluhan"),
                                ("injured", "Luka"),
                                ("ill", "Sakit"),
                                ("pregnant", "Hamil"),
                                ("disabled", "Disabilitas"),
                                ("confused", "Bicara kacau"),
                                ("drunk", "Mabuk"),
                                ("aggressive", "Mengamuk"),
                                ("unknown", "Tidak tahu"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="kondisi",
                    ),
                ),
                (
                    "belongings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("nothing", "Tidak ada"),
                                ("bag", "Tas / buntalan"),
                                ("money", "Uang"),
                                ("papers", "KTP / surat"),
                                ("phone", "HP"),
                                ("medicine", "Obat"),
                                ("sharp", "Benda tajam"),
                                ("other", "Lainnya"),
                                ("unknown", "Tidak tahu"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="barang bawaan",
                    ),
                ),
                (
                    "belongings_note",
                    models.CharField(blank=True, max_length=300, verbose_name="keterangan barang"),
                ),
                (
                    "companionship",
                    models.CharField(
                        choices=[
                            ("alone", "Sendiri"),
                            ("with", "Bersama orang yang tercatat"),
                            ("unrecorded", "Bersama orang yang belum tercatat"),
                            ("unknown", "Tidak tahu"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="bersama siapa",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="catatan")),
                (
                    "is_bare",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Made nameless in bulk and not completed yet.",
                    ),
                ),
                (
                    "is_approximate",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="A bare row of a number that was guessed; nobody in particular yet.",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("taken", "Dibawa, belum ditriase"),
                            ("case", "Kasus dibuka"),
                            ("not_ppks", "Bukan PPKS"),
                            ("let_go", "Dilepas di tempat"),
                            ("handed_over", "Diserahkan"),
                            ("escaped", "Meninggalkan lokasi"),
                        ],
                        default="taken",
                        max_length=12,
                        verbose_name="sesudah dicatat",
                    ),
                ),
                (
                    "outcome_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan"),
                ),
                (
                    "handed_to",
                    models.CharField(blank=True, max_length=200, verbose_name="diserahkan kepada"),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("triaged_at", models.DateTimeField(editable=False, null=True)),
                (
                    "met_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="companions",
                        to="intake.encounter",
                        verbose_name="bersama",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="encounters_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "triaged_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="encounters",
                        to="intake.person",
                    ),
                ),
                (
                    "raid",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="encounters",
                        to="intake.raid",
                    ),
                ),
                (
                    "stop",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="encounters",
                        to="intake.raidstop",
                        verbose_name="titik",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["outcome", "met_at"], name="encounter_by_outcome"),
                    models.Index(fields=["-met_at", "-id"], name="encounter_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "door__in",
                                [
                                    "raid",
                                    "report",
                                    "walk_in",
                                    "police",
                                    "hospital",
                                    "other_office",
                                    "family",
                                    "viral",
                                    "register",
                                ],
                            )
                        ),
                        name="encounter_door_is_known",
                        violation_error_message="Nilai door tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["L", "P", "U"])),
                        name="encounter_sex_is_known",
                        violation_error_message="Nilai sex tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "age_band__in",
                                [
                                    "0-5",
                                    "6-12",
                                    "13-17",
                                    "18-24",
                                    "25-44",
                                    "45-59",
                                    "60+",
                                    "unknown",
                                ],
                            )
                        ),
                        name="encounter_age_band_is_known",
                        violation_error_message="Nilai age_band tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("companionship__in", ["alone", "with", "unrecorded", "unknown"])
                        ),
                        name="encounter_companionship_is_known",
                        violation_error_message="Nilai companionship tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                ["taken", "case", "not_ppks", "let_go", "handed_over", "escaped"],
                            )
                        ),
                        name="encounter_outcome_is_known",
                        violation_error_message="Nilai outcome tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "activities__contained_by",
                                [
                                    "begging",
                                    "sleeping",
                                    "busking",
                                    "silver",
                                    "costume",
                                    "hawking",
                                    "parking",
                                    "scavenging",
                                    "cart",
                                    "none",
                                    "other",
                                    "unknown",
                                ],
                            )
                        ),
                        name="encounter_activities_are_known",
                        violation_error_message="Ada nilai activities yang tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "conditions__contained_by",
                                [
                                    "fine",
                                    "injured",
                                    "ill",
                                    "pregnant",
                                    "disabled",
                                    "confused",
                                    "drunk",
                                    "aggressive",
                                    "unknown",
                                ],
                            )
                        ),
                        name="encounter_conditions_are_known",
                        violation_error_message="Ada nilai conditions yang tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "belongings__contained_by",
                                [
                                    "nothing",
                                    "bag",
                                    "money",
                                    "papers",
                                    "phone",
                                    "medicine",
                                    "sharp",
                                    "other",
                                    "unknown",
                                ],
                            )
                        ),
                        name="encounter_belongings_are_known",
                        violation_error_message="Ada nilai belongings yang tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("triaged_at__isnull", True), ("triaged_by__isnull", True)),
                            models.Q(("triaged_at__isnull", False), ("triaged_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="encounter_triaged_by_and_at",
                        violation_error_message="Isi semua: triaged_by, triaged_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("age_years__isnull", True),
                            ("age_years__range", (0, 120)),
                            _connector="OR",
                        ),
                        name="encounter_age_is_human",
                        violation_error_message="Usia antara 0 dan 120 tahun.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("door", "raid"),
                                ("ordinal__isnull", False),
                                ("raid__isnull", False),
                            ),
                            models.Q(
                                models.Q(("door", "raid"), _negated=True),
                                ("ordinal__isnull", True),
                                ("raid__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="encounter_door_and_raid_agree",
                        violation_error_message="Temuan razia memerlukan razianya; pintu lain tidak.",
                    ),
                    models.UniqueConstraint(
                        fields=("raid", "ordinal"), name="encounter_ordinal_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stop__isnull", True), ("raid__isnull", False), _connector="OR"
                        ),
                        name="encounter_stop_only_in_a_raid",
                        violation_error_message="Titik hanya ada pada razia.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "case"), _negated=True),
                            ("person__isnull", False),
                            _connector="OR",
                        ),
                        name="encounter_case_has_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome__in", ("not_ppks", "let_go", "escaped")), _negated=True
                            ),
                            models.Q(("outcome_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="encounter_outcome_has_reason",
                        violation_error_message="Tulis alasan mengapa orang ini tidak dibawa.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "handed_over"), _negated=True),
                            models.Q(("handed_to", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="encounter_handed_over_to_somebody",
                        violation_error_message="Tulis kepada siapa orang ini diserahkan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_approximate", False), ("is_bare", True), _connector="OR"
                        ),
                        name="encounter_approximate_is_bare",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("met_with__isnull", True),
                            models.Q(("met_with", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="encounter_met_with_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
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
                        editable=False, max_length=20, unique=True, verbose_name="nomor kasus"
                    ),
                ),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("raid", "Razia"),
                            ("report", "Laporan masyarakat"),
                            ("walk_in", "Datang sendiri"),
                            ("police", "Kepolisian"),
                            ("hospital", "Rumah sakit"),
                            ("other_office", "Dinas lain"),
                            ("family", "Keluarga"),
                            ("viral", "Berita atau media sosial"),
                            ("register", "Register lama"),
                        ],
                        max_length=15,
                        verbose_name="pintu masuk",
                    ),
                ),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("child", "Anak"),
                                ("trafficking", "Indikasi TPPO / eksploitasi"),
                                ("sexual_violence", "Data dijaga"),
                                ("hiv", "Data dijaga"),
                                ("drugs", "NAPZA"),
                                ("psychiatric", "Data jiwa"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="perlindungan",
                    ),
                ),
                ("condition", models.TextField(blank=True, verbose_name="keadaan saat diterima")),
                ("belongings", models.TextField(blank=True, verbose_name="barang bawaan")),
                ("story", models.TextField(blank=True, verbose_name="cerita dan masalah")),
                (
                    "repeat_count",
                    models.PositiveSmallIntegerField(
                        default=0,
                        editable=False,
                        help_text="Earlier cases of the person when this one was opened.",
                    ),
                ),
                (
                    "stage",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Penjajagan"),
                            (2, "Pengumpulan data"),
                            (3, "Analisa kebutuhan"),
                            (4, "Perencanaan"),
                            (5, "Tindakan"),
                            (6, "Evaluasi"),
                        ],
                        default=2,
                        editable=False,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Berjalan"),
                            ("paused", "Ditangguhkan"),
                            ("ended", "Selesai"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="didaftarkan")),
                (
                    "pause_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="alasan ditangguhkan",
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reunited", "Reunifikasi keluarga"),
                            ("returned", "Pemulangan ke daerah asal"),
                            ("independent", "Mandiri atau bekerja"),
                            ("married", "Menikah atau lainnya"),
                            ("transferred", "Dirujuk ke lembaga lain"),
                            ("died", "Meninggal"),
                            ("absconded", "Meninggalkan layanan tanpa izin"),
                            ("put_out", "Dikeluarkan"),
                            ("completed", "Selesai program"),
                            ("not_target", "Bukan sasaran"),
                        ],
                        editable=False,
                        max_length=15,
                        verbose_name="hasil akhir",
                    ),
                ),
                (
                    "end_note",
                    models.TextField(blank=True, editable=False, verbose_name="keterangan hasil"),
                ),
                (
                    "from_register",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Taken over from an old register: ended before this system began, counted nowhere.",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_owned",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penanggung jawab",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        limit_choices_to={"kind": "section"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="seksi",
                    ),
                ),
                (
                    "encounter",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case",
                        to="intake.encounter",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="intake.person",
                    ),
                ),
                (
                    "main_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.ppkstype",
                        verbose_name="jenis PPKS utama",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["section", "status", "-opened_at", "-id"], name="case_by_section"
                    ),
                    models.Index(fields=["owner", "status"], name="case_by_owner"),
                    models.Index(fields=["-opened_at", "-id"], name="case_by_opening"),
                    models.Index(
                        condition=models.Q(("status__in", ("open", "paused"))),
                        fields=["section", "-opened_at", "-id"],
                        name="case_open_by_section",
                    ),
                    models.Index(fields=["ended_at"], name="case_by_ending"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["flags"], name="case_by_flags"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "door__in",
                                [
                                    "raid",
                                    "report",
                                    "walk_in",
                                    "police",
                                    "hospital",
                                    "other_office",
                                    "family",
                                    "viral",
                                    "register",
                                ],
                            )
                        ),
                        name="case_door_is_known",
                        violation_error_message="Nilai door tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "paused", "ended"])),
                        name="case_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end_reason__in",
                                [
                                    "",
                                    "reunited",
                                    "returned",
                                    "independent",
                                    "married",
                                    "transferred",
                                    "died",
                                    "absconded",
                                    "put_out",
                                    "completed",
                                    "not_target",
                                ],
                            )
                        ),
                        name="case_end_reason_is_known",
                        violation_error_message="Nilai end_reason tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "flags__contained_by",
                                [
                                    "child",
                                    "trafficking",
                                    "sexual_violence",
                                    "hiv",
                                    "drugs",
                                    "psychiatric",
                                ],
                            )
                        ),
                        name="case_flags_are_known",
                        violation_error_message="Ada nilai flags yang tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", [1, 2, 3, 4, 5, 6])),
                        name="case_stage_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("status", "ended"),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("ended_by__isnull", False),
                                ("from_register", True),
                                ("status", "ended"),
                            ),
                            models.Q(
                                models.Q(("status", "ended"), _negated=True),
                                ("end_reason", ""),
                                ("ended_at__isnull", True),
                                ("ended_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="case_ended_says_how",
                        violation_error_message="Kasus selesai memerlukan hasil akhir, waktu, dan petugas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_register", False), ("status", "ended"), _connector="OR"
                        ),
                        name="case_from_register_is_ended",
                        violation_error_message="Kasus dari register lama sudah selesai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "paused"), _negated=True),
                            models.Q(("pause_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="case_paused_says_why",
                        violation_error_message="Tulis alasan kasus ditangguhkan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("opened_at__isnull", True),
                            ("ended_at__gte", models.F("opened_at")),
                            _connector="OR",
                        ),
                        name="case_ends_after_opening",
                        violation_error_message="Kasus tidak dapat selesai sebelum dibuka.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("open", "paused"))),
                        fields=("person",),
                        name="case_one_open_per_person",
                        violation_error_message="Orang ini sudah punya kasus yang berjalan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BelongingItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bag", "Tas, pakaian, buntalan"),
                            ("money", "Uang"),
                            ("papers", "KTP, kartu, surat"),
                            ("phone", "HP"),
                            ("medicine", "Obat"),
                            ("tool", "Alat kegiatan: kotak amal, kostum, cat, alat musik, gerobak"),
                            ("weapon", "Senjata atau benda tajam"),
                            ("drugs", "Narkotika atau obat terlarang"),
                            ("other", "Lainnya"),
                        ],
                        max_length=10,
                        verbose_name="jenis barang",
                    ),
                ),
                ("description", models.CharField(max_length=200, verbose_name="barang")),
                ("amount", models.CharField(blank=True, max_length=60, verbose_name="jumlah")),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="intake.case",
                    ),
                ),
                (
                    "encounter",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="intake.encounter",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "bag",
                                    "money",
                                    "papers",
                                    "phone",
                                    "medicine",
                                    "tool",
                                    "weapon",
                                    "drugs",
                                    "other",
                                ],
                            )
                        ),
                        name="belonging_item_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case__isnull", False), ("encounter__isnull", True)),
                            models.Q(("case__isnull", True), ("encounter__isnull", False)),
                            _connector="OR",
                        ),
                        name="belonging_item_is_of_one_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("description", ""), _negated=True),
                        name="belonging_item_is_described",
                        violation_error_message="Tulis barangnya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "from_kind",
                    models.CharField(
                        choices=[
                            ("street", "Tempat ditemukan"),
                            ("vehicle", "Kendaraan"),
                            ("shelter", "Tempat penampungan"),
                            ("upt", "UPT"),
                            ("hospital", "Rumah sakit"),
                            ("police", "Kepolisian"),
                            ("family", "Keluarga"),
                            ("other", "Lainnya"),
                        ],
                        default="street",
                        max_length=10,
                        verbose_name="dari",
                    ),
                ),
                (
                    "from_name",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="nama tempat atau kendaraan asal"
                    ),
                ),
                (
                    "to_kind",
                    models.CharField(
                        choices=[
                            ("street", "Tempat ditemukan"),
                            ("vehicle", "Kendaraan"),
                            ("shelter", "Tempat penampungan"),
                            ("upt", "UPT"),
                            ("hospital", "Rumah sakit"),
                            ("police", "Kepolisian"),
                            ("family", "Keluarga"),
                            ("other", "Lainnya"),
                        ],
                        max_length=10,
                        verbose_name="ke",
                    ),
                ),
                (
                    "to_name",
                    models.CharField(
                        max_length=160, verbose_name="nama tempat, kendaraan, atau keluarga"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="waktu serah terima")),
                (
                    "place",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="tempat serah terima"
                    ),
                ),
                (
                    "papers",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="surat yang disertakan"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="catatan")),
                ("witness", models.CharField(blank=True, max_length=160, verbose_name="saksi")),
                (
                    "explanation",
                    models.CharField(
                        blank=True,
                        help_text="Why the giver is not who received the person last.",
                        max_length=300,
                        verbose_name="penjelasan",
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="intake.case",
                    ),
                ),
                (
                    "from_office",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                    ),
                ),
                (
                    "giver_signature",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.signature",
                    ),
                ),
                (
                    "receiver_signature",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.signature",
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
                    "to_office",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                    ),
                ),
                (
                    "raid",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="intake.raid",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["raid", "-at", "-id"], name="handover_by_raid"),
                    models.Index(fields=["case", "-at", "-id"], name="handover_by_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "from_kind__in",
                                [
                                    "street",
                                    "vehicle",
                                    "shelter",
                                    "upt",
                                    "hospital",
                                    "police",
                                    "family",
                                    "other",
                                ],
                            )
                        ),
                        name="handover_from_kind_is_known",
                        violation_error_message="Nilai from_kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "to_kind__in",
                                [
                                    "street",
                                    "vehicle",
                                    "shelter",
                                    "upt",
                                    "hospital",
                                    "police",
                                    "family",
                                    "other",
                                ],
                            )
                        ),
                        name="handover_to_kind_is_known",
                        violation_error_message="Nilai to_kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case__isnull", False), ("raid__isnull", True)),
                            models.Q(("case__isnull", True), ("raid__isnull", False)),
                            _connector="OR",
                        ),
                        name="handover_of_a_raid_or_of_a_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_kind", "street"), _negated=True),
                        name="handover_goes_to_a_holder",
                        violation_error_message="Orang yang dilepas dicatat lewat triase, bukan serah terima.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_name", ""), _negated=True),
                        name="handover_names_its_receiver",
                        violation_error_message="Tulis nama tempat, kendaraan, atau keluarga yang menerima.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("giver_signature", models.F("receiver_signature")), _negated=True
                        ),
                        name="handover_has_two_signatures",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BelongingChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.PositiveSmallIntegerField(
                        editable=False, help_text="1, 2, … of the item."
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("taken", "Diambil petugas"),
                            ("held", "Disimpan"),
                            ("returned", "Dikembalikan"),
                            ("police", "Diserahkan ke polisi"),
                            ("destroyed", "Dimusnahkan"),
                            ("mistake", "Salah catat"),
                        ],
                        max_length=10,
                        verbose_name="sekarang",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="waktu")),
                ("where", models.CharField(blank=True, max_length=160, verbose_name="disimpan di")),
                (
                    "to_whom",
                    models.CharField(blank=True, max_length=160, verbose_name="kepada siapa"),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
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
                    "signature",
                    models.ForeignKey(
                        editable=False,
                        help_text="Whoever received it; of a handover, the receiver's.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.signature",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="intake.belongingitem",
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="intake.handover",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["item", "-step"], name="belonging_change_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["taken", "held", "returned", "police", "destroyed", "mistake"],
                            )
                        ),
                        name="belonging_change_state_is_known",
                        violation_error_message="Nilai state tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        fields=("item", "step"), name="belonging_change_step_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("returned", "police", "destroyed", "mistake"))
                        ),
                        fields=("item",),
                        name="belonging_change_ends_once",
                        violation_error_message="Barang ini sudah selesai tercatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            models.Q(("where", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="belonging_change_held_says_where",
                        violation_error_message="Tulis di mana barang disimpan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("returned", "police")), _negated=True),
                            models.Q(("to_whom", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="belonging_change_given_says_to_whom",
                        violation_error_message="Tulis kepada siapa barang diserahkan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            ("signature__isnull", False),
                            _connector="OR",
                        ),
                        name="belonging_change_returned_is_signed",
                        violation_error_message="Pengembalian memerlukan tanda tangan penerimanya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("destroyed", "mistake")), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="belonging_change_ended_says_why",
                        violation_error_message="Tulis alasannya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "link",
                    models.PositiveSmallIntegerField(
                        editable=False, help_text="1, 2, … in the chain."
                    ),
                ),
                ("condition", models.CharField(max_length=300, verbose_name="keadaan")),
                (
                    "belongings",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="barang lain yang ikut"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.case",
                    ),
                ),
                (
                    "encounter",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="intake.encounter",
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="intake.handover",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case__isnull", False), ("encounter__isnull", True)),
                            models.Q(("case__isnull", True), ("encounter__isnull", False)),
                            _connector="OR",
                        ),
                        name="handover_person_has_one_chain",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("link__gte", 1)),
                        name="handover_person_link_counts_from_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("condition", ""), _negated=True),
                        name="handover_person_condition_is_written",
                        violation_error_message="Tulis keadaan orang yang diserahkan.",
                    ),
                    models.UniqueConstraint(
                        fields=("encounter", "link"), name="handover_person_of_encounter_once"
                    ),
                    models.UniqueConstraint(
                        fields=("case", "link"), name="handover_person_of_case_once"
                    ),
                    models.UniqueConstraint(
                        fields=("handover", "encounter"), name="handover_person_in_handover_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HealthFact",
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
                            ("hiv", "HIV"),
                            ("tb", "TBC"),
                            ("sti", "Infeksi menular seksual"),
                            ("hepatitis", "Hepatitis"),
                            ("leprosy", "Kusta"),
                            ("pregnancy", "Kehamilan"),
                            ("sexual_violence", "Kekerasan seksual"),
                            ("drugs", "NAPZA"),
                            ("mental", "Kesehatan jiwa"),
                            ("other", "Lainnya"),
                        ],
                        max_length=16,
                        verbose_name="tentang",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suspected", "Diduga"),
                            ("clear", "Saringan negatif"),
                            ("confirmed", "Dipastikan"),
                            ("ruled_out", "Dinyatakan tidak ada"),
                            ("treated", "Sudah ditangani"),
                        ],
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("lab", "Laboratorium"),
                            ("doctor", "Surat dokter"),
                            ("psychologist", "Psikolog"),
                            ("screen", "Tes saring"),
                            ("own", "Kata orangnya sendiri"),
                            ("family", "Kata keluarga"),
                            ("seen", "Terlihat petugas"),
                        ],
                        max_length=12,
                        verbose_name="menurut",
                    ),
                ),
                (
                    "said_by",
                    models.CharField(
                        help_text="Nama, jabatan, dan instansinya.",
                        max_length=160,
                        verbose_name="siapa yang menyatakan",
                    ),
                ),
                ("dated_on", models.DateField(verbose_name="tanggal")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="berlaku sampai"),
                ),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="keterangan")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                (
                    "struck_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="mengapa dicoret"
                    ),
                ),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        help_text="The screen that this result of a laboratory confirms or contradicts.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_by",
                        to="intake.healthfact",
                        verbose_name="menjawab tes saring",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="health_facts",
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
                (
                    "struck_by",
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
                    models.Index(fields=["case", "-dated_on", "-id"], name="health_fact_by_case")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "hiv",
                                    "tb",
                                    "sti",
                                    "hepatitis",
                                    "leprosy",
                                    "pregnancy",
                                    "sexual_violence",
                                    "drugs",
                                    "mental",
                                    "other",
                                ],
                            )
                        ),
                        name="health_fact_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["suspected", "clear", "confirmed", "ruled_out", "treated"],
                            )
                        ),
                        name="health_fact_state_is_known",
                        violation_error_message="Nilai state tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "source__in",
                                [
                                    "lab",
                                    "doctor",
                                    "psychologist",
                                    "screen",
                                    "own",
                                    "family",
                                    "seen",
                                ],
                            )
                        ),
                        name="health_fact_source_is_known",
                        violation_error_message="Nilai source tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("confirmed", "ruled_out")), _negated=True),
                            ("source__in", ("lab", "doctor", "psychologist")),
                            _connector="OR",
                        ),
                        name="health_fact_certain_by_a_profession",
                        violation_error_message="Tes saring, ucapan, dan penglihatan tidak memastikan apa pun. Catat sebagai “Diduga”; laboratorium, dokter, atau psikolog yang memastikan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "clear"), _negated=True),
                            ("source", "screen"),
                            _connector="OR",
                        ),
                        name="health_fact_clear_by_a_screen",
                        violation_error_message="“Saringan negatif” hanya hasil tes saring.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answers__isnull", True),
                            models.Q(("source", "lab"), ("state__in", ("confirmed", "ruled_out"))),
                            _connector="OR",
                        ),
                        name="health_fact_laboratory_answers",
                        violation_error_message="Yang menjawab tes saring adalah hasil laboratorium yang memastikan atau menyatakan tidak ada.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("said_by", ""), _negated=True),
                        name="health_fact_says_who",
                        violation_error_message="Tulis siapa yang menyatakan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("dated_on__isnull", True),
                            ("valid_until__gte", models.F("dated_on")),
                            _connector="OR",
                        ),
                        name="health_fact_valid_after_its_day",
                        violation_error_message="Masa berlaku berakhir sebelum tanggalnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("struck_at__isnull", True), ("struck_by__isnull", True)),
                            models.Q(("struck_at__isnull", False), ("struck_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="health_fact_struck_by_and_at",
                        violation_error_message="Isi semua: struck_by, struck_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("struck_at__isnull", True),
                            models.Q(("struck_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="health_fact_struck_says_why",
                        violation_error_message="Tulis mengapa catatan ini dicoret.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("finished", "Selesai"),
                            ("superseded", "Digantikan"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "answers",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        help_text="{item key: value}; an item left out was not asked.",
                    ),
                ),
                (
                    "scores",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        help_text="{section key: points}, as the instrument's rule gives.",
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="ringkasan")),
                ("recommendation", models.TextField(blank=True, verbose_name="rekomendasi")),
                (
                    "profession",
                    models.CharField(
                        default="Pekerja sosial", max_length=60, verbose_name="profesi"
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(editable=False, null=True)),
                (
                    "next_review_on",
                    models.DateField(blank=True, null=True, verbose_name="tinjau lagi"),
                ),
                (
                    "assessor",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "finished_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="intake.assessment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="intake.case",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="intake.instrument",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "-started_at"], name="assessment_by_case")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "finished", "superseded"])),
                        name="assessment_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("finished_by__isnull", True)),
                            models.Q(
                                ("finished_at__isnull", False), ("finished_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="assessment_finished_by_and_at",
                        violation_error_message="Isi semua: finished_by, finished_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("status", "draft")),
                            models.Q(
                                models.Q(("status", "draft"), _negated=True),
                                ("finished_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_finished_has_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("case", "instrument"),
                        name="assessment_one_draft",
                        violation_error_message="Asesmen dengan instrumen ini sudah dimulai; lanjutkan yang ada.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                        verbose_name="bidang",
                    ),
                ),
                ("description", models.CharField(max_length=200, verbose_name="kebutuhan")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The items of the assessment whose answers suggested it.",
                        max_length=200,
                        verbose_name="dari butir",
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Mendesak"), (2, "Biasa"), (3, "Nanti")],
                        default=2,
                        verbose_name="prioritas",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Belum terpenuhi"),
                            ("met", "Terpenuhi"),
                            ("deferred", "Ditunda"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "status_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="alasan"
                    ),
                ),
                ("judged_at", models.DateTimeField(auto_now_add=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="intake.assessment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="intake.case",
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "status"], name="need_by_case")],
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
                        name="need_domain_is_known",
                        violation_error_message="Nilai domain tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "met", "deferred"])),
                        name="need_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", [1, 2, 3])),
                        name="need_priority_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "deferred"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="need_deferred_says_why",
                        violation_error_message="Tulis mengapa kebutuhan ini ditunda.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
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
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="tanggal surat")),
                (
                    "issued_by",
                    models.CharField(
                        blank=True,
                        help_text="Misalnya: dr. Contoh, Sp.KJ, RSJ Prof. Ildrem.",
                        max_length=160,
                        verbose_name="dikeluarkan oleh",
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="berlaku sampai"),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="keterangan")),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="intake.case",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
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
                        name="paper_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("dated_on__isnull", True),
                            ("valid_until__gte", models.F("dated_on")),
                            _connector="OR",
                        ),
                        name="paper_valid_after_its_day",
                        violation_error_message="Masa berlaku berakhir sebelum tanggal suratnya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(help_text="Its number in the spreadsheet.")),
                ("content", models.BinaryField(help_text="Cells and values, as encrypted JSON.")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("pending", "Belum diperiksa"),
                            ("ready", "Siap diterima"),
                            ("double", "Mungkin orang yang sudah tercatat"),
                            ("warning", "Peringatan, boleh diterima"),
                            ("error", "Tidak dapat diterima"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                (
                    "problems",
                    models.JSONField(default=list, help_text="Column, code, sentence, guess."),
                ),
                (
                    "candidates",
                    models.JSONField(
                        default=list, help_text="Persons or lines it may be, and why."
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        help_text="new, skip, p:<person>, l:<line>, or nothing yet.",
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu"),
                            ("taken", "Diterima"),
                            ("skipped", "Dilewati"),
                            ("undone", "Ditarik"),
                            ("kept", "Tidak dapat ditarik"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("person_is_new", models.BooleanField(default=False)),
                (
                    "added",
                    models.JSONField(
                        default=dict, help_text="Keys of what a known person was given."
                    ),
                ),
                ("kept_why", models.CharField(blank=True, max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_rows",
                        to="intake.case",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="intake.import",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_rows",
                        to="intake.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["source", "state", "verdict", "line"], name="import_row_by_verdict"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict__in", ["pending", "ready", "double", "warning", "error"])
                        ),
                        name="import_row_verdict_is_known",
                        violation_error_message="Nilai verdict tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "taken", "skipped", "undone", "kept"])
                        ),
                        name="import_row_state_is_known",
                        violation_error_message="Nilai state tidak dikenal.",
                    ),
                    models.UniqueConstraint(fields=("source", "line"), name="import_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "taken"), _negated=True),
                            models.Q(("case__isnull", False), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="import_row_taken_has_person_and_case",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_main", models.BooleanField(default=False, verbose_name="utama")),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(editable=False, null=True)),
                (
                    "reason",
                    models.CharField(blank=True, max_length=200, verbose_name="alasan perubahan"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="types",
                        to="intake.case",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ppks_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.ppkstype",
                        verbose_name="jenis PPKS",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_main", True), ("until__isnull", True)),
                        fields=("case",),
                        name="case_type_one_main",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("case", "ppks_type"),
                        name="case_type_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("since__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="case_type_ends_after_start",
                        violation_error_message="Jenis berakhir sebelum dimulai.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.CharField(editable=False, max_length=20, verbose_name="nomor kasus"),
                ),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("raid", "Razia"),
                            ("report", "Laporan masyarakat"),
                            ("walk_in", "Datang sendiri"),
                            ("police", "Kepolisian"),
                            ("hospital", "Rumah sakit"),
                            ("other_office", "Dinas lain"),
                            ("family", "Keluarga"),
                            ("viral", "Berita atau media sosial"),
                            ("register", "Register lama"),
                        ],
                        max_length=15,
                        verbose_name="pintu masuk",
                    ),
                ),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("child", "Anak"),
                                ("trafficking", "Indikasi TPPO / eksploitasi"),
                                ("sexual_violence", "Data dijaga"),
                                ("hiv", "Data dijaga"),
                                ("drugs", "NAPZA"),
                                ("psychiatric", "Data jiwa"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="perlindungan",
                    ),
                ),
                ("condition", models.TextField(blank=True, verbose_name="keadaan saat diterima")),
                ("belongings", models.TextField(blank=True, verbose_name="barang bawaan")),
                ("story", models.TextField(blank=True, verbose_name="cerita dan masalah")),
                (
                    "repeat_count",
                    models.PositiveSmallIntegerField(
                        default=0,
                        editable=False,
                        help_text="Earlier cases of the person when this one was opened.",
                    ),
                ),
                (
                    "stage",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Penjajagan"),
                            (2, "Pengumpulan data"),
                            (3, "Analisa kebutuhan"),
                            (4, "Perencanaan"),
                            (5, "Tindakan"),
                            (6, "Evaluasi"),
                        ],
                        default=2,
                        editable=False,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Berjalan"),
                            ("paused", "Ditangguhkan"),
                            ("ended", "Selesai"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="didaftarkan")),
                (
                    "pause_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="alasan ditangguhkan",
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reunited", "Reunifikasi keluarga"),
                            ("returned", "Pemulangan ke daerah asal"),
                            ("independent", "Mandiri atau bekerja"),
                            ("married", "Menikah atau lainnya"),
                            ("transferred", "Dirujuk ke lembaga lain"),
                            ("died", "Meninggal"),
                            ("absconded", "Meninggalkan layanan tanpa izin"),
                            ("put_out", "Dikeluarkan"),
                            ("completed", "Selesai program"),
                            ("not_target", "Bukan sasaran"),
                        ],
                        editable=False,
                        max_length=15,
                        verbose_name="hasil akhir",
                    ),
                ),
                (
                    "end_note",
                    models.TextField(blank=True, editable=False, verbose_name="keterangan hasil"),
                ),
                (
                    "from_register",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Taken over from an old register: ended before this system began, counted nowhere.",
                    ),
                ),
                (
                    "ended_by",
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
                    "opened_by",
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penanggung jawab",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="intake.case",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        db_constraint=False,
                        limit_choices_to={"kind": "section"},
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.office",
                        verbose_name="seksi",
                    ),
                ),
                (
                    "encounter",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.encounter",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.person",
                    ),
                ),
                (
                    "main_type",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.ppkstype",
                        verbose_name="jenis PPKS utama",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="ditandatangani")),
                (
                    "signed_by",
                    models.CharField(
                        help_text="Nama dan hubungan: orangnya sendiri, ibu, wali.",
                        max_length=160,
                        verbose_name="siapa yang berjanji",
                    ),
                ),
                ("content", models.CharField(max_length=300, verbose_name="isi janji")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="berlaku sampai"),
                ),
                (
                    "fetched_by",
                    models.CharField(
                        blank=True,
                        help_text="Nama dan hubungan; kosong bila tidak dijemput.",
                        max_length=160,
                        verbose_name="dijemput oleh",
                    ),
                ),
                (
                    "fetched_on",
                    models.DateField(blank=True, null=True, verbose_name="tanggal dijemput"),
                ),
                ("witness", models.CharField(blank=True, max_length=160, verbose_name="saksi")),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="intake.case",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "-signed_on"], name="promise_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("signed_on__isnull", True),
                            ("valid_until__gte", models.F("signed_on")),
                            _connector="OR",
                        ),
                        name="promise_valid_after_signing",
                        violation_error_message="Pernyataan tidak dapat berakhir sebelum ditandatangani.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fetched_on__isnull", True),
                            models.Q(("fetched_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="promise_fetched_says_by_whom",
                        violation_error_message="Tulis siapa yang menjemput.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Band",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sheet",
                    models.UUIDField(
                        default=uuid.uuid4, help_text="Bands printed at once share it."
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="nomor gelang")),
                ("code", models.CharField(max_length=24, unique=True, verbose_name="kode gelang")),
                ("printed_at", models.DateTimeField()),
                ("reserved_at", models.DateTimeField(null=True)),
                ("attached_at", models.DateTimeField(null=True)),
                (
                    "void_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="alasan tidak dipakai lagi"
                    ),
                ),
                ("voided_at", models.DateTimeField(null=True)),
                (
                    "attached_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "printed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reserved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bands_reserved",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "encounter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bands",
                        to="intake.encounter",
                    ),
                ),
                (
                    "raid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bands",
                        to="intake.raid",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["raid", "number"], name="band_by_raid")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reserved_at__isnull", True), ("reserved_by__isnull", True)),
                            models.Q(
                                ("reserved_at__isnull", False), ("reserved_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="band_reserved_by_and_at",
                        violation_error_message="Isi semua: reserved_by, reserved_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("attached_at__isnull", True),
                                ("attached_by__isnull", True),
                                ("encounter__isnull", True),
                            ),
                            models.Q(
                                ("attached_at__isnull", False),
                                ("attached_by__isnull", False),
                                ("encounter__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="band_worn_since_and_by",
                        violation_error_message="Isi semua: encounter, attached_by, attached_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(("voided_at__isnull", False), ("voided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="band_voided_by_and_at",
                        violation_error_message="Isi semua: voided_by, voided_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                            models.Q(
                                ("voided_at__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="band_void_has_reason",
                        violation_error_message="Tulis mengapa gelang ini tidak dipakai lagi.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("encounter__isnull", False), ("voided_at__isnull", True)
                        ),
                        fields=("encounter",),
                        name="band_one_worn_by_a_person",
                        violation_error_message="Orang ini sudah memakai gelang lain.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EncounterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_default=1,
                        default=1,
                        editable=False,
                        help_text="Counted up by a trigger at each write.",
                    ),
                ),
                (
                    "ordinal",
                    models.PositiveIntegerField(
                        editable=False, help_text="1, 2, … within the raid.", null=True
                    ),
                ),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("raid", "Razia"),
                            ("report", "Laporan masyarakat"),
                            ("walk_in", "Datang sendiri"),
                            ("police", "Kepolisian"),
                            ("hospital", "Rumah sakit"),
                            ("other_office", "Dinas lain"),
                            ("family", "Keluarga"),
                            ("viral", "Berita atau media sosial"),
                            ("register", "Register lama"),
                        ],
                        default="raid",
                        max_length=15,
                        verbose_name="pintu masuk",
                    ),
                ),
                (
                    "number",
                    models.CharField(editable=False, max_length=24, verbose_name="nomor temuan"),
                ),
                ("met_at", models.DateTimeField(verbose_name="waktu bertemu")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="tempat")),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True),
                ),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True),
                ),
                (
                    "reporter",
                    models.CharField(
                        blank=True,
                        help_text="Other doors only.",
                        max_length=160,
                        verbose_name="pelapor",
                    ),
                ),
                ("source_link", models.URLField(blank=True, verbose_name="tautan sumber")),
                (
                    "sex",
                    models.CharField(
                        choices=[("L", "Laki-laki"), ("P", "Perempuan"), ("U", "Tidak diketahui")],
                        default="U",
                        max_length=1,
                        verbose_name="jenis kelamin",
                    ),
                ),
                (
                    "age_band",
                    models.CharField(
                        choices=[
                            ("0-5", "0–5 balita"),
                            ("6-12", "6–12 anak"),
                            ("13-17", "13–17 anak"),
                            ("18-24", "18–24 dewasa"),
                            ("25-44", "25–44 dewasa"),
                            ("45-59", "45–59 dewasa"),
                            ("60+", "60+ lansia"),
                            ("unknown", "Tidak tahu"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="perkiraan usia",
                    ),
                ),
                (
                    "age_years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Kira-kira, dalam tahun.",
                        null=True,
                        verbose_name="usia",
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=500, verbose_name="nama atau sebutan"),
                ),
                (
                    "activities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("begging", "Mengemis"),
                                ("sleeping", "Tidur di jalan"),
                                ("busking", "Mengamen"),
                                ("silver", "Manusia silver"),
                                ("costume", "Badut / boneka"),
                                ("hawking", "Jual asongan"),
                                ("parking", "Parkir / lap kaca"),
                                ("scavenging", "Memulung"),
                                ("cart", "Manusia gerobak"),
                                ("none", "Tidak ada"),
                                ("other", "Lainnya"),
                                ("unknown", "Tidak tahu"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="sedang apa",
                    ),
                ),
                (
                    "conditions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("fine", "Tidak ada keluhan"),
                                ("injured", "Luka"),
                                ("ill", "Sakit"),
                                ("pregnant", "Hamil"),
                                ("disabled", "Disabilitas"),
                                ("confused", "Bicara kacau"),
                                ("drunk", "Mabuk"),
                                ("aggressive", "Mengamuk"),
                                ("unknown", "Tidak tahu"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="kondisi",
                    ),
                ),
                (
                    "belongings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("nothing", "Tidak ada"),
                                ("bag", "Tas / buntalan"),
                                ("money", "Uang"),
                                ("papers", "KTP / surat"),
                                ("phone", "HP"),
                                ("medicine", "Obat"),
                                ("sharp", "Benda tajam"),
                                ("other", "Lainnya"),
                                ("unknown", "Tidak tahu"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="barang bawaan",
                    ),
                ),
                (
                    "belongings_note",
                    models.CharField(blank=True, max_length=300, verbose_name="keterangan barang"),
                ),
                (
                    "companionship",
                    models.CharField(
                        choices=[
                            ("alone", "Sendiri"),
                            ("with", "Bersama orang yang tercatat"),
                            ("unrecorded", "Bersama orang yang belum tercatat"),
                            ("unknown", "Tidak tahu"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="bersama siapa",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="catatan")),
                (
                    "is_bare",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Made nameless in bulk and not completed yet.",
                    ),
                ),
                (
                    "is_approximate",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="A bare row of a number that was guessed; nobody in particular yet.",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("taken", "Dibawa, belum ditriase"),
                            ("case", "Kasus dibuka"),
                            ("not_ppks", "Bukan PPKS"),
                            ("let_go", "Dilepas di tempat"),
                            ("handed_over", "Diserahkan"),
                            ("escaped", "Meninggalkan lokasi"),
                        ],
                        default="taken",
                        max_length=12,
                        verbose_name="sesudah dicatat",
                    ),
                ),
                (
                    "outcome_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan"),
                ),
                (
                    "handed_to",
                    models.CharField(blank=True, max_length=200, verbose_name="diserahkan kepada"),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("triaged_at", models.DateTimeField(editable=False, null=True)),
                (
                    "met_with",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.encounter",
                        verbose_name="bersama",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="intake.encounter",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "recorded_by",
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
                    "triaged_by",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.person",
                    ),
                ),
                (
                    "raid",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.raid",
                    ),
                ),
                (
                    "stop",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.raidstop",
                        verbose_name="titik",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RaidTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=150, verbose_name="sumber")),
                ("people", models.PositiveIntegerField(verbose_name="jumlah orang")),
                ("is_approximate", models.BooleanField(default=False, verbose_name="kira-kira")),
                ("stated_at", models.DateTimeField(verbose_name="disebut pada")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                (
                    "is_official",
                    models.BooleanField(default=False, editable=False, verbose_name="resmi"),
                ),
                (
                    "official_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="alasan dipakai sebagai angka resmi",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="alasan dicabut"
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "raid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="totals",
                        to="intake.raid",
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
                    models.UniqueConstraint(
                        condition=models.Q(("is_official", True)),
                        fields=("raid",),
                        name="raid_total_one_official",
                        violation_error_message="Razia ini sudah punya satu angka resmi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_official", False),
                            models.Q(("official_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="raid_total_official_has_reason",
                        violation_error_message="Tulis alasan angka ini dipakai sebagai angka resmi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_official", False), ("withdrawn_reason", ""), _connector="OR"
                        ),
                        name="raid_total_official_is_not_withdrawn",
                        violation_error_message="Angka resmi tidak dapat dicabut. Pilih yang lain dahulu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relation",
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
                            ("mother", "Ibu dari"),
                            ("father", "Ayah dari"),
                            ("guardian", "Wali dari"),
                            ("sibling", "Saudara dari"),
                            ("spouse", "Suami/istri dari"),
                            ("other_family", "Keluarga lain dari"),
                            ("met_together", "Ditemukan bersama"),
                            ("exploiter", "Diduga memanfaatkan"),
                        ],
                        max_length=15,
                        verbose_name="hubungan",
                    ),
                ),
                ("proven", models.BooleanField(default=False, verbose_name="terbukti")),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="bukti")),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_to",
                        to="intake.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations",
                        to="intake.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "mother",
                                    "father",
                                    "guardian",
                                    "sibling",
                                    "spouse",
                                    "other_family",
                                    "met_together",
                                    "exploiter",
                                ],
                            )
                        ),
                        name="relation_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "other", "kind"),
                        name="relation_once",
                        violation_error_message="Hubungan ini sudah tercatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("other")), _negated=True),
                        name="relation_of_two",
                        violation_error_message="Hubungan memerlukan dua orang yang berbeda.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proven", False),
                            models.Q(("evidence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="relation_proven_has_evidence",
                        violation_error_message="Tulis bukti hubungan yang terbukti.",
                    ),
                ],
            },
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
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reunion_locks",
                        to="intake.case",
                    ),
                ),
                (
                    "cleared_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "locked_by",
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
                            models.Q(("cleared_at__isnull", True), ("cleared_by__isnull", True)),
                            models.Q(("cleared_at__isnull", False), ("cleared_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reunion_lock_cleared_by_and_at",
                        violation_error_message="Isi semua: cleared_by, cleared_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cleared_at__isnull", True),
                            models.Q(("ground", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reunion_lock_cleared_says_why",
                        violation_error_message="Tulis dasar membuka kunci: siapa memeriksa, apa hasilnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cleared_by__isnull", True),
                            models.Q(("cleared_by", models.F("locked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="reunion_lock_cleared_by_another",
                        violation_error_message="Yang mengunci tidak membuka kuncinya sendiri.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cleared_at__isnull", True)),
                        fields=("case",),
                        name="reunion_lock_one_open",
                        violation_error_message="Reunifikasi kasus ini sudah terkunci.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "encounter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheet_line",
                        to="intake.encounter",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="intake.papersheet",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SyncItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(unique=True)),
                (
                    "kind",
                    models.CharField(
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
                (
                    "subject",
                    models.UUIDField(
                        db_index=True, help_text="The raid, stop or person it is about."
                    ),
                ),
                ("raid", models.UUIDField(null=True)),
                ("device", models.UUIDField()),
                ("made_at", models.DateTimeField(help_text="By the phone's clock.")),
                ("seq", models.PositiveBigIntegerField(help_text="Counts up on the device.")),
                ("content_hash", models.CharField(max_length=64)),
                ("payload", models.JSONField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("accepted", "Tersimpan di server"),
                            ("parked", "Diterima, menunggu"),
                            ("conflict", "Berbeda dengan yang tersimpan"),
                            ("refused", "Belum dapat diterima"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "waits_for",
                    models.UUIDField(
                        help_text="The raid, stop or person that is to come.", null=True
                    ),
                ),
                ("waits_for_office", models.BooleanField(default=False)),
                (
                    "why",
                    models.JSONField(default=list, help_text="Sentences: [{field, sentence}]."),
                ),
                (
                    "clash",
                    models.JSONField(
                        default=dict, help_text="By field: base, mine, theirs, and who."
                    ),
                ),
                (
                    "receipt",
                    models.JSONField(default=dict, help_text="Number, ordinal and version given."),
                ),
                ("received_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                (
                    "photo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "parked")),
                        fields=["waits_for"],
                        name="sync_item_parked",
                    ),
                    models.Index(
                        condition=models.Q(("state", "accepted"), _negated=True),
                        fields=["received_at"],
                        name="sync_item_unsettled",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["accepted", "parked", "conflict", "refused"])
                        ),
                        name="sync_item_state_is_known",
                        violation_error_message="Nilai state tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("applied_at__isnull", False), ("state", "accepted")),
                            models.Q(
                                models.Q(("state", "accepted"), _negated=True),
                                ("applied_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="sync_item_accepted_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("payload__isnull", True), ("state", "accepted")),
                            models.Q(
                                models.Q(("state", "accepted"), _negated=True),
                                ("payload__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sync_item_payload_until_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "parked"),
                                ("waits_for__isnull", False),
                                ("waits_for_office", False),
                            ),
                            models.Q(
                                ("state", "parked"),
                                ("waits_for__isnull", True),
                                ("waits_for_office", True),
                            ),
                            models.Q(
                                models.Q(("state", "parked"), _negated=True),
                                ("waits_for__isnull", True),
                                ("waits_for_office", False),
                            ),
                            _connector="OR",
                        ),
                        name="sync_item_parked_waits_for_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "conflict"), _negated=True),
                            models.Q(("clash", {}), _negated=True),
                            _connector="OR",
                        ),
                        name="sync_item_conflict_says_where",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("why", []), _negated=True),
                            _connector="OR",
                        ),
                        name="sync_item_refused_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tie",
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
                            ("school", "Sekolah"),
                            ("work", "Pekerjaan"),
                            ("health", "Puskesmas atau rumah sakit"),
                            ("worship", "Mesjid, gereja, atau rumah ibadah lain"),
                            ("neighbours", "Tetangga"),
                            ("friends", "Teman"),
                            ("facility", "UPT atau panti"),
                            ("office", "Kantor pemerintah"),
                            ("other", "Lainnya"),
                        ],
                        max_length=10,
                        verbose_name="dengan apa",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="namanya")),
                ("since", models.DateField(blank=True, null=True, verbose_name="sejak")),
                ("until", models.DateField(editable=False, null=True, verbose_name="sampai")),
                (
                    "ended_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="mengapa berakhir"
                    ),
                ),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="intake.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "school",
                                    "work",
                                    "health",
                                    "worship",
                                    "neighbours",
                                    "friends",
                                    "facility",
                                    "office",
                                    "other",
                                ],
                            )
                        ),
                        name="tie_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("since__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="tie_ends_after_start",
                        violation_error_message="Ikatan berakhir sebelum mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            models.Q(("ended_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tie_ended_says_why",
                        violation_error_message="Tulis mengapa ikatan ini berakhir.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("person", "kind", "name"),
                        name="tie_once",
                        violation_error_message="Ikatan ini sudah tercatat.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bond",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quality",
                    models.CharField(
                        choices=[
                            ("close", "Dekat"),
                            ("usual", "Biasa"),
                            ("thin", "Renggang"),
                            ("conflict", "Konflik"),
                            ("cut", "Putus"),
                        ],
                        max_length=10,
                        verbose_name="hubungan mereka",
                    ),
                ),
                ("said_on", models.DateField(verbose_name="keadaan pada tanggal")),
                ("said_by", models.CharField(max_length=120, verbose_name="menurut siapa")),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "relation",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bonds",
                        to="intake.relation",
                    ),
                ),
                (
                    "tie",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bonds",
                        to="intake.tie",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["relation", "-said_on", "-id"], name="bond_by_relation"),
                    models.Index(fields=["tie", "-said_on", "-id"], name="bond_by_tie"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quality__in", ["close", "usual", "thin", "conflict", "cut"])
                        ),
                        name="bond_quality_is_known",
                        violation_error_message="Nilai quality tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("relation__isnull", True), ("tie__isnull", False)),
                            models.Q(("relation__isnull", False), ("tie__isnull", True)),
                            _connector="OR",
                        ),
                        name="bond_of_one_thing",
                        violation_error_message="Pilih satu hubungan atau satu ikatan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Penjajagan"),
                            (2, "Pengumpulan data"),
                            (3, "Analisa kebutuhan"),
                            (4, "Perencanaan"),
                            (5, "Tindakan"),
                            (6, "Evaluasi"),
                        ]
                    ),
                ),
                ("reached_at", models.DateTimeField()),
                ("act", models.CharField(help_text="As “Asesmen selesai”.", max_length=80)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="intake.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", [1, 2, 3, 4, 5, 6])),
                        name="case_stage_row_is_known",
                    ),
                    models.UniqueConstraint(fields=("case", "stage"), name="case_stage_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given", models.BooleanField(verbose_name="bersedia")),
                (
                    "by_whom",
                    models.CharField(
                        help_text="Sendiri, wali, atau keluarga.",
                        max_length=120,
                        verbose_name="oleh",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="penjelasan")),
                ("answered_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="intake.case",
                    ),
                ),
                (
                    "noted_by",
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
                            ("given", True), models.Q(("note", ""), _negated=True), _connector="OR"
                        ),
                        name="consent_refused_says_why",
                        violation_error_message="Tulis mengapa persetujuan tidak diberikan.",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "intake_personevent" ("age_said_by", "birth_place", "birth_precision", "born_on", "claimed_origin_id", "claimed_origin_text", "communication_aid", "created_at", "created_by_id", "id", "identity_level", "is_dead", "languages", "marks", "name", "name_is_placeholder", "nationality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "register_number", "sex", "verified_origin_id") VALUES (NEW."age_said_by", NEW."birth_place", NEW."birth_precision", NEW."born_on", NEW."claimed_origin_id", NEW."claimed_origin_text", NEW."communication_aid", NEW."created_at", NEW."created_by_id", NEW."id", NEW."identity_level", NEW."is_dead", NEW."languages", NEW."marks", NEW."name", NEW."name_is_placeholder", NEW."nationality", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."photo_id", NEW."register_number", NEW."sex", NEW."verified_origin_id"); RETURN NULL;',
                    hash="6df62a9f868fa5555e9d9bac1b6aa600eb9d6d50",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7275f",
                    table="intake_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "intake_personevent" ("age_said_by", "birth_place", "birth_precision", "born_on", "claimed_origin_id", "claimed_origin_text", "communication_aid", "created_at", "created_by_id", "id", "identity_level", "is_dead", "languages", "marks", "name", "name_is_placeholder", "nationality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "register_number", "sex", "verified_origin_id") VALUES (NEW."age_said_by", NEW."birth_place", NEW."birth_precision", NEW."born_on", NEW."claimed_origin_id", NEW."claimed_origin_text", NEW."communication_aid", NEW."created_at", NEW."created_by_id", NEW."id", NEW."identity_level", NEW."is_dead", NEW."languages", NEW."marks", NEW."name", NEW."name_is_placeholder", NEW."nationality", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."photo_id", NEW."register_number", NEW."sex", NEW."verified_origin_id"); RETURN NULL;',
                    hash="b1db7f5e6b5549fa9f6804f5dd0b4dcc83d9e9fb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_deffe",
                    table="intake_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personlink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "intake_personlinkevent" ("confirmed_by_id", "ground", "head_id", "id", "linked_at", "linked_by_id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "root_id", "undone_at", "undone_by_id", "undone_reason") VALUES (NEW."confirmed_by_id", NEW."ground", NEW."head_id", NEW."id", NEW."linked_at", NEW."linked_by_id", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."root_id", NEW."undone_at", NEW."undone_by_id", NEW."undone_reason"); RETURN NULL;',
                    hash="a096f5ee038f2971ede9380fe542aae2402f8b69",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_32960",
                    table="intake_personlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personlink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "intake_personlinkevent" ("confirmed_by_id", "ground", "head_id", "id", "linked_at", "linked_by_id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "root_id", "undone_at", "undone_by_id", "undone_reason") VALUES (NEW."confirmed_by_id", NEW."ground", NEW."head_id", NEW."id", NEW."linked_at", NEW."linked_by_id", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."root_id", NEW."undone_at", NEW."undone_by_id", NEW."undone_reason"); RETURN NULL;',
                    hash="95477c1d6cecb77f22c1f24c582676ce0dfe97e1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3d4a3",
                    table="intake_personlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duplicateproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "intake_duplicateproposalevent" ("decided_at", "decided_by_id", "due_on", "ground", "head_id", "id", "left_id", "link_id", "made_at", "note", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "right_id", "score", "source", "state") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."due_on", NEW."ground", NEW."head_id", NEW."id", NEW."left_id", NEW."link_id", NEW."made_at", NEW."note", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reasons", NEW."right_id", NEW."score", NEW."source", NEW."state"); RETURN NULL;',
                    hash="a0894d2e621b478b85c41b53b68336978ff7dd50",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d40ec",
                    table="intake_duplicateproposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duplicateproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "intake_duplicateproposalevent" ("decided_at", "decided_by_id", "due_on", "ground", "head_id", "id", "left_id", "link_id", "made_at", "note", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "right_id", "score", "source", "state") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."due_on", NEW."ground", NEW."head_id", NEW."id", NEW."left_id", NEW."link_id", NEW."made_at", NEW."note", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reasons", NEW."right_id", NEW."score", NEW."source", NEW."state"); RETURN NULL;',
                    hash="7f239df84fe52d65da6f1c90e8ea3161ecd5e50c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9be47",
                    table="intake_duplicateproposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "intake_caseevent" ("belongings", "condition", "door", "encounter_id", "end_note", "end_reason", "ended_at", "ended_by_id", "flags", "from_register", "id", "main_type_id", "number", "opened_at", "opened_by_id", "owner_id", "pause_reason", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeat_count", "section_id", "stage", "status", "story") VALUES (NEW."belongings", NEW."condition", NEW."door", NEW."encounter_id", NEW."end_note", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."flags", NEW."from_register", NEW."id", NEW."main_type_id", NEW."number", NEW."opened_at", NEW."opened_by_id", NEW."owner_id", NEW."pause_reason", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."repeat_count", NEW."section_id", NEW."stage", NEW."status", NEW."story"); RETURN NULL;',
                    hash="5662d32571395eab7cffae4c0209529b7548378a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_32e15",
                    table="intake_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "intake_caseevent" ("belongings", "condition", "door", "encounter_id", "end_note", "end_reason", "ended_at", "ended_by_id", "flags", "from_register", "id", "main_type_id", "number", "opened_at", "opened_by_id", "owner_id", "pause_reason", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeat_count", "section_id", "stage", "status", "story") VALUES (NEW."belongings", NEW."condition", NEW."door", NEW."encounter_id", NEW."end_note", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."flags", NEW."from_register", NEW."id", NEW."main_type_id", NEW."number", NEW."opened_at", NEW."opened_by_id", NEW."owner_id", NEW."pause_reason", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."repeat_count", NEW."section_id", NEW."stage", NEW."status", NEW."story"); RETURN NULL;',
                    hash="c21419667b756d83abd812f13e39d060c21678e0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7f56",
                    table="intake_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="encounter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "intake_encounterevent" ("activities", "age_band", "age_years", "belongings", "belongings_note", "client_uuid", "companionship", "conditions", "door", "handed_to", "id", "is_approximate", "is_bare", "latitude", "longitude", "met_at", "met_with_id", "name", "note", "number", "ordinal", "outcome", "outcome_reason", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "place", "raid_id", "recorded_at", "recorded_by_id", "reporter", "sex", "source_link", "stop_id", "triaged_at", "triaged_by_id", "version") VALUES (NEW."activities", NEW."age_band", NEW."age_years", NEW."belongings", NEW."belongings_note", NEW."client_uuid", NEW."companionship", NEW."conditions", NEW."door", NEW."handed_to", NEW."id", NEW."is_approximate", NEW."is_bare", NEW."latitude", NEW."longitude", NEW."met_at", NEW."met_with_id", NEW."name", NEW."note", NEW."number", NEW."ordinal", NEW."outcome", NEW."outcome_reason", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."photo_id", NEW."place", NEW."raid_id", NEW."recorded_at", NEW."recorded_by_id", NEW."reporter", NEW."sex", NEW."source_link", NEW."stop_id", NEW."triaged_at", NEW."triaged_by_id", NEW."version"); RETURN NULL;',
                    hash="aa9f3f18250c4e096f1ad3ac4758e77d50d35b7a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7ef1d",
                    table="intake_encounter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="encounter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "intake_encounterevent" ("activities", "age_band", "age_years", "belongings", "belongings_note", "client_uuid", "companionship", "conditions", "door", "handed_to", "id", "is_approximate", "is_bare", "latitude", "longitude", "met_at", "met_with_id", "name", "note", "number", "ordinal", "outcome", "outcome_reason", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "place", "raid_id", "recorded_at", "recorded_by_id", "reporter", "sex", "source_link", "stop_id", "triaged_at", "triaged_by_id", "version") VALUES (NEW."activities", NEW."age_band", NEW."age_years", NEW."belongings", NEW."belongings_note", NEW."client_uuid", NEW."companionship", NEW."conditions", NEW."door", NEW."handed_to", NEW."id", NEW."is_approximate", NEW."is_bare", NEW."latitude", NEW."longitude", NEW."met_at", NEW."met_with_id", NEW."name", NEW."note", NEW."number", NEW."ordinal", NEW."outcome", NEW."outcome_reason", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."photo_id", NEW."place", NEW."raid_id", NEW."recorded_at", NEW."recorded_by_id", NEW."reporter", NEW."sex", NEW."source_link", NEW."stop_id", NEW."triaged_at", NEW."triaged_by_id", NEW."version"); RETURN NULL;',
                    hash="98149182b3492386c1419d2d1d1114b839323a2b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_619d2",
                    table="intake_encounter",
                    when="AFTER",
                ),
            ),
        ),
    ]
