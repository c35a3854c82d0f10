from django.db import migrations

from ppks_service.triggers import frozen

COLUMNS = (
    "referral_id",
    "outcome",
    "decided_by_id",
    "decided_at",
    "code",
    "note",
    "content",
    "content_hash",
    "letter_id",
)
MESSAGE = "a decision keeps what was decided"
BEFORE = frozen("referrals_decision", *COLUMNS, message=MESSAGE, when="true")


class Migration(migrations.Migration):
    """In which post a decision was made stays as well."""

    dependencies = [("referrals", "0011_decisions_name_the_mandate")]

    operations = [
        migrations.RunSQL(BEFORE.reverse_sql, reverse_sql=BEFORE.sql),
        frozen(
            "referrals_decision", *COLUMNS, "decided_as", "mandate_id", message=MESSAGE, when="true"
        ),
    ]
