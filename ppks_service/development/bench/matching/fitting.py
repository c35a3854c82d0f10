"""How the weights that no count gives were found: fitted to the pairs that are compared in earnest.

    SIZE=700k make bench-match ARGS=--fit

fills a register of that size for each tuning seed, describes and looks up as registering does, and asks by
how many bits each weight would have to move for the probabilities of the compared pairs to come closest to
the truth (a logit beside what all else weighs, drawn towards the present weights). What is found on one
seed is tried on the other, so that nobody takes for better what only fits its own people.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from intake import matching
from intake.matching import background, blocking
from intake.matching.background import Background
from intake.matching.comparison import findings
from intake.matching.description import Description
from intake.matching.engine import probability, weight
from intake.matching.name_comparison import best_alignment, left_over
from ppks_service.development.bench.matching.measure import TOP, Register

SEEDS = (1, 2)
FITTED = ("origin", "marks")  # beside the words of names and what is left over of them
# How hard a weight is held where it stands: as by so many pairs that speak for it.
RIDGE = 3.0
LARGEST_STEP, SMALLEST_STEP, ROUNDS = 2.0, 0.005, 100
BIT = math.log(2)
Moves = Mapping[str, float]


class Pair(NamedTuple):
    """A pair that was compared: for whom, the truth, what it weighs, and how often each weight is in it."""

    asked: int
    is_true: bool
    bits: float
    found: Mapping[str, int]


def compared(register: Register) -> Iterator[Pair]:
    """The pairs that proposals for the sought records of ``register`` compare in this database."""
    known = background.background()
    for key in register.sought:
        one = matching.describe_all([key], with_slips=True)[key]
        for pk, other in matching.describe_all(blocking.likely(one, known)).items():
            found = list(findings(one, other, known))
            weights = Counter(f"{f.field} {f.level}" for f in found if f.field in FITTED)
            weights += in_names(one, other, known)
            bits = weight(found, prior=known.prior)
            yield Pair(key, pk in register.others[key], bits, weights)


def in_names(one: Description, other: Description, known: Background) -> Counter[str]:
    """How often each weight of a word, or of what is left over, counts in the names of two persons."""
    best = best_alignment(one.names, other.names, known.share)
    if best is None:
        return Counter()
    _, alignment, _, _ = best
    words = Counter(f"word {level}" for level, _, _ in alignment.pairs)
    rest = {f"name {what}": int(n) for what, n in left_over(alignment)._asdict().items() if n}
    return words + Counter(rest)


def fit(pairs: Sequence[Pair]) -> Moves:
    """By how many bits each weight is to move; one at a time, by Newton's step, until none moves on."""
    bits = [pair.bits for pair in pairs]
    having: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, pair in enumerate(pairs):
        for name, times in pair.found.items():
            having[name].append((n, times))
    moved = dict.fromkeys(sorted(having), 0.0)
    for _ in range(ROUNDS):
        furthest = 0.0
        for name in moved:
            step = _step(having[name], bits, pairs, moved[name])
            moved[name] += step
            for n, times in having[name]:
                bits[n] += times * step
            furthest = max(furthest, abs(step))
        if furthest < SMALLEST_STEP:
            break
    return moved


def _step(
    rows: Sequence[tuple[int, int]], bits: Sequence[float], pairs: Sequence[Pair], moved: float
) -> float:
    slope, bend = -RIDGE * moved, RIDGE
    for n, times in rows:
        chance = probability(bits[n])
        slope += BIT * times * (pairs[n].is_true - chance)
        bend += BIT * BIT * times * times * chance * (1 - chance)
    return max(-LARGEST_STEP, min(LARGEST_STEP, slope / bend))


def surprise(pairs: Sequence[Pair], moves: Moves) -> float:
    """How far off the probabilities are, in bits a pair."""
    lost = 0.0
    for pair in pairs:
        bits = _moved(pair, moves)
        lost -= math.log2(max(probability(bits if pair.is_true else -bits), 1e-12))
    return lost / len(pairs)


def in_first(pairs: Sequence[Pair], moves: Moves) -> tuple[int, int]:
    """For how many the likeliest few of those compared hold a true one, and of how many that is."""
    ranked: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for pair in pairs:
        ranked[pair.asked].append((-_moved(pair, moves), pair.is_true))
    hits = sum(any(is_true for _, is_true in sorted(of_one)[:TOP]) for of_one in ranked.values())
    return hits, len(ranked)


def _moved(pair: Pair, moves: Moves) -> float:
    return pair.bits + sum(moves.get(name, 0.0) * times for name, times in pair.found.items())


def report(of_seeds: Mapping[int, Sequence[Pair]]) -> Iterator[str]:
    """Lines: what is found on each seed tried on the others, then what all of them would move."""
    for seed, pairs in of_seeds.items():
        others = [pair for other, more in of_seeds.items() if other != seed for pair in more]
        yield f"seed {seed}: {len(pairs)} pairs, {sum(pair.is_true for pair in pairs)} true"
        tries: list[tuple[str, Moves]] = [("as they are", {}), ("fitted to itself", fit(pairs))]
        if others:
            tries.append(("fitted to the others", fit(others)))
        for what, moves in tries:
            hits, asked = in_first(pairs, moves)
            yield (
                f"  weights {what}: {surprise(pairs, moves):.5f} bits a pair,"
                f" the first {TOP} of those compared hold a true one for {hits} of {asked}"
            )
    everything = [pair for pairs in of_seeds.values() for pair in pairs]
    times = sum((Counter(pair.found.keys()) for pair in everything), Counter())
    for name, bits in fit(everything).items():
        yield f"{name:24} {bits:+.2f} bits ({times[name]} pairs)"


def written(pairs: Iterator[Pair], target: Path) -> None:
    """Keep ``pairs`` for the process that fits."""
    with target.open("w") as file:
        file.writelines(f"{json.dumps(pair)}\n" for pair in pairs)


def read(source: Path) -> list[Pair]:
    with source.open() as file:
        return [Pair(*json.loads(line)) for line in file]
