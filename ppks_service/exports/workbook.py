"""A table as XLSX whose cells are never formulas: "=1+1" in a name stays a name."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from ppks_service.indonesian import long_date, long_moment

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_AT_MOST = 32_000  # Excel's own bound is 32 767 letters

type Cell = str | int | float | dt.date | dt.datetime | None


def table_workbook(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    facts: Sequence[str] = (),
    widths: Sequence[int] = (),
    marks: Sequence[str] = (),
) -> bytes:
    """One sheet: ``facts`` above (the watermark), then the head, then ``rows``.

    ``marks`` names heads whose filled cells stand out. Text is written as text, whatever it begins with.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_sheet_name(title))
    strong = book.add_format({"bold": True})
    head_format = book.add_format(
        {"bold": True, "bg_color": "#e8f2f6", "border": 1, "text_wrap": True, "valign": "top"}
    )
    marked = book.add_format({"bg_color": "#fdf0d2", "text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    for line, fact in enumerate(facts):
        sheet.write_string(line, 0, fact[:CELL_AT_MOST], strong if line == 0 else None)
    top = len(facts) + bool(facts)
    for column, head in enumerate(heads):
        sheet.write_string(top, column, head, head_format)
        sheet.set_column(column, column, widths[column] if column < len(widths) else 18)
    last = top
    for last, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row):
            stands_out = value not in (None, "") and heads[column] in marks
            _write(sheet, last, column, value, marked if stands_out else plain)
    sheet.freeze_panes(top + 1, 0)
    if last > top:
        sheet.autofilter(top, 0, last, len(heads) - 1)
    if facts:
        sheet.set_footer(f"&L{_escaped(facts[0])}&RHalaman &P dari &N")
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _write(sheet: Any, line: int, column: int, value: Cell, style: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(line, column, "ya" if value else "tidak", style)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, value, style)
    elif isinstance(value, dt.datetime):
        sheet.write_string(line, column, long_moment(value), style)
    elif isinstance(value, dt.date):
        sheet.write_string(line, column, long_date(value), style)
    else:
        sheet.write_string(line, column, str(value)[:CELL_AT_MOST], style)


def _sheet_name(title: str) -> str:
    return "".join(c for c in title if c not in "[]:*?/\\'")[:31] or "Daftar"


def _escaped(text: str) -> str:
    return text.replace("&", "&&")[:200]
