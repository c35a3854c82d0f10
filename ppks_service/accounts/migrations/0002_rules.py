from django.db import migrations

from ppks_service.triggers import frozen


class Migration(migrations.Migration):
    """A mandate stays as it was recorded: decisions and letters rest on it. It may only be ended early."""

    replaces = [
        ("accounts", "0004_mandates_stay_as_recorded"),
    ]
    dependencies = [("accounts", "0001_tables")]

    operations = [
        frozen(
            "accounts_mandate",
            "kind",
            "role",
            "office_id",
            "title",
            "stands_in_for_id",
            "acting_id",
            "starts_on",
            "ends_on",
            "letter_number",
            "letter_on",
            "recorded_by_id",
            message="a mandate stays as it was recorded",
            when="true",
        ),
    ]
