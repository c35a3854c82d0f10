"""Two descriptions field by field: each finding with its weight and a sentence for whoever decides."""

import datetime as dt
import math
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from intake.matching import weights
from intake.matching.background import Background
from intake.matching.description import MARK_WORDS, Description, Number, each_mark
from intake.matching.engine import Finding, Table
from intake.matching.name_comparison import name_finding
from intake.models import IdentifierKind, Sex
from ppks_service.areas.codes import DISTRICT, PROVINCE, REGENCY, VILLAGE
from ppks_service.indonesian import in_sentence
from ppks_service.text import folded

ORIGIN_WORDS = {
    "village": "Asal dari desa/kelurahan yang sama",
    "district": "Asal dari kecamatan yang sama",
    "regency": "Asal dari kabupaten/kota yang sama",
    "other_district": "Asal dari kabupaten/kota yang sama, kecamatan lain",
    "province": "Asal dari provinsi yang sama, kabupaten/kota lain",
    "different": "Asal dari provinsi yang berbeda",
}
# From where on the words of two marks, of 100, are the same but for a slip of the pen, or alike.
SAME, LIKE = 92, 75
PLACE_WORDS = {
    "district": "Pernah ditemui di kecamatan yang sama",
    "regency": "Pernah ditemui di kabupaten/kota yang sama",
    "different": "Ditemui di tempat yang berbeda",
}


def findings(left: Description, right: Description, known: Background) -> Iterator[Finding]:
    """Everything that both descriptions say something about; the same whichever is first."""
    found = (
        name_finding(left.names, right.names, known.share),
        _sex(left, right),
        _birth(left, right),
        _birth_place(left, right),
        _origin(left, right, known),
        *_numbers(left, right),
        _marks(left, right),
        _relations(left, right),
        _places(left, right),
    )
    return (finding for finding in found if finding is not None)


def _finding(field: str, table: Table, level: str, words: str) -> Finding:
    return Finding(field, level, table[level].bits, words)


def _sex(left: Description, right: Description) -> Finding | None:
    if Sex.UNKNOWN in (left.sex, right.sex):
        return None
    if left.sex != right.sex:
        return _finding("sex", weights.SEX, "different", "Jenis kelamin berbeda")
    level = "male" if left.sex == Sex.MALE else "female"
    words = f"Jenis kelamin sama: {in_sentence(Sex(left.sex).label)}"
    return _finding("sex", weights.SEX, level, words)


# --- Birth -----------------------------------------------------------------------------------


def _birth(left: Description, right: Description) -> Finding | None:
    one, other = left.birth_year, right.birth_year
    if left.birthday is not None and right.birthday is not None:
        return _days(*sorted((left.birthday, right.birthday)))
    one = left.birthday.year if left.birthday else one
    other = right.birthday.year if right.birthday else other
    if one is None or other is None:
        return None
    apart = abs(one - other)
    estimated = [d.birth_is_estimated and d.birthday is None for d in (left, right)]
    if any(estimated):
        level = _band("guesses" if all(estimated) else "estimate", apart, 1, 3, 8, 14)
        years = zip((one, other), estimated, strict=True)
        both = " dan ".join(sorted(f"{'±' if about else ''}{year}" for year, about in years))
        words = f"Perkiraan lahir cocok: {both}"
        if weights.BIRTH[level].bits < 0:
            words = f"Perkiraan lahir tidak cocok: {both} (selisih {apart} tahun)"
        return _finding("birth", weights.BIRTH, level, words)
    if apart == 0:
        return _finding("birth", weights.BIRTH, "year", f"Tahun lahir sama: {one}")
    level = _band("year", apart, 2, 8)
    first, last = sorted((one, other))
    words = f"Tahun lahir berbeda: {first} dan {last} (selisih {apart} tahun)"
    return _finding("birth", weights.BIRTH, level, words)


def _days(one: dt.date, other: dt.date) -> Finding:
    both = f"{one:%d-%m-%Y} dan {other:%d-%m-%Y}"
    same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    if one == other:
        level, words = "day", f"Tanggal lahir sama: {one:%d-%m-%Y}"
    elif one.year == other.year and (one.day, one.month) == (other.month, other.day):
        level, words = "swapped", f"Tanggal dan bulan lahir tertukar: {both}"
    elif same == 2 and abs(one.year - other.year) in (0, 1, 2, 3, 10, 9, 18, 20, 30):
        level, words = "near", f"Tanggal lahir hampir sama: {both}"
    else:
        apart = abs(one.year - other.year)
        level = _band("day_years", apart, 2, 8) if apart <= 8 else "day_apart"
        words = f"Tanggal lahir berbeda: {both}"
    return _finding("birth", weights.BIRTH, level, words)


def _band(kind: str, apart: int, *bounds: int) -> str:
    return next((f"{kind}_{bound}" for bound in bounds if apart <= bound), f"{kind}_apart")


# --- Where from, where met -------------------------------------------------------------------


def _birth_place(left: Description, right: Description) -> Finding | None:
    one, other = sorted((_place(left.birth_place), _place(right.birth_place)))
    if not one or not other:
        return None
    if one == other:
        words = f"Tempat lahir sama: {one.title()}"
        return _finding("birth_place", weights.BIRTH_PLACE, "same", words)
    both = f"{one.title()} dan {other.title()}"
    if JaroWinkler.similarity(one, other) >= 0.9 or one in other or other in one:
        words = f"Tempat lahir hampir sama: {both}"
        return _finding("birth_place", weights.BIRTH_PLACE, "like", words)
    words = f"Tempat lahir berbeda: {both}"
    return _finding("birth_place", weights.BIRTH_PLACE, "different", words)


@lru_cache(maxsize=4096)
def _place(text: str) -> str:
    words = folded(text).split()
    return " ".join(word for word in words if word not in ("kota", "kabupaten", "kab", "kec"))


def _origin(left: Description, right: Description, known: Background) -> Finding | None:
    one, other = left.home, right.home
    if _cards(left) & _cards(right):  # of one family: its card says the same of both
        one, other = (side.home_by(IdentifierKind.NIK) for side in (left, right))
    if not one or not other:
        return None
    level, code = _shared_area(one, other) or ("different", "")
    if level == "regency" and min(max(map(len, one)), max(map(len, other))) > REGENCY:
        level = "other_district"
    bits = weights.ORIGIN[level].bits
    # Few are from Sukamara, many from Medan: where the areas are counted, the rarer proves more.
    if level != "different" and (share := known.area(code[:DISTRICT])):
        chance = share * weights.VILLAGES if level == "village" else share
        bits = math.log2(weights.ORIGIN[level].m / chance)
    return Finding("origin", level, bits, ORIGIN_WORDS[level])


def _cards(description: Description) -> set[str]:
    return {number.hash for number in description.numbers if number.kind == IdentifierKind.KK}


def _places(left: Description, right: Description) -> Finding | None:
    if not left.places or not right.places:
        return None
    level = (_shared_area(left.places, right.places) or ("different", ""))[0]
    if level == "village":
        level = "district"
    if level not in ("district", "regency"):
        level = "different"
    return _finding("places", weights.PLACES, level, PLACE_WORDS[level])


def _shared_area(
    some: tuple[str, ...] | frozenset[str], others: tuple[str, ...] | frozenset[str]
) -> tuple[str, str] | None:
    """The smallest area in which one of ``some`` and one of ``others`` both lie: its kind, its code."""
    for level, length in (
        ("village", VILLAGE), ("district", DISTRICT), ("regency", REGENCY), ("province", PROVINCE),
    ):  # fmt: skip
        here = {code[:length] for code in some if len(code) >= length}
        if both := here & {code[:length] for code in others if len(code) >= length}:
            return level, min(both)
    return None


# --- Numbers, marks, company -----------------------------------------------------------------


def _numbers(left: Description, right: Description) -> Iterator[Finding]:
    """One finding for each kind of number that both have: the best of that kind."""
    for kind in sorted({n.kind for n in left.numbers} & {n.kind for n in right.numbers}):
        ones = [number for number in left.numbers if number.kind == kind]
        others = [number for number in right.numbers if number.kind == kind]
        how = max(
            (_agreement(one, other) for one in ones for other in others),
            key=["different", "near", "same"].index,
        )
        label = IdentifierKind(kind).label
        if kind == IdentifierKind.KK:
            if how == "same":
                words = "Nomor KK sama: satu keluarga, mungkin satu orang"
                yield _finding("kk", weights.NUMBER, "kk_same", words)
            continue
        words = {
            "same": f"{label} sama",
            "near": f"{label} hampir sama: satu angka berbeda atau dua angka tertukar",
            "different": f"{label} berbeda",
        }[how]
        group = "nik" if kind == IdentifierKind.NIK else "other"
        yield _finding(kind, weights.NUMBER, f"{group}_{how}", words)


def _agreement(one: Number, other: Number) -> str:
    if one.hash == other.hash:
        return "same"
    return "near" if one.hash in other.near or other.hash in one.near else "different"


def _marks(left: Description, right: Description) -> Finding | None:
    ones, others = each_mark(left.marks), each_mark(right.marks)
    if not ones or not others:
        return None
    best = max(_alike(one, other) for one in ones for other in others)
    if best >= SAME and min(_found_again(ones, others), _found_again(others, ones)) > 1:
        return _finding("marks", weights.MARKS, "several", "Beberapa ciri tubuh sama")
    if best >= SAME:
        return _finding("marks", weights.MARKS, "same", "Ciri tubuh sama")
    if best >= LIKE:
        return _finding("marks", weights.MARKS, "like", "Ciri tubuh mirip")
    return _finding("marks", weights.MARKS, "different", "Ciri tubuh berbeda")


def _found_again(marks: list[frozenset[str]], others: list[frozenset[str]]) -> int:
    return sum(any(_alike(mark, other) >= SAME for other in others) for mark in marks)


@lru_cache(maxsize=8192)
def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike the words of two marks are, of 100; where one only says more than the other, wholly."""
    if one == other or (min(len(one), len(other)) >= MARK_WORDS and (one <= other or other <= one)):
        return 100.0
    return fuzz.ratio(" ".join(sorted(one)), " ".join(sorted(other)))


def _relations(left: Description, right: Description) -> Finding | None:
    if left.person_id in right.relations or right.person_id in left.relations:
        words = "Tercatat sebagai dua orang yang berhubungan atau ditemui bersama"
        return _finding("relations", weights.RELATIONS, "each_other", words)
    if left.relations & right.relations:
        words = "Berhubungan dengan orang yang sama"
        return _finding("relations", weights.RELATIONS, "shared", words)
    return None
