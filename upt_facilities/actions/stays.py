"""Arrival, moving within the house, leaving: a person's time in one facility."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.actions import reach_stage, refuse_while_locked
from intake.models import Case, EndReason, Stage
from ppks_service.accounts.models import User
from ppks_service.documents.actions import issue
from ppks_service.documents.models import IssuedDocument, LetterKind
from ppks_service.documents.signing import Given, sign_as
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus
from upt_facilities import permissions
from upt_facilities.actions.places import close, ends_before, take_place
from upt_facilities.actions.waiting import permit_of, stop_waiting_here
from upt_facilities.handover import handover_context, handover_of
from upt_facilities.models import (
    EXITS_WITH_EVIDENCE,
    Occupancy,
    OccupancyKind,
    Place,
    Stay,
    Ward,
)


@transaction.atomic
def receive(
    stay: Stay,
    *,
    by: User,
    hold: Occupancy | None = None,
    place: Place | None = None,
    ward: Ward | None = None,
    at: dt.datetime | None = None,
) -> Stay:
    """Write down an arrival as a form filled it. Raises ``ValidationError`` or ``FacilityFull``.

    The hold ends at the arrival and a row "lived in" begins there, so the history of the bed says both.
    Without ``hold`` the one that runs for this person here is found; one that has lapsed gives its place
    only if nobody took it since. Who lived in another facility moves over: that stay ends at this moment as
    handed on.
    """
    permissions.receive.check(by, stay.facility)
    stay.arrived_at = at or stay.arrived_at or timezone.now()
    stay.received_by = by
    _check_time(stay.arrived_at, field="arrived_at")
    stay.clean_fields(exclude=["occupancy", "received_by"])
    case = Case.objects.locked().select_related("person").get(pk=stay.case_id)
    if not case.is_open:
        raise ValidationError(
            "Kasus ini sudah selesai, jadi tidak dapat diterima lagi. Daftarkan kasus baru dahulu."
        )
    _hand_on(case, stay, by=by)
    hold = _close_hold(stay, hold)
    if stay.facility.is_residential:
        stay.occupancy = take_place(
            stay.facility,
            case,
            OccupancyKind.LIVED_IN,
            period=(stay.arrived_at, None),
            by=by,
            ward=ward,
            place=place or (hold.place if hold and ward is None else None),
            permit=permit_of(case, stay.facility),
        )
    stay.full_clean()
    stay.save(force_insert=True)
    where = f", {_where(stay.occupancy)}" if stay.occupancy else ""
    record(
        actor=by,
        action="stay.receive",
        subject=stay,
        person_pk=case.person_id,
        note=f"Diterima di {stay.facility}{where}.",
        facility=stay.facility.code,
    )
    stop_waiting_here(case, stay.facility, by=by, at=stay.arrived_at)
    reach_stage(case, Stage.ACTION, at=stay.arrived_at, act=f"Diterima di {stay.facility}"[:80])
    return stay


@transaction.atomic
def move(stay: Stay, *, by: User, place: Place, reason: str, at: dt.datetime | None = None) -> Stay:
    """Move a resident to another place of the same facility; both places keep their dates."""
    current = _running(stay, by=by)
    moment = at or timezone.now()
    if place.ward.facility_id != current.facility_id:
        raise ValidationError({"place": "Tempat ini bukan milik fasilitas yang sama."})
    left = current.occupancy
    if left is not None and place.pk == left.place_id:
        raise ValidationError({"place": "Orang ini sudah menempati tempat itu."})
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa orang ini pindah tempat."})
    if left is not None:
        left = Occupancy.objects.locked().get(pk=left.pk)
        close(left, moment)
        moment = left.period.upper
    current.occupancy = take_place(
        current.facility,
        current.case,
        OccupancyKind.LIVED_IN,
        period=(moment, None),
        by=by,
        place=place,
        reason=reason.strip(),
        permit=permit_of(current.case, current.facility),
    )
    current.save(update_fields=["occupancy"])
    record(
        actor=by,
        action="stay.move",
        subject=current,
        person_pk=current.case.person_id,
        note=f"Pindah ke {_where(current.occupancy)}: {reason.strip()}",
        facility=current.facility.code,
    )
    return current


@transaction.atomic
def exit_stay(
    stay: Stay, *, by: User, at: dt.datetime, kind: EndReason | str, reason: str, evidence: str = ""
) -> Stay:
    """End a stay with how, why and what proves it; the place is free from that moment.

    Absconded, put out and died are refused without evidence: what is written here may be disputed.
    """
    current = _running(stay, by=by)
    _check_time(at, field="at")
    if at < current.arrived_at:
        raise ValidationError({"at": "Keluar tidak dapat sebelum tiba."})
    if kind not in EndReason.values:
        raise ValidationError({"kind": "Pilih cara keluar."})
    refuse_while_locked(current.case, kind)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasan keluar."})
    if kind in EXITS_WITH_EVIDENCE and not evidence.strip():
        raise ValidationError(
            "Cara keluar ini tidak dapat dicatat tanpa bukti. Tulis buktinya: nomor surat atau laporan, saksi."
        )
    return _end(current, by=by, at=at, kind=EndReason(kind), reason=reason, evidence=evidence)


@transaction.atomic
def sign_arrival(stay: Stay, *, by: User, giver: Given, receiver: Given) -> Stay:
    """Keep how both parties signed an arrival: once, and before its berita acara, which shows it.

    Raises ``ValidationError``.
    """
    current = Stay.objects.locked().for_list().get(pk=stay.pk)
    permissions.receive.check(by, current.facility)
    if current.giver_signature_id is not None:
        raise ValidationError("Kedatangan ini sudah ditandatangani kedua pihak.")
    if handover_of(current) is not None:
        raise ValidationError(
            "Berita acara kedatangan ini sudah dibuat. Tarik dahulu, lalu tanda tangani."
        )
    current.giver_signature = sign_as(giver, "giver", by=by)
    current.receiver_signature = sign_as(receiver, "receiver", by=by)
    current.handed_by = current.giver_signature.name
    current.brought_by = current.giver_signature.position
    current.save(update_fields=["giver_signature", "receiver_signature", "handed_by", "brought_by"])
    record(
        actor=by,
        action="stay.sign",
        subject=current,
        person_pk=current.case.person_id,
        note=f"Kedatangan di {current.facility} ditandatangani kedua pihak.",
        facility=current.facility.code,
    )
    return current


@transaction.atomic
def issue_handover(stay: Stay, *, by: User) -> IssuedDocument:
    """Number and freeze the berita acara of an arrival: once, while it has not been withdrawn."""
    current = (
        Stay.objects.locked()
        .for_list()
        .select_related("received_by__office", "giver_signature", "receiver_signature")
        .get(pk=stay.pk)
    )
    permissions.receive.check(by, current.facility)
    if handover_of(current) is not None:
        raise ValidationError(
            "Berita acara serah terima sudah dibuat. Tarik yang lama bila keliru."
        )
    return issue(
        LetterKind.HANDOVER,
        "documents/handover.html",
        handover_context(current),
        title="Berita acara serah terima",
        subject=current,
        by=by,
        case_pk=current.case_id,
    )


def _running(stay: Stay, *, by: User) -> Stay:
    """The stay as it is stored, locked, if it still runs and ``by`` may change it."""
    current = Stay.objects.locked().for_list().get(pk=stay.pk)
    permissions.exit_stay.check(by, current)
    if current.exit_at is not None:
        raise WrongStatus(
            "Orang ini sudah tercatat keluar. Muat ulang halaman untuk melihat keadaan terakhir."
        )
    return current


def _end(
    stay: Stay, *, by: User, at: dt.datetime, kind: EndReason, reason: str, evidence: str
) -> Stay:
    stay.exit_at, stay.exited_by = at, by
    stay.exit_kind = kind
    stay.exit_reason, stay.exit_evidence = reason.strip(), evidence.strip()
    if stay.occupancy_id is not None:
        occupancy = Occupancy.objects.locked().get(pk=stay.occupancy_id)
        if not ends_before(occupancy, at):
            close(occupancy, at)
    stay.save(update_fields=["exit_at", "exited_by", "exit_kind", "exit_reason", "exit_evidence"])
    record(
        actor=by,
        action="stay.exit",
        subject=stay,
        person_pk=stay.case.person_id,
        note=f"Keluar dari {stay.facility}: {in_sentence(kind.label)}. {stay.exit_reason}",
        facility=stay.facility.code,
        kind=kind.value,
    )
    return stay


def _hand_on(case: Case, arriving: Stay, *, by: User) -> None:
    """End the person's running stay elsewhere: who is received here was handed on from there."""
    earlier = Stay.objects.locked().running().for_list().filter(case=case).first()
    if earlier is None:
        return
    if earlier.facility_id == arriving.facility_id:
        raise ValidationError(
            "Orang ini sudah tercatat tinggal di sini. Untuk mengganti tempatnya, pakai “Pindah tempat”."
        )
    if earlier.arrived_at > arriving.arrived_at:
        raise ValidationError(
            {
                "arrived_at": f"Orang ini baru tiba di {earlier.facility} sesudah waktu itu. "
                "Periksa tanggal dan jamnya."
            }
        )
    _end(
        earlier,
        by=by,
        at=arriving.arrived_at,
        kind=EndReason.TRANSFERRED,
        reason=f"Diserahterimakan ke {arriving.facility}.",
        evidence="",
    )


def _close_hold(stay: Stay, hold: Occupancy | None) -> Occupancy | None:
    """End the hold at the arrival. A lapsed one keeps its end: it is only asked for its place."""
    holds = Occupancy.objects.locked().select_related("place__ward")
    if hold is None:
        hold = holds.filter(
            case=stay.case_id,
            kind=OccupancyKind.HELD,
            place__ward__facility=stay.facility,
            period__contains=stay.arrived_at,
        ).first()
        if hold is None:
            return None
    else:
        hold = holds.get(pk=hold.pk)
    if hold.kind != OccupancyKind.HELD or hold.case_id != stay.case_id:
        raise ValidationError("Pemesanan ini bukan untuk orang ini.")
    if hold.place.ward.facility_id != stay.facility_id:
        raise ValidationError("Pemesanan ini bukan di tempat ini.")
    if stay.arrived_at <= hold.period.lower:
        raise ValidationError({"arrived_at": "Waktu tiba harus sesudah tempat dipesan."})
    if not ends_before(hold, stay.arrived_at):
        close(hold, stay.arrived_at)
    return hold


def _check_time(moment: dt.datetime, *, field: str) -> None:
    if moment > timezone.now() + dt.timedelta(minutes=5):
        raise ValidationError({field: "Waktu ini belum terjadi. Periksa tanggal dan jamnya."})


def _where(occupancy: Occupancy) -> str:
    return f"{occupancy.place.ward} nomor {occupancy.place}"
