import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ppks_service.accounts.nip


class Migration(migrations.Migration):
    """Offices, users, mandates."""

    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_mail_and_digest"),
        ("accounts", "0003_mandates_of_acting_heads"),
        ("accounts", "0005_nip_has_date_parts"),
    ]

    initial = True

    dependencies = [
        ("platform", "0001_search_functions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, unique=True, verbose_name="nama")),
                ("short_name", models.CharField(max_length=60, verbose_name="nama pendek")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("department", "Dinas"),
                            ("division", "Bidang"),
                            ("section", "Seksi"),
                            ("upt", "UPT"),
                            ("hospital", "Rumah sakit"),
                            ("agency", "Perangkat daerah"),
                            ("city_department", "Dinas kabupaten/kota"),
                            ("police", "Kepolisian"),
                            ("other", "Lainnya"),
                        ],
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="dipakai")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="accounts.office",
                        verbose_name="induk",
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
                                    "department",
                                    "division",
                                    "section",
                                    "upt",
                                    "hospital",
                                    "agency",
                                    "city_department",
                                    "police",
                                    "other",
                                ],
                            )
                        ),
                        name="office_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("pk")), _negated=True),
                        name="office_not_its_own_parent",
                        violation_error_message="Kantor tidak dapat menjadi induk bagi dirinya sendiri.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "Nama pengguna ini sudah dipakai."},
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9._-]+$", "Pakai huruf kecil, angka, titik, atau garis."
                            )
                        ],
                        verbose_name="nama pengguna",
                    ),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="nama lengkap")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("field_officer", "Petugas lapangan"),
                            ("registrar", "Petugas registrasi"),
                            ("social_worker", "Pekerja sosial"),
                            ("section_head", "Kepala seksi"),
                            ("division_head", "Kepala bidang"),
                            ("department_head", "Kepala dinas"),
                            ("facility_officer", "Petugas UPT"),
                            ("partner", "Mitra"),
                            ("reporting", "Staf pelaporan"),
                            ("data_admin", "Admin data"),
                            ("auditor", "Auditor / DPO"),
                        ],
                        max_length=20,
                        verbose_name="peran",
                    ),
                ),
                (
                    "nip",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        validators=[ppks_service.accounts.nip.check_nip],
                        verbose_name="NIP",
                    ),
                ),
                ("rank", models.CharField(blank=True, max_length=60, verbose_name="pangkat")),
                ("position", models.CharField(blank=True, max_length=120, verbose_name="jabatan")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                (
                    "digest",
                    models.CharField(
                        choices=[
                            ("none", "Tidak dikirimi surel"),
                            ("daily", "Ringkasan tiap pagi"),
                            ("at_once", "Begitu ada kabar, dan ringkasan tiap pagi"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="pemberitahuan lewat surel",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
                ("must_change_password", models.BooleanField(default=False, editable=False)),
                ("password_changed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="users",
                        to="accounts.office",
                        verbose_name="kantor",
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
                                    "field_officer",
                                    "registrar",
                                    "social_worker",
                                    "section_head",
                                    "division_head",
                                    "department_head",
                                    "facility_officer",
                                    "partner",
                                    "reporting",
                                    "data_admin",
                                    "auditor",
                                ],
                            )
                        ),
                        name="user_role_is_known",
                        violation_error_message="Nilai role tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__in", ["none", "daily", "at_once"])),
                        name="user_digest_is_known",
                        violation_error_message="Nilai digest tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("digest", "none"),
                            models.Q(("email", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="user_digest_has_an_address",
                        violation_error_message="Isi alamat surel, atau pilih tidak dikirimi surel.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nip", ""), ("nip__regex", "^\\d{18}$"), _connector="OR"
                        ),
                        name="user_nip_has_18_digits",
                        violation_error_message="NIP terdiri dari 18 angka.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
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
                            ("plh", "Pelaksana harian (Plh.)"),
                            ("plt", "Pelaksana tugas (Plt.)"),
                        ],
                        max_length=3,
                        verbose_name="macam",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("section_head", "Kepala seksi"),
                            ("division_head", "Kepala bidang"),
                            ("department_head", "Kepala dinas"),
                        ],
                        max_length=20,
                        verbose_name="jabatan",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Tanpa Plh. atau Plt., tanpa koma.",
                        max_length=120,
                        verbose_name="jabatan pada surat",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="dari")),
                ("ends_on", models.DateField(verbose_name="sampai")),
                (
                    "letter_number",
                    models.CharField(max_length=60, verbose_name="nomor surat perintah"),
                ),
                ("letter_on", models.DateField(verbose_name="tanggal surat perintah")),
                (
                    "reason",
                    models.CharField(
                        help_text="Dinas luar, cuti, jabatan kosong.",
                        max_length=120,
                        verbose_name="sebab",
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(editable=False, null=True)),
                ("revoke_reason", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "acting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pengganti",
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
                    "stands_in_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="menggantikan",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="kantor",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["acting", "ends_on"], name="mandate_by_acting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["plh", "plt"])),
                        name="mandate_kind_is_known",
                        violation_error_message="Nilai kind tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["section_head", "division_head", "department_head"])
                        ),
                        name="mandate_role_is_known",
                        violation_error_message="Pilih jabatan kepala.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("starts_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="mandate_in_order",
                        violation_error_message="Hari terakhir mendahului hari pertama.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="mandate_revoked_by_and_at",
                        violation_error_message="Isi semua: revoked_by, revoked_at, atau tidak sama sekali.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at__isnull", True),
                            models.Q(("revoke_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="mandate_revoked_says_why",
                        violation_error_message="Tulis mengapa mandat diakhiri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("acting", models.F("stands_in_for")), _negated=True),
                        name="mandate_not_over_oneself",
                        violation_error_message="Tidak seorang pun menjadi pengganti dirinya sendiri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("acting", models.F("recorded_by")), _negated=True),
                        name="mandate_recorded_by_another",
                        violation_error_message="Mandat dicatat orang lain, bukan penggantinya sendiri.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "plh"), _negated=True),
                            ("stands_in_for__isnull", False),
                            _connector="OR",
                        ),
                        name="mandate_plh_stands_in_for_somebody",
                        violation_error_message="Plh. menggantikan pejabat yang ada; pilih siapa. Bila jabatannya kosong, pilih Plt.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        expressions=[
                            ("role", "="),
                            ("office", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="mandate_one_per_post",
                        violation_error_message="Jabatan ini sudah punya pengganti pada hari-hari itu.",
                    ),
                ],
            },
        ),
    ]
