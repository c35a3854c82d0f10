"""What is written about photographed paper sheets, from the photo to the last line that was keyed in."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from intake import permissions_sheets as permissions
from intake import workflow_sheets as workflow
from intake.actions.encounters import record_encounter
from intake.models import (
    Encounter,
    PaperSheet,
    Raid,
    SheetKind,
    SheetLine,
    SheetStatus,
)
from intake.sheets.codes import SheetCode
from intake.sheets.reading import Photograph, read_photograph
from ppks_service.accounts.models import User
from ppks_service.documents.actions import IMAGES, store_bytes
from ppks_service.documents.files import checked_bytes
from ppks_service.journal.actions import record
from ppks_service.workflow import Transition, WrongStatus


@transaction.atomic
def receive_sheet(photo: UploadedFile, *, by: User, raid: Raid | None = None) -> PaperSheet:
    """Keep a photographed sheet and attach it to the raid that its code names, else to ``raid``.

    The same picture sent again by the same person is the sheet of before. Raises ``ValidationError``
    when the picture is none, or shows several sheets.
    """
    read = read_photograph(checked_bytes(photo), words=IMAGES.words)
    code = _one_code(read)
    if earlier := _sent_before(read, by=by):
        return earlier
    if code is not None and code.raid:
        raid = Raid.objects.filter(number=code.raid).first() or raid
    sheet = PaperSheet(raid=raid, uploaded_by=by)
    if code is not None:
        sheet.kind, sheet.code, sheet.page = code.kind, code.sheet, code.page
    sheet.photo = store_bytes(read.content, content_type="image/jpeg", by=by)
    sheet.full_clean()
    sheet.save(force_insert=True)
    permissions.handle_sheet.check(by, sheet)
    where = f"untuk razia {raid.number}" if raid else "razianya belum dipilih"
    how = "kode terbaca" if code else "kode tidak terbaca"
    record(
        actor=by,
        action="sheet.receive",
        subject=sheet,
        note=f"Foto {sheet} diterima, {how}, {where}.",
    )
    return sheet


def _one_code(read: Photograph) -> SheetCode | None:
    if len(read.codes) > 1:
        raise ValidationError(
            f"Foto ini memuat {len(read.codes)} lembar. Potret satu lembar setiap kali."
        )
    return next(iter(read.codes), None)


def _sent_before(read: Photograph, *, by: User) -> PaperSheet | None:
    digest = hashlib.sha256(read.content).hexdigest()
    same = PaperSheet.objects.filter(uploaded_by=by, photo__sha256=digest)
    return same.select_related("raid").order_by("pk").first()


@transaction.atomic
def attach_sheet(sheet: PaperSheet, *, by: User, raid: Raid) -> PaperSheet:
    """Say by hand whose raid a waiting sheet is of. Nobody may have been keyed in from it yet."""
    sheet = _waiting(sheet, by=by)
    if not Raid.objects.visible_to(by).filter(pk=raid.pk).exists():
        raise ValidationError({"raid": "Razia ini tidak ada di daftar Anda."})
    if sheet.raid_id != raid.pk and sheet.lines.exists():
        raise ValidationError(
            {"raid": "Sudah ada orang yang disalin dari lembar ini; razianya tidak diganti lagi."}
        )
    sheet.raid = raid
    sheet.save(update_fields=["raid"])
    record(
        actor=by,
        action="sheet.attach",
        subject=sheet,
        note=f"{capfirst(str(sheet))} dipasangkan dengan razia {raid.number}.",
    )
    return sheet


@transaction.atomic
def key_person(
    sheet: PaperSheet, encounter: Encounter, *, by: User, photo: UploadedFile | None = None
) -> Encounter:
    """Write down one person from the sheet, as ``record_encounter`` does."""
    sheet = _waiting(sheet, by=by)
    if sheet.raid is None or encounter.raid_id != sheet.raid_id:
        raise ValidationError("Pilih razia lembar ini sebelum menyalinnya.")
    encounter = record_encounter(encounter, by=by, photo=photo)
    SheetLine.objects.get_or_create(encounter=encounter, defaults={"sheet": sheet})
    return encounter


@transaction.atomic
def finish_sheet(sheet: PaperSheet, *, by: User) -> PaperSheet:
    """All that stands on the sheet is in the records now."""
    sheet = _begin(workflow.FINISH, sheet, by=by)
    people = sheet.lines.count()
    if sheet.kind == SheetKind.PEOPLE and not people:
        raise ValidationError(
            "Belum ada orang yang disalin dari lembar ini. Bila memang kosong, pilih “Tidak dipakai”."
        )
    return _settle(workflow.FINISH, sheet, by=by, note=f"selesai disalin, {people} orang")


@transaction.atomic
def discard_sheet(sheet: PaperSheet, *, by: User, reason: str) -> PaperSheet:
    """Put a sheet aside: empty, photographed twice, not of ours."""
    sheet = _begin(workflow.DISCARD, sheet, by=by)
    sheet.discard_reason = " ".join(reason.split())[:200]
    return _settle(workflow.DISCARD, sheet, by=by, note="tidak dipakai")


@transaction.atomic
def reopen_sheet(sheet: PaperSheet, *, by: User) -> PaperSheet:
    """Take back that a sheet was done with."""
    sheet = _begin(workflow.REOPEN, sheet, by=by)
    sheet.discard_reason = ""
    return _settle(workflow.REOPEN, sheet, by=by, note="dibuka lagi")


@transaction.atomic
def read_sheet(sheet: PaperSheet, *, by: User) -> bytes:
    """The photograph; that it was looked at stands in the journal."""
    permissions.handle_sheet.check(by, sheet)
    record(actor=by, action="sheet.photo_read", subject=sheet, note=f"Foto {sheet} dilihat.")
    return bytes(sheet.photo.content)


def _waiting(sheet: PaperSheet, *, by: User) -> PaperSheet:
    current = PaperSheet.objects.locked().select_related("raid").get(pk=sheet.pk)
    permissions.handle_sheet.check(by, current)
    if current.status != SheetStatus.WAITING:
        raise WrongStatus("Lembar ini sudah selesai. Buka lagi bila masih ada yang perlu disalin.")
    return current


def _begin(transition: Transition, sheet: PaperSheet, *, by: User) -> PaperSheet:
    current = PaperSheet.objects.locked().select_related("raid").get(pk=sheet.pk)
    transition.check(by, current)
    return current


def _settle(transition: Transition, sheet: PaperSheet, *, by: User, note: str) -> PaperSheet:
    sheet.status = transition.target
    done = transition.target != SheetStatus.WAITING
    sheet.settled_by, sheet.settled_at = (by, timezone.now()) if done else (None, None)
    sheet.full_clean()
    sheet.save()
    record(
        actor=by,
        action=f"sheet.{transition.name}",
        subject=sheet,
        note=f"{capfirst(str(sheet))} {note}.",
    )
    return sheet
