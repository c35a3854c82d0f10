"""Which persons are worth comparing: found through the indexes, then cut to the likeliest by a rough score.

Each way alone misses somebody: numbers are often missing, names are written otherwise, birth dates
are estimated. Together they find nearly every true match (``make bench-match`` says how many).
"""

from collections.abc import Collection
from typing import Any

from django.db import connection

from intake.matching.background import Background
from intake.matching.description import Description
from intake.matching.names import keys, normal, words
from intake.models import IdentifierKind

# How many are compared in full, and how many the rough score looks at.
COMPARED = 120
ROUGH = 4000
# A word alone finds people only where at most so many bear it.
FEW = 1500
# Names of at most so many words are looked up by their trigrams as well: longer ones have more keys.
SHORT_WORDS = 2
ALIKE = 60
# Years by which a birth may be off where either side only estimated it.
YEARS = 8
FIVE = 5

LIKELY = """
WITH hit AS (
    (SELECT person_id, 40 AS bonus FROM intake_identifier
        WHERE number_hash = ANY(%(numbers)s) LIMIT 300)
    UNION ALL
    (SELECT person_id, 0 FROM intake_personname
        WHERE ppks_name_keys(normal) && %(name_keys)s::text[] LIMIT %(rough)s)
    UNION ALL
    (SELECT id, 0 FROM intake_person
        WHERE ppks_person_keys(name, born_on, claimed_origin_id) && %(person_keys)s::text[]
        LIMIT %(rough)s)
    UNION ALL
    (SELECT id, 3 FROM intake_person
        WHERE birth_precision = 'day' AND born_on = %(born_on)s::date LIMIT 500)
    UNION ALL
    (SELECT person_id, 0 FROM ppks_alike(%(short_names)s::text[], %(alike)s) AS person_id)
    UNION ALL
    (SELECT person_id, 8 FROM intake_relation WHERE other_id = ANY(%(relations)s) LIMIT 100)
    UNION ALL
    (SELECT other_id, 8 FROM intake_relation WHERE person_id = ANY(%(relations)s) LIMIT 100)
), once AS (
    SELECT person_id, max(bonus) AS bonus FROM hit
    WHERE person_id <> ALL(%(exclude)s) GROUP BY person_id
)
SELECT person.id
FROM once JOIN intake_person AS person ON person.id = once.person_id
CROSS JOIN LATERAL (
    SELECT max(similarity(other.normal, mine.normal)) AS alike
    FROM intake_personname AS other, unnest(%(names)s::text[]) AS mine(normal)
    WHERE other.person_id = person.id AND other.normal <> ''
) AS name
ORDER BY once.bonus + 14 * coalesce(name.alike, 0.25)
    + CASE WHEN person.sex = 'U' OR %(sex)s = 'U' THEN 0 WHEN person.sex = %(sex)s THEN 1 ELSE -5 END
    + CASE
        WHEN person.born_on IS NULL OR %(year)s::int IS NULL THEN 0
        WHEN person.born_on = %(born_on)s::date THEN 10
        WHEN abs(extract(year FROM person.born_on) - %(year)s::int) <= 1 THEN 3
        WHEN abs(extract(year FROM person.born_on) - %(year)s::int) <= 3 THEN 2
        WHEN abs(extract(year FROM person.born_on) - %(year)s::int) <= 8 THEN 1
        ELSE -4
    END
    + CASE
        WHEN person.claimed_origin_id IS NULL OR %(origin)s = '' THEN 0
        WHEN left(person.claimed_origin_id, 8) = left(%(origin)s, 8) THEN 5
        WHEN left(person.claimed_origin_id, 5) = left(%(origin)s, 5) THEN 2
        ELSE -2
    END DESC,
    person.id
LIMIT %(compared)s
"""


def likely(
    description: Description, background: Background, *, exclude: Collection[int] = ()
) -> list[int]:
    """The persons that ``description`` may mean, at most ``COMPARED``, by one query."""
    barred = {*exclude, description.person_id} - {None}
    names = [spelt for name in description.names if (spelt := normal(name))]
    values: dict[str, Any] = {
        "numbers": _hashes(description),
        "name_keys": _name_keys(description, background),
        "person_keys": _person_keys(description),
        "born_on": description.birthday,
        "short_names": sorted({n for n in names if n.count(" ") < SHORT_WORDS}),
        "alike": ALIKE,
        "relations": sorted(description.relations),
        "exclude": sorted(pk for pk in barred if pk is not None),
        "names": names,
        "sex": description.sex,
        "year": description.birth_year,
        "origin": max(description.origins, key=len, default=""),
        "rough": ROUGH,
        "compared": COMPARED,
    }
    with connection.cursor() as cursor:
        cursor.execute(LIKELY, values)
        return [pk for (pk,) in cursor.fetchall()]


def _hashes(description: Description) -> list[str]:
    found: set[str] = set()
    for number in description.numbers:
        found.add(number.hash)
        if number.kind != IdentifierKind.KK:
            found |= number.near
    return sorted(found)


def _name_keys(description: Description, background: Background) -> list[str]:
    """Whole names and pairs of words; a single word where few bear it."""
    found = {key for name in description.names for key in keys(name) if not key.startswith("~")}
    return sorted(
        key for key in found if key[0] == "=" or "+" in key or background.bearers(key) <= FEW
    )


def _person_keys(description: Description) -> list[str]:
    """Words with the years of birth that may be meant, and with the origin."""
    parts = {w.key for name in description.names for w in words(name) if len(w.key) > 1}
    endings = {f"@{code[:5]}" for code in description.origins if len(code) >= 5}
    if (year := description.birth_year) is not None:
        spread = range((year - YEARS) // FIVE, (year + YEARS) // FIVE + 1)
        endings |= {f"#{bucket}" for bucket in spread}
    return sorted(part + ending for part in parts for ending in endings)
