"""How the weights were found: degrees of agreement counted among true pairs and among chance pairs.

    python manage.py bench_match --count

prints m and u of every level of ``intake.matching.weights`` from the tuning seeds alone.

    python manage.py bench_match --fit

asks for proposals on one tuning seed and moves the weights of what is left over of a name, which no
count gives, one at a time for as long as the probabilities of the pairs come closer to the truth.
"""

import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from intake import matching
from intake.matching import background, weights
from intake.matching.background import Background
from intake.matching.comparison import findings
from intake.matching.description import Description, Number
from intake.matching.engine import probability
from intake.matching.name_comparison import Alignment, align, alignment_bits
from intake.matching.names import words
from intake.models import BirthPrecision
from ppks_service.development.bench.matching.filling import land, true_pairs
from ppks_service.development.bench.matching.generator import Record, records

SEEDS = (1, 2, 3)
SIZE = 20_000
CHANCE_PAIRS = 300_000
FIT_SEED, FIT_SIZE, FIT_ASKED, FIT_SAID = 2, 100_000, 1000, 30
FITTED = (
    "NAME_COMPLETE", "NAME_DROPPED", "NAME_DROPPED_MARGA", "NAME_CONFLICT",
)  # fmt: skip
STEPS = (1.0, 0.5, 0.25)


class Proposed(NamedTuple):
    """A pair that was proposed: what all but the names weigh, how the names align, and the truth."""

    rest: float
    alignments: tuple[Alignment, ...]
    is_true: bool


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


def proposed(made: Sequence[Record]) -> Iterator[Proposed]:
    """The pairs that are proposed of a sample of ``made``, which this database holds."""
    of, truth = {record.id: record for record in made}, set(true_pairs(made))
    known = background.background()
    for key in sorted(random.Random(FIT_SEED).sample(sorted(of), min(FIT_ASKED, len(of)))):
        one = described(of[key], with_slips=True)
        for candidate in matching.candidates(one, limit=FIT_SAID, at_least=0):
            other = described(of[candidate.person_id])
            found = findings(one, other, known)
            yield Proposed(
                known.prior + sum(finding.bits for finding in found if finding.field != "name"),
                tuple(
                    align(words(a), words(b))
                    for a in one.names
                    for b in other.names
                    if words(a) and words(b)
                ),
                (min(key, other.person_id or 0), max(key, other.person_id or 0)) in truth,
            )


def fit(pairs: Sequence[Proposed]) -> Iterator[str]:
    """Lines that say how far off the probabilities are, in bits a pair, as the weights are moved."""
    best = _surprise(pairs)
    yield f"{len(pairs)} pairs, {sum(pair.is_true for pair in pairs)} true: {best:.5f} bits a pair"
    for step in STEPS:
        moved = True
        while moved:
            moved = False
            for name in FITTED:
                for way in (step, -step):
                    before = getattr(weights, name)
                    setattr(weights, name, before + way)
                    if (now := _surprise(pairs)) < best - 1e-6:
                        best, moved = now, True
                        yield f"{name} = {before + way}: {now:.5f}"
                        break
                    setattr(weights, name, before)


def _surprise(pairs: Sequence[Proposed]) -> float:
    share, bits = background.background().share, 0.0
    for pair in pairs:
        weight = pair.rest + max((alignment_bits(a, share) for a in pair.alignments), default=0.0)
        chance = probability(weight if pair.is_true else -weight)
        bits -= math.log2(max(chance, 1e-12))
    return bits / len(pairs)


def _kind(level: str) -> str:
    """Dates to the day, to the year, one guess and two guesses are counted apart: each sums to one."""
    for kind in ("estimate", "guesses", "year"):
        if level.startswith(kind):
            return kind
    return ""
