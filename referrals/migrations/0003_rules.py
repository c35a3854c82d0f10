from django.db import migrations

from ppks_service.triggers import frozen, permanent

COLUMNS = (
    "referral_id",
    "outcome",
    "decided_by_id",
    "decided_at",
    "code",
    "note",
    "content",
    "content_hash",
    "letter_id",
)

MESSAGE = "a decision keeps what was decided"

# Who came and what was decided is written while the conference is still "called", in the transaction
# that says it was held; from then on only how an action ended may be said.
KEEP_CONFERENCE = """
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

FREE_CONFERENCE = """
DROP TRIGGER referrals_conferenceaction_is_kept ON referrals_conferenceaction;
DROP TRIGGER referrals_conferenceparticipant_is_kept ON referrals_conferenceparticipant;
DROP FUNCTION referrals_conference_part_is_kept();
"""

# The goals and acts of a version are part of it: they change while it is a draft.
KEEP_TEMPLATE = """
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

FREE_TEMPLATE = """
DROP TRIGGER referrals_templateaction_is_kept ON referrals_templateaction;
DROP TRIGGER referrals_templategoal_is_kept ON referrals_templategoal;
DROP FUNCTION referrals_template_part_is_kept();
"""


class Migration(migrations.Migration):
    """What was decided, agreed, held and published stays as it was, whoever writes."""

    replaces = [
        ("referrals", "0010_decisions_are_permanent"),
        ("referrals", "0012_decisions_keep_the_mandate"),
        ("referrals", "0017_agreements_are_permanent"),
        ("referrals", "0019_held_conferences_are_kept"),
        ("referrals", "0021_published_templates_are_kept"),
    ]
    dependencies = [("referrals", "0002_references")]

    operations = [
        # A decision keeps what was decided by whom; an approval is voided at most once.
        permanent(
            "referrals_decision",
            message="a voided decision is not changed again",
            when="OLD.voided_at IS NOT NULL",
        ),
        # In which post a decision was made stays as well.
        frozen(
            "referrals_decision", *COLUMNS, "decided_as", "mandate_id", message=MESSAGE, when="true"
        ),
        # Who agreed, or why not, stays as it was said; a later answer is another row.
        permanent("referrals_planagreement", message="an agreement is never changed or removed"),
        # A conference that was held stays as it was; what is remembered later stands beside it.
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
        migrations.RunSQL(KEEP_CONFERENCE, reverse_sql=FREE_CONFERENCE),
        permanent(
            "referrals_conferencesupplement", message="a supplement is never changed or removed"
        ),
        # What a plan was begun with can be read as it was: a published version stays.
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
        migrations.RunSQL(KEEP_TEMPLATE, reverse_sql=FREE_TEMPLATE),
    ]
