"""The photo of an encounter: attached when it comes later, and read."""

from collections.abc import Mapping

from django.db import connection, transaction

from intake import permissions_raids as permissions
from intake.models import Encounter
from ppks_service.accounts.models import User
from ppks_service.documents.models import StoredFile
from ppks_service.journal.actions import record, record_each


def attach_photo(encounter: Encounter, *, by: User, photo: StoredFile) -> Encounter:
    """Give an encounter a photo that is stored already. A bare row stays one to complete."""
    (written,) = attach_photos({encounter.pk: photo}, by=by)
    encounter.photo, encounter.version = photo, written.version
    return encounter


@transaction.atomic(savepoint=False)  # all or none: whoever calls it begins again
def attach_photos(photos: Mapping[int, StoredFile], *, by: User) -> list[Encounter]:
    """Give each of several encounters, by its key, its photo, and return them with their new versions."""
    people = Encounter.objects.locked().select_related("raid", "case__section").order_by("pk")
    found = list(people.filter(pk__in=photos))
    notes = []
    for person in found:
        permissions.edit_encounter.check(by, person)
        permissions.see_identity.check(by, person)
        done = "ditambahkan" if person.photo_id is None else "diganti"
        notes.append((person, f"Foto temuan {person.number} {done}."))
        person.photo = photos[person.pk]
    versions = _write({person.pk: photos[person.pk].pk for person in found})
    for person in found:
        person.version = versions[person.pk]
    record_each(actor=by, action="encounter.photo", notes=notes)
    return found


def _write(photos: Mapping[int, int]) -> dict[int, int]:
    """Store the photos of encounters, all by key, in one statement that tells their versions."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE intake_encounter AS person SET photo_id = given.photo"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS given (pk, photo)"
            " WHERE person.id = given.pk RETURNING person.id, person.version",
            [list(photos), list(photos.values())],
        )
        return dict(cursor.fetchall())


@transaction.atomic
def read_photo(encounter: Encounter, *, by: User) -> bytes:
    """The photo of an encounter; that it was looked at stands in the journal."""
    permissions.see_identity.check(by, encounter)
    assert encounter.photo is not None
    record(
        actor=by,
        action="encounter.photo_read",
        subject=encounter,
        note=f"Foto temuan {encounter.number} dilihat.",
    )
    return bytes(encounter.photo.content)
