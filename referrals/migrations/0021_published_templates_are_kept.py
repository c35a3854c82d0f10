from django.db import migrations

from ppks_service.triggers import frozen

# The goals and acts of a version are part of it: they change while it is a draft.
FORBID = """
CREATE FUNCTION referrals_template_part_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part record;
    published boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
    IF TG_TABLE_NAME = 'referrals_templategoal' THEN
        SELECT t.status <> 'draft' INTO published FROM referrals_plantemplate t
            WHERE t.id = part.template_id;
    ELSE
        SELECT t.status <> 'draft' INTO published FROM referrals_plantemplate t
            JOIN referrals_templategoal g ON g.template_id = t.id WHERE g.id = part.goal_id;
    END IF;
    IF published THEN
        RAISE EXCEPTION 'a published plan template is never changed, only followed by a version'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN part;
END $$;
CREATE TRIGGER referrals_templategoal_is_kept
    BEFORE INSERT OR UPDATE OR DELETE ON referrals_templategoal
    FOR EACH ROW EXECUTE FUNCTION referrals_template_part_is_kept();
CREATE TRIGGER referrals_templateaction_is_kept
    BEFORE INSERT OR UPDATE OR DELETE ON referrals_templateaction
    FOR EACH ROW EXECUTE FUNCTION referrals_template_part_is_kept();
"""
ALLOW = """
DROP TRIGGER referrals_templateaction_is_kept ON referrals_templateaction;
DROP TRIGGER referrals_templategoal_is_kept ON referrals_templategoal;
DROP FUNCTION referrals_template_part_is_kept();
"""


class Migration(migrations.Migration):
    """What a plan was begun with can be read as it was: a published version stays."""

    dependencies = [("referrals", "0020_plan_templates")]

    operations = [
        frozen(
            "referrals_plantemplate",
            "code",
            "version",
            "title",
            "types",
            "published_at",
            message="a published plan template is never changed, only followed by a version",
            when="OLD.status <> 'draft'",
        ),
        migrations.RunSQL(FORBID, reverse_sql=ALLOW),
    ]
