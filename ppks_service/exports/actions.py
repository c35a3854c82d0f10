"""Taking a list out of the house, written down with its reason."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.exports.registry import ROWS_AT_MOST, Column, Found, ListExport
from ppks_service.exports.workbook import Cell, table_workbook
from ppks_service.indonesian import long_moment, number
from ppks_service.journal.actions import record
from ppks_service.text import initials

PLACEHOLDER = "Tidak Dikenal"


def found_for(
    export: ListExport, user: User, query: Mapping[str, str], session: Mapping[str, Any]
) -> Found:
    """What ``export`` holds for ``user``, who may open its page. Raises ``PermissionDenied``."""
    if not export.is_open_to(user):
        raise PermissionDenied("Daftar ini tidak terbuka bagi peran Anda.")
    return export.fetch(user, query, session)


@transaction.atomic
def take_out(export: ListExport, found: Found, *, by: User, reason: str, with_names: bool) -> bytes:
    """The list as XLSX: a watermark, then the rows. Raises ``ValidationError`` without a reason.

    ``with_names`` shows names as the page does; else each is its initials. The journal keeps who, why and
    how many, and not what was typed into a filter.
    """
    reason = " ".join(reason.split())
    if len(reason) < 5:
        raise ValidationError({"reason": "Tulis untuk apa daftar ini dipakai."})
    rows = list(found.rows[:ROWS_AT_MOST])
    content = table_workbook(
        export.title,
        [column.head for column in export.columns],
        ([_cell(column, row, with_names) for column in export.columns] for row in rows),
        facts=_watermark(export, found, by, reason, with_names),
        widths=[column.width for column in export.columns],
    )
    names = "nama seperti di layar" if with_names else "nama inisial"
    record(
        actor=by,
        action="list.export",
        subject=by,
        note=f"{export.title} diunduh sebagai XLSX, {len(rows)} baris, {names}. Untuk: {reason}",
        list=export.key,
        rows=len(rows),
        with_names=with_names,
    )
    return content


def _cell(column: Column, row: Any, with_names: bool) -> Cell:
    value = column.value(row)
    if column.is_name and not with_names and isinstance(value, str):
        return value if value.startswith(PLACEHOLDER) else initials(value)
    return value


def _watermark(
    export: ListExport, found: Found, by: User, reason: str, with_names: bool
) -> list[str]:
    shown = min(len(found.rows), ROWS_AT_MOST)
    count = f"{number(shown)} baris"
    if len(found.rows) > ROWS_AT_MOST:
        count = f"hanya {count} pertama; persempit saringan untuk sisanya"
    return [
        f"RAHASIA · {export.title} · {count}",
        f"Diunduh {by.full_name}, {by.get_role_display()}, {by.office}, {long_moment(timezone.now())}",
        f"Untuk: {reason}",
        f"Saringan: {found.filter_words or 'semua'} · Nama: "
        + ("seperti di layar, yang terlindung inisial" if with_names else "inisial"),
    ]
