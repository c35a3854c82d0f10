from django.db import migrations, models

# Marks are made when a row is judged: registers that wait for an answer are judged once more.
JUDGE_AGAIN = """
UPDATE intake_importrow SET verdict = 'pending'
 WHERE state = 'waiting' AND source_id IN (SELECT id FROM intake_import WHERE status = 'checked');
UPDATE intake_import SET status = 'checking' WHERE status = 'checked';
"""


class Migration(migrations.Migration):
    """Hashes by which a row of a register finds its like without any other row being opened."""

    dependencies = [("intake", "0003_rules")]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="row_mark",
            field=models.CharField(blank=True, default="", editable=False, max_length=24),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="importrow",
            name="number_mark",
            field=models.CharField(blank=True, default="", editable=False, max_length=24),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="importrow",
            name="name_mark",
            field=models.CharField(blank=True, default="", editable=False, max_length=24),
            preserve_default=False,
        ),
        migrations.RunSQL(JUDGE_AGAIN, reverse_sql=migrations.RunSQL.noop),
    ]
