"""People who were met together, written down in one go: a mother and her children."""

import uuid
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from intake.actions.encounters import record_encounter
from intake.models import Companionship, Encounter
from ppks_service.accounts.models import User

GROUP_AT_MOST = 20


class MemberRefused(ValidationError):
    """What is wrong with one member of a group; ``at`` says which, the first being 0."""

    def __init__(self, at: int, error: ValidationError) -> None:
        super().__init__(error)
        self.at = at


@transaction.atomic
def record_group(
    members: Iterable[Encounter],
    *,
    by: User,
    batch: uuid.UUID,
    photos: Mapping[int, UploadedFile] | None = None,
) -> list[Encounter]:
    """Record people who belong together, all or none; the others are met with the first one.

    Sent again with the same ``batch``, whoever it made is returned and nobody is made twice. Raises
    ``MemberRefused``, ``ValidationError`` for fewer than two or more than twenty, and
    ``PermissionDenied`` when the raid is closed.
    """
    people = list(members)
    if not 2 <= len(people) <= GROUP_AT_MOST:
        raise ValidationError(
            f"Rombongan berisi 2 sampai {GROUP_AT_MOST} orang. Satu orang dicatat lewat “Catat orang”."
        )
    head: Encounter | None = None
    recorded = []
    for n, person in enumerate(people):
        person.client_uuid = uuid.uuid5(batch, str(n))
        person.companionship = Companionship.WITH
        person.met_with = head
        try:
            saved = record_encounter(person, by=by, photo=(photos or {}).get(n))
        except ValidationError as error:
            raise MemberRefused(n, error) from error
        head = head or saved
        recorded.append(saved)
    return recorded
