from django.db import migrations


class Migration(migrations.Migration):
    """Pictures and PDFs are compressed already: trying it again cost half of storing a photo."""

    dependencies = [("documents", "0002_rules")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE documents_storedfile ALTER COLUMN content SET STORAGE EXTERNAL",
            reverse_sql="ALTER TABLE documents_storedfile ALTER COLUMN content SET STORAGE EXTENDED",
        ),
    ]
