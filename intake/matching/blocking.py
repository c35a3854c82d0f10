"""Which persons are worth comparing: found through the indexes, then cut to the likeliest by a rough score.

Each way alone misses somebody: numbers are often missing, names are written otherwise, birth dates
are estimated. Together they find nearly every true match (``make bench-match`` says how many).
"""

from collections.abc import Collection, Iterator
from itertools import pairwise, permutations
from typing import Any

from django.db import connection

from intake.matching.background import Background
from intake.matching.description import MARK_WORDS, Description, each_mark
from intake.matching.names import (
    Word,
    key,
    keys,
    near_keys,
    normal,
    one_letter_off,
    spelt,
    without_father,
    words,
)
from intake.models import IdentifierKind
from ppks_service.areas.codes import DISTRICT, REGENCY
from ppks_service.text import folded

# How many each way may find; of how many the names are looked at; how many are compared in full.
ROUGH = 8000
NAMED = 800
COMPARED = 120
# A word alone finds people only where at most so many bear it.
FEW = 1500
# Nor with an age or an origin alone where more do: then it must be both.
MANY = 8000
# A word of so many letters is looked up with one of them wrong as well, as the whole name where the name
# has no more words than that; beside another word of the name any word is.
LETTERS, WORDS = 4, 2
# Years by which a birth may be off where either side only estimated it.
YEARS = 8
FIVE = 5
# From so many letters on, a word may be two that were written together; names of so few letters at most
# may be the beginning of another.
LONG, SHORTEST, PET = 8, 3, 5
BEGINNING, ANYWHERE = 3, 4
KINDS = ("kota", "kabupaten", "kab")
# Of a district so many are looked at: of more, those of one age would be too many to tell apart, and
# to read them all was two fifths of the look-up among 700,000 persons while nobody was found by it alone.
NEIGHBOURS = 500

# Each way is a bit of ``ways``. What they and the facts are worth, in halves of a natural logarithm of
# the odds, was fitted to 2,000 records of tuning seeds 1 and 2 among 700,000 (a conditional logit of the
# true match among those that were found). In the first cut, without the names, the ways weigh more: a
# name that is read says most of what the way said by which it was found. Near keys stand in a subquery:
# of a list that it can read the planner adds up the shares of its thousand members, and reads the whole
# table.
LIKELY = """
WITH hit AS (
    (SELECT person_id, 1 AS way FROM intake_identifier
        WHERE number_hash = ANY(%(numbers)s) LIMIT 300)
    UNION ALL
    (SELECT person_id, 2 FROM intake_personname
        WHERE ppks_name_keys(normal) && %(name_keys)s::text[] LIMIT %(rough)s)
    UNION ALL
    (SELECT person_id, 64 FROM intake_personname
        WHERE ppks_name_keys(normal) && %(whole_names)s::text[] LIMIT %(rough)s)
    UNION ALL
    (SELECT person_id, 4 FROM intake_personname
        WHERE ppks_name_keys(normal) && %(word_keys)s::text[] LIMIT %(rough)s)
    UNION ALL
    (SELECT id, 8 FROM intake_person
        WHERE ppks_person_keys(name, born_on, claimed_origin_id) && %(person_keys)s::text[]
        LIMIT %(rough)s)
    UNION ALL
    (SELECT id, 8 FROM intake_person
        WHERE ppks_person_keys(name, born_on, claimed_origin_id) && %(common_ages)s::text[]
            AND ppks_person_keys(name, born_on, claimed_origin_id) && %(common_origins)s::text[]
        LIMIT %(rough)s)
    UNION ALL
    (SELECT id, 0 FROM intake_person
        WHERE birth_precision = 'day' AND born_on = %(born_on)s::date LIMIT 500)
    UNION ALL
    (SELECT id, 0 FROM (
        SELECT id, born_on FROM intake_person WHERE claimed_origin_id = ANY(%(districts)s)
        LIMIT %(neighbours)s
    ) AS neighbour WHERE born_on BETWEEN make_date(%(year)s - %(years)s, 1, 1)
        AND make_date(%(year)s + %(years)s, 12, 31))
    UNION ALL
    (SELECT person_id, 0 FROM intake_personname
        WHERE normal LIKE ANY(%(beginnings)s::text[]) LIMIT 1000)
    UNION ALL
    (SELECT person_id, 16 FROM intake_personname
        WHERE ppks_name_keys(normal) && (SELECT %(near_names)s::text[]) LIMIT %(rough)s)
    UNION ALL
    (SELECT id, 16 FROM intake_person
        WHERE ppks_person_keys(name, born_on, claimed_origin_id) && (SELECT %(near_words)s::text[])
        LIMIT %(rough)s)
    UNION ALL
    (SELECT id, 128 FROM intake_person
        WHERE to_tsvector('simple'::regconfig, marks) @@ %(mark_words)s::tsquery
            AND (sex = %(sex)s OR 'U' IN (sex, %(sex)s))
            AND coalesce(abs(extract(year FROM born_on) - %(year)s::int) <= 14, true) LIMIT 1000)
    UNION ALL
    (SELECT seen.person_id, 128
        FROM unnest(%(mark_kinds)s::text[], %(mark_regions)s::text[]) AS mine(kind, region)
        JOIN intake_bodymark AS seen USING (kind, region)
        JOIN intake_person AS person ON person.id = seen.person_id
        WHERE (sex = %(sex)s OR 'U' IN (sex, %(sex)s))
            AND coalesce(abs(extract(year FROM born_on) - %(year)s::int) <= 14, true) LIMIT 1000)
    UNION ALL
    (SELECT person_id, 32 FROM intake_relation WHERE other_id = ANY(%(relations)s) LIMIT 100)
    UNION ALL
    (SELECT other_id, 32 FROM intake_relation WHERE person_id = ANY(%(relations)s) LIMIT 100)
), once AS (
    SELECT person_id, bit_or(way) AS ways FROM hit
    WHERE person_id <> ALL(%(exclude)s) GROUP BY person_id
), fact AS (
    SELECT person.id, ways, person.marks,
        CASE
            WHEN 'U' IN (person.sex, %(sex)s) THEN 0
            WHEN person.sex = %(sex)s THEN 1
            ELSE -6
        END
        + CASE
            WHEN person.born_on IS NULL OR %(year)s::int IS NULL THEN 0
            WHEN person.birth_precision = 'day' AND person.born_on = %(born_on)s::date THEN 16
            WHEN abs(extract(year FROM person.born_on) - %(year)s::int) <= 1 THEN 2
            WHEN abs(extract(year FROM person.born_on) - %(year)s::int) <= 8 THEN 1
            WHEN abs(extract(year FROM person.born_on) - %(year)s::int) > 14 THEN -9
            WHEN person.birth_precision = 'estimate' AND %(about)s THEN 0
            ELSE -6
        END
        + CASE
            WHEN person.claimed_origin_id IS NULL OR %(origin)s = '' THEN 0
            WHEN %(district)s <> '' AND left(person.claimed_origin_id, 8) = %(district)s THEN 9
            WHEN %(regency)s <> '' AND left(person.claimed_origin_id, 5) = %(regency)s THEN
                CASE WHEN least(length(person.claimed_origin_id), length(%(origin)s)) > 5 THEN -3 ELSE 4 END
            WHEN left(person.claimed_origin_id, 2) = left(%(origin)s, 2) THEN -3
            ELSE -4
        END
        + CASE
            WHEN person.birth_place = '' OR %(birth_places)s::text[] = '{}' THEN 0
            WHEN lower(person.birth_place) = ANY(%(birth_places)s::text[]) THEN 4
            ELSE -3
        END AS points
    FROM once JOIN intake_person AS person ON person.id = once.person_id
), rough AS (
    SELECT * FROM fact
    ORDER BY points + 23 * (ways & 1) + 9 * (ways >> 1 & 1) + 8 * (ways >> 2 & 1)
        + 6 * (ways >> 3 & 1) + 6 * (ways >> 4 & 1) + 5 * (ways >> 5 & 1) + 10 * (ways >> 6 & 1)
        + 9 * (ways >> 7 & 1) DESC, id
    LIMIT %(named)s
), named AS (
    SELECT rough.id, points + 23 * (ways & 1) + 5 * (ways >> 1 & 1) + 5 * (ways >> 2 & 1)
        + 2 * (ways >> 3 & 1) + 2 * (ways >> 4 & 1) + 10 * (ways >> 5 & 1) - 2 * (ways >> 6 & 1)
        + 6 * (ways >> 7 & 1)
        + 19 * coalesce(name.whole, 0.25) + 2 * coalesce(name.part, 0.25)
        + CASE WHEN greatest(
            word_similarity(rough.marks, %(marks)s), word_similarity(%(marks)s, rough.marks)
        ) > 0.6 THEN 6 ELSE 0 END AS worth
    FROM rough CROSS JOIN LATERAL (
        SELECT max(similarity(other.normal, mine.normal)) AS whole,
            max(CASE
                WHEN length(other.normal) < length(mine.normal)
                THEN word_similarity(other.normal, mine.normal)
                ELSE word_similarity(mine.normal, other.normal)
            END) AS part
        FROM intake_personname AS other, unnest(%(names)s::text[]) AS mine(normal)
        WHERE other.person_id = rough.id AND other.normal <> ''
    ) AS name
    ORDER BY worth DESC, id LIMIT 2 * %(compared)s
)
SELECT id FROM named
ORDER BY worth + CASE WHEN EXISTS (
    SELECT FROM intake_encounter AS met JOIN intake_raidstop AS stop ON stop.id = met.stop_id
    WHERE met.person_id = named.id AND left(stop.area_id, 8) = ANY(%(met_in)s::text[])
) THEN 6 ELSE 0 END DESC, id
LIMIT %(compared)s
"""


def likely(
    description: Description, background: Background, *, exclude: Collection[int] = ()
) -> list[int]:
    """The persons that ``description`` may mean, at most ``COMPARED``, by one query."""
    barred = {*exclude, description.person_id} - {None}
    names = [plain for name in description.names if (plain := normal(name))]
    whole_names = {
        key
        for name in description.names
        for reading in (name, without_father(name) or "")
        for key in keys(reading)
        if key[0] == "="
    }
    name_keys = _name_keys(description) - whole_names
    parts = {w.key for name in description.names for w in words(name) if len(w.key) > 1}
    common = {part for part in parts if background.bearers(part) > MANY}
    ages, origins = _age_endings(description), _origin_endings(description)
    birthday = description.birthday
    origin = max(description.home, key=len, default="")
    year = birthday.year if birthday else description.birth_year
    values: dict[str, Any] = {
        "numbers": _hashes(description),
        "whole_names": sorted(whole_names),
        "name_keys": sorted(key for key in name_keys if is_whole(key)),
        "word_keys": sorted(
            key for key in name_keys if not is_whole(key) and background.bearers(key) <= FEW
        ),
        "person_keys": _with(parts - common, ages | origins),
        "common_ages": _with(common, ages),
        "common_origins": _with(common, origins),
        "born_on": birthday,
        "about": description.birth_is_estimated and birthday is None,
        "near_names": sorted(_near_names(description) - background.shares.keys()),
        "near_words": _with(_near_words(description) - background.shares.keys(), origins),
        "birth_places": _birth_places(description.birth_place),
        "marks": description.marks,
        "mark_words": _mark_words(description.marks),
        "mark_kinds": [kind for kind, _ in sorted(description.body_marks)],
        "mark_regions": [region for _, region in sorted(description.body_marks)],
        "met_in": sorted({code[:DISTRICT] for code in description.places if len(code) >= DISTRICT}),
        "relations": sorted(description.relations),
        "exclude": sorted(pk for pk in barred if pk is not None),
        "names": names,
        "sex": description.sex,
        "year": year,
        "origin": origin,
        "regency": origin[:REGENCY] if len(origin) >= REGENCY else "",
        "district": origin[:DISTRICT] if len(origin) >= DISTRICT else "",
        "districts": [code for code in description.home if len(code) >= DISTRICT],
        "neighbours": NEIGHBOURS,
        "years": YEARS,
        "beginnings": [
            f"{part}{name}%"
            for name in names
            if len(name) <= PET and len(name) >= BEGINNING
            for part in (("", "% ") if len(name) >= ANYWHERE else ("",))
        ],
        "rough": ROUGH,
        "named": NAMED,
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


def _name_keys(description: Description) -> set[str]:
    """Whole names, pairs of words and single words."""
    found = {key for name in description.names for key in keys(name) if not key.startswith("~")}
    for name in description.names:
        found.update(_written_otherwise(words(name)))
    return found


def is_whole(key: str) -> bool:
    return key[0] == "=" or "+" in key


def _written_otherwise(parts: tuple[Word, ...]) -> Iterator[str]:
    """Keys of two words as one, of one word as two, and of the beginnings that a word is called by."""
    for one, other in pairwise(parts):
        yield key(spelt(one.normal + other.normal))
        yield key(spelt(other.normal + one.normal))
    for word in (part.normal for part in parts):
        for i in range(SHORTEST, len(word) - SHORTEST + 1 if len(word) >= LONG else 0):
            yield "+".join(sorted({key(word[:i]), key(word[i:])}))
            yield f"={word[:i]}"
        for i in range(SHORTEST, min(PET + 1, len(word))):
            yield f"={word[:i]}"


def _near_names(description: Description) -> set[str]:
    """Keys of whole names and of pairs of words in which one word has one letter wrong."""
    found: set[str] = set()
    for parts in map(words, description.names):
        if len(parts) <= WORDS:
            found.update(
                f"={near}" for part in _long(parts) for near in one_letter_off(part.normal)
            )
        for one, other in permutations(parts, 2):
            if len(other.key) > 1:
                found.update("+".join(sorted((near, other.key))) for near in near_keys(one.normal))
    return found


def _near_words(description: Description) -> set[str]:
    parts = {part for name in description.names for part in _long(words(name))}
    return {near for part in parts for near in near_keys(part.normal)}


def _long(parts: tuple[Word, ...]) -> list[Word]:
    return [part for part in parts if len(part.normal) >= LETTERS]


def _mark_words(marks: str) -> str | None:
    """Marks as a query of PostgreSQL's text search, each with all its words; None where all are vague."""
    said = (" & ".join(sorted(words)) for words in each_mark(marks) if len(words) >= MARK_WORDS)
    return " | ".join(f"({mark})" for mark in said) or None


def _birth_places(place: str) -> list[str]:
    """A place of birth as it may have been written, in small letters."""
    plain = folded(place)
    for kind in KINDS:
        plain = plain.removeprefix(f"{kind} ")
    if not plain:
        return []
    return sorted({place.strip().lower(), plain, *(f"{kind} {plain}" for kind in (*KINDS, "kab."))})


def _age_endings(description: Description) -> set[str]:
    """The years of birth that may be meant, as the index of persons has them."""
    if (year := description.birth_year) is None:
        return set()
    return {f"#{bucket}" for bucket in range((year - YEARS) // FIVE, (year + YEARS) // FIVE + 1)}


def _origin_endings(description: Description) -> set[str]:
    return {f"@{code[:REGENCY]}" for code in description.home if len(code) >= REGENCY}


def _with(parts: set[str], endings: set[str]) -> list[str]:
    return sorted(part + ending for part in parts for ending in endings)
