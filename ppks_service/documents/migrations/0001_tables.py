import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import ppks_service.documents.models


class Migration(migrations.Migration):
    """Kinds of letter, number series, issued papers and what belongs to them."""

    replaces = [
        ("documents", "0001_initial"),
        ("documents", "0003_signature"),
        ("documents", "0005_what_belongs_to_a_paper"),
        ("documents", "0007_letter_kinds_as_data"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Letterhead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("government", models.CharField(max_length=120, verbose_name="pemerintah")),
                ("name", models.CharField(max_length=120, verbose_name="nama kantor")),
                ("address", models.CharField(max_length=200, verbose_name="alamat")),
                (
                    "contact",
                    models.CharField(max_length=200, verbose_name="telepon, laman, pos-el"),
                ),
                ("city", models.CharField(max_length=60, verbose_name="kota penandatanganan")),
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letterhead",
                        to="accounts.office",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LetterTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(help_text="As referral, or surat-pengantar.", max_length=40),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="nama jenis surat")),
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
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("case", "Kasus"),
                            ("referral", "Rujukan"),
                            ("stay", "Masa tinggal di UPT atau tempat lain"),
                        ],
                        max_length=10,
                        verbose_name="dibuat dari",
                    ),
                ),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("letter", "Surat: nomor, sifat, hal, dan kepada di atas"),
                            ("titled", "Naskah berjudul: berita acara, laporan, pernyataan"),
                        ],
                        default="letter",
                        max_length=10,
                        verbose_name="bentuk",
                    ),
                ),
                (
                    "classification",
                    models.CharField(max_length=20, verbose_name="kode klasifikasi"),
                ),
                ("unit_code", models.CharField(max_length=30, verbose_name="kode unit")),
                (
                    "number_pattern",
                    models.CharField(
                        default="{klasifikasi}/{urut}/{unit}/{tahun}",
                        max_length=80,
                        verbose_name="pola nomor",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("ordinary", "Biasa"),
                            ("urgent", "Segera"),
                            ("confidential", "Rahasia"),
                            ("both", "Segera, rahasia"),
                        ],
                        default="ordinary",
                        max_length=12,
                        verbose_name="sifat",
                    ),
                ),
                (
                    "enclosure",
                    models.CharField(default="–", max_length=60, verbose_name="lampiran"),
                ),
                ("title", models.CharField(max_length=120, verbose_name="hal")),
                ("recipient", models.CharField(blank=True, max_length=160, verbose_name="kepada")),
                (
                    "issuers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        ),
                        default=list,
                        verbose_name="diterbitkan oleh",
                    ),
                ),
                (
                    "prints",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("identity", "Nama dan identitas orang yang dilindungi"),
                                (
                                    "health",
                                    "Keadaan kesehatan, asesmen, dan kriteria yang bersandar padanya",
                                ),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="perlu memuat",
                    ),
                ),
                ("asks", models.TextField(blank=True, verbose_name="ditanyakan saat surat dibuat")),
                ("body", models.TextField(verbose_name="isi surat")),
                ("copies", models.TextField(blank=True, verbose_name="tembusan")),
                (
                    "signature",
                    models.CharField(
                        choices=[
                            ("issuer", "Yang menerbitkan"),
                            ("issuer_known", "Yang menerbitkan, diketahui Kepala Seksi"),
                            ("person", "Yang bersangkutan, di hadapan petugas"),
                            ("parties", "Pihak pertama dan pihak kedua, diketahui Kepala Seksi"),
                        ],
                        default="issuer",
                        max_length=12,
                        verbose_name="tanda tangan",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "retired"])),
                        name="letter_template_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject__in", ["case", "referral", "stay"])),
                        name="letter_template_subject_is_known",
                        violation_error_message="Nilai subject tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("layout__in", ["letter", "titled"])),
                        name="letter_template_layout_is_known",
                        violation_error_message="Nilai layout tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nature__in", ["ordinary", "urgent", "confidential", "both"])
                        ),
                        name="letter_template_nature_is_known",
                        violation_error_message="Nilai nature tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signature__in", ["issuer", "issuer_known", "person", "parties"])
                        ),
                        name="letter_template_signature_is_known",
                        violation_error_message="Nilai signature tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "issuers__contained_by",
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
                        name="letter_template_issuers_are_known",
                        violation_error_message="Ada nilai issuers yang tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prints__contained_by", ["identity", "health"])),
                        name="letter_template_prints_are_known",
                        violation_error_message="Ada nilai prints yang tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="letter_template_published_says_when",
                        violation_error_message="Jenis surat yang berlaku mencatat kapan diterbitkan.",
                    ),
                    models.UniqueConstraint(
                        fields=("code", "version"), name="letter_template_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "published")),
                        fields=("code",),
                        name="letter_template_one_published",
                        violation_error_message="Versi lain dari jenis surat ini masih berlaku.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("code",),
                        name="letter_template_one_draft",
                        violation_error_message="Versi baru jenis surat ini sudah dimulai; lanjutkan drafnya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, unique=True, verbose_name="jenis surat")),
                ("name", models.CharField(max_length=80, verbose_name="nama jenis surat")),
                (
                    "classification",
                    models.CharField(
                        help_text="Permendagri 83/2022, misalnya 400.9.",
                        max_length=20,
                        verbose_name="klasifikasi",
                    ),
                ),
                ("unit_code", models.CharField(max_length=30, verbose_name="kode unit")),
                (
                    "template",
                    models.CharField(
                        default="{klasifikasi}/{urut}/{unit}/{tahun}",
                        help_text="Bagian: {klasifikasi}, {urut}, {unit}, {tahun}.",
                        max_length=80,
                        verbose_name="pola nomor",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="number_series_has_name",
                        violation_error_message="Tulis nama jenis surat.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Replace(
                            django.db.models.functions.text.Replace(
                                models.F("template"),
                                models.Value("{klasifikasi}"),
                                models.F("classification"),
                            ),
                            models.Value("{unit}"),
                            models.F("unit_code"),
                        ),
                        name="number_series_gives_its_own_numbers",
                        violation_error_message="Nomor seperti ini sudah dipakai jenis surat lain. Pakai kode unit lain.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.BinaryField()),
                ("content_type", models.CharField(max_length=60)),
                ("size", models.PositiveIntegerField(help_text="Bytes.")),
                ("sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
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
                        condition=models.Q(("size__gt", 0)),
                        name="stored_file_is_not_empty",
                        violation_error_message="Berkas kosong.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(help_text="That of its series.", max_length=40)),
                (
                    "kind_name",
                    models.CharField(help_text="As the kind was called that day.", max_length=80),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=80, unique=True, verbose_name="nomor")),
                (
                    "title",
                    models.CharField(
                        help_text="Names no person.", max_length=160, verbose_name="perihal"
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        blank=True, help_text="As the title.", max_length=160, verbose_name="kepada"
                    ),
                ),
                (
                    "signed_as",
                    models.CharField(blank=True, max_length=250, verbose_name="penanda tangan"),
                ),
                (
                    "is_protected",
                    models.BooleanField(default=False, help_text="Was its person that day?"),
                ),
                ("dated_on", models.DateField(verbose_name="tanggal")),
                ("issued_at", models.DateTimeField(auto_now_add=True)),
                ("html", models.TextField(help_text="The paper as it was issued.")),
                ("content_hash", models.CharField(help_text="SHA-256 of html.", max_length=64)),
                (
                    "e_signature",
                    models.CharField(
                        choices=[
                            ("none", "Tanpa tanda tangan elektronik"),
                            ("own", "Tanda tangan elektronik, tidak tersertifikasi"),
                            ("certified", "Tanda tangan elektronik tersertifikasi"),
                        ],
                        default="none",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=ppks_service.documents.models.new_token, max_length=26, unique=True
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("valid", "Berlaku"),
                            ("withdrawn", "Ditarik"),
                            ("superseded", "Digantikan"),
                        ],
                        default="valid",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("void_reason", models.TextField(blank=True, verbose_name="alasan penarikan")),
                ("voided_at", models.DateTimeField(null=True)),
                (
                    "subject_label",
                    models.CharField(
                        help_text="What it was made of, as intake.raid.", max_length=60
                    ),
                ),
                ("subject_pk", models.BigIntegerField()),
                ("case_pk", models.BigIntegerField(db_index=True, null=True)),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="documents.issueddocument",
                        verbose_name="menggantikan",
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
                    "wording",
                    models.ForeignKey(
                        help_text="The version that worded it; none for papers made by code alone.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="documents.lettertemplate",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="documents.numberseries",
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["subject_label", "subject_pk"], name="issued_document_by_subject"
                    ),
                    models.Index(fields=["-dated_on", "-id"], name="issued_document_by_date"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["valid", "withdrawn", "superseded"])),
                        name="issued_document_status_is_known",
                        violation_error_message="Nilai status tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("e_signature__in", ["none", "own", "certified"])),
                        name="issued_document_e_signature_is_known",
                        violation_error_message="Nilai e_signature tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind_name", ""), _negated=True),
                        name="issued_document_kind_has_name",
                        violation_error_message="Surat ini belum diberi nama jenisnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(("voided_at__isnull", False), ("voided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="issued_document_voided_by_and_at",
                        violation_error_message="Isi semua: voided_by, voided_at, atau tidak sama sekali.",
                    ),
                    models.UniqueConstraint(
                        fields=("series", "year", "serial"), name="issued_document_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "valid"),
                            models.Q(("void_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="issued_document_void_has_reason",
                        violation_error_message="Tulis alasan surat ditarik.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sealing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("certificate_name", models.CharField(editable=False, max_length=160)),
                ("issuer_name", models.CharField(editable=False, max_length=160)),
                ("certificate_sha256", models.CharField(editable=False, max_length=64)),
                ("sealed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "document",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sealing",
                        to="documents.issueddocument",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignedScan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
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
                    "document",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="documents.issueddocument",
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
            ],
            options={
                "indexes": [models.Index(fields=["document", "-id"], name="signed_scan_newest")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(editable=False)),
                (
                    "title",
                    models.CharField(editable=False, max_length=160, verbose_name="nama lampiran"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "position"), name="attachment_place_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("position__gte", 1), models.Q(("title", ""), _negated=True)
                        ),
                        name="attachment_is_named_and_counted",
                        violation_error_message="Lampiran diberi nama dan nomor dari 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paraf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(editable=False)),
                (
                    "act",
                    models.CharField(
                        choices=[("drafted", "Konsep"), ("checked", "Diperiksa")],
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        editable=False, help_text="As it was that day.", max_length=160
                    ),
                ),
                ("left_at", models.DateTimeField(editable=False)),
                (
                    "document",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parafs",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "officer",
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
                        condition=models.Q(("act__in", ["drafted", "checked"])),
                        name="paraf_act_is_known",
                        violation_error_message="Nilai act tidak dikenal.",
                    ),
                    models.UniqueConstraint(
                        fields=("document", "position"), name="paraf_place_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("drawn", "Digambar di layar"),
                            ("paper", "Foto surat bertanda tangan"),
                            ("thumb", "Cap jempol di kertas"),
                            ("unable", "Tidak dapat menandatangani"),
                            ("refused", "Menolak menandatangani"),
                        ],
                        max_length=10,
                        verbose_name="cara menandatangani",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="nama")),
                (
                    "position",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="jabatan, instansi, atau hubungan"
                    ),
                ),
                (
                    "content",
                    models.BinaryField(
                        help_text="Strokes or JPEG, sealed under FIELD_KEY; see documents.signing.",
                        null=True,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                ("signed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "taken_by",
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
                        condition=models.Q(
                            ("way__in", ["drawn", "paper", "thumb", "unable", "refused"])
                        ),
                        name="signature_way_is_known",
                        violation_error_message="Nilai way tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way__in", ("drawn", "paper")), ("content__isnull", False)),
                            models.Q(
                                models.Q(("way__in", ("drawn", "paper")), _negated=True),
                                ("content__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="signature_has_its_picture",
                        violation_error_message="Tanda tangan ini belum digambar atau difoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way__in", ("thumb", "unable", "refused")), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="signature_without_picture_says_why",
                        violation_error_message="Tulis mengapa tidak ada tanda tangan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="signature_has_name",
                        violation_error_message="Tulis nama yang menandatangani.",
                    ),
                ],
            },
        ),
    ]
