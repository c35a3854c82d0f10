"""A month as a workbook: one sheet a part, figures as numbers, every word as text."""

import io
from collections.abc import Sequence
from typing import Any

from evaluation.models import IssuedReport
from evaluation.months import Month
from evaluation.papers import seal
from evaluation.reports.figures import MonthlyReport
from evaluation.reports.layout import ROUNDING, Cell, Row, Table
from evaluation.reports.tables import parts
from ppks_service.indonesian import long_moment

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS = {
    "population": "1 Penghuni",
    "intake": "2 Orang masuk",
    "people": "3 Orang dan kasus",
    "spm": "4 SPM",
    "referrals": "5 Rujukan",
    "documents": "6 Identitas dan surat",
    "outcomes": "7 Hasil",
    "monitoring": "8 Pemantauan",
}


def workbook(
    month: Month,
    report: MonthlyReport,
    *,
    drawn_at: Any,
    issued: IssuedReport | None = None,
    changes: Sequence[Any] = (),
) -> bytes:
    """The nine parts and what changed. Words that begin with = stay words: nothing is a formula."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": f"Laporan evaluasi PPKS {month.label}", "author": "Dinas Sosial"})
    book.set_calc_mode("manual")
    style = _Styles(book)
    for part in parts(report):
        sheet = book.add_worksheet(SHEETS[part.code])
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 30, 12)
        sheet.write_string(0, 0, f"{part.title}, {month.label}", style.title)
        line = 2
        for table in part.tables:
            line = _write(sheet, table, line, style)
    _closing_sheet(book, style, month, drawn_at, issued, changes)
    book.close()
    return out.getvalue()


class _Styles:
    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format(
            {"bold": True, "bg_color": "#e8f2f6", "border": 1, "text_wrap": True}
        )
        self.number = book.add_format({"num_format": "#,##0"})
        self.mean = book.add_format({"num_format": "#,##0.0"})
        self.share = book.add_format({"num_format": "0.0%"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})


def _write(sheet: Any, table: Table, line: int, style: _Styles) -> int:
    """Write ``table`` from row ``line`` on; returns where the next one begins."""
    sheet.write_string(line, 0, f"Tabel {table.number}. {table.caption}", style.bold)
    line += 1
    if table.is_empty:
        sheet.write_string(line, 0, "Tidak ada.")
        return line + 2
    for column, head in enumerate([table.first, *table.flat_columns]):
        sheet.write_string(line, column, head, style.head)
    for row in [*table.rows, *([table.total] if table.total else [])]:
        line += 1
        _write_row(sheet, row, line, style)
    if table.note:
        line += 1
        sheet.write_string(line, 0, table.note)
    return line + 2


def _write_row(sheet: Any, row: Row, line: int, style: _Styles) -> None:
    sheet.write_string(line, 0, row.head)
    for column, cell in enumerate(row.cells, start=1):
        _write_cell(sheet, line, column, cell, style)


def _write_cell(sheet: Any, line: int, column: int, cell: Cell, style: _Styles) -> None:
    if cell.value is None:
        return  # not reported: an empty cell, and no 0
    if isinstance(cell.value, str):
        sheet.write_string(line, column, cell.value)
    elif cell.is_share:
        sheet.write_number(line, column, cell.value, style.share)
    else:
        mean = isinstance(cell.value, float)
        sheet.write_number(line, column, cell.value, style.mean if mean else style.number)


def _closing_sheet(
    book: Any,
    style: _Styles,
    month: Month,
    drawn_at: Any,
    issued: IssuedReport | None,
    changes: Sequence[Any],
) -> None:
    """Part 9: how the report came about, what changed in closed months, problems and follow-up."""
    sheet = book.add_worksheet("9 Penutupan")
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 3, 20)
    state = "Ditutup" if issued else "SEMENTARA, bulan belum ditutup"
    facts = [
        ("Bulan", month.label),
        ("Keadaan", state),
        ("Ditarik", long_moment(drawn_at)),
        ("Sidik", issued.figures_hash if issued else ""),
        ("Sidik pendek", seal(issued.figures_hash) if issued else ""),
        ("Pembulatan", ROUNDING),
    ]
    line = 0
    for name, value in facts:
        sheet.write_string(line, 0, name, style.bold)
        sheet.write_string(line, 1, value)
        line += 1
    line += 1
    for column, head in enumerate(["Perubahan atas bulan tertutup", "Semula", "Menjadi", "Sebab"]):
        sheet.write_string(line, column, head, style.head)
    for change in changes:
        line += 1
        sheet.write_string(line, 0, f"{change.of.label}, {change.label}")
        for column, value in ((1, change.before), (2, change.after)):
            if value is not None:
                sheet.write_number(line, column, value)
        sheet.write_string(line, 3, change.cause)
    line += 2
    sheet.write_string(line, 0, "Masalah dan tindak lanjut", style.bold)
    for note in (issued.notes if issued else "").splitlines():
        line += 1
        sheet.write_string(line, 0, note, style.wrap)
