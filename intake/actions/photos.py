"""The photo of an encounter: attached when it comes later, and read."""

from collections.abc import Mapping

from django.db import transaction

from intake import permissions_raids as permissions
from intake.models import Encounter
from ppks_service.accounts.models import User
from ppks_service.documents.models import StoredFile
from ppks_service.journal.actions import record, record_each


def attach_photo(encounter: Encounter, *, by: User, photo: StoredFile) -> Encounter:
    """Give an encounter a photo that is stored already. A bare row stays one to complete."""
    attach_photos({encounter.pk: photo}, by=by)
    encounter.photo = photo
    return encounter


@transaction.atomic(savepoint=False)  # all or none: whoever calls it begins again
def attach_photos(photos: Mapping[int, StoredFile], *, by: User) -> list[Encounter]:
    """Give each of several encounters, by its key, its photo; see ``attach_photo``."""
    people = Encounter.objects.locked().select_related("raid", "case__section").order_by("pk")
    found = list(people.filter(pk__in=photos))
    notes = []
    for person in found:
        permissions.edit_encounter.check(by, person)
        permissions.see_identity.check(by, person)
        done = "ditambahkan" if person.photo_id is None else "diganti"
        notes.append((person, f"Foto temuan {person.number} {done}."))
        person.photo = photos[person.pk]
    Encounter.objects.bulk_update(found, ["photo"])
    record_each(actor=by, action="encounter.photo", notes=notes)
    return found


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
