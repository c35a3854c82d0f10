"""The number of a civil servant: birth date (8), month of appointment (6), sex (1), serial (3)."""

import datetime as dt
import re

from django.core.exceptions import ValidationError

PARTS = re.compile(r"^(\d{8})(\d{6})([12])(\d{3})$")
CONTRACT = re.compile(r"^(\d{4})2[1-9]$")
YOUNGEST = 15  # years between birth and appointment that nobody falls below


def check_nip(number: str) -> None:
    """Raise ``ValidationError`` with the part that cannot be (BKN, Peraturan Kepala 22/2007)."""
    if re.fullmatch(r"\d{18}", number) is None:
        raise ValidationError("NIP terdiri dari 18 angka.")
    match = PARTS.match(number)
    if match is None:
        raise ValidationError("Angka ke-15 NIP adalah 1 (laki-laki) atau 2 (perempuan).")
    born = _date(match[1], "Delapan angka pertama NIP adalah tanggal lahir, tahun lebih dulu.")
    # Of a contract (PPPK) the month's place counts the contracts from 21 on.
    since = _date(
        f"{CONTRACT.sub(r'\g<1>01', match[2])}01",
        "Angka ke-9 sampai ke-14 NIP adalah tahun dan bulan pengangkatan.",
    )
    if since.year - born.year < YOUNGEST:
        raise ValidationError("Pada NIP ini pengangkatan mendahului usia kerja; periksa angkanya.")


def _date(digits: str, sentence: str) -> dt.date:
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as impossible:
        raise ValidationError(sentence) from impossible
