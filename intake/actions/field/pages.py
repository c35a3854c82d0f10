"""The same protection for pages: what two browsers write on one person is merged or shown."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from intake import permissions_field as permissions
from intake.actions.field.people import clash_of, merge, receipt_for, seen_by
from intake.actions.field.values import spelled, values_of
from intake.actions.field.verdicts import Verdict, settle
from intake.models import Encounter, SyncItem, SyncKind, SyncState
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record

# What came from a page and not from a phone.
A_PAGE = uuid.UUID(int=0)


@transaction.atomic
def edit_from_page(
    encounter: Encounter,
    *,
    base: Mapping[str, Any] | None,
    by: User,
    photo: UploadedFile | None = None,
) -> SyncItem | None:
    """Write what a form filled into ``encounter``, which showed ``base`` when it was opened.

    What others wrote since stays; where both wrote, the typed answer is kept as a conflict, which is
    returned for its page. Without ``base`` the form is taken to have shown what is stored.
    """
    mine = spelled(values_of(encounter))
    current = seen_by(by, encounter.client_uuid)
    base = base or values_of(current)
    if str(base.get("met_at", ""))[:16] == mine["met_at"][:16]:
        mine["met_at"] = base["met_at"]  # the form shows minutes
    mine = {name: value for name, value in mine.items() if not name.startswith("outcome")}
    mine.pop("handed_to")
    merged = merge(current, base=base, mine=mine, by=by, photo=photo)
    if not merged.clashes:
        return None
    clash = clash_of(current, merged)
    now = timezone.now()
    item = SyncItem(
        uuid=uuid.uuid4(),
        kind=SyncKind.ENCOUNTER_EDIT,
        subject=current.client_uuid,
        raid=current.raid.client_uuid if current.raid else None,
        device=A_PAGE,
        made_at=now,
        seq=0,
        sent_by=by,
        content_hash="",
        payload={"mine": {name: side["mine"] for name, side in clash.items()}},
        received_at=now,
    )
    settle(item, Verdict(SyncState.CONFLICT, receipt_for(current), clash=clash))
    return item


@transaction.atomic
def read_item_photo(item: SyncItem, *, by: User) -> bytes:
    """The photo that waits for a choice; that it was looked at stands in the journal."""
    permissions.see_item.check(by, item)
    encounter = seen_by(by, item.subject)
    assert item.photo is not None
    record(
        actor=by,
        action="encounter.photo_read",
        subject=encounter,
        note=f"Foto kiriman ponsel untuk temuan {encounter.number} dilihat.",
    )
    return bytes(item.photo.content)
