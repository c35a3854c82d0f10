"""What phones left for somebody to settle: a late person, and one answer that two wrote."""

import uuid
from typing import Any

import pghistory
from django.utils import timezone

from intake.actions import field
from intake.models import Encounter, Outcome, Raid, RaidStatus
from intake.models.encounters import CHILD_BANDS
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role


def leave_waiting() -> None:
    """Leave one late person of the last closed raid, and one conflict in the raid that runs."""
    closed = Raid.objects.filter(status=RaidStatus.CLOSED).order_by("-closed_at", "pk").first()
    if closed is not None:
        body = {
            "met_at": (closed.ends_at or closed.starts_at).isoformat(),
            "sex": "P",
            "age_band": "60+",
            "activities": ["sleeping"],
            "conditions": ["ill"],
            "place": "Emperan toko, Jalan Sutomo",
        }
        _send(closed, "encounter.record", named("orang terlambat"), body, by=closed.opened_by)
    people = Encounter.objects.filter(raid__status=RaidStatus.RUNNING, outcome=Outcome.TAKEN)
    person = (
        people.filter(is_bare=False)
        .exclude(age_band__in=CHILD_BANDS)
        .order_by("-raid__starts_at", "ordinal")
        .first()
    )
    if person is not None and person.raid is not None:
        base, other = {"note": person.note}, User.objects.filter(role=Role.REGISTRAR)
        theirs = {"base": base, "mine": {"note": "Batuk 3 minggu, sudah ke puskesmas."}}
        mine = {"base": base, "mine": {"note": "Batuk 2 minggu, belum diperiksa."}}
        by = other.order_by("pk").first() or person.recorded_by
        _send(person.raid, "encounter.edit", person.client_uuid, theirs, by=by)
        _send(person.raid, "encounter.edit", person.client_uuid, mine, by=person.recorded_by)


def named(words: str) -> uuid.UUID:
    """The same UUID for the same words, so that two runs give the same data."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"contoh:{words}")


def _send(raid: Raid, kind: str, subject: uuid.UUID, body: dict[str, Any], *, by: User) -> None:
    item = {
        "uuid": str(named(f"{raid.number} {kind} {by.username}")),
        "kind": kind,
        "subject": str(subject),
        "raid": str(raid.client_uuid),
        "device": str(named(f"ponsel {by.username}")),
        "made_at": timezone.now().isoformat(),
        "seq": 1,
        "body": body,
    }
    with pghistory.context(user=by.pk):
        field.receive([field.parse_item(item)], by=by)
