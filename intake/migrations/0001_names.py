from django.db import migrations

# The same as intake.matching.names, which has the reasons; a test compares the two.
FUNCTIONS = r"""
CREATE FUNCTION ppks_name_normal(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    titles constant text[] := string_to_array('alias alm almarhum almarhumah almh als amd anak bapak '
        'bayi bin binti boru bpk br bt bte bu dr dra drs haji hajjah hj ibu ir kh mr mrs nama nn nona ny '
        'nyonya pak prof sdr sdri se sh skm spd tgk tn tuan ust ustad ustadz', ' ');
    plain text := public.ppks_fold(name);
    parts text[];
    kept text[] := '{}';
    found text[] := '{}';
    word text;
BEGIN
    IF plain = '' OR plain ~ ('^(tidak dikenal|tak dikenal|tanpa nama|tanpa identitas|tidak diketahui'
            '|tidak tahu|unknown|tidak ada nama|belum diketahui|mr x|mrs x|mister x)\M') THEN
        RETURN '';
    END IF;
    parts := string_to_array(plain, ' ');
    FOR i IN 1 .. array_length(parts, 1) LOOP
        IF parts[i] <> ALL (titles) AND NOT (parts[i] = 'h' AND i < array_length(parts, 1)) THEN
            kept := kept || parts[i];
        END IF;
    END LOOP;
    IF kept = '{}' THEN
        kept := parts;
    END IF;
    FOREACH word IN ARRAY kept LOOP
        word := public.ppks_word_normal(word);
        IF word <> 'abdulah' AND word ~ '^abdul[a-z]{4,}$' THEN
            found := found || ARRAY['abdul', substr(word, 6)];
        ELSIF word <> 'abdulah' AND word ~ '^abdu[rsnzdt][a-z]{3,}$' THEN
            found := found || ARRAY['abdul', substr(word, 5)];
        ELSE
            found := found || word;
        END IF;
    END LOOP;
    RETURN array_to_string(found[1:6], ' ');
END $$;

CREATE FUNCTION ppks_name_keys(normal text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    parts text[] := string_to_array(normal, ' ');
    keys text[];
    found text[];
BEGIN
    IF normal = '' THEN
        RETURN '{}';
    END IF;
    SELECT coalesce(array_agg(DISTINCT key COLLATE "C" ORDER BY key COLLATE "C"), '{}') INTO keys
    FROM (SELECT public.ppks_word_key(part) AS key FROM unnest(parts) AS part) AS made
    WHERE length(key) > 1;
    found := keys || ('=' || replace(normal, ' ', ''));
    FOR i IN 1 .. cardinality(keys) LOOP
        FOR j IN i + 1 .. cardinality(keys) LOOP
            found := found || (keys[i] || '+' || keys[j]);
        END LOOP;
    END LOOP;
    RETURN found || ARRAY(SELECT DISTINCT '~' || part FROM unnest(parts) AS part);
END $$;

CREATE FUNCTION ppks_person_keys(name text, born_on date, origin text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    part text;
    key text;
    found text[] := '{}';
BEGIN
    FOREACH part IN ARRAY string_to_array(public.ppks_name_normal(coalesce(name, '')), ' ') LOOP
        key := public.ppks_word_key(part);
        CONTINUE WHEN length(key) < 2;
        IF born_on IS NOT NULL THEN
            found := found || (key || '#' || (extract(year FROM born_on)::int / 5));
        END IF;
        IF length(origin) >= 5 THEN
            found := found || (key || '@' || left(origin, 5));
        END IF;
    END LOOP;
    RETURN found;
END $$;
"""
WORDS = r"""
CREATE FUNCTION ppks_word_normal(word text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    short text := public.ppks_short_name(word);
BEGIN
    IF short IS NOT NULL THEN
        RETURN short;
    END IF;
    word := replace(replace(replace(replace(replace(replace(word, 'oe', 'u'), 'tj', 'c'), 'dj', 'j'),
        'chr', 'kr'), 'ch', 'h'), 'kh', 'h');
    word := replace(replace(replace(replace(replace(word, 'j', 'y'), 'ph', 'f'), 'v', 'f'), 'q', 'k'),
        'x', 'ks');
    word := replace(replace(replace(replace(replace(replace(word, 'dh', 'd'), 'th', 't'), 'gh', 'g'),
        'bh', 'b'), 'sh', 's'), 'ie', 'i');
    word := regexp_replace(word, '(.)\1+', '\1', 'g');
    IF length(word) > 2 AND right(word, 1) = 'y' THEN
        word := left(word, -1) || 'i';
    END IF;
    word := coalesce(public.ppks_short_name(word), word);
    RETURN regexp_replace(word, '(.)\1+', '\1', 'g');
END $$;

CREATE FUNCTION ppks_short_name(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN word IN ('mhd', 'muh', 'moh', 'moch', 'mohd', 'muhammad', 'mohamad', 'mohammad', 'mohamed',
            'muchamad', 'muchammad', 'mochamad', 'mochammad', 'mukhamad', 'mokhamad', 'muhamat',
            'muhammat') THEN 'muhamad'
        WHEN word IN ('st', 'sitti', 'sity', 'city') THEN 'siti'
        WHEN word IN ('abd', 'abdoel', 'abdull') THEN 'abdul'
        WHEN word IN ('achmad', 'akhmad', 'ahmat') THEN 'ahmad'
        WHEN word IN ('abdullah', 'abdulloh', 'abduloh', 'abdoellah') THEN 'abdulah'
        WHEN word IN ('noer', 'nor') THEN 'nur'
    END
$$;

CREATE FUNCTION ppks_word_key(word text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    sound text;
BEGIN
    IF length(word) <= 4 THEN
        RETURN word;
    END IF;
    sound := CASE WHEN left(word, 1) IN ('a', 'e', 'i', 'o', 'u') THEN 'a' ELSE left(word, 1) END
        || translate(substr(word, 2), 'aeiouhy', '');
    sound := regexp_replace(translate(sound, 'fdgqzc', 'ptkkss'), '(.)\1+', '\1', 'g');
    RETURN CASE WHEN length(sound) >= 3 THEN sound ELSE word END;
END $$;
"""
AWAY = """
DROP FUNCTION ppks_person_keys(text, date, text);
DROP FUNCTION ppks_name_keys(text);
DROP FUNCTION ppks_name_normal(text);
DROP FUNCTION ppks_word_normal(text);
DROP FUNCTION ppks_short_name(text);
DROP FUNCTION ppks_word_key(text);
"""


class Migration(migrations.Migration):
    """Names as they are spelt today, and the keys by which likely doubles are found."""

    initial = True
    replaces = [
        ("intake", "0010_index_of_names"),
    ]
    dependencies = [("platform", "0001_search_functions")]

    operations = [migrations.RunSQL(WORDS + FUNCTIONS, reverse_sql=AWAY)]
