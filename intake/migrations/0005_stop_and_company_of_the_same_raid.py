from django.db import migrations, models

TIE = """
ALTER TABLE intake_raidstop ADD CONSTRAINT raid_stop_with_its_raid UNIQUE (id, raid_id);
ALTER TABLE intake_encounter ADD CONSTRAINT encounter_with_its_raid UNIQUE (id, raid_id);
ALTER TABLE intake_encounter ADD CONSTRAINT encounter_stop_of_the_same_raid
    FOREIGN KEY (stop_id, raid_id) REFERENCES intake_raidstop (id, raid_id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE intake_encounter ADD CONSTRAINT encounter_met_with_one_of_the_same_raid
    FOREIGN KEY (met_with_id, raid_id) REFERENCES intake_encounter (id, raid_id)
    DEFERRABLE INITIALLY DEFERRED;
"""
LOOSEN = """
ALTER TABLE intake_encounter DROP CONSTRAINT encounter_met_with_one_of_the_same_raid;
ALTER TABLE intake_encounter DROP CONSTRAINT encounter_stop_of_the_same_raid;
ALTER TABLE intake_encounter DROP CONSTRAINT encounter_with_its_raid;
ALTER TABLE intake_raidstop DROP CONSTRAINT raid_stop_with_its_raid;
"""


class Migration(migrations.Migration):
    """Nobody is met at a stop of another raid, nor together with somebody of another raid."""

    dependencies = [("intake", "0004_case_type_end_is_no_field")]

    operations = [
        migrations.AddConstraint(
            model_name="encounter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stop__isnull", True), ("raid__isnull", False), _connector="OR"
                ),
                name="encounter_stop_only_in_a_raid",
                violation_error_message="Titik hanya ada pada razia.",
            ),
        ),
        migrations.RunSQL(TIE, reverse_sql=LOOSEN),
    ]
