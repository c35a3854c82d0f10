"""How common each word of a name is, and each area, among how many persons: counted by ANALYZE."""

import math
import time
from dataclasses import dataclass, field

from django.db import connection

from intake.matching import weights
from ppks_service.areas.codes import DISTRICT, PROVINCE, REGENCY

KEPT_SECONDS = 600
COUNTED = """
SELECT elem, freq, population FROM (
    SELECT reltuples::bigint AS population FROM pg_class WHERE oid = 'intake_person'::regclass
) AS persons LEFT JOIN (
    SELECT unnest(most_common_elems::text::text[]) AS elem, unnest(most_common_elem_freqs) AS freq
    FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'person_name_keys'
) AS common ON true
"""
# Of the persons whose origin is known.
AREAS = """
SELECT area, freq / (1 - null_frac) FROM (
    SELECT null_frac, unnest(most_common_vals::text::text[]) AS area, unnest(most_common_freqs) AS freq
    FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'intake_person'
        AND attname = 'claimed_origin_id'
) AS common
"""


@dataclass(frozen=True)
class Background:
    """Shares of the keys of ``names.keys`` among all names, of areas, and the number of persons."""

    shares: dict[str, float] = field(default_factory=dict)
    population: int = weights.POPULATION
    areas: dict[str, float] = field(default_factory=dict)

    def share(self, word: str) -> float:
        """The share of names with this normal word: counted, else what is known of Indonesian names."""
        counted = self.shares.get(f"~{word}")
        if counted is not None:
            return counted
        if self.shares:
            return min(self.rarest, weights.RARE)
        return weights.COMMON.get(word, weights.RARE)

    def bearers(self, key: str) -> float:
        """About how many names hold ``key``; 0 where it is not among the common ones."""
        return self.shares.get(key, 0.0) * self.population

    def area(self, code: str) -> float | None:
        """The share of persons from ``code``, of those whose origin is known so exactly; None uncounted."""
        if not self.areas:
            return None
        return max(self.areas.get(code, self.areas[f"~{len(code)}"]), weights.AREA_FLOOR[len(code)])

    @property
    def rarest(self) -> float:
        return self.shares["~"]

    @property
    def prior(self) -> float:
        """Log2 odds that a given person and another one, of all that there are, are the same."""
        return math.log2(weights.DOUBLES / max(self.population, 2))


_kept: tuple[float, Background] | None = None


def background() -> Background:
    """What was counted last; asked of the database again after ten minutes."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
        _kept = (time.monotonic(), count())
    return _kept[1]


def forget() -> None:
    """Ask the database again: after a large import, and between tests."""
    global _kept
    _kept = None


def count() -> Background:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        rows = cursor.fetchall()
        cursor.execute(AREAS)
        areas = _areas(cursor.fetchall())
    shares = {elem: freq for elem, freq, _ in rows if elem is not None}
    population = max(rows[0][2], 0) if rows else 0
    if not shares or population < weights.POPULATION:
        return Background(population=max(population, weights.POPULATION))
    # What is in no list of common words is rarer than the rarest of them.
    shares["~"] = min(shares.values()) / 2
    return Background(shares, population, areas)


def _areas(counted: list[tuple[str, float]]) -> dict[str, float]:
    """Shares of provinces, regencies and districts; ``~5`` and its like of those in no list of common ones."""
    found: dict[str, float] = {}
    for length in (PROVINCE, REGENCY, DISTRICT):
        known = 1 - sum(freq for code, freq in counted if len(code) < length)
        for code, freq in counted:
            if len(code) >= length and known > 0:
                found[code[:length]] = found.get(code[:length], 0.0) + freq / known
        here = [share for code, share in found.items() if len(code) == length]
        found[f"~{length}"] = min(here, default=1.0) / 2
    return found if counted else {}
