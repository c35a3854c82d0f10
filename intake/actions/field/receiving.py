"""Taking in what a phone sends: each item exactly once, in any order, one bad one spoiling none."""

import hashlib
import logging
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from intake.actions.field.applying import apply
from intake.actions.field.items import Item, sentences
from intake.actions.field.together import Done, apply_together, runs
from intake.actions.field.verdicts import (
    Verdict,
    decide,
    receipt_of,
    refusal_of,
    refused,
    settle,
)
from intake.models import SyncItem, SyncState
from ppks_service.accounts.models import User
from ppks_service.documents.actions import file_of_bytes, store_bytes

logger = logging.getLogger(__name__)
TRIES = 3
ANOTHERS = "Kiriman ini sudah dikirim petugas lain. Masuk dengan akun yang mencatatnya."
OTHER_CONTENT = "Kiriman dengan nomor ini sudah diterima dengan isi lain. Simpan ulang catatannya."


class Busy(Exception):
    """Nothing could be taken in now; what was sent may be sent again as it is."""


def receive(items: Iterable[Item], *, by: User) -> list[dict[str, Any]]:
    """Take in items and return their receipts: what is plain many in one transaction, all else each alone.

    Others that changed through them (children that waited, a conflict that is settled) have receipts
    too. An item without one was not stored: the phone sends it again. Raises ``Busy`` when that is so
    for all of them.
    """
    receipts: dict[str, dict[str, Any]] = {}
    failed = 0
    for run in runs(sorted(items, key=lambda i: (i.made_at, i.seq))):
        done = _told(_receive_run(run, by=by) if len(run) > 1 else [])
        receipts |= done
        for item in run:
            if str(item.uuid) in done:
                continue
            try:
                receipts |= _told(_receive_one(item, by=by))
            except Exception as fault:  # whatever it is, the others are not to suffer
                failed += 1
                logger.error("field item of kind %s not taken in", item.kind, exc_info=fault)
    if failed and not receipts:
        raise Busy
    return list(receipts.values())


def _told(receipts: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {receipt["uuid"]: receipt for receipt in receipts}


def receipts_for(uuids: Iterable[uuid.UUID], *, by: User) -> list[dict[str, Any]]:
    """The current receipts of what ``by`` sent; of nobody else's."""
    rows = SyncItem.objects.filter(uuid__in=list(uuids), sent_by=by).order_by("pk")
    return [receipt_of(row) for row in rows]


def resume(*arrived: uuid.UUID) -> list[SyncItem]:
    """Apply all that waited for what has arrived, oldest first, and what waited for that."""
    changed: list[SyncItem] = []
    while arrived:
        waiting = SyncItem.objects.waiting_for(*arrived).locked().select_related("sent_by", "photo")
        arrived = ()
        for run in runs(waiting.defer("photo__content")):
            for row, verdict in _applied(run):
                settle(row, verdict)
                changed.append(row)
                arrived += verdict.arrived
    return changed


def _applied(run: list[SyncItem]) -> Iterator[tuple[SyncItem, Verdict]]:
    """What comes of a run that waited. Numbers stay locked meanwhile, so what can go together does."""
    done: Done = []
    if len(run) > 1:
        with suppress(PermissionDenied, IntegrityError), transaction.atomic():
            done = apply_together(run)
    yield from done
    applied = {row.pk for row, _ in done}
    for row in run:
        if row.pk not in applied:
            yield row, apply(row)


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


def _receive_run(run: list[Item], *, by: User) -> list[dict[str, Any]]:
    """The receipts of those of a run that were sent before, or that could be taken in together."""
    try:
        known = {row.uuid: row for row in SyncItem.objects.filter(uuid__in=[i.uuid for i in run])}
        told = [_repeated(known[i.uuid], i, by=by) for i in run if i.uuid in known]
        return told + _take_in_together([i for i in run if i.uuid not in known], by=by)
    except Exception as fault:  # one by one each of them says what it is
        if not isinstance(fault, PermissionDenied | DatabaseError):
            logger.error(
                "field items of kind %s not taken in together", run[0].kind, exc_info=fault
            )
        return []


def _take_in_together(items: list[Item], *, by: User) -> list[dict[str, Any]]:
    rows = []
    for item in items:
        with suppress(ValidationError):
            row = item.row(by=by)
            if item.picture is not None:
                row.photo = file_of_bytes(item.picture, content_type="image/jpeg", by=by)
            rows.append(row)
    if not rows:
        return []
    uuids, subjects = sorted(row.uuid for row in rows), sorted(row.subject for row in rows)
    with transaction.atomic():
        lock_together(*uuids, *subjects, rows[0].raid)
        done = apply_together(rows)
        for row, verdict in done:
            decide(row, verdict)
        SyncItem.objects.bulk_create(row for row, _ in done)
        changed = resume(*(key for _, verdict in done for key in verdict.arrived))
    taken = [row for row, _ in done]
    return [receipt_of(row) for row in (*taken, *changed) if row.sent_by_id == by.pk]


def _receive_one(item: Item, *, by: User) -> list[dict[str, Any]]:
    bad: ValidationError | None = None
    if item.photo:
        # Asked here already, for drawing a picture anew takes longest; ``_take_in`` asks in any case.
        if known := SyncItem.objects.filter(uuid=item.uuid).first():
            return [_repeated(known, item, by=by)]
        try:
            item.picture  # noqa: B018  drawn before anything is locked
        except ValidationError as error:
            bad = error
    for last in (False,) * (TRIES - 1) + (True,):
        try:
            return _take_in(item, bad, by=by)
        except OperationalError:  # two waited for each other: the database ended one
            if last or connection.in_atomic_block:
                raise
    raise AssertionError


@transaction.atomic
def _take_in(item: Item, bad: ValidationError | None, *, by: User) -> list[dict[str, Any]]:
    # In this order for all: the raid last, so that nobody who holds it waits for a lock of these.
    lock_together(item.uuid, item.subject, item.raid)
    if item.raid is None:
        lock_together(_raid_of(item.subject))
    if known := SyncItem.objects.filter(uuid=item.uuid).first():
        return [_repeated(known, item, by=by)]
    row = item.row(by=by)
    if bad is None and item.picture is not None:
        row.photo = store_bytes(item.picture, content_type="image/jpeg", by=by)
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


def _repeated(known: SyncItem, item: Item, *, by: User) -> dict[str, Any]:
    """The receipt of an item that was sent before, if it is the same by the same."""
    if known.sent_by_id != by.pk:
        return refusal_of(known.uuid, ANOTHERS)
    if known.content_hash != item.content_hash:
        return refusal_of(known.uuid, OTHER_CONTENT)
    return receipt_of(known)
