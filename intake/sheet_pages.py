"""What the pages of photographed sheets show, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from intake.forms.encounters import RecordForm
from intake.models import Encounter, EntryDoor, PaperSheet, Raid, SheetKind, SheetStatus
from intake.raid_pages import Check
from ppks_service.accounts.models import User
from ppks_service.indonesian import number

DONE_SHOWN = 20
WAITING_SHOWN = 100


@dataclass(frozen=True)
class SheetRow:
    """One line of the list: the sheet, and whether the same paper was photographed before."""

    sheet: PaperSheet
    is_again: bool


def list_context(user: User, raid: Raid | None) -> dict[str, Any]:
    """The waiting sheets, those without a raid first, and the latest that are done. Four queries."""
    sheets = PaperSheet.objects.visible_to(user).for_list()
    if raid is not None:
        sheets = sheets.filter(raid=raid)
    waiting = list(
        sheets.waiting().order_by("raid__number", "code", "uploaded_at", "pk")[:WAITING_SHOWN]
    )
    done = sheets.exclude(status=SheetStatus.WAITING).order_by("-settled_at", "-pk")[:DONE_SHOWN]
    again = photographed_again(waiting)
    rows = [SheetRow(sheet, sheet.pk in again) for sheet in waiting]
    return {
        "lost": [row for row in rows if row.sheet.raid is None],
        "waiting": [row for row in rows if row.sheet.raid is not None],
        "done": list(done),
        "raid": raid,
    }


def sheet_checks(raid: Raid) -> list[Check]:
    """What paper keeps a raid's count open: sheets that nobody keyed in. One query."""
    waiting = raid.sheets.filter(status=SheetStatus.WAITING).count() if raid.is_running else 0
    if not waiting:
        return []
    url = f"{reverse('intake:sheet_list')}?razia={raid.number}"
    words = f"{number(waiting)} lembar kertas belum disalin."
    detail = "Sesudah razia ditutup, orangnya hanya dapat dicatat di luar razia."
    return [Check(state="soon", what=words, detail=detail, links=(("Salin sekarang", url),))]


def photographed_again(sheets: list[PaperSheet]) -> set[int]:
    """Of ``sheets`` those whose paper has an earlier photograph that was not put aside. One query."""
    codes = {sheet.code for sheet in sheets if sheet.code}
    first: dict[str, int] = {}
    earlier = PaperSheet.objects.filter(code__in=codes).exclude(status=SheetStatus.DISCARDED)
    for code, pk in earlier.order_by("pk").values_list("code", "pk"):
        first.setdefault(code, pk)
    return {sheet.pk for sheet in sheets if sheet.code and first.get(sheet.code) != sheet.pk}


def keying_form(user: User, sheet: PaperSheet, *sent: Any) -> RecordForm | None:
    """The form beside the photograph, or None where nobody can be written down from it now."""
    raid = sheet.raid
    if raid is None or not raid.is_running or sheet.kind != SheetKind.PEOPLE:
        return None
    if sheet.status != SheetStatus.WAITING:
        return None
    last = raid.encounters.select_related("met_with").order_by("-ordinal").first()
    stop = last.stop if last is not None else None
    begun = Encounter(
        raid=raid,
        stop=stop,
        place=stop.name if stop else "",
        met_at=raid.starts_at,
        door=EntryDoor.RAID,
    )
    return RecordForm(*sent, instance=begun, raid=raid, last=last)
