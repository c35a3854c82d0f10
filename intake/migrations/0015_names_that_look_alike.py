from django.db import migrations

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


class Migration(migrations.Migration):
    """Short names are found through one slip of the pen, where no key of theirs agrees."""

    dependencies = [("intake", "0014_family_phone_numbers")]

    operations = [
        migrations.RunSQL(ALIKE, reverse_sql="DROP FUNCTION ppks_alike(text[], integer);"),
    ]
