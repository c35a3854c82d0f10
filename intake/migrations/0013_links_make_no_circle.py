from django.db import migrations

KEEP = """
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
LOOSEN = """
DROP TRIGGER intake_personlink_stays ON intake_personlink;
DROP FUNCTION intake_personlink_stays;
DROP TRIGGER intake_personlink_is_undone ON intake_personlink;
DROP FUNCTION intake_personlink_is_undone;
DROP TRIGGER intake_personlink_spreads ON intake_personlink;
DROP FUNCTION intake_personlink_spreads;
DROP TRIGGER intake_personlink_begins ON intake_personlink;
DROP FUNCTION intake_personlink_begins;
"""


class Migration(migrations.Migration):
    """The database keeps the root of every chain of links, and refuses a circle and a change."""

    dependencies = [("intake", "0012_person_links_and_promises")]

    operations = [migrations.RunSQL(KEEP, reverse_sql=LOOSEN)]
