"""A register as large and as untidy as a province's, for measuring the import."""

import io
import random

from ppks_service.development.demo import names

HEAD = [
    "NO", "NAMA", "L/P", "UMUR", "NIK", "ALAMAT", "TGL MASUK", "JENIS PMKS", "LOKASI", "TGL KELUAR",
    "TINDAK LANJUT", "KET",
]  # fmt: skip
TYPES = ("Gelandangan", "pengemis", "ODGJ", "anjal", "Lansia terlantar", "gepeng", "manusia silver")
PLACES = ("Medan", "Kab. Deli Serdang", "Binjai", "tidak diketahui", "Asahan", "Aceh")
ENDS = ("dijemput keluarga", "dipulangkan ke daerah asal", "dirujuk ke RSJ", "kabur", "")


def make_register(rows: int, *, seed: int = 7) -> bytes:
    """An XLSX with ``rows`` invented people, a tenth of them written untidily."""
    import xlsxwriter

    chance = random.Random(seed)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False})
    sheet = book.add_worksheet("2015-2025")
    sheet.write_string(0, 0, "REGISTER CONTOH (orang rekaan)")
    sheet.write_row(2, 0, HEAD)
    for number in range(1, rows + 1):
        sheet.write_row(2 + number, 0, _person(number, chance))
    book.close()
    return out.getvalue()


def _person(number: int, chance: random.Random) -> list[object]:
    sex = chance.choice("LP")
    first = chance.choice(names.MALE if sex == "L" else names.FEMALE)
    name = f"{first} {chance.choice(names.SECOND)} {chance.choice(names.FAMILY)}".upper()
    age = chance.randint(3, 80)
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2015, 2025)
    untidy = chance.random() < 0.1
    born = year - age
    nik = f"1271{number % 21 + 1:02d}{day + (40 if sex == 'P' else 0):02d}{month:02d}{born % 100:02d}9{number % 1000:03d}"
    return [
        number,
        chance.choice(("Mr X", "Tanpa nama", "", name)) if untidy else name,
        chance.choice(("-", "Lk", "W", sex)) if untidy else sex,
        chance.choice((f"±{age} th", f"{age // 10}0an", "6 bln", "")) if untidy else age,
        nik if chance.random() < 0.6 else "",
        chance.choice(PLACES),
        f"{day} Agst {year}" if untidy else f"{day:02d}/{month:02d}/{year}",
        chance.choice(TYPES),
        "Simpang contoh",
        f"28/12/{year}" if chance.random() < 0.5 else "",
        chance.choice(ENDS),
        "",
    ]
