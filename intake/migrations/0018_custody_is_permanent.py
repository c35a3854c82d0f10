from django.db import migrations

from ppks_service.triggers import permanent

# Each link stands right behind the one before it, in number and in time. Two that come at once take
# the same number: the unique constraint lets one of them through.
CHAIN = """
CREATE FUNCTION intake_handoverperson_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_link integer;
    last_at timestamptz;
    this_at timestamptz;
BEGIN
    SELECT p.link, h.at INTO last_link, last_at
    FROM intake_handoverperson p JOIN intake_handover h ON h.id = p.handover_id
    WHERE p.encounter_id IS NOT DISTINCT FROM NEW.encounter_id
      AND p.case_id IS NOT DISTINCT FROM NEW.case_id
    ORDER BY p.link DESC LIMIT 1;
    SELECT at INTO this_at FROM intake_handover WHERE id = NEW.handover_id;
    IF NEW.link <> COALESCE(last_link, 0) + 1 THEN
        RAISE EXCEPTION 'a chain of custody has no gap'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'handover_person_no_gap';
    END IF;
    IF this_at < last_at THEN
        RAISE EXCEPTION 'a handover lies not before the one ahead of it'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'handover_person_in_order';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER intake_handoverperson_follows BEFORE INSERT ON intake_handoverperson
    FOR EACH ROW EXECUTE FUNCTION intake_handoverperson_follows();
"""
NO_CHAIN = """
DROP TRIGGER intake_handoverperson_follows ON intake_handoverperson;
DROP FUNCTION intake_handoverperson_follows();
"""

# Weapons and drugs go to the police, or were written down by mistake; nothing follows an ending.
STORY = """
CREATE FUNCTION intake_belongingchange_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_step integer;
    last_at timestamptz;
    ended boolean;
BEGIN
    SELECT step, at, state IN ('returned', 'police', 'destroyed', 'mistake')
    INTO last_step, last_at, ended
    FROM intake_belongingchange WHERE item_id = NEW.item_id ORDER BY step DESC LIMIT 1;
    IF ended OR NEW.step <> COALESCE(last_step, 0) + 1 OR NEW.at < last_at
       OR (NEW.step = 1 AND NEW.state <> 'taken') THEN
        RAISE EXCEPTION 'the story of a thing begins with its taking, has no gap and one end'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'belonging_change_in_order';
    END IF;
    IF NEW.state IN ('returned', 'destroyed') AND EXISTS (
        SELECT 1 FROM intake_belongingitem
        WHERE id = NEW.item_id AND kind IN ('weapon', 'drugs')
    ) THEN
        RAISE EXCEPTION 'weapons and drugs go to the police'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'belonging_change_weapons_to_police';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER intake_belongingchange_follows BEFORE INSERT ON intake_belongingchange
    FOR EACH ROW EXECUTE FUNCTION intake_belongingchange_follows();
"""
NO_STORY = """
DROP TRIGGER intake_belongingchange_follows ON intake_belongingchange;
DROP FUNCTION intake_belongingchange_follows();
"""


class Migration(migrations.Migration):
    """Who held whom and what became of a thing can be added to, in order, and nothing else."""

    dependencies = [("intake", "0017_handovers_and_belongings")]

    operations = [
        permanent("intake_handover", message="a handover is never changed or removed"),
        permanent("intake_handoverperson", message="a handover is never changed or removed"),
        permanent("intake_belongingitem", message="the register of belongings only grows"),
        permanent("intake_belongingchange", message="the register of belongings only grows"),
        migrations.RunSQL(CHAIN, reverse_sql=NO_CHAIN),
        migrations.RunSQL(STORY, reverse_sql=NO_STORY),
    ]
