from django.db import migrations

from ppks_service.triggers import frozen


class Migration(migrations.Migration):
    """A finished assessment and a published instrument stay as they are."""

    dependencies = [("intake", "0001_initial")]

    operations = [
        frozen(
            "intake_assessment",
            "case_id",
            "instrument_id",
            "answers",
            "scores",
            "summary",
            "recommendation",
            "profession",
            "assessor_id",
            "finished_by_id",
            "finished_at",
            message="a finished assessment is never changed",
            when="OLD.status <> 'draft'",
        ),
        frozen(
            "intake_instrument",
            "code",
            "version",
            "title",
            "definition",
            message="a published instrument is never changed",
            when="OLD.status <> 'draft'",
        ),
    ]
