from django.db import migrations

from ppks_service.triggers import frozen, permanent

# Who came and what was decided is written while the conference is still "called", in the transaction
# that says it was held; from then on only how an action ended may be said.
FORBID = """
CREATE FUNCTION referrals_conference_part_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    conference bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.conference_id ELSE NEW.conference_id END;
BEGIN
    IF EXISTS (
        SELECT 1 FROM referrals_caseconference
        WHERE id = conference AND status <> 'called'
    ) THEN
        RAISE EXCEPTION 'a conference that was held is never changed, only supplemented'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER referrals_conferenceparticipant_is_kept
    BEFORE INSERT OR UPDATE OR DELETE ON referrals_conferenceparticipant
    FOR EACH ROW EXECUTE FUNCTION referrals_conference_part_is_kept();
CREATE TRIGGER referrals_conferenceaction_is_kept
    BEFORE INSERT OR DELETE OR UPDATE OF conference_id, what, owner_id, by_name, due_on
    ON referrals_conferenceaction
    FOR EACH ROW EXECUTE FUNCTION referrals_conference_part_is_kept();
"""
ALLOW = """
DROP TRIGGER referrals_conferenceaction_is_kept ON referrals_conferenceaction;
DROP TRIGGER referrals_conferenceparticipant_is_kept ON referrals_conferenceparticipant;
DROP FUNCTION referrals_conference_part_is_kept();
"""


class Migration(migrations.Migration):
    """A conference that was held stays as it was; what is remembered later stands beside it."""

    dependencies = [("referrals", "0018_case_conferences")]

    operations = [
        frozen(
            "referrals_caseconference",
            "number",
            "case_id",
            "status",
            "starts_at",
            "place",
            "question",
            "agenda",
            "called_by_id",
            "called_at",
            "invitation_id",
            "began_at",
            "ended_at",
            "minutes",
            "decision",
            "reasons",
            "recorded_by_id",
            "recorded_at",
            "minutes_paper_id",
            "cancel_reason",
            message="a conference that was held is never changed, only supplemented",
            when="OLD.status <> 'called'",
        ),
        migrations.RunSQL(FORBID, reverse_sql=ALLOW),
        permanent(
            "referrals_conferencesupplement", message="a supplement is never changed or removed"
        ),
    ]
