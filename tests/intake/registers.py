"""A register with every kind of mess that offices' spreadsheets hold; everybody in it is invented.

Each line of ``MESS`` is a row of the sheet: what is untidy in it, its cells, and the verdict that a
careful reader would give, with the kind of problem (or None: the row is no data).
"""

import datetime as dt
import io
from typing import Any

import xlsxwriter

from intake.models import Person
from tests.factories import a_person

READY, WARNING, ERROR, DOUBLE = "ready", "warning", "error", "double"
HEAD_ABOVE = [
    "NO",
    "NAMA",
    "IDENTITAS",
    "",
    "",
    "TGL MASUK",
    "JENIS PMKS",
    "ALAMAT",
    "TGL KELUAR",
    "KET",
]
HEAD_BELOW = ["", "", "L/P", "UMUR", "NIK", "", "", "", "", ""]
FIRST_LINE = 5  # of MESS in the spreadsheet: a title, a blank row and two rows of head are above
NIK = "1271011203809001"  # 12 March 1980, a man; serials from 9000 on are ours


def row(
    name="Budi Contoh",
    sex="L",
    age="40",
    nik="",
    came="12/08/2022",
    kind="Gelandangan",
    **more: Any,
):
    return [
        "1",
        name,
        sex,
        age,
        nik,
        came,
        kind,
        more.get("origin", "Medan"),
        more.get("left", ""),
        more.get("note", ""),
    ]


MESS: list[tuple[str, list[Any], str | None, str]] = [
    ("plain", row("Ani Satu", "P", "30"), READY, ""),
    ("date in words", row("Bambang Dua", came="12 Agustus 2022"), READY, ""),
    ("short date", row("Citra Tiga", "P", came="12/8/22"), READY, ""),
    ("month cut short", row("Dedi Empat", came="5 Agst 2022"), READY, ""),
    ("a real date cell", row("Eka Lima", came=dt.date(2022, 8, 12)), READY, ""),
    ("a serial number", row("Fajar Enam", came=44785), ERROR, "date_serial"),
    ("a date that is none", row("Gita Tujuh", "P", came="31/02/2022"), ERROR, "date"),
    ("day and month changed over", row("Hadi Delapan", came="08/25/2022"), ERROR, "date"),
    ("a date to come", row("Indra Sembilan", came="12/08/2099"), ERROR, "date_future"),
    ("only the month", row("Joko Sepuluh", came="Agustus 2022"), WARNING, "date_month"),
    ("only the year", row("Kiki Sebelas", "P", came="2021"), WARNING, "date_year"),
    ("no date", row("Lina Duabelas", "P", came=""), ERROR, "came_empty"),
    ("weekday before", row("Maman Tigabelas", came="Jumat, 12-08-2022"), READY, ""),
    ("about sixty", row("Nina Empatbelas", "P", "±60 th"), READY, ""),
    ("in the fifties", row("Oki Limabelas", age="50an"), READY, ""),
    ("a month old", row("Putra Enambelas", age="1 bln"), READY, ""),
    ("a range", row("Qori Tujuhbelas", age="30-35"), READY, ""),
    ("a year of birth for an age", row("Rani Delapanbelas", "P", "1980"), WARNING, "age_year"),
    ("an age in a word", row("Sari Sembilanbelas", "P", "dewasa"), WARNING, "age_word"),
    ("an age that cannot be", row("Tono Duapuluh", age="430"), ERROR, "age"),
    ("Mr X", row("Mr X", "L", "50"), WARNING, "no_name"),
    ("Tanpa nama", row("Tanpa Nama", "P", "25"), WARNING, "no_name"),
    ("no name and nothing else", row("", "", "", origin=""), ERROR, "nameless"),
    ("a NIK that is right", row("Umar Duasatu", "L", "42", NIK), READY, ""),
    ("a NIK that Excel rounded", row("Vera Duadua", "P", "40", "1.27101E+15"), ERROR, "nik"),
    ("a NIK too short", row("Wati Duatiga", "P", "40", "12710300000"), ERROR, "nik"),
    ("a NIK with points", row("Yudi Duaempat", "L", "42", "1271.0112.0380.9002"), READY, ""),
    ("a NIK of the other sex", row("Zaki Dualima", "L", "42", "1271015203809003"), WARNING, "nik_warning"),
    ("Lk for L", row("Agus Duaenam", "Lk"), READY, ""),
    ("Pr for P", row("Bunga Duatujuh", "Pr."), READY, ""),
    ("a dash for sex", row("Candra Duadelapan", "-"), READY, ""),
    ("an unknown letter for sex", row("Dina Duasembilan", "W"), ERROR, "sex"),
    ("several in one row", row("Siti dan 2 anak", "P", "28"), ERROR, "several"),
    ("a type nobody knows", row("Hana Tigatiga", "P", kind="lain-lain"), WARNING, "type"),
    ("gepeng", row("Edi Tigapuluh", kind="GEPENG"), WARNING, "type"),
    ("orgil", row("Feri Tigasatu", kind="orgil"), READY, ""),
    ("anjal", row("Gani Tigadua", age="12", kind="Anjal"), READY, ""),
    ("ditto marks", ["1", "Iwan Tigaempat", '"', "33", "", "sda", "s.d.a", '"', "", ""], READY, ""),
    ("blanks around", row("  Jaya   Tigalima  ", " L ", " 44 "), READY, ""),
    ("a line break in a cell", row("Karno\nTigaenam"), READY, ""),
    ("left before coming", row("Lastri Tigatujuh", "P", left="01/08/2022"), ERROR, "left_before"),
    ("a number of the family card in no shape", row("Mira Tigadelapan", "P", note="HP 0812"), READY, ""),
    ("all capitals", row("NURHAYATI TIGASEMBILAN", "P"), READY, ""),
    ("a formula for a name", row("=1+1"), READY, ""),
    ("the very row again", row("Ani Satu", "P", "30"), DOUBLE, ""),
    ("the head again", [a or b for a, b in zip(HEAD_ABOVE, HEAD_BELOW, strict=True)], None, ""),
    ("an empty row", [""] * 10, None, ""),
    ("a title", ["BULAN SEPTEMBER 2022", *[""] * 9], None, ""),
    ("numbers of columns", [str(n) for n in range(1, 11)], None, ""),
    ("a sum", ["JUMLAH", "", "45", "", "", "", "", "", "", ""], None, ""),
    ("a signature", ["", "", "", "", "", "", "", "Mengetahui, Kepala UPT", "", ""], None, ""),
]  # fmt: skip


def on_record(name: str, **fields: Any) -> Person:
    """Somebody known before, with a number that no import will give again."""
    person = a_person(name, **fields)
    person.register_number = f"R-2019-{person.pk:06d}"
    person.save(update_fields=["register_number"])
    return person


def messy_register() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    hidden = book.add_worksheet("Lama")
    hidden.write_string(0, 0, "NAMA")
    sheet = book.add_worksheet("Jan–Des")
    sheet.activate()
    sheet.set_first_sheet()
    hidden.hide()
    title = book.add_format()
    sheet.merge_range(0, 0, 0, 9, "REGISTER RAZIA (CONTOH, ORANG REKAAN)", title)
    for column, head in enumerate(HEAD_ABOVE):
        if head and column != 2:
            sheet.merge_range(2, column, 3, column, head, title)
    sheet.merge_range(2, 2, 2, 4, "IDENTITAS", title)
    for column in (2, 3, 4):
        sheet.write_string(3, column, HEAD_BELOW[column])
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for line, (_, cells, _, _) in enumerate(MESS, start=FIRST_LINE - 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, dt.date):
                sheet.write_datetime(line, column, dt.datetime.combine(cell, dt.time()), day)
            elif isinstance(cell, int):
                sheet.write_number(line, column, cell)
            elif cell != "":
                sheet.write_string(line, column, cell)
    book.close()
    return out.getvalue()


def small_register(*rows: list[Any], head: list[str] | None = None) -> bytes:
    """A tidy one: the usual columns and these rows."""
    head = head or [
        "No",
        "Nama",
        "L/P",
        "Umur",
        "NIK",
        "Tgl Masuk",
        "Jenis",
        "Alamat",
        "Tgl Keluar",
        "Ket",
    ]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("2022")
    for line, cells in enumerate([head, *rows]):
        for column, cell in enumerate(cells):
            sheet.write_string(line, column, str(cell))
    book.close()
    return out.getvalue()
