"""What the sixteen digits of a NIK say, and what speaks against them (domain.md §9.1).

There is no check digit: only Dukcapil can tell whether a number is registered. So what cannot be a
NIK is an error, and what merely disagrees with the rest of the file is a warning that may be
overruled knowingly.
"""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass

from ppks_service.areas.codes import REGENCY
from ppks_service.indonesian import long_date

PROVINCES = frozenset(
    str(code)
    for first, last in (
        (11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82), (91, 96),
    )
    for code in range(first, last + 1)
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """The parts of a number that has the shape of a NIK."""

    province: str
    regency: str  # dotted, as areas are coded: 12.71
    district: str
    sex: str  # "L" or "P"
    birth_days: tuple[dt.date, ...]  # one for each century it may mean, the latest first

    def born_on(self, near: dt.date | None = None) -> dt.date:
        """The birth date; the century is the one nearest to ``near``, else the latest past one."""
        if near is None:
            return self.birth_days[0]
        return min(self.birth_days, key=lambda day: abs((day - near).days))


def digits(number: str) -> str:
    """``number`` without the blanks, points and dashes that people write into it."""
    return re.sub(r"[\s.\-]", "", number)


def errors(number: str, *, today: dt.date) -> list[str]:
    """Why ``number`` cannot be a NIK, as sentences; none when it can."""
    if not re.fullmatch(r"[0-9]{16}", number):
        return [f"NIK terdiri dari 16 angka; yang ditulis {len(number)} huruf atau angka."]
    if len(set(number)) == 1:
        return ["NIK tidak mungkin 16 angka yang sama semua."]
    if number.endswith("0000"):
        return ["Empat angka terakhir NIK tidak mungkin 0000."]
    if not _birth_days(number, today):
        return [
            "Angka ke-7 sampai ke-12 bukan tanggal lahir. "
            "Periksa lagi, atau apakah ini nomor KK (kartu keluarga)?"
        ]
    return []


def read(number: str, *, today: dt.date) -> Reading:
    """The parts of ``number``, which has no ``errors``."""
    return Reading(
        province=number[:2],
        regency=f"{number[:2]}.{number[2:4]}",
        district=f"{number[:2]}.{number[2:4]}.{number[4:6]}",
        sex="P" if int(number[6:8]) > 40 else "L",
        birth_days=_birth_days(number, today),
    )


def warnings(
    number: str,
    *,
    today: dt.date,
    sex: str = "U",
    born_on: dt.date | None = None,
    birth_is_exact: bool = False,
    known_areas: Collection[str] | None = None,
    family_card: str = "",
    origin: tuple[str, str] = ("", ""),
) -> list[str]:
    """What in ``number`` disagrees with what else is known; sentences for who decides.

    ``known_areas`` are the codes of its province, regency and district that exist today, or None
    where the list of areas is not at hand. ``origin`` is the code and the name of where the file says
    that the person comes from.
    """
    reading = read(number, today=today)
    found = []
    if reading.province not in PROVINCES:
        found.append(f"Kode provinsi {reading.province} tidak dikenal.")
    elif known_areas is not None and reading.regency not in known_areas:
        found.append(
            f"Kode kabupaten/kota {reading.regency} tidak ada di daftar sekarang; mungkin kode lama."
        )
    elif known_areas is not None and reading.district not in known_areas:
        found.append(
            f"Kode kecamatan {reading.district} tidak ada di daftar sekarang; mungkin kode lama."
        )
    code, place = origin
    if code and not reading.regency.startswith(code[:REGENCY]):
        found.append(
            f"Menurut NIK pertama terdaftar di wilayah {reading.regency}; asal di berkas {place}. "
            "Mungkin pernah pindah."
        )
    if sex in ("L", "P") and sex != reading.sex:
        words = "perempuan" if reading.sex == "P" else "laki-laki"
        found.append(f"Menurut NIK orang ini {words}; di berkas tidak demikian.")
    if born_on is not None:
        day = reading.born_on(born_on)
        if birth_is_exact and day != born_on:
            found.append(
                f"Tanggal lahir menurut NIK {long_date(day)}; di berkas {long_date(born_on)}."
            )
        elif not birth_is_exact and abs(day.year - born_on.year) > 5:
            found.append(f"Tahun lahir menurut NIK {day.year}; perkiraan di berkas {born_on.year}.")
    if family_card and family_card == number:
        found.append("Angka ini sama dengan nomor KK orang ini; mungkin tertukar.")
    return found


def masked(number: str) -> str:
    """``1271••••••••9003``: the first and last four, as lists and files show a number."""
    if len(number) <= 8:
        return "•" * max(len(number) - 2, 0) + number[-2:]
    return f"{number[:4]}{'•' * (len(number) - 8)}{number[-4:]}"


def _birth_days(number: str, today: dt.date) -> tuple[dt.date, ...]:
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    day = day - 40 if day > 40 else day
    found = []
    for century in (2000, 1900):
        try:
            date = dt.date(century + year, month, day)
        except ValueError:
            continue
        if date <= today:
            found.append(date)
    return tuple(found)
