"""What becomes of an item, and the receipt that says so."""

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from intake.models import SyncItem, SyncState


@dataclass(frozen=True)
class Verdict:
    """What applying an item came to; ``arrived`` are the things that others may have waited for."""

    state: SyncState
    receipt: dict[str, Any] = field(default_factory=dict)
    arrived: tuple[uuid.UUID, ...] = ()
    waits_for: uuid.UUID | None = None
    why: list[dict[str, str]] = field(default_factory=list)
    clash: dict[str, Any] = field(default_factory=dict)


def accepted(*arrived: uuid.UUID, **receipt: Any) -> Verdict:
    return Verdict(SyncState.ACCEPTED, receipt, arrived)


def parked(parent: uuid.UUID) -> Verdict:
    return Verdict(SyncState.PARKED, waits_for=parent)


def for_the_office(sentence: str) -> Verdict:
    return Verdict(SyncState.PARKED, why=[{"field": "", "sentence": sentence}])


def refused(why: list[dict[str, str]]) -> Verdict:
    return Verdict(SyncState.REFUSED, why=why)


def settle(row: SyncItem, verdict: Verdict) -> None:
    """Write the verdict on the item and store it."""
    decide(row, verdict)
    row.save()


def decide(row: SyncItem, verdict: Verdict) -> None:
    """Write the verdict on the item. What was accepted is on the record: its own copy goes."""
    row.state, row.receipt, row.why = verdict.state, verdict.receipt, verdict.why
    row.waits_for = verdict.waits_for
    row.waits_for_office = verdict.state == SyncState.PARKED and verdict.waits_for is None
    row.clash = {**row.clash, **verdict.clash}
    if verdict.state == SyncState.ACCEPTED:
        row.payload, row.applied_at = None, timezone.now()


def receipt_of(row: SyncItem) -> dict[str, Any]:
    """What the phone is told of an item."""
    at = row.applied_at or row.received_at
    receipt: dict[str, Any] = {
        "uuid": str(row.uuid),
        "state": row.state,
        "at": timezone.localtime(at).isoformat(),
        **row.receipt,
    }
    if row.why:
        receipt["why"] = row.why
    if row.state == SyncState.CONFLICT:
        receipt["fields"], receipt["shown"] = row.open_clash, shown(row)
    return receipt


def shown(row: SyncItem) -> str:
    """A mark of the stored answers that a conflict shows: who chooses says by it what they were shown."""
    theirs = {name: side["theirs"] for name, side in row.open_clash.items()}
    return hashlib.sha256(json.dumps(theirs, sort_keys=True).encode()).hexdigest()[:16]


def refusal_of(item_uuid: uuid.UUID, sentence: str) -> dict[str, Any]:
    """A receipt for what is not kept: another item has this UUID, or it is no item at all."""
    return {
        "uuid": str(item_uuid),
        "state": SyncState.REFUSED.value,
        "at": timezone.localtime().isoformat(),
        "why": [{"field": "", "sentence": sentence}],
    }
