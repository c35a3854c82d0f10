from django.db import migrations

FUNCTION = """
CREATE FUNCTION upt_facilities_extra_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind <> 'blocked' AND NEW.over_capacity_id IS NULL
        AND (SELECT is_extra FROM upt_facilities_place WHERE id = NEW.place_id)
    THEN
        RAISE EXCEPTION 'an extra place is taken by a signed over-capacity only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'occupancy_extra_is_signed';
    END IF;
    IF NEW.over_capacity_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM upt_facilities_overcapacity o
        JOIN upt_facilities_ward w ON w.facility_id = o.facility_id
        JOIN upt_facilities_place p ON p.ward_id = w.id
        WHERE o.id = NEW.over_capacity_id AND o.case_id = NEW.case_id AND p.id = NEW.place_id
    )
    THEN
        RAISE EXCEPTION 'this over-capacity was signed for another person or facility'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'occupancy_extra_is_of_the_case';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER occupancy_extra_is_signed
    BEFORE INSERT OR UPDATE OF place_id, kind, case_id, over_capacity_id ON upt_facilities_occupancy
    FOR EACH ROW EXECUTE FUNCTION upt_facilities_extra_is_signed();
"""
BACK = """
DROP TRIGGER occupancy_extra_is_signed ON upt_facilities_occupancy;
DROP FUNCTION upt_facilities_extra_is_signed();
"""


class Migration(migrations.Migration):
    """What no check can say, for it looks at another row: an extra place needs a signature."""

    dependencies = [
        ("upt_facilities", "0008_waiting_temporary_and_extra_places"),
    ]

    operations = [migrations.RunSQL(FUNCTION, BACK)]
