import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Facilities, wards, places, stays and the criteria of a place."""

    replaces = [
        ("upt_facilities", "0001_initial"),
        ("upt_facilities", "0002_a_hold_beside_a_stay"),
        ("upt_facilities", "0003_directory_and_stay_limit"),
        ("upt_facilities", "0004_exits_that_need_evidence"),
        ("upt_facilities", "0005_wards_on_request"),
        ("upt_facilities", "0006_indexes_of_the_monthly_report"),
        ("upt_facilities", "0007_needs_that_a_facility_serves"),
        ("upt_facilities", "0008_waiting_temporary_and_extra_places"),
        ("upt_facilities", "0010_criteria_in_versions"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
        ("areas", "0001_tables"),
        ("intake", "0002_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("platform", "0001_search_functions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Facility",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="kode")),
                ("name", models.CharField(max_length=150, unique=True, verbose_name="nama")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("upt", "UPT Dinas Sosial"),
                            ("shelter", "Rumah singgah"),
                            ("hospital", "Rumah sakit"),
                            ("agency", "Perangkat daerah"),
                            ("central", "Sentra Kemensos"),
                        ],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="alamat")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telepon")),
                (
                    "head_name",
                    models.CharField(blank=True, max_length=120, verbose_name="pimpinan"),
                ),
                ("target", models.CharField(blank=True, max_length=200, verbose_name="sasaran")),
                (
                    "audiences",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("elderly", "Lanjut usia"),
                                ("child", "Anak dan balita"),
                                ("youth", "Remaja putus sekolah"),
                                ("disability", "Penyandang disabilitas"),
                                ("mental", "Orang dengan gangguan jiwa"),
                                ("homeless", "Gelandangan, pengemis, atau orang telantar"),
                                ("women", "Perempuan tuna susila atau korban kekerasan"),
                                ("leprosy", "Bekas penderita kusta"),
                                ("sick", "Orang sakit"),
                                ("work", "Yang mencari pelatihan, kerja, atau usaha"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="untuk siapa",
                    ),
                ),
                (
                    "needs_served",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        ),
                        blank=True,
                        default=list,
                        verbose_name="kebutuhan yang dapat dilayani",
                    ),
                ),
                (
                    "is_local",
                    models.BooleanField(
                        default=False,
                        help_text="UPT provinsi melayani seluruh Sumatera Utara; dinas kota melayani kotanya.",
                        verbose_name="hanya melayani wilayahnya",
                    ),
                ),
                (
                    "services",
                    models.TextField(
                        blank=True, help_text="Satu layanan sebaris.", verbose_name="yang diberikan"
                    ),
                ),
                (
                    "requirements",
                    models.TextField(
                        blank=True, help_text="Satu syarat sebaris.", verbose_name="syarat"
                    ),
                ),
                (
                    "procedure",
                    models.TextField(
                        blank=True, help_text="Satu langkah sebaris.", verbose_name="cara"
                    ),
                ),
                (
                    "hours",
                    models.CharField(blank=True, max_length=120, verbose_name="waktu layanan"),
                ),
                (
                    "usual_stay",
                    models.CharField(blank=True, max_length=80, verbose_name="lama layanan"),
                ),
                (
                    "usual_stay_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Lewat dari ini penghuni muncul di pekerjaan petugas. Kosong: tidak dibatasi.",
                        null=True,
                        verbose_name="batas lama tinggal (hari)",
                    ),
                ),
                (
                    "is_residential",
                    models.BooleanField(default=False, verbose_name="punya tempat tinggal"),
                ),
                (
                    "is_public",
                    models.BooleanField(default=True, verbose_name="tampil di direktori layanan"),
                ),
                (
                    "is_confirmed",
                    models.BooleanField(default=False, verbose_name="sudah dipastikan Dinas"),
                ),
                (
                    "source",
                    models.CharField(blank=True, max_length=200, verbose_name="sumber keterangan"),
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
                    "office",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facility",
                        to="accounts.office",
                        verbose_name="kantor",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["upt", "shelter", "hospital", "agency", "central"])
                        ),
                        name="facility_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "audiences__contained_by",
                                [
                                    "elderly",
                                    "child",
                                    "youth",
                                    "disability",
                                    "mental",
                                    "homeless",
                                    "women",
                                    "leprosy",
                                    "sick",
                                    "work",
                                ],
                            )
                        ),
                        name="facility_audiences_are_known",
                        violation_error_message="Ada nilai audiences yang tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "needs_served__contained_by",
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
                        name="facility_needs_are_known",
                        violation_error_message="Ada nilai needs_served yang tidak dikenal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CriteriaVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                (
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="berlaku mulai"),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        help_text="Nota dinas, peraturan, atau surat UPT.",
                        max_length=160,
                        verbose_name="dasar",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                (
                    "tried",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        help_text="What it changed for the cases when it was published.",
                    ),
                ),
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
                    "published_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria_versions",
                        to="upt_facilities.facility",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", True), ("published_by__isnull", True)
                            ),
                            models.Q(
                                ("published_at__isnull", False), ("published_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="criteria_version_published_by_and_at",
                        violation_error_message="Isi semua: published_by, published_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            models.Q(
                                ("valid_from__isnull", False),
                                models.Q(("basis", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="criteria_version_published_says_when",
                        violation_error_message="Tulis mulai kapan berlaku dan dasarnya.",
                    ),
                    models.UniqueConstraint(
                        fields=("facility", "number"), name="criteria_version_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at__isnull", True)),
                        fields=("facility",),
                        name="criteria_version_one_draft",
                        violation_error_message="Tempat ini sudah punya draf syarat.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("age", "Usia"),
                            ("sex", "Jenis kelamin"),
                            ("ppks_type", "Jenis PPKS"),
                            ("independence", "Nilai kemandirian (Barthel 0–20)"),
                            ("pregnant", "Hamil"),
                            ("has_family", "Ada keluarga yang merawat"),
                            ("contagious", "Penyakit menular aktif"),
                            ("paper", "Surat"),
                            ("is_child", "Anak"),
                        ],
                        max_length=15,
                        verbose_name="keterangan",
                    ),
                ),
                (
                    "operator",
                    models.CharField(
                        choices=[
                            ("at_least", "paling sedikit"),
                            ("at_most", "paling banyak"),
                            ("between", "antara"),
                            ("one_of", "salah satu dari"),
                            ("is", "sama dengan"),
                        ],
                        max_length=10,
                        verbose_name="pembanding",
                    ),
                ),
                (
                    "value",
                    models.JSONField(
                        help_text="Number, [low, high], list of codes, or true/false.",
                        verbose_name="nilai",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("must", "Wajib"),
                            ("exceptable", "Bisa dikecualikan"),
                            ("warning", "Peringatan"),
                        ],
                        max_length=12,
                        verbose_name="sifat",
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        help_text="Misalnya: Berusia 60 tahun atau lebih.",
                        max_length=160,
                        verbose_name="bunyi",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=160, verbose_name="sumber")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "version",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="upt_facilities.criteriaversion",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="upt_facilities.facility",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "fact__in",
                                [
                                    "age",
                                    "sex",
                                    "ppks_type",
                                    "independence",
                                    "pregnant",
                                    "has_family",
                                    "contagious",
                                    "paper",
                                    "is_child",
                                ],
                            )
                        ),
                        name="criterion_fact_is_known",
                        violation_error_message="Nilai fact tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("operator__in", ["at_least", "at_most", "between", "one_of", "is"])
                        ),
                        name="criterion_operator_is_known",
                        violation_error_message="Nilai operator tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["must", "exceptable", "warning"])),
                        name="criterion_severity_is_known",
                        violation_error_message="Nilai severity tidak dikenal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OverCapacity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="alasan")),
                ("letter_number", models.CharField(max_length=60, verbose_name="nomor surat")),
                ("signed_at", models.DateTimeField(editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="over_capacities",
                        to="intake.case",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="over_capacities",
                        to="upt_facilities.facility",
                    ),
                ),
                (
                    "signed_by",
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
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("letter_number", ""), _negated=True),
                        ),
                        name="over_capacity_is_signed",
                        violation_error_message="Kelebihan daya tampung memerlukan alasan dan nomor surat.",
                    ),
                    models.UniqueConstraint(
                        fields=("facility", "case"),
                        name="over_capacity_once",
                        violation_error_message="Orang ini sudah diizinkan melebihi daya tampung di sini.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequiredPaper",
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
                        verbose_name="surat",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("must", "Wajib"),
                            ("exceptable", "Bisa dikecualikan"),
                            ("warning", "Peringatan"),
                        ],
                        max_length=12,
                        verbose_name="sifat",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="required_papers",
                        to="upt_facilities.facility",
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
                        name="required_paper_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["must", "exceptable", "warning"])),
                        name="required_paper_severity_is_known",
                        violation_error_message="Nilai severity tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        fields=("facility", "kind"), name="required_paper_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="wisma")),
                (
                    "sex",
                    models.CharField(
                        choices=[("L", "Laki-laki"), ("P", "Perempuan"), ("A", "Semua")],
                        default="A",
                        max_length=1,
                        verbose_name="untuk",
                    ),
                ),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="usia dari"
                    ),
                ),
                (
                    "max_age",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="usia sampai"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="keterangan")),
                (
                    "is_on_request",
                    models.BooleanField(
                        default=False,
                        help_text="Ruang isolasi dan sejenisnya: tidak pernah dipilih sendiri oleh sistem.",
                        verbose_name="hanya bila diminta",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wards",
                        to="upt_facilities.facility",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["L", "P", "A"])),
                        name="ward_sex_is_known",
                        violation_error_message="Nilai sex tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        fields=("facility", "name"),
                        name="ward_name_once",
                        violation_error_message="Wisma dengan nama ini sudah ada.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("min_age__isnull", True), ("min_age__range", (0, 120)), _connector="OR"
                        ),
                        name="ward_min_age_is_human",
                        violation_error_message="Usia antara 0 dan 120.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_age__isnull", True),
                            ("min_age__isnull", True),
                            ("max_age__gte", models.F("min_age")),
                            _connector="OR",
                        ),
                        name="ward_ages_in_order",
                        violation_error_message="Usia sampai tidak boleh di bawah usia dari.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=10, verbose_name="nomor")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("is_extra", models.BooleanField(default=False, verbose_name="tambahan")),
                ("is_in_use", models.BooleanField(default=True, verbose_name="dipakai")),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="upt_facilities.ward",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ward", "number"),
                        name="place_number_once",
                        violation_error_message="Nomor tempat ini sudah ada di wisma.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Occupancy",
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
                            ("held", "Dipesan"),
                            ("lived_in", "Dihuni"),
                            ("blocked", "Tidak dipakai"),
                        ],
                        max_length=10,
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="alasan")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occupancies",
                        to="intake.case",
                    ),
                ),
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
                    "over_capacity",
                    models.ForeignKey(
                        editable=False,
                        help_text="The signed permission by which an extra place is taken; a trigger asks for it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occupancies",
                        to="upt_facilities.overcapacity",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occupancies",
                        to="upt_facilities.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["held", "lived_in", "blocked"])),
                        name="occupancy_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("place", "="), ("period", "&&")],
                        name="occupancy_one_per_place",
                        violation_error_message="Tempat ini sudah terisi pada waktu itu.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("case__isnull", False)),
                        expressions=[("case", "="), ("kind", "="), ("period", "&&")],
                        name="occupancy_one_place_per_case_and_kind",
                        violation_error_message="Orang ini sudah menempati atau sudah dipesankan tempat lain pada waktu itu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case__isnull", True), ("kind", "blocked")),
                            models.Q(
                                models.Q(("kind", "blocked"), _negated=True),
                                ("case__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="occupancy_has_a_case_unless_blocked",
                        violation_error_message="Tempat dipesan atau dihuni untuk sebuah kasus; tempat rusak tidak.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "held"), _negated=True),
                            ("period__upper_inf", False),
                            _connector="OR",
                        ),
                        name="occupancy_hold_has_an_end",
                        violation_error_message="Pemesanan tempat memerlukan batas waktu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__isempty", False), ("period__lower_inf", False)
                        ),
                        name="occupancy_period_is_real",
                        violation_error_message="Waktu berakhir harus sesudah waktu mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "blocked"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="occupancy_blocked_says_why",
                        violation_error_message="Tulis mengapa tempat ini tidak dipakai.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("arrived_at", models.DateTimeField(verbose_name="tiba")),
                ("condition", models.TextField(verbose_name="kondisi saat tiba")),
                ("belongings", models.TextField(verbose_name="barang yang dibawa")),
                ("brought_by", models.CharField(max_length=160, verbose_name="diantar oleh")),
                ("handed_by", models.CharField(max_length=160, verbose_name="yang menyerahkan")),
                ("witness", models.CharField(blank=True, max_length=160, verbose_name="saksi")),
                ("exit_at", models.DateTimeField(editable=False, null=True, verbose_name="keluar")),
                (
                    "exit_kind",
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
                        verbose_name="cara keluar",
                    ),
                ),
                (
                    "exit_reason",
                    models.TextField(blank=True, editable=False, verbose_name="alasan keluar"),
                ),
                (
                    "exit_evidence",
                    models.TextField(blank=True, editable=False, verbose_name="bukti"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="intake.case",
                    ),
                ),
                (
                    "exited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="upt_facilities.facility",
                    ),
                ),
                (
                    "occupancy",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stay",
                        to="upt_facilities.occupancy",
                    ),
                ),
                (
                    "received_by",
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
                        fields=["facility", "arrived_at"], name="stay_by_facility_arrival"
                    ),
                    models.Index(fields=["facility", "exit_at"], name="stay_by_facility_exit"),
                    models.Index(fields=["exit_at"], name="stay_by_exit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "exit_kind__in",
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
                        name="stay_exit_kind_is_known",
                        violation_error_message="Nilai exit_kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exit_at__isnull", True), ("exited_by__isnull", True)),
                            models.Q(("exit_at__isnull", False), ("exited_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="stay_exited_by_and_at",
                        violation_error_message="Isi semua: exit_at, exited_by, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exit_at__isnull", True),
                            ("arrived_at__isnull", True),
                            ("exit_at__gte", models.F("arrived_at")),
                            _connector="OR",
                        ),
                        name="stay_exit_after_arrival",
                        violation_error_message="Keluar tidak dapat sebelum tiba.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exit_at__isnull", True), ("exit_kind", "")),
                            models.Q(
                                ("exit_at__isnull", False),
                                models.Q(("exit_kind", ""), _negated=True),
                                models.Q(("exit_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="stay_exit_says_how_and_why",
                        violation_error_message="Pilih cara keluar dan tulis alasannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("exit_kind__in", ("absconded", "put_out", "died")), _negated=True
                            ),
                            models.Q(("exit_evidence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="stay_disputable_exit_has_evidence",
                        violation_error_message="Cara keluar ini tidak dapat dicatat tanpa bukti.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("exit_at__isnull", True)),
                        fields=("case",),
                        name="stay_one_running_per_case",
                        violation_error_message="Orang ini masih tercatat tinggal di tempat lain.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StayEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("arrived_at", models.DateTimeField(verbose_name="tiba")),
                ("condition", models.TextField(verbose_name="kondisi saat tiba")),
                ("belongings", models.TextField(verbose_name="barang yang dibawa")),
                ("brought_by", models.CharField(max_length=160, verbose_name="diantar oleh")),
                ("handed_by", models.CharField(max_length=160, verbose_name="yang menyerahkan")),
                ("witness", models.CharField(blank=True, max_length=160, verbose_name="saksi")),
                ("exit_at", models.DateTimeField(editable=False, null=True, verbose_name="keluar")),
                (
                    "exit_kind",
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
                        verbose_name="cara keluar",
                    ),
                ),
                (
                    "exit_reason",
                    models.TextField(blank=True, editable=False, verbose_name="alasan keluar"),
                ),
                (
                    "exit_evidence",
                    models.TextField(blank=True, editable=False, verbose_name="bukti"),
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
                    "exited_by",
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
                    "facility",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="upt_facilities.facility",
                    ),
                ),
                (
                    "occupancy",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="upt_facilities.occupancy",
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
                        to="upt_facilities.stay",
                    ),
                ),
                (
                    "received_by",
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
            name="TemporaryPlacement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateField(verbose_name="sampai tanggal")),
                ("reason", models.CharField(max_length=200, verbose_name="mengapa sementara")),
                ("set_on", models.DateField(editable=False)),
                (
                    "set_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stay",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="temporary",
                        to="upt_facilities.stay",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["stay", "-id"], name="temporary_by_stay")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("set_on"))),
                        name="temporary_ends_later",
                        violation_error_message="Batas tempat sementara harus sesudah hari ini.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="temporary_says_why",
                        violation_error_message="Tulis mengapa hanya sementara.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(editable=False)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("full", "Penuh"),
                            ("papers", "Menunggu surat"),
                            ("condition", "Menunggu keadaannya memenuhi syarat"),
                            ("closed", "Penerimaan ditutup sementara"),
                        ],
                        max_length=10,
                        verbose_name="sebab menunggu",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="keterangan")),
                (
                    "next_try_on",
                    models.DateField(blank=True, null=True, verbose_name="dicoba lagi pada"),
                ),
                ("added_at", models.DateTimeField(editable=False)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("placed", "Mendapat tempat"),
                            ("elsewhere", "Ditempatkan di tempat lain"),
                            ("withdrawn", "Tidak lagi menunggu"),
                        ],
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("end_note", models.CharField(blank=True, editable=False, max_length=200)),
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting",
                        to="intake.case",
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
                    "ward",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting",
                        to="upt_facilities.ward",
                        verbose_name="wisma",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="waiting_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cause__in", ["full", "papers", "condition", "closed"])
                        ),
                        name="waiting_cause_is_known",
                        violation_error_message="Nilai cause tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__in", ["", "placed", "elsewhere", "withdrawn"])),
                        name="waiting_end_is_known",
                        violation_error_message="Nilai end tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="waiting_ended_by_and_at",
                        violation_error_message="Isi semua: ended_by, ended_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", ""), ("ended_at__isnull", True)),
                            models.Q(
                                ("ended_at__isnull", False), models.Q(("end", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="waiting_end_says_how",
                        violation_error_message="Pilih mengapa tidak lagi menunggu.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("ward", "case"),
                        name="waiting_once_per_ward",
                        violation_error_message="Orang ini sudah ada di daftar tunggu wisma ini.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[("ward", "="), ("position", "=")],
                        name="waiting_one_per_position",
                        violation_error_message="Urutan ini sudah dipakai orang lain.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stay",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "upt_facilities_stayevent" ("arrived_at", "belongings", "brought_by", "case_id", "condition", "exit_at", "exit_evidence", "exit_kind", "exit_reason", "exited_by_id", "facility_id", "handed_by", "id", "occupancy_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "witness") VALUES (NEW."arrived_at", NEW."belongings", NEW."brought_by", NEW."case_id", NEW."condition", NEW."exit_at", NEW."exit_evidence", NEW."exit_kind", NEW."exit_reason", NEW."exited_by_id", NEW."facility_id", NEW."handed_by", NEW."id", NEW."occupancy_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_by_id", NEW."witness"); RETURN NULL;',
                    hash="46fe50a3887b4d54c3f321558c4e732eb6e3a617",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9ed3b",
                    table="upt_facilities_stay",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stay",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "upt_facilities_stayevent" ("arrived_at", "belongings", "brought_by", "case_id", "condition", "exit_at", "exit_evidence", "exit_kind", "exit_reason", "exited_by_id", "facility_id", "handed_by", "id", "occupancy_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "witness") VALUES (NEW."arrived_at", NEW."belongings", NEW."brought_by", NEW."case_id", NEW."condition", NEW."exit_at", NEW."exit_evidence", NEW."exit_kind", NEW."exit_reason", NEW."exited_by_id", NEW."facility_id", NEW."handed_by", NEW."id", NEW."occupancy_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_by_id", NEW."witness"); RETURN NULL;',
                    hash="7a0430ffc20dda78e2b30561c05a1d34e47f7fd2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6a0c5",
                    table="upt_facilities_stay",
                    when="AFTER",
                ),
            ),
        ),
    ]
