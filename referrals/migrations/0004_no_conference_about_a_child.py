from django.db import migrations

FORBID = """
CREATE FUNCTION referrals_caseconference_is_not_of_a_child() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM intake_case WHERE id = NEW.case_id AND 'child' = ANY (flags)) THEN
        RAISE EXCEPTION 'a child waits for no case conference'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referrals_caseconference_is_not_of_a_child
    BEFORE INSERT OR UPDATE OF case_id ON referrals_caseconference
    FOR EACH ROW EXECUTE FUNCTION referrals_caseconference_is_not_of_a_child();
"""
ALLOW = """
DROP TRIGGER referrals_caseconference_is_not_of_a_child ON referrals_caseconference;
DROP FUNCTION referrals_caseconference_is_not_of_a_child();
"""


class Migration(migrations.Migration):
    """Children skip the case conference (domain.md §3.4), whoever writes the row.

    One that was called before anybody knew that the person is a child stays, and can be called off.
    """

    dependencies = [("referrals", "0003_rules")]

    operations = [migrations.RunSQL(FORBID, reverse_sql=ALLOW)]
