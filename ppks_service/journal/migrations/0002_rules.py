from django.db import migrations

from ppks_service.triggers import permanent


class Migration(migrations.Migration):
    """The record of who did what can be added to, and nothing else, by any client."""

    replaces = [
        ("journal", "0002_entries_are_permanent"),
    ]
    dependencies = [("journal", "0001_tables")]

    operations = [
        permanent("journal_entry", message="journal entries are never changed or removed"),
    ]
