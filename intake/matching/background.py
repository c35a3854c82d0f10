"""How common each word of a name is, and among how many persons: counted by the database's ANALYZE."""

import math
import time
from dataclasses import dataclass, field

from django.db import connection

from intake.matching import weights

KEPT_SECONDS = 600
COUNTED = """
SELECT elem, freq, population FROM (
    SELECT reltuples::bigint AS population FROM pg_class WHERE oid = 'intake_person'::regclass
) AS persons LEFT JOIN (
    SELECT unnest(most_common_elems::text::text[]) AS elem, unnest(most_common_elem_freqs) AS freq
    FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'person_name_keys'
) AS common ON true
"""


@dataclass(frozen=True)
class Background:
    """Shares of the keys of ``names.keys`` among all names, and the number of persons."""

    shares: dict[str, float] = field(default_factory=dict)
    population: int = weights.POPULATION

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
    shares = {elem: freq for elem, freq, _ in rows if elem is not None}
    population = max(rows[0][2], 0) if rows else 0
    if not shares or population < weights.POPULATION:
        return Background(population=max(population, weights.POPULATION))
    # What is in no list of common words is rarer than the rarest of them.
    shares["~"] = min(shares.values()) / 2
    return Background(shares, population)
