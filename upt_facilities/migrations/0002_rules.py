from django.db import migrations

EXTRA_IS_SIGNED = """
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

EXTRA_IS_FREE = """
DROP TRIGGER occupancy_extra_is_signed ON upt_facilities_occupancy;
DROP FUNCTION upt_facilities_extra_is_signed();
"""

CRITERIA_STAY = """
CREATE FUNCTION upt_facilities_published_criteria_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM upt_facilities_criteriaversion
        WHERE published_at IS NOT NULL
            AND (TG_OP <> 'INSERT' AND id = OLD.version_id OR TG_OP <> 'DELETE' AND id = NEW.version_id)
    )
    THEN
        RAISE EXCEPTION 'the rules of a published version stay as they are'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'criterion_published_stays';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER criterion_published_stays
    BEFORE INSERT OR UPDATE OR DELETE ON upt_facilities_criterion
    FOR EACH ROW EXECUTE FUNCTION upt_facilities_published_criteria_stay();
"""

CRITERIA_CHANGE = """
DROP TRIGGER criterion_published_stays ON upt_facilities_criterion;
DROP FUNCTION upt_facilities_published_criteria_stay();
"""


class Migration(migrations.Migration):
    """What no check can say, for it looks at another row: extra places are signed for, published rules stay."""

    replaces = [
        ("upt_facilities", "0009_extra_places_are_signed_for"),
        ("upt_facilities", "0011_published_criteria_stay"),
    ]
    dependencies = [("upt_facilities", "0001_tables")]

    operations = [
        # What no check can say, for it looks at another row: an extra place needs a signature.
        migrations.RunSQL(EXTRA_IS_SIGNED, EXTRA_IS_FREE),
        # Decisions rest on the rules of a published version: they are not changed under them.
        migrations.RunSQL(CRITERIA_STAY, CRITERIA_CHANGE),
    ]
