"""A night's people and their photos, many in one transaction: what is plain of them.

What is not plain is left out and goes the way of ``applying``, one by one: whatever a rule refuses, waits,
or meets what others wrote. So what comes of an item is the same on both ways, and here it costs a tenth.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import groupby

from django.core.exceptions import ValidationError

from intake.actions.encounters import record_encounters
from intake.actions.field.items import Item
from intake.actions.field.people import newly_recorded, receipt_for
from intake.actions.field.values import Missing, fill, spelled
from intake.actions.field.verdicts import Verdict, accepted
from intake.actions.photos import attach_photos
from intake.models import Encounter, Raid, RaidStatus, SyncItem, SyncKind
from ppks_service.documents.models import StoredFile

Done = list[tuple[SyncItem, Verdict]]


def runs[T: (Item, SyncItem)](items: Iterable[T]) -> Iterator[list[T]]:
    """``items`` in their order, in groups: those of a group of several may be applied by ``apply_together``."""
    return (list(run) for _, run in groupby(items, key=_shared))


def _shared(item: Item | SyncItem) -> object:
    """Equal for neighbours that may go together. Whoever names another person may wait for them: alone."""
    body, sender = (
        (item.body, None) if isinstance(item, Item) else (item.payload or {}, item.sent_by_id)
    )
    kind = SyncKind(item.kind)
    has_its_photo = bool(item.photo) == (kind == SyncKind.PHOTO_ATTACH)
    if kind in HANDLERS and item.raid and has_its_photo and not body.get("met_with"):
        return kind, item.raid, sender
    return object()


def apply_together(rows: list[SyncItem]) -> Done:
    """Do what one run asks and return what was done; the rest is left undone.

    The row of a photo brings its file, which may not be stored yet. Raises whatever keeps them from being
    done in one go: then nothing of them is.
    """
    subjects = {row.subject for row in rows}
    if len(subjects) < len(rows):  # what comes second changes what is there by then
        return []
    return HANDLERS[SyncKind(rows[0].kind)](rows)


def _encounters_record(rows: list[SyncItem]) -> Done:
    named = rows[0].raid
    assert named is not None
    raid = Raid.objects.filter(client_uuid=named, status=RaidStatus.RUNNING).first()
    if raid is None:
        return []
    stops = {str(stop.client_uuid): stop for stop in raid.stops.order_by("order")}
    people = []
    for row in rows:
        encounter = Encounter(client_uuid=row.subject, raid=raid)
        with suppress(Missing, ValidationError):
            fill(encounter, spelled(row.payload or {}), stops=stops)
            people.append(encounter)
    told = {row.subject: row for row in rows}
    recorded = record_encounters(people, by=rows[0].sent_by)
    return [(told[person.client_uuid], newly_recorded(person)) for person in recorded]


def _photos_attach(rows: list[SyncItem]) -> Done:
    by = rows[0].sent_by
    bare = Encounter.objects.locked().visible_to(by).filter(photo=None)
    named = bare.filter(client_uuid__in=[row.subject for row in rows]).order_by("pk")
    keys = dict(named.values_list("client_uuid", "pk"))
    photos = {keys[row.subject]: row.photo for row in rows if row.photo and row.subject in keys}
    StoredFile.objects.bulk_create(photo for photo in photos.values() if photo.pk is None)
    told = {row.subject: row for row in rows}
    return [
        (told[person.client_uuid], accepted(**receipt_for(person, version=person.version)))
        for person in attach_photos(photos, by=by)
    ]


HANDLERS: dict[SyncKind, Callable[[list[SyncItem]], Done]] = {
    SyncKind.ENCOUNTER_RECORD: _encounters_record,
    SyncKind.PHOTO_ATTACH: _photos_attach,
}
