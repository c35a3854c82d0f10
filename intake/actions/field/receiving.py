"""Taking in what a phone sends: each item exactly once, in any order, one bad one spoiling none."""

import hashlib
import logging
import uuid
from collections import deque
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from intake.actions.field.applying import apply
from intake.actions.field.items import Item, sentences
from intake.actions.field.verdicts import receipt_of, refusal_of, refused, settle
from intake.models import SyncItem, SyncState
from ppks_service.accounts.models import User
from ppks_service.documents.actions import IMAGES, checked_upload, store_bytes

logger = logging.getLogger(__name__)
TRIES = 3
ANOTHERS = "Kiriman ini sudah dikirim petugas lain. Masuk dengan akun yang mencatatnya."
OTHER_CONTENT = "Kiriman dengan nomor ini sudah diterima dengan isi lain. Simpan ulang catatannya."


class Busy(Exception):
    """Nothing could be taken in now; what was sent may be sent again as it is."""


def receive(items: Iterable[Item], *, by: User) -> list[dict[str, Any]]:
    """Take in items, each in a transaction of its own, and return their receipts.

    Others that changed through them (children that waited, a conflict that is settled) have receipts
    too. An item without one was not stored: the phone sends it again. Raises ``Busy`` when that is so
    for all of them.
    """
    receipts: dict[str, dict[str, Any]] = {}
    failed = 0
    for item in sorted(items, key=lambda i: (i.made_at, i.seq)):
        try:
            for receipt in _receive_one(item, by=by):
                receipts[receipt["uuid"]] = receipt
        except Exception as fault:  # whatever it is, the others are not to suffer
            failed += 1
            logger.error("field item of kind %s not taken in", item.kind, exc_info=fault)
    if failed and not receipts:
        raise Busy
    return list(receipts.values())


def receipts_for(uuids: Iterable[uuid.UUID], *, by: User) -> list[dict[str, Any]]:
    """The current receipts of what ``by`` sent; of nobody else's."""
    rows = SyncItem.objects.filter(uuid__in=list(uuids), sent_by=by).order_by("pk")
    return [receipt_of(row) for row in rows]


def resume(*arrived: uuid.UUID) -> list[SyncItem]:
    """Apply all that waited for what has arrived, oldest first, and what waited for that."""
    changed: list[SyncItem] = []
    parents = deque(arrived)
    while parents:
        waiting = SyncItem.objects.waiting_for(parents.popleft()).locked()
        for row in waiting.select_related("sent_by", "photo").defer("photo__content"):
            verdict = apply(row)
            settle(row, verdict)
            changed.append(row)
            parents.extend(verdict.arrived)
    return changed


def lock_together(*keys: uuid.UUID | None) -> None:
    """Let what is about the same raid or person happen one after the other, until commit."""
    numbers = [_lock_number(key) for key in keys if key is not None]
    if numbers:
        with connection.cursor() as cursor:
            each = ", ".join(["pg_advisory_xact_lock(%s)"] * len(numbers))
            cursor.execute(f"SELECT {each}", numbers)


def _lock_number(key: uuid.UUID) -> int:
    digest = hashlib.blake2b(b"field" + key.bytes, digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _receive_one(item: Item, *, by: User) -> list[dict[str, Any]]:
    content_hash = item.content_hash
    photo: bytes | None = None
    bad: ValidationError | None = None
    if item.photo:
        # Asked here already, for drawing a picture anew takes longest; ``_take_in`` asks in any case.
        if known := SyncItem.objects.filter(uuid=item.uuid).first():
            return [_repeated(known, content_hash, by=by)]
        try:
            photo = checked_upload(item.photo, IMAGES)[0]
        except ValidationError as error:
            bad = error
    for last in (False,) * (TRIES - 1) + (True,):
        try:
            return _take_in(item, content_hash, photo, bad, by=by)
        except OperationalError:  # two waited for each other: the database ended one
            if last or connection.in_atomic_block:
                raise
    raise AssertionError


@transaction.atomic
def _take_in(
    item: Item,
    content_hash: str,
    photo: bytes | None,
    bad: ValidationError | None,
    *,
    by: User,
) -> list[dict[str, Any]]:
    # In this order for all: the raid last, so that nobody who holds it waits for a lock of these.
    lock_together(item.uuid, item.subject, item.raid)
    if item.raid is None:
        lock_together(_raid_of(item.subject))
    if known := SyncItem.objects.filter(uuid=item.uuid).first():
        return [_repeated(known, content_hash, by=by)]
    row = SyncItem(
        uuid=item.uuid,
        kind=item.kind,
        subject=item.subject,
        raid=item.raid,
        device=item.device,
        made_at=item.made_at,
        seq=item.seq,
        sent_by=by,
        content_hash=content_hash,
        payload=item.body,
        received_at=timezone.now(),
    )
    if photo is not None:
        row.photo = store_bytes(photo, content_type="image/jpeg", by=by)
    verdict = (
        apply(row) if bad is None else refused([s | {"field": "photo"} for s in sentences(bad)])
    )
    settle(row, verdict)
    changed = resume(*verdict.arrived)
    if row.state == SyncState.ACCEPTED and "choose" in item.body:
        changed += SyncItem.objects.filter(uuid=item.subject)
    return [receipt_of(row), *(receipt_of(r) for r in changed if r.sent_by_id == by.pk)]


def _raid_of(subject: uuid.UUID) -> uuid.UUID | None:
    """The raid that another item about the same thing named."""
    others = SyncItem.objects.filter(subject=subject, raid__isnull=False)
    return others.values_list("raid", flat=True).first()


def _repeated(known: SyncItem, content_hash: str, *, by: User) -> dict[str, Any]:
    """The receipt of an item that was sent before, if it is the same by the same."""
    if known.sent_by_id != by.pk:
        return refusal_of(known.uuid, ANOTHERS)
    if known.content_hash != content_hash:
        return refusal_of(known.uuid, OTHER_CONTENT)
    return receipt_of(known)
