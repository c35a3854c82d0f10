from importlib import import_module

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from intake.models.lookup import MarkWords

WORDS = import_module("intake.migrations.0001_names").WORDS
BEFORE = WORDS[WORDS.index("CREATE FUNCTION ppks_word_key") :].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
# As ``intake.matching.names.key`` has it.
HEARD = r"""
CREATE OR REPLACE FUNCTION ppks_word_key(word text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    heard text := regexp_replace(translate(word, 'fdgqzceowyh', 'ptkkssiuui'), '(.)\1+', '\1', 'g');
    sound text;
BEGIN
    IF heard = '' THEN
        RETURN word;
    END IF;
    IF length(word) <= 4 THEN
        RETURN heard;
    END IF;
    sound := CASE WHEN left(heard, 1) IN ('a', 'i', 'u') THEN 'a' ELSE left(heard, 1) END
        || translate(substr(heard, 2), 'aiu', '');
    sound := regexp_replace(sound, '(.)\1+', '\1', 'g');
    RETURN CASE WHEN length(sound) >= 3 THEN sound ELSE heard END;
END $$;
"""
# Both hold what the function said before.
ANEW = """
REINDEX INDEX person_name_keys;
REINDEX INDEX person_by_keys;
ANALYZE intake_personname;
ANALYZE intake_person;
"""
# How common a district is: of a hundred that are counted by default most would be of Medan.
AREAS = "ALTER TABLE intake_person ALTER COLUMN claimed_origin_id SET STATISTICS {};"


class Migration(migrations.Migration):
    """Words are looked up as they are heard: an h that is left out, e for i, o for u, y for i, w for u.

    And persons by their marks, and areas are counted.
    """

    dependencies = [("intake", "0009_words_one_letter_off")]
    operations = [
        migrations.AddIndex(
            "bodymark", models.Index(fields=["kind", "region"], name="body_mark_by_place")
        ),
        migrations.AddIndex("person", GinIndex(MarkWords("marks"), name="person_by_marks")),
        migrations.RunSQL(
            AREAS.format(300) + HEARD + ANEW, reverse_sql=AREAS.format(-1) + BEFORE + ANEW
        ),
    ]
