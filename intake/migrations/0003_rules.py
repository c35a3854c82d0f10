from django.db import migrations

from ppks_service.triggers import counted, frozen, permanent

SAME_RAID = """
ALTER TABLE intake_raidstop ADD CONSTRAINT raid_stop_with_its_raid UNIQUE (id, raid_id);
ALTER TABLE intake_encounter ADD CONSTRAINT encounter_with_its_raid UNIQUE (id, raid_id);
ALTER TABLE intake_encounter ADD CONSTRAINT encounter_stop_of_the_same_raid
    FOREIGN KEY (stop_id, raid_id) REFERENCES intake_raidstop (id, raid_id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE intake_encounter ADD CONSTRAINT encounter_met_with_one_of_the_same_raid
    FOREIGN KEY (met_with_id, raid_id) REFERENCES intake_encounter (id, raid_id)
    DEFERRABLE INITIALLY DEFERRED;
"""

ANY_RAID = """
ALTER TABLE intake_encounter DROP CONSTRAINT encounter_met_with_one_of_the_same_raid;
ALTER TABLE intake_encounter DROP CONSTRAINT encounter_stop_of_the_same_raid;
ALTER TABLE intake_encounter DROP CONSTRAINT encounter_with_its_raid;
ALTER TABLE intake_raidstop DROP CONSTRAINT raid_stop_with_its_raid;
"""

NO_CIRCLE = """
CREATE FUNCTION intake_personlink_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Links are few; one at a time, so that two cannot close a circle together.
    PERFORM pg_advisory_xact_lock(hashtext('intake_personlink'));
    NEW.root_id := COALESCE(
        (SELECT root_id FROM intake_personlink
         WHERE person_id = NEW.head_id AND undone_at IS NULL),
        NEW.head_id
    );
    IF NEW.root_id = NEW.person_id THEN
        RAISE EXCEPTION 'links of persons make no circle'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'person_link_no_circle';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER intake_personlink_begins BEFORE INSERT ON intake_personlink
    FOR EACH ROW EXECUTE FUNCTION intake_personlink_begins();

CREATE FUNCTION intake_personlink_spreads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE intake_personlink SET root_id = NEW.root_id
    WHERE root_id = NEW.person_id AND undone_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER intake_personlink_spreads AFTER INSERT ON intake_personlink
    FOR EACH ROW EXECUTE FUNCTION intake_personlink_spreads();

CREATE FUNCTION intake_personlink_is_undone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('intake_personlink'));
    WITH RECURSIVE below AS (
        SELECT id, person_id FROM intake_personlink
        WHERE head_id = NEW.person_id AND undone_at IS NULL
        UNION
        SELECT link.id, link.person_id FROM intake_personlink link
        JOIN below ON link.head_id = below.person_id
        WHERE link.undone_at IS NULL
    )
    UPDATE intake_personlink SET root_id = NEW.person_id
    WHERE id IN (SELECT id FROM below);
    RETURN NULL;
END $$;
CREATE TRIGGER intake_personlink_is_undone AFTER UPDATE OF undone_at ON intake_personlink
    FOR EACH ROW WHEN (OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL)
    EXECUTE FUNCTION intake_personlink_is_undone();

CREATE FUNCTION intake_personlink_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.undone_at IS NOT NULL
       OR (OLD.person_id, OLD.head_id, OLD.ground, OLD.note, OLD.linked_by_id, OLD.linked_at)
          IS DISTINCT FROM
          (NEW.person_id, NEW.head_id, NEW.ground, NEW.note, NEW.linked_by_id, NEW.linked_at)
    THEN
        RAISE EXCEPTION 'a link of persons is undone once, and never changed or removed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER intake_personlink_stays BEFORE UPDATE OR DELETE ON intake_personlink
    FOR EACH ROW EXECUTE FUNCTION intake_personlink_stays();
"""

FREE_LINKS = """
DROP TRIGGER intake_personlink_stays ON intake_personlink;
DROP FUNCTION intake_personlink_stays;
DROP TRIGGER intake_personlink_is_undone ON intake_personlink;
DROP FUNCTION intake_personlink_is_undone;
DROP TRIGGER intake_personlink_spreads ON intake_personlink;
DROP FUNCTION intake_personlink_spreads;
DROP TRIGGER intake_personlink_begins ON intake_personlink;
DROP FUNCTION intake_personlink_begins;
"""

# The bound belongs to the function, so that no other search of the session has it. One short name has
# few trigrams: one letter wrong in a name of six leaves 0.4 to 0.5 of them alike.
ALIKE = """
SELECT public.show_trgm('');
CREATE FUNCTION ppks_alike(names text[], most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SET pg_trgm.similarity_threshold = 0.4 AS $$
    SELECT found.person_id FROM unnest(names) AS mine(normal) CROSS JOIN LATERAL (
        SELECT person_id FROM public.intake_personname AS other
        WHERE other.normal % mine.normal
        ORDER BY public.similarity(other.normal, mine.normal) DESC, person_id LIMIT most
    ) AS found
$$;
"""

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
    """What no constraint of one row can say: what is finished stays, and what belongs together stays together."""

    replaces = [
        ("intake", "0002_finished_work_is_frozen"),
        ("intake", "0005_stop_and_company_of_the_same_raid"),
        ("intake", "0013_links_make_no_circle"),
        ("intake", "0015_names_that_look_alike"),
        ("intake", "0018_custody_is_permanent"),
        ("intake", "0022_a_band_stays_with_its_person"),
    ]
    dependencies = [("intake", "0002_tables")]

    operations = [
        # A finished assessment and a published instrument stay as they are.
        frozen(
            "intake_assessment",
            "case_id",
            "instrument_id",
            "answers",
            "scores",
            "summary",
            "recommendation",
            "profession",
            "assessor_id",
            "finished_by_id",
            "finished_at",
            message="a finished assessment is never changed",
            when="OLD.status <> 'draft'",
        ),
        frozen(
            "intake_instrument",
            "code",
            "version",
            "title",
            "definition",
            message="a published instrument is never changed",
            when="OLD.status <> 'draft'",
        ),
        # Nobody is met at a stop of another raid, nor together with somebody of another raid.
        migrations.RunSQL(SAME_RAID, reverse_sql=ANY_RAID),
        # Raids and stops get an identity that a phone can give; every write counts a version up.
        counted("intake_encounter"),
        counted("intake_raid", silent="last_ordinal"),
        counted("intake_raidstop"),
        # The database keeps the root of every chain of links, and refuses a circle and a change.
        migrations.RunSQL(NO_CIRCLE, reverse_sql=FREE_LINKS),
        # Short names are found through one slip of the pen, where no key of theirs agrees.
        migrations.RunSQL(ALIKE, reverse_sql="DROP FUNCTION ppks_alike(text[], integer);"),
        # Who held whom and what became of a thing can be added to, in order, and nothing else.
        permanent("intake_handover", message="a handover is never changed or removed"),
        permanent("intake_handoverperson", message="a handover is never changed or removed"),
        permanent("intake_belongingitem", message="the register of belongings only grows"),
        permanent("intake_belongingchange", message="the register of belongings only grows"),
        migrations.RunSQL(CHAIN, reverse_sql=NO_CHAIN),
        migrations.RunSQL(STORY, reverse_sql=NO_STORY),
        # A band that somebody wears, or wore, never becomes another person's.
        frozen(
            "intake_band",
            "encounter_id",
            "number",
            "code",
            message="A band belongs to one person only.",
            when="OLD.encounter_id IS NOT NULL",
        ),
        frozen(
            "intake_healthfact",
            "case_id",
            "kind",
            "state",
            "source",
            "said_by",
            "dated_on",
            "valid_until",
            "words",
            "answers_id",
            "recorded_by_id",
            "recorded_at",
            message="A fact of health stays as it was recorded; it can only be struck out.",
            when="TRUE",
        ),
        permanent("intake_bond", message="A reading of how close two are stays; note a new one."),
    ]
