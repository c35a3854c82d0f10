"""Who is it? Persons of the register that a description may mean, each with a probability and the reasons.

What comes of it is a proposal: whether two records are of one person, a person decides. Whoever shows a
candidate asks ``permissions`` first: reasons name names.
"""

from collections.abc import Collection
from dataclasses import dataclass

from intake.matching import background, blocking
from intake.matching.comparison import findings
from intake.matching.description import Description, Number, describe, describe_all
from intake.matching.engine import Reason, Score, probability, weigh, weight

__all__ = [
    "LIKELY_SAME",
    "WORTH_ASKING",
    "Candidate",
    "Description",
    "Number",
    "Reason",
    "Score",
    "candidates",
    "compare",
    "describe",
    "describe_all",
]

# From here on two records count as one person in the measurements, and as likely on pages.
LIKELY_SAME = 0.5
# Less likely ones are not worth an officer's time.
WORTH_ASKING = 0.02


@dataclass(frozen=True)
class Candidate:
    """A person that a description may mean, how likely (0 to 1), and why."""

    person_id: int
    score: float
    reasons: tuple[Reason, ...]


def candidates(
    description: Description,
    *,
    limit: int = 5,
    exclude: Collection[int] = (),
    at_least: float = WORTH_ASKING,
) -> list[Candidate]:
    """The likeliest persons first, none of ``exclude`` nor the described one; a fixed number of queries."""
    known = background.background()
    others = describe_all(blocking.likely(description, known, exclude=exclude))
    found = {pk: list(findings(description, other, known)) for pk, other in others.items()}
    weights = {pk: weight(of_pair, prior=known.prior) for pk, of_pair in found.items()}
    likeliest = sorted(
        (pk for pk, bits in weights.items() if probability(bits) >= at_least),
        key=lambda pk: (-weights[pk], pk),
    )
    scores = ((pk, weigh(found[pk], prior=known.prior)) for pk in likeliest[:limit])
    return [Candidate(pk, score.score, score.reasons) for pk, score in scores]


def compare(left: Description, right: Description) -> Score:
    """How likely the two are one person, and why; the same whichever is first."""
    known = background.background()
    return weigh(findings(left, right, known), prior=known.prior)
