"""Choosing between two versions of one answer; the one that is not chosen stays in the history."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from intake.actions.field.merging import COUNT
from intake.actions.field.people import (
    clash_of,
    clash_of_count,
    clash_of_photos,
    merge,
    receipt_for,
    seen_by,
    version_of,
)
from intake.actions.field.verdicts import Verdict, accepted, settle, shown
from intake.actions.photos import attach_photo
from intake.actions.raids import count_stop
from intake.models import Encounter, Raid, RaidStop, SyncItem, SyncKind, SyncState
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus

MINE, THEIRS = "mine", "theirs"
CHANGED = (
    "Isi yang tersimpan berubah lagi sejak Anda membukanya. Bandingkan sekali lagi, lalu pilih."
)


class ChangedSince(ValidationError):
    """The choice was made between other answers than those that are there now."""


@transaction.atomic
def resolve(item: SyncItem, *, choose: Mapping[str, Any], seen: str | None, by: User) -> SyncItem:
    """Settle a conflict: for each field ``mine`` is written or ``theirs`` stays.

    ``seen`` is the mark (``verdicts.shown``) of what stood before whoever chose. Where the stored answer
    changed again since then, that field stays in conflict. Raises ``ChangedSince`` when the conflict
    shows something else by now, ``ValidationError`` for a field without a choice, ``WrongStatus`` when
    nothing is open.
    """
    item = SyncItem.objects.locked().select_related("sent_by").get(pk=item.pk)
    if item.state != SyncState.CONFLICT:
        raise WrongStatus("Perbedaan ini sudah diselesaikan. Tidak ada lagi yang perlu dipilih.")
    if seen != shown(item):
        raise ChangedSince(CHANGED)
    fields = item.open_clash
    missing = [name for name in fields if choose.get(name) not in (MINE, THEIRS)]
    if missing:
        raise ValidationError(
            {name: [f"Pilih salah satu untuk {fields[name]['label'].lower()}."] for name in missing}
        )
    verdict: Verdict
    subject: Raid | Encounter
    if item.kind == SyncKind.STOP_COUNT:
        verdict, subject = _count(item, fields, choose, by=by)
    else:
        verdict, subject = _person(item, fields, choose, by=by)
    at = timezone.now().isoformat()
    for name, side in fields.items():
        if name not in verdict.clash:
            item.clash[name] = side | {"chosen": choose[name], "chosen_by": by.pk, "chosen_at": at}
    settle(item, verdict)
    record(
        actor=by,
        action="field.resolve",
        subject=subject,
        note=f"Perbedaan kiriman ponsel diselesaikan: {_choices_in_words(fields, choose)}.",
        item=str(item.uuid),
    )
    return item


def _person(
    item: SyncItem, fields: Mapping[str, Any], choose: Mapping[str, Any], *, by: User
) -> tuple[Verdict, Encounter]:
    encounter = seen_by(by, item.subject)
    base: dict[str, Any] = {}
    mine: dict[str, Any] = {}
    clash: dict[str, Any] = {}
    for name, side in fields.items():
        if choose[name] != MINE:
            continue
        if name == "photo":
            if encounter.photo and encounter.photo.sha256 != side["theirs"]:
                clash |= clash_of_photos(encounter)
            elif item.photo is not None:
                attach_photo(encounter, by=by, photo=item.photo)
        else:
            base |= side["theirs"]
            mine |= side["mine"]
    merged = merge(encounter, base=base, mine=mine, by=by)
    clash |= clash_of(encounter, merged)
    if clash:
        return _again(clash, **receipt_for(encounter)), encounter
    return accepted(**receipt_for(encounter)), encounter


def _count(
    item: SyncItem, fields: Mapping[str, Any], choose: Mapping[str, Any], *, by: User
) -> tuple[Verdict, Raid]:
    stop = RaidStop.objects.select_related("raid").get(client_uuid=item.subject)
    Raid.objects.locked().get(pk=stop.raid_id)
    stop.refresh_from_db(fields=COUNT.columns)
    side = fields[COUNT.name]
    if choose[COUNT.name] == MINE:
        stored = {name: getattr(stop, name) for name in COUNT.columns}
        if stored not in (side["theirs"], side["mine"]):
            again = clash_of_count(
                stop, {"base": side["theirs"], "mine": side["mine"], "theirs": stored}
            )
            return _again(again, version=version_of(stop)), stop.raid
        try:
            count_stop(
                stop,
                by=by,
                counted=side["mine"]["counted"],
                approximate=side["mine"]["counted_is_approximate"],
            )
        except PermissionDenied as refusal:  # closed since: what is stored is what may be chosen
            raise ValidationError({COUNT.name: f"{refusal} Pilih yang tersimpan."}) from refusal
    return accepted(version=version_of(stop)), stop.raid


def _again(clash: dict[str, Any], **receipt: Any) -> Verdict:
    """What was chosen is still in conflict, with an answer that was stored meanwhile."""
    why = [{"field": "", "sentence": CHANGED}]
    return Verdict(SyncState.CONFLICT, receipt, why=why, clash=clash)


def _choices_in_words(fields: Mapping[str, Any], choose: Mapping[str, Any]) -> str:
    said = {MINE: "kiriman ponsel", THEIRS: "yang tersimpan"}
    return ", ".join(
        f"{side['label'].lower()}: {said[choose[name]]}" for name, side in fields.items()
    )
