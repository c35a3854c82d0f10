import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """How a paper is signed, what is attached, who checked it, and its scan when it comes back."""

    dependencies = [
        ("documents", "0004_signatures_are_permanent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
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
            ],
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
            ],
        ),
        migrations.AddField(
            model_name="issueddocument",
            name="e_signature",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="issueddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("e_signature__in", ["none", "own", "certified"])),
                name="issued_document_e_signature_is_known",
                violation_error_message="Nilai e_signature tidak dikenal.",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="document",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="documents.issueddocument",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="file",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="paraf",
            name="document",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parafs",
                to="documents.issueddocument",
            ),
        ),
        migrations.AddField(
            model_name="paraf",
            name="officer",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sealing",
            name="document",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sealing",
                to="documents.issueddocument",
            ),
        ),
        migrations.AddField(
            model_name="signedscan",
            name="added_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signedscan",
            name="document",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scans",
                to="documents.issueddocument",
            ),
        ),
        migrations.AddField(
            model_name="signedscan",
            name="file",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.storedfile",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("document", "position"), name="attachment_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1), models.Q(("title", ""), _negated=True)),
                name="attachment_is_named_and_counted",
                violation_error_message="Lampiran diberi nama dan nomor dari 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paraf",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["drafted", "checked"])),
                name="paraf_act_is_known",
                violation_error_message="Nilai act tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paraf",
            constraint=models.UniqueConstraint(
                fields=("document", "position"), name="paraf_place_once"
            ),
        ),
        migrations.AddIndex(
            model_name="signedscan",
            index=models.Index(fields=["document", "-id"], name="signed_scan_newest"),
        ),
    ]
