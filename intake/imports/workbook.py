"""The cells of a spreadsheet as text, whatever program wrote it."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

ROWS_AT_MOST = 60_000
COLUMNS_AT_MOST = 60
CELL_AT_MOST = 500  # letters of one cell that are kept
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx, ods; xls


class Unreadable(Exception):
    """The file cannot be read as a register. The text is for the user."""


@dataclass(frozen=True)
class Sheet:
    """One visible sheet: its name and its cells, row by row, from the first row and column on."""

    name: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def read(content: bytes) -> list[Sheet]:
    """The visible sheets that hold something. Raises ``Unreadable``.

    A merged cell says its words in every row and column that it spans.
    """
    if content.startswith(SPREADSHEETS):
        return _spreadsheet(content)
    return _text(content)


def column_letter(index: int) -> str:
    """``A`` for 0, ``AA`` for 26: what the spreadsheet's own head says."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _spreadsheet(content: bytes) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [
            meta.name
            for meta in book.sheets_metadata
            if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
        ]
        found = [_sheet(book, name) for name in shown]
    except CalamineError as broken:
        raise Unreadable(
            "Berkas rusak atau terkunci kata sandi. Buka di Excel, simpan ulang tanpa kata sandi."
        ) from broken
    found = [sheet for sheet in found if sheet.rows]
    if not found:
        raise Unreadable("Tidak ada lembar yang berisi. Lembar tersembunyi tidak dibaca.")
    return found


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > ROWS_AT_MOST:
        raise Unreadable(
            f"Lembar “{name}” lebih dari {ROWS_AT_MOST} baris. Bagi menjadi beberapa berkas."
        )
    rows = [
        [_words(cell) for cell in row[:COLUMNS_AT_MOST]]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _spread(rows, top, left, bottom, right)
    return Sheet(name, _trimmed(rows))


def _spread(rows: list[list[str]], top: int, left: int, bottom: int, right: int) -> None:
    if top >= len(rows) or left >= len(rows[top]) or not rows[top][left]:
        return
    for row in rows[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = rows[top][left]


def _words(cell: Any) -> str:
    """A cell as a clerk would read it: no ``.0`` behind whole numbers, dates day first."""
    if isinstance(cell, str):
        return " ".join(cell.split())[:CELL_AT_MOST]
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e17 else repr(cell)
    if isinstance(cell, dt.datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    return " ".join(str(cell).split())[:CELL_AT_MOST]


def _text(content: bytes) -> list[Sheet]:
    if b"\x00" in content[:4096]:
        raise Unreadable("Berkas ini bukan XLSX, XLS, ODS, atau CSV.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text[:8192]
    delimiter = max(";,\t|", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        rows = [[_words(cell) for cell in row[:COLUMNS_AT_MOST]] for row in reader]
    except csv.Error as broken:
        raise Unreadable("Berkas CSV tidak dapat dibaca. Simpan ulang sebagai XLSX.") from broken
    if len(rows) > ROWS_AT_MOST:
        raise Unreadable(f"Berkas lebih dari {ROWS_AT_MOST} baris. Bagi menjadi beberapa berkas.")
    trimmed = _trimmed(rows)
    if not trimmed or max(len(row) for row in trimmed) < 2:
        raise Unreadable("Tidak ditemukan tabel di berkas ini. Simpan ulang sebagai XLSX.")
    return [Sheet("CSV", trimmed)]


def _trimmed(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Without the empty rows at the end and the empty columns at the right."""
    kept = [tuple(row) for row in rows]
    while kept and not any(kept[-1]):
        kept.pop()
    width = max((index + 1 for row in kept for index, cell in enumerate(row) if cell), default=0)
    return tuple((row + ("",) * width)[:width] for row in kept)
