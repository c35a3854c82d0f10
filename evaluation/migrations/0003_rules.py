from django.db import migrations

from ppks_service.triggers import frozen


class Migration(migrations.Migration):
    """A closed month keeps its figures and the rows behind them; only its printed document is added."""

    replaces = [
        ("evaluation", "0003_closed_months_keep_their_rows"),
    ]
    dependencies = [("evaluation", "0002_references")]

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
            "rows",
            message="a closed month is never changed",
            when="true",
        )
    ]
