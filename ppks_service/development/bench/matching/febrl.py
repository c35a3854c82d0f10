"""FEBRL's records through the engine, set up for their columns; every pair of records is considered.

Names go through the comparison of names as it is (its rules are Indonesian; FEBRL's names are not), with
the shares of words counted in the set. The other columns have three levels each: same, near, different.
Their m is found by EM without any labels, u from pairs by chance, as Splink does it.

Of all pairs only those are worth a full comparison that are within one letter of each other in some
column or in one word of the name: a pair that agrees nowhere has fewer bits than the prior odds take.
"""

import csv
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from rapidfuzz.distance import OSA, JaroWinkler

from intake.matching.engine import Finding, Level, weigh
from intake.matching.name_comparison import Share, name_finding
from intake.matching.names import words
from ppks_service.development.bench.matching.scores import Pair, pair

COLUMNS = ("address_1", "suburb", "date_of_birth", "soc_sec_id")
CHANCE_PAIRS = 200_000
ROUNDS = 25
Row = Mapping[str, str]
Tables = dict[str, dict[str, Level]]


def read(path: Path) -> dict[int, Row]:
    with path.open(newline="") as file:
        return {int(row["unique_id"]): row for row in csv.DictReader(file)}


def true_pairs(rows: Mapping[int, Row], *, link: bool) -> set[Pair]:
    """Every two records of one entity; when two files are linked, one of each."""
    of: dict[str, list[int]] = defaultdict(list)
    for key, row in rows.items():
        of[row["entity"]].append(key)
    return {
        pair(a, b)
        for keys in of.values()
        for a, b in combinations(keys, 2)
        if not link or rows[a]["source"] != rows[b]["source"]
    }


@lru_cache(maxsize=1_000_000)
def level(column: str, one: str, other: str) -> str:
    """``same``, ``near`` or ``different`` for two filled cells."""
    if one == other:
        return "same"
    if column in ("date_of_birth", "soc_sec_id"):
        return "near" if OSA.distance(one, other, score_cutoff=2) <= 2 else "different"
    a, b = one.replace(" ", ""), other.replace(" ", "")
    near = OSA.distance(a, b, score_cutoff=2) <= 2 or JaroWinkler.similarity(a, b) >= 0.9
    return "near" if near else "different"


def levels(one: Row, other: Row) -> dict[str, str]:
    """The level of each column that both records have."""
    return {c: level(c, one[c], other[c]) for c in COLUMNS if one[c] and other[c]}


def full_name(row: Row) -> str:
    return f"{row['given_name']} {row['surname']}".strip()


def promising(rows: Mapping[int, Row], *, link: bool) -> set[Pair]:
    """Every pair that is within one letter in some column or word: they share a way to drop a letter."""
    found: set[Pair] = set()
    holders: dict[str, list[int]] = defaultdict(list)
    for key, row in rows.items():
        texts = {f"{c}:{row[c]}" for c in COLUMNS if row[c]}
        texts |= {f"name:{word.normal}" for word in words(full_name(row))}
        variants = {
            text[:i] + text[i + 1 :]
            for text in texts
            for i in range(text.index(":") + 1, len(text))
        }
        for variant in variants | texts:
            holders[variant].append(key)
    for keys in holders.values():
        for a, b in combinations(keys, 2):
            if not link or rows[a]["source"] != rows[b]["source"]:
                found.add(pair(a, b))
    return found


def fitted(
    rows: Mapping[int, Row], pairs: Iterable[Pair], names: Mapping[Pair, float], possible: int
) -> tuple[Tables, float]:
    """m of every level and the share of true pairs among all, by EM; u from pairs by chance."""
    chance, keys = random.Random(1), list(rows)
    by_chance: dict[str, Counter[str]] = {column: Counter() for column in COLUMNS}
    for _ in range(CHANCE_PAIRS):
        a, b = chance.sample(keys, 2)
        for column, found in levels(rows[a], rows[b]).items():
            by_chance[column][found] += 1
    u = {
        column: {
            name: (counts[name] + 0.5) / (sum(counts.values()) + 1.5)
            for name in ("same", "near", "different")
        }
        for column, counts in by_chance.items()
    }
    m = {column: {"same": 0.85, "near": 0.1, "different": 0.05} for column in COLUMNS}
    patterns = [(levels(rows[a], rows[b]), 2.0 ** names.get((a, b), 0.0)) for a, b in pairs]
    prior = len(rows) / 10 / possible
    for _ in range(ROUNDS):
        sums = {column: Counter[str]() for column in COLUMNS}
        total = 0.0
        for pattern, odds in patterns:
            for column, found in pattern.items():
                odds *= m[column][found] / u[column][found]
            weight = prior * odds / (prior * odds + 1 - prior)
            total += weight
            for column, found in pattern.items():
                sums[column][found] += weight
        for column, counts in sums.items():
            whole = sum(counts.values())
            m[column] = {name: (counts[name] + 0.1) / (whole + 0.3) for name in m[column]}
        prior = total / possible
    tables = {c: {name: Level(m[c][name], u[c][name]) for name in m[c]} for c in COLUMNS}
    return tables, prior


def scored(rows: Mapping[int, Row], *, link: bool) -> dict[Pair, float]:
    """The probability of every pair that has one above nothing."""
    share = shares(rows)
    pairs = sorted(promising(rows, link=link))
    named = {
        (a, b): finding
        for a, b in pairs
        if (finding := name_finding([full_name(rows[a])], [full_name(rows[b])], share))
    }
    half = len(rows) // 2
    possible = half * half if link else len(rows) * (len(rows) - 1) // 2
    bits = {key: finding.bits for key, finding in named.items()}
    tables, prior = fitted(rows, pairs, bits, possible)
    odds = math.log2(prior / (1 - prior))
    return {
        key: weigh(_findings(rows, key, named.get(key), tables), prior=odds).score for key in pairs
    }


def _findings(
    rows: Mapping[int, Row], key: Pair, name: Finding | None, tables: Tables
) -> Iterator[Finding]:
    if name is not None:
        yield name
    for column, found in levels(rows[key[0]], rows[key[1]]).items():
        yield Finding(column, found, tables[column][found].bits, f"{column} {found}")


def shares(rows: Mapping[int, Row]) -> Share:
    """How common each word is in the set itself."""
    counts = Counter(word.normal for row in rows.values() for word in set(words(full_name(row))))
    return lambda word: counts.get(word, 1) / len(rows)


def by_trigrams(rows: Mapping[int, Row], pairs: Iterable[Pair]) -> dict[Pair, float]:
    """How many trigrams two records share, all columns written one after the other, as pg_trgm counts."""
    grams = {
        key: _trigrams(" ".join([full_name(row), *(row[column] for column in COLUMNS)]))
        for key, row in rows.items()
    }
    return {(a, b): len(grams[a] & grams[b]) / max(len(grams[a] | grams[b]), 1) for a, b in pairs}


def _trigrams(text: str) -> frozenset[str]:
    padded = [f"  {word} " for word in text.split()]
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))
