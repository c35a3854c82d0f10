from django.db import migrations

from ppks_service.triggers import frozen


class Migration(migrations.Migration):
    """A closed month keeps its figures; only its printed document is added."""

    dependencies = [("evaluation", "0001_initial")]

    operations = [
        frozen(
            "evaluation_issuedreport",
            "month",
            "figures",
            "figures_hash",
            "restatements",
            "notes",
            "closed_at",
            "closed_by_id",
            message="a closed month is never changed",
            when="true",
        )
    ]
