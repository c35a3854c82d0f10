"""How well pairs were found: precision, recall and F1 at a threshold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

Pair = tuple[int, int]


@dataclass(frozen=True)
class Quality:
    """What a threshold comes to."""

    threshold: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def at(threshold: float, scored: Mapping[Pair, float], truth: Collection[Pair]) -> Quality:
    """Everything that scored ``threshold`` or more, against the true pairs."""
    said = [key for key, score in scored.items() if score >= threshold]
    right = sum(key in truth for key in said)
    return Quality(
        threshold, right / len(said) if said else 0.0, right / len(truth) if truth else 0.0
    )


def best(scored: Mapping[Pair, float], truth: Collection[Pair]) -> Quality:
    """The threshold with the best F1, which only those can know who know the truth."""
    right, found = 0, Quality(1.0, 0.0, 0.0)
    ranked = sorted(scored.items(), key=lambda item: -item[1])
    for count, (key, score) in enumerate(ranked, 1):
        right += key in truth
        if count < len(ranked) and ranked[count][1] == score:
            continue
        here = Quality(score, right / count, right / len(truth))
        if here.f1 > found.f1:
            found = here
    return found


def percentile(seconds: Collection[float], share: float) -> float:
    ranked = sorted(seconds)
    return ranked[min(int(len(ranked) * share), len(ranked) - 1)] if ranked else float("nan")
