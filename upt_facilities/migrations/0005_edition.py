from django.db import migrations, models

from ppks_service.triggers import stamped

# The one row of the stamp waits for whoever changes something at the same moment: only acts of the
# administration change these tables, no act on a person.
ANEW = """
CREATE FUNCTION upt_facilities_edition_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO upt_facilities_edition (id, stamp) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
    RETURN NULL;
END $$;
INSERT INTO upt_facilities_edition (id, stamp) VALUES (1, gen_random_uuid());
"""
KEPT = [
    "accounts_office",
    "areas_area",
    "upt_facilities_criteriaversion",
    "upt_facilities_criterion",
    "upt_facilities_facility",
    "upt_facilities_place",
    "upt_facilities_requiredpaper",
    "upt_facilities_ward",
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_rules"),
        ("areas", "0001_tables"),
        ("upt_facilities", "0004_kinds_of_disability"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stamp", models.UUIDField(editable=False)),
            ],
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(condition=models.Q(("pk", 1)), name="edition_is_one"),
        ),
        migrations.RunSQL(ANEW, reverse_sql="DROP FUNCTION upt_facilities_edition_anew();"),
        *[stamped(table, anew="upt_facilities_edition_anew") for table in KEPT],
    ]
