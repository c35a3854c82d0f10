import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

NAMES = {
    "raid_minutes": "Berita acara hasil razia",
    "recommendation": "Surat rekomendasi masuk UPT",
    "referral": "Surat rujukan",
    "handover": "Berita acara serah terima",
    "monthly_report": "Laporan evaluasi bulanan",
}


def name_the_kinds(apps, schema_editor):
    """What the list of choices called a kind now stands in its row and in each of its letters."""
    for kind, name in NAMES.items():
        apps.get_model("documents", "NumberSeries").objects.filter(kind=kind).update(name=name)
        apps.get_model("documents", "IssuedDocument").objects.filter(kind=kind).update(
            kind_name=name
        )


class Migration(migrations.Migration):
    """A kind of letter is a row with versions of its text, and no longer one of five choices."""

    dependencies = [
        ("documents", "0006_parts_of_a_paper_are_permanent"),
    ]

    operations = [
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
        ),
        migrations.RemoveConstraint(
            model_name="issueddocument",
            name="issued_document_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="numberseries",
            name="number_series_kind_is_known",
        ),
        migrations.AddField(
            model_name="issueddocument",
            name="is_protected",
            field=models.BooleanField(default=False, help_text="Was its person that day?"),
        ),
        migrations.AddField(
            model_name="issueddocument",
            name="kind_name",
            field=models.CharField(
                default="", help_text="As the kind was called that day.", max_length=80
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="issueddocument",
            name="recipient",
            field=models.CharField(
                blank=True, help_text="As the title.", max_length=160, verbose_name="kepada"
            ),
        ),
        migrations.AddField(
            model_name="issueddocument",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="documents.issueddocument",
                verbose_name="menggantikan",
            ),
        ),
        migrations.AddField(
            model_name="issueddocument",
            name="signed_as",
            field=models.CharField(blank=True, max_length=250, verbose_name="penanda tangan"),
        ),
        migrations.AddField(
            model_name="numberseries",
            name="name",
            field=models.CharField(default="", max_length=80, verbose_name="nama jenis surat"),
            preserve_default=False,
        ),
        migrations.RunPython(name_the_kinds, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="issueddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind_name", ""), _negated=True),
                name="issued_document_kind_has_name",
                violation_error_message="Surat ini belum diberi nama jenisnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="number_series_has_name",
                violation_error_message="Tulis nama jenis surat.",
            ),
        ),
        migrations.AlterField(
            model_name="issueddocument",
            name="kind",
            field=models.CharField(help_text="That of its series.", max_length=40),
        ),
        migrations.AlterField(
            model_name="numberseries",
            name="kind",
            field=models.CharField(max_length=40, unique=True, verbose_name="jenis surat"),
        ),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.UniqueConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "published", "retired"])),
                name="letter_template_status_is_known",
                violation_error_message="Nilai status tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject__in", ["case", "referral", "stay"])),
                name="letter_template_subject_is_known",
                violation_error_message="Nilai subject tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("layout__in", ["letter", "titled"])),
                name="letter_template_layout_is_known",
                violation_error_message="Nilai layout tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("nature__in", ["ordinary", "urgent", "confidential", "both"])),
                name="letter_template_nature_is_known",
                violation_error_message="Nilai nature tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signature__in", ["issuer", "issuer_known", "person", "parties"])
                ),
                name="letter_template_signature_is_known",
                violation_error_message="Nilai signature tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("prints__contained_by", ["identity", "health"])),
                name="letter_template_prints_are_known",
                violation_error_message="Ada nilai prints yang tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                ),
                name="letter_template_published_says_when",
                violation_error_message="Jenis surat yang berlaku mencatat kapan diterbitkan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.UniqueConstraint(
                fields=("code", "version"), name="letter_template_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "published")),
                fields=("code",),
                name="letter_template_one_published",
                violation_error_message="Versi lain dari jenis surat ini masih berlaku.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "draft")),
                fields=("code",),
                name="letter_template_one_draft",
                violation_error_message="Versi baru jenis surat ini sudah dimulai; lanjutkan drafnya.",
            ),
        ),
        migrations.AddField(
            model_name="issueddocument",
            name="wording",
            field=models.ForeignKey(
                help_text="The version that worded it; none for papers made by code alone.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="documents.lettertemplate",
            ),
        ),
    ]
