from django.db import migrations

from ppks_service.triggers import permanent


class Migration(migrations.Migration):
    """What was deleted, and when, stays on record."""

    replaces = [
        ("privacy", "0002_deletions_are_permanent"),
    ]
    dependencies = [("privacy", "0001_tables")]

    operations = [
        permanent("privacy_deletion", message="proofs of deletion are never changed or removed"),
    ]
