from django.db import migrations

FUNCTION = """
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
BACK = """
DROP TRIGGER criterion_published_stays ON upt_facilities_criterion;
DROP FUNCTION upt_facilities_published_criteria_stay();
"""


class Migration(migrations.Migration):
    """Decisions rest on the rules of a published version: they are not changed under them."""

    dependencies = [
        ("upt_facilities", "0010_criteria_in_versions"),
    ]

    operations = [migrations.RunSQL(FUNCTION, BACK)]
