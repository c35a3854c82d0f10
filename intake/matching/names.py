"""Indonesian names made comparable: old and new spelling, abbreviations, titles, word order.

Three forms of one name, from strict to loose:

``normal``  every word as it is spelt today: ``Moh. Soeparman`` is ``muhammad suparman``;
``key``     of a normal word, its consonants as they are heard: ``suparman`` is ``sprmn``;
``keys``    of a whole name, what the index of names holds: keys of words, of pairs of words in any
            order, and of the whole name.

The database computes the same (``ppks_name_normal`` and its like, migrations 0005 and 0008), so that rows
written in bulk need no Python; a test compares the two.
"""

import re
from functools import lru_cache
from itertools import combinations
from string import ascii_lowercase
from typing import NamedTuple

from ppks_service.text import folded

# Said before or after a name, and no part of it. A single "h" is a title unless it ends the name.
TITLES = frozenset(
    "alm almarhum almarhumah almh hj haji hajjah ibu bu bpk bapak pak tn ny nn sdr sdri dr drs dra ir "
    "prof ust ustad ustadz kh tgk tuan nyonya nona anak bayi mr mrs nama spd se sh skm amd "
    "bin binti bt bte boru br alias als".split()
)
# What follows is the father's name, which others leave out.
OF_FATHER = frozenset("bin binti bt bte".split())
# One name, however it is written; first its ``spelt`` form.
SHORT_FOR = {
    short: name
    for name, shorts in {
        "muhamad": "mhd muh moh moch mohd muhammad mohamad mohammad mohamed muchamad muchammad "
        "mochamad mochammad mukhamad mokhamad muhamat muhammat",
        "siti": "st sitti sity city",
        "abdul": "abd abdoel abdull",
        "ahmad": "achmad akhmad ahmat",
        "abdulah": "abdullah abdulloh abduloh abdoellah",
        "nur": "noer nor",
    }.items()
    for short in shorts.split()
}
# Written for somebody whom nobody knows.
NAMELESS = re.compile(
    r"^(tidak dikenal|tak dikenal|tanpa nama|tanpa identitas|tidak diketahui|tidak tahu|unknown"
    r"|tidak ada nama|belum diketahui|mr x|mrs x|mister x)\b"
)
# The old spelling and the letters that stand for one another, in this order.
LETTERS = (
    ("oe", "u"), ("tj", "c"), ("dj", "j"), ("chr", "kr"), ("ch", "h"), ("kh", "h"), ("j", "y"),
    ("ph", "f"), ("v", "f"), ("q", "k"), ("x", "ks"), ("dh", "d"), ("th", "t"), ("gh", "g"),
    ("bh", "b"), ("sh", "s"), ("ie", "i"),
)  # fmt: skip
# Letters that are taken for one another: Ali is heard as Ale, Gulo as Gulu, Rizki as Riski.
HEARD = str.maketrans("fdgqzceowy", "ptkkssiuui")
MOST_WORDS = 6
SHORTEST_KEY = 3

# Family names of the Batak, Karo, Mandailing and Nias: written before or after, or left out.
MARGA = frozenset(
    "batubara ginting gultom gulo halawa harahap harefa hasibuan hutabarat hutagalung hutapea "
    "hutasoit hutauruk lase laia limbong lubis lumbantobing lumbangaol lumbanraja malau manalu manik "
    "manurung marpaung matondang mendrofa munthe nababan nainggolan napitupulu nasution ndruru "
    "pakpahan panggabean pane pangaribuan pardede pasaribu pohan purba rangkuti rambe ritonga rajagukguk "
    "sagala samosir saragih sembiring siagian sianipar siahaan sibarani sibuea sidabutar sihombing "
    "sihotang sijabat silaban silaen silalahi silitonga simanjuntak simamora simatupang simbolon sinaga "
    "sinambela sinulingga sinurat siregar sirait sitanggang sitepu sitompul sitorus situmorang "
    "situmeang tambunan tampubolon tanjung tarigan perangin angin karokaro telaumbanua turnip "
    "waruwu zai zebua zega zendrato daeli laoli bangun barus bukit daulay batubara dalimunthe "
    "parinduri tobing doloksaribu aritonang butarbutar damanik girsang hutajulu".split()
)


class Word(NamedTuple):
    """One word of a name: as written (folded), as spelt today, its consonants, and as it is heard."""

    written: str
    normal: str
    key: str
    heard: str

    @property
    def is_marga(self) -> bool:
        return self.normal in _MARGA_NORMAL


@lru_cache(maxsize=8192)
def words(name: str) -> tuple[Word, ...]:
    """The words that tell one bearer from another; none of a placeholder such as ``Mr X``."""
    plain = folded(name)
    if not plain or NAMELESS.match(plain):
        return ()
    parts = plain.split()
    kept = [
        part
        for position, part in enumerate(parts, 1)
        if part not in TITLES and not (part == "h" and position < len(parts))
    ]
    found = [word for part in kept or parts for word in _words_of(part)]
    return tuple(found[:MOST_WORDS])


@lru_cache(maxsize=8192)
def without_father(name: str) -> str | None:
    """``Abdullah`` of ``Abdullah bin Ilham``; None where no father is named."""
    parts = folded(name).split()
    at = next((i for i, part in enumerate(parts) if i and part in OF_FATHER), None)
    return " ".join(parts[:at]) if at and words(" ".join(parts[:at])) else None


@lru_cache(maxsize=8192)
def _words_of(part: str) -> tuple[Word, ...]:
    """What one folded word comes to: two words where ``abdul`` is written to the next."""
    spelt_today = _split_abdul(SHORT_FOR.get(part) or spelt(part))
    return tuple(Word(part, word, key(word), heard(word)) for word in spelt_today)


@lru_cache(maxsize=8192)
def normal(name: str) -> str:
    """``name`` as it is spelt today, without titles; empty for a placeholder.

    >>> normal("H. Moh. Soeparman")
    'muhamad suparman'
    """
    return " ".join(word.normal for word in words(name))


def spelt(word: str) -> str:
    """One folded word in today's spelling, with single letters for double ones."""
    for old, new in LETTERS:
        word = word.replace(old, new)
    word = re.sub(r"(.)\1+", r"\1", word)
    if len(word) > 2 and word.endswith("y"):
        word = word[:-1] + "i"
    word = SHORT_FOR.get(word, word)
    return re.sub(r"(.)\1+", r"\1", word)


def key(word: str) -> str:
    """The consonants of a normal word as they are heard; a short word with its vowels."""
    plain = heard(word)
    if len(word) <= 4:
        return plain
    first = "a" if plain[0] in "aiu" else plain[0]
    sound = re.sub(r"(.)\1+", r"\1", first + re.sub("[aiu]", "", plain[1:]))
    return sound if len(sound) >= SHORTEST_KEY else plain


def heard(word: str) -> str:
    """A normal word as one hears it: of letters that are taken for one another, always the same."""
    return re.sub(r"(.)\1+", r"\1", word.translate(HEARD).replace("h", "")) or word


def keys(name: str) -> frozenset[str]:
    """What the index of names holds of ``name``: see the module's text.

    ``=`` begins the whole name, written together; ``~`` a normal word, for counting how common it is.
    """
    found = words(name)
    if not found:
        return frozenset()
    of_words = sorted({word.key for word in found if len(word.key) > 1})
    pairs = {f"{a}+{b}" for a, b in combinations(of_words, 2)}
    whole = "=" + "".join(word.normal for word in found)
    return frozenset(of_words) | pairs | {whole} | {f"~{word.normal}" for word in found}


def one_letter_off(word: str) -> frozenset[str]:
    """A normal word with one letter wrong, missing or too many, or with two neighbours swapped."""
    found = {f"{word}{letter}" for letter in ascii_lowercase}
    for i, here in enumerate(word):
        head, tail = word[:i], word[i + 1 :]
        found |= {f"{head}{letter}{tail}" for letter in ascii_lowercase}
        found |= {f"{head}{letter}{here}{tail}" for letter in ascii_lowercase}
        found |= {head + tail, head + tail[:1] + here + tail[1:]}
    return frozenset(found - {word})


@lru_cache(maxsize=1024)
def near_keys(word: str) -> frozenset[str]:
    """The keys of the words that are ``one_letter_off``, without its own."""
    near = {key(other) for other in one_letter_off(word)}
    return frozenset(other for other in near - {key(word)} if len(other) >= SHORTEST_KEY)


def _split_abdul(word: str) -> tuple[str, ...]:
    """``abdurahman`` is ``abdul rahman``; ``abdulah`` is one word."""
    if word == "abdulah":
        return (word,)
    if match := re.fullmatch(r"abdul([a-z]{4,})", word):
        return ("abdul", match[1])
    if match := re.fullmatch(r"abdu([rsnzdt][a-z]{3,})", word):
        return ("abdul", match[1])
    return (word,)


_MARGA_NORMAL = frozenset(spelt(name) for name in MARGA)
