"""What the columns of a register may become, and how their heads are recognised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from intake.imports.workbook import Sheet, column_letter
from ppks_service.text import folded

HEAD_WITHIN = 25  # rows from the top in which the head is looked for
SAMPLES = 3


class Field(models.TextChoices):
    """What one column of a register says."""

    NAME = "name", "Nama"
    ALIAS = "alias", "Sebutan atau alias"
    SEX = "sex", "Jenis kelamin"
    AGE = "age", "Usia atau perkiraan usia"
    BORN = "born", "Tanggal lahir (boleh dengan tempat)"
    BIRTH_PLACE = "birth_place", "Tempat lahir"
    NIK = "nik", "NIK"
    KK = "kk", "Nomor KK"
    ORIGIN = "origin", "Alamat atau asal"
    CAME = "came", "Tanggal masuk"
    DOOR = "door", "Cara masuk"
    PLACE = "place", "Tempat ditemukan"
    TYPE = "type", "Jenis PPKS"
    CONDITION = "condition", "Keadaan"
    LEFT = "left", "Tanggal keluar"
    END = "end", "Hasil akhir atau tindak lanjut"
    NOTE = "note", "Keterangan (masuk catatan)"


# Folded heads, the surest first; a head that begins with one of them is taken for it too.
HEADS: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        "nama", "nama lengkap", "nama klien", "nama ppks", "nama pmks", "nama penerima",
    ),
    Field.ALIAS: ("alias", "sebutan", "nama panggilan", "panggilan", "nama lain"),
    Field.SEX: ("l p", "jenis kelamin", "jk", "kelamin", "lk pr", "sex", "gender", "jns kelamin"),
    Field.AGE: ("umur", "usia", "perkiraan usia", "perkiraan umur", "thn", "umur tahun"),
    Field.BORN: (
        "tanggal lahir", "tgl lahir", "ttl", "tempat tanggal lahir", "tempat tgl lahir",
        "tempat dan tanggal lahir", "tgl lhr",
    ),
    Field.BIRTH_PLACE: ("tempat lahir", "tmp lahir", "tmpt lahir"),
    Field.NIK: ("nik", "no ktp", "nomor ktp", "no nik", "nomor induk kependudukan", "no identitas"),
    Field.KK: ("no kk", "nomor kk", "kk", "kartu keluarga"),
    Field.ORIGIN: ("alamat", "asal", "daerah asal", "asal daerah", "alamat asal", "domisili", "kab kota"),
    Field.CAME: (
        "tanggal masuk", "tgl masuk", "tanggal razia", "tgl razia", "tanggal terjaring", "tgl terjaring",
        "tanggal diterima", "tgl terima", "tanggal", "tgl",
    ),
    Field.DOOR: ("cara masuk", "sumber", "rujukan dari", "pengantar", "asal rujukan", "diantar oleh", "dasar"),
    Field.PLACE: ("lokasi", "tempat ditemukan", "lokasi razia", "tkp", "lokasi terjaring", "titik"),
    Field.TYPE: ("jenis ppks", "jenis pmks", "jenis", "kategori", "ppks", "pmks", "klasifikasi"),
    Field.CONDITION: ("kondisi", "keadaan", "kondisi fisik", "masalah"),
    Field.LEFT: ("tanggal keluar", "tgl keluar", "tanggal pulang", "tgl pulang", "tanggal terminasi"),
    Field.END: ("tindak lanjut", "hasil", "terminasi", "alasan keluar", "status akhir", "penyaluran"),
    Field.NOTE: ("ket", "keterangan", "catatan"),
}  # fmt: skip
NUMBERING = frozenset({"no", "nomor", "no urut", "nomor urut", "urut"})


@dataclass(frozen=True)
class Column:
    """One column of the file: where it is, what its head says, some of its cells, what it becomes."""

    index: int
    head: str
    samples: tuple[str, ...]
    field: str = ""

    @property
    def letter(self) -> str:
        return column_letter(self.index)

    @property
    def place(self) -> str:
        """``kolom E “TGL MASUK”``: as a person would point to it."""
        return f"kolom {self.letter} “{self.head}”" if self.head else f"kolom {self.letter}"

    def as_data(self) -> dict[str, Any]:
        return {
            "index": self.index,
            "head": self.head,
            "samples": list(self.samples),
            "field": self.field,
        }


@dataclass(frozen=True)
class Head:
    """Where the head of a sheet is: rows ``first`` to ``last`` (0 is the sheet's first row)."""

    first: int
    last: int
    names: tuple[str, ...]


def find_head(sheet: Sheet) -> Head:
    """The row that names most columns, with a second row below it where the head has two.

    Where no row names two columns the first filled one is taken: a person can still pair by hand.
    """
    best, best_score = 0, 0
    for index, row in enumerate(sheet.rows[:HEAD_WITHIN]):
        score = len({guess(cell) for cell in row} - {""})
        if score > best_score:
            best, best_score = index, score
    if best_score < 2:
        best = next((i for i, row in enumerate(sheet.rows) if any(row)), 0)
        return Head(best, best, sheet.rows[best])
    if best + 1 < len(sheet.rows) and _goes_on(sheet.rows[best], sheet.rows[best + 1]):
        return Head(best, best + 1, _joined(sheet.rows[best], sheet.rows[best + 1]))
    if best and _goes_on(sheet.rows[best - 1], sheet.rows[best]):
        return Head(best - 1, best, _joined(sheet.rows[best - 1], sheet.rows[best]))
    return Head(best, best, sheet.rows[best])


def _goes_on(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether ``lower`` is the second row of one head: it names columns and holds no figures."""
    if any(any(c.isdigit() for c in cell) for cell in lower):
        return False
    repeated = sum(1 for a, b in zip(upper, lower, strict=True) if b and a == b)  # merged downwards
    named = {guess(cell) for cell in lower if cell} - {""}
    own = sum(1 for a, b in zip(upper, lower, strict=True) if b and a != b)
    spans = len({cell for cell in upper if cell}) < sum(1 for cell in upper if cell)
    return bool(repeated and own) or (bool(named) and own <= 4 and (spans or "" in upper))


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        a if a == b or not b else b if not a else f"{a} {b}"
        for a, b in zip(upper, lower, strict=True)
    )


def guess(head: str) -> str:
    """The field that a head names, or ``""``."""
    plain = folded(head)
    if not plain or plain in NUMBERING or len(plain) > 60:
        return ""
    for field, names in HEADS.items():
        if plain in names:
            return field
    # "Tanggal masuk panti", "Umur (th)": the longest name that the head begins or ends with.
    found = [
        (len(name), field)
        for field, names in HEADS.items()
        for name in names
        if len(name) > 2 and (plain.startswith(f"{name} ") or plain.endswith(f" {name}"))
    ]
    return str(max(found)[1]) if found else ""


def propose(sheet: Sheet, head: Head, remembered: Mapping[str, str]) -> list[Column]:
    """The columns with what each becomes: as this office paired it last, else by its name."""
    taken: set[str] = set()
    columns = []
    for index, name in enumerate(head.names):
        cells = [row[index] for row in sheet.rows[head.last + 1 :] if row[index]]
        if not name and not cells:
            continue
        field = remembered.get(folded(name), guess(name)) if name else ""
        if field in taken and field != Field.NOTE:
            field = ""
        taken.add(field)
        columns.append(Column(index, name[:120], tuple(dict.fromkeys(cells))[:SAMPLES], field))
    return columns
