"""How findings about two records become one probability, after Fellegi and Sunter (1969).

Each finding is worth ``log2(m / u)`` bits: m is how often it is made of two records of one person, u how
often of records of two. The bits add up on top of the odds that any two records are of one person.
What is unknown on either side is no finding, and so neither speaks for nor against.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Level(NamedTuple):
    """How often one degree of agreement is met: m among the same, u among different persons."""

    m: float
    u: float

    @property
    def bits(self) -> float:
        return math.log2(self.m / self.u)


Table = Mapping[str, Level]


@dataclass(frozen=True)
class Reason:
    """One sentence for or against, in Indonesian, with what it weighs (bits, i.e. log2 of odds)."""

    words: str
    weight: float
    fits: bool | None


class Finding(NamedTuple):
    """What was found of one field: its degree of agreement, what that weighs, and a sentence."""

    field: str
    level: str
    bits: float
    words: str

    @property
    def reason(self) -> Reason:
        fits = None if abs(self.bits) < 0.5 else self.bits > 0
        return Reason(self.words, round(self.bits, 2), fits)


@dataclass(frozen=True)
class Score:
    """How likely two records are of one person, and why; the weightiest reason first."""

    score: float
    reasons: tuple[Reason, ...]
    weight: float


def weigh(findings: Iterable[Finding], *, prior: float) -> Score:
    """The probability that ``prior`` (log2 odds) and ``findings`` come to."""
    found = sorted(findings, key=lambda f: (-abs(f.bits), f.field, f.words))
    bits = weight(found, prior=prior)
    return Score(probability(bits), tuple(finding.reason for finding in found), bits)


def weight(findings: Iterable[Finding], *, prior: float) -> float:
    """The log2 odds that ``prior`` and ``findings`` come to, in whatever order they are."""
    return prior + math.fsum(finding.bits for finding in findings)


def probability(weight: float) -> float:
    """Log2 odds as a number between 0 and 1."""
    return 1 / (1 + 2 ** -max(min(weight, 60.0), -60.0))
