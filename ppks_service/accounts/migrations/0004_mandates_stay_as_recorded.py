from django.db import migrations

from ppks_service.triggers import frozen


class Migration(migrations.Migration):
    """A mandate stays as it was recorded: decisions and letters rest on it. It may only be ended early."""

    dependencies = [("accounts", "0003_mandates_of_acting_heads")]

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
        )
    ]
