from django.db import migrations

from ppks_service.triggers import frozen


class Migration(migrations.Migration):
    """A band that somebody wears, or wore, never becomes another person's."""

    dependencies = [("intake", "0021_sync_of_bands_and_discards")]

    operations = [
        frozen(
            "intake_band",
            "encounter_id",
            "number",
            "code",
            message="A band belongs to one person only.",
            when="OLD.encounter_id IS NOT NULL",
        )
    ]
