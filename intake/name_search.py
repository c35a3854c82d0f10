"""How what was typed fits a name: word by word, whatever their order, and said in words.

``match`` marks the words of the name that fit, so that a reader sees why it was found.
"""

from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from intake.matching.names import Word, words
from ppks_service.text import folded

# How well one word fits, and what a reader is told of it.
SAME, SPELT, PART, SLIP, SOUND = 1.0, 0.95, 0.85, 0.8, 0.65
# The share of what was typed that must fit; one word of two is enough where nothing contradicts.
ENOUGH = 0.45
SHORTEST_PART = 2
LONG = 7


@dataclass(frozen=True)
class NameMatch:
    """How well a name fits, from 0 to 1, why, and the name cut into marked and other pieces."""

    score: float
    how: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class _Fit:
    score: float
    position: int = -1
    how: str = ""


def match(asked: str, name: str) -> NameMatch | None:
    """How ``asked`` fits ``name``, or None where too little of it does."""
    wanted, given = _words(asked), _words(name)
    if not wanted or not given:
        return None
    joined = "".join(word.written for word in wanted)
    if joined == "".join(word.written for word in given):
        exact = folded(asked) == folded(name)
        return NameMatch(1.2 if exact else 1.1, "sama", _pieces(name, set(range(len(given)))))
    fits: list[_Fit] = []
    taken: set[int] = set()
    for word in wanted:
        fit = max(
            (_fit(word, other, at) for at, other in enumerate(given) if at not in taken),
            key=lambda fit: fit.score,
            default=_Fit(0),
        )
        fits.append(fit)
        if fit.score:
            taken.add(fit.position)
    weights = [len(word.written) for word in wanted]
    score = sum(fit.score * w for fit, w in zip(fits, weights, strict=True)) / sum(weights)
    if score < ENOUGH:
        return None
    # A name of just these words before one that has more.
    score += 0.05 * len(taken) / len(given)
    told = list(dict.fromkeys(fit.how for fit in sorted(fits, key=lambda f: f.score) if fit.how))
    whole = len(taken) == len(given) == len(wanted)
    plainly = "sama, urutan lain" if whole else "memuat"
    return NameMatch(score, "; ".join(told[:2]) or plainly, _pieces(name, taken))


def _fit(asked: Word, given: Word, position: int) -> _Fit:
    if asked.written == given.written:
        return _Fit(SAME, position)
    if asked.normal == given.normal:
        return _Fit(SPELT, position, f"ejaan lain: {asked.written} = {given.written}")
    if len(asked.written) >= SHORTEST_PART and asked.written in given.written:
        return _Fit(PART, position)
    apart = min(
        DamerauLevenshtein.distance(asked.written, given.written),
        DamerauLevenshtein.distance(asked.normal, given.normal),
    )
    longest = max(len(asked.written), len(given.written))
    if apart == 1 and longest > 3:
        return _Fit(SLIP, position, f"beda satu huruf: {given.written}")
    if apart == 2 and longest >= LONG:
        return _Fit(SOUND, position, f"mirip: {given.written}")
    if len(asked.key) > 3 and asked.key == given.key:
        return _Fit(SOUND, position, f"bunyi sama: {given.written}")
    return _Fit(0)


def _words(name: str) -> list[Word]:
    """The words as ``matching.names`` reads them; of "Tidak Dikenal" and the like as they stand."""
    return list(words(name)) or [Word(part, part, part, part) for part in folded(name).split()]


def _pieces(name: str, positions: set[int]) -> tuple[tuple[str, bool], ...]:
    """``name`` cut into its written words, with those that fit marked; titles are never marked."""
    marked = [word.written for at, word in enumerate(_words(name)) if at in positions]
    pieces = []
    for piece in name.split():
        plain = folded(piece).replace(" ", "")
        fits = next((written for written in marked if written == plain), None)
        if fits is not None:
            marked.remove(fits)
        pieces.append((piece, fits is not None))
    return tuple(pieces)
