"""What came too late, or whose raid never came: the office takes it in, so that nobody is lost."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from intake import permissions_field as permissions
from intake.actions.encounters import BARE_AT_MOST, record_encounter
from intake.actions.field.items import moment
from intake.actions.field.people import receipt_for
from intake.actions.field.receiving import lock_together, resume
from intake.actions.field.values import Missing, fill, spelled
from intake.actions.field.verdicts import accepted, settle
from intake.models import (
    Encounter,
    EntryDoor,
    Raid,
    RaidStop,
    Sex,
    SyncItem,
    SyncKind,
    SyncState,
)
from intake.models.field import BRINGS_PEOPLE
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus


@transaction.atomic
def take_in(item: SyncItem, *, by: User, reason: str, door: EntryDoor) -> list[Encounter]:
    """Record the people of a parked item without what it waits for, and apply what waits for them.

    Into its raid where that still runs, else by ``door`` with the raid named in the note. They stay
    recorded by the officer who met them. Raises ``WrongStatus`` when it waits no longer.
    """
    lock_together(item.uuid, item.subject, item.raid)
    item = SyncItem.objects.locked().select_related("sent_by").get(pk=item.pk)
    permissions.take_in.check(by, item)
    if item.state != SyncState.PARKED or item.kind not in BRINGS_PEOPLE:
        raise WrongStatus("Kiriman ini tidak menunggu kantor lagi.")
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa orang ini terlambat dicatat."})
    raid = Raid.objects.filter(client_uuid=item.raid).first() if item.raid else None
    people = [
        _recorded(item, said, client_uuid, raid, by=by, reason=reason.strip(), door=door)
        for client_uuid, said in _said(item)
    ]
    first = people[0]
    settle(item, accepted(**receipt_for(first)))
    record(
        actor=by,
        action="field.take_in",
        subject=first,
        note=f"Kiriman ponsel yang tertahan dicatat, {len(people)} orang: {reason.strip()}",
        item=str(item.uuid),
    )
    resume(item.subject, *(person.client_uuid for person in people))
    return people


def _said(item: SyncItem) -> list[tuple[uuid.UUID, dict[str, Any]]]:
    """What is written of each person: one, or as many as were made without a name."""
    body = item.payload or {}
    if item.kind == SyncKind.ENCOUNTER_RECORD:
        return [(item.subject, body)]
    number = body.get("number")
    if type(number) is not int or not 1 <= number <= BARE_AT_MOST:
        raise ValidationError({"number": f"Isi jumlah dari 1 sampai {BARE_AT_MOST}."})
    return [(uuid.uuid5(item.subject, str(n)), body) for n in range(number)]


def _recorded(
    item: SyncItem,
    said: dict[str, Any],
    client_uuid: uuid.UUID,
    raid: Raid | None,
    *,
    by: User,
    reason: str,
    door: EntryDoor,
) -> Encounter:
    inside = raid is not None and raid.is_running
    said = {name: value for name, value in said.items() if name not in ("stop", "met_with")}
    stop, company = _stop(item), _company(item)
    encounter = Encounter(client_uuid=client_uuid, raid=raid if inside else None)
    encounter.door = EntryDoor.RAID if inside else door
    if not said.get("met_at") or moment(said["met_at"]) is None:
        said["met_at"] = item.made_at.isoformat()
    fill(encounter, spelled(said))
    if inside and isinstance(stop, RaidStop) and stop.raid_id == encounter.raid_id:
        encounter.stop = stop
    elif stop and not encounter.place:
        encounter.place = stop.name if isinstance(stop, RaidStop) else stop
    if item.kind == SyncKind.ENCOUNTERS_BARE:
        encounter.is_bare = True
        encounter.is_approximate = said.get("is_approximate") is True
        encounter.sex = encounter.sex or Sex.UNKNOWN
    late = f"Susulan razia {raid.number}: {reason}" if raid else f"Susulan razia: {reason}"
    encounter.note = "\n".join(part for part in (late, company, encounter.note) if part)
    writer = item.sent_by if item.sent_by.has(Capability.WRITE_RAIDS) else by
    return record_encounter(encounter, by=writer)


def _stop(item: SyncItem) -> RaidStop | str | None:
    """The stop that is named, or what a refused or waiting item calls it."""
    client_uuid = (item.payload or {}).get("stop")
    if not client_uuid:
        return None
    try:
        holder = Encounter()
        fill(holder, spelled({"stop": client_uuid}))
    except Missing as missing:
        named = SyncItem.objects.filter(subject=missing.parent, kind=SyncKind.STOP_ADD)
        payload = named.values_list("payload", flat=True).first() or {}
        return str(payload.get("name", "")).strip()
    return holder.stop


def _company(item: SyncItem) -> str:
    """With whom they were met, in words: outside a raid nobody can be tied to anybody."""
    client_uuid = (item.payload or {}).get("met_with")
    if not client_uuid:
        return ""
    other = Encounter.objects.filter(client_uuid=client_uuid).first()
    return f"Ditemukan bersama temuan {other.number}." if other else ""
