"""What intake deletes by itself when its period is over: receipts, sheets of paper, registers taken over.

Nothing of a person's record goes with it, and nothing that still waits for somebody.
"""

import datetime as dt

from intake.models import Import, ImportRow, ImportStatus, PaperSheet, SheetLine, SheetStatus
from intake.models.field import SyncItem, SyncState
from ppks_service.documents.unused import delete_unused

SETTLED = (SyncState.ACCEPTED, SyncState.REFUSED)
ENDED = (ImportStatus.ACCEPTED, ImportStatus.UNDONE, ImportStatus.DROPPED)


def delete_receipts(before: dt.datetime) -> int:
    """Receipts of what phones sent; an item that waits or clashes stays until somebody settles it."""
    items = SyncItem.objects.filter(received_at__lt=before, state__in=SETTLED)
    photos = [pk for pk in items.values_list("photo_id", flat=True) if pk]
    return items.delete()[0] + delete_unused(photos)


def delete_sheets(before: dt.datetime) -> int:
    """Sheets that were keyed in or put aside, with their photo."""
    sheets = PaperSheet.objects.filter(settled_at__lt=before).exclude(status=SheetStatus.WAITING)
    photos = list(sheets.values_list("photo_id", flat=True))
    lines = SheetLine.objects.filter(sheet__in=sheets).delete()[0]
    return lines + sheets.delete()[0] + delete_unused(photos)


def delete_imports(before: dt.datetime) -> int:
    """Registers as they were written; what was taken over from them is on the records."""
    imports = Import.objects.filter(uploaded_at__lt=before, status__in=ENDED)
    files = list(imports.values_list("file_id", flat=True))
    rows = ImportRow.objects.filter(source__in=imports).delete()[0]
    return rows + imports.delete()[0] + delete_unused(files)
