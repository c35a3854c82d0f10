"""What phones and pages change of a person who is recorded already, without writing over anybody."""

import datetime as dt
import uuid
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile

from intake import permissions_raids as permissions
from intake.actions.encounters import edit_encounter, triage
from intake.actions.field.merging import COUNT, UNITS, Merge, three_way
from intake.actions.field.values import Missing, fill, spelled, values_of, words
from intake.actions.field.verdicts import Verdict, accepted
from intake.models import Encounter, Outcome, Raid, RaidStop, SyncItem, SyncState
from ppks_service.accounts.models import User

NOT_YOURS = "Catatan orang ini tidak dapat Anda buka. Hubungi kantor."
FATE = UNITS["outcome"].columns


def seen_by(user: User, client_uuid: uuid.UUID) -> Encounter:
    """The person known by ``client_uuid``, locked with the raid, whom ``user`` may see and edit.

    Raises ``Missing`` when they have not arrived, ``PermissionDenied`` with the reason.
    """
    named = Encounter.objects.filter(client_uuid=client_uuid)
    found = named.visible_to(user).values("pk", "raid").first()
    if found is None:
        if named.exists():
            raise PermissionDenied(NOT_YOURS)
        raise Missing(client_uuid)
    if found["raid"] is not None:
        Raid.objects.locked().get(pk=found["raid"])
    encounter = (
        Encounter.objects.locked()
        .select_related("raid", "stop", "met_with", "case__section", "photo__created_by")
        .defer("photo__content")
        .get(pk=found["pk"])
    )
    permissions.edit_encounter.check(user, encounter)
    permissions.see_identity.check(user, encounter)
    return encounter


def merge_into(row: SyncItem, *, base: Mapping[str, Any], mine: Mapping[str, Any]) -> Verdict:
    """Write what of an item's ``mine`` lies apart from what others wrote; what clashes is kept."""
    encounter = seen_by(row.sent_by, row.subject)
    merged = merge(encounter, base=spelled(base), mine=spelled(mine), by=row.sent_by)
    if not merged.clashes:
        return accepted(**receipt_for(encounter))
    return Verdict(SyncState.CONFLICT, receipt_for(encounter), clash=clash_of(encounter, merged))


def merge(
    encounter: Encounter,
    *,
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    by: User,
    photo: UploadedFile | None = None,
) -> Merge:
    """Merge spelled values into a locked encounter and write what lies apart."""
    merged = three_way(UNITS, base=base, mine=mine, theirs=values_of(encounter))
    plain = {name: value for name, value in merged.apply.items() if name not in FATE}
    if plain or photo or (encounter.is_bare and not merged.clashes):
        fill(encounter, plain)
        edit_encounter(encounter, by=by, photo=photo)
    if "outcome" in merged.apply:
        triage(
            encounter,
            by=by,
            outcome=Outcome(merged.apply["outcome"]),
            reason=merged.apply["outcome_reason"],
            handed_to=merged.apply["handed_to"],
        )
    return merged


def clash_of(encounter: Encounter, merged: Merge) -> dict[str, Any]:
    """The clashing answers side by side: in words, and who wrote the stored one when."""
    clash: dict[str, Any] = {}
    for name, sides in merged.clashes.items():
        who, at = last_writer(encounter, UNITS[name].columns)
        clash[name] = {
            "label": UNITS[name].label,
            **sides,
            "mine_words": words(name, sides["mine"]),
            "theirs_words": words(name, sides["theirs"]),
            "theirs_by": who,
            "theirs_at": at.isoformat(),
        }
    return clash


def clash_of_count(stop: RaidStop, sides: Mapping[str, Any]) -> dict[str, Any]:
    """Two counts of one stop side by side; the journal names who wrote the stored one."""
    return {
        COUNT.name: {
            "label": f"{COUNT.label} {stop.name}",
            **sides,
            "mine_words": words(COUNT.name, sides["mine"]),
            "theirs_words": words(COUNT.name, sides["theirs"]),
            "theirs_by": "",
            "theirs_at": "",
        }
    }


def clash_of_photos(encounter: Encounter) -> dict[str, Any]:
    photo = encounter.photo
    assert photo is not None
    return {
        "photo": {
            "label": "Foto",
            "base": None,
            "mine": "",
            "theirs": photo.sha256,
            "mine_words": "Foto yang Anda kirim",
            "theirs_words": "Foto yang tersimpan",
            "theirs_by": photo.created_by.full_name if photo.created_by else "",
            "theirs_at": photo.created_at.isoformat(),
        }
    }


def last_writer(encounter: Encounter, columns: tuple[str, ...]) -> tuple[str, dt.datetime]:
    """Who wrote the stored value of ``columns``, and when, by the history of the row."""
    fields = [Encounter._meta.get_field(name).attname for name in columns]  # type: ignore[union-attr]
    events = Encounter.pgh_event_model.objects  # type: ignore[attr-defined]
    history = list(
        events.filter(pgh_obj_id=encounter.pk).select_related("pgh_context").order_by("-pgh_id")
    )
    at = encounter.recorded_at
    user_pk: int | None = encounter.recorded_by_id
    for event, before in pairwise(history):
        if any(getattr(event, name) != getattr(before, name) for name in fields):
            context = event.pgh_context.metadata if event.pgh_context else {}
            at, user_pk = event.pgh_created_at, context.get("user")
            break
    user = User.objects.filter(pk=user_pk).first() if user_pk else None
    return (user.full_name if user else "", at)


def newly_recorded(encounter: Encounter) -> Verdict:
    """Written in this moment: its version is the one it began with, and need not be read."""
    return accepted(encounter.client_uuid, **receipt_for(encounter, version=encounter.version))


def receipt_for(encounter: Encounter, *, version: int | None = None) -> dict[str, Any]:
    """What a phone is told of somebody stored; the ``version`` is read where it is not at hand."""
    return {
        "number": encounter.number,
        "ordinal": encounter.ordinal,
        "version": version_of(encounter) if version is None else version,
    }


def version_of(thing: Encounter | Raid | RaidStop) -> int:
    thing.refresh_from_db(fields=["version"])
    return thing.version
