from django.db import migrations

from ppks_service.triggers import permanent


class Migration(migrations.Migration):
    """What was deleted, and when, stays on record."""

    dependencies = [("privacy", "0001_deletions_are_proven")]

    operations = [
        permanent("privacy_deletion", message="proofs of deletion are never changed or removed")
    ]
