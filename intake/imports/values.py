"""Single cells, read as an officer would read them: a value, or a sentence why not."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from intake.models import BirthPrecision, EndReason, EntryDoor, Sex
from ppks_service.text import folded

EXCEL_EPOCH = dt.date(1899, 12, 30)
EARLIEST = dt.date(1990, 1, 1)  # before it no register of the office begins
OLDEST = 115
DITTO = frozenset({'"', "”", "“", "''", ",,", "sda", "s d a", "idem", "dito", "ditto", "sama"})
EMPTY = frozenset({"", "-", "--", "–", "—", "?", "0", "x", "n/a", "na", "nihil", "null", "."})
NOT_KNOWN = frozenset(
    "tidak diketahui|tidak tahu|tdk tahu|tdk diketahui|tidak ada|tdk ada|belum diketahui|kosong".split(
        "|"
    )
)
LONGEST_EMPTY = 20
LONGEST_DITTO = 6
NAMELESS = re.compile(
    r"^(mr|mrs|ms|tn|ny)?\.? ?x+( ?\d+)?$|^(tanpa|tidak (di)?ketahui|tak dikenal|tidak dikenal|tdk dikenal|"
    r"no ?name|anonim|belum (di)?ketahui|tidak ada)\b|^(mr|mrs) ?x\b|^orang gila$|^odgj( \d+)?$"
)
SEXES = {
    "l": Sex.MALE, "lk": Sex.MALE, "laki": Sex.MALE, "laki laki": Sex.MALE, "lelaki": Sex.MALE,
    "pria": Sex.MALE, "cowok": Sex.MALE, "laki2": Sex.MALE, "lk lk": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE,
    "p": Sex.FEMALE, "pr": Sex.FEMALE, "perempuan": Sex.FEMALE, "wanita": Sex.FEMALE, "prp": Sex.FEMALE,
    "pw": Sex.FEMALE, "cewek": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE,
}  # fmt: skip
MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari jan january", "februari feb pebruari peb february febr", "maret mar mrt march",
            "april apr", "mei may", "juni jun june", "juli jul july", "agustus agst agt agu ags aug august agus",
            "september sep sept", "oktober okt oct october", "november nov nop nopember",
            "desember des dec december",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
# Words in a register → what they say; the first that fits counts.
DOORS = (
    ("razia|penertiban|satpol|terjaring|jangkau|operasi", EntryDoor.RAID),
    ("polisi|polres|polsek|polda|polrestabes", EntryDoor.POLICE),
    ("rs |rsu|rsj|rumah sakit|puskesmas", EntryDoor.HOSPITAL),
    ("dinas|dinsos|kemensos|kabupaten|upt", EntryDoor.OTHER_OFFICE),
    ("keluarga|anaknya|ibunya|saudara", EntryDoor.FAMILY),
    ("datang sendiri|sendiri|walk in", EntryDoor.WALK_IN),
    ("masyarakat|laporan|warga|kepling|lurah|rt|rw", EntryDoor.REPORT),
    ("viral|berita|medsos|media", EntryDoor.VIRAL),
)
ENDS = (
    ("meninggal|wafat", EndReason.DIED),
    ("melarikan diri|kabur|lari", EndReason.ABSCONDED),
    ("dikeluarkan", EndReason.PUT_OUT),
    ("dipulangkan|pulang ke|pemulangan|daerah asal", EndReason.RETURNED),
    ("keluarga|dijemput|reunifikasi|orang tua|orangtua", EndReason.REUNITED),
    ("rujuk|rsj|rumah sakit|upt|panti|lembaga|pindah", EndReason.TRANSFERRED),
    ("bekerja|mandiri|usaha|kerja", EndReason.INDEPENDENT),
    ("menikah", EndReason.MARRIED),
    ("selesai", EndReason.COMPLETED),
    ("bukan", EndReason.NOT_TARGET),
)
# The 26 types in the words of the law and of the street; None: a person must choose.
TYPES: tuple[tuple[str, str], ...] = (
    ("balita", "01"), ("anak berhadapan|abh", "03"), ("anjal|anak jalan|anak punk|punk", "04"),
    ("anak.*disab|anak.*cacat|adk", "05"), ("anak.*kekerasan|anak korban", "06"),
    ("anak.*perlindungan|amp?k", "07"), ("anak.*t[e]?rlantar|anak telantar", "02"),
    ("lansia|lanjut usia|jompo", "08"),
    ("odgj|orgil|gila|jiwa|psikotik|disabilitas|cacat|tuna ?(netra|rungu|wicara|daksa|grahita|laras)|odk", "09"),
    ("wts|tuna ?susila|psk|pekerja seks", "10"),
    ("pengemis|peminta|silver|badut|boneka|ondel", "12"), ("pemulung|pulung", "13"),
    ("gelandang|tuna ?wisma|tunawisma|gerobak|orang terlantar|orang telantar", "11"),
    ("minoritas", "14"), ("bekas.*(napi|binaan)|eks napi|bwblp", "15"), ("hiv|aids|odha", "16"),
    ("napza|narkoba|pecandu|ngelem", "17"), ("perdagangan orang|tppo|trafficking|traf[f]?iking", "18"),
    ("korban.*kekerasan|kdrt", "19"), ("migran|tki|tkw|pmb", "20"), ("bencana alam", "21"),
    ("bencana sosial", "22"), ("prse|rawan sosial", "23"), ("fakir|miskin", "24"),
    ("keluarga bermasalah|kbsp", "25"), ("adat terpencil|kat", "26"),
)  # fmt: skip
# Two types in one word: which of them, only a person can say.
AMBIGUOUS = re.compile(r"gepeng|\bpgot\b|gelandangan\s*(dan|&|/)?\s*pengemis")
SEVERAL = re.compile(
    r"\b(dan|dgn|dengan|&|\+|beserta|serta)\b.*\b(\d+|dua|tiga|empat|lima)?\s*(orang )?(anak|bayi|org|orang|istri|suami)\b"
    r"|\(\s*\d+\s*(org|orang)\s*\)|\b\d+\s*(org|orang)\b|[/;].+\b[a-z]{3}",
    re.IGNORECASE,
)


class Read[T](NamedTuple):
    """What a cell came to. ``why`` says what is wrong with it; ``code`` names the kind of fault."""

    value: T | None
    why: str = ""
    code: str = ""
    is_error: bool = False
    guess: str = ""


def is_empty(text: str) -> bool:
    return len(text) <= LONGEST_EMPTY and _says_nothing(text)


@lru_cache(maxsize=4096)
def _says_nothing(text: str) -> bool:
    plain = text.strip().lower()
    return plain in EMPTY or plain.strip(" .-()") in NOT_KNOWN


def is_ditto(text: str) -> bool:
    return len(text) <= LONGEST_DITTO and _says_as_above(text)


@lru_cache(maxsize=4096)
def _says_as_above(text: str) -> bool:
    return text.strip().lower() in DITTO or folded(text) in DITTO


def sex(text: str, answers: dict[str, str]) -> Read[str]:
    """L, P or unknown. ``answers`` says what other words mean, as a person told."""
    if is_empty(text):
        return Read(Sex.UNKNOWN)
    word = folded(text)
    if word in SEXES:
        return Read(SEXES[word])
    if word in answers:
        return Read(answers[word])
    why = "Tidak dikenal: hanya L, P, atau kosong"
    return Read(None, why, "sex", True, guess=Sex.FEMALE if word[:1] == "w" else "")


@dataclass(frozen=True)
class Birth:
    born_on: dt.date
    precision: str
    said_by: str = ""


def age(text: str, on: dt.date) -> Read[Birth]:
    """A birth date out of an age said on ``on``: always an estimate, however exact it looks."""
    return Read(None) if is_empty(text) else _aged(text, on.year)


@lru_cache(maxsize=4096)
def _aged(text: str, on: int) -> Read[Birth]:
    plain = text.lower().replace(",", ".")
    numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", plain)]
    if not numbers:
        words = {"balita": 3, "bayi": 0, "anak": 10, "remaja": 15, "dewasa": 30, "lansia": 65}
        for word, years in words.items():
            if word in plain:
                return Read(_born(on, years), f"Usia dibaca kira-kira {years} tahun", "age_word")
        return Read(None, "Usia tidak terbaca", "age", True)
    if re.search(r"\b(bln|bulan|bl)\b|\d(bln|bulan|bl)\b", plain):
        months = numbers[-1] + (12 * numbers[0] if len(numbers) > 1 else 0)
        return _checked_age(text, on, months / 12)
    if re.search(r"\b(hr|hari|mgg|minggu)\b", plain):
        return Read(_born(on, 0))
    if re.search(r"\d0 ?-?an\b", plain):
        return _checked_age(text, on, numbers[0] + 5)
    if len(numbers) > 1 and re.search(r"\d\s*(-|–|s/?d|sampai|/)\s*\d", plain):
        return _checked_age(text, on, (numbers[0] + numbers[1]) / 2)
    return _checked_age(text, on, numbers[0])


def _checked_age(text: str, on: int, years: float) -> Read[Birth]:
    if 1900 <= years <= on:  # a year of birth in the column of ages
        return Read(
            Birth(dt.date(int(years), 1, 1), BirthPrecision.YEAR, "register lama"),
            f"Dibaca sebagai tahun lahir {int(years)}",
            "age_year",
        )
    if years > OLDEST:
        return Read(None, f"Usia {years:g} tahun tidak mungkin", "age", True)
    return Read(_born(on, years))


def _born(on: int, years: float) -> Birth:
    return Birth(dt.date(on - int(years), 1, 1), BirthPrecision.ESTIMATE, "register lama")


@dataclass(frozen=True)
class Day:
    """A day as exactly as it was written: ``day``, ``month`` or ``year``."""

    on: dt.date
    precision: str = BirthPrecision.DAY


@lru_cache(maxsize=4096)
def day(
    text: str, *, today: dt.date, serials: bool = False, earliest: dt.date = EARLIEST
) -> Read[Day]:
    """A date in any of the ways that registers write it: day first, months in words, serial numbers.

    ``serials`` says that a person allowed to read bare numbers as Excel's.
    """
    plain = text.strip().lower().replace("’", "'")
    plain = re.sub(r"^(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\s*[,/]?\s*", "", plain)
    plain = re.split(r"\s+(?:pukul|jam|pkl)\b|\s+\d{1,2}[:.]\d{2}", plain)[0].strip(" .,")
    if re.fullmatch(r"\d{5}(\.\d+)?|\d{2}\.\d{3}", plain):
        return _serial(plain, today, serials, earliest)
    read = _written(plain)
    if read.value is None:
        return read
    found = read.value
    if found.on > today:
        return Read(None, "Tanggal belum tiba", "date_future", True)
    if found.on < earliest:
        return Read(None, f"Tanggal sebelum {earliest.year} tidak mungkin", "date", True)
    return read


def _serial(plain: str, today: dt.date, serials: bool, earliest: dt.date) -> Read[Day]:
    digits = plain.replace(".", "") if re.fullmatch(r"\d{2}\.\d{3}", plain) else plain
    on = EXCEL_EPOCH + dt.timedelta(days=int(float(digits)))
    if not earliest <= on <= today:
        return Read(None, "Angka, bukan tanggal", "date", True)
    if serials:
        return Read(Day(on))
    return Read(
        None,
        f"Angka, bukan tanggal; mungkin {on.day}/{on.month}/{on.year}",
        "date_serial",
        True,
    )


def _written(plain: str) -> Read[Day]:
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(t.*|\s.*)?", plain):
        return _real(int(match[3]), int(match[2]), int(match[1]))
    if match := re.fullmatch(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})", plain):
        return _real(int(match[1]), int(match[2]), _year(match[3]))
    if match := re.fullmatch(
        r"(\d{1,2})\s*[-/. ]*\s*([a-z]+)\.?\s*[-/., ']*\s*(\d{4}|\d{2})", plain
    ):
        if match[2] in MONTHS:
            return _real(int(match[1]), MONTHS[match[2]], _year(match[3]))
        return Read(None, f"Bulan “{match[2]}” tidak dikenal", "date", True)
    if match := re.fullmatch(r"([a-z]+)\.?\s*[-/., ']*\s*(\d{4})", plain):
        if match[1] in MONTHS:
            on = dt.date(int(match[2]), MONTHS[match[1]], 1)
            return Read(Day(on, BirthPrecision.MONTH), "Hanya bulan dan tahun", "date_month")
    elif match := re.fullmatch(r"(\d{1,2})[-/](\d{4})", plain):
        if 1 <= int(match[1]) <= 12:
            on = dt.date(int(match[2]), int(match[1]), 1)
            return Read(Day(on, BirthPrecision.MONTH), "Hanya bulan dan tahun", "date_month")
    elif match := re.fullmatch(r"(19|20)\d{2}", plain):
        return Read(Day(dt.date(int(plain), 1, 1), BirthPrecision.YEAR), "Hanya tahun", "date_year")
    return Read(None, "Tanggal tidak terbaca", "date", True)


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year <= 40 else 1900 + year


def _real(number: int, month: int, year: int) -> Read[Day]:
    from ppks_service.indonesian import MONTHS as NAMES

    try:
        return Read(Day(dt.date(year, month, number)))
    except ValueError:
        if month > 12 and 1 <= number <= 12:
            return Read(
                None, f"Bulan {month} tidak ada; mungkin hari dan bulan tertukar", "date", True
            )
        if 1 <= month <= 12:
            return Read(None, f"Tanggal {number} {NAMES[month - 1]} tidak ada", "date", True)
        return Read(None, "Tanggal tidak ada", "date", True)


def nik(text: str) -> Read[str]:
    """Sixteen digits, or why not; whether they are a NIK, ``intake.nik`` says."""
    if is_empty(text):
        return Read(None)
    plain = re.sub(r"[\s.\-'`_/]", "", text)
    if re.search(r"\d[.,]?\d*e\+?\d+", text.lower()):
        return Read(None, "Excel membulatkan angka ini; angka belakangnya hilang", "nik", True)
    if not plain.isdecimal():
        return Read(None, "Berisi huruf; NIK 16 angka", "nik", True)
    if len(plain) == 16 and plain[-3:] == "000" and plain[-4:] != "0000":
        return Read(plain, "Tiga angka terakhir 000; mungkin dibulatkan Excel", "nik_rounded")
    if len(plain) != 16:
        return Read(None, f"{len(plain)} angka; NIK 16 angka", "nik", True)
    return Read(plain)


def is_nameless(text: str) -> bool:
    """Mr X, "Tanpa nama", "ODGJ 3": words that name nobody."""
    return is_empty(text) or bool(NAMELESS.match(folded(text)))


def name(text: str) -> str:
    """A name as it is kept: without titles' points at the end, all capitals made readable."""
    plain = " ".join(text.split()).strip(" ,;-")
    plain = re.sub(r"^\d+[.)]\s*", "", plain)
    return plain.title() if plain.isupper() and len(plain) > 3 else plain


def names_several(text: str) -> bool:
    """Whether a cell speaks of several people: "Siti dan 2 anak", "Ucok / Butet"."""
    return bool(SEVERAL.search(text))


def several_counted(text: str) -> int | None:
    """How many come beside the first, where the words say so."""
    words = {"dua": 2, "tiga": 3, "empat": 4, "lima": 5}
    match = re.search(r"\b(\d+|dua|tiga|empat|lima)\s*(orang )?(anak|org|orang)", text.lower())
    if match:
        return int(match[1]) if match[1].isdecimal() else words[match[1]]
    return 1 if re.search(r"\b(anak|bayi|istri|suami)", text.lower()) else None


@lru_cache(maxsize=1024)
def chosen(text: str, table: tuple[tuple[str, object], ...]) -> str:
    """The first entry of ``table`` whose pattern is in ``text``, or ``""``."""
    plain = f"{folded(text)} "
    for pattern, value in table:
        if re.search(rf"(?:^|\b)(?:{pattern})", plain):
            return str(value)
    return ""


def ppks_types(text: str, answers: dict[str, str]) -> Read[list[str]]:
    """Codes of the 26 types, the main one first; a warning where a person has to choose."""
    if is_empty(text):
        return Read([])
    whole = folded(text)
    if whole in answers:
        return Read([answers[whole]] if answers[whole] else [])
    if AMBIGUOUS.search(text.lower()):
        return Read([], "Bisa Gelandangan, bisa Pengemis: pilih salah satu", "type", guess="11")
    if codes := _codes(text):
        return Read(list(codes))
    return Read([], "Jenis tidak dikenal; pilih salah satu dari 26 jenis", "type")


@lru_cache(maxsize=1024)
def _codes(text: str) -> tuple[str, ...]:
    """The codes of the types that the parts of a cell name, without doubles."""
    codes: list[str] = []
    for part in re.split(r"[,/;+&]|\bdan\b", text.lower()):
        plain = folded(part)
        if re.fullmatch(r"0?[1-9]|1\d|2[0-6]", plain):
            codes.append(plain.zfill(2))
        elif plain and (code := chosen(plain, TYPES)):
            codes.append(code)
    return tuple(dict.fromkeys(codes))
