"""How the weights were found: degrees of agreement counted among true pairs and among chance pairs.

    python manage.py bench_match --count

prints m and u of every level of ``intake.matching.weights`` from the tuning seeds alone. What no count
gives is fitted: see ``fitting``.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from intake.matching.background import Background
from intake.matching.comparison import findings
from intake.matching.description import Description, Number
from intake.matching.name_comparison import align
from intake.matching.names import words
from intake.models import BirthPrecision
from ppks_service.development.bench.matching.filling import land, true_pairs
from ppks_service.development.bench.matching.generator import Record, records

SEEDS = (1, 2, 3)
SIZE = 20_000
CHANCE_PAIRS = 300_000


def described(record: Record, *, with_slips: bool = False) -> Description:
    """What the database would say of ``record``."""
    numbers = [
        Number.of(kind, number, with_slips=with_slips)
        for kind, number in (("nik", record.nik), ("kk", record.kk))
        if number
    ]
    return Description(
        names=(record.name, *record.aliases),
        sex=record.sex,
        born_on=record.born_on,
        birth_precision=record.precision or BirthPrecision.UNKNOWN,
        birth_place=record.birth_place,
        origins=(record.origin,) if record.origin else (),
        numbers=tuple(numbers),
        marks=record.marks,
        relations=frozenset(record.companions),
        places=frozenset(record.places),
        person_id=record.id,
    )


def levels(pairs: Iterable[tuple[Description, Description]]) -> dict[str, Counter[str]]:
    """How often each level of each field was found."""
    found: dict[str, Counter[str]] = {}
    for one, other in pairs:
        for finding in findings(one, other, Background()):
            group = "birth" if finding.field == "birth" else finding.field
            found.setdefault(group, Counter())[finding.level] += 1
    return found


def name_levels(pairs: Iterable[tuple[Description, Description]]) -> Counter[str]:
    """How the words of the first names of true pairs agree, and what is left over."""
    found: Counter[str] = Counter()
    for one, other in pairs:
        a, b = words(one.names[0]), words(other.names[0])
        if not a or not b:
            continue
        alignment = align(a, b)
        found["names"] += 1
        if not alignment.pairs:
            found["names different"] += 1
            continue
        found.update(level for level, _, _ in alignment.pairs)
        conflicts = min(len(alignment.left), len(alignment.right))
        found["conflict"] += conflicts
        more = max(alignment.left, alignment.right, key=len)
        found["dropped"] += len(more) - conflicts
    return found


def report() -> Iterator[str]:
    """Lines with m and u; the sum over each kind of birth date is one."""
    true: list[tuple[Description, Description]] = []
    by_chance: list[tuple[Description, Description]] = []
    chance = random.Random(0)
    for seed in SEEDS:
        made: Sequence[Record] = list(records(SIZE, seed=seed, land=land()))
        of = {record.id: record for record in made}
        truth = true_pairs(made)
        true += [(described(of[a], with_slips=True), described(of[b])) for a, b in sorted(truth)]
        plain = {record.id: described(record) for record in made}
        for _ in range(CHANCE_PAIRS // len(SEEDS)):
            a, b = chance.sample(range(1, SIZE + 1), 2)
            if (min(a, b), max(a, b)) not in truth:
                by_chance.append((plain[a], plain[b]))
    yield f"{len(true)} true pairs, {len(by_chance)} by chance, seeds {SEEDS}"
    m, u = levels(true), levels(by_chance)
    for group in sorted(m):
        for kind in sorted({_kind(level) for level in (*m[group], *u.get(group, ()))}):
            here = {k: v for k, v in m[group].items() if _kind(k) == kind}
            there = {k: v for k, v in u.get(group, Counter()).items() if _kind(k) == kind}
            for level in sorted({*here, *there}):
                yield (
                    f"{group:12} {level:16} m {here.get(level, 0) / max(sum(here.values()), 1):.4f}"
                    f" u {there.get(level, 0) / max(sum(there.values()), 1):.6f}"
                    f" ({here.get(level, 0)}, {there.get(level, 0)})"
                )
    words_found = name_levels(true)
    for level, count in words_found.most_common():
        yield f"name word {level:16} {count} {count / words_found['names']:.4f}"
    for level, count in name_levels(by_chance).most_common():
        yield f"name word by chance {level:16} {count / len(by_chance):.6f}"


def _kind(level: str) -> str:
    """Dates to the day, to the year, one guess and two guesses are counted apart: each sums to one."""
    for kind in ("estimate", "guesses", "year"):
        if level.startswith(kind):
            return kind
    return ""
