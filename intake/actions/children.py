"""Somebody who turns out to be a child is protected as one."""

from django.utils import timezone

from intake.models import GUARDED_FLAGS, Case, Flag, Person
from intake.same import group_of
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record

ADULT = 18


def protect_if_child(person: Person, *, by: User) -> None:
    """Protect the running cases of somebody who turns out to be a child.

    Inside the transaction of the act that told the age. Nothing here takes protection away.
    """
    age = person.age_on(timezone.localdate())
    if age is None or age >= ADULT:
        return
    running = Case.objects.locked().open().filter(person__in=group_of(person.pk).keys)
    for case in running.exclude(flags__contains=[Flag.CHILD]).order_by("pk"):
        case.flags = sorted({*case.flags, Flag.CHILD})
        case.save(update_fields=["flags"])
        record(
            actor=by,
            action="case.set_flags",
            subject=case,
            note="Menurut tanggal lahirnya masih anak: kasus kini terlindung.",
            flags=[flag for flag in case.flags if flag not in GUARDED_FLAGS],
        )
