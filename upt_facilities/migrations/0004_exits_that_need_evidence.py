from django.db import migrations, models


class Migration(migrations.Migration):
    """Absconded, put out and died are never recorded without their evidence, which may be long."""

    dependencies = [("upt_facilities", "0003_directory_and_stay_limit")]

    operations = [
        migrations.AlterField(
            model_name="stay",
            name="exit_evidence",
            field=models.TextField(blank=True, editable=False, verbose_name="bukti"),
        ),
        migrations.AlterField(
            model_name="stayevent",
            name="exit_evidence",
            field=models.TextField(blank=True, editable=False, verbose_name="bukti"),
        ),
        migrations.AddConstraint(
            model_name="stay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exit_kind__in", ("absconded", "put_out", "died")), _negated=True),
                    models.Q(("exit_evidence", ""), _negated=True),
                    _connector="OR",
                ),
                name="stay_disputable_exit_has_evidence",
                violation_error_message="Cara keluar ini tidak dapat dicatat tanpa bukti.",
            ),
        ),
    ]
