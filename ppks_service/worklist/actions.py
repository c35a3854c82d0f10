"""The office's clocks, as data administrators set them."""

from django.db import transaction

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.accounts.rules import rule
from ppks_service.journal.actions import record
from ppks_service.worklist.models import Clock


@rule
def maintain_clocks(user: User, clock: Clock) -> str | None:
    if not user.has(Capability.MAINTAIN_REFERENCE):
        return "Hanya admin data yang mengubah jam."
    return None


@transaction.atomic
def set_clock(clock: Clock, *, by: User) -> Clock:
    """Save a changed clock. Work that is under way is due by the new value from now on."""
    maintain_clocks.check(by, clock)
    stored = Clock.objects.select_for_update(no_key=True).get(pk=clock.pk)
    clock.full_clean()
    clock.save()
    record(
        actor=by,
        action="clock.set",
        subject=clock,
        note=f"Jam diubah. Semula {stored}; kini {clock}.",
        confirmed=clock.confirmed,
    )
    return clock
