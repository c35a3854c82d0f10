from django.db import migrations

from ppks_service.triggers import permanent


class Migration(migrations.Migration):
    """The record of who did what can be added to, and nothing else, by any client."""

    dependencies = [("journal", "0001_initial")]

    operations = [
        permanent("journal_entry", message="journal entries are never changed or removed")
    ]
