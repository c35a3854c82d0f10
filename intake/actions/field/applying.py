"""Each kind of item, done by the very action that the page of the same act calls."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from intake.actions.bands import attach_band
from intake.actions.encounters import add_bare_encounters, record_encounter
from intake.actions.field.items import known_uuid, moment, sentences
from intake.actions.field.merging import COUNT, three_way
from intake.actions.field.people import (
    NOT_YOURS,
    clash_of_count,
    clash_of_photos,
    merge_into,
    newly_recorded,
    receipt_for,
    seen_by,
    version_of,
)
from intake.actions.field.resolving import ChangedSince, resolve
from intake.actions.field.values import Missing, fill, spelled
from intake.actions.field.verdicts import Verdict, accepted, for_the_office, parked, refused
from intake.actions.photos import attach_photo
from intake.actions.raids import add_stop, count_stop, open_raid
from intake.models import Encounter, Outcome, Raid, RaidStop, Sex, SyncItem, SyncKind, SyncState
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus

NO_RAID = "Catatan ini tidak menyebut razianya. Pilih razianya, lalu kirim lagi."
OTHERS_UUID = "Nomor catatan ini sudah dipakai petugas lain. Simpan ulang sebagai catatan baru."
FOR_OFFICE = (
    "Razia {number} sudah ditutup. Catatan ini diterima dan menunggu kantor, "
    "yang mencatatnya di luar razia."
)


def apply(row: SyncItem) -> Verdict:
    """Do what an item asks, as the one who sent it. What is refused leaves no trace."""
    try:
        with transaction.atomic():
            return HANDLERS[SyncKind(row.kind)](row, row.payload or {})
    except Missing as missing:
        return parked(missing.parent)
    except ValidationError as error:
        return refused(sentences(error))
    except (PermissionDenied, WrongStatus) as refusal:
        return refused([{"field": "", "sentence": str(refusal)}])


def _raid_open(row: SyncItem, body: dict[str, Any]) -> Verdict:
    raid = Raid.objects.filter(client_uuid=row.subject).first()
    named = [s for s in body.get("stops") or [] if isinstance(s, dict)]
    if raid is not None:
        if raid.opened_by_id != row.sent_by_id:
            raise PermissionDenied(OTHERS_UUID)
        if raid.name != str(body.get("name", "")).strip():
            raise ValidationError(
                {"name": "Razia ini sudah dibuka dengan nama lain. Ubah dari halamannya."}
            )
    else:
        starts_at = moment(body.get("starts_at"))
        if starts_at is None:
            raise ValidationError({"starts_at": "Isi waktu mulai."})
        raid = Raid(
            client_uuid=row.subject,
            name=str(body.get("name", "")).strip(),
            order_number=str(body.get("order_number") or "").strip(),
            starts_at=starts_at,
        )
        stops = [_new_stop(s) for s in named]
        open_raid(raid, by=row.sent_by, stops=stops)
    there = {str(known) for known in raid.stops.values_list("client_uuid", flat=True)}
    for s in named:
        if str(s.get("uuid")) not in there:
            stop = _new_stop(s)
            stop.raid = raid
            add_stop(stop, by=row.sent_by)
    arrived = raid.stops.values_list("client_uuid", flat=True)
    return accepted(row.subject, *arrived, number=raid.number, version=version_of(raid))


def _new_stop(said: dict[str, Any]) -> RaidStop:
    client_uuid = known_uuid(said.get("uuid"))
    if client_uuid is None:
        raise ValidationError({"stops": "Titik ini tidak lengkap. Tulis ulang."})
    return RaidStop(client_uuid=client_uuid, name=str(said.get("name", "")).strip())


def _stop_add(row: SyncItem, body: dict[str, Any]) -> Verdict:
    raid, name = _raid(row), str(body.get("name", "")).strip()
    stop = RaidStop.objects.filter(client_uuid=row.subject).first()
    if stop is None:
        stop = add_stop(RaidStop(client_uuid=row.subject, raid=raid, name=name), by=row.sent_by)
    elif stop.raid_id != raid.pk or stop.name != name:
        raise ValidationError({"name": "Titik ini sudah tercatat dengan nama lain."})
    return accepted(row.subject, ordinal=stop.order, version=version_of(stop))


def _stop_count(row: SyncItem, body: dict[str, Any]) -> Verdict:
    stop = RaidStop.objects.filter(client_uuid=row.subject).select_related("raid").first()
    if stop is None:
        raise Missing(row.subject)
    Raid.objects.locked().get(pk=stop.raid_id)
    stop.refresh_from_db(fields=COUNT.columns)
    theirs = {name: getattr(stop, name) for name in COUNT.columns}
    merged = three_way(
        {"counted": COUNT},
        base=_count(body.get("base")),
        mine=_count(body.get("mine")),
        theirs=theirs,
    )
    if merged.clashes:
        return Verdict(
            SyncState.CONFLICT,
            {"version": version_of(stop)},
            clash=clash_of_count(stop, merged.clashes[COUNT.name]),
        )
    if merged.apply:
        count_stop(
            stop,
            by=row.sent_by,
            counted=merged.apply["counted"],
            approximate=merged.apply["counted_is_approximate"],
        )
    return accepted(version=version_of(stop))


def _encounter_record(row: SyncItem, body: dict[str, Any]) -> Verdict:
    earlier = Encounter.objects.filter(client_uuid=row.subject).first()
    if earlier is not None:
        if earlier.recorded_by_id != row.sent_by_id:
            raise PermissionDenied(OTHERS_UUID)
        return merge_into(row, base={}, mine=body)
    raid = _raid(row)
    if not raid.is_running:
        return for_the_office(FOR_OFFICE.format(number=raid.number))
    encounter = Encounter(client_uuid=row.subject, raid=raid)
    fill(encounter, spelled(body))
    record_encounter(encounter, by=row.sent_by)
    return newly_recorded(encounter)


def _encounter_edit(row: SyncItem, body: dict[str, Any]) -> Verdict:
    base, mine = body.get("base"), body.get("mine")
    if not isinstance(base, dict) or not isinstance(mine, dict):
        raise ValidationError("Perubahan ini tidak lengkap. Buka catatannya dan simpan ulang.")
    return merge_into(row, base=base, mine=mine)


def _encounters_bare(row: SyncItem, body: dict[str, Any]) -> Verdict:
    raid = _raid(row)
    if not raid.is_running:
        return for_the_office(FOR_OFFICE.format(number=raid.number))
    number = body.get("number")
    try:
        sex = Sex(body.get("sex") or Sex.UNKNOWN)
        outcome = Outcome(body.get("outcome") or Outcome.TAKEN)
    except ValueError as unknown:
        raise ValidationError("Isian ini tidak dapat dibaca. Isi ulang.") from unknown
    first = Encounter(client_uuid=row.subject)
    fill(first, spelled({"stop": body.get("stop")}))
    rows = add_bare_encounters(
        raid,
        by=row.sent_by,
        stop=first.stop,
        number=number if type(number) is int else 0,
        sex=sex,
        outcome=outcome,
        reason=str(body.get("outcome_reason") or "").strip(),
        handed_to=str(body.get("handed_to") or "").strip(),
        met_at=moment(body.get("met_at")),
        batch=row.subject,
        approximate=body.get("is_approximate") is True,
    )
    if rows[0].recorded_by_id != row.sent_by_id:
        raise PermissionDenied(OTHERS_UUID)
    if len(rows) != number:
        raise ValidationError({"number": f"Kelompok ini sudah tercatat: {len(rows)} orang."})
    return accepted(
        row.subject, *(r.client_uuid for r in rows), number=rows[0].number, ordinal=rows[0].ordinal
    )


def _photo_attach(row: SyncItem, body: dict[str, Any]) -> Verdict:
    encounter = seen_by(row.sent_by, row.subject)
    if row.photo is None:
        raise ValidationError({"photo": "Fotonya tidak ikut terkirim. Ambil foto ulang."})
    current = encounter.photo
    if current is not None and current.sha256 == row.photo.sha256:
        return accepted(**receipt_for(encounter))
    if current is not None and current.created_by_id != row.sent_by_id:
        return Verdict(SyncState.CONFLICT, receipt_for(encounter), clash=clash_of_photos(encounter))
    later = SyncItem.objects.filter(
        subject=row.subject, photo=current, state=SyncState.ACCEPTED, made_at__gt=row.made_at
    )
    if current is not None and later.exists():
        # Sent late, taken earlier: it goes into the history and the later one stays the photo.
        attach_photo(encounter, by=row.sent_by, photo=row.photo)
        attach_photo(encounter, by=row.sent_by, photo=current)
    else:
        attach_photo(encounter, by=row.sent_by, photo=row.photo)
    return accepted(**receipt_for(encounter, version=encounter.version))


def _band_attach(row: SyncItem, body: dict[str, Any]) -> Verdict:
    encounter = Encounter.objects.filter(client_uuid=row.subject).first()
    if encounter is None:
        raise Missing(row.subject)
    if not Encounter.objects.visible_to(row.sent_by).filter(pk=encounter.pk).exists():
        raise PermissionDenied(NOT_YOURS)
    said, reason = body.get("band"), str(body.get("reason") or "")
    if not isinstance(said, str):
        raise ValidationError({"band": "Nomor gelang ini tidak dapat dibaca. Tulis ulang."})
    attach_band(encounter, said, by=row.sent_by, reason=reason)
    return accepted(**receipt_for(encounter))


def _item_discard(row: SyncItem, body: dict[str, Any]) -> Verdict:
    """An officer gives up something that was refused; why stands in the journal, what it was is kept."""
    reason = str(body.get("reason") or "").strip()
    if not reason:
        raise ValidationError({"reason": "Tulis mengapa kiriman ini dibuang."})
    target = SyncItem.objects.filter(uuid=row.subject, sent_by=row.sent_by).first()
    if target is not None and target.state == SyncState.ACCEPTED:
        raise ValidationError("Kiriman ini sudah tersimpan di server dan tidak dapat dibuang.")
    person = Encounter.objects.filter(client_uuid=target.subject).first() if target else None
    what = in_sentence(target.get_kind_display()) if target else "tidak terbaca server"
    record(
        actor=row.sent_by,
        action="field.discard",
        subject=person or row.sent_by,
        note=f"Kiriman ponsel yang ditolak ({what}) dibuang: {reason}",
        item=str(row.subject),
    )
    return accepted()


def _conflict_resolve(row: SyncItem, body: dict[str, Any]) -> Verdict:
    target = SyncItem.objects.locked().filter(uuid=row.subject, sent_by=row.sent_by).first()
    if target is None:
        raise ValidationError("Perubahan yang dipilih tidak dikenal server.")
    choose, seen = body.get("choose"), body.get("shown")
    with suppress(ChangedSince):  # the phone is told what is to be compared now
        resolve(
            target,
            choose=choose if isinstance(choose, dict) else {},
            seen=seen if isinstance(seen, str) else None,
            by=row.sent_by,
        )
    return accepted(**{k: v for k, v in target.receipt.items() if k == "version"})


def _raid(row: SyncItem) -> Raid:
    if row.raid is None:
        raise ValidationError(NO_RAID)
    raid = Raid.objects.locked().filter(client_uuid=row.raid).first()
    if raid is None:
        raise Missing(row.raid)
    return raid


def _count(values: object) -> dict[str, Any]:
    """A count as a phone wrote it. Raises ``ValidationError``."""
    if not isinstance(values, dict) or "counted" not in values:
        raise ValidationError("Hitungan ini tidak lengkap. Isi ulang.")
    counted = values["counted"]
    if counted is not None and (type(counted) is not int or not 0 <= counted <= 100_000):
        raise ValidationError({"counted": "Isi jumlah orang dengan angka."})
    return {
        "counted": counted,
        "counted_is_approximate": bool(values.get("counted_is_approximate"))
        and counted is not None,
    }


HANDLERS: dict[SyncKind, Callable[[SyncItem, dict[str, Any]], Verdict]] = {
    SyncKind.RAID_OPEN: _raid_open,
    SyncKind.STOP_ADD: _stop_add,
    SyncKind.STOP_COUNT: _stop_count,
    SyncKind.ENCOUNTER_RECORD: _encounter_record,
    SyncKind.ENCOUNTER_EDIT: _encounter_edit,
    SyncKind.ENCOUNTERS_BARE: _encounters_bare,
    SyncKind.PHOTO_ATTACH: _photo_attach,
    SyncKind.BAND_ATTACH: _band_attach,
    SyncKind.ITEM_DISCARD: _item_discard,
    SyncKind.CONFLICT_RESOLVE: _conflict_resolve,
}
