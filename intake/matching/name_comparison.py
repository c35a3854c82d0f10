"""Two names word by word, whatever their order: what agrees, how, and what is left over."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from intake.matching import weights
from intake.matching.engine import Finding
from intake.matching.names import SHORT_FOR, Word, without_father, words
from intake.matching.weights import NAME_FLOOR, NAME_SPREAD, NAME_WORD

LEVELS = list(NAME_WORD)
LIKE = 0.88
# Two words are taken for one that is written with a letter wrong only where they are so long.
TOGETHER = 8
Share = Callable[[str], float]


@dataclass
class Alignment:
    """Which words of two names belong together, and the words that have no counterpart."""

    pairs: list[tuple[str, Word, Word]] = field(default_factory=list)
    left: list[Word] = field(default_factory=list)
    right: list[Word] = field(default_factory=list)
    is_reordered: bool = False


class LeftOver(NamedTuple):
    """Words in conflict; words and marga that only one name has; whether one word is the whole of both."""

    conflicts: int
    dropped: int
    margas: int
    is_complete: bool


def name_finding(left: Sequence[str], right: Sequence[str], share: Share) -> Finding | None:
    """The best agreement between any name of one person and any of the other; None where one has none."""
    best = best_alignment(left, right, share)
    if best is None:
        return None
    bits, alignment, one, other = best
    level = "different" if not alignment.pairs else "conflict" if _conflicts(alignment) else "fits"
    if level == "fits" and {pair[0] for pair in alignment.pairs} == {"same"}:
        level = "same" if not (alignment.left or alignment.right) else "part"
    return Finding("name", level, bits, sentence(one, other, alignment))


def best_alignment(
    left: Sequence[str], right: Sequence[str], share: Share
) -> tuple[float, Alignment, str, str] | None:
    """What the best alignment of two persons' names weighs, the alignment, and the names as written."""
    best: tuple[float, Alignment, str, str] | None = None
    for one, of_one in _readings(left):
        for other, of_other in _readings(right):
            alignment = align(of_one, of_other)
            bits = alignment_bits(alignment, share)
            if best is None or bits > best[0]:
                best = bits, alignment, one, other
    return best


def _readings(names: Sequence[str]) -> list[tuple[str, tuple[Word, ...]]]:
    """Each name with its words; one with the father's name without it too."""
    found = []
    for name in names:
        found.append((name, words(name)))
        if short := without_father(name):
            found.append((name, words(short)))
    return [(name, parts) for name, parts in found if parts]


def align(left: Sequence[Word], right: Sequence[Word]) -> Alignment:
    """Pair the words of two names, the surest agreement first; each word is used once."""
    left, right = _joined(left, right), _joined(right, left)
    possible = []
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            level = word_level(one, other)
            if level is not None:
                possible.append((LEVELS.index(level), -len(one.normal) - len(other.normal), i, j))
    alignment = Alignment()
    lefts, rights, order = set(range(len(left))), set(range(len(right))), []
    for rank, _, i, j in sorted(
        possible, key=lambda p: (p[0], p[1], p[2] + p[3], abs(p[2] - p[3]))
    ):
        if i in lefts and j in rights:
            lefts.remove(i)
            rights.remove(j)
            order.append((i, j))
            alignment.pairs.append((LEVELS[rank], left[i], right[j]))
    alignment.left = [left[i] for i in sorted(lefts)]
    alignment.right = [right[j] for j in sorted(rights)]
    seconds = [j for _, j in sorted(order)]
    alignment.is_reordered = seconds != sorted(seconds)
    return alignment


def word_level(one: Word, other: Word) -> str | None:
    """How two words agree, the surest first: see ``weights.NAME_WORD``; None where they do not."""
    a, b = one.normal, other.normal
    if a == b:
        return "same" if one.written == other.written else "spelling"
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return "initial" if long[0] == short else None
    distance = OSA.distance(a, b, score_cutoff=2)
    if one.heard == other.heard or (one.key == other.key and distance <= 2):
        return "sound"
    if (distance <= 1 and len(long) >= 4) or (distance <= 2 and len(short) >= 7):
        return "typo"
    if len(short) >= 3 and long.startswith(short):
        return "short"
    if len(short) >= 4 and JaroWinkler.similarity(a, b) >= LIKE:
        return "like"
    return None


def alignment_bits(alignment: Alignment, share: Share) -> float:
    """What an alignment weighs: words that agree by their rarity, less what is left over."""
    bits = 0.0
    for level, one, other in alignment.pairs:
        common = max(share(one.normal), share(other.normal))
        if level == "initial":
            common = 0.0
        chance = min(max(common * NAME_SPREAD[level], NAME_FLOOR[level]), 0.5)
        bits += math.log2(NAME_WORD[level] / chance)
    left = left_over(alignment)
    bits += weights.NAME_CONFLICT * left.conflicts + weights.NAME_COMPLETE * left.is_complete
    bits += weights.NAME_DROPPED * left.dropped + weights.NAME_DROPPED_MARGA * left.margas
    return max(bits, weights.NAME_LEAST)


def left_over(alignment: Alignment) -> LeftOver:
    """What is left over beside the words that agree."""
    conflicts = _conflicts(alignment)
    # Of the side with more words left over, those beyond the conflicts were merely dropped.
    more = max(alignment.left, alignment.right, key=len)
    margas = min(sum(word.is_marga for word in more), len(more) - conflicts)
    is_complete = len(alignment.pairs) == 1 and not more
    return LeftOver(conflicts, len(more) - conflicts - margas, margas, is_complete)


def sentence(one: str, other: str, alignment: Alignment) -> str:
    """The reason in words, as ``Nama hampir sama: Suparman ~ Soeparman (ejaan lama)``."""
    one, other = sorted((one.strip(), other.strip()))
    if not alignment.pairs:
        return f"Nama berbeda: {one} ≠ {other}"
    notes = list(dict.fromkeys(filter(None, (_note(*pair) for pair in alignment.pairs))))
    if alignment.is_reordered:
        notes.append("urutan kata lain")
    if _conflicts(alignment):
        a, b = sorted(
            " ".join(w.written for w in side) for side in (alignment.left, alignment.right)
        )
        notes.append(f"“{a}” ≠ “{b}”")
        return f"Nama sebagian sama: {one} ~ {other} ({'; '.join(notes)})"
    for word in (*alignment.left, *alignment.right):
        notes.append(f"{'marga' if word.is_marga else 'kata'} “{word.written}” hanya di satu nama")
    if not notes:
        return f"Nama sama: {one}"
    return f"Nama hampir sama: {one} ~ {other} ({'; '.join(notes)})"


def _note(level: str, one: Word, other: Word) -> str:
    """What made two words differ that belong together."""
    if level == "spelling":
        is_short = one.written in SHORT_FOR or other.written in SHORT_FOR
        return "cara menulis lain" if is_short else "ejaan lama"
    return {
        "sound": "bunyi sama",
        "typo": "beda satu-dua huruf",
        "like": "mirip",
        "short": "nama pendek",
        "initial": "inisial",
    }.get(level, "")


def _conflicts(alignment: Alignment) -> int:
    return min(len(alignment.left), len(alignment.right))


def _joined(names: Sequence[Word], others: Sequence[Word]) -> list[Word]:
    """``names`` with two words made one where ``others`` write them so: Nur Aini, Nuraini."""
    found: list[Word] = []
    for word in names:
        whole = _written_together(found[-1], word, others) if found else None
        if whole:
            found[-1] = whole
        else:
            found.append(word)
    return found


def _written_together(one: Word, other: Word, names: Sequence[Word]) -> Word | None:
    """``one`` and ``other`` as one word where a word of ``names`` is both, in either order, or nearly."""
    for first, second in ((one, other), (other, one)):
        whole = Word(*map("".join, zip(first, second, strict=True)))
        if any(_nearly(whole, name) for name in names):
            return whole._replace(written=f"{first.written} {second.written}")
    return None


def _nearly(one: Word, other: Word) -> bool:
    """Whether two words are heard alike; of long ones but for a letter."""
    if abs(len(one.normal) - len(other.normal)) > 1 or one.heard[0] != other.heard[0]:
        return False
    return one.heard == other.heard or (
        len(one.normal) >= TOGETHER and OSA.distance(one.heard, other.heard, score_cutoff=1) <= 1
    )
