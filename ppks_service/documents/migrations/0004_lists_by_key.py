from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The newest papers of one kind are found without reading all."""

    dependencies = [
        ("documents", "0003_files_are_not_compressed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="issueddocument",
            index=models.Index(fields=["kind", "-dated_on", "-id"], name="issued_document_by_kind"),
        ),
    ]
