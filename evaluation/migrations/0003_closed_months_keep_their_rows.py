from django.db import migrations, models

from ppks_service.triggers import frozen

BEFORE = ("month", "figures", "figures_hash", "restatements", "notes", "closed_at", "closed_by_id")


def _frozen(*columns):
    return frozen(
        "evaluation_issuedreport", *columns, message="a closed month is never changed", when="true"
    )


class Migration(migrations.Migration):
    """A closed month keeps the rows behind its counts, as permanent as the counts."""

    dependencies = [("evaluation", "0002_closed_months_are_permanent")]

    operations = [
        migrations.RunSQL(_frozen(*BEFORE).reverse_sql, _frozen(*BEFORE).sql),
        migrations.AddField(
            model_name="issuedreport",
            name="rows",
            field=models.JSONField(
                default=dict,
                help_text="The keys of the rows behind each count, so that changes can be told.",
            ),
        ),
        _frozen(*BEFORE, "rows"),
    ]
