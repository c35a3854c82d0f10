from django.db import migrations

from ppks_service.triggers import frozen


class Migration(migrations.Migration):
    """An issued paper keeps its number, date and text; only its validity and its laid-out PDF are added."""

    dependencies = [("documents", "0001_initial")]

    operations = [
        frozen(
            "documents_issueddocument",
            "kind",
            "series_id",
            "year",
            "serial",
            "number",
            "title",
            "dated_on",
            "html",
            "content_hash",
            "token",
            message="an issued document keeps its number and text",
            when="true",
        )
    ]
