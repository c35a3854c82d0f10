"""Waiting for a place, staying somewhere for a time only, and going beyond the places there are."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.models import Case
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus
from upt_facilities import permissions
from upt_facilities.models import (
    Facility,
    OverCapacity,
    Stay,
    TemporaryPlacement,
    WaitingEnd,
    WaitingEntry,
    Ward,
)


@transaction.atomic
def wait(entry: WaitingEntry, *, by: User, at: dt.datetime | None = None) -> WaitingEntry:
    """Put the person of ``entry.case`` at the end of the list of ``entry.ward``, as a form filled it."""
    case = Case.objects.locked().select_related("section", "person").get(pk=entry.case_id)
    permissions.keep_waiting.check(by, case)
    if not case.is_open:
        raise ValidationError("Kasus ini sudah selesai, jadi tidak menunggu tempat lagi.")
    ward = _locked_ward(entry.ward_id)
    last = ward.waiting.open().order_by("-position").first()
    entry.case, entry.ward = case, ward
    entry.position = last.position + 1 if last else 1
    entry.added_by, entry.added_at = by, at or timezone.now()
    entry.full_clean()
    entry.save(force_insert=True)
    record(
        actor=by,
        action="waiting.add",
        subject=entry,
        person_pk=case.person_id,
        note=f"Masuk daftar tunggu {ward} di {ward.facility}: {_cause(entry)}.",
        facility=ward.facility.code,
        ward=ward.pk,
    )
    return entry


@transaction.atomic
def move_waiting(entry: WaitingEntry, *, by: User, to: int, reason: str) -> WaitingEntry:
    """Give somebody another turn, counted from 1, with the reason why; the others close up."""
    ward = _locked_ward(entry.ward_id)
    permissions.reorder_waiting.check(by, ward.facility)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Tulis mengapa urutannya dipindah."})
    queue = list(ward.waiting.open().locked().select_related("case").order_by("position", "pk"))
    current = next((one for one in queue if one.pk == entry.pk), None)
    if current is None:
        raise WrongStatus("Orang ini tidak lagi menunggu di wisma ini.")
    if not 1 <= to <= len(queue):
        raise ValidationError({"to": f"Pilih urutan 1 sampai {len(queue)}."})
    before = queue.index(current) + 1
    queue.remove(current)
    queue.insert(to - 1, current)
    for position, one in enumerate(queue, start=1):
        one.position = position
    WaitingEntry.objects.bulk_update(queue, ["position"])
    record(
        actor=by,
        action="waiting.move",
        subject=current,
        person_pk=current.case.person_id,
        note=f"Urutan tunggu di {ward} dipindah dari {before} ke {to}: {reason}",
        facility=ward.facility.code,
        ward=ward.pk,
    )
    return current


@transaction.atomic
def stop_waiting(entry: WaitingEntry, *, by: User, end: str, note: str = "") -> WaitingEntry:
    """Take somebody off the list, saying how it ended."""
    current = WaitingEntry.objects.locked().for_list().get(pk=entry.pk)
    permissions.keep_waiting.check(by, current.case)
    if current.ended_at is not None:
        raise WrongStatus("Orang ini tidak lagi menunggu di wisma ini.")
    if end not in WaitingEnd.values:
        raise ValidationError({"end": "Pilih mengapa tidak lagi menunggu."})
    return _stop(current, by=by, end=WaitingEnd(end), note=note, at=timezone.now())


def stop_waiting_here(case: Case, facility: Facility, *, by: User, at: dt.datetime) -> None:
    """End the turns of somebody who is received in ``facility``; those elsewhere go on."""
    waiting = WaitingEntry.objects.locked().open().for_list().filter(case=case)
    for entry in waiting.filter(ward__facility=facility).order_by("pk"):
        _stop(entry, by=by, end=WaitingEnd.PLACED, note="", at=at)


@transaction.atomic
def set_temporary(placement: TemporaryPlacement, *, by: User) -> TemporaryPlacement:
    """Say until when a running stay lasts at most, or anew, as a form filled it; earlier rows stay."""
    stay = Stay.objects.locked().for_list().get(pk=placement.stay_id)
    permissions.set_temporary.check(by, stay)
    if stay.exit_at is not None:
        raise WrongStatus("Orang ini sudah tercatat keluar.")
    placement.stay, placement.set_by, placement.set_on = stay, by, timezone.localdate()
    placement.full_clean()
    placement.save(force_insert=True)
    record(
        actor=by,
        action="stay.temporary",
        subject=stay,
        person_pk=stay.case.person_id,
        note=(
            f"Sementara di {stay.facility} sampai {indonesian.long_date(placement.until)}:"
            f" {placement.reason}"
        ),
        until=placement.until.isoformat(),
    )
    return placement


@transaction.atomic
def sign_over_capacity(permit: OverCapacity, *, by: User) -> OverCapacity:
    """Allow one person beyond the places of a facility, with the reason and the number of the letter."""
    case = Case.objects.locked().select_related("section", "person").get(pk=permit.case_id)
    permissions.sign_over_capacity.check(by, case)
    permit.case, permit.signed_by, permit.signed_at = case, by, timezone.now()
    permit.reason, permit.letter_number = permit.reason.strip(), permit.letter_number.strip()
    permit.full_clean()
    permit.save(force_insert=True)
    record(
        actor=by,
        action="place.over_capacity",
        subject=permit,
        person_pk=case.person_id,
        note=(
            f"Penempatan melebihi daya tampung di {permit.facility} diizinkan dengan surat"
            f" {permit.letter_number}: {permit.reason}"
        ),
        facility=permit.facility.code,
    )
    return permit


def permit_of(case: Case, facility: Facility) -> OverCapacity | None:
    """The signed permission to take the person of ``case`` beyond the places of ``facility``."""
    return OverCapacity.objects.filter(case=case, facility=facility).first()


def _stop(
    entry: WaitingEntry, *, by: User, end: WaitingEnd, note: str, at: dt.datetime
) -> WaitingEntry:
    entry.ended_by, entry.ended_at, entry.end, entry.end_note = by, at, end, note.strip()
    entry.full_clean()
    entry.save(update_fields=["ended_by", "ended_at", "end", "end_note"])
    days = (at - entry.added_at).days
    record(
        actor=by,
        action="waiting.end",
        subject=entry,
        person_pk=entry.case.person_id,
        note=f"Keluar dari daftar tunggu {entry.ward} sesudah {days} hari: {indonesian.in_sentence(end.label)}. {entry.end_note}".strip(),
        facility=entry.ward.facility.code,
        ward=entry.ward_id,
    )
    return entry


def _locked_ward(pk: int) -> Ward:
    """The ward, locked: two who change one list do it one after the other."""
    return (
        Ward.objects.select_for_update(of=("self",), no_key=True)
        .select_related("facility")
        .get(pk=pk)
    )


def _cause(entry: WaitingEntry) -> str:
    words = indonesian.in_sentence(entry.get_cause_display())
    return f"{words}, {entry.note}" if entry.note else words
