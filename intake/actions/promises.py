"""The promise that somebody signed before they left."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import permissions
from intake.models import Case, Promise
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record


@transaction.atomic
def add_promise(promise: Promise, *, by: User) -> Promise:
    """Write down who promised what and who fetched the person; shown when they are met again.

    An ended case takes one too: the paper is often signed at the very door.
    """
    case = Case.objects.locked().select_related("section").get(pk=promise.case_id)
    permissions.write_promise.check(by, case)
    if promise.signed_on > timezone.localdate():
        raise ValidationError({"signed_on": "Tanggal tanda tangan belum tiba."})
    promise.noted_by = by
    promise.full_clean()
    promise.save(force_insert=True)
    record(
        actor=by,
        action="case.promise",
        subject=case,
        note=f"Surat pernyataan dicatat: oleh {promise.signed_by}.",
    )
    return promise
